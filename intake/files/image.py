"""Photographs and scans: JPEG, PNG, BMP, WebP, TIFF of many pages, HEIC; upright by EXIF, on white, as BGR."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, UnidentifiedImageError

from intake.files.limits import Limits
from intake.files.sniff import Kind
from intake.files.unreadable import Code, Unreadable
from intake.page import PageImage

_FORMATS: Final[dict[Kind, tuple[str, ...]]] = {
    "jpeg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "bmp": ("BMP",),
    "webp": ("WEBP",),
    "tiff": ("TIFF",),
    "heic": ("HEIF",),
}
# What Pillow's decoders raise for bytes that are not what their header says.
_DAMAGED: Final = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
)
_TURNS: Final[Mapping[object, Image.Transpose]] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is shown, by its orientation in EXIF 2.3. Pillow's exif_transpose writes the EXIF anew besides, and
fails where that is broken."""
# Sizes are checked here, from the header and with the size in the message; Pillow's own guard would come first.
Image.MAX_IMAGE_PIXELS = None


class ImageFile:
    """An opened picture file. Raises Unreadable: file.damaged, image.too_large, file.too_many_pages."""

    digitally_signed = False

    def __init__(self, sha256: str, data: bytes, kind: Kind, limits: Limits) -> None:
        self.sha256, self._limits = sha256, limits
        if kind == "heic":
            # Registering is cheap and can be done any number of times.
            from pillow_heif import register_heif_opener

            register_heif_opener()
        with _damage():
            self._image: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS[kind])
        self._check_size()
        # The other frames of a telephone's picture are depth maps and thumbnails; only TIFF has pages.
        self.page_count = self._count_pages() if kind == "tiff" else 1

    def page(self, number: int) -> PageImage:
        """One page, its longest side at most ``longest_side`` pixels. Raises Unreadable: those above, page.damaged."""
        longest = self._limits.longest_side
        with _damage("page.damaged" if self.page_count > 1 else "file.damaged", number):
            if self.page_count > 1:
                self._image.seek(number)
            self._check_size()
            factor = longest / max(self._image.size)
            if self._image.format in ("JPEG", "MPO") and factor < 1:
                # Decodes a very large photograph at a half or a quarter, still no smaller than asked for.
                self._image.draft(None, (round(self._image.width * factor), round(self._image.height * factor)))
            colours = _rgb(_halved(_upright(self._image), longest))
        pixels = cv2.cvtColor(_fitted(colours, longest), cv2.COLOR_RGB2BGR)
        return PageImage.of_source(self.sha256, number, np.asarray(pixels, dtype=np.uint8))

    def _count_pages(self) -> int:
        """Pages of a TIFF, counted one by one: its header does not tell, and a chain of them may be made endless."""
        most, count = self._limits.max_pages, 1
        with _damage():
            while count <= most:
                try:
                    self._image.seek(count)
                except EOFError:
                    break
                count += 1
            self._image.seek(0)
        if count > most:
            raise Unreadable("file.too_many_pages", f"超过 {most} 页")
        return count

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._limits.max_pixels:
            raise Unreadable("image.too_large", f"{width}×{height} 像素")


def _upright(image: Image.Image) -> Image.Image:
    """The picture as a viewer shows it by its EXIF: the same one where that says nothing, since copies take time (of 12
    megapixels 37 ms each). Broken EXIF says nothing; the picture can be seen all the same, as viewers show it."""
    image.load()
    try:
        turn = _TURNS.get(image.getexif().get(ExifTags.Base.Orientation))
    except (*_DAMAGED, UnidentifiedImageError):
        turn = None
    return image if turn is None else image.transpose(turn)


def _halved(image: Image.Image, longest: int) -> Image.Image:
    """A picture far larger than asked for, made smaller before its colours are converted, which takes memory."""
    factor = max(image.size) // longest
    if image.mode == "1":
        image = image.convert("L")
    return image.reduce(factor) if factor >= 2 and image.mode in ("L", "RGB", "RGBA", "LA", "CMYK") else image


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Any mode as (H, W, 3) RGB on white; greys of more than 8 bits brought down to 8."""
    if image.mode.startswith("I") or image.mode == "F":
        return np.asarray(cv2.cvtColor(_eight_bits(np.asarray(image)), cv2.COLOR_GRAY2RGB), dtype=np.uint8)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(layered, mask=layered.getchannel("A"))
    return np.asarray(image if image.mode == "RGB" else image.convert("RGB"), dtype=np.uint8)


def _eight_bits(values: NDArray[Any]) -> NDArray[np.uint8]:
    """Greys of 16 or 32 bits or floating point, as 0..255: by the depth their highest value needs."""
    values = values.astype(values.dtype.newbyteorder("="), copy=False)
    if values.dtype.kind == "f":
        values = np.nan_to_num(values, posinf=0.0, neginf=0.0)
    highest = float(values.max(initial=0))
    top = next((top for top in (1.0, 255.0, 65535.0) if highest <= top), highest)
    # In one pass, without a copy in floating point: pages of 120 million pixels are allowed.
    return np.asarray(cv2.convertScaleAbs(values.clip(0), alpha=255.0 / top), dtype=np.uint8)


def _fitted(pixels: NDArray[np.uint8], longest: int) -> NDArray[np.uint8]:
    height, width = pixels.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    # Down to a half, two by two pixels say what an area mean would, in a seventh of its time (13 for 94 ms at 12 MP).
    way = cv2.INTER_LINEAR if factor >= 0.5 else cv2.INTER_AREA
    return np.asarray(cv2.resize(pixels, size, interpolation=way), dtype=np.uint8)


@contextmanager
def _damage(code: Code = "file.damaged", page: int | None = None) -> Iterator[None]:
    """Whatever a decoder says against the bytes is one answer; what it merely warns of adds nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except (UnidentifiedImageError, *_DAMAGED) as error:
            raise Unreadable(code, page=page if code == "page.damaged" else None) from error
