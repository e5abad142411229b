# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Outpatient records: at night in the emergency room, over the telephone, of a clinic for insured chronic illness, on a card."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.fourth.desk import (
    answered,
    bold,
    named,
    number,
    pressure,
    retitled,
    temperature,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    bars,
    centred,
    listed,
    manner,
    slots,
    start,
)
from tests.bench.held_out.second.entries import (
    INKS,
    at_hospital,
    clock,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.summaries import section
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.OUTPATIENT_RECORD


def in_the_emergency_room(rng: Random) -> Paper:
    """A sheet with a level of urgency and a row of vital signs; the physician with number and rank at the foot."""
    p = start(rng, (190.0, 265.0), _TYPE, ("zenhei", "song", "microhei"), 10.5)
    at_hospital(p, "人民医院", "第一人民医院", "=省第五人民医院", "中西医结合医院")
    p.sheet.line((14, 10), p.fact("hospital_name"), bold(p, 15))
    p.sheet.line((120, 10.4), "急 诊 病 历", bold(p, 15, "hei-bold"), 56, "r")
    p.sheet.rule((14, 17), (176, 17), 0.7)
    y = slots(
        p,
        (14, 20),
        [
            ("姓名：", p.fact("patient_name"), 42),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("就诊卡号：", p.fact("outpatient_number"), 56),
        ],
    )
    y = slots(
        p,
        (14, y),
        [("就诊科室：", p.fact("department"), 72), ("到院时间：", f"{p.fact('visit_date')} {clock(p, 0, 23)}", 80)],
    )
    p.sheet.next()
    x = p.sheet.put((14, y), "来院方式：", p.body) + 1
    x = ticks(p, (x, y), ("步行", "轮椅", "120"), rng.randrange(3)) + 4
    x = p.sheet.put((x, y), "分级：", p.body) + 1
    ticks(p, (x, y), ("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"), rng.randrange(2, 4))
    vital = [
        ("体温℃", temperature(p)),
        ("脉搏", str(rng.randrange(66, 112))),
        ("呼吸", str(rng.randrange(16, 26))),
        ("血压mmHg", pressure(p)[:-4]),
        ("SpO₂%", str(rng.randrange(92, 100))),
        ("意识", "清楚"),
    ]
    rows: list[list[Cell | str]] = [
        [Cell(name, align="c") for name, _ in vital],
        [Cell(text, align="c") for _, text in vital],
    ]
    y = p.sheet.grid((14, y + 8), (27.0,) * 6, rows, p.body.at(9.5), 1.5)[-1][0].bottom + 4
    y = section(p, y, "主诉：", p.case.complaint + "。", 14, 162)
    y = section(p, y, "现病史：", p.case.history, 14, 162)
    y = section(p, y, "既往史及过敏史：", rng.choice(("不详。", "否认药物过敏。", "高血压病史，否认过敏史。")), 14, 162)
    y = section(p, y, "查体：", p.case.examination, 14, 162)
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    y = section(
        p,
        y,
        "印象：",
        "  ".join(f"{n}.{text}" for n, text in enumerate(shown, 1)),
        14,
        162,
    )
    p.sheet.line((14, y), "处置：", p.body.bold())
    lines = [
        f"{n}) {text}"
        for n, text in enumerate(
            [f"{name} {use}" for name, _, use in p.case.drugs] + [rng.choice(("完善相关检查", "专科会诊", "留观"))], 1
        )
    ]
    p.fields["treatment_advice"] = "".join(lines)
    y = listed(p, (28, y), lines, 148, 1.6) + 8
    doctor, how = answered(p, manner(rng, 0.1))
    p.sheet.next()
    signed(p, (14, y), "首诊医师：", (doctor, "signing"), how, rng.random() < 0.45)
    p.sheet.put((92, y), f"工号：{number(p, 4)}", p.body)
    p.sheet.put((126, y), f"离院时间：{clock(p, 0, 23)}", p.body)
    p.sheet.line((14, within(y + 9, 255)), "此病历请妥善保管，复诊时携带。", p.body.at(9))
    if rng.random() < 0.35:
        stamps.department(p, (140, y - 6), "急诊科")
    return p


def over_the_network(rng: Random) -> Paper:
    """A consultation of an internet hospital, printed: pale blocks with headings, the doctor's rank before the name."""
    p = start(rng, (150.0, 230.0), _TYPE, ("microhei", "hei"), 10)
    at_hospital(p, "=川东医学院附属第三医院互联网医院", "人民医院互联网医院", "第一人民医院")
    p.style = rng.choice(("iso", "slash"))
    s, tint = p.sheet.scale, rng.choice(((236, 244, 252), (238, 248, 244), (243, 243, 246)))
    y = centred(p, 9, p.fact("hospital_name"), p.body.bold().at(14))
    y = centred(p, y, "线上复诊病历", p.body.at(11)) + 3
    doctor = p.doctor(Title.ATTENDING)
    ranked = rng.random() < 0.7
    p.sheet.draw.rectangle((10 * s, y * s, 140 * s, (y + 27) * s), fill=tint)
    for row in (
        [("就诊人 ", p.fact("patient_name"), 44), ("性别 ", p.fact("sex"), 30), ("年龄 ", p.fact("age"), 36)],
        [("就诊科室 ", p.fact("department"), 70), ("类型 ", "图文复诊", 40)],
        [("就诊时间 ", f"{p.fact('visit_date')} {clock(p, 7, 22)}", 70), ("单号 ", number(p, 8), 44)],
    ):
        y = slots(p, (14, y + 2), row) - 0.6
    y += 5
    lines = [f"{name} {pack} {use}" for name, pack, use in p.case.drugs]
    p.fields["treatment_advice"] = "".join(lines)
    for name, told in (
        ("病情描述", [p.case.complaint + "，既往已在线下医院确诊，现需续方。"]),
        ("既往史", [rng.choice(("无", "高血压，规律服药", "未填写"))]),
        ("诊断", p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])),
        ("诊疗建议", lines),
    ):
        p.sheet.draw.rectangle((10 * s, (y + 0.4) * s, 11.2 * s, (y + 4) * s), fill=(30, 110, 200))
        p.sheet.line((13, y), name, p.body.bold())
        y = listed(p, (13, y + 6.6), told, 126, 1.6) + 2
    p.sheet.rule((10, y), (140, y), 0.15)
    p.sheet.next()
    right = p.sheet.put((13, y + 4), "接诊医生 ", p.body)
    named(p, (right, y + 4), doctor, "signing", "before" if ranked else "none")
    p.sheet.put((92, y + 4), "电子签名已验证", p.body.at(8.5).in_colour((120, 122, 126)))
    p.sheet.line((13, within(y + 13, 222)), "线上诊疗不适用于首诊及急危重症，病情变化请及时到医院就诊。", p.body.at(8))
    if rng.random() < 0.3:
        stamps.official(p, (112, min(y + 12, 205)))
    return p


def of_the_chronic_clinic(rng: Random) -> Paper:
    """The insured clinic's page: kind of disease and card at the head, earlier results in a table, codes behind the illness."""
    p = start(rng, A4, _TYPE, ("song", "zenhei", "ming"), 10.5)
    at_hospital(p, "人民医院", "中医医院", "=嘉陵江油田医院", "第三人民医院")
    bars(p, Area(18, 9, 58, 16))
    p.sheet.line((130, 10), f"门特编号：{number(p, 8)}", p.body.at(9.5), 62, "r")
    y = centred(p, 18, p.fact("hospital_name"), bold(p, 16))
    y = centred(p, y, "门诊慢特病专用病历", bold(p, 14, "hei-bold")) + 3
    y = slots(
        p,
        (18, y),
        [
            ("姓名", p.fact("patient_name"), 46),
            ("性别", p.fact("sex"), 32),
            ("年龄", p.fact("age"), 38),
            ("就诊日期", p.fact("visit_date"), 58),
        ],
        True,
    )
    y = slots(
        p,
        (18, y),
        [
            ("身份证号", p.fact("id_number"), 86),
            ("医保编号", p.fact("insured_number") if rng.random() < 0.7 else p.blank("insured_number"), 88),
        ],
        True,
    )
    y = slots(p, (18, y), [("科别", p.fact("department"), 86), ("门诊号", p.fact("outpatient_number"), 88)], True)
    p.sheet.line((18, y + 1), "一、病情记录", p.body.bold())
    y = (
        p.sheet.flow(
            (24, y + 8),
            f"{p.case.complaint}，定期复诊取药。近期病情{rng.choice(('平稳', '控制尚可', '反复'))}，{p.case.examination}",
            p.body,
            168,
            1.6,
        )
        + 2
    )
    p.sheet.line((18, y), "二、近三次监测", p.body.bold())
    rows: list[list[Cell | str]] = [
        [Cell(text, align="c") for text in ("次序", "血压(mmHg)", "空腹血糖(mmol/L)", "体重(kg)")]
    ]
    rows += [
        [
            Cell(text, align="c")
            for text in (f"第{n}次", pressure(p)[:-4], f"{rng.uniform(4.6, 10.8):.1f}", str(rng.randrange(46, 85)))
        ]
        for n in "123"
    ]
    y = p.sheet.grid((24, y + 7), (26.0, 40.0, 48.0, 36.0), rows, p.body.at(9.5), 1.4)[-1][0].bottom + 4
    p.sheet.line((18, y), "三、诊断", p.body.bold())
    chosen = p.case.diagnoses[: rng.randrange(1, 4)]
    p.diagnose(chosen, codes=True)
    y = listed(p, (24, y + 7), [f"{n}. {text}（{code}）" for n, (text, code) in enumerate(chosen, 1)], 168, 1.6) + 1
    p.sheet.line((18, y), "四、治疗", p.body.bold())
    lines = [f"{name} {pack} {use}" for name, pack, use in p.case.drugs]
    p.fields["treatment_advice"] = "".join(lines)
    y = listed(p, (24, y + 7), lines, 168, 1.6) + 8
    doctor, how = answered(p, manner(rng, 0.1))
    p.sheet.next()
    signed(p, (18, y), "责任医师签名", (doctor, "signing"), how)
    shown = how != "empty" and rng.random() < 0.5
    p.sheet.put((84, y), f"职称 {doctor.title_text if shown else ''}", p.body)
    retitled(p, doctor.title if shown else None)
    p.sheet.put((136, y), f"患者签名 {p.patient.name}", p.body)
    within(y + 10, 284)
    if rng.random() < 0.45:
        stamps.insurance(p, (150, y - 14))
    return p


def on_a_folded_card(rng: Random) -> Paper:
    """A township's card of visits by pen: a bare sentence a part, marks of abbreviation instead of headings, a name stamp."""
    p = start(rng, (160.0, 118.0), _TYPE, ("song", "hei"), 10)
    at_hospital(p, "=青石镇中心卫生院", "城关镇卫生院", "=石盘乡卫生院", "凤山社区卫生服务站")
    p.style = rng.choice(("dot", "han"))
    ink = Type("wenkai", 11.5, rng.choice(INKS), hand=0.7)
    p.sheet.line((12, 6), p.fact("hospital_name"), p.body.bold().at(12))
    p.sheet.line((100, 6.6), "门 诊 病 志", p.body.at(12), 48, "r")
    y = slots(
        p,
        (12, 14),
        [
            ("姓名", p.fact("patient_name"), 36),
            ("性别", p.fact("sex"), 24),
            ("年龄", p.fact("age"), 30),
            ("日期", p.fact("visit_date"), 46),
        ],
        True,
        ink,
    )
    y = slots(
        p,
        (12, y),
        [("住址", p.fact("address"), 84), ("电话", p.fact("phone") if rng.random() < 0.6 else p.blank("phone"), 52)],
        True,
        ink,
    )
    shown = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    drugs = [f"{name.strip()} {use}" for name, _, use in p.case.drugs[:2]]
    p.fields["treatment_advice"] = "".join(drugs)
    for mark, lines in (
        ("S：", [p.case.complaint + "。"]),
        ("O：", [f"BP {pressure(p)}，{p.case.examination.split('，')[0]}。"]),
        ("诊断：", shown),
        ("处置：", drugs),
    ):
        p.sheet.next()
        p.sheet.put((12, y), mark, ink)
        for text in lines:
            for line in p.sheet.wrap(text, ink, 116):
                p.sheet.put((28, y), line, ink)
                y += 6.8
    y = max(within(y + 2, 104), 96.0)
    p.sheet.next()
    signed(
        p,
        (78, y),
        "医生：",
        (p.doctor(Title.PHYSICIAN_ASSISTANT, Title.ATTENDING), "signing"),
        p.manner(rng.choice(("stamp", "hand", "scrawl"))),
    )
    return p


OUTPATIENT = (in_the_emergency_room, over_the_network, of_the_chronic_clinic, on_a_folded_card)
