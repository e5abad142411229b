# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Diagnosis certificates: a half sheet with ruled lines, a letter, and a table with a counterfoil number."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, RED, centred, cross, listed, manner, numbered, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.DIAGNOSIS_CERTIFICATE


def sealed(paper: Paper, spot: tuple[float, float]) -> None:
    """Most are sealed as they should be; some with another seal, some not at all, some half off the sheet."""
    if paper.rng.random() < 0.08:
        spot = (paper.sheet.width - paper.rng.uniform(2, 14), spot[1])
    match paper.rng.randrange(10):
        case 0 | 1 | 2 | 3:
            stamps.official(paper, spot)
        case 4 | 5 | 6:
            stamps.certificate(paper, spot)
        case 7:
            stamps.official(paper, spot)
            stamps.insurance(paper, (spot[0] - 34, spot[1] + 3))
        case 8:
            stamps.company(paper, spot)
        case _:
            return


def half_sheet(rng: Random) -> Paper:
    p = start(rng, A5_WIDE, _TYPE, ("song", "ming", "sungti"), 11)
    p.day = p.dates.issued
    y = centred(p, 10, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = centred(p, y + 1, "疾病诊断证明", Type("hei", 16, p.body.colour, spacing=3))
    p.sheet.line((150, y), f"证字第{rng.randrange(10**5, 10**6)}号", p.body.at(9.5), 44, "r")
    y = slots(
        p,
        (16, y + 7),
        [
            ("姓名", p.fact("patient_name"), 42),
            ("性别", p.fact("sex"), 28),
            ("年龄", p.fact("age"), 34),
            ("科别", p.fact("department"), 74),
        ],
        True,
    )
    number = p.fact("inpatient_number") if rng.random() < 0.5 else p.blank("inpatient_number")
    y = slots(p, (16, y), [("门诊号", p.fact("outpatient_number"), 74), ("住院号", number, 104)], True)
    p.sheet.line((16, y), "诊断：", p.body)
    y = listed(p, (30, y), numbered(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), "{}、"), 160, 1.55)
    p.sheet.line((16, y + 1), "处理意见：", p.body)
    y = listed(p, (38, y + 1), p.advise("{n}、{text}；"), 152, 1.55)
    foot = max(y + 6, 112.0)
    p.sheet.next()
    p.sheet.put((24, foot), "诊断医师：", p.body)
    p.sign((44, foot), p.doctor(), "signing", p.manner(manner(rng)), rng.random() < 0.6)
    p.sheet.put((128, foot), "医院（盖章）", p.body)
    p.sheet.line((128, foot + 9), p.fact("issue_date"), p.body)
    p.sheet.line((16, 138), "注：涂改无效，未盖章无效。", p.body.at(8.5))
    sealed(p, (148 + rng.uniform(-6, 6), foot + 4))
    return p


def letter(rng: Random) -> Paper:
    p = start(rng, A4, _TYPE, ("song", "kaiti", "wenkai"), 13)
    p.day, p.style = p.dates.issued, rng.choice(("han", "hanzero"))
    if rng.random() < 0.6:
        cross(p, (34, 24.5), 12)
    y = centred(p, 20, p.fact("hospital_name"), Type("song-bold", 22, RED if rng.random() < 0.5 else p.body.colour))
    p.sheet.rule((24, y + 3), (186, y + 3), 0.6)
    y = centred(p, y + 12, "病情诊断证明书", Type("hei-bold", 20, p.body.colour, spacing=1.5)) + 10
    who = f"患者{p.fact('patient_name')}，{p.fact('sex')}，{p.fact('age')}，身份证号码：{p.fact('id_number')}，"
    stay = f"住院号：{p.fact('inpatient_number')}，于{p.fact('admission_date')}至{p.fact('discharge_date')}在我院{p.fact('department')}住院治疗。"
    y = p.sheet.flow((24, y), who + stay + "经检查，诊断为：", p.body, 162, 1.85, 9.2)
    y = listed(p, (33, y), numbered(p.diagnose(p.case.diagnoses), "{}．"), 150, 1.85)
    p.sheet.line((33, y), "建议：", p.body)
    y = listed(p, (33, y + 8.5), p.advise("{n}．{text}。"), 150, 1.85)
    p.sheet.line((33, y), "特此证明。", p.body)
    y += 22
    p.sheet.next()
    p.sheet.put((96, y), "主治医生签名：", p.body)
    p.sign((132, y), p.doctor(Title.ATTENDING), "signing", p.manner(manner(rng)), rng.random() < 0.5)
    if rng.random() < 0.5:
        p.sheet.next()
        p.sheet.put((96, y + 12), "科主任：", p.body)
        p.sign((118, y + 12), p.doctor(Title.ASSOCIATE_CHIEF), None, "printed")
    p.sheet.line((128, y + 26), p.fact("hospital_name"), p.body, 62)
    p.fields["issue_date"] = p.dates.issued.isoformat()
    p.sheet.line((128, y + 36), written(p.dates.issued, rng.choice(("han", "formal"))), p.body, 62)
    sealed(p, (rng.uniform(118, 158), y + rng.uniform(6, 32)))
    return p


def ruled_table(rng: Random) -> Paper:
    p = start(rng, A4, _TYPE, ("zenhei", "hei", "microhei"), 11)
    p.day = p.dates.issued
    y = centred(p, 18, p.fact("hospital_name") + "诊断证明书", Type("hei-bold", 18, p.body.colour))
    p.sheet.next()
    p.sheet.put((18, y + 5), f"编号：ZM{p.dates.issued:%Y%m}{rng.randrange(1000, 9999)}", p.body.at(10))
    p.sheet.put((128, y + 5), f"证明日期：{p.fact('issue_date')}", p.body.at(10), 64, "r")
    w = (26.0, 38.0, 24.0, 28.0, 24.0, 34.0)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)])
    rows: list[list[Cell | str]] = [
        ["患者姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["身份证号", Cell(p.fact("id_number"), 3), "联系电话", p.fact("phone")],
        ["家庭住址", Cell(p.fact("address"), 5)],
        ["就诊科室", Cell(p.fact("department"), 3), "就诊卡号", p.fact("outpatient_number")],
        [Cell("临床诊断", tall=34), Cell("\n".join(numbered(shown, "({})")), 5, top=True)],
        [Cell("治疗建议", tall=46), Cell("\n".join(p.advise("({n}){text}。")), 5, top=True)],
    ]
    areas = p.sheet.grid((18, y + 12), w, rows, p.body, 2.0)
    doctor, how = p.doctor(), p.manner(manner(rng))
    title = "" if how == "empty" else doctor.title_text
    areas = p.sheet.grid(
        (18, areas[-1][0].bottom),
        (26.0, 62.0, 24.0, 62.0),
        [["医师签名", Cell(tall=14), "职称", title], [Cell("医院意见", tall=44), Cell("情况属实。", 3, top=True)]],
        p.body,
        2.0,
    )
    p.sheet.block -= 1
    p.sign((areas[0][1].left + 6, areas[0][1].top + 5), doctor, "signing", how)
    if title:
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": doctor.title})
    p.sheet.block += 1
    p.sheet.line((132, areas[1][0].bottom - 9), "（加盖公章有效）", p.body)
    sealed(p, (146 + rng.uniform(-10, 8), areas[1][0].bottom - 20))
    return p


LAYOUTS = (half_sheet, letter, ruled_table)
