# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Outpatient records: an electronic slip, one of Chinese medicine, a community's follow-up."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    bars,
    box,
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
    clock,
    marked,
    of_cases,
    of_rank,
    pattern,
    pen,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.summaries import section
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.OUTPATIENT_RECORD
HERBS = (
    "黄芪30g",
    "当归15g",
    "川芎12g",
    "赤芍12g",
    "丹参20g",
    "茯苓15g",
    "白术12g",
    "半夏9g",
    "陈皮9g",
    "甘草6g",
    "桃仁10g",
    "红花6g",
    "地龙9g",
    "牛膝15g",
    "天麻12g",
    "钩藤15g",
)


def electronic_slip(rng: Random) -> Paper:
    """A small sheet of the electronic record: headings in brackets, the order list, a time of printing."""
    p = start(rng, (148.0, 210.0), _TYPE, ("microhei", "song", "zenhei"), 9.5)
    at_hospital(p, "人民医院", "=云岭市中心医院", "第一人民医院", "妇幼保健院")
    y = centred(p, 9, p.fact("hospital_name"), p.body.bold().at(13))
    y = centred(p, y, rng.choice(("门诊电子病历", "门（急）诊病历记录")), p.body.at(11)) + 1
    bars(p, Area(104, 8, 138, 14))
    y = (
        slots(
            p,
            (10, y),
            [
                ("姓名:", p.fact("patient_name"), 36),
                ("性别:", p.fact("sex"), 24),
                ("年龄:", p.fact("age"), 28),
                ("费别:", rng.choice(("医保", "自费")), 30),
            ],
        )
        - 1
    )
    y = slots(p, (10, y), [("科室:", p.fact("department"), 62), ("门诊病历号:", p.fact("outpatient_number"), 60)]) - 1
    y = slots(
        p,
        (10, y),
        [("就诊时间:", f"{p.fact('visit_date')} {clock(p)}", 70), ("初/复诊:", rng.choice(("初诊", "复诊")), 40)],
    )
    p.sheet.rule((10, y - 1.6), (138, y - 1.6), 0.3)
    history = p.case.history.split("，为")[0].rstrip("。") + "。"
    y = section(p, y, "【主诉】", p.case.complaint + "。", 10, 128)
    y = section(p, y, "【现病史】", history, 10, 128)
    y = section(
        p,
        y,
        "【体格检查】",
        f"BP {rng.randrange(118, 176)}/{rng.randrange(70, 104)}mmHg。{p.case.examination}",
        10,
        128,
    )
    y = section(
        p, y, "【诊断】", " ".join(marked(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), CIRCLED)), 10, 128
    )
    p.sheet.line((10, y), "【处理意见】", p.body.bold())
    lines = [f"{n}. {name} {how}" for n, (name, _, how) in enumerate(p.case.drugs, 1)]
    lines.append(f"{len(lines) + 1}. {p.case.advice[0]}")
    p.fields["treatment_advice"] = "".join(lines)
    y = listed(p, (14, y + 5.4), lines, 124, 1.5) + 6
    p.sheet.next()
    signed(p, (78, y), "接诊医师：", (p.doctor(), "signing"), manner(rng), rng.random() < 0.3)
    p.sheet.line((10, 200), f"打印时间：{written(p.dates.admitted, 'iso')} {clock(p)}", p.body.at(8))
    if rng.random() < 0.35:
        stamps.department(p, (112, y + 2), "门诊部")
    return p


def of_chinese_medicine(rng: Random) -> Paper:
    """What looking, listening, asking and feeling gave; illness, pattern, way of treating and the formula."""
    p = start(rng, (185.0, 260.0), _TYPE, ("song", "kaiti", "sungti"), 11)
    at_hospital(p, "中医医院", "中医院", "=杏林国医馆")
    illness, kind = pattern(p)
    y = centred(p, 14, p.fact("hospital_name"), Type("kaiti", 18, p.body.colour))
    y = centred(p, y + 1, "中 医 门 诊 病 历", Type("song-bold", 14, p.body.colour)) + 4
    y = slots(
        p,
        (16, y),
        [("姓名", p.fact("patient_name"), 48), ("性别", p.fact("sex"), 34), ("年龄", p.fact("age"), 40)],
        True,
    )
    y = slots(p, (16, y), [("门诊科室", p.fact("department"), 80), ("日期", p.fact("visit_date"), 60)], True)
    y = slots(p, (16, y), [("门诊号", p.fact("outpatient_number"), 80), ("电话", p.fact("phone"), 60)], True) + 2
    y = section(p, y, "主诉：", p.case.complaint + "。", 16, 153)
    y = section(
        p,
        y,
        "四诊：",
        "望：面色少华，舌质暗红，苔薄白；闻：语声如常；问：神疲乏力，夜寐欠安，二便调；切：脉弦细。",
        16,
        153,
    )
    y = section(p, y, "检查：", p.case.examination, 16, 153)
    east = f"{illness}（{kind}）"
    west = p.case.diagnoses[:2]
    p.diagnose([(east, ""), *west])
    p.sheet.line((16, y + 1), f"中医诊断：{east}", p.body)
    p.sheet.line((16, y + 8), "西医诊断：" + "；".join(t for t, _ in west), p.body, 153)
    p.sheet.line(
        (16, y + 15), "治法：" + rng.choice(("益气养阴，活血通络", "健脾化湿，理气止痛", "平肝潜阳，滋补肝肾")), p.body
    )
    herbs = rng.sample(HERBS, 12)
    p.sheet.line((16, y + 24), "处理：", p.body.bold())
    y += 32
    lines = ["  ".join(herbs[n : n + 4]) for n in range(0, 12, 4)]
    lines.append("7剂，水煎服，日一剂，早晚分服")
    p.fields["treatment_advice"] = "".join(lines)
    for line in lines:
        p.sheet.line((24, y), line, p.body)
        y += 7.2
    y = max(y + 8, 214.0)
    p.sheet.next()
    doctor = p.doctor(Title.ATTENDING)
    how = manner(rng)
    signed(p, (96, y), "医师：", (doctor, "signing"), how)
    if how != "empty" and rng.random() < 0.5:
        p.sheet.line((96, y + 11), f"职称：{doctor.title_text}", p.body)
        of_rank(p, doctor.title)
    if rng.random() < 0.3:
        stamps.department(p, (128, y + 6), "门诊专用章")
    return p


def of_the_community(rng: Random) -> Paper:
    """A centre's follow-up in cells, with boxes, filled in by pen or printer."""
    p = start(rng, A4, _TYPE, ("hei", "song", "zenhei"), 10.5)
    at_hospital(p, "城南社区卫生服务中心", "滨河街道社区卫生服务中心", "双河镇中心卫生院")
    of_cases(p, "M01600", "M03900", "M05300", "M04803", "M04600")
    hand = pen(p, 0.6) if rng.random() < 0.5 else p.body
    y = centred(p, 16, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y + 1, "门诊病历（慢性病复诊）", p.body.at(13)) + 4

    def v(text: str, span: int = 1, tall: float = 0.0) -> Cell:
        return Cell(text, span, hand, tall=tall, top=tall > 12)

    w = (26.0, 36.0, 20.0, 28.0, 24.0, 40.0)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    lines = [f"{name}，{how}；" for name, _, how in p.case.drugs]
    p.fields["treatment_advice"] = "".join(lines)
    rows: list[list[Cell | str]] = [
        ["姓 名", v(p.fact("patient_name")), "性别", v(p.fact("sex")), "年龄", v(p.fact("age"))],
        ["身份证号", v(p.fact("id_number"), 3), "联系电话", v(p.fact("phone"))],
        ["就诊日期", v(p.fact("visit_date"), 3), "科室", v(p.fact("department"))],
        ["复诊方式", Cell("", 5, tall=9)],
        [Cell("主诉"), v(p.case.complaint, 5, 14)],
        [
            Cell("体征"),
            v(
                f"血压{rng.randrange(118, 170)}/{rng.randrange(70, 100)}mmHg，心率{rng.randrange(62, 96)}次/分，体重{rng.randrange(46, 84)}kg。{p.case.examination}",
                5,
                30,
            ),
        ],
        [Cell("诊断"), v("\n".join(numbered(shown, "{}．")), 5, 28)],
        [Cell("治疗意见"), v("\n".join(lines), 5, 40)],
    ]
    areas = p.sheet.grid((18, y), w, rows, p.body, 2.0)
    place, kind = areas[3][1], rng.randrange(3)
    p.sheet.next()
    x = place.left + 3
    for k, text in enumerate(("门诊", "电话", "家庭随访")):
        x = p.sheet.put((box(p, (x, place.top + 2.6), k == kind) + 0.4, place.top + 2.6), text, p.body) + 6
    y = areas[-1][0].bottom + 8
    p.sheet.next()
    signed(
        p,
        (18, y),
        "随访医生签名：",
        (p.doctor(Title.PHYSICIAN_ASSISTANT, Title.ATTENDING), "signing"),
        rng.choice(("hand", "scrawl", "stamp", "printed", "empty")),
    )
    p.sheet.put((112, y), "下次随访：三个月后", p.body)
    if rng.random() < 0.4:
        stamps.official(p, (150, y + 14))
    return p


OUTPATIENT = (electronic_slip, of_chinese_medicine, of_the_community)
