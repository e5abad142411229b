"""A row of lines as one text in which every character knows its place on the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from intake.page import Line
from models.place import Box

CELL_GAP: Final = "\t"
"""Stands between two lines of one row."""

_GLOSS: Final = re.compile(
    r"(?<=[一-鿿])(?!(?<=患者|病人|门诊|住院|就诊)ID(?![A-Za-z]))[ /\t]*"
    r"(?:(?:Patient|Full|Name|Sex|Gender|Age|Date|Time|Birth|Department|Dept|Ward|Bed|ID|No"
    r"|Number|Address|Phone|Tel|Hospital|Admission|Discharge|Admitted|Clinical|Diagnosis|Diagnoses|Physician|Doctor|Attending"
    r"|Signature|Title|Advice|Of|of|the|and|on|by|s|Issue"
    r"|Recommendations?|Treatment|Reg|Registration|Visit|Impression|Opinion|Result)(?![A-Za-z])[ .'/&]*){1,5}"
    r"(?=[ ]*(?::|\t|$))"
)
"""What bilingual papers print behind a label."""

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
    "優億儀倉側兩爾爺愛戀靈屬饒歷臺滬瀋遼魯頤蔭薩蘆蘿賀輝連運達遠適選郵釋鉅銀鋼鎖鏈閔闊陸隨隱雜雞離難靜韻"
    "頂順須頓預領頭頻題額顏願顧飯飲飾養騰驚鬆魚鮮鳥鴨麥齊龜壯寫寬寶將尋導屆岡峽崗嶺巖幣帥帳帶幹幾庫廈廚廠"
    "廟廢廳彈彌彎徑徹惡慘慣慮憂憑憲憶應懷懸戲戶掃揚換損搖搶擇擊擔攝晉晝暈曉曠權條棗棟極構槍樁橋檔櫃歐歡殘"
    "殺殼氣決沒沖況淚淺淵渾湯溝滅滾滿漁漲漸潔潛潤澤濃濾瀉瀾災烏煙煩熱燈燒爐犧狀狹獅獎獨獲獸瑪環瓊畢畫當疊"
    "癥癢癰皺盞盡監盤睜瞞矯碼磚禍禪禿種稱穌積穎窮竄競筆筍築簡籃籤糧紀約紋納紐純紗紙細紹終組絕絡給絲絹綁綠"
    "綱網綿緊緒緣編緩緯練縱總績織繞繩繪繫繼續纖罰罷習聖聞聰聲聳肅脅脫腳膠膩臉臨舉舊艙艦艱荊莊萊蒼蓋蓮蔥薑"
    "薦藍藝蘊虛蟲蠟衝裝裡製複襖覺覽觀觸訂計討訓訪設訴評詞試詩該詳誇誤課調談謀識譜譯譽讀變豐貝財敗貨販貪貫"
    "貯買貸費貼資賑賓賜賞賠賣賴賺購賽贈趕跡踐躍軌軟較載輔輪輯輸轄辦辭農遞遲遺醜釀釘針釣鈉鈣鈴鉀鉛鉤銅銷鋁"
    "鋪錶鍋鍵鎂鎳鐳鑒鑽閃閉閑閥閱闌闖陣階雖霧頁頰頸頹顆顛飢飼飽餅餓館饑馴駐駕駛騎騙驅驟髏鬥鬧鯉鴉鵝鹹鹼麵"
    "黨齒",
    "诊断证书医疗师处见记录门号单务会险间数据报检验结论术后请认级别龄实职业联系电话区县乡镇无显张陈刘黄杨"
    "赵吴钟钟东华庆汉卫酱学专与为国际广苏赣闽粤陕宁济矿铁车军队传统关节肿风湿类脉压脑肾脏脏胆阳阴点严轻稳"
    "异质维护项参范围现补剂药经过归转从复注标志审签发负责员内妇产儿镜图线体温寿龙凤马许邓萧叶蒋郑谢罗韩冯"
    "邹钱兰丽伟强红万乐义礼贵贤滨湾岛阁园场楼层邻双岁余个来时对于开长云飞鸿鹏剑锋铭锦诚谦让议语说询讯贡献"
    "优亿仪仓侧两尔爷爱恋灵属饶历台沪沈辽鲁颐荫萨芦萝贺辉连运达远适选邮释巨银钢锁链闵阔陆随隐杂鸡离难静韵"
    "顶顺须顿预领头频题额颜愿顾饭饮饰养腾惊松鱼鲜鸟鸭麦齐龟壮写宽宝将寻导届冈峡岗岭岩币帅帐带干几库厦厨厂"
    "庙废厅弹弥弯径彻恶惨惯虑忧凭宪忆应怀悬戏户扫扬换损摇抢择击担摄晋昼晕晓旷权条枣栋极构枪桩桥档柜欧欢残"
    "杀壳气决没冲况泪浅渊浑汤沟灭滚满渔涨渐洁潜润泽浓滤泻澜灾乌烟烦热灯烧炉牺状狭狮奖独获兽玛环琼毕画当叠"
    "症痒痈皱盏尽监盘睁瞒矫码砖祸禅秃种称稣积颖穷窜竞笔笋筑简篮签粮纪约纹纳纽纯纱纸细绍终组绝络给丝绢绑绿"
    "纲网绵紧绪缘编缓纬练纵总绩织绕绳绘系继续纤罚罢习圣闻聪声耸肃胁脱脚胶腻脸临举旧舱舰艰荆庄莱苍盖莲葱姜"
    "荐蓝艺蕴虚虫蜡冲装里制复袄觉览观触订计讨训访设诉评词试诗该详夸误课调谈谋识谱译誉读变丰贝财败货贩贪贯"
    "贮买贷费贴资赈宾赐赏赔卖赖赚购赛赠赶迹践跃轨软较载辅轮辑输辖办辞农递迟遗丑酿钉针钓钠钙铃钾铅钩铜销铝"
    "铺表锅键镁镍镭鉴钻闪闭闲阀阅阑闯阵阶虽雾页颊颈颓颗颠饥饲饱饼饿馆饥驯驻驾驶骑骗驱骤髅斗闹鲤鸦鹅咸碱面"
    "党齿",
)


def fold(text: str) -> str:
    """The text with full-width ASCII made half-width; every character keeps its position."""
    return text.translate(_HALF_WIDTH)


def simplified(text: str) -> str:
    """The text with the traditional characters of labels and titles made simplified; positions are kept."""
    return text.translate(_TRADITIONAL)


def _without_gloss(text: str) -> str:
    """The text with the English beside the labels of bilingual papers (姓名 Name, 出院时间 Discharge Date) made blanks,
    equally long."""
    return _GLOSS.sub(lambda gloss: re.sub(r"[^\t]", " ", gloss.group()), text)


def width_of(text: str) -> float:
    """How wide a text is set, in full-width characters."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


@lru_cache(maxsize=512)
def _edges(text: str) -> tuple[float, ...]:
    """Where each character of a text begins, and the last one ends, in full-width characters. Kept, since of one line
    many places are asked for: measured anew each time, a page of one long line took minutes."""
    return (0.0, *accumulate(map(_width, text)))


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
        return cls(tuple(lines), raw, _without_gloss(simplified(fold(raw))), tuple(starts))

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
        if line.vertical or last <= first:
            return line.box
        edges = _edges(line.text)
        left = line.box.left + line.box.width * edges[first] / edges[-1]
        right = line.box.left + line.box.width * edges[last] / edges[-1]
        return Box.clipped(left, line.box.top, right, line.box.bottom)
