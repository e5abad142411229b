# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports on whole sheets: biochemistry, a blood count, clotting; and the rows they share."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from models.codes import DocType, Flag, SealColor, SealKind, SealShape
from samples.truth import TrueLabItem
from tests.bench.held_out.fifth.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, badge, start
from tests.bench.held_out.people import written
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.assays import BLOOD, Marks, Test, result
from tests.bench.held_out.second.entries import at_hospital, clock
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

LAB = DocType.LAB_REPORT
T = Test
Column = tuple[str, str, float, float]
"""Heading, what stands under it (a key of ``told``), left edge and room in millimetres."""
AT_LEAST = ("高密度脂蛋白胆固醇", "肾小球滤过率(CKD-EPI)", "凝血酶原活动度")


def drawn(p: Paper, test: Test, marks: Marks, below: str = "<", both: bool = False) -> dict[str, str]:
    """One result, noted, as the texts of a row's columns. ``below`` stands before a range that has no lower end."""
    item, mark = result(p.rng, test, marks, p.patient.female, both)
    if not mark:  # a result without a mark beside it is flagged by nobody
        item = item.model_copy(update={"flag": None})
    reference = item.reference or ""
    if not test.usual:
        reference = reference.replace("<", below)
    if test.name in AT_LEAST:
        reference = f">{test.low:.{test.places}f}"
        if item.flag is Flag.HIGH:
            item, mark = item.model_copy(update={"flag": None}), ""
    p.lab_items.append(item := item.model_copy(update={"reference": reference or None}))
    return told(p, item, mark, test)


def told(p: Paper, item: TrueLabItem, mark: str, test: Test) -> dict[str, str]:
    """What a row's columns may print of a result."""
    return {
        "no": str(len(p.lab_items)), "name": item.name, "code": test.code, "value": item.value, "mark": mark,
        "unit": item.unit or "", "ref": item.reference or "", "method": test.method,
        "value mark": f"{item.value} {mark}".strip(), "mark value": f"{mark} {item.value}".strip(),
    }  # fmt: skip


def heads(p: Paper, y: float, columns: Sequence[Column], type_: Type) -> None:
    """The columns' headings as one block."""
    p.sheet.next()
    for text, _, left, room in columns:
        if text:
            p.sheet.put((left, y), text, type_, room)


def row(p: Paper, y: float, columns: Sequence[Column], texts: dict[str, str], step: float) -> float:
    """One result under its headings, a long name in two lines; the height of the next row."""
    p.sheet.next()
    lines = 1
    for _, key, left, room in columns:
        parts = p.sheet.wrap(texts[key], p.body, room) if key == "name" else [texts[key]]
        for n, part in enumerate(parts):
            if part:
                p.sheet.put((left, y + n * p.body.em * 1.15), part, p.body, room)
        lines = max(lines, len(parts))
    return y + step + (lines - 1) * p.body.em * 1.15


def oval(p: Paper, spot: tuple[float, float], inner: str, chance: float = 0.75) -> None:
    """The laboratory's seal, pressed on most of the sheets."""
    if p.rng.random() < chance:
        wide, high = p.rng.choice(((42, 29), (45, 31), (38, 38)))
        shape = SealShape.CIRCLE if wide == high else SealShape.ELLIPSE
        color = p.rng.choice((SealColor.RED, SealColor.RED, SealColor.RED, SealColor.BLUE))
        p.stamp(SealDesign(shape, SealKind.DEPARTMENT, p.hospital.name, inner, color, wide, high, star=False, turn=p.rng.uniform(-16, 16), ink=p.rng.uniform(0.5, 0.95), face="hei"), (spot[0] + p.rng.uniform(-6, 6), spot[1] + p.rng.uniform(-3, 3)))  # fmt: skip


_SERUM = (
    T("丙氨酸氨基转移酶", "ALT", "U/L", 9, 50, 1, (7, 40)), T("天门冬氨酸氨基转移酶", "AST", "U/L", 15, 40, 1, (13, 35)), T("碱性磷酸酶", "ALP", "U/L", 45, 125, 0),
    T("总胆红素", "TBIL", "μmol/L", None, 23, 1), T("直接胆红素", "DBIL", "μmol/L", None, 8, 1), T("白蛋白", "ALB", "g/L", 40, 55, 1), T("尿素氮", "BUN", "mmol/L", 2.9, 8.2, 2),
    T("肌酐", "CREA", "μmol/L", 57, 97, 1, (41, 73)), T("尿酸", "UA", "μmol/L", 208, 428, 0, (155, 357)), T("肾小球滤过率(CKD-EPI)", "eGFR", "ml/min/1.73m²", 90, 130, 1),
    T("葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), T("总胆固醇", "CHOL", "mmol/L", None, 5.2, 2), T("甘油三酯", "TG", "mmol/L", None, 1.7, 2),
    T("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.04, 2.2, 2), T("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", None, 3.4, 2), T("钾", "K", "mmol/L", 3.5, 5.3, 2), T("钠", "Na", "mmol/L", 137, 147, 1),
)  # fmt: skip


def serum_with_methods(rng: Random) -> Paper:
    """A county hospital's biochemistry: the mark in a column before the result, range before unit, method last."""
    p = start(rng, A4, LAB, ("song", "ming"), 10)
    at_hospital(p, "人民医院", "中医医院", "第三人民医院")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", rng.choice(("--", "-", "~")))
    p.sheet.line((12, 13), p.fact("hospital_name"), p.body.bold().at(18), 186, "c")
    p.sheet.line((12, 22), p.title(rng.choice(("生化检验结果报告", "临床生化检验单"))), p.body.at(14), 186, "c")
    y = labels(
        p,
        32,
        [
            (15, "病人姓名:", p.fact("patient_name"), 48),
            (63, "性 别:", p.fact("sex"), 30),
            (96, "年 龄:", p.fact("age"), 36),
            (140, "样本号:", f"生化{rng.randrange(1, 300)}", 50),
        ],
    )
    y = labels(
        p,
        y,
        [
            (15, "病 历 号:", p.fact("inpatient_number"), 48),
            (63, "床 号:", f"+{rng.randrange(1, 40)}", 30),
            (96, "送检科室:", p.fact("department"), 44),
            (140, "样本种类:", "血清", 50),
        ],
    )
    y = labels(
        p,
        y,
        [
            (15, "临床印象:", p.diagnose(p.case.diagnoses[:1])[0], 78),
            (96, "送检医生:", asked(p), 44),
            (140, "样本状态:", rng.choice(("合格", "", "轻度脂血")), 50),
        ],
    )
    p.sheet.rule((14, y), (196, y), 0.5)
    columns = (
        ("序", "no", 15.0, 7.0),
        ("代号", "code", 23.0, 17.0),
        ("检验项目", "name", 41.0, 45.0),
        ("提示", "mark", 88.0, 8.0),
        ("测定值", "value", 98.0, 18.0),
        ("参考范围", "ref", 119.0, 26.0),
        ("单位", "unit", 148.0, 26.0),
        ("检测方法", "method", 176.0, 20.0),
    )
    heads(p, y + 1.5, columns, p.body.bold())
    p.sheet.rule((14, y + 7), (196, y + 7), 0.25)
    y += 9
    for test in _SERUM:
        texts = drawn(p, test, marks, "≤")
        y = row(
            p,
            y,
            columns,
            texts
            | {
                "method": "计算法"
                if test.code == "eGFR"
                else "电极法"
                if test.code in ("K", "Na")
                else rng.choice(("速率法", "终点法", "酶法"))
            },
            6.8,
        )
    y = max(y + 6, 205)
    p.sheet.rule((14, y), (196, y), 0.5)
    day = written(p.dates.reported, p.style)
    y = labels(
        p,
        y + 2,
        [
            (15, "采样时间:", f"{day} {clock(p, 6, 8)}", 62),
            (78, "接收时间:", f"{day} {clock(p, 8, 9)}", 58),
            (138, "报告时间:", f"{p.fact('report_date')} {clock(p, 9, 17)}", 58),
        ],
    )
    benches(p, y + 2, ((15, "检验者:"), (78, "审核者:")), rng.choice(("printed", "hand", "stamp")))
    p.sheet.line((15, y + 14), "注：本结果仅对所送检标本负责，如有疑问请于三日内查询。", p.body.at(9))
    oval(p, (160, y + 6), "检验科")
    return p


def count_in_halves(rng: Random) -> Paper:
    """A blood count on half a sheet, two items a row, the code before the name and the mark behind the value."""
    p = start(rng, A5_WIDE, LAB, ("sungti", "zenhei", "song"), 9)
    at_hospital(p, "人民医院", "妇幼保健院", "=铁路局中心医院")
    p.day, marks = p.dates.reported, rng.choice((Marks("↑", "↓", "*", "-"), Marks("H", "L", "A", "-")))
    p.sheet.line((10, 6), p.fact("hospital_name") + " " + p.title("血细胞分析报告单"), p.body.bold().at(14), 190, "c")
    p.sheet.line((152, 13), f"条码:{numbered_in(p, 10**9, 10**10)}", p.body.at(8), 46, "r")
    y = labels(
        p,
        18,
        [
            (12, "姓名 ", p.fact("patient_name"), 34),
            (48, "性别 ", p.fact("sex"), 20),
            (70, "年龄 ", p.fact("age"), 26),
            (98, "门诊号 ", p.fact("outpatient_number"), 46),
            (148, "科别 ", p.fact("department"), 50),
        ],
    )
    y = labels(
        p,
        y,
        [
            (12, "标本 ", "EDTA抗凝血", 40),
            (70, "诊断 ", p.diagnose(p.case.diagnoses[:1])[0], 66),
            (148, "申请医师 ", asked(p), 50),
        ],
    )
    sides = [
        [
            ("No", "no", a, 5.0),
            ("英文", "code", a + 6, 15.0),
            ("项目", "name", a + 22, 25.0),
            ("结果", "value mark", a + 49, 15.0),
            ("参考值", "ref", a + 65, 15.0),
            ("单位", "unit", a + 81, 11.5),
        ]
        for a in (11.0, 106.0)
    ]
    p.sheet.rule((10, y), (200, y), 0.3)
    heads(p, y + 1.2, [*sides[0], *sides[1]], p.body.bold())
    y += 6
    p.sheet.rule((10, y), (200, y), 0.2)
    tests = [drawn(p, test, marks) for test in BLOOD]
    unit = rng.choice(("10^9/L", "×10⁹/L"))
    p.lab_items = [i.model_copy(update={"unit": (i.unit or "").replace("10^9/L", unit)}) for i in p.lab_items]
    for n in range(10):
        p.sheet.next()
        for side, k in ((0, n), (1, n + 10)):
            for _, key, left, room in sides[side]:
                text = tests[k][key].replace("10^9/L", unit) if key == "unit" else tests[k][key]
                if text:
                    p.sheet.put((left, y + 1.6), text, p.body, room)
        y += 6.6
    p.sheet.rule((10, y + 1), (200, y + 1), 0.3)
    y = labels(
        p,
        y + 3,
        [
            (12, "采样 ", f"{written(p.dates.reported, p.style)} {clock(p, 7, 9)}", 60),
            (76, "审核 ", f"{p.fact('report_date')} {clock(p, 9, 12)}", 60),
        ],
    )
    benches(p, y + 1, ((12, "检验 "), (76, "审核者 ")), rng.choice(("printed", "hand")))
    p.sheet.line((12, y + 9), "*本报告只对此标本负责*   镜检：" + rng.choice(("", "未见异常细胞")), p.body.at(8))
    oval(p, (168, y + 2), "检验报告专用章")
    return p


_CLOT = (
    T("凝血酶原时间", "PT", "sec", 9.8, 12.1, 1), T("凝血酶原活动度", "PTA", "%", 80, 120, 0), T("国际标准化比值", "INR", "", 0.85, 1.15, 2), T("活化部分凝血活酶时间", "APTT", "sec", 25.0, 31.3, 1),
    T("凝血酶时间", "TT", "sec", 14.0, 21.0, 1), T("纤维蛋白原", "FIB", "g/L", 1.8, 3.5, 2), T("D-二聚体", "D-D", "mg/L", None, 0.5, 2), T("纤维蛋白(原)降解产物", "FDP", "μg/mL", None, 5.0, 1),
)  # fmt: skip


def clotting_boxed(rng: Random) -> Paper:
    """Clotting in a fully ruled table, the unit in its own column before the result."""
    p = start(rng, (182.0, 257.0), LAB, ("kaiti", "song", "ming"), 11)
    at_hospital(p, "中心医院", "第二人民医院", "中西医结合医院")
    p.day, marks = p.dates.reported, Marks("偏高", "偏低", "异常", rng.choice(("～", "-")))
    badge(p, (24, 18), 15)
    p.sheet.line((36, 11), p.fact("hospital_name"), p.body.bold().at(16), 130)
    p.sheet.line((36, 19), p.title(rng.choice(("凝血功能检查报告单", "血凝检验报告"))), p.body.at(13), 130)
    head: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["住院号", p.fact("inpatient_number"), "科室", Cell(p.fact("department"), 3)],
        ["诊断", Cell(p.diagnose(p.case.diagnoses[:1])[0], 3), "标本", "血浆"],
    ]
    y = p.sheet.grid((14, 32), (18.0, 44.0, 18.0, 32.0, 18.0, 24.0), head, p.body, 1.6)[-1][0].bottom + 5
    rows: list[list[Cell | str]] = [
        [Cell(t, align="c", type=p.body.bold()) for t in ("项目名称", "单位", "结果", "提示", "参考区间")]
    ]
    for test in _CLOT:
        t = drawn(p, test, marks, "≤")
        name = f"{t['name']}({t['code']})"
        p.lab_items[-1] = p.lab_items[-1].model_copy(update={"name": name})
        rows.append([name, t["unit"], Cell(t["value"], align="c"), t["mark"], t["ref"]])
    y = p.sheet.grid((14, y), (58.0, 22.0, 26.0, 16.0, 32.0), rows, p.body, 1.7)[-1][0].bottom
    y = labels(
        p,
        y + 6,
        [
            (14, "采集：", f"{written(p.dates.reported, p.style)} {clock(p, 6, 9)}", 74),
            (92, "报告：", f"{p.fact('report_date')} {clock(p, 9, 16)}", 74),
        ],
    )
    y = labels(p, y, [(14, "申请医生：", asked(p), 60)])
    benches(p, y + 1, ((14, "检验师："), (92, "复核：")), rng.choice(("hand", "stamp")))
    oval(p, (138, y - 2), "检验科专用章")
    return p


LAYOUTS = (serum_with_methods, count_in_halves, clotting_boxed)
