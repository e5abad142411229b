"""The typefaces the papers are printed in, all from Debian packages (listed in ``.ci/packages.txt``)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from PIL import ImageFont

from models.error import YancaiError

Face = Literal["song", "song_bold", "print", "hei", "hei_bold", "zenhei", "microhei", "kai", "hand"]
"""song 宋体 (``print`` is the thin one of older hospital printers), hei 黑体, kai 楷体, hand: handwriting."""

_ROOT: Final = Path("/usr/share/fonts")
_FACES: Final[dict[Face, tuple[str, str, int]]] = {
    "song": ("fonts-noto-cjk", "opentype/noto/NotoSerifCJK-Regular.ttc", 2),
    "song_bold": ("fonts-noto-cjk", "opentype/noto/NotoSerifCJK-Bold.ttc", 2),
    "hei": ("fonts-noto-cjk", "opentype/noto/NotoSansCJK-Regular.ttc", 2),
    "hei_bold": ("fonts-noto-cjk", "opentype/noto/NotoSansCJK-Bold.ttc", 2),
    "print": ("fonts-arphic-gbsn00lp", "truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0),
    "kai": ("fonts-arphic-gkai00mp", "truetype/arphic-gkai00mp/gkai00mp.ttf", 0),
    "zenhei": ("fonts-wqy-zenhei", "truetype/wqy/wqy-zenhei.ttc", 0),
    "microhei": ("fonts-wqy-microhei", "truetype/wqy/wqy-microhei.ttc", 0),
    "hand": ("fonts-lxgw-wenkai", "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0),
}


MISSING: Final[dict[Face, str]] = {"print": "啰腘〇", "kai": "啰腘〇", "microhei": "℃"}
"""Characters the papers use that a face cannot print; a test keeps the list complete."""


def face_for(face: Face, char: str) -> Face:
    """The face itself, or one that can print the character where it cannot."""
    if char in MISSING.get(face, ""):
        return "hei" if face == "microhei" else "song"
    return face


@lru_cache(maxsize=256)
def font(face: Face, pixels: int) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels. Raises YancaiError naming the Debian package where the file is missing."""
    package, file, index = _FACES[face]
    path = _ROOT / file
    if not path.exists():
        raise YancaiError(f"缺少绘制样本所需的字体（{face}）：请以 root 运行 apt-get install {package}")
    return ImageFont.truetype(str(path), pixels, index=index, layout_engine=ImageFont.Layout.BASIC)
