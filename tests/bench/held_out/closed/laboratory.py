# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports: chemistry in two columns, hormones on a slip, antibodies of a laboratory elsewhere, an emergency."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.closed.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.assays import Marks, Test, result
from tests.bench.held_out.second.entries import at_hospital, clock
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.LAB_REPORT
T = Test
CHEMISTRY = (
    T("丙氨酸氨基转移酶", "", "U/L", 9, 50, 1, (7, 40)), T("天门冬氨酸氨基转移酶", "", "U/L", 15, 40, 1, (13, 35)), T("AST/ALT", "", "", 0.8, 1.5, 2),
    T("γ-谷氨酰基转移酶", "", "U/L", 10, 60, 1, (7, 45)), T("碱性磷酸酶", "", "U/L", 45, 125, 1, (50, 135)), T("总蛋白", "", "g/L", 65, 85, 1),
    T("白蛋白", "", "g/L", 40, 55, 1), T("球蛋白", "", "g/L", 20, 40, 1), T("白球比", "", "", 1.2, 2.4, 2), T("前白蛋白", "", "mg/L", 200, 430, 0),
    T("总胆红素", "", "umol/L", 0, 26, 1), T("直接胆红素", "", "umol/L", 0, 8, 1), T("间接胆红素", "", "umol/L", 0, 18, 1), T("总胆汁酸", "", "umol/L", 0, 10, 1),
    T("尿素", "", "mmol/L", 3.6, 9.5, 2), T("肌酐", "", "umol/L", 57, 111, 0, (41, 81)), T("尿酸", "", "umol/L", 208, 428, 0, (155, 357)), T("胱抑素C", "", "mg/L", 0.59, 1.03, 2),
    T("葡萄糖", "", "mmol/L", 3.9, 6.1, 2), T("钾", "", "mmol/L", 3.5, 5.3, 2), T("钠", "", "mmol/L", 137, 147, 1), T("氯", "", "mmol/L", 99, 110, 1),
    T("钙", "", "mmol/L", 2.11, 2.52, 2), T("无机磷", "", "mmol/L", 0.85, 1.51, 2), T("镁", "", "mmol/L", 0.75, 1.02, 2), T("二氧化碳结合力", "", "mmol/L", 22, 29, 1),
)  # fmt: skip


def _halves(p: Paper, y: float, marks: Marks) -> float:
    """The items in two columns side by side, the mark straight behind the value; the height below."""
    columns = ((0.0, 6.0), (6.5, 32.0), (39.5, 18.0), (59.0, 23.0), (81.6, 10.4))
    half = len(CHEMISTRY) // 2
    p.sheet.next()
    for side in (14.0, 108.0):
        for (x, room), text in zip(columns, ("No", "检验项目", "结果", "参考区间", "单位"), strict=True):
            p.sheet.put((side + x, y), text, p.body.bold(), room)
    p.sheet.rule((14, y + 5.2), (200, y + 5.2), 0.25)
    y += 7
    results = [result(p.rng, test, marks, p.patient.female) for test in CHEMISTRY]
    p.lab_items = [item for item, _ in results]
    for n in range(half):
        p.sheet.next()
        for side, k in ((14.0, n), (108.0, n + half)):
            item, mark = results[k]
            texts = (str(k + 1), item.name, f"{item.value} {mark}".strip(), item.reference or "", item.unit or "")
            for (x, room), text in zip(columns, texts, strict=True):
                if text:
                    p.sheet.put((side + x, y), text, p.body, room)
        y += 6.2
    p.sheet.rule((106.4, y - half * 6.2 - 8), (106.4, y), 0.15)
    return y


def chemistry_side_by_side(rng: Random) -> Paper:
    """A whole chemistry in two halves of an A4 sheet whose lower part stays empty; the head in three loose lines."""
    p = start(rng, A4, _TYPE, ("song", "microhei", "sungti"), 9.5)
    at_hospital(p, "人民医院", "第一人民医院", "=云岭市第一人民医院", "中医医院")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", rng.choice(("-", "--", "～")))
    name = p.fact("hospital_name")
    p.sheet.line(
        (14, 12),
        name + p.title(rng.choice(("检验报告单", "医学检验科报告单"))),
        Type("song-bold", 16, p.body.colour),
        140,
    )
    p.sheet.line((156, 13), f"样本编号：{p.dates.reported:%Y%m%d}{rng.randrange(1, 900):04d}", p.body.at(8.5), 44)
    p.sheet.line((14, 20), "检验目的：" + rng.choice(("生化全套", "急查生化26项", "肝功+肾功+电解质")), p.body.at(11))
    y = labels(p, 27, [(14, "姓名：", p.fact("patient_name"), 46), (60, "性别：", p.fact("sex"), 26), (88, "年龄：", p.fact("age"), 32), (122, "ID号：", numbered_in(p, 10**8, 10**9), 44), (168, "床号：", f"{rng.randrange(1, 60)}", 30)])  # fmt: skip
    y = labels(p, y, [(14, "科室：", p.fact("department"), 70), (88, "住院号：", p.fact("inpatient_number"), 70), (168, "标本：", "血清", 30)])  # fmt: skip
    y = labels(p, y, [(14, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 72), (88, "开单医生：", asked(p), 60), (168, "备注：", "", 30)])  # fmt: skip
    p.sheet.rule((14, y), (200, y), 0.4)
    y = _halves(p, y + 1.6, marks)
    p.sheet.rule((14, y), (200, y), 0.4)
    day = written(p.dates.reported, p.style)
    y = labels(p, y + 2, [(14, "采集时间：", f"{day} {clock(p, 5, 7)}", 62), (78, "接收时间：", f"{day} {clock(p, 7, 9)}", 62), (142, "报告时间：", f"{p.fact('report_date')} {clock(p, 9, 17)}", 62)])  # fmt: skip
    benches(p, y + 1, ((14, "检验："), (78, "审核：")), rng.choice(("printed", "hand")), rng.random() < 0.2)
    p.sheet.line((142, y + 1), "第1页/共1页", p.body)
    p.sheet.line((14, y + 10), "本报告仅对本次送检标本负责！↑偏高 ↓偏低 结果有疑问请当日与检验科联系。", p.body.at(8.5))
    if rng.random() < 0.4:
        stamps.department(p, (116 + rng.uniform(-8, 8), y + 4), "检验科")
    return p


LAYOUTS = (chemistry_side_by_side,)
