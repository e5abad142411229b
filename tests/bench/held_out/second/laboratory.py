# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports on half sheets and slips: blood in two columns with codes, urine beside its microscopy, powers of ten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from models.codes import DocType
from samples.truth import TrueLabItem
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, bars, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.assays import BLOOD, MARKS, URINE, VIRUS, Marks, Test, result
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, signed
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.LAB_REPORT
Results = list[tuple[TrueLabItem, str]]


def measured(p: Paper, tests: Sequence[Test], marks: Marks, both: bool = False) -> Results:
    """Results of these tests, noted."""
    results = [result(p.rng, test, marks, p.patient.female, both) for test in tests]
    p.lab_items += [item for item, _ in results]
    return results


def requested(p: Paper) -> str:
    """The name of who asked for the tests, noted."""
    sender = p.doctor()
    p.note(sender, "requesting", None)
    return sender.name


def row(
    p: Paper, y: float, columns: Sequence[tuple[float, float]], texts: Sequence[str], type_: Type | None = None
) -> None:
    """Texts in the columns' places (left edge and room), within the block that is open."""
    for (left, room), text in zip(columns, texts, strict=True):
        if text:
            p.sheet.put((left, y), text, type_ or p.body, room)


def technicians(p: Paper, y: float, places: Sequence[tuple[float, str]]) -> None:
    """Those who tested and checked, in the block that is open."""
    how: Manner = p.rng.choice(("printed", "printed", "hand"))
    titled = p.rng.random() < 0.25
    for number, (x, label) in enumerate(places):
        signed(
            p,
            (x, y),
            label,
            (people.technician(p.rng), "reviewing" if number else "reporting"),
            how,
            bool(titled and number),
        )


def _columns(p: Paper, y: float, marks: Marks) -> float:
    """The items in two columns; the height below them."""
    place = ((0.0, 15.0), (16.0, 29.0), (46.0, 12.0), (58.5, 4.0), (63.5, 17.0), (82.0, 13.0))
    sides = (8.0, 107.0)
    p.sheet.next()
    for side in sides:
        row(p, y, [(side + x, room) for x, room in place], ("代号", "项目名称", "结果", "", "参考区间", "单位"))
    p.sheet.rule((8, y + 4.4), (202, y + 4.4), 0.2)
    y += 5.6
    results, half = measured(p, BLOOD, marks), len(BLOOD) // 2
    codes = [test.code for test in BLOOD]
    for n in range(half):
        p.sheet.next()
        for side, k in zip(sides, (n, n + half), strict=True):
            item, mark = results[k]
            row(
                p,
                y,
                [(side + x, room) for x, room in place],
                (codes[k], item.name, item.value, mark, item.reference or "", item.unit or ""),
            )
        y += 5.6
    p.sheet.rule((105, y - half * 5.6 - 5), (105, y), 0.15)
    y = max(y + 1, 112.0)
    return y


def blood_in_two_columns(rng: Random) -> Paper:
    """Twenty items with codes in two columns; four times side by side below."""
    p = start(rng, (210.0, 148.0), _TYPE, ("song", "microhei", "ming"), 8.5)
    at_hospital(p, "人民医院", "第一人民医院", "=云岭市中心医院", "中医医院")
    p.day, marks = p.dates.reported, rng.choice(MARKS[:3])
    y = centred(p, 6, p.fact("hospital_name"), Type("song-bold", 14, p.body.colour))
    y = centred(p, y, p.title("全血细胞计数+五分类+CRP"), p.body.at(11))
    y = (
        slots(
            p,
            (8, y + 1),
            [
                ("姓 名：", p.fact("patient_name"), 40),
                ("性 别：", p.fact("sex"), 26),
                ("年 龄：", p.fact("age"), 32),
                ("科 室：", p.fact("department"), 56),
                ("标本号：", f"{rng.randrange(1, 999)}", 36),
            ],
        )
        - 1.2
    )
    y = (
        slots(
            p,
            (8, y),
            [
                ("住院号：", p.fact("inpatient_number"), 66),
                ("标本类型：", "全血", 32),
                ("送检医生：", requested(p), 56),
                ("床 号：", f"{rng.randrange(1, 60)}", 36),
            ],
        )
        - 0.6
    )
    p.sheet.rule((8, y - 1), (202, y - 1), 0.35)
    y = _columns(p, y, marks)
    p.sheet.rule((8, y), (202, y), 0.35)
    _times_and_staff(p, y + 1.6)
    return p


def _times_and_staff(p: Paper, y: float) -> None:
    day = p.dates.reported
    texts = (
        f"采集时间：{written(day, p.style)} {clock(p, 6, 8)}",
        f"接收时间：{written(day, p.style)} {clock(p, 8, 10)}",
        f"报告时间：{p.fact('report_date')} {clock(p, 10, 17)}",
    )
    p.sheet.next()
    for n, text in enumerate(texts):
        p.sheet.put((8 + n * 66, y), text, p.body, 64)
    p.sheet.next()
    technicians(p, y + 8.5, ((8, "检验者："), (74, "审核者：")))
    p.sheet.put(
        (140, y + 8.5),
        f"打印时间：{written(day + timedelta(days=p.rng.randrange(0, 6)), p.style)} {clock(p)}",
        p.body,
        62,
    )
    p.sheet.line((8, y + 16), "注：本检验结果仅对所检测标本负责，供临床参考。", p.body.at(8))
    if p.rng.random() < 0.4:
        stamps.department(p, (122 + p.rng.uniform(-10, 10), y + 6), "检验科")


def _two_tables(p: Paper, y: float, marks: Marks) -> float:
    """Chemistry at the left, microscopy at the right; the height below both."""
    left = ((12.0, 8.0), (21.0, 30.0), (52.0, 24.0), (76.5, 9.0), (86.0, 20.0))
    right = ((110.0, 34.0), (145.0, 14.0), (159.5, 9.0), (169.0, 15.0), (185.0, 13.0))
    for columns, heads in (
        (left, ("No", "项目", "结果", "", "参考值")),
        (right, ("项目", "结果", "", "参考值", "单位")),
    ):
        p.sheet.next()
        row(p, y, columns, heads, p.body.bold())
    chemistry, rest = URINE[:10], URINE[10:]
    top = y + 6.6
    for k, (item, mark) in enumerate(measured(p, chemistry, marks)):
        p.sheet.next()
        row(p, top + k * 6.6, left, (str(k + 1), item.name, item.value, mark, item.reference or ""))
    for k, (item, mark) in enumerate(measured(p, rest, marks)):
        p.sheet.next()
        row(p, top + k * 6.6, right, (item.name, item.value, mark, item.reference or "", item.unit or ""))
    p.sheet.rule((107.5, y - 1), (107.5, top + 66), 0.2)
    y = top + 68
    return y


def urine_and_sediment(rng: Random) -> Paper:
    """Answers in words and numbers: chemistry at the left, microscopy and albumin at the right."""
    p = start(rng, A5_WIDE, _TYPE, ("hei", "zenhei", "song"), 9.5)
    p.day, marks = p.dates.reported, MARKS[rng.choice((0, 3))]
    p.sheet.line((12, 8), p.fact("hospital_name"), Type("song-bold", 14, p.body.colour))
    p.sheet.line(
        (110, 8.6),
        p.title(rng.choice(("尿液干化学+沉渣检验报告", "尿常规及尿微量白蛋白报告单"))),
        p.body.at(12),
        88,
        "r",
    )
    p.sheet.rule((12, 15.5), (198, 15.5), 0.5)
    y = (
        slots(
            p,
            (12, 17.5),
            [
                ("病人：", p.fact("patient_name"), 38),
                ("性别：", p.fact("sex"), 26),
                ("年龄：", p.fact("age"), 30),
                ("门诊号：", p.fact("outpatient_number"), 50),
                ("标本：", "中段尿", 36),
            ],
        )
        - 0.6
    )
    y = slots(
        p,
        (12, y),
        [
            ("科别：", p.fact("department"), 64),
            ("诊断：", p.diagnose(p.case.diagnoses[:1])[0], 70),
            ("申请者：", requested(p), 46),
        ],
    )
    p.sheet.rule((12, y - 1.6), (198, y - 1.6), 0.2)
    y = _two_tables(p, y, marks)
    p.sheet.rule((12, y), (198, y), 0.2)
    p.sheet.next()
    p.sheet.put((12, y + 2), f"送检日期：{written(p.dates.reported, p.style)}", p.body)
    p.sheet.put((78, y + 2), f"报告日期：{p.fact('report_date')}", p.body)
    technicians(p, y + 2, ((124, "检验师："), (156, "核对：")))
    p.sheet.line((12, y + 11), "提示栏有标记者为异常，请结合临床。", p.body.at(8.5))
    if rng.random() < 0.35:
        stamps.department(p, (150 + rng.uniform(-8, 8), y - 12), rng.choice(("检验科", "检验专用章")))
    return p


def powers_of_ten(rng: Random) -> Paper:
    """A narrow slip whose range stands before the result; the load of virus in powers of ten."""
    p = start(rng, (150.0, 210.0), _TYPE, ("microhei", "ming", "hei"), 9.5)
    at_hospital(p, "疾病预防控制中心附属医院", "传染病医院", "人民医院")
    p.day, marks = p.dates.reported, rng.choice((MARKS[0], MARKS[1]))
    bars(p, Area(104, 8, 138, 15))
    p.sheet.line((12, 9), p.fact("hospital_name"), Type("hei-bold", 13, p.body.colour), 88)
    p.sheet.line(
        (12, 17), p.title(rng.choice(("肝炎病毒标志物及核酸定量检测", "乙肝五项定量+HBV-DNA报告单"))), p.body.at(11)
    )
    y = 26.0
    for entries in (
        [("姓名 ", p.fact("patient_name"), 44), ("性别 ", p.fact("sex"), 34), ("年龄 ", p.fact("age"), 44)],
        [("就诊卡号 ", p.fact("outpatient_number"), 62), ("科室 ", p.fact("department"), 62)],
        [("医师 ", requested(p), 44), ("标本 ", "血清", 34), ("编号 ", f"{rng.randrange(10**4, 10**5)}", 44)],
    ):
        y = slots(p, (12, y), entries)
    columns = ((12.0, 52.0), (66.0, 22.0), (89.0, 16.0), (106.0, 23.0), (130.0, 9.0))
    dashes(p, (12, y - 1), (138, y - 1))
    p.sheet.next()
    row(p, y + 0.6, columns, ("检验项目", "参考范围", "单位", "测定结果", "提示"), p.body.bold())
    dashes(p, (12, y + 6.4), (138, y + 6.4))
    y += 8.5
    for item, mark in measured(p, VIRUS, marks):
        p.sheet.next()
        row(p, y, columns, (item.name, item.reference or "", item.unit or "", item.value, mark))
        y += 8.2
    dashes(p, (12, y), (138, y))
    y = max(y + 4, 130.0)
    for text in (
        f"采样时间  {written(p.dates.reported - timedelta(days=1), p.style)} {clock(p, 6, 10)}",
        f"报告时间  {p.fact('report_date')} {clock(p, 12, 18)}",
    ):
        p.sheet.line((12, y), text, p.body)
        y += 7
    p.sheet.next()
    technicians(p, y + 2, ((12, "检验 "), (74, "审核 ")))
    p.sheet.flow(
        (12, y + 13), "检测下限100IU/mL；低于下限者报告为小于1.00×10^2。本报告不作法律依据。", p.body.at(8.5), 126, 1.5
    )
    if rng.random() < 0.4:
        stamps.department(p, (110 + rng.uniform(-8, 6), y), rng.choice(("检验科", "感染实验室")))
    return p


LAYOUTS = (blood_in_two_columns, urine_and_sediment, powers_of_ten)
