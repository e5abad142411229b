# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers of none of the kinds: consent to an operation, an appointment for an examination, nurses' notes, proof of contributions."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS, at_hospital, bars_and_number, clock, dashes, signed
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.tests_and_studies import STUDIES
from tests.bench.held_out.typefaces import Type


def consent(rng: Random) -> Paper:
    """Consent to an invasive examination, which talks much of operations and is no record of one."""
    p = start(rng, A4, DocType.OTHER, ("song", "microhei"), 10.5)
    at_hospital(p, "人民医院", "中医院", "=东川大学附属医院")
    y = centred(p, 15, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = (
        centred(p, y, rng.choice(("手术知情同意书", "特殊检查（治疗）知情同意书")), Type("hei-bold", 15, p.body.colour))
        + 3
    )
    y = slots(
        p,
        (18, y),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("住院号：", p.fact("inpatient_number"), 64),
        ],
        True,
    )
    y = slots(
        p,
        (18, y),
        [
            ("科室：", p.fact("department"), 74),
            ("拟行项目：", rng.choice(("冠状动脉造影术", "动静脉内瘘成形术", "无痛胃镜检查")), 98),
        ],
        True,
    )
    for text in (
        "尊敬的患者、家属：医师已向您说明病情，并建议施行上述手术或检查。现将可能发生的意外、并发症及风险告知如下：",
        "1．麻醉意外，严重者可危及生命；2．术中、术后出血、血肿形成；3．感染；4．血管、神经及邻近脏器损伤；5．心脑血管意外；6．过敏反应；7．疗效不满意，需再次手术；8．其他难以预料的情况。",
        "一旦发生上述情况，医务人员将按医疗原则予以积极救治。",
        "患者意见：医师已向我详细解释上述内容，我已充分理解，同意施行，并愿意承担相应风险。",
    ):
        y = p.sheet.flow((18, y + 2), text, p.body, 174, 1.75, 7.4)
    hand = Type("wenkai", 14, rng.choice(INKS), hand=1.0)
    y += 14
    p.sheet.next()
    p.sheet.put((p.sheet.put((18, y), "患者（家属）签名：", p.body) + 1, y - 0.6), p.patient.name, hand)
    p.sheet.put((120, y), f"日期：{written(p.dates.admitted, p.style)} {clock(p)}", p.body)
    p.sheet.next()
    signed(p, (18, y + 15), "谈话医师签名：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "printed")))
    return p


def appointment(rng: Random) -> Paper:
    """When and where to come for an examination, and how to prepare; there is no finding yet."""
    p = start(rng, (148.0, 160.0), DocType.OTHER, ("hei", "zenhei", "song"), 10)
    at_hospital(p, "人民医院", "第一人民医院", "=云岭市中心医院")
    study = STUDIES[rng.choice(tuple(STUDIES))]
    y = centred(p, 9, p.fact("hospital_name"), p.body.bold().at(14))
    y = centred(p, y, "检查预约单", Type("hei-bold", 14, p.body.colour)) + 2
    bars_and_number(p, y)
    y = slots(
        p,
        (12, y + 14),
        [("姓名：", p.fact("patient_name"), 46), ("性别：", p.fact("sex"), 34), ("年龄：", p.fact("age"), 40)],
    )
    y = slots(p, (12, y), [("开单科室：", p.fact("department"), 66), ("门诊号：", p.fact("outpatient_number"), 58)])
    y = slots(p, (12, y), [("检查项目：", f"{study.part} {study.title.split('检查')[0].split('报告')[0]}", 124)])
    when = p.dates.admitted + timedelta(days=3)
    y = slots(
        p,
        (12, y),
        [
            ("预约时间：", f"{written(when, 'han')} 上午 {rng.randrange(8, 11)}:30", 84),
            ("排队号：", str(rng.randrange(1, 90)), 40),
        ],
    )
    y = slots(p, (12, y), [("检查地点：", f"门诊医技楼{rng.randrange(1, 5)}楼 {rng.randrange(1, 9)}号机房", 124)])
    dashes(p, (12, y), (136, y))
    p.sheet.line((12, y + 3), "注意事项：", p.body.bold())
    y = p.sheet.flow(
        (12, y + 10),
        "1.请提前15分钟到达候诊区报到；2.检查前去除金属物品，孕妇请事先说明；3.需空腹者检查前8小时禁食；4.逾期未到视为放弃，需重新预约。",
        p.body,
        124,
        1.7,
    )
    p.sheet.line((12, y + 6), f"打印时间：{written(p.dates.admitted, 'iso')} {clock(p)}", p.body.at(8.5))
    return p


def nursing(rng: Random) -> Paper:
    """Hours, pulses and pressures in rows with nurses' names."""
    p = start(rng, A4, DocType.OTHER, ("song", "sungti", "microhei"), 9.5)
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 16, p.body.colour))
    y = centred(p, y, "一般患者护理记录单", Type("song-bold", 14, p.body.colour)) + 2
    y = slots(
        p,
        (15, y),
        [
            ("科室：", p.fact("department"), 58),
            ("姓名：", p.fact("patient_name"), 36),
            ("床号：", str(rng.randrange(1, 60)), 24),
            ("住院号：", p.fact("inpatient_number"), 60),
        ],
    )
    heads = ("日期", "时间", "体温", "脉搏", "呼吸", "血压", "病情观察及护理措施", "签名")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    notes = (
        "患者神志清，遵医嘱予一级护理，告知注意事项。",
        "输液通畅，无不适主诉。",
        "夜间睡眠可，巡视病房。",
        "晨间护理，协助留取血标本。",
        "患者诉乏力，已报告值班医生。",
        "健康宣教，患者表示理解。",
        "病情平稳，继续观察。",
    )
    nurses = [p.doctor().name for _ in range(3)]
    for n in range(14):
        day = p.dates.admitted + timedelta(days=n // 3)
        rows.append(
            [
                f"{day:%m-%d}",
                clock(p, 1, 23),
                f"36.{rng.randrange(2, 9)}",
                str(rng.randrange(62, 98)),
                str(rng.randrange(16, 22)),
                f"{rng.randrange(112, 168)}/{rng.randrange(66, 100)}",
                rng.choice(notes),
                rng.choice(nurses),
            ]
        )
    y = p.sheet.grid((15, y), (16.0, 15.0, 14.0, 14.0, 14.0, 20.0, 67.0, 20.0), rows, p.body, 1.3)[-1][0].bottom + 4
    p.sheet.line((15, y), "注：护理记录由责任护士填写，体温单位℃，血压单位mmHg。", p.body.at(8.5))
    return p


def contributions(rng: Random) -> Paper:
    """An office's printed proof of who is insured and what was paid in."""
    p = start(rng, A4, DocType.OTHER, ("song", "hei"), 11)
    office = "".join(p.patient.place[1:3]) + "医疗保障局"
    y = centred(p, 24, "基本医疗保险参保缴费证明", Type("hei-bold", 19, p.body.colour)) + 8
    p.fields["insured_place"] = place = "".join(p.patient.place[1:3])
    kind = p.insurance_words()
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex")],
        ["证件号码", p.fact("id_number"), "个人编号", p.fact("insured_number")],
        ["参保地", place, "险种类型", kind],
        ["参保状态", "正常参保", "待遇状态", "正常享受"],
    ]
    y = p.sheet.grid((20, y), (26.0, 62.0, 26.0, 56.0), rows, p.body, 2.2)[-1][0].bottom + 8
    table: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("缴费年度", "缴费月数", "缴费金额（元）", "到账日期")]
    ]
    for back in range(3):
        year = p.dates.issued.year - back
        table.append(
            [
                Cell(str(year), align="c"),
                Cell("12", align="c"),
                Cell(f"{rng.choice((380, 400) if '居民' in kind else (4260, 5180))}.00", align="r"),
                Cell(f"{year - 1}-12-{rng.randrange(10, 29)}", align="c"),
            ]
        )
    y = p.sheet.grid((20, y), (40.0, 36.0, 50.0, 44.0), table, p.body, 2.0)[-1][0].bottom + 10
    p.sheet.line((28, y), "特此证明。", p.body)
    p.sheet.line((110, y + 24), office, p.body, 76, "c")
    p.sheet.line((110, y + 34), written(p.dates.issued, "han"), p.body, 76, "c")
    p.sheet.line((20, 276), f"验证码：{rng.randrange(16**8):08X}  本证明可通过政务服务平台验证。", p.body.at(9))
    if rng.random() < 0.8:
        stamps.company(p, (148, y + 28), office)
    return p


LAYOUTS = (consent, appointment, nursing, contributions)
