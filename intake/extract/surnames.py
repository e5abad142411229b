"""Chinese surnames, and which strings can be a person's name.

The single surnames are those of the 《百家姓》 and of the most frequent 400 in the census yearbooks; compound surnames
are the ones still in use. A name is a surname and one or two further characters (two or three after a compound one).
"""

from __future__ import annotations

import re
from typing import Final

_SINGLE: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫"
    "宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵"
    "冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海"
    "晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟肖付代覃兰祖苟麦仝展揭候区丘冼衣门税邸邝揣缐但粟青原冶买卡阿马依古努热库麻祝"
    "車張陳劉楊趙黃吳孫馬羅鄭謝許鄧馮蕭葉蘇呂盧蔣賈陸鍾譚範鄒龔錢湯龍萬賴顏蘭關齊嚴溫蘆莊覺顧隋战初迟矫孛蹇昂信贠云訚植敬菅"
)
_COMPOUND: Final = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛司徒东方皇甫尉迟公孙慕容令狐宇文长孙端木夏侯闻人轩辕南宫独孤西门"
        "呼延钟离申屠太史淳于单于公羊澹台赫连濮阳万俟拓跋歐陽司馬諸葛",
    )
)

# Words that begin with a surname's character and stand where names stand.
_NOT_NAMES: Final = re.compile(
    r"^(?:签名|签字|签章|盖章|年月日|时间|日期|职称|科室|医院|医师|医生|姓名|主任|主治|住院|副主|同意|符合|建议|明确|无|经治|经审|"
    r"白细胞|红细胞|高血压|水肿|时分|计量|金额|单位|家属|家庭|国家|公章|门诊|印章|空白|查房|平诊|和|向上|成人|成立|常规|安全|"
    r"温度|关系|方法|全科|文化|万元|居民|农合|通过|连续|强化|应用|双侧|左侧|边界|终身|从事|广泛|充分|后|有|能|都|但|须)"
)
_ENDS_NO_NAME: Final = re.compile(r"(?:科|室|院|部|处|病|症|炎|组|号|码|者|员|费|药|片|单|级|类|项|型|位)$")
_GIVEN_STOPS: Final = frozenset("的了是在与及或等为由请已未不无")


def is_surname(text: str) -> bool:
    """Is the text, as a whole, a surname?"""
    return text in _SINGLE or text in _COMPOUND


def surname_of(name: str) -> str | None:
    """The surname a name begins with, the compound one first; None where it begins with none."""
    if name[:2] in _COMPOUND:
        return name[:2]
    return name[:1] if name[:1] in _SINGLE else None


def is_name(text: str) -> bool:
    """Can the text, as a whole, be a person's name? Blanks must be taken out before."""
    if re.fullmatch(r"[\u4e00-\u9fff]{2,8}[·•・][\u4e00-\u9fff]{2,8}", text):
        return True
    if not re.fullmatch(r"[\u4e00-\u9fff]{2,5}", text):
        return False
    surname = surname_of(text)
    if surname is None or len(text) - len(surname) not in (1, 2):
        double = len(text) == 4 and text[0] in _SINGLE and text[1] in _SINGLE
        if not double or surname is None:
            return False
    return not (_NOT_NAMES.match(text) or _ENDS_NO_NAME.search(text) or set(text[1:]) & _GIVEN_STOPS)
