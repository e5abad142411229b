# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Diagnosis certificates signed by two in a table, and a program's plain print."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people
from tests.bench.held_out.certificates import sealed
from tests.bench.held_out.fourth.desk import (
    Form,
    bold,
    named,
    number,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    code_square,
    listed,
    numbered,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    CIRCLED,
    INKS,
    at_hospital,
    dashes,
    marked,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.DIAGNOSIS_CERTIFICATE


def _jury(p: Paper, y: float) -> None:
    """Two physicians in rows of name, rank, signature and day; the second row is sometimes empty."""
    head = [Cell(text, align="c", type=p.body.bold()) for text in ("诊断医师", "姓名", "专业技术职称", "签名", "日期")]
    rows: list[list[Cell | str]] = [[*head]]
    day = written(p.dates.issued, p.style)
    jury = [p.doctor(Title.ATTENDING), people.doctor(p.rng, Title.ATTENDING)]
    second = p.rng.random() < 0.75
    for n, who in enumerate(jury):
        filled = n == 0 or second
        rows.append(
            [
                Cell(f"医师{'一二'[n]}", align="c", tall=13),
                *(Cell(text if filled else "", align="c") for text in (who.name, who.title_text, "", day)),
            ]
        )
        p.note(who if filled else None, "signing", filled, titled=filled)
    areas = p.sheet.grid((16, y), (26.0, 34.0, 40.0, 42.0, 36.0), rows, p.body, 1.6)
    hand = Type("wenkai", 14, p.rng.choice(INKS), hand=1.0)
    for n, who in enumerate(jury[: 2 if second else 1], 1):
        p.sheet.line((areas[n][3].left + 8, areas[n][3].top + 3.6), who.name, hand)


def for_special_disease(rng: Random) -> Paper:
    """A certificate for recognised outpatient diseases: grounds point by point and two physicians in a table."""
    p = start(rng, A4, _TYPE, ("hei", "song", "ming"), 10.5)
    at_hospital(p, "人民医院", "第一人民医院", "=省第五人民医院", "中西医结合医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "dot"))
    y = centred(p, 16, p.fact("hospital_name"), bold(p, 16))
    y = centred(p, y + 1, "门诊慢特病诊断证明书", bold(p, 15, "hei-bold")) + 5
    rows: list[list[Cell | str]] = [
        ["参保人员", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["社会保障号", Cell(p.fact("id_number"), 3), "险种", ("职工医保", "居民医保")[p.insurance(rng.randrange(2))]],
        [
            "住院号",
            p.fact("inpatient_number") if rng.random() < 0.6 else p.blank("inpatient_number"),
            "科室",
            Cell(p.fact("department"), 3),
        ],
        ["拟申请病种", Cell(p.fact("applied_disease"), 5)],
        [
            Cell("诊断依据", tall=62),
            Cell(
                f"1.症状：{p.case.complaint}。\n2.体征：{p.case.examination}\n3.辅助检查：详见所附检查、检验报告单。",
                5,
                top=True,
            ),
        ],
        [Cell("诊断结论", tall=26), Cell("\n".join(numbered(p.diagnose(p.case.diagnoses[:3]), "（{}）")), 5, top=True)],
        [Cell("治疗方案", tall=34), Cell("\n".join(p.advise("{n}、{text}。")), 5, top=True)],
    ]
    y = p.sheet.grid((16, y), (26.0, 38.0, 20.0, 32.0, 20.0, 42.0), rows, p.body, 1.9)[-1][0].bottom
    _jury(p, y)
    y += 40
    p.sheet.next()
    p.sheet.put((112, within(y + 16, 262)), "医疗机构（公章）", p.body)
    p.sheet.line((112, y + 26), p.fact("issue_date"), p.body)
    p.sheet.line((16, 284), "注：医师一须为主治及以上，医师二须为副主任医师及以上。", p.body.at(9))
    sealed(p, (146 + rng.uniform(-8, 8), y + 20))
    return p


def plain_printout(rng: Random) -> Paper:
    """A program's sheet without lines: the person in a column at the left, the rest beside it; signed within brackets."""
    p = start(rng, (210.0, 140.0), _TYPE, ("sungti", "zenhei", "song"), 10)
    p.day = p.dates.issued
    p.style = rng.choice(("iso", "slash", "hanzero"))
    p.sheet.line((12, 9), p.fact("hospital_name") + "诊断证明书", p.body.bold().at(14))
    code_square(p, Area(182, 6, 200, 24))
    p.sheet.line((12, 17), f"流水号:{number(p, 10)}  打印次数:{rng.randrange(1, 4)}", p.body.at(8.5))
    dashes(p, (12, 24), (198, 24))
    y = 28.0
    for label, value in (
        ("姓名", p.fact("patient_name")),
        ("性别", p.fact("sex")),
        ("年龄", p.fact("age")),
        ("科室", p.fact("department")),
        ("门诊号", p.fact("outpatient_number")),
        ("电话", p.fact("phone") if rng.random() < 0.7 else p.blank("phone")),
    ):
        p.sheet.next()
        p.sheet.put((p.sheet.put((12, y), label + ":", p.body) + 1, y), value, p.body, 42)
        y += 8
    p.sheet.rule((66, 27), (66, 96), 0.15)
    p.sheet.line((70, 28), "临床诊断:", p.body)
    chosen, coded = p.case.diagnoses[: rng.randrange(2, 5)], rng.random() < 0.4
    p.diagnose(chosen, codes=coded)
    shown = [f"{text} [{code}]" if coded else text for text, code in chosen]
    y = listed(p, (74, 34), marked(shown, CIRCLED), 122, 1.5)
    p.sheet.line((70, y + 2), "处理意见:", p.body)
    y = listed(p, (74, y + 8), p.advise("({n}){text};"), 122, 1.5)
    foot = max(within(y + 4, 116), 102.0)
    dashes(p, (12, foot - 2), (198, foot - 2))
    p.sheet.next()
    how: Form = rng.choice(("brackets", "slash", "none", "before"))
    right = p.sheet.put((12, foot + 2), "医生:", p.body) + 1
    right = named(p, (right, foot + 2), p.doctor(), "signing", how)
    p.sheet.put((right + 2, foot + 2), "[已电子签名]", p.body.at(9))
    p.sheet.put((128, foot + 2), f"开立日期:{p.fact('issue_date')}", p.body, 70)
    p.sheet.line((12, foot + 12), "说明:本证明仅证明当次就诊病情,盖章有效。", p.body.at(8.5))
    sealed(p, (160 + rng.uniform(-6, 8), foot + 4))
    return p


LAYOUTS = (for_special_disease, plain_printout)
