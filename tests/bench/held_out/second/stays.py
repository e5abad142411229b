# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Discharge summaries of five houses."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, box, centred, listed, manner, numbered, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    CIRCLED,
    COUNTED,
    at_hospital,
    by_label,
    clock,
    marked,
    of_cases,
    of_rank,
    pattern,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.summaries import section
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.DISCHARGE_SUMMARY


def _round(p: Paper) -> str:
    """What a superior said on a ward round, told in passing."""
    other = p.doctor(Title.ASSOCIATE_CHIEF)
    p.note(other, "ward_round", None, titled=True)
    return p.rng.choice(
        (
            f"{other.name}{other.title_text}查房后指示：目前诊断明确，继续原方案治疗。",
            f"今日{other.title_text}{other.name}查房，同意目前诊治意见。",
        )
    )


def _both_diagnoses(p: Paper, y: float) -> float:
    """What was diagnosed at both ends of the stay; the height below."""
    shown = p.diagnose(p.case.diagnoses)
    p.sheet.next()
    p.sheet.put((18, y), "入院诊断：", p.body.bold())
    p.sheet.put((106, y), "出院诊断：", p.body.bold())
    y += 6.4
    for n, text in enumerate(shown):
        p.sheet.next()
        if n < 2:
            p.sheet.put((22, y), f"{n + 1}.{text}", p.body, 80)
        p.sheet.put((110, y), f"{n + 1}.{text}", p.body, 80)
        y += 6
    return y


def under_a_bar(rng: Random) -> Paper:
    """A running head of four entries, both diagnoses beside each other, and the ranks as labels of the signatures."""
    p = start(rng, A4, _TYPE, ("song", "sungti", "ming"), 10.5)
    at_hospital(p, "第一人民医院", "人民医院", "第二人民医院", "=东川大学附属医院")
    p.style = rng.choice(("iso", "hanzero"))
    p.sheet.line((18, 12), p.fact("hospital_name"), Type("kaiti", 15, p.body.colour))
    p.sheet.line((120, 11.5), "出 院 记 录", Type("song-bold", 16, p.body.colour), 72, "r")
    p.sheet.rule((18, 19.5), (192, 19.5), 0.6)
    y = slots(
        p,
        (18, 21.5),
        [
            ("姓名", p.fact("patient_name"), 36),
            ("病区", p.fact("department"), 62),
            ("床号", f"{rng.randrange(1, 70):02d}", 24),
            ("住院号", p.fact("inpatient_number"), 50),
        ],
    )
    p.sheet.rule((18, y - 1.4), (192, y - 1.4), 0.2)
    y = slots(p, (18, y + 1), [("性别：", p.fact("sex"), 58), ("年龄：", p.fact("age"), 58), ("婚否：", "已婚", 58)])
    days = (p.dates.discharged - p.dates.admitted).days
    y = (
        slots(
            p,
            (18, y),
            [
                ("入院时间：", f"{p.fact('admission_date')} {clock(p)}", 68),
                ("出院时间：", f"{p.fact('discharge_date')} {clock(p)}", 68),
                ("共住院：", f"{days} 天", 36),
            ],
        )
        + 1
    )
    y = _both_diagnoses(p, y)
    y = section(p, y + 1, "入院时主要症状及体征：", f"{p.case.complaint}。{p.case.examination}")
    y = section(p, y, "诊治经过：", p.case.history + p.case.course + (_round(p) if rng.random() < 0.6 else ""))
    y = section(p, y, "出院时情况：", "神清，精神可，饮食及睡眠正常，大小便通畅。")
    p.sheet.line((18, y), "出院医嘱：", p.body.bold())
    y = listed(p, (22, y + 6), p.advise("{n}.{text}"), 168, 1.5) + 6
    y = max(y, 232.0)
    by_label(
        p,
        (18, y),
        (("住院医师：", Title.RESIDENT), ("主治医师：", Title.ATTENDING), ("主任医师：", Title.CHIEF)),
        (58, 0),
        rng.choice(("printed", "hand", "scrawl")),
    )
    p.sheet.line((120, y + 12), f"记录时间：{written(p.dates.discharged, p.style)} {clock(p)}", p.body, 72, "r")
    stamps.by_archive(p)
    return p


def with_outcomes(rng: Random) -> Paper:
    """Cells throughout; each diagnosis with its code and the outcome that is ticked."""
    p = start(rng, A4, _TYPE, ("hei", "zenhei", "song"), 10)
    y = centred(p, 14, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y, "住院患者出院小结", Type("hei", 14, p.body.colour)) + 3
    w = (22.0, 38.0, 18.0, 30.0, 20.0, 48.0)
    rows: list[list[Cell | str]] = [
        ["患者", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科别", Cell(p.fact("department"), 3), "病案号", p.fact("inpatient_number")],
        ["入院", Cell(f"{p.fact('admission_date')}", 3), "出院", p.fact("discharge_date")],
        ["证件号", Cell(p.fact("id_number"), 3), "电话", p.fact("phone")],
    ]
    y = p.sheet.grid((17, y), w, rows, p.body, 1.5)[-1][0].bottom
    p.diagnose(p.case.diagnoses, codes=True)
    heads = ("出院诊断", "疾病编码", "治愈", "好转", "未愈")
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    table += [[t, Cell(c, align="c"), "", "", ""] for t, c in p.case.diagnoses]
    areas = p.sheet.grid((17, y), (94.0, 34.0, 16.0, 16.0, 16.0), table, p.body, 1.5)
    for row in areas[1:]:
        better = rng.choice((1, 1, 1, 2))
        for k in range(3):
            area = row[2 + k]
            box(p, ((area.left + area.right) / 2 - 1.6, (area.top + area.bottom) / 2 - 1.8), k == better)
    y = areas[-1][0].bottom
    parts: list[list[Cell | str]] = [
        ["入院情况", Cell(f"{p.case.complaint}。{p.case.examination}", 1)],
        ["诊疗过程", Cell(p.case.history + p.case.course, 1)],
        ["出院带药", Cell("\n".join(f"{name} {pack} {how}" for name, pack, how in p.case.drugs), 1)],
        ["出院指导", Cell("\n".join(p.advise("{n}、{text}；")), 1)],
    ]
    y = p.sheet.grid((17, y), (26.0, 150.0), parts, p.body, 2.0)[-1][0].bottom
    y = p.sheet.grid(
        (17, y),
        (26.0, 62.0, 26.0, 62.0),
        [["医师签名", Cell(tall=14), "签名日期", written(p.dates.discharged, p.style)]],
        p.body,
        2.0,
    )[0][0].bottom
    p.sheet.next()
    p.sign((46, y - 9.4), p.doctor(), "signing", manner(rng), rng.random() < 0.4)
    p.sheet.line((17, y + 3), "一式两份：病历存档一份，患者保存一份。", p.body.at(9))
    stamps.by_archive(p)
    return p


def _split_rank(p: Paper, y: float) -> None:
    """The signatures, the superior's rank begun behind the name and ended beneath it."""
    senior, junior = p.doctor(Title.ASSOCIATE_CHIEF, Title.ASSOCIATE_CHIEF), p.doctor(Title.RESIDENT, Title.ATTENDING)
    p.sheet.next()
    p.sheet.put((18, y), "经治医生", p.body)
    p.sign((37, y), junior, "responsible", p.rng.choice(("printed", "hand", "stamp")))
    how: Manner = p.rng.choice(("printed", "hand"))
    p.sheet.put((104, y), "上级医生", p.body)
    right = p.sign((123, y), senior, "reviewing", how)
    p.sheet.put((right + 3, y), senior.title_text[:1], p.body)
    p.sheet.line((123, y + 7), senior.title_text[1:], p.body)
    of_rank(p, senior.title)
    p.sheet.line((104, y + 18), written(p.dates.discharged, "han"), p.body)


def of_chinese_medicine(rng: Random) -> Paper:
    """Both schools' diagnoses at both ends of the stay; the superior's rank broken over two lines."""
    p = start(rng, A4, _TYPE, ("song", "microhei"), 10.5)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    illness, kind = pattern(p)
    y = centred(p, 14, p.fact("hospital_name"), Type("kaiti", 19, p.body.colour))
    if rng.random() < 0.6:
        p.fields["hospital_grade"] = grade = rng.choice(("三级甲等", "二级甲等"))
        y = centred(p, y, f"{grade}中医医院", p.body.at(9.5))
    y = centred(p, y, "出院小结", Type("song-bold", 15, p.body.colour, spacing=3)) + 2
    y = slots(
        p,
        (18, y),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 28),
            ("年龄：", p.fact("age"), 32),
            ("住院号：", p.fact("inpatient_number"), 66),
        ],
        True,
    )
    y = slots(
        p,
        (18, y),
        [
            ("科室：", p.fact("department"), 66),
            ("入院：", p.fact("admission_date"), 52),
            ("出院：", p.fact("discharge_date"), 52),
        ],
        True,
    )
    west = p.case.diagnoses[:3]
    east = f"{illness} {kind}"
    p.diagnose([(east, ""), *west])
    for label, names in (("入院诊断", west[:1]), ("出院诊断", west)):
        p.sheet.line((18, y + 1), label, p.body.bold())
        p.sheet.line((24, y + 7), f"中医诊断：{east}", p.body)
        y = section(p, y + 13, "西医诊断：", " ".join(numbered([t for t, _ in names], "{}.")), 24, 166)
    y = section(
        p, y + 1, "入院情况：", f"患者因“{p.case.complaint}”入院。刻下症见神疲乏力，纳寐欠佳，舌质暗红，苔薄白，脉细。"
    )
    y = section(
        p,
        y,
        "治疗经过：",
        p.case.course + "中医予辨证施治，配合针刺、耳穴压豆等特色治疗。" + (_round(p) if rng.random() < 0.7 else ""),
    )
    y = section(p, y, "出院情况：", "诸症减轻，舌淡红，苔薄白，脉缓。")
    y = section(p, y, "出院调护：", "".join(p.advise("（{n}）{text}。")))
    y = max(y + 8, 196.0)
    _split_rank(p, y)
    stamps.by_archive(p)
    return p


def of_mother_and_child(rng: Random) -> Paper:
    """A small sheet with boxes for the way of leaving and a signature by certificate."""
    p = start(rng, (148.0, 210.0), _TYPE, ("microhei", "hei"), 9)
    at_hospital(p, "妇幼保健院", "妇幼保健计划生育服务中心", "妇女儿童医院")
    of_cases(p, "M01600", "M06900", "M07101", "M03900")
    y = centred(
        p, 9, p.fact("hospital_name"), Type("hei-bold", 14, (176, 60, 110) if rng.random() < 0.4 else p.body.colour)
    )
    y = centred(p, y, "出院小结", p.body.at(12)) + 1.5
    badge(p, (20, 15), 11)
    w = (17.0, 29.0, 13.0, 19.0, 17.0, 33.0)
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科室", Cell(p.fact("department"), 3), "住院号", p.fact("inpatient_number")],
        ["入院日期", Cell(p.fact("admission_date"), 3), "出院日期", p.fact("discharge_date")],
    ]
    y = p.sheet.grid((10, y), w, rows, p.body, 1.2)[-1][0].bottom + 2.5
    y = section(p, y, "主诉：", p.case.complaint + "。", 10, 128)
    y = section(p, y, "入院诊断：", p.case.diagnoses[0][0], 10, 128)
    y = section(p, y, "主要治疗：", p.case.course, 10, 128)
    y = section(
        p, y, "出院诊断：", "".join(t + " " for t in marked(p.diagnose(p.case.diagnoses[:3]), CIRCLED)), 10, 128
    )
    p.sheet.next()
    x = p.sheet.put((10, y), "离院方式：", p.body) + 1
    for k, text in enumerate(("医嘱离院", "转院", "自动出院")):
        x = p.sheet.put((box(p, (x, y), k == 0) + 0.4, y), text, p.body) + 4
    y = section(p, y + 6, "出院医嘱：", "".join(marked([f"{t}；" for t in p.case.advice], CIRCLED)), 10, 128) + 5
    p.fields["treatment_advice"] = "".join(marked([f"{t}；" for t in p.case.advice], CIRCLED))
    p.sheet.rule((10, y - 2), (138, y - 2), 0.2)
    p.sheet.next()
    p.sheet.put((10, y), "医师电子签名：", p.body)
    right = p.sign((33, y), p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), "signing", "printed", rng.random() < 0.6)
    p.sheet.put((right + 4, y), f"{written(p.dates.discharged, 'iso')} {clock(p)}", p.body)
    p.sheet.line((10, y + 7), "本文书经数字证书签名，与纸质签名具有同等效力。", p.body.at(8))
    p.sheet.line((10, 200), f"打印：{written(p.dates.issued, 'iso')} {clock(p)}   1/1", p.body.at(7.5), 128, "r")
    roll = rng.random()
    if roll < 0.5:
        stamps.records(p, (104, min(y + 20, 188)))
    return p


def in_brackets(rng: Random) -> Paper:
    """Headings in brackets, the diagnoses counted in Chinese, entries in a column at the left."""
    p = start(rng, A4, _TYPE, ("ming", "song", "zenhei"), 11)
    at_hospital(p, "人民医院", "第三人民医院", "=省胸科医院", "=云岭市中心医院")
    y = centred(p, 16, f"{p.fact('hospital_name')} 出院记录", Type("song-bold", 16, p.body.colour)) + 3
    top = y
    p.sheet.frame(Area(18, top, 64, top + 92), 0.3)
    y += 3
    for label, value in (
        ("姓名", p.fact("patient_name")), ("性别", p.fact("sex")), ("年龄", p.fact("age")), ("科室", p.fact("department")),
        ("住院号", p.fact("inpatient_number")), ("入院日期", p.fact("admission_date")), ("出院日期", p.fact("discharge_date")),
    ):  # fmt: skip
        p.sheet.line((21, y), label, p.body.at(9))
        p.sheet.line((24, y + 4.6), value, p.body.bold(), 38)
        y += 12.6
    p.sheet.line((70, top + 1), "【出院诊断】", p.body.bold())
    y = listed(p, (76, top + 8), marked(p.diagnose(p.case.diagnoses), COUNTED, "、"), 114, 1.5)
    p.sheet.line((70, y + 1), "【入院情况】", p.body.bold())
    y = p.sheet.flow((76, y + 8), f"{p.case.complaint}。{p.case.examination}", p.body, 114, 1.5)
    p.sheet.line((70, y + 1), "【出院情况】", p.body.bold())
    y = p.sheet.flow((76, y + 8), "病情稳定，无特殊不适，伤口及穿刺点无渗血。", p.body, 114, 1.5)
    y = max(y + 2, top + 96)
    p.sheet.line((18, y), "【诊疗经过】", p.body.bold())
    y = p.sheet.flow(
        (24, y + 7), p.case.history + p.case.course + (_round(p) if rng.random() < 0.5 else ""), p.body, 166, 1.5
    )
    p.sheet.line((18, y + 1), "【出院医嘱】", p.body.bold())
    y = listed(p, (24, y + 8), p.advise("{n}. {text}"), 166, 1.5) + 8
    y = max(y, 240.0)
    p.sheet.next()
    signed(
        p,
        (18, y),
        "记录医师：",
        (p.doctor(Title.RESIDENT, Title.ATTENDING), "signing"),
        "printed",
        rng.random() < 0.4,
    )
    signed(
        p,
        (112, y),
        "审签医师：",
        (p.doctor(Title.ASSOCIATE_CHIEF), "reviewing"),
        rng.choice(("printed", "hand", "empty")),
        rng.random() < 0.5,
    )
    p.sheet.line((18, 284), f"打印时间：{written(p.dates.issued, 'iso')} {clock(p)}", p.body.at(8.5))
    p.sheet.line((120, 284), "第1页 共1页", p.body.at(8.5), 72, "r")
    stamps.by_archive(p)
    return p


LAYOUTS = (under_a_bar, with_outcomes, of_chinese_medicine, of_mother_and_child, in_brackets)
