# ruff: noqa: E501 - what is printed on one line stands on one line here
"""A discharge within the course of illness, and an admission with two diagnoses."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fourth import stays_more
from tests.bench.held_out.fourth.desk import (
    Form,
    answered,
    bold,
    named,
    pressure,
    temperature,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    listed,
    manner,
    numbered,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    CIRCLED,
    at_hospital,
    by_label,
    clock,
    marked,
    signed,
)
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.summaries import section

_TYPE = DocType.DISCHARGE_SUMMARY


def as_a_running_note(rng: Random) -> Paper:
    """Continued from the course of illness: the entry's time, a paragraph that begins with the person, names in one line."""
    p = start(rng, A4, _TYPE, ("song", "sungti", "ming"), 11)
    at_hospital(p, "人民医院", "第二人民医院", "=云岭矿务局职工总医院", "中西医结合医院")
    p.style = rng.choice(("iso", "han"))
    days = (p.dates.discharged - p.dates.admitted).days
    y = centred(p, 10, p.fact("hospital_name"), bold(p, 14))
    p.sheet.next()
    for left, text in (
        (17, f"姓名：{p.fact('patient_name')}"),
        (62, f"科别：{p.fact('department')}"),
        (124, f"床号：{rng.randrange(1, 60)}"),
        (152, f"住院号：{p.fact('inpatient_number')}"),
    ):
        p.sheet.put((left, y), text, p.body.at(9.5), 50)
    p.sheet.rule((17, y + 5), (193, y + 5), 0.4)
    p.sheet.next()
    p.sheet.put((17, y + 9), f"{written(p.dates.discharged, p.style)} {clock(p)}", p.body)
    p.sheet.put((60, y + 8.6), rng.choice(("出院记录", "出 院 记 录")), p.body.bold().at(13), 90, "c")
    opening = f"患者{p.fact('patient_name')}，{p.fact('sex')}，{p.fact('age')}，因“{p.case.complaint}”于{p.fact('admission_date')}入院，于{p.fact('discharge_date')}出院，共住院{days}天。"
    y = p.sheet.flow((17, y + 18), opening, p.body, 176, 1.7, 7.8)
    y = section(p, y, "入院时情况：", p.case.history, 17, 176)
    y = section(p, y, "入院诊断：", p.case.diagnoses[0][0] + "。", 17, 176)
    course = p.case.course
    if rng.random() < 0.5:
        other = people.doctor(rng, Title.ASSOCIATE_CHIEF, Title.CHIEF)
        p.note(other, "ward_round", None, titled=True)
        course += f"{other.name}{other.title_text}查房，指出该患者诊断成立，治疗有效，可予出院。"
    y = section(p, y, "住院诊治经过：", course, 17, 176)
    y = section(
        p, y, "出院诊断：", " ".join(f"{n}.{t}" for n, t in enumerate(p.diagnose(p.case.diagnoses), 1)), 17, 176
    )
    y = section(p, y, "出院时状况：", f"一般情况良好，无发热，BP {pressure(p)}，心肺腹查体同前，大小便正常。", 17, 176)
    y = section(p, y, "出院后注意事项：", "".join(p.advise("{n}.{text}；")), 17, 176) + 9
    p.sheet.next()
    x: float = p.sheet.put((92, y), "医师签名：", p.body) + 1
    senior, junior = people.doctor(rng, Title.ATTENDING, Title.CHIEF), p.doctor(Title.RESIDENT, Title.ATTENDING)
    shown: Form = rng.choice(("none", "brackets"))
    x = named(p, (x, y), senior, "signing", shown)
    x = p.sheet.put((x + 0.6, y), "/", p.body)
    named(p, (x + 0.6, y), junior, "signing", shown)
    p.sheet.line((17, 285), f"第 {rng.randrange(9, 30)} 页", p.body.at(9), 176, "c")
    stamps.by_archive(p)
    return p


def admission_with_two_ends(rng: Random) -> Paper:
    """Entries in a block of three columns without lines; a preliminary and a confirmed diagnosis, each with its signature and day."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("song", "zenhei", "kaiti"), 10.5)
    at_hospital(p, "人民医院", "中医院", "=嘉陵江油田医院", "第三人民医院")
    p.sheet.line((16, 10), p.fact("hospital_name"), p.body.at(10))
    p.sheet.line((120, 10), f"病案号 {p.fact('inpatient_number')}", p.body.at(10), 74, "r")
    p.sheet.rule((16, 15.4), (194, 15.4), 0.2)
    y = centred(p, 18, "入  院  记  录", bold(p, 16)) + 3
    for row in (
        [("姓　　名 ", p.fact("patient_name"), 58), ("性　　别 ", p.fact("sex"), 58), ("年　　龄 ", p.fact("age"), 60)],
        [
            ("民　　族 ", "汉族", 58),
            ("婚　　姻 ", rng.choice(("已婚", "丧偶")), 58),
            ("职　　业 ", rng.choice(("农民", "职员", "退休", "无业")), 60),
        ],
        [
            ("科　　室 ", p.fact("department"), 58),
            ("籍　　贯 ", "".join(p.patient.place[:2]), 58),
            ("入院日期 ", p.fact("admission_date"), 60),
        ],
        [("住　　址 ", p.fact("address"), 116), ("病史陈述者 ", rng.choice(("本人", "配偶", "子女")), 60)],
    ):
        y = slots(p, (16, y), row)
    y = section(p, y + 2, "主 诉：", p.case.complaint, 16, 178)
    y = section(p, y, "现病史：", p.case.history, 16, 178)
    y = section(
        p,
        y,
        "既往史：",
        rng.choice(
            (
                "否认“肝炎、结核”等传染病史，无外伤、输血史，预防接种随社会进行。",
                "10年前行“阑尾切除术”，恢复可，对“磺胺类”过敏。",
            )
        ),
        16,
        178,
    )
    y = centred(p, y + 1, "体 格 检 查", p.body.bold()) + 1
    p.sheet.line(
        (16, y),
        f"T {temperature(p)}℃   P {rng.randrange(60, 100)}次/分   R {rng.randrange(16, 22)}次/分   BP {pressure(p)}",
        p.body,
    )
    y = p.sheet.flow((16, y + 6.4), p.case.examination, p.body, 178, 1.6, 7.4)
    y = centred(p, y + 1, "辅 助 检 查", p.body.bold()) + 1
    y = (
        p.sheet.flow(
            (16, y),
            rng.choice(("本院门诊心电图：窦性心律，大致正常心电图。余待回报。", "暂缺。", "外院检查结果见病历附页。")),
            p.body,
            178,
            1.6,
            7.4,
        )
        + 4
    )
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)])
    p.sheet.line((16, y), "确诊诊断：", p.body.bold())
    p.sheet.line((16, y + 8), "医师签名：", p.body)
    p.sheet.line((16, y + 16), "日期：      年   月   日", p.body)
    p.sheet.line((112, y), "初步诊断：", p.body.bold())
    y = listed(p, (118, y + 6.6), numbered(shown, "{}."), 76, 1.6) + 3
    p.note(None, "signing", False)
    p.sheet.next()
    doctor, how = answered(p, manner(rng), Title.RESIDENT, Title.ATTENDING)
    signed(p, (112, y), "医师签名：", (doctor, "signing"), how, rng.random() < 0.4)
    p.sheet.line((112, y + 9), f"日期：{written(p.dates.admitted, 'han')}", p.body)
    within(y + 14, 286)
    stamps.by_archive(p)
    return p


def _habits(p: Paper, y: float) -> float:
    """What is asked with boxes; the height below."""
    rng = p.rng
    for label, words in (
        ("既往史：", ("无特殊", "高血压", "糖尿病", "手术史")),
        ("过敏史：", ("无", "药物", "食物")),
        ("吸烟：", ("否", "是", "已戒")),
        ("饮酒：", ("否", "偶饮", "常饮")),
        ("家族史：", ("无", "有", "不详")),
    ):
        p.sheet.next()
        ticks(p, (p.sheet.put((19, y), label, p.body) + 2, y), words, rng.choice((0, 0, 0, 1)), 7)
        y += 6.8
    return y


def admission_to_tick(rng: Random) -> Paper:
    """A specialist ward's printed form: boxes for habits and findings, three levels of signature in a row."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("hei", "song", "sungti"), 10.5)
    at_hospital(p, "中医医院", "人民医院", "=信江骨科医院", "第二人民医院")
    y = centred(p, 12, p.fact("hospital_name"), bold(p, 15))
    y = centred(p, y + 0.5, "表格式入院记录", bold(p, 14, "hei-bold")) + 2
    rows: list[list[Cell | str]] = [
        [
            "姓名",
            p.fact("patient_name"),
            "性别",
            p.fact("sex"),
            "年龄",
            p.fact("age"),
            "床号",
            f"{rng.randrange(1, 60)}",
        ],
        ["科室", Cell(p.fact("department"), 3), "住院号", Cell(p.fact("inpatient_number"), 3)],
        ["住址", Cell(p.fact("address"), 5), "电话", Cell(p.fact("phone"), 1, p.body.at(9))],
        [
            "入院时间",
            Cell(f"{p.fact('admission_date')} {clock(p)}", 3),
            "记录时间",
            Cell(f"{written(p.dates.admitted, p.style)} {clock(p, 18, 22)}", 3),
        ],
    ]
    y = p.sheet.grid((17, y), (19.0, 29.0, 14.0, 22.0, 19.0, 25.0, 14.0, 34.0), rows, p.body, 1.4)[-1][0].bottom + 3
    y = section(p, y, "主诉  ", p.case.complaint, 19, 172)
    y = _habits(p, section(p, y, "现病史  ", p.case.history, 19, 172))
    p.sheet.line(
        (19, y),
        f"体格检查：体温 {temperature(p)} ℃  脉搏 {rng.randrange(60, 98)} 次/分  呼吸 {rng.randrange(16, 21)} 次/分  血压 {pressure(p)}",
        p.body,
    )
    y += 6.8
    for label, words in (
        ("神志：", ("清醒", "嗜睡", "昏迷")),
        ("体位：", ("自主", "被动", "强迫")),
        ("皮肤：", ("正常", "黄染", "皮疹")),
    ):
        p.sheet.next()
        ticks(p, (p.sheet.put((19, y), label, p.body) + 2, y), words, 0, 7)
        y += 6.8
    y = section(p, y, "专科情况  ", p.case.examination, 19, 172) + 1
    y = section(p, y, "入院诊断  ", "  ".join(marked(p.diagnose(p.case.diagnoses[:3]), CIRCLED)), 19, 172) + 6
    how = p.manner(manner(rng, 0.1))
    p.sheet.next()
    by_label(p, (19, y), (("住院医师 ", Title.RESIDENT), ("主治医师 ", Title.ATTENDING)), (58, 0), how)
    signed(p, (135, y), "上级医师 ", (p.doctor(Title.ASSOCIATE_CHIEF), "reviewing"), "empty")
    within(y + 8, 286)
    stamps.by_archive(p)
    return p


DISCHARGE = (as_a_running_note, *stays_more.DISCHARGE)
ADMISSION = (admission_with_two_ends, admission_to_tick)
