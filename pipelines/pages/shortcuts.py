"""The keys of the pages, as ``?`` shows them; docs/reviewing.md tells the same, and a test compares the two."""

from __future__ import annotations

from typing import Final

SHORTCUTS: Final[tuple[tuple[str, tuple[tuple[str, str], ...]], ...]] = (
    ("案件", (("N", "取下一件"), ("L", "领取本件"), ("X", "放回"), ("U", "回到待办"), ("V", "显示或遮盖完整信息"))),
    ("决定", (("A", "通过"), ("T", "退回补正"), ("1 … 9", "勾选事项"), ("Enter", "确认"), ("Esc", "取消"))),
    (
        "核对",
        (("J K", "下一项、上一项"), ("F D", "下一个、上一个字段"), ("E", "改正字段"), ("Enter", "在原图上找到它")),
    ),
    ("看图", (("→ ←", "下一页、上一页"), ("+ -", "放大、缩小"), ("0", "整页"), ("R", "旋转"), ("B", "显示或隐藏标注"))),
    ("其他", (("C", "两页并排"), ("W", "换到另一页"), ("G", "打开告知单"), ("M", "写备注"), ("?", "显示本页说明"))),
)
