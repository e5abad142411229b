"""A row of lines as one text in which every character knows its place on the page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.page import Line
from models.place import Box

CELL_GAP: Final = "\t"
"""Stands between two lines of one row."""

_HALF_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: 0x20,
    0xA0: 0x20,
    0x3002: 0x3002,
}
_TRADITIONAL: Final = str.maketrans(
    "診斷證書醫療師處見記錄門號單務會險間數據報檢驗結論術後請認級別齡實職業聯係電話區縣鄉鎮無顯張陳劉黃楊"
    "趙吳鐘鍾東華慶漢衛醬學專與為國際廣蘇贛閩粵陝寧濟礦鐵車軍隊傳統關節腫風濕類脈壓腦腎髒臟膽陽陰點嚴輕穩"
    "異質維護項參範圍現補劑藥經過歸轉從復註標誌審簽發負責員內婦產兒鏡圖線體溫壽龍鳳馬許鄧蕭葉蔣鄭謝羅韓馮"
    "鄒錢蘭麗偉強紅萬樂義禮貴賢濱灣島閣園場樓層鄰雙歲餘個來時對於開長雲飛鴻鵬劍鋒銘錦誠謙讓議語說詢訊貢獻"
    "優億儀倉側兩爾爺愛戀靈屬",
    "诊断证书医疗师处见记录门号单务会险间数据报检验结论术后请认级别龄实职业联系电话区县乡镇无显张陈刘黄杨"
    "赵吴钟钟东华庆汉卫酱学专与为国际广苏赣闽粤陕宁济矿铁车军队传统关节肿风湿类脉压脑肾脏脏胆阳阴点严轻稳"
    "异质维护项参范围现补剂药经过归转从复注标志审签发负责员内妇产儿镜图线体温寿龙凤马许邓萧叶蒋郑谢罗韩冯"
    "邹钱兰丽伟强红万乐义礼贵贤滨湾岛阁园场楼层邻双岁余个来时对于开长云飞鸿鹏剑锋铭锦诚谦让议语说询讯贡献"
    "优亿仪仓侧两尔爷爱恋灵属",
)


def fold(text: str) -> str:
    """The text with full-width ASCII made half-width; every character keeps its position."""
    return text.translate(_HALF_WIDTH)


def simplified(text: str) -> str:
    """The text with the traditional characters of labels and titles made simplified; positions are kept."""
    return text.translate(_TRADITIONAL)


def width_of(text: str) -> float:
    """How wide a text is set, in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)


@dataclass(frozen=True)
class RowText:
    """The lines of one row joined by ``CELL_GAP``: ``raw`` as read, ``text`` folded for matching, both equally long."""

    lines: tuple[Line, ...]
    raw: str
    text: str
    starts: tuple[int, ...]
    """Where each line begins in the text."""

    @classmethod
    def of(cls, lines: Sequence[Line], gap: str = CELL_GAP) -> RowText:
        """The lines joined by ``gap``; an empty one for running text that is wrapped over the lines."""
        starts, position = [], 0
        for line in lines:
            starts.append(position)
            position += len(line.text) + len(gap)
        raw = gap.join(line.text.replace(CELL_GAP, " ") for line in lines)
        return cls(tuple(lines), raw, simplified(fold(raw)), tuple(starts))

    def box(self, start: int, end: int) -> Box:
        """The smallest box around the characters ``start`` to ``end``, by their share of their line's width."""
        boxes = [self._part(number, start, end) for number in self._lines_of(start, end)]
        around = boxes[0]
        for box in boxes[1:]:
            around = around.union(box)
        return around

    def confidence(self, start: int, end: int) -> float:
        """The engine's confidence in the least certain line that has a part in the span."""
        return min(self.lines[number].confidence for number in self._lines_of(start, end))

    def line_at(self, position: int) -> Line:
        """The line a character belongs to."""
        return self.lines[max(number for number, start in enumerate(self.starts) if start <= position)]

    def _lines_of(self, start: int, end: int) -> list[int]:
        touched = [
            number
            for number, begin in enumerate(self.starts)
            if begin < max(end, start + 1) and begin + len(self.lines[number].text) > start
        ]
        return touched or [max(number for number, begin in enumerate(self.starts) if begin <= start)]

    def _part(self, number: int, start: int, end: int) -> Box:
        line, begin = self.lines[number], self.starts[number]
        first, last = max(start - begin, 0), min(max(end - begin, 0), len(line.text))
        whole = width_of(line.text)
        if whole == 0 or line.vertical or last <= first:
            return line.box
        left = line.box.left + line.box.width * width_of(line.text[:first]) / whole
        right = line.box.left + line.box.width * width_of(line.text[:last]) / whole
        return Box.clipped(left, line.box.top, right, line.box.bottom)
