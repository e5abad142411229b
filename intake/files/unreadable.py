"""The one way in which opening a file says no."""

from __future__ import annotations

from typing import Final, Literal

from models.finding import Problem

Code = Literal[
    "file.empty", "file.too_large", "file.damaged", "file.encrypted", "file.unsupported", "file.too_many_pages",
    "file.unavailable", "image.too_large", "page.damaged", "page.too_large",
    "page.incomplete",
]  # fmt: skip

_MESSAGES: Final[dict[Code, str]] = {
    "file.empty": "文件为空（0 字节），请重新拍照或扫描后上传。",
    "file.too_large": "文件过大（{detail}），请压缩或重新拍照后上传。",
    "file.damaged": "文件已损坏或不完整，无法打开，请重新上传原文件或重新拍照。",
    "file.encrypted": "PDF 文件设有密码，无法打开，请上传未加密的文件或直接拍照上传。",
    "file.unsupported": "不支持的文件类型（{detail}），请上传照片（JPEG、PNG、HEIC 等）或 PDF。",
    "file.too_many_pages": "文件页数过多（{detail}），请按材料拆分后上传。",
    "file.unavailable": "文件无法读取（{detail}），请检查后重试。",
    "image.too_large": "图片尺寸过大（{detail}），请用手机重新拍照后上传。",
    "page.damaged": "第 {page} 页已损坏，无法显示，请重新上传该页。",
    "page.incomplete": "第 {page} 页中有一处小图（如徽标或印章）已损坏，无法显示，其余内容已读取，请人工查看原件。",
    "page.too_large": "第 {page} 页的图片尺寸过大（{detail}），请重新拍照或扫描后上传。",
}


class Unreadable(Exception):  # noqa: N818 - an answer about the file, not a fault of ours
    """A file or page cannot be read. ``detail`` completes the message and holds nothing personal.

    ``code`` is stable; all but ``file.unavailable`` and ``page.incomplete`` are the applicant's to mend. The latter is
    told of pages that are read nevertheless, and never raised.
    """

    def __init__(self, code: Code, detail: str = "", page: int | None = None) -> None:
        super().__init__(code)
        self.code, self.detail, self.page = code, detail, page

    def problem(self, name: str, page: int | None = None) -> Problem:
        """What the record says of it, with the file's name."""
        number = self.page if self.page is not None else page
        reason = _MESSAGES[self.code].format(detail=self.detail, page=(number or 0) + 1)
        return Problem(
            stage="open",
            file=name,
            page=number,
            code=self.code,
            message=f"“{name}”：{reason}",
            applicant_can_mend=self.code not in ("file.unavailable", "page.incomplete"),
        )
