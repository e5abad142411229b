"""Options that several commands take, told the same way in all of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TableFormat(StrEnum):
    """For people or for programs."""

    TEXT = "text"
    JSON = "json"


StorePlace = Annotated[
    str | None,
    typer.Option("--store", help="记录库：SQLite 文件路径或 postgresql:// 地址（默认用设置中的）", metavar="地址"),
]
Table = Annotated[TableFormat, typer.Option("--format", help="输出格式")]
OutFile = Annotated[Path | None, typer.Option("--out", help="写入文件（默认写到屏幕）", metavar="文件")]
RevealOption = Annotated[bool, typer.Option("--reveal", help="显示完整的姓名、证件号等（默认遮盖）")]
