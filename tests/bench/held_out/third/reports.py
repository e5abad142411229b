# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports: grouped sections, cards of results, antibodies by titre, a slip of the emergency laboratory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from models.codes import DocType, Flag
from samples.truth import TrueLabItem
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, box, centred, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.third.assays import ARROWS, BLOOD, CLOTTING, GAS, LETTERS, SUGAR, measured
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.LAB_REPORT


def _pairs(p: Paper, at: tuple[float, float], pairs: Sequence[tuple[str, str, float]], gap: float = 13.0) -> float:
    """Labels without colons, values in a column ``gap`` behind them; the next line's height."""
    p.sheet.next()
    x = at[0]
    for label, value, width in pairs:
        p.sheet.put((x, at[1]), label, p.body.bold(), gap - 1)
        if value:
            p.sheet.put((x + gap, at[1]), value, p.body, width - gap - 1.5)
        x += width
    return at[1] + p.body.em * 1.75


def _asked(p: Paper) -> str:
    """Who asked for the tests, noted."""
    sender = p.doctor()
    p.note(sender, "requesting", None)
    return sender.name


def grouped_sections(rng: Random) -> Paper:
    """Labels without colons, urgency to tick, sections with their own headings, the mark before the value."""
    p = start(rng, (182.0, 257.0), _TYPE, ("song", "ming", "hei"), 9.5)
    p.day = p.dates.reported
    form = rng.choice(("{}—{}", "{}~{}"))
    bars(p, Area(14, 9, 52, 16))
    p.sheet.line((14, 17), f"{rng.randrange(10**11, 10**12)}", p.body.at(8), 38, "c")
    p.sheet.line((56, 9), p.fact("hospital_name"), Type("song-bold", 15, p.body.colour), 112, "r")
    p.sheet.line((56, 16), p.title(rng.choice(("临床检验结果通知单", "检验科综合报告"))), p.body.at(12), 112, "r")
    p.sheet.next()
    x, urgent = 14.0, rng.random() < 0.4
    for name, ticked in (("常规", not urgent), ("急诊", urgent), ("绿色通道", False)):
        x = p.sheet.put((box(p, (x, 23), ticked) + 0.4, 23), name, p.body) + 4
    p.sheet.rule((14, 28.5), (168, 28.5), 0.5)
    y = _pairs(
        p,
        (14, 31),
        [
            ("姓名", p.fact("patient_name"), 42),
            ("性别", p.fact("sex"), 30),
            ("年龄", p.fact("age"), 34),
            ("样本", "静脉血", 46),
        ],
    )
    y = _pairs(
        p,
        (14, y),
        [("科室", p.fact("department"), 72), ("医师", _asked(p), 34), ("床位", f"{rng.randrange(1, 70)}床", 46)],
    )
    y = _pairs(p, (14, y), [("住院号", p.fact("inpatient_number"), 72), ("门诊号", p.fact("outpatient_number"), 80)])
    p.sheet.rule((14, y), (168, y), 0.5)
    columns = (18.0, 66.0, 90.0, 96.0, 118.0, 142.0)
    y += 2
    for heading, assays in (("【血细胞分析】", BLOOD), ("【凝血四项】", CLOTTING)):
        p.sheet.line((14, y), heading, p.body.bold())
        y += 6
        p.sheet.next()
        for place, text in zip(columns, ("项目", "简称", "", "测定值", "单位", "生物参考区间"), strict=True):
            if text:
                p.sheet.put((place, y), text, p.body.at(8.5))
        p.sheet.rule((18, y + 4.4), (168, y + 4.4), 0.15)
        y += 6
        for assay in assays:
            item = measured(p, assay, form)
            p.sheet.next()
            for place, text in zip(
                columns,
                (item.name, assay.short, ARROWS[item.flag], item.value, assay.unit, item.reference or ""),
                strict=True,
            ):
                if text:
                    p.sheet.put((place, y), text, p.body)
            y += 6.3
        y += 3
    y = max(y + 2, 168.0)
    p.sheet.rule((14, y), (168, y), 0.5)
    day = p.dates.reported
    shown = written(day, p.style)
    for left, right in (
        (("采集", f"{shown} {clock(p, 6, 8)}"), ("接收", f"{shown} {clock(p, 8, 9)}")),
        (
            ("报告", f"{p.fact('report_date')} {clock(p, 10, 15)}"),
            ("打印", f"{written(day + timedelta(days=1), p.style)} {clock(p)}"),
        ),
    ):
        y = _pairs(p, (14, y + 2), [(*left, 78), (*right, 76)]) - 1
    p.sheet.next()
    titled = rng.random() < 0.4
    signed(p, (14, y + 4), "检验", (people.technician(rng), "reporting"), "hand", titled)
    signed(p, (92, y + 4), "审核", (people.technician(rng), "reviewing"), "hand", titled)
    p.sheet.line((14, y + 14), "↑ 高于参考区间  ↓ 低于参考区间  如有疑问请于三日内联系本科", p.body.at(8))
    if rng.random() < 0.4:
        stamps.department(p, (140 + rng.uniform(-8, 8), y + 1), "检验科")
    return p


def cards_of_results(rng: Random) -> Paper:
    """Printed from a telephone: each result a card of its own, its range below it and not beside it."""
    p = start(rng, (100.0, 178.0), _TYPE, ("hei", "microhei"), 9)
    of_cases(p, "M01600")
    p.day, p.style = p.dates.reported, rng.choice(("iso", "slash"))
    s, pale = p.sheet.scale, Type(p.body.face, 8, (118, 122, 130))
    p.sheet.draw.rectangle((0, 0, 100 * s, 15 * s), fill=(22, 132, 120))
    p.sheet.line(
        (6, 5),
        p.title(rng.choice(("糖代谢及生化检查", "代谢综合检测"))),
        p.body.in_colour((252, 252, 252)).at(12),
        88,
        "c",
    )
    p.sheet.line((6, 18), p.fact("hospital_name"), p.body.bold().at(11), 88)
    p.sheet.next()
    right = p.sheet.put((6, 25), p.fact("patient_name"), p.body.bold().at(11))
    right = p.sheet.put((right + 3, 25.5), p.fact("sex"), p.body)
    p.sheet.put((right + 3, 25.5), p.fact("age"), p.body)
    y = 32.0
    for label, value in (
        ("就诊卡号", p.fact("outpatient_number")),
        ("开单科室", p.fact("department")),
        ("标本种类", "血清"),
        ("采样时间", f"{written(p.dates.reported, p.style)} {clock(p, 6, 9)}"),
        ("报告时间", f"{p.fact('report_date')} {clock(p, 10, 18)}"),
    ):
        p.sheet.next()
        p.sheet.put((6, y), label, pale)
        p.sheet.put((40, y), value, p.body.at(8.5), 54, "r")
        y += 5.6
    red, blue = (206, 44, 40), (34, 92, 190)
    for assay in rng.sample(SUGAR, 7):
        p.sheet.rule((6, y), (94, y), 0.12)
        item = measured(p, assay, "{}～{}")
        colour = red if item.flag is Flag.HIGH else blue if item.flag is Flag.LOW else p.body.colour
        p.sheet.next()
        p.sheet.put((6, y + 2.2), item.name, p.body, 52)
        right = p.sheet.put((60, y + 2), item.value, p.body.bold().at(10).in_colour(colour))
        right = p.sheet.put((right + 1.2, y + 2.5), assay.unit, p.body.at(8))
        if item.flag:
            p.sheet.put((right + 1.2, y + 2), ARROWS[item.flag], p.body.bold().in_colour(colour))
        p.sheet.line((6, y + 7.4), f"参考值 {item.reference}", pale)
        y += 12.6
    p.sheet.rule((6, y), (94, y), 0.12)
    p.sheet.next()
    signed(p, (6, y + 3), "检验者 ", (people.technician(rng), "reporting"), "printed")
    signed(p, (52, y + 3), "审核者 ", (people.technician(rng), "reviewing"), "printed")
    p.sheet.line((6, y + 10), "电子报告仅供查询，以医院纸质报告为准", pale)
    return p


_ANTIBODIES = (
    ("抗核抗体(ANA)", "1:", "<1:100"), ("抗双链DNA抗体", "", "阴性"), ("抗Sm抗体", "", "阴性"),
    ("抗SSA/Ro-52抗体", "", "阴性"), ("抗SSB抗体", "", "阴性"), ("抗Scl-70抗体", "", "阴性"),
    ("抗环瓜氨酸肽抗体", "RU/mL", "≤20.0"), ("类风湿因子IgM", "IU/mL", "≤14.0"),
)  # fmt: skip


def antibodies_by_titre(rng: Random) -> Paper:
    """A ruled table with methods: answers in words, a titre, plus signs and limits on one side only."""
    p = start(rng, A4, _TYPE, ("hei", "zenhei", "song"), 10.5)
    of_cases(p, "M07101", "M06900")
    p.day = p.dates.reported
    y = centred(p, 14, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y + 1, p.title(rng.choice(("自身抗体谱检测报告", "风湿免疫实验室检测单"))), p.body.at(13)) + 4
    head: list[list[Cell | str]] = [
        ["姓 名", p.fact("patient_name"), "性 别", p.fact("sex"), "年 龄", p.fact("age")],
        ["送检科室", p.fact("department"), "送检医师", _asked(p), "标本", "血清 3mL"],
        [
            "病案号",
            p.fact("inpatient_number"),
            "实验号",
            f"I{rng.randrange(10**5, 10**6)}",
            "状态",
            rng.choice(("合格", "轻度溶血")),
        ],
        ["临床印象", Cell("；".join(p.diagnose(p.case.diagnoses[:2])), 5)],
    ]
    y = p.sheet.grid((17, y), (22.0, 46.0, 22.0, 34.0, 18.0, 34.0), head, p.body, 1.7)[-1][0].bottom + 5
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("序", "检测指标", "检测方法", "结果", "提示", "参考范围")]
    ]
    for number, (name, kind, reference) in enumerate(_ANTIBODIES, 1):
        positive = rng.random() < 0.45
        method, unit = "免疫印迹法", None
        if kind == "1:":
            value, method = rng.choice(("1:320", "1:1000", "1:640")) if positive else "<1:100", "间接免疫荧光"
        elif kind:
            unit, method = kind, "化学发光法"
            value = f"{rng.uniform(32, 300):.1f}" if positive else rng.choice(("<2.0", f"{rng.uniform(3, 11):.1f}"))
        else:
            value = rng.choice(("阳性(+)", "弱阳性(±)", "阳性(+++)")) if positive else "阴性(-)"
        flag = None if not positive else Flag.HIGH if unit else Flag.ABNORMAL
        p.lab_items.append(
            TrueLabItem(name=name, value=value, unit=unit, reference=f"{reference}{unit or ''}", flag=flag)
        )
        rows.append(
            [
                Cell(str(number), align="c"),
                name,
                method,
                f"{value}{unit or ''}",
                Cell({None: "", Flag.HIGH: "↑"}.get(flag, "*"), align="c"),
                f"{reference}{unit or ''}",
            ]
        )
    y = p.sheet.grid((17, y), (10.0, 48.0, 34.0, 38.0, 14.0, 32.0), rows, p.body, 1.7)[-1][0].bottom + 5
    y = p.sheet.flow(
        (17, y),
        "备注：结果中“*”为异常；荧光核型："
        + rng.choice(("核颗粒型", "核均质型", "核着丝点型"))
        + "。免疫印迹为定性试验，请结合临床表现综合分析。",
        p.body,
        176,
    )
    y = max(y + 8, 214.0)
    p.sheet.next()
    signed(p, (17, y), "检测人 ", (people.technician(rng), "reporting"), rng.choice(("hand", "printed")))
    signed(p, (80, y), "复核人 ", (people.technician(rng), "reviewing"), "printed", rng.random() < 0.5)
    p.sheet.next()
    p.sheet.put((17, y + 11), f"收样时间 {written(p.dates.reported - timedelta(days=1), p.style)}", p.body)
    p.sheet.put((80, y + 11), f"签发时间 {p.fact('report_date')} {clock(p)}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (156 + rng.uniform(-8, 8), y + 4), rng.choice(("检验科", "免疫室")))
    return p


def emergency_slip(rng: Random) -> Paper:
    """A strip of an analyser's printer: one item a line with H or L behind its value, the range at the edge."""
    p = start(rng, (92.0, 142.0), _TYPE, ("zenhei", "microhei", "hei"), 9)
    p.day, p.style = p.dates.reported, rng.choice(("iso", "slash", "dot"))
    y = centred(p, 7, p.fact("hospital_name"), p.body.bold().at(11))
    y = centred(p, y, p.title(rng.choice(("急诊血气电解质报告", "血气分析(含乳酸)"))), p.body.at(10)) + 2
    for label, value in (
        ("患者姓名", p.fact("patient_name")), ("性别/年龄", f"{p.fact('sex')} / {p.fact('age')}"),
        ("住院ID号", p.fact("inpatient_number")), ("病区", p.fact("department")), ("标本", rng.choice(("动脉血", "动脉血（吸氧2L/min）"))),
    ):  # fmt: skip
        p.sheet.next()
        p.sheet.put((7, y), label, p.body)
        p.sheet.put((28, y), value, p.body, 57)
        y += 5.8
    p.sheet.rule((7, y), (85, y), 0.3)
    y += 2
    for assay in GAS:
        item = measured(p, assay, "{} - {}")
        p.lab_items[-1] = item = item.model_copy(update={"name": assay.short})
        p.sheet.next()
        p.sheet.put((7, y), assay.short, p.body)
        p.sheet.put((22, y), item.value, p.body.bold(), 14, "r")
        if item.flag:
            p.sheet.put((38, y), LETTERS[item.flag], p.body.bold())
        if assay.unit:
            p.sheet.put((43, y), assay.unit, p.body.at(8))
        p.sheet.put((57, y), item.reference or "", p.body.at(8.5), 28, "r")
        y += 6.4
    p.sheet.rule((7, y), (85, y), 0.3)
    code_square(p, Area(66, y + 4, 85, y + 23))
    for label, value in (
        ("采血", f"{written(p.dates.reported, p.style)} {clock(p, 6, 8)}"),
        ("上机", f"{written(p.dates.reported, p.style)} {clock(p, 8, 9)}"),
        ("报告", f"{p.fact('report_date')} {clock(p, 9, 11)}"),
    ):
        p.sheet.next()
        p.sheet.put((7, y + 4), label, p.body)
        p.sheet.put((18, y + 4), value, p.body, 46)
        y += 6
    p.sheet.line((7, y + 4), f"开单 {_asked(p)}", p.body)
    p.sheet.next()
    signed(p, (7, y + 11), "操作 ", (people.technician(rng), "reporting"), "printed")
    signed(p, (46, y + 11), "核对 ", (people.technician(rng), "reviewing"), rng.choice(("hand", "printed")))
    return p


LAYOUTS = (grouped_sections, cards_of_results, antibodies_by_titre, emergency_slip)
