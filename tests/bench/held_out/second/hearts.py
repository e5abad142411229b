# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examinations of the heart: an echocardiogram's measures, a day's beats summed up."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    code_square,
    listed,
    numbered,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, dashes, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.EXAMINATION_REPORT


def _echo_head(p: Paper, y: float) -> float:
    """Whose heart, and what is asked; the height of the next line."""
    y = slots(
        p,
        (18, y + 2.5),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 36),
            ("超声号：", f"{p.rng.randrange(10**6, 10**7)}", 58),
        ],
    )
    y = slots(p, (18, y), [("申请科室：", p.fact("department"), 76), ("住院号：", p.fact("inpatient_number"), 60)])
    y = slots(
        p,
        (18, y),
        [
            ("临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 100),
            ("仪器：", p.rng.choice(("EPIQ 7C", "Vivid E95")), 50),
        ],
    )
    return y


def _measures(p: Paper, y: float) -> tuple[float, int]:
    """The table of measures; the height below it and the share ejected."""
    names = (
        ("主动脉根部", 28, 36),
        ("左房前后径", 30, 44),
        ("左室舒末径", 42, 58),
        ("左室收末径", 26, 40),
        ("室间隔厚度", 12, 15),
        ("左室后壁", 11, 14),
        ("右室内径", 16, 24),
        ("肺动脉干", 18, 26),
    )
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("测量项目", "测值(mm)", "测量项目", "测值(mm)")]]
    for n in range(0, len(names), 2):
        rows.append(
            [
                part
                for name, low, high in names[n : n + 2]
                for part in (name, Cell(str(p.rng.randrange(low, high)), align="c"))
            ]
        )
    ejected = p.rng.randrange(38, 68)
    rows.append(["射血分数EF", Cell(f"{ejected}%", align="c"), "短轴缩短率FS", Cell(f"{ejected // 2 + 2}%", align="c")])
    y = p.sheet.grid((18, y), (52.0, 35.0, 52.0, 35.0), rows, p.body, 1.3)[-1][0].bottom + 5
    return y, ejected


def echo_with_measures(rng: Random) -> Paper:
    """A table of chambers and flows before the text; who wrote it down is no physician who reports."""
    p = start(rng, A4, _TYPE, ("song", "hei", "sungti"), 10.5)
    of_cases(p, "M04600", "M03900")
    p.day = p.dates.reported
    y = centred(p, 14, p.fact("hospital_name"), Type("song-bold", 18, p.body.colour))
    y = (
        centred(
            p,
            y,
            p.title(rng.choice(("超声心动图报告", "心脏彩色多普勒超声检查报告单"))),
            Type("song-bold", 14, p.body.colour),
        )
        + 3
    )
    p.sheet.rule((18, y), (192, y), 0.5)
    y = _echo_head(p, y)
    y, ejected = _measures(p, y)
    p.sheet.line((18, y), "超声描述", p.body.bold())
    y = listed(
        p,
        (24, y + 7),
        [
            "1.左房增大，余房室内径正常范围；室间隔及左室后壁增厚，运动欠协调。",
            "2.各瓣膜回声未见增强，二尖瓣关闭时可见少量反流束。",
            "3.主、肺动脉内径正常，心包腔未见液性暗区。",
        ],
        166,
        1.6,
    )
    p.sheet.line((18, y + 3), "超声提示", p.body.bold())
    y = listed(
        p,
        (24, y + 10),
        ["左房增大", "左室壁增厚", "二尖瓣反流（轻度）", "左室收缩功能" + ("减低" if ejected < 50 else "正常")],
        166,
        1.6,
    )
    y = max(y + 12, 240.0)
    p.sheet.next()
    signed(
        p,
        (18, y),
        "检查者：",
        (p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), "reporting"),
        rng.choice(("hand", "printed", "stamp", "scrawl")),
        rng.random() < 0.3,
    )
    p.sheet.put((104, y), f"录入：{p.doctor().name}", p.body)
    p.sheet.put((140, y), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((18, y + 12), "本报告仅反映受检者检查当时的情况，签字有效。", p.body.at(9))
    if rng.random() < 0.5:
        stamps.department(p, (150 + rng.uniform(-8, 8), y - 10), rng.choice(("超声医学科", "心功能室")))
    return p


def _beats(p: Paper, y: float) -> float:
    """The day's sums; the height below them."""
    beats, slow = p.rng.randrange(82000, 118000), p.rng.randrange(42, 55)
    entries = (
        ("记录时长", "23小时41分"), ("总心搏数", f"{beats}次"), ("平均心率", f"{beats // 1420}次/分"), ("最慢心率", f"{slow}次/分 04:{p.rng.randrange(10, 59)}"),
        ("最快心率", f"{p.rng.randrange(118, 150)}次/分 17:{p.rng.randrange(10, 59)}"), ("房性早搏", f"{p.rng.randrange(20, 900)}次"), ("成对房早", f"{p.rng.randrange(0, 12)}对"),
        ("室性早搏", f"{p.rng.randrange(5, 4000)}次"), ("最长R-R间期", f"1.{p.rng.randrange(30, 98)}秒"), ("SDNN", f"{p.rng.randrange(60, 150)}ms"),
    )  # fmt: skip
    y += 3
    for n in range(0, len(entries), 2):
        p.sheet.next()
        for k, (label, value) in enumerate(entries[n : n + 2]):
            p.sheet.put((22 + k * 88, y), label, p.body)
            p.sheet.put((54 + k * 88, y), value, p.body)
        y += 8
    return y


def holter(rng: Random) -> Paper:
    """A day's heart beats summed up in two columns, with a note on leads, signed twice."""
    p = start(rng, A4, _TYPE, ("zenhei", "ming", "song"), 11)
    of_cases(p, "M04600", "M03900", "M05300")
    at_hospital(p, "第三人民医院", "人民医院", "=铁路局中心医院")
    p.day = p.dates.reported
    y = centred(p, 16, p.title("动态心电图分析报告"), Type("song-bold", 18, p.body.colour))
    y = centred(p, y + 1, p.fact("hospital_name"), p.body.at(13)) + 3
    code_square(p, Area(172, 14, 192, 34))
    dashes(p, (18, y), (192, y))
    y = slots(
        p,
        (18, y + 3),
        [("患者姓名  ", p.fact("patient_name"), 58), ("性别  ", p.fact("sex"), 40), ("年龄  ", p.fact("age"), 40)],
    )
    y = slots(p, (18, y), [("病历号  ", p.fact("inpatient_number"), 58), ("科室  ", p.fact("department"), 90)])
    dashes(p, (18, y - 1), (192, y - 1))
    y = _beats(p, y)
    p.sheet.line((18, y + 3), "分析：", p.body.bold())
    y = p.sheet.flow(
        (18, y + 11),
        "基础心律为窦性心律，可见房性及室性早搏，部分成对；V4～V6导联ST段于活动时呈水平型压低0.05～0.10mV，持续1～3分钟，T波随时间变化。",
        p.body,
        174,
        1.75,
        7.8,
    )
    p.sheet.line((18, y + 3), "结论：", p.body.bold())
    y = listed(
        p,
        (26, y + 11),
        numbered(["窦性心律，平均心率正常。", "偶发房性早搏，频发室性早搏。", "ST-T改变，心率变异性略减低。"], "({}) "),
        160,
        1.7,
    )
    y = max(y + 16, 226.0)
    p.sheet.next()
    how: Manner = rng.choice(("hand", "printed", "stamp"))
    signed(p, (18, y), "分析者：", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), how)
    signed(p, (104, y), "审 核：", (p.doctor(Title.ATTENDING), "reviewing"), how, rng.random() < 0.4)
    p.sheet.line((18, y + 13), f"佩戴日期：{written(p.dates.reported - timedelta(days=1), p.style)}", p.body)
    p.sheet.line((104, y + 13), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (152 + rng.uniform(-8, 8), y + 8), rng.choice(("心电图室", "心电诊断中心")))
    return p


LAYOUTS = (echo_with_measures, holter)
