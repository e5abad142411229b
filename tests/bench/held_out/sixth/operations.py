"""Surgery records."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, manner, slots, start
from tests.bench.held_out.second.entries import clock, signed
from tests.bench.held_out.sheet import Cell

_STEPS = (
    "麻醉成功后患者取平卧位，常规消毒铺巾。",
    "逐层切开皮肤、皮下组织，电凝止血，显露术野，探查所见与术前诊断相符。",
    "按计划完成手术操作，冲洗创面，查无活动性出血，清点器械、纱布无误后逐层缝合。",
    "术中出血约{}ml，未输血，术程顺利，术后安返病房。",
)


def operation_note(rng: Random) -> Paper:
    """Label lines, the diagnosis before and after, then the course in paragraphs."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("song", "hei", "sungti"), 10.5)
    sheet, b = p.sheet, p.body
    centred(p, 14, p.fact("hospital_name"), b.bold().at(15))
    centred(p, 23, p.title(rng.choice(("手术记录", "手术记录单"))), b.bold().at(15))
    row = [("姓名：", p.fact("patient_name"), 38.0), ("性别：", p.fact("sex"), 24.0), ("年龄：", p.fact("age"), 28.0)]
    row += [("科室：", p.fact("department"), 46.0), ("住院号：", p.fact("inpatient_number"), 44.0)]
    y = slots(p, (15, 34), row)
    sheet.rule((14, y - 1), (196, y - 1), 0.3)
    y = sheet.flow((15, y + 3), f"手术时间：{clock(p, 8, 11)} 至 {clock(p, 12, 16)}", b, 178)
    first = p.diagnose(p.case.diagnoses[:1])[0]
    for text in (f"术前诊断：{first}", f"术后诊断：{first}", f"麻醉方式：{rng.choice(('全身麻醉', '局部浸润麻醉'))}"):
        y = sheet.flow((15, y), text, b, 178)
    sheet.line((15, y + 2), "手术经过：", b.bold())
    y += 10
    for step in _STEPS:
        y = sheet.flow((15, y), step.format(rng.randrange(2, 20) * 10), b, 178, 1.7, 2 * b.em)
    sheet.next()
    signed(p, (110, y + 14), "手术医师签名：", (p.doctor(), "signing"), manner(rng), rng.random() < 0.4)
    if rng.random() < 0.5:
        stamps.records(p, (60, 262))
    return p


def operation_table(rng: Random) -> Paper:
    """A framed sheet: particulars in cells, the course in one tall cell, who operated as a name among others."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("zenhei", "song"), 10)
    sheet, b = p.sheet, p.body
    centred(p, 15, p.title("手术及操作记录"), b.bold().at(17))
    centred(p, 24, p.fact("hospital_name"), b.at(12))
    first = p.diagnose(p.case.diagnoses[:1])[0]
    doctor, course = p.doctor(), "".join(_STEPS).format(rng.randrange(2, 20) * 10)
    rows: list[list[Cell | str]] = [
        ["病人姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["住院号", p.fact("inpatient_number"), "病区", Cell(p.fact("department"), 3)],
        ["手术后诊断", Cell(first, 5)],
        ["麻醉", rng.choice(("全麻", "局麻", "腰麻")), "体位", "平卧", "输血", "无"],
        [Cell(f"手术步骤及所见：{course}", 6, tall=110, top=True)],
    ]
    y = sheet.grid((14, 33), (26.0, 46.0, 18.0, 30.0, 20.0, 42.0), rows, b, 2)[-1][0].bottom
    sheet.next()
    signed(p, (20, y + 8), "手术者签字：", (doctor, "signing"), manner(rng), rng.random() < 0.3)
    sheet.line((130, y + 8), f"记录时间 {clock(p, 14, 20)}", b)
    return p


SURGERY = (operation_note, operation_table)
