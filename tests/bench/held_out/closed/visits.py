# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Outpatient records: at night in the emergency room, over the telephone, of a clinic for insured chronic illness, on a card."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.closed.desk import (
    answered,
    bold,
    number,
    pressure,
    temperature,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import listed, manner, slots, start
from tests.bench.held_out.second.entries import at_hospital, clock, signed
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.summaries import section

_TYPE = DocType.OUTPATIENT_RECORD


def in_the_emergency_room(rng: Random) -> Paper:
    """A sheet with a level of urgency and a row of vital signs; the physician with number and rank at the foot."""
    p = start(rng, (190.0, 265.0), _TYPE, ("zenhei", "song", "microhei"), 10.5)
    at_hospital(p, "人民医院", "第一人民医院", "=省第五人民医院", "中西医结合医院")
    p.sheet.line((14, 10), p.fact("hospital_name"), bold(p, 15))
    p.sheet.line((120, 10.4), "急 诊 病 历", bold(p, 15, "hei-bold"), 56, "r")
    p.sheet.rule((14, 17), (176, 17), 0.7)
    y = slots(
        p,
        (14, 20),
        [
            ("姓名：", p.fact("patient_name"), 42),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("就诊卡号：", p.fact("outpatient_number"), 56),
        ],
    )
    y = slots(
        p,
        (14, y),
        [("就诊科室：", p.fact("department"), 72), ("到院时间：", f"{p.fact('visit_date')} {clock(p, 0, 23)}", 80)],
    )
    p.sheet.next()
    x = p.sheet.put((14, y), "来院方式：", p.body) + 1
    x = ticks(p, (x, y), ("步行", "轮椅", "120"), rng.randrange(3)) + 4
    x = p.sheet.put((x, y), "分级：", p.body) + 1
    ticks(p, (x, y), ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"), rng.randrange(2, 4))
    vital = [
        ("体温℃", temperature(p)),
        ("脉搏", str(rng.randrange(66, 112))),
        ("呼吸", str(rng.randrange(16, 26))),
        ("血压mmHg", pressure(p)[:-4]),
        ("SpO₂%", str(rng.randrange(92, 100))),
        ("意识", "清楚"),
    ]
    rows: list[list[Cell | str]] = [
        [Cell(name, align="c") for name, _ in vital],
        [Cell(text, align="c") for _, text in vital],
    ]
    y = p.sheet.grid((14, y + 8), (27.0,) * 6, rows, p.body.at(9.5), 1.5)[-1][0].bottom + 4
    y = section(p, y, "主诉：", p.case.complaint + "。", 14, 162)
    y = section(p, y, "现病史：", p.case.history, 14, 162)
    y = section(p, y, "既往史及过敏史：", rng.choice(("不详。", "否认药物过敏。", "高血压病史，否认过敏史。")), 14, 162)
    y = section(p, y, "查体：", p.case.examination, 14, 162)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    y = section(
        p,
        y,
        "印象：",
        "  ".join(f"{n}.{text}" for n, text in enumerate(shown, 1)),
        14,
        162,
    )
    p.sheet.line((14, y), "处置：", p.body.bold())
    lines = [
        f"{n}) {text}"
        for n, text in enumerate(
            [f"{name} {use}" for name, _, use in p.case.drugs] + [rng.choice(("完善相关检查", "专科会诊", "留观"))], 1
        )
    ]
    p.fields["treatment_advice"] = "".join(lines)
    y = listed(p, (28, y), lines, 148, 1.6) + 8
    doctor, how = answered(p, manner(rng, 0.1))
    p.sheet.next()
    signed(p, (14, y), "首诊医师：", (doctor, "signing"), how, rng.random() < 0.45)
    p.sheet.put((92, y), f"工号：{number(p, 4)}", p.body)
    p.sheet.put((126, y), f"离院时间：{clock(p, 0, 23)}", p.body)
    p.sheet.line((14, within(y + 9, 255)), "此病历请妥善保管，复诊时携带。", p.body.at(9))
    if rng.random() < 0.35:
        stamps.department(p, (140, y - 6), "急诊科")
    return p


OUTPATIENT = (in_the_emergency_room,)
