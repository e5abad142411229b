# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Diagnosis certificates: two languages, a telephone's screen, carbon copies, a jury of two, a program's plain print."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out.certificates import sealed
from tests.bench.held_out.closed.desk import answered, bold, number, retitled, within
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, listed, manner, numbered, start
from tests.bench.held_out.second.entries import at_hospital, signed

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


LAYOUTS = (in_two_languages,)
