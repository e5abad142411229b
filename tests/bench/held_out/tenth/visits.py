# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Outpatient records: a narrow sheet of bracketed headings, and a specialist's long-term record with a column of measurements."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, listed, manner, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import CIRCLED, clock, dashes, marked, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.tenth.certificates import rank_first

_TYPE = DocType.OUTPATIENT_RECORD
_PAST = (
    "体健，否认慢性传染病史。",
    "否认外伤、输血史，磺胺类药物过敏。",
    "无特殊。",
    "否认药物及食物过敏史，个人史无特殊。",
)


def bracketed(rng: Random) -> Paper:
    """A narrow clinic sheet: headings in brackets that run on, the diagnoses across one line, rank before the name."""
    p = start(rng, (176.0, 250.0), _TYPE, ("hei", "song", "ming"), 10)
    b, sheet = p.body, p.sheet
    small = b.at(8.5)
    bars(p, Area(14, 9, 50, 16))
    sheet.line((14, 17), p.fact("outpatient_number"), small)
    sheet.line((56, 8), p.fact("hospital_name"), b.bold().at(13), 106, "r")
    sheet.line((56, 15), p.title(rng.choice(("门诊病历", "普通门诊病历", "专家门诊病历"))), b.at(12), 106, "r")
    sheet.rule((12, 24), (164, 24), 0.5)
    sheet.line(
        (14, 26.5),
        f"{p.fact('patient_name')} | {p.fact('sex')} | {p.fact('age')} | {p.fact('department')} | {rng.choice(('医保', '自费', '居民医保'))}",
        b.bold(),
        148,
    )
    sheet.next()
    sheet.put((14, 33), f"就诊日期：{p.fact('visit_date')}　{clock(p)}", b)
    sheet.put((104, 33), rng.choice(("初诊", "复诊")) + f"　第{rng.randrange(1, 60)}号", b, 58, "r")
    dashes(p, (12, 40), (164, 40))
    y = 43.0
    named = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    words = p.advise("{n}.{text} ")
    p.fields["treatment_advice"] = "".join(words).strip()
    form = rng.choice(("；", "/", "，"))
    sections = (
        ("主诉", p.case.complaint), ("现病史", p.case.history), ("既往史", rng.choice(_PAST)),
        ("体格检查", f"T36.{rng.randrange(2, 9)}℃ P{rng.randrange(62, 96)}次/分 R{rng.randrange(16, 21)}次/分 BP{rng.randrange(112, 160)}/{rng.randrange(64, 96)}mmHg。" + p.case.examination),
        ("诊断", form.join(named)), ("处置", "".join(words).strip()),
    )  # fmt: skip
    for label, text in sections:
        y = sheet.flow((14, y), f"［{label}］{text}", b, 148, 1.6) + 1.6
    sheet.line((14, y), "［药品］", b)
    for name, pack, use in p.case.drugs:
        y += 6
        sheet.next()
        sheet.put((20, y), f"{name} {pack}", b, 78)
        sheet.put((100, y), use, b, 62)
    y += 13
    dashes(p, (12, y - 4), (164, y - 4))
    sheet.next()
    right = sheet.put((62, y), rng.choice(("医师签名：", "医生：", "接诊医师：")), b)
    rank_first(p, (right + 1, y), p.doctor(), "signing", p.manner(manner(rng, 0.1)))
    sheet.line(
        (14, y + 11), f"打印：{written(p.dates.admitted, 'slash')} {clock(p, 18, 20)}　　复诊请携带本病历", small
    )
    if rng.random() < 0.45:
        stamps.department(p, (132, min(y + 8, 230)), rng.choice(("门诊部", "门诊办公室")))
    return p


def measured_in_a_column(rng: Random) -> Paper:
    """A page of a long-term clinic: particulars in a row of cells, a wide cell of the account beside one of values."""
    p = start(rng, A4, _TYPE, ("song", "hei", "zenhei"), 10.5)
    b, sheet = p.body, p.sheet
    p.style = rng.choice(("iso", "han", "dot"))
    sheet.line((15, 12), p.fact("hospital_name"), b.at(13), 180, "c")
    sheet.line(
        (15, 19),
        p.title(rng.choice(("慢性病门诊病历", "门诊慢特病专用病历", "慢病门诊就诊记录"))),
        b.bold().at(16),
        180,
        "c",
    )
    head: list[list[Cell | str]] = [
        [Cell(t, align="c") for t in ("姓名", "性别", "年龄", "病历号", "科室", "就诊日期")],
        [
            Cell(t, align="c", tall=9)
            for t in (
                p.fact("patient_name"),
                p.fact("sex"),
                p.fact("age"),
                p.fact("outpatient_number"),
                p.fact("department"),
                p.fact("visit_date"),
            )
        ],
    ]
    wide: list[list[Cell | str]] = [
        [Cell("身份证号", align="c"), p.fact("id_number"), Cell("电话", align="c"), p.fact("phone")],
    ]
    y = sheet.grid((15, 30), (24, 16, 18, 40, 44, 38), head, b)[-1][0].bottom
    y = sheet.grid((15, y), (24, 74, 20, 62), wide, b)[-1][0].bottom
    top = y
    split = 148.0
    values = (
        ("血压", f"{rng.randrange(112, 168)}/{rng.randrange(64, 100)}"), ("心率", f"{rng.randrange(60, 98)}"),
        ("体重", f"{rng.randrange(45, 82)}kg"), ("身高", f"{rng.randrange(150, 182)}cm"), ("腰围", f"{rng.randrange(68, 104)}cm"),
        ("吸烟", rng.choice(("无", "有", "已戒"))), ("饮酒", rng.choice(("无", "偶尔"))),
    )  # fmt: skip
    y += 3
    for label, text in (
        ("主诉及病史", f"{p.case.complaint}。{p.case.history}"),
        ("既往史", rng.choice(_PAST)),
        ("检查", p.case.examination),
    ):
        sheet.line((18, y), label, b.bold())
        y = sheet.flow((18, y + 6), text, b, split - 22, 1.55) + 2.5
    sheet.line((18, y), rng.choice(("诊断", "门诊诊断", "本次诊断")), b.bold())
    named = p.diagnose(p.case.diagnoses[: rng.randrange(2, 4)])
    y = listed(p, (18, y + 6), marked(named, CIRCLED), split - 22, 1.55) + 2.5
    sheet.line((18, y), "治疗", b.bold())
    y = listed(p, (18, y + 6), [f"{name}　{use}" for name, _, use in p.case.drugs], split - 22, 1.55) + 2.5
    sheet.line((18, y), "医嘱", b.bold())
    y = listed(p, (18, y + 6), p.advise("- {text}"), split - 22, 1.55) + 2
    at = top + 3
    sheet.line((split + 2, at), "随访指标", b.bold())
    for label, value in values:
        at += 9
        sheet.next()
        sheet.put((split + 2, at), label, b)
        sheet.put((split + 14, at), value, b, 31)
        sheet.rule((split + 13, at + 5.2), (193, at + 5.2), 0.12)
    foot = max(y, at + 12)
    sheet.frame(Area(15, top, split, foot))
    sheet.frame(Area(split, top, 195, foot))
    sheet.next()
    doctor = p.doctor(Title.ATTENDING)
    right = signed(
        p, (18, foot + 6), "诊治医师（签名）：", (doctor, "signing"), p.manner(manner(rng, 0.1)), rng.random() < 0.45
    )
    coming = p.dates.admitted + timedelta(days=rng.choice((28, 30, 60, 90)))
    sheet.put((max(right + 10, 118), foot + 6), "预约下次：" + written(coming, p.style), b)
    sheet.line((15, 286), "患者须知：请妥善保管病历，每次就诊时交医师填写。", b.at(8.5))
    if rng.random() < 0.5:
        (stamps.official if rng.random() < 0.5 else stamps.insurance)(p, (164, min(foot + 16, 262)))
    return p


OUTPATIENT = (bracketed, measured_in_a_column)
