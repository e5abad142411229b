"""A general application form with a catalogue to tick, and a mandate in a table."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    box,
    centred,
    fingerprint,
    manner,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS, at_hospital, of_rank, pen, signed
from tests.bench.held_out.second.forms import applicant, opinion, some
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM


def _catalogue(p: Paper, y: float) -> float:
    """The diseases with their codes, one of them ticked; the height of the next line."""
    p.sheet.line((18, y + 1), "申请认定病种（在□内打√，只选一种）", p.body.bold())
    y += 8
    top, names = y, [case for case in CASES if len(case.applied) <= 9]
    if p.case not in names:
        p.case = p.rng.choice(names)
    ticked = p.fact("applied_disease")
    half = (len(names) + 1) // 2
    for row in range(half):
        p.sheet.next()
        for k, case in enumerate(names[row::half]):
            x = 22 + k * 86
            p.sheet.put(
                (box(p, (x, y + 1.5), case.applied == ticked) + 0.8, y + 1.5), f"{case.code} {case.applied}", p.body
            )
        y += 7
    p.sheet.frame(Area(18, top, 192, y + 1))
    y += 5
    return y


def _two_opinions(p: Paper, y: float, ink: Type) -> None:
    """The physician's opinion and that of the hospital's insurance office, beside each other."""
    p.sheet.frame(Area(18, y, 105, y + 62))
    p.sheet.frame(Area(105, y, 192, y + 62))
    p.sheet.line((21, y + 3), "医师意见：", p.body.bold())
    p.sheet.line((24, y + 12), opinion(p, "诊断明确，符合认定标准。"), ink)
    doctor, how = p.doctor(Title.ATTENDING), manner(p.rng, 0.15)
    p.sheet.next()
    signed(p, (21, y + 28), "医师签字：", (doctor, "opinion"), how)
    p.sheet.next()
    right = p.sheet.put((21, y + 41), "职称：", p.body)
    if how != "empty" and p.rng.random() < 0.75:
        p.sheet.put((right + 1, y + 41), doctor.title_text, ink)
        of_rank(p, doctor.title)
    p.sheet.line((60, y + 54), written(p.dates.issued, "han"), p.body.at(9.5), 42, "r")
    p.sheet.line((108, y + 3), "医疗机构医保办意见：", p.body.bold())
    p.sheet.line((112, y + 12), "情况属实。", p.body)
    p.sheet.line((108, y + 46), f"机构名称：{p.fact('hospital_name')}", p.body, 80)
    p.sheet.line((150, y + 54), "（盖章）", p.body.at(9.5))
    if p.rng.random() < 0.75:
        (stamps.insurance if p.rng.random() < 0.5 else stamps.official)(p, (152 + p.rng.uniform(-8, 8), y + 34))


def general_with_codes(rng: Random) -> Paper:
    """A general form: a numbered catalogue with a box before each disease, opinions beside each other below."""
    p = start(rng, A4, _TYPE, ("song", "ming", "hei"), 10.5)
    at_hospital(p, "人民医院", "中医医院", "第三人民医院", "=省第五人民医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han"))
    ink = pen(p, 0.7)
    title = rng.choice(
        (
            "基本医疗保险门诊慢性特殊疾病认定申请表",
            "城乡居民基本医疗保险门诊慢特病申报审批表",
            "门诊慢特病待遇申请备案表",
        )
    )
    y = centred(p, 14, title, Type("song-bold", 16, p.body.colour)) + 3
    y = slots(
        p,
        (18, y),
        [
            ("姓名", p.fact("patient_name"), 46),
            ("性别", p.fact("sex"), 30),
            ("年龄", p.fact("age"), 36),
            ("电话", some(p, "phone"), 62),
        ],
        True,
        ink,
    )
    y = slots(
        p, (18, y), [("身份证号", p.fact("id_number"), 88), ("社会保障卡号", some(p, "insured_number"), 86)], True, ink
    )
    y = slots(p, (18, y), [("住址", p.fact("address"), 174)], True, ink)
    y = _catalogue(p, y)
    p.sheet.next()
    p.sheet.put((18, y), "病情及诊断：", p.body.bold())
    y = (
        p.sheet.flow(
            (18, y + 7),
            f"{p.case.complaint}。诊断：" + "；".join(p.diagnose(p.case.diagnoses[:3])) + "。",
            ink,
            174,
            1.75,
        )
        + 2
    )
    _two_opinions(p, y, ink)
    p.sheet.next()
    applicant(p, (18, y + 68), "申请人签名：")
    p.sheet.put((128, y + 68), f"申请日期：{written(p.dates.issued, p.style)}", p.body)
    return p


def mandate_in_a_table(rng: Random) -> Paper:
    """Who asks whom in cells beside each other, what for with boxes, both sign."""
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("hei", "song", "microhei"), 11.5)
    agent = people.patient(rng, p.hospital.place)
    y = centred(p, 24, rng.choice(("医疗保障业务办理委托书", "代办委托书")), Type("song-bold", 20, p.body.colour)) + 8
    rows: list[list[Cell | str]] = [
        [Cell("委托人", 2, p.body.bold(), "c"), Cell("受托人", 2, p.body.bold(), "c")],
        ["姓名", p.fact("patient_name"), "姓名", agent.name],
        ["身份证号", p.fact("id_number"), "身份证号", agent.id_number],
        ["联系电话", p.fact("phone"), "联系电话", agent.phone],
        ["与受托人关系", Cell(rng.choice(("父母", "子女", "配偶", "其他亲属")), 3)],
    ]
    y = p.sheet.grid((18, y), (26.0, 61.0, 26.0, 61.0), rows, p.body, 2.6)[-1][0].bottom + 8
    p.sheet.line((18, y), "委托事项：", p.body.bold())
    y += 9
    for text, ticked in (
        ("门诊慢特病待遇认定申请", True),
        ("医疗费用手工报销", rng.random() < 0.3),
        ("异地就医备案", rng.random() < 0.2),
    ):
        p.sheet.line((box(p, (24, y), ticked) + 1, y), text, p.body)
        y += 8.5
    y = (
        p.sheet.flow(
            (18, y + 3),
            "委托人因故不能亲自办理上述事项，特委托受托人代为办理。受托人在办理过程中所签署的有关文件，委托人均予以承认，并承担相应的法律责任。",
            p.body,
            174,
            1.9,
            8,
        )
        + 4
    )
    y = p.sheet.flow((18, y), f"委托期限：自{written(p.dates.issued, 'han')}起三个月内有效。", p.body, 174, 1.9, 8) + 18
    hand = Type("wenkai", 15, rng.choice(INKS), hand=1.0)
    p.sheet.next()
    for x, label, name in ((18, "委托人签字：", p.patient.name), (108, "受托人签字：", agent.name)):
        p.sheet.put((p.sheet.put((x, y), label, p.body) + 1, y - 0.6), name, hand)
    fingerprint(p, (64, y + 3))
    if rng.random() < 0.6:
        fingerprint(p, (156, y + 3))
    p.sheet.line((108, y + 18), f"签署日期：{written(p.dates.issued, rng.choice(('han', 'iso')))}", p.body)
    return p


FORMS = (general_with_codes,)
MANDATE = (mandate_in_a_table,)
