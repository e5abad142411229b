"""Laboratory reports in ruled tables: methods, titres and ranges for both sexes; several groups under headings."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.assays import GROUPS, IMMUNE, MARKS, Marks
from tests.bench.held_out.second.entries import at_hospital, clock
from tests.bench.held_out.second.laboratory import measured, requested, technicians
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.LAB_REPORT


def methods_in_a_table(rng: Random) -> Paper:
    """A ruled table with methods, titres and ranges for both sexes."""
    p = start(rng, A4, _TYPE, ("song", "hei", "sungti"), 10)
    of = ("人民医院", "=省第五人民医院", "=东川大学附属医院")
    at_hospital(p, *of)
    p.day, marks = p.dates.reported, rng.choice(MARKS[:2])
    badge(p, (26, 21), 14)
    y = centred(p, 13, p.fact("hospital_name") + "检验科", Type("song-bold", 16, p.body.colour))
    y = (
        centred(
            p,
            y,
            p.title(rng.choice(("自身抗体及免疫功能检测报告", "免疫学检验报告书"))),
            Type("song-bold", 13, p.body.colour),
        )
        + 5
    )
    w = (20.0, 36.0, 20.0, 26.0, 24.0, 48.0)
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["病区", Cell(p.fact("department"), 3), "住院号", p.fact("inpatient_number")],
        ["标本", "血清", "状态", "合格", "申请医师", requested(p)],
    ]
    y = p.sheet.grid((18, y), w, rows, p.body, 1.4)[-1][0].bottom + 4
    heads = ("序", "检测项目", "检测方法", "结果", "", "单位", "生物参考区间")
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    for n, ((item, mark), test) in enumerate(zip(measured(p, IMMUNE, marks, True), IMMUNE, strict=True), 1):
        table.append(
            [
                Cell(str(n), align="c"),
                item.name,
                Cell(test.method, type=p.body.at(8.5)),
                Cell(item.value, align="c"),
                Cell(mark, align="c"),
                Cell(item.unit or "", align="c"),
                item.reference or "",
            ]
        )
    y = p.sheet.grid((18, y), (8.0, 42.0, 30.0, 26.0, 10.0, 20.0, 38.0), table, p.body, 1.5)[-1][0].bottom + 5
    p.sheet.next()
    p.sheet.put((18, y), f"采样：{written(p.dates.reported - timedelta(days=1), p.style)} {clock(p, 6, 9)}", p.body)
    p.sheet.put((104, y), f"报告：{p.fact('report_date')} {clock(p, 14, 18)}", p.body)
    p.sheet.next()
    technicians(p, y + 9, ((18, "检测者："), (104, "审核者：")))
    p.sheet.line((18, y + 19), "说明：结果仅对来样负责；如有异议请于三日内提出。", p.body.at(9))
    if rng.random() < 0.45:
        stamps.department(p, (158 + rng.uniform(-8, 8), y + 6), "检验科")
    return p


def _groups(p: Paper, y: float, marks: Marks) -> float:
    """The table; the height below it."""
    groups = p.rng.sample(GROUPS, 3)
    heads = ("提示", "项 目", "简称", "结 果", "参考区间", "单位")
    w = (14.0, 42.0, 20.0, 24.0, 40.0, 30.0)
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    for name, tests in groups:
        table.append([Cell(f"【{name}】", 6, type=p.body.bold())])
        for (item, mark), test in zip(measured(p, tests, marks, True), tests, strict=True):
            table.append(
                [
                    Cell(mark, align="c"),
                    item.name,
                    Cell(test.code, align="c"),
                    Cell(item.value, align="r"),
                    Cell(item.reference or "", align="c", type=p.body.at(9)),
                    Cell(item.unit or "", align="c", type=p.body.at(9)),
                ]
            )
    y = p.sheet.grid((20, y), w, table, p.body, 1.1)[-1][0].bottom + 4
    return y


def several_groups(rng: Random) -> Paper:
    """Groups with headings in one table, long names broken in their cells, flags in a column at the left."""
    p = start(rng, A4, _TYPE, ("zenhei", "song", "microhei"), 10)
    p.day, marks = p.dates.reported, rng.choice((MARKS[0], MARKS[1], MARKS[3]))
    y = centred(p, 14, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y, p.title(rng.choice(("临床化学检验报告", "生化组合检验报告单"))), p.body.at(13)) + 3
    y = slots(
        p,
        (20, y),
        [
            ("姓名", p.fact("patient_name"), 42),
            ("性别", p.fact("sex"), 30),
            ("年龄", p.fact("age"), 34),
            ("住院号", p.fact("inpatient_number"), 64),
        ],
        True,
    )
    y = (
        slots(
            p,
            (20, y),
            [("科室", p.fact("department"), 72), ("送检医师", requested(p), 46), ("标本", "血清", 52)],
            True,
        )
        + 1
    )
    y = _groups(p, y, marks)
    p.sheet.next()
    for n, text in enumerate(
        (
            f"采样 {written(p.dates.reported, 'iso')} {clock(p, 6, 8)}",
            f"签收 {written(p.dates.reported, 'iso')} {clock(p, 8, 10)}",
        )
    ):
        p.sheet.put((20 + n * 58, y), text, p.body.at(9))
    p.style = "iso"
    p.sheet.put((136, y), f"报告 {p.fact('report_date')} {clock(p, 10, 17)}", p.body.at(9))
    p.sheet.next()
    technicians(p, y + 8, ((20, "检验人员："), (100, "审核人员：")))
    p.sheet.line((20, y + 18), "*以上结果经电子签名审核后发布，手写签名与电子签名具有同等效力。", p.body.at(8.5))
    if rng.random() < 0.4:
        stamps.department(p, (160 + rng.uniform(-8, 8), y + 2), rng.choice(("检验科", "检验报告专用章")))
    return p


LAYOUTS = (methods_in_a_table, several_groups)
