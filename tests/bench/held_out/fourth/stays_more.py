# ruff: noqa: E501 - what is printed on one line stands on one line here
"""More discharge papers: a slip for the insurance, a sheet that lies across, numbered chapters, a plan with drugs and days."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.certificates import sealed
from tests.bench.held_out.fourth.desk import (
    Form,
    answered,
    bold,
    named,
    retitled,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    bars,
    centred,
    listed,
    manner,
    numbered,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    COUNTED,
    at_hospital,
    clock,
    dashes,
    marked,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell

_TYPE = DocType.DISCHARGE_SUMMARY
_OUTCOMES = ("治愈", "好转", "未愈", "其他")


def certificate_of_discharge(rng: Random) -> Paper:
    """A half sheet for accounts and insurance: the stay in a sentence of labels, the outcome ticked, ward's and house's seal."""
    p = start(rng, (200.0, 138.0), _TYPE, ("song", "kaiti", "zenhei"), 11)
    at_hospital(p, "人民医院", "中医院", "=江汉仁和医院", "=云岭矿务局职工总医院")
    p.style = rng.choice(("han", "iso"))
    y = centred(p, 9, p.fact("hospital_name") + rng.choice(("出院证明书", "出院证")), bold(p, 16))
    p.sheet.next()
    p.sheet.put((16, y), "（医保报销用）", p.body.at(9.5))
    p.sheet.put((130, y), f"住院号：{p.fact('inpatient_number')}", p.body, 54, "r")
    y = slots(
        p,
        (16, y + 8),
        [
            ("姓名", p.fact("patient_name"), 40),
            ("性别", p.fact("sex"), 26),
            ("年龄", p.fact("age"), 32),
            ("科别", p.fact("department"), 70),
        ],
        True,
    )
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(
        p,
        (16, y),
        [
            ("入院日期", p.fact("admission_date"), 62),
            ("出院日期", p.fact("discharge_date"), 62),
            ("住院天数", str(days), 44),
        ],
        True,
    )
    if rng.random() < 0.5:
        y = slots(p, (16, y), [("身份证号", p.fact("id_number"), 84), ("联系电话", p.fact("phone"), 84)], True)
    p.sheet.line((16, y), "出院诊断", p.body.bold())
    y = listed(p, (38, y), numbered(p.diagnose(p.case.diagnoses[: rng.randrange(2, 4)]), "{}、"), 144, 1.5) + 1
    p.sheet.next()
    x = p.sheet.put((16, y), "治疗结果", p.body.bold()) + 4
    ticks(p, (x, y), _OUTCOMES, rng.choice((1, 1, 1, 0)), 6)
    p.sheet.line((16, y + 8), "出院医嘱", p.body.bold())
    y = listed(p, (38, y + 8), p.advise("{n}、{text}"), 144, 1.5)
    foot = max(y + 5, 104.0)
    doctor, how = answered(p, manner(rng, 0.12), Title.RESIDENT, Title.ASSOCIATE_CHIEF)
    p.sheet.next()
    signed(p, (16, foot), "主管医师签章", (doctor, "responsible"), how, rng.random() < 0.4)
    p.sheet.put((124, foot), written(p.dates.discharged, "han"), p.body)
    p.sheet.line((16, within(foot + 11, 127)), "本证明一式两份，遗失不补。", p.body.at(9))
    sealed(p, (146, foot - 2))
    return p


def _left_half(p: Paper) -> None:
    """Who was there, when and why, down the left half."""
    days = (p.dates.discharged - p.dates.admitted).days
    y = 34.0
    for row in (
        [("姓名：", p.fact("patient_name"), 42), ("性别：", p.fact("sex"), 30), ("年龄：", p.fact("age"), 40)],
        [("科室：", p.fact("department"), 72), ("床号：", f"{p.rng.randrange(1, 50)}床", 40)],
        [("住院号：", p.fact("inpatient_number"), 72), ("住院：", f"{days}日", 40)],
        [("入院：", p.fact("admission_date"), 56), ("出院：", p.fact("discharge_date"), 56)],
    ):
        y = slots(p, (16, y), row)
    p.sheet.line((16, y + 2), "入院诊断", p.body.bold())
    y = listed(p, (22, y + 9), [p.case.diagnoses[0][0]], 116, 1.6)
    p.sheet.line((16, y + 1), "出院诊断", p.body.bold())
    y = listed(p, (22, y + 8), marked(p.diagnose(p.case.diagnoses), COUNTED, "、"), 116, 1.6)
    p.sheet.line((16, y + 1), "入院病情", p.body.bold())
    within(p.sheet.flow((22, y + 8), f"{p.case.complaint}。{p.case.examination}", p.body, 116, 1.6), 190)


def lies_across(rng: Random) -> Paper:
    """A sheet that lies across: person, stay and diagnoses at the left, course and advice at the right of a fold."""
    p = start(rng, (297.0, 210.0), _TYPE, ("song", "hei", "sungti"), 11)
    at_hospital(p, "人民医院", "=信江骨科医院", "妇幼保健院", "=川东医学院附属第三医院")
    y = centred(p, 12, p.fact("hospital_name") + "　出院小结", bold(p, 17))
    p.sheet.line((16, y), f"（{rng.choice(('患者留存', '交患者'))}）", p.body.at(9.5), 265, "c")
    _left_half(p)
    dashes(p, (148, 30), (148, 196))
    p.sheet.line((154, 34), "诊治经过", p.body.bold())
    y = p.sheet.flow((160, 41), p.case.course, p.body, 121, 1.6)
    p.sheet.line((154, y + 2), "出院时情况", p.body.bold())
    y = p.sheet.flow(
        (160, y + 9),
        rng.choice(("症状缓解，生命体征平稳。", "病情好转，切口甲级愈合。", "一般状况可，要求出院。")),
        p.body,
        121,
        1.6,
    )
    p.sheet.line((154, y + 2), "出院带药", p.body.bold())
    y = listed(p, (160, y + 9), [f"{name} {use}" for name, _, use in p.case.drugs], 121, 1.6)
    p.sheet.line((154, y + 2), "出院医嘱", p.body.bold())
    y = listed(p, (160, y + 9), p.advise("{n}. {text}；"), 121, 1.6)
    y = max(within(y + 6, 180), 158.0)
    p.sheet.next()
    form: Form = rng.choice(("behind", "none", "before"))
    named(
        p,
        (p.sheet.put((154, y), "经治医师：", p.body) + 1, y),
        p.doctor(Title.RESIDENT, Title.ATTENDING),
        "responsible",
        form,
    )
    p.sheet.next()
    signed(
        p,
        (154, y + 10),
        "科主任审签：",
        (people.doctor(rng, Title.ASSOCIATE_CHIEF), "reviewing"),
        rng.choice(("hand", "scrawl", "empty")),
    )
    p.sheet.line((226, y + 10), written(p.dates.discharged, p.style), p.body)
    if rng.random() < 0.5:
        stamps.records(p, (248, y + 24))
    return p


def in_chapters(rng: Random) -> Paper:
    """A mental hospital's or sanatorium's summary in chapters; each level of physician in a row of cells at the foot."""
    p = start(rng, A4, _TYPE, ("song", "ming", "kaiti"), 11)
    at_hospital(p, "=省精神卫生中心", "第三人民医院", "=职业病防治院", "康复医院")
    y = centred(p, 13, p.fact("hospital_name"), bold(p, 17))
    y = centred(p, y + 0.5, "住院病人出院小结", bold(p, 13, "hei")) + 2
    rows: list[list[Cell | str]] = [
        [
            f"姓名：{p.fact('patient_name')}",
            f"性别：{p.fact('sex')}",
            f"年龄：{p.fact('age')}",
            f"病区：{p.fact('department')}",
        ],
        [
            f"住院号：{p.fact('inpatient_number')}",
            Cell(f"入院：{p.fact('admission_date')}", 2),
            f"出院：{p.fact('discharge_date')}",
        ],
    ]
    y = p.sheet.grid((17, y), (52.0, 32.0, 36.0, 56.0), rows, p.body.at(10.5), 1.7)[-1][0].bottom + 4
    chapters = [
        ("入院时病情", [f"{p.case.complaint}。{p.case.history}"]),
        ("检查所见", [p.case.examination]),
        ("诊断", numbered(p.diagnose(p.case.diagnoses), "（{}）")),
        (
            "治疗及转归",
            [
                p.case.course
                + f"住院{(p.dates.discharged - p.dates.admitted).days}天，疗效评定：{rng.choice(('好转', '显著进步', '进步'))}。"
            ],
        ),
        ("出院建议", p.advise("（{n}）{text}。")),
    ]
    for n, (name, lines) in enumerate(chapters):
        p.sheet.line((17, y), f"{COUNTED[n]}、{name}", p.body.bold())
        y = listed(p, (24, y + 7), lines, 168, 1.6) + 1
    y = within(y + 5, 240)
    cells: list[list[Cell | str]] = [
        [Cell(text, align="c") for text in ("住院医师", "主治医师", "主（副主）任医师")],
        [Cell(tall=14), "", ""],
    ]
    areas = p.sheet.grid((17, y), (58.0, 58.0, 60.0), cells, p.body, 1.7)[-1]
    how = p.manner(rng.choice(("hand", "scrawl", "printed", "hand")))
    for area, title in zip(areas, (Title.RESIDENT, Title.ATTENDING, None), strict=True):
        p.sheet.next()
        p.sign(
            (area.left + 14, area.top + 4.6),
            p.doctor(title or Title.ASSOCIATE_CHIEF, title or Title.CHIEF),
            "responsible",
            "empty" if title is None and rng.random() < 0.4 else how,
        )
        retitled(p, title if p.physicians[-1].signed else None)
    p.sheet.line((17, areas[0].bottom + 4), f"填写日期：{written(p.dates.discharged, p.style)}", p.body)
    stamps.by_archive(p)
    return p


def with_a_plan(rng: Random) -> Paper:
    """Labels in bold on a bar of grey, drugs and next visits in tables, the rank beneath the printed name."""
    p = start(rng, A4, _TYPE, ("microhei", "hei", "zenhei"), 9.5)
    at_hospital(p, "第一人民医院", "人民医院", "=省第五人民医院", "=川东医学院附属第三医院")
    bars(p, Area(150, 9, 192, 16))
    p.sheet.line((18, 10), p.fact("hospital_name"), bold(p, 15, "hei-bold"))
    p.sheet.line((18, 17.5), "出院小结及随访计划", p.body.at(11))
    y = 26.0
    for row in (
        [
            ("姓名", p.fact("patient_name"), 44),
            ("性别", p.fact("sex"), 28),
            ("年龄", p.fact("age"), 32),
            ("病历号", p.fact("inpatient_number"), 64),
        ],
        [("专科", p.fact("department"), 72), ("电话", p.fact("phone") if rng.random() < 0.8 else p.blank("phone"), 56)],
        [
            ("入院", f"{p.fact('admission_date')} {clock(p)}", 72),
            ("出院", f"{p.fact('discharge_date')} {clock(p)}", 72),
        ],
    ):
        y = slots(p, (18, y), [(label + "  ", value, width) for label, value, width in row])
    for name, lines in (
        ("入院原因", [f"{p.case.complaint}。"]),
        ("住院经过", [p.case.course]),
        ("最终诊断", numbered(p.diagnose(p.case.diagnoses), "{}. ")),
    ):
        y = _on_grey(p, y, name)
        y = listed(p, (20, y), lines, 170, 1.5) + 1
    y = _on_grey(p, y, "出院带药")
    rows: list[list[Cell | str]] = [[Cell(text, align="c") for text in ("药品", "规格", "用法", "备注")]]
    rows += [[name, pack, use, rng.choice(("", "餐后", "长期"))] for name, pack, use in p.case.drugs]
    y = p.sheet.grid((18, y), (60.0, 38.0, 56.0, 20.0), rows, p.body.at(9), 1.3)[-1][0].bottom + 2
    y = _on_grey(p, y, "健康指导")
    y = listed(p, (20, y), p.advise("{n}. {text}"), 170, 1.5) + 1
    y = _on_grey(p, y, "复诊预约")
    back = written(p.dates.discharged + timedelta(days=rng.choice((14, 28, 30))), p.style)
    y = (
        p.sheet.grid(
            (18, y),
            (40.0, 70.0, 64.0),
            [[Cell(f"复诊日期：{back}", 1), f"地点：门诊{rng.randrange(2, 6)}楼", "携带本小结及检查结果"]],
            p.body.at(9),
            1.5,
        )[-1][0].bottom
        + 8
    )
    doctor, shown = p.doctor(Title.RESIDENT), rng.random() < 0.7
    p.sheet.next()
    named(p, (p.sheet.put((18, y), "医生签名：", p.body) + 1, y), doctor, "signing", "none")
    p.sheet.put((90, y), f"责任护士：{people.name_of(rng, True)}", p.body)
    p.sheet.put((144, y), "患者/家属签名：", p.body)
    if shown:
        p.sheet.line((36, y + 6), doctor.title_text, p.body.at(9))
        retitled(p, doctor.title)
    p.sheet.line(
        (18, 286), f"打印时间 {written(p.dates.discharged, 'iso')} {clock(p)}:{rng.randrange(10, 60)}", p.body.at(8)
    )
    within(y + 12, 284)
    stamps.by_archive(p)
    return p


def _on_grey(p: Paper, y: float, name: str) -> float:
    """A heading on a bar of grey; the height below."""
    s = p.sheet.scale
    p.sheet.draw.rectangle((18 * s, y * s, 192 * s, (y + 5.6) * s), fill=(229, 231, 233))
    p.sheet.line((20, y + 1), name, p.body.bold())
    return y + 7.4


DISCHARGE = (certificate_of_discharge, lies_across, in_chapters, with_a_plan)
