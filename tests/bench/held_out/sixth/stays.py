# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Discharge papers: a ruled record, a summary in paragraphs, a leaf the patient takes home, a ward's half sheet."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, centred, listed, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.sixth.certificates import by_rank, labelled, signer

_TYPE = DocType.DISCHARGE_SUMMARY


def stayed(p: Paper) -> int:
    """The days of the stay."""
    return (p.dates.discharged - p.dates.admitted).days


def ruled_record(rng: Random) -> Paper:
    """A record in one table from the head to the signatures, the long entries in cells across it."""
    p = start(rng, A4, _TYPE, ("song", "zenhei"), 10)
    centred(p, 14, p.fact("hospital_name"), p.body.bold().at(16))
    centred(p, 23, rng.choice(("出 院 记 录", "出院记录表", "出院记录")), p.body.at(14))
    admitted = p.case.diagnoses[0][0]
    course = p.case.course if rng.random() < 0.7 else p.case.examination + p.case.course
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科别", p.fact("department"), "床号", f"{rng.randrange(1, 60)}", "病案号", p.fact("inpatient_number")],
        ["入院日期", p.fact("admission_date"), "出院日期", p.fact("discharge_date"), "住院天数", f"{stayed(p)}"],
        ["入院情况", Cell(f"主诉：{p.case.complaint}。{p.case.examination}", 5)],
        ["入院诊断", Cell(admitted, 5)],
        ["诊疗经过", Cell(course, 5, tall=26)],
        ["出院情况", Cell(rng.choice(("一般情况可，生命体征平稳。", "患者诉症状缓解，要求出院。", "")), 5)],
        ["出院诊断", Cell("\n".join(f"{n}. {t}" for n, t in enumerate(p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)]), 1)), 5)],
        ["出院医嘱", Cell("\n".join(p.advise("{n}. {text}")), 5, tall=24)],
    ]  # fmt: skip
    areas = p.sheet.grid((15, 32), (22, 44, 22, 36, 22, 34), rows, p.body)
    foot = areas[-1][0].bottom + 5
    p.sheet.next()
    by_rank(p, (90, foot), "住院医师：", p.doctor(Title.RESIDENT, Title.RESIDENT), p.manner("printed"))
    p.sheet.next()
    labelled(p, (90, foot + 11), "上级医师：", signer(p, Title.ATTENDING), "reviewing", rng.random() < 0.3)
    p.sheet.line((150, foot + 22), written(p.dates.discharged, "iso"), p.body)
    centred(p, 286, "第 1 页 共 1 页", p.body.at(8))
    stamps.by_archive(p)
    return p


def in_paragraphs(rng: Random) -> Paper:
    """A tertiary hospital's summary without a table: a head between two rules, then headings that stand out."""
    p = start(rng, A4, _TYPE, ("song", "ming"), 10.5)
    head = p.body.bold()
    p.sheet.line((18, 12), p.fact("hospital_name"), head.at(14))
    p.sheet.line((140, 12), rng.choice(("出院小结", "出院病情小结")), head.at(14), 52, "r")
    p.sheet.rule((18, 19), (192, 19), 0.4)
    y = slots(
        p,
        (18, 21),
        [
            ("病人姓名 ", p.fact("patient_name"), 50),
            ("性别 ", p.fact("sex"), 24),
            ("年龄 ", p.fact("age"), 28),
            ("住院号码 ", p.fact("inpatient_number"), 70),
        ],
    )
    y = slots(
        p,
        (18, y),
        [
            ("病区 ", p.fact("department"), 60),
            ("入院时间 ", p.fact("admission_date"), 56),
            ("出院时间 ", p.fact("discharge_date"), 56),
        ],
    )
    p.sheet.rule((18, y), (192, y), 0.4)
    y += 4
    parts = (
        ("入院时主要症状及体征", f"{p.case.complaint}。查体：{p.case.examination}"),
        ("住院期间病情变化及治疗", p.case.course),
        ("出院时状况", rng.choice(("病情稳定。", "好转，无特殊不适。", "神清，精神可，饮食睡眠可，大小便正常。"))),
    )
    for name, text in parts:
        p.sheet.line((18, y), f"【{name}】", head)
        y = p.sheet.flow((22, y + 7), text, p.body, 168, 1.65, 7.4) + 2
    p.sheet.line((18, y), "【最后诊断】", head)
    y = listed(p, (26, y + 7), [f"{n}，{t}" for n, t in enumerate(p.diagnose(p.case.diagnoses), 1)], 160, 1.6) + 2
    if rng.random() < 0.7:
        p.sheet.line((18, y), "【出院带药】", head)
        y = listed(p, (26, y + 7), [f"{name} {size}  {use}" for name, size, use in p.case.drugs], 160, 1.6) + 2
    p.sheet.line((18, y), "【出院后建议】", head)
    y = listed(p, (26, y + 7), p.advise("({n}) {text}。"), 160, 1.6)
    foot = y + 8
    p.sheet.next()
    right = by_rank(p, (70, foot), "主治医师 ", p.doctor(Title.ATTENDING, Title.ATTENDING), p.manner("hand"))
    chief, how = signer(p, Title.CHIEF)
    by_rank(p, (max(right + 8, 128), foot), "主任医师 ", chief, how)
    p.sheet.line((128, foot + 12), "小结日期 " + written(p.dates.discharged, p.style), p.body)
    stamps.by_archive(p)
    return p


def taken_home(rng: Random) -> Paper:
    """The leaf of a health centre that the patient takes home: large print, drugs in a table, telephone of the ward."""
    p = start(rng, (182.0, 257.0), _TYPE, ("kaiti", "microhei", "song"), 11)
    y = (
        centred(
            p, 12, p.fact("hospital_name") + rng.choice(("出院指导及小结", "出院小结（患者联）")), p.body.bold().at(14)
        )
        + 4
    )
    bars(p, Area(130, y, 168, y + 7))
    y = slots(
        p,
        (14, y + 10),
        [
            ("姓名：", p.fact("patient_name"), 50),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 36),
            ("床：", f"+{rng.randrange(1, 30)}", 30),
        ],
        True,
    )
    y = slots(p, (14, y), [("登记号：", p.fact("inpatient_number"), 60), ("科室：", p.fact("department"), 84)], True)
    y = slots(
        p,
        (14, y),
        [
            ("住院日期：", f"{p.fact('admission_date')} 至 {p.fact('discharge_date')}", 104),
            ("共", f"{stayed(p)}天", 40),
        ],
        True,
    )
    p.sheet.line((14, y + 1), "您本次住院的诊断是：", p.body.bold())
    y = listed(p, (20, y + 9), p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), 148, 1.6)
    p.sheet.line((14, y + 2), "治疗简要经过：", p.body.bold())
    y = p.sheet.flow((20, y + 10), p.case.course, p.body, 148, 1.6)
    rows: list[list[Cell | str]] = [["药品名称", "规格", "用法用量"]]
    rows += [[name, size, use] for name, size, use in p.case.drugs]
    areas = p.sheet.grid((14, y + 3), (56, 36, 62), rows, p.body.at(10))
    y = areas[-1][0].bottom + 4
    p.sheet.line((14, y), "出院后请您注意：", p.body.bold())
    y = listed(p, (20, y + 8), p.advise("★{text}。"), 148, 1.6)
    foot = y + 7
    p.sheet.next()
    right = labelled(
        p, (14, foot), "管床医生：", signer(p, Title.RESIDENT, Title.ASSOCIATE_CHIEF), "responsible", rng.random() < 0.4
    )
    p.sheet.put((max(right + 8, 96), foot), "患者/家属签字：", p.body)
    p.sheet.line(
        (14, foot + 12),
        f"科室电话：0{rng.randrange(710, 840)}-{rng.randrange(2 * 10**6, 9 * 10**6)}    打印：{p.dates.discharged.isoformat()}",
        p.body.at(9),
    )
    if rng.random() < 0.4:
        stamps.department(p, (140, foot + 4), p.case.department)
    return p


def half_sheet(rng: Random) -> Paper:
    """A ward's form on half a sheet laid across, label column at the left, no course of treatment, one signature."""
    p = start(rng, (260.0, 184.0), _TYPE, ("hei", "song-bold", "zenhei"), 11)
    p.style = rng.choice(("dot", "han", "slash"))
    y = centred(p, 10, rng.choice(("出院病人小结", "病人出院小结单", "出院通知及小结")), p.body.bold().at(17))
    p.sheet.line((20, y + 1), "医疗机构：" + p.fact("hospital_name"), p.body)
    p.sheet.line((170, y + 1), "住院号 " + p.fact("inpatient_number"), p.body, 70, "r")
    rows: list[list[Cell | str]] = [
        [Cell("患者信息", align="c"), f"{p.fact('patient_name')}　{p.fact('sex')}　{p.fact('age')}　{p.fact('department')}"],
        [Cell("住院时间", align="c"), f"入院：{p.fact('admission_date')}　　出院：{p.fact('discharge_date')}　　实住 {stayed(p)} 天"],
        [Cell("主诉", align="c"), p.case.complaint],
        [Cell("出院诊断", align="c"), "；".join(p.diagnose(p.case.diagnoses[: rng.randrange(2, 4)]))],
        [Cell("疗效", align="c"), rng.choice(("好转", "好转", "稳定", "自动出院"))],
        [Cell("医嘱", align="c"), Cell("".join(p.advise("{text}；")), tall=26, top=True)],
    ]  # fmt: skip
    areas = p.sheet.grid((20, y + 9), (30, 190), rows, p.body, 2.4)
    foot = areas[-1][0].bottom + 6
    p.sheet.next()
    p.sheet.put((20, foot), "日期：" + written(p.dates.discharged, p.style), p.body)
    labelled(p, (150, foot), "医师签名：", signer(p), "signing", rng.random() < 0.4)
    if rng.random() < 0.6:
        stamps.official(p, (208, min(foot, 158)))
    return p


DISCHARGE = (ruled_record, taken_home, half_sheet, in_paragraphs)
