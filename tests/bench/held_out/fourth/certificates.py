"""Diagnosis certificates: two languages, a telephone's screen, carbon copies."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out.certificates import sealed
from tests.bench.held_out.fourth import certificates_more
from tests.bench.held_out.fourth.desk import (
    answered,
    bold,
    number,
    retitled,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    badge,
    centred,
    code_square,
    listed,
    manner,
    numbered,
    start,
)
from tests.bench.held_out.second.entries import (
    at_hospital,
    clock,
    signed,
)
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.DIAGNOSIS_CERTIFICATE


def _two_languages_row(p: Paper, y: float, row: tuple[tuple[str, str, str, float], ...]) -> float:
    """Chinese label, value on a line, the English label small underneath; the height of the next."""
    x = 20.0
    p.sheet.next()
    for label, _, value, width in row:
        right = p.sheet.put((x, y), label, p.body) + 2
        p.sheet.put((right, y), value, p.body, x + width - right - 3)
        p.sheet.rule((right, y + 5.2), (x + width - 3, y + 5.2), 0.15)
        x += width
    x = 20.0
    p.sheet.next()
    for _, english, _, width in row:
        p.sheet.put((x, y + 5.4), english, p.body.at(7.5))
        x += width
    return y + 13.5


def in_two_languages(rng: Random) -> Paper:
    """A large hospital's sheet, each label in English beneath; the rank has a line of its own."""
    p = start(rng, A4, _TYPE, ("song", "hei", "ming"), 11)
    at_hospital(p, "=川东医学院附属第三医院", "=省第五人民医院", "第一人民医院", "=西部理工大学附属华山医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han", "slash"))
    badge(p, (30, 24), 17)
    y = centred(p, 15, p.fact("hospital_name"), bold(p, 19))
    y = centred(p, y + 1, "诊断证明", bold(p, 15, "hei-bold"))
    y = centred(p, y, "CERTIFICATE OF DIAGNOSIS", p.body.at(9)) + 3
    p.sheet.line((130, y), f"No. {number(p, 9)}", p.body.at(9.5), 60, "r")
    y = _two_languages_row(
        p,
        y + 8,
        (
            ("姓名", "Name", p.fact("patient_name"), 56),
            ("性别", "Gender", p.fact("sex"), 48),
            ("年龄", "Age", p.fact("age"), 66),
        ),
    )
    y = _two_languages_row(
        p,
        y,
        (("科室", "Department", p.fact("department"), 86), ("登记号", "Reg. No.", p.fact("outpatient_number"), 84)),
    )
    if rng.random() < 0.6:
        y = _two_languages_row(
            p,
            y,
            (("证件号码", "ID No.", p.fact("id_number"), 106), ("就诊日期", "Date of visit", p.fact("visit_date"), 64)),
        )
    for label, english, lines, low in (
        ("诊断", "Diagnosis", numbered(p.diagnose(p.case.diagnoses[: rng.randrange(1, 5)]), "{}. "), 34),
        ("医师建议", "Recommendations", p.advise("{n}. {text}"), 44),
    ):
        p.sheet.next()
        right = p.sheet.put((20, y), label, p.body.bold())
        p.sheet.put((right + 2, y + 0.8), english, p.body.at(7.5))
        y = max(listed(p, (26, y + 8), lines, 160, 1.7) + 3, y + low)
    doctor, how = answered(p, manner(rng), Title.RESIDENT)
    p.sheet.next()
    signed(p, (20, y + 6), "医师签字", (doctor, "signing"), how)
    if rng.random() < 0.75:
        p.sheet.put((112, y + 6), f"职称 {doctor.title_text if how != 'empty' else ''}", p.body)
        retitled(p, doctor.title if how != "empty" else None)
        p.sheet.line((112, y + 12), "Professional title", p.body.at(7.5))
    p.sheet.line((20, y + 12), "Signature", p.body.at(7.5))
    p.sheet.line((20, y + 24), f"开具日期 {p.fact('issue_date')}", p.body)
    p.sheet.line((20, 280), "本证明无本院印章无效 Not valid without the official seal", p.body.at(8.5), 170, "c")
    sealed(p, (rng.uniform(134, 160), within(y + 34, 262)))
    return p


def on_a_telephone(rng: Random) -> Paper:
    """What an app shows of an electronic certificate, printed: grey labels at the left, values at the right edge."""
    p = start(rng, (100.0, 200.0), _TYPE, ("hei", "microhei", "zenhei"), 9.5)
    p.day, p.style = p.dates.issued, rng.choice(("iso", "slash"))
    s, grey = p.sheet.scale, p.body.in_colour((128, 130, 134))
    tint = rng.choice(((22, 119, 255), (10, 150, 130), (60, 110, 200)))
    p.sheet.draw.rectangle((0, 0, 100 * s, 17 * s), fill=tint)
    p.sheet.line((6, 2), clock(p), p.body.at(7.5).in_colour((250, 250, 250)))
    p.sheet.line((20, 8), "诊断证明详情", p.body.at(12).in_colour((252, 252, 252)), 60, "c")
    y = centred(p, 22, p.fact("hospital_name"), p.body.bold().at(13))
    y = centred(p, y, "电子诊断证明书", p.body.at(11)) + 2
    rows = [
        ("就诊人", p.fact("patient_name")),
        ("性别", p.fact("sex")),
        ("年龄", p.fact("age")),
        ("就诊科室", p.fact("department")),
        ("门诊号", p.fact("outpatient_number")),
        ("就诊日期", p.fact("visit_date")),
    ]
    if rng.random() < 0.5:
        rows.insert(3, ("身份证号", p.fact("id_number")))
    for label, value in rows:
        p.sheet.next()
        p.sheet.put((7, y), label, grey)
        p.sheet.put((34, y), value, p.body, 59, "r")
        y += 6.4
    p.sheet.rule((7, y), (93, y), 0.1)
    p.sheet.line((7, y + 2.5), "诊断结果", grey)
    y = listed(p, (7, y + 8.4), p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), 86, 1.6) + 1
    p.sheet.line((7, y), "医嘱建议", grey)
    y = listed(p, (7, y + 6), p.advise(rng.choice(("{text}；", "{n}.{text}"))), 86, 1.6) + 1
    p.sheet.rule((7, y), (93, y), 0.1)
    doctor = p.doctor()
    for label, value in (
        ("开具医生", f"{doctor.name} {doctor.title_text}" if (ranked := rng.random() < 0.7) else doctor.name),
        ("开具日期", p.fact("issue_date")),
        ("证明编号", f"DZ{number(p, 12)}"),
    ):
        p.sheet.next()
        p.sheet.put((7, y + 3), label, grey)
        p.sheet.put((34, y + 3), value, p.body, 59, "r")
        y += 6.4
    p.note(doctor, "signing", True, titled=ranked)
    code_square(p, Area(8, y + 6, 30, y + 28))
    p.sheet.line((8, within(y + 29, 190)), "扫码验真", p.body.at(7.5), 22, "c")
    sealed(p, (66, y + 17))
    return p


def _tally(p: Paper, y: float, ink: Type) -> float:
    """The printed sentences of the carbon form whose gaps are written in; the height below."""
    p.sheet.next()
    x = p.sheet.put((18, y), "兹有", p.body) + 1
    for value, after, width in (
        (p.fact("patient_name"), "，", 20.0),
        (p.fact("sex"), "性，", 8.0),
        (p.fact("age"), "，于", 13.0),
        (p.fact("visit_date"), "在我院", 31.0),
        (p.fact("department"), "", 32.0),
    ):
        p.sheet.put((x, y - 0.5), value, ink, width, "c")
        p.sheet.rule((x, y + 5.2), (x + width, y + 5.2), 0.12)
        if not after:
            break
        x = p.sheet.put((x + width + 0.6, y), after, p.body) + 0.8
    p.sheet.next()
    x = ticks(p, (18, y + 9), ("门诊", "急诊", "住院"), p.rng.randrange(3), 3)
    p.sheet.put((x + 1, y + 9), "就诊，经医师诊断为：", p.body)
    return y + 18


def carbon_copy(rng: Random) -> Paper:
    """A numbered form of three copies, filled in by pen, with a rest granted and two signatures."""
    p = start(rng, (190.0, 135.0), _TYPE, ("song", "ming", "kaiti"), 11)
    at_hospital(p, "人民医院", "中医院", "=铁路局中心医院", "=青石镇中心卫生院", "第二人民医院")
    p.day, p.style = p.dates.issued, "han"
    ink = Type("wenkai", 12, rng.choice(((30, 50, 140), (40, 46, 110))), hand=0.8)
    y = centred(p, 9, p.fact("hospital_name"), bold(p, 15))
    y = centred(p, y + 0.5, rng.choice(("疾病诊断（休假）证明书", "病假及诊断证明")), bold(p, 13.5, "hei"))
    p.sheet.line((138, 11), f"№ {number(p, 7)}", p.body.at(12).in_colour((190, 40, 40)), 42, "r")
    y = _tally(p, y + 4, ink)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    for text in shown:
        p.sheet.line((30, y - 0.5), text, ink)
        p.sheet.rule((28, y + 5.2), (172, y + 5.2), 0.12)
        y += 8.4
    p.sheet.next()
    advice = "；".join(p.case.advice[:2]) + f"；建议休息{rng.choice(('壹周', '两周', '一个月'))}"
    p.fields["treatment_advice"] = advice
    right = p.sheet.put((18, y + 1), "建　议：", p.body)
    y = p.sheet.flow((18, y + 0.6), advice, ink, 154, 1.75, right - 17) + 4
    foot = max(y, 98.0)
    how: Manner = p.manner(rng.choice(("hand", "scrawl", "stamp", "hand", "empty")))
    p.sheet.next()
    signed(p, (18, foot), "经诊医师", (p.doctor(), "signing"), how)
    p.sheet.put((78, foot), "审核盖章", p.body)
    p.sheet.put((128, foot), p.fact("issue_date"), ink)
    p.sheet.line((18, within(foot + 12, 122)), "第一联：交患者单位　　涂改或未加盖本院公章者无效", p.body.at(9))
    for k in range(16):
        p.sheet.draw.ellipse(
            ((4 - 1) * p.sheet.scale, (6 + k * 8) * p.sheet.scale, 5 * p.sheet.scale, (8 + k * 8) * p.sheet.scale),
            fill=(206, 206, 204),
        )
    sealed(p, (104 + rng.uniform(-6, 8), foot - 2))
    return p


LAYOUTS = (in_two_languages, on_a_telephone, carbon_copy, *certificates_more.LAYOUTS)
