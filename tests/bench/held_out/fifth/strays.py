# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers of none of the kinds: a call to be admitted, a session of dialysis, a household's register, a bank's passbook."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, box, centred, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, of_cases, pen, signed
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type


def call_to_be_admitted(rng: Random) -> Paper:
    """The slip with which an outpatient's physician sends somebody to the admission desk; no record of a stay."""
    p = start(rng, A5_WIDE, DocType.OTHER, ("song", "hei", "kaiti"), 11)
    at_hospital(p, "人民医院", "中医院", "第三人民医院", "=嘉陵江油田医院")
    y = centred(p, 9, p.fact("hospital_name"), Type("song-bold", 15, p.body.colour))
    y = (
        centred(
            p, y, rng.choice(("住院证", "住院通知单", "入院通知单")), Type("song-bold", 15, p.body.colour, spacing=3)
        )
        + 3
    )
    y = labels(p, y, [(16, "姓名：", p.fact("patient_name"), 44), (62, "性别：", p.fact("sex"), 28), (92, "年龄：", p.fact("age"), 36), (132, "门诊号：", p.fact("outpatient_number"), 62)])  # fmt: skip
    y = labels(p, y, [(16, "家庭住址：", p.fact("address"), 112), (132, "电话：", p.fact("phone"), 62)])
    y = labels(
        p,
        y,
        [(16, "收住科室：", p.fact("department"), 74), (92, "初步诊断：", p.diagnose(p.case.diagnoses[:1])[0], 100)],
    )
    p.sheet.next()
    x = p.sheet.put((16, y), "入院情况：", p.body) + 1
    chosen = rng.randrange(3)
    for n, text in enumerate(("危", "急", "一般")):
        x = p.sheet.put((box(p, (x, y), n == chosen), y), text, p.body) + 4
    p.sheet.put((92, y), f"预交金：{rng.choice((1000, 2000, 3000, 5000))}元", p.body)
    p.sheet.put((140, y), "隔离：□是 □否", p.body)
    y += 10
    p.sheet.rule((16, y), (194, y), 0.3)
    y = p.sheet.flow(
        (16, y + 4),
        "请持本通知单、身份证、社保卡于当日到住院处办理入院手续。本通知单三日内有效，过期作废。",
        p.body,
        178,
        1.7,
        7.8,
    )
    p.sheet.next()
    signed(p, (16, y + 6), "接诊医师：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "printed", "stamp")))
    p.sheet.put((112, y + 6), f"开单时间：{written(p.dates.admitted, p.style)} {clock(p)}", p.body)
    p.sheet.line((112, y + 17), f"住院处经办人：{p.doctor().name if rng.random() < 0.5 else ''}", p.body)
    return p


def session_of_dialysis(rng: Random) -> Paper:
    """One afternoon at the machine: weights, hourly figures, boxes to tick, nurses' and a physician's signature."""
    p = start(rng, A4, DocType.OTHER, ("song", "zenhei", "hei"), 10)
    of_cases(p, "M07803")
    at_hospital(p, "人民医院", "中心医院", "第一人民医院", "=康宁血液透析中心")
    ink = pen(p, 0.8)
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 16, p.body.colour))
    y = centred(p, y, "血液透析治疗记录单", Type("song-bold", 14, p.body.colour)) + 3
    y = under_labels(p, y, [(16, "姓名", p.fact("patient_name"), 40), (58, "性别", p.fact("sex"), 24), (84, "年龄", p.fact("age"), 28), (114, "透析号", numbered_in(p, 100, 999), 32), (148, "日期", written(p.dates.admitted, p.style), 46)], p.body, ink)  # fmt: skip
    y = under_labels(p, y, [(16, "诊断", p.diagnose(p.case.diagnoses[:1])[0], 66), (84, "透析次数", numbered_in(p, 40, 900), 42), (128, "机号", numbered_in(p, 1, 40), 28), (158, "床号", numbered_in(p, 1, 40), 36)], p.body, ink)  # fmt: skip
    dry = rng.uniform(46, 78)
    y = under_labels(p, y, [(16, "透前体重", f"{dry + 2.4:.1f}kg", 44), (62, "干体重", f"{dry:.1f}kg", 40), (104, "超滤量", f"{rng.uniform(1.6, 3.4):.1f}L", 40), (146, "透后体重", f"{dry + 0.2:.1f}kg", 48)], p.body, ink)  # fmt: skip
    for label, options in (("血管通路：", ("自体内瘘", "人工血管", "长期导管", "临时导管")), ("治疗方式：", ("HD", "HDF", "HP+HD")), ("抗凝方式：", ("普通肝素", "低分子肝素", "无肝素"))):  # fmt: skip
        p.sheet.next()
        x, chosen = p.sheet.put((16, y), label, p.body) + 1, rng.randrange(len(options))
        for n, text in enumerate(options):
            x = p.sheet.put((box(p, (x, y), n == chosen), y), text, p.body) + 5
        y += 7.4
    heads = ("时间", "血压mmHg", "脉搏", "血流量", "静脉压", "跨膜压", "超滤率", "病情及处理", "签名")
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in heads]]
    nurse, begun = p.doctor().name, rng.randrange(7, 13)
    for n in range(5):
        figures = (f"{begun + n}:00", f"{rng.randrange(128, 178)}/{rng.randrange(70, 104)}", str(rng.randrange(64, 96)), str(rng.randrange(200, 261)), str(rng.randrange(60, 130)), str(rng.randrange(80, 160)), f"{rng.uniform(0.4, 0.8):.1f}")  # fmt: skip
        rows.append([*(Cell(one, align="c", type=ink.at(10)) for one in figures), Cell(rng.choice(("平稳", "无不适", "诉口干")), type=ink.at(10)), Cell(nurse, type=ink.at(10))])  # fmt: skip
    y = (
        p.sheet.grid((16, y + 1), (16.0, 26.0, 14.0, 17.0, 17.0, 17.0, 17.0, 36.0, 18.0), rows, p.body.at(9.5), 1.3)[
            -1
        ][0].bottom
        + 6
    )
    p.sheet.line((16, y), "透析小结：", p.body.bold())
    y = p.sheet.flow(
        (36, y),
        rng.choice(
            (
                "治疗顺利，下机后内瘘震颤良好，压迫止血15分钟，嘱控制饮水。",
                "透析中血压偏低一次，予减慢超滤后好转，余无特殊。",
            )
        ),
        ink,
        156,
        1.6,
    )
    p.sheet.next()
    right = p.sheet.put((16, y + 10), "上机护士：", p.body)
    p.sheet.put((right + 0.8, y + 9.4), nurse, ink)
    signed(p, (112, y + 10), "医师签名：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "stamp")))
    return p


def page_of_the_household(rng: Random) -> Paper:
    """A member's page of the household register, copied: a ruled table and the police station's seal."""
    p = start(rng, (148.0, 105.0), DocType.OTHER, ("song", "sungti", "hei"), 8.5)
    who, place = p.patient, p.patient.place
    p.sheet.line((12, 8), "常 住 人 口 登 记 卡", p.body.bold().at(13), 124, "c")
    p.fields["birth_date"] = who.born.isoformat()
    rows: list[list[Cell | str]] = [
        ["姓　名", p.fact("patient_name"), "户主或与户主关系", rng.choice(("户主", "妻", "母亲") if who.female else ("户主", "长子", "父亲"))],
        ["曾用名", "", "性　别", p.fact("sex")],
        ["出生地", "".join(place[:3]), "民　族", rng.choice(("汉族", "汉族", "土家族"))],
        ["籍　贯", "".join(place[:3]), "出生日期", written(who.born, "han")],
        ["本市（县）其他住址", Cell("", 3)],
        ["公民身份证件编号", p.fact("id_number"), "身　高", f"{rng.randrange(150, 181)}厘米"],
        ["文化程度", rng.choice(("初中", "高中", "小学", "大专")), "婚姻状况", rng.choice(("已婚", "丧偶", "未婚"))],
        ["服务处所", rng.choice(("", "务农", "退休")), "职　业", rng.choice(("", "粮农", "退休人员"))],
        ["何时由何地迁来本址", Cell(rng.choice(("", f"{written(who.born, 'han')} 出生入户")), 3)],
    ]  # fmt: skip
    y = p.sheet.grid((12, 17), (30.0, 42.0, 28.0, 24.0), rows, p.body, 1.5)[-1][0].bottom + 3
    p.sheet.next()
    p.sheet.put((12, y), f"承办人签章：{p.doctor().name}", p.body)
    p.sheet.put((80, y), f"登记日期：{written(p.dates.admitted.replace(year=2012), 'han')}", p.body)
    if rng.random() < 0.7:
        stamps.company(p, (104, y - 12), f"{place[2]}公安局{rng.choice(('城关', '双河', '新场'))}派出所")
    return p


def sugars_at_home(rng: Random) -> Paper:
    """A diary of blood sugars in a pharmacy's printed form, filled in by the patient, with advice printed beneath."""
    p = start(rng, (182.0, 257.0), DocType.OTHER, ("microhei", "hei", "song"), 10.5)
    ink = pen(p, 0.9)
    y = (
        centred(
            p, 14, rng.choice(("家庭血糖监测记录表", "糖友血糖日记", "居家血糖、血压自测登记表")), p.body.bold().at(16)
        )
        + 4
    )
    y = under_labels(p, y, [(16, "姓名", p.fact("patient_name"), 46), (64, "性别", p.fact("sex"), 28), (94, "年龄", p.fact("age"), 32), (128, "电话", p.fact("phone"), 42)], p.body, ink)  # fmt: skip
    heads = ("日期", "空腹", "早餐后2h", "午餐前", "午餐后2h", "晚餐后2h", "睡前", "备注")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.at(9.5)) for h in heads]]
    for n in range(15):
        day = p.dates.admitted + timedelta(days=n)
        row: list[Cell | str] = [Cell(f"{day.month}.{day.day}", align="c", type=ink)]
        for low, high in ((5.2, 9.4), (7.4, 15.0), (5.0, 9.9), (7.2, 14.0), (7.0, 14.0), (5.8, 11.0)):
            row.append(Cell(f"{rng.uniform(low, high):.1f}" if rng.random() < 0.55 else "", align="c", type=ink))
        rows.append([*row, Cell(rng.choice(("", "", "", "头昏", "忘打针", "吃面")), type=ink)])
    y = p.sheet.grid((16, y + 2), (17.0, 18.0, 21.0, 18.0, 21.0, 21.0, 17.0, 19.0), rows, p.body, 1.3)[-1][0].bottom + 5
    dashes(p, (16, y), (168, y))
    for text in ("控制目标：空腹4.4～7.0mmol/L，餐后2小时<10.0mmol/L。", "血糖低于3.9mmol/L应立即进食糖果；高于16.7mmol/L请及时就医。", f"{rng.choice(('康宁大药房', '百姓缘药房'))}慢病管理服务  免费测血糖热线：{p.hospital.place[3]}-{rng.randrange(1000, 9999)}"):  # fmt: skip
        y = p.sheet.flow((16, y + 3), text, p.body, 152, 1.5)
    return p


LAYOUTS = (call_to_be_admitted, session_of_dialysis, page_of_the_household, sugars_at_home)
