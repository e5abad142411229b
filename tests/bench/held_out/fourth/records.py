# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Front pages of Chinese medicine and of an older kind."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fourth import operations
from tests.bench.held_out.fourth.desk import (
    bold,
    number,
    retitled,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    at_hospital,
    by_label,
    pattern,
    signed,
)
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.visit import Manner


def _both_schools(p: Paper, y: float) -> float:
    """Chinese medicine's diagnoses left, western medicine's right, each with its code; the table's foot."""
    illness, kind = pattern(p)
    west = p.case.diagnoses[:4]
    east = (f"{illness}（{kind}）", f"A{p.rng.randrange(10, 99)}.0{p.rng.randrange(1, 9)}")
    p.diagnose((east, *west), codes=True)
    head = [
        Cell(text, align="c")
        for text in ("出院中医诊断", "疾病编码", "入院病情", "出院西医诊断", "疾病编码", "入院病情")
    ]
    rows: list[list[Cell | str]] = [[*head]]
    for n in range(6):
        left, code = east if n == 0 else ("", "")
        right, icd = west[n] if n < len(west) else ("", "")
        east_kind = ("主病：", "其他：")[n] if n < 2 else ""
        west_kind = ("主要诊断：", "其他诊断：")[n] if n < 2 else ""
        rows.append(
            [
                Cell(east_kind + left, tall=7),
                code,
                Cell("1" if left else "", align="c"),
                west_kind + right,
                icd,
                Cell(p.rng.choice("123") if right else "", align="c"),
            ]
        )
    return p.sheet.grid((12, y), (48.0, 22.0, 16.0, 62.0, 22.0, 16.0), rows, p.body, 1.2)[-1][0].bottom


def _lines_of_staff(p: Paper, y: float) -> float:
    """Ranks as labels over lines, some of them empty; the height below."""
    how: Manner = p.rng.choice(("printed", "hand", "scrawl"))
    p.sheet.next()
    signed(p, (14, y), "科主任：", (people.doctor(p.rng, Title.CHIEF), None), how)
    signed(p, (76, y), "主任（副主任）医师：", (people.doctor(p.rng, Title.ASSOCIATE_CHIEF), "responsible"), "empty")
    p.sheet.next()
    for x, label, title in ((14.0, "主治医师：", Title.ATTENDING), (76.0, "住院医师：", Title.RESIDENT)):
        signed(p, (x, y + 9), label, (people.doctor(p.rng, title, title), "responsible"), how)
        retitled(p, title)
    p.sheet.put((138, y + 9), f"责任护士：{people.name_of(p.rng, True)}", p.body)
    p.sheet.next()
    for x, text in ((14, "进修医师："), (76, "实习医师："), (138, f"编码员：{people.name_of(p.rng, True)}")):
        p.sheet.put((x, y + 18), text, p.body)
    return y + 26


def of_chinese_medicine(rng: Random) -> Paper:
    """The form of hospitals of Chinese medicine: both schools in one table, herbs and nursing asked for by number."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "sungti", "zenhei"), 9.5)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    p.style = rng.choice(("han", "iso", "hanzero"))
    stay = (p.dates.discharged - p.dates.admitted).days
    p.sheet.line((14, 8), "医疗机构：" + p.fact("hospital_name"), p.body)
    p.sheet.line((124, 8), f"（组织机构代码：{number(p, 9)}）", p.body, 72, "r")
    y = centred(p, 14, "中医住院病案首页", bold(p, 17)) + 1
    y = slots(
        p,
        (14, y),
        [
            ("医疗付费方式：", str(1 + p.insurance(rng.randrange(2))), 44),
            ("健康卡号：", "", 52),
            ("第 ", f"{rng.randrange(1, 7)} 次住院", 38),
            ("病案号：", p.fact("inpatient_number"), 50),
        ],
    )
    p.sheet.rule((12, y - 1), (198, y - 1), 0.4)
    for row in (
        [
            ("姓名 ", p.fact("patient_name"), 38),
            ("性别 ", p.fact("sex"), 26),
            ("出生日期 ", p.fact("birth_date"), 54),
            ("年龄 ", p.fact("age"), 30),
            ("国籍 ", "中国", 34),
        ],
        [
            ("身份证号 ", p.fact("id_number"), 74),
            ("职业 ", rng.choice(("农民", "其他", "退休人员")), 44),
            ("婚姻 ", rng.choice(("2", "1", "3")), 30),
        ],
        [("现住址 ", p.fact("address"), 108), ("电话 ", p.fact("phone"), 44), ("邮编 ", "-", 30)],
        [
            ("入院途径 ", rng.choice("12"), 40),
            ("治疗类别 ", rng.choice(("1.1", "1.2", "2", "3")), 50),
            ("（1.中医 2.中西医 3.西医）", "", 70),
        ],
        [
            ("入院时间 ", f"{p.fact('admission_date')} {rng.randrange(8, 18)}时", 74),
            ("入院科别 ", p.fact("department"), 62),
            ("病房 ", f"{rng.randrange(1, 9)}", 40),
        ],
        [
            ("出院时间 ", f"{p.fact('discharge_date')} {rng.randrange(8, 17)}时", 74),
            ("出院科别 ", p.case.department, 62),
            ("实际住院 ", f"{stay}天", 40),
        ],
        [("门（急）诊诊断（中医） ", pattern(p)[0], 90), ("（西医） ", p.case.diagnoses[0][0], 88)],
        [("实施临床路径 ", "3", 46), ("使用医疗机构中药制剂 ", rng.choice("12"), 52), ("辨证施护 ", "1", 40)],
    ):
        y = slots(p, (14, y + 0.4), row)
    y = _both_schools(p, y + 1) + 3
    y = slots(
        p,
        (14, y),
        [("病理诊断 ", "", 80), ("药物过敏 ", rng.choice(("1", "2 青霉素")), 50), ("血型 ", rng.choice("1234"), 30)],
    )
    p.sheet.rule((12, y - 1), (198, y - 1), 0.25)
    y = _lines_of_staff(p, y + 2)
    p.sheet.rule((12, y - 1), (198, y - 1), 0.25)
    cost = rng.uniform(3000, 19000)
    p.sheet.line((14, y + 2), f"住院费用（元）：总费用 {cost:.2f}（自付金额：{cost * 0.31:.2f}）", p.body)
    p.sheet.line(
        (14, y + 9),
        f"中医类：中医辨证论治费 {cost * 0.02:.2f}  中医治疗费 {cost * 0.11:.2f}  中草药费 {cost * 0.06:.2f}",
        p.body,
    )
    stamps.by_archive(p)
    return p


def _old_rows(p: Paper, y: float) -> float:
    """Entries on ruled lines, label by label; the height below."""
    rng = p.rng
    stay = (p.dates.discharged - p.dates.admitted).days
    for row in (
        [
            ("姓名", p.fact("patient_name"), 42),
            ("性别", p.fact("sex"), 26),
            ("年龄", p.fact("age"), 32),
            ("民族", "汉", 24),
            ("婚姻", rng.choice(("已婚", "丧偶")), 30),
            ("籍贯", p.patient.place[0], 26),
        ],
        [
            ("出生年月", p.fact("birth_date"), 58),
            ("身份证号", p.fact("id_number"), 80),
            ("血型", rng.choice("ABO"), 38),
        ],
        [("工作单位及住址", p.fact("address"), 124), ("电话", p.fact("phone"), 52)],
        [
            ("医疗证号", p.fact("insured_number") if rng.random() < 0.6 else p.blank("insured_number"), 74),
            ("入院次数", f"{rng.randrange(1, 5)}", 40),
            ("病室", f"{rng.randrange(1, 12)}", 44),
        ],
        [
            ("入院", f"{p.fact('admission_date')}", 56),
            ("出院", f"{p.fact('discharge_date')}", 56),
            ("住院", f"{stay}天", 30),
            ("科别", p.fact("department"), 44),
        ],
        [("门诊诊断", p.case.diagnoses[0][0], 108), ("入院时情况", rng.choice(("一般", "急", "危")), 60)],
        [("入院诊断", p.case.diagnoses[0][0], 108), ("确诊日期", written(p.dates.reported, p.style), 60)],
    ):
        y = slots(p, (13, y + 0.6), row, True)
    return y


def of_an_older_kind(rng: Random) -> Paper:
    """A provincial form of before the national one: ruled lines, outcomes in columns, ranks as labels in one line."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("sungti", "song", "hei"), 10)
    at_hospital(p, "人民医院", "=铁路局中心医院", "=青石镇中心卫生院", "第二人民医院")
    p.style = rng.choice(("han", "dot", "iso"))
    p.sheet.line((13, 9), f"住院号 {p.fact('inpatient_number')}", p.body)
    p.sheet.line((140, 9), f"归档号 {number(p, 6)}", p.body, 56, "r")
    y = centred(p, 13, p.fact("hospital_name"), bold(p, 16))
    y = centred(p, y, "住院病历首页", bold(p, 14, "hei-bold")) + 2
    y = _old_rows(p, y) + 1
    p.diagnose(p.case.diagnoses, codes=(coded := rng.random() < 0.6))
    heads = ("出院诊断", "ICD编码", "治愈", "好转", "未愈", "死亡")
    rows: list[list[Cell | str]] = [[Cell(text, align="c") for text in heads]]
    for n in range(6):
        text, code = p.case.diagnoses[n] if n < len(p.case.diagnoses) else ("", "")
        kind = "主要诊断  " if n == 0 else "并 发 症  " if n == 4 else ""
        rows.append(
            [Cell(kind + text, tall=7.4), code if coded else "", "", Cell("√" if text else "", align="c"), "", ""]
        )
    y = p.sheet.grid((13, y), (86.0, 30.0, 17.0, 17.0, 17.0, 17.0), rows, p.body, 1.5)[-1][0].bottom + 3
    y = slots(p, (13, y), [("手术名称", "", 100), ("手术日期", "", 50)], True)
    y = slots(
        p,
        (13, y),
        [
            ("过敏药物", rng.choice(("无", "青霉素")), 60),
            ("抢救", "0 次", 40),
            ("随诊", rng.choice(("是", "否")), 34),
            ("期限", "   月", 30),
        ],
        True,
    )
    how = p.manner(rng.choice(("printed", "hand", "hand", "stamp")))
    p.sheet.next()
    signed(p, (13, y + 3), "科主任", (people.doctor(rng, Title.CHIEF), None), how if how != "stamp" else "hand")
    by_label(
        p,
        (58, y + 3),
        (("主任医师", Title.CHIEF), ("主治医师", Title.ATTENDING), ("住院医师", Title.RESIDENT)),
        (47, 0),
        how,
    )
    p.sheet.line(
        (13, y + 12),
        f"质控员 {people.name_of(rng, True)}　　编目 {people.name_of(rng, True)}　　病案质量：{rng.choice(('甲', '乙'))}",
        p.body,
    )
    y += 20
    cost = rng.uniform(1800, 14000)
    p.sheet.line(
        (13, y),
        f"费用总计 {cost:.2f} 元　床费 {cost * 0.06:.2f}　药费 {cost * 0.41:.2f}　检查 {cost * 0.2:.2f}　其他 {cost * 0.33:.2f}",
        p.body,
    )
    stamps.by_archive(p)
    return p


FRONT_PAGE = (of_chinese_medicine, of_an_older_kind)
SURGERY = operations.SURGERY
