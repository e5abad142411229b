"""Invented people: applicants with valid identity numbers, physicians with titles, and the hospitals they go to.

No person and no hospital here exists. The hospitals are named the way hospitals of the three regions are named; they
are invented so that nobody can take a drawn seal for a real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from models.codes import Title

Sex = Literal["male", "female"]
_SEXES: tuple[Sex, ...] = ("male", "female")


@dataclass(frozen=True)
class Region:
    """``code`` is the pack's code, ``areas`` are (six-digit division code, address down to the street)."""

    code: str
    place: str
    areas: tuple[tuple[str, str], ...]


REGIONS = (
    Region(
        "jiangxi-shangrao",
        "江西省上饶市",
        (
            ("361102", "江西省上饶市信州区书院路"),
            ("361103", "江西省上饶市广丰区永丰大道"),
            ("361121", "江西省上饶市广信区七六路"),
            ("361127", "江西省上饶市余干县玉亭镇迎宾路"),
        ),
    ),
    Region(
        "sichuan-nanchong",
        "四川省南充市",
        (
            ("511302", "四川省南充市顺庆区文化路"),
            ("511303", "四川省南充市高坪区白塔路"),
            ("511304", "四川省南充市嘉陵区耀目路"),
            ("511321", "四川省南充市南部县南隆镇红岩子路"),
        ),
    ),
    Region(
        "hubei-shennongjia",
        "湖北省神农架林区",
        (
            ("429021", "湖北省神农架林区松柏镇神农大道"),
            ("429021", "湖北省神农架林区阳日镇沿河路"),
            ("429021", "湖北省神农架林区木鱼镇香溪街"),
        ),
    ),
)


@dataclass(frozen=True)
class Hospital:
    """``grade`` as it is printed where it is printed at all; ``aliases`` are what papers and seals may say instead."""

    name: str
    aliases: tuple[str, ...]
    grade: str
    region: str


HOSPITALS = (
    Hospital("上饶市灵溪人民医院", ("灵溪人民医院", "上饶灵溪医院"), "三级甲等", "jiangxi-shangrao"),
    Hospital("上饶市云碧中医院", ("云碧中医院",), "二级甲等", "jiangxi-shangrao"),
    Hospital("上饶市广丰区永和医院", ("广丰永和医院",), "二级乙等", "jiangxi-shangrao"),
    Hospital("赣东医学院第三附属医院", ("赣东三附院",), "三级甲等", "jiangxi-shangrao"),
    Hospital("南充市果城中心医院", ("果城中心医院", "南充果城医院"), "三级甲等", "sichuan-nanchong"),
    Hospital("川东北医学院第二附属医院", ("川东北二附院",), "三级甲等", "sichuan-nanchong"),
    Hospital("南充市西山中西医结合医院", ("西山中西医结合医院",), "二级甲等", "sichuan-nanchong"),
    Hospital("南部县升钟人民医院", ("升钟人民医院",), "二级甲等", "sichuan-nanchong"),
    Hospital("神农架林区炎帝人民医院", ("炎帝人民医院", "林区炎帝人民医院"), "二级甲等", "hubei-shennongjia"),
    Hospital("神农架林区香溪中医医院", ("香溪中医医院",), "二级甲等", "hubei-shennongjia"),
    Hospital("湖北省楚西医院", ("楚西医院",), "三级甲等", "hubei-shennongjia"),
)

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭肖蔡潘田董袁于余叶蒋杜苏魏程吕丁任卢"
    "姚沈钟姜崔谭陆汪范廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛")
MALE_NAMES = (
    "伟强磊军勇杰涛明超辉刚平鹏华飞斌波宇浩凯健俊帆旭宁龙林建国志文德永庆福新生海山仁义学光天达安岩中茂进"
    "有坚和彪博诚先敬振壮思群豪心邦承乐"
)
FEMALE_NAMES = (
    "芳娜敏静秀丽娟英华玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹霞香月莺媛艳瑞凡佳嘉琼勤珍贞莉桂娣"
    "叶璧璐娅琦晶妍茜秋珊莎锦黛青倩婷姣婉娴瑾颖露瑶怡婵雁蓓"
)

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character of an identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)) % 11]


@dataclass(frozen=True)
class Patient:
    """An invented person whose identity number carries their division, birth date and sex."""

    name: str
    sex: Sex
    birth: date
    id_number: str
    insured_number: str
    phone: str
    address: str

    def age(self, on: date) -> int:
        """Completed years on that day."""
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))


@dataclass(frozen=True)
class Doctor:
    name: str
    title: Title


def invent_name(rng: Random, sex: Sex) -> str:
    """A name of two or three characters, rarely with a two-character surname."""
    surname = rng.choice(COMPOUND_SURNAMES) if rng.random() < 0.02 else rng.choice(SURNAMES)
    given = MALE_NAMES if sex == "male" else FEMALE_NAMES
    return surname + "".join(rng.choice(given) for _ in range(rng.choice((1, 2, 2, 2))))


def invent_patient(rng: Random, region: Region, wanted: Sex | None = None) -> Patient:
    """Somebody of 30 to 85 years who lives in the region."""
    sex: Sex = rng.choice(_SEXES) if wanted is None else wanted
    division, street = rng.choice(region.areas)
    birth = date(1941, 1, 1) + timedelta(days=rng.randrange(55 * 365))
    sequence = rng.randrange(10, 499) * 2 + (1 if sex == "male" else 0)
    body = f"{division}{birth:%Y%m%d}{sequence:03d}"
    return Patient(
        name=invent_name(rng, sex),
        sex=sex,
        birth=birth,
        id_number=body + check_digit(body),
        insured_number=division[:4] + "".join(rng.choice("0123456789") for _ in range(8)),
        phone=rng.choice(("135", "138", "139", "150", "158", "177", "181", "187"))
        + "".join(rng.choice("0123456789") for _ in range(8)),
        address=f"{street}{rng.randrange(1, 300)}号",
    )


def invent_doctor(rng: Random, title: Title) -> Doctor:
    """A physician of that title."""
    return Doctor(invent_name(rng, rng.choice(_SEXES)), title)
