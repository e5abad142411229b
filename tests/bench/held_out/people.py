# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Invented patients, physicians and hospitals, and the dates of one visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from models.codes import Title

FAMILY = "赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜谢邹柏窦章苏潘葛范彭鲁韦马苗方俞任袁柳鲍史唐费廉岑薛雷贺倪汤罗毕郝邬安常傅卞齐康伍余顾孟黄穆萧尹欧阳"
GIVEN_MALE = ("国平", "德厚", "明远", "志强", "永福", "长顺", "启东", "少华", "文彬", "世昌", "光荣", "家栋", "兴发", "立军", "松", "毅", "泽民", "显贵", "开元", "绍云", "伟业", "进")  # fmt: skip
GIVEN_FEMALE = ("桂芳", "淑华", "玉兰", "秀珍", "晓燕", "春梅", "雪莲", "丽娟", "素清", "凤英", "惠敏", "静", "琼", "美玲", "佳怡", "翠萍", "红霞", "碧蓉", "月娥", "思琪", "文秀", "洁")  # fmt: skip

PLACES = (
    ("四川省", "南充市", "蓬安县", "511323"),
    ("四川省", "南充市", "仪陇县", "511324"),
    ("四川省", "南充市", "西充县", "511325"),
    ("四川省", "南充市", "营山县", "511322"),
    ("四川省", "南充市", "阆中市", "511381"),
    ("江西省", "上饶市", "弋阳县", "361126"),
    ("江西省", "上饶市", "铅山县", "361124"),
    ("江西省", "上饶市", "横峰县", "361125"),
    ("江西省", "上饶市", "鄱阳县", "361128"),
    ("江西省", "上饶市", "德兴市", "361181"),
    ("湖北省", "", "神农架林区", "429021"),
)
KINDS = ("人民医院", "中医医院", "第二人民医院", "中西医结合医院", "妇幼保健院", "第三人民医院", "中医院")
FREE_NAMES = (
    "川东医学院附属第三医院",
    "云岭矿务局职工总医院",
    "江汉仁和医院",
    "青石镇中心卫生院",
    "信江骨科医院",
    "嘉陵江油田医院",
    "省第五人民医院",
    "铁路局中心医院",
)
STREETS = ("滨河", "凤山", "解放", "育才", "紫云", "磨坊", "大桥", "南门", "青松", "茶亭", "白鹿", "红坪")
VILLAGES = ("石盘", "双河", "柏树", "龙泉", "新场", "葛溪", "清湖", "三源", "木鱼", "松柏", "金溪", "漆工")

LADDER = {
    Title.PHYSICIAN_ASSISTANT: ("医士",),
    Title.RESIDENT: ("住院医师", "医师"),
    Title.ATTENDING: ("主治医师", "主治中医师"),
    Title.ASSOCIATE_CHIEF: ("副主任医师", "副主任中医师"),
    Title.CHIEF: ("主任医师", "主任中医师"),
}


@dataclass(frozen=True)
class Doctor:
    """A person of the staff: a physician with a rank, or (rank None) somebody of another profession."""

    name: str
    title: Title | None
    title_text: str


@dataclass(frozen=True)
class Patient:
    name: str
    female: bool
    born: date
    id_number: str
    address: str
    phone: str
    insured_number: str
    place: tuple[str, str, str, str]

    def age(self, day: date) -> int:
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


@dataclass(frozen=True)
class Hospital:
    name: str
    place: tuple[str, str, str, str]


def name_of(rng: Random, female: bool) -> str:
    """A family name of one character (欧阳 being left out) and a given name of one or two."""
    return rng.choice(FAMILY[:-2]) + rng.choice(GIVEN_FEMALE if female else GIVEN_MALE)


def check_digit(first17: str) -> str:
    """GB 11643: the weighted sum of seventeen digits modulo 11 picks the last character."""
    weights = [2 ** (17 - i) % 11 for i in range(17)]
    return "10X98765432"[sum(int(c) * w for c, w in zip(first17, weights, strict=True)) % 11]


def patient(rng: Random, place: tuple[str, str, str, str]) -> Patient:
    female = rng.random() < 0.5
    born = date(1938, 1, 1) + timedelta(days=rng.randrange(365 * 62))
    first17 = f"{place[3]}{born:%Y%m%d}{rng.randrange(10, 99)}{rng.randrange(5) * 2 + (0 if female else 1)}"
    if rng.random() < 0.5:
        where = f"{rng.choice(STREETS)}路{rng.randrange(3, 300)}号{rng.randrange(1, 20)}栋{rng.randrange(101, 2400)}室"
    else:
        where = f"{rng.choice(VILLAGES)}镇{rng.choice(VILLAGES)}村{rng.randrange(1, 12)}组{rng.randrange(2, 190)}号"
    return Patient(
        name=name_of(rng, female),
        female=female,
        born=born,
        id_number=first17 + check_digit(first17),
        address="".join(place[:3]) + where,
        phone=rng.choice(("135", "138", "152", "177", "189", "191")) + f"{rng.randrange(10**8):08d}",
        insured_number=rng.choice(("51", "36", "42", "A0")) + f"{rng.randrange(10**10):010d}",
        place=place,
    )


def hospital(rng: Random) -> Hospital:
    place = rng.choice(PLACES)
    if rng.random() < 0.25:
        return Hospital(rng.choice(FREE_NAMES), place)
    return Hospital(place[2] + rng.choice(KINDS), place)


def doctor(rng: Random, lowest: Title = Title.RESIDENT, highest: Title = Title.CHIEF) -> Doctor:
    title = rng.choice([t for t in Title if lowest.rank <= t.rank <= highest.rank])
    return Doctor(name_of(rng, rng.random() < 0.45), title, rng.choice(LADDER[title]))


def technician(rng: Random) -> Doctor:
    """Somebody whose title looks like a physician's and is none."""
    text = rng.choice(("主管技师", "主任技师", "副主任技师", "检验技师", "技师"))
    return Doctor(name_of(rng, rng.random() < 0.6), None, text)


@dataclass(frozen=True)
class Dates:
    """The days of one stay, in order."""

    admitted: date
    discharged: date
    reported: date
    issued: date


def dates(rng: Random) -> Dates:
    admitted = date(2024, 7, 1) + timedelta(days=rng.randrange(800))
    discharged = admitted + timedelta(days=rng.randrange(4, 23))
    reported = admitted + timedelta(days=rng.randrange(1, 4))
    return Dates(admitted, discharged, reported, discharged + timedelta(days=rng.randrange(0, 9)))


_DIGITS = "〇一二三四五六七八九"


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def written(day: date, style: str) -> str:
    """A day as papers write it; ``style`` is one of iso, han, hanzero, dot, slash, formal."""
    match style:
        case "han":
            return f"{day.year}年{day.month}月{day.day}日"
        case "hanzero":
            return f"{day.year}年{day.month:02d}月{day.day:02d}日"
        case "dot":
            return f"{day.year}.{day.month:02d}.{day.day:02d}"
        case "slash":
            return f"{day.year}/{day.month:02d}/{day.day:02d}"
        case "formal":
            return "".join(_DIGITS[int(c)] for c in str(day.year)) + f"年{_small(day.month)}月{_small(day.day)}日"
        case _:
            return day.isoformat()
