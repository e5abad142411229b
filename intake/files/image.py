"""Photographs and scans: JPEG, PNG, BMP, WebP, TIFF of many pages, HEIC; upright by EXIF, on white, as BGR."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import cv2
import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from intake.files.limits import Limits
from intake.files.sniff import Kind
from intake.files.unreadable import Unreadable
from intake.page import PageImage, Pixels

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
            # The other frames of a telephone's picture are depth maps and thumbnails; only TIFF has pages.
            self.page_count = int(getattr(self._image, "n_frames", 1)) if kind == "tiff" else 1
        if self.page_count > limits.max_pages:
            raise Unreadable("file.too_many_pages", f"{self.page_count} 页，最多 {limits.max_pages} 页")
        self._check_size()

    def page(self, number: int) -> PageImage:
        """One page, its longest side at most ``longest_side`` pixels. Raises Unreadable."""
        if self.page_count > 1:
            with _damage():
                self._image.seek(number)
            self._check_size()
        with _damage():
            if self._image.format in ("JPEG", "MPO"):
                # Decodes a large photograph at a half or a quarter, still no smaller than asked for.
                self._image.draft(None, (self._limits.longest_side, self._limits.longest_side))
            pixels = _pixels(ImageOps.exif_transpose(self._image))
        return PageImage.of_source(self.sha256, number, _fitted(pixels, self._limits.longest_side))

    def _check_size(self) -> None:
        width, height = self._image.size
        if width * height > self._limits.max_pixels:
            raise Unreadable("image.too_large", f"{width}×{height} 像素")


def _pixels(image: Image.Image) -> Pixels:
    """Any mode as BGR on white; 16-bit greys by their high byte."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image, dtype=np.float64)
        highest = 65535.0 if values.max() > 255 else 255.0
        grey = np.clip(values * (255.0 / highest), 0, 255).astype(np.uint8)
        return np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        layered = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(layered, mask=layered.getchannel("A"))
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def _fitted(pixels: Pixels, longest: int) -> Pixels:
    height, width = pixels.shape[:2]
    factor = longest / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@contextmanager
def _damage() -> Iterator[None]:
    """Whatever a decoder says against the bytes is one answer: the file is damaged."""
    with warnings.catch_warnings():
        # Sizes are checked here, before decoding; Pillow's own warnings add nothing.
        warnings.simplefilter("ignore")
        try:
            yield
        except Image.DecompressionBombError as error:
            raise Unreadable("image.too_large", "解压后超出限制") from error
        except (UnidentifiedImageError, *_DAMAGED) as error:
            raise Unreadable("file.damaged") from error
