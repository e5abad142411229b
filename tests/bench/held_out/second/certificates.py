# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Diagnosis certificates: with a counterfoil, a narrow slip, framed, of Chinese medicine, filled in by pen, in merged cells."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out.certificates import sealed
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, listed, manner, numbered, slots, start, upright_label
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    CIRCLED,
    at_hospital,
    clock,
    dashes,
    marked,
    of_rank,
    pattern,
    pen,
    ranks_to_tick,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.DIAGNOSIS_CERTIFICATE


def _counterfoil(p: Paper, number: str, shown: list[str]) -> None:
    """What stays in the hospital's book, left of the perforation."""
    small = p.body.at(9)
    p.sheet.line((8, 16), "诊断证明书存根", Type("hei", 11, p.body.colour), 50, "c")
    p.sheet.line((8, 24), number, small, 50, "c")
    for y, text in ((34.0, f"姓名 {p.patient.name}"), (42.0, f"科别 {p.case.department}"), (50.0, "诊断")):
        p.sheet.line((8, y), text, small, 52)
    y = 56.0
    for text in shown:
        y = p.sheet.flow((10, y), text, small, 48, 1.5)
    p.sheet.line((8, 124), written(p.dates.issued, p.style), small, 52)


def tear_off(rng: Random) -> Paper:
    """Two parts beside each other, the left one kept by the hospital."""
    p = start(rng, (230.0, 140.0), _TYPE, ("song", "sungti"), 10.5)
    at_hospital(p, "第一人民医院", "人民医院", "骨伤医院", "=云岭市中心医院")
    p.day, p.style = p.dates.issued, rng.choice(("han", "dot"))
    number = f"（{p.dates.issued.year}）证字 {rng.randrange(10**4, 10**5):06d} 号"
    hand = pen(p)
    y = centred_right(p, 11, p.fact("hospital_name"), Type("song-bold", 15, p.body.colour))
    y = centred_right(p, y + 0.5, "诊断证明书", Type("song-bold", 14, p.body.colour, spacing=3))
    p.sheet.line((72, y), "第二联 交病人", p.body.at(9))
    p.sheet.line((160, y), number, p.body.at(9), 62, "r")
    y = slots(
        p,
        (72, y + 8),
        [
            ("姓名", p.fact("patient_name"), 44),
            ("性别", p.fact("sex"), 26),
            ("年龄", p.fact("age"), 28),
            ("科别", p.fact("department"), 52),
        ],
        True,
        hand,
    )
    y = slots(p, (72, y), [("住址或单位", p.fact("address"), 150)], True, hand)
    p.sheet.line((72, y + 1), "诊断", p.body.bold())
    shown = marked(p.diagnose(p.case.diagnoses[: rng.randrange(2, 4)]), CIRCLED)
    y = listed(p, (84, y + 1), shown, 136, 1.55)
    p.sheet.line((72, y + 1), "建议", p.body.bold())
    y = listed(p, (84, y + 1), p.advise("（{n}）{text}。"), 136, 1.55)
    foot = max(y + 5, 116.0)
    p.sheet.next()
    signed(p, (72, foot), "医师", (p.doctor(), "signing"), manner(rng), rng.random() < 0.5)
    p.sheet.put((172, foot), p.fact("issue_date"), p.body)
    p.sheet.line((72, foot + 12), "未经盖章或涂改者无效", p.body.at(8.5))
    _counterfoil(p, number, shown)
    dashes(p, (65, 4), (65, 136))
    sealed(p, (182 + rng.uniform(-8, 8), foot - 4))
    return p


def centred_right(p: Paper, y: float, text: str, type_: Type) -> float:
    """A line across the middle of the right part."""
    p.sheet.line((70, y), text, type_, 154, "c")
    return y + type_.em * 1.3


def narrow_slip(rng: Random) -> Paper:
    """A slip of a small printer with a line of its own for the electronic signature."""
    p = start(rng, (130.0, 184.0), _TYPE, ("zenhei", "microhei", "ming"), 9.5)
    p.day, p.style = p.dates.issued, "iso"
    y = centred(p, 9, p.fact("hospital_name"), p.body.at(13))
    y = centred(p, y, "门诊诊断证明", p.body.bold().at(13)) + 2
    dashes(p, (8, y), (122, y))
    y += 2.5
    for row in (
        [("患者姓名：", p.fact("patient_name"), 60), ("患者ID：", f"{rng.randrange(10**7, 10**8)}", 54)],
        [("性 别：", p.fact("sex"), 60), ("年 龄：", p.fact("age"), 54)],
        [("就诊科室：", p.fact("department"), 60), ("门 诊 号：", p.fact("outpatient_number"), 54)],
        [("证件号码：", p.fact("id_number"), 114)],
    ):
        y = slots(p, (8, y), row)
    dashes(p, (8, y - 1), (122, y - 1))
    p.sheet.line((8, y + 1.5), "诊  断：", p.body)
    y = p.sheet.flow((26, y + 1.5), "；".join(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])), p.body, 94, 1.7) + 2
    p.sheet.line((8, y), "医师意见：", p.body)
    y = listed(p, (26, y), p.advise("{n}）{text}；"), 94, 1.7) + 3
    dashes(p, (8, y), (122, y))
    y += 4
    p.sheet.next()
    signed(
        p,
        (8, y),
        "医师（电子签名）：",
        (p.doctor(), "signing"),
        rng.choice(("printed", "printed", "hand", "empty")),
        rng.random() < 0.7,
    )
    p.sheet.line((8, y + 10), f"开具时间：{p.fact('issue_date')} {clock(p)}", p.body)
    p.sheet.line(
        (8, y + 17), f"打印时间：{written(p.dates.issued, 'slash')} {clock(p)}:{rng.randrange(10, 59)}", p.body.at(8.5)
    )
    p.sheet.line((8, y + 23), "※加盖医院印章后生效※", p.body.at(8.5))
    sealed(p, (98 + rng.uniform(-8, 6), y + 12))
    return p


def framed(rng: Random) -> Paper:
    """An army hospital's half sheet within a double frame, three people answering for it."""
    p = start(rng, (210.0, 148.0), _TYPE, ("song", "kaiti"), 11)
    at_hospital(p, "=联勤保障部队第九九六医院", "=武警总队第七医院", "=西南铁路总医院")
    p.day, p.style = p.dates.issued, rng.choice(("han", "formal"))
    for inset, weight in ((6, 0.7), (7.4, 0.2)):
        p.sheet.frame(Area(inset, inset, 210 - inset, 148 - inset), weight)
    y = centred(p, 12, p.fact("hospital_name"), Type("kaiti", 18, p.body.colour))
    y = centred(p, y, "疾 病 诊 断 证 明 书", Type("song-bold", 16, p.body.colour))
    p.sheet.next()
    x = p.sheet.put((14, y + 3), "类别：", p.body) + 1
    kind = rng.randrange(3)
    for k, text in enumerate(("军人", "职工", "地方患者")):
        x = p.sheet.put((box(p, (x, y + 3), k == kind) + 0.4, y + 3), text, p.body) + 5
    p.sheet.put((130, y + 3), f"编号 {p.dates.issued:%y}-{rng.randrange(1000, 9999)}", p.body, 66, "r")
    y = slots(
        p,
        (14, y + 11),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 36),
            ("病案号：", p.fact("inpatient_number"), 66),
        ],
    )
    y = slots(p, (14, y), [("科室：", p.fact("department"), 76), ("电话：", p.fact("phone"), 56)])
    p.sheet.next()
    right = p.sheet.put((14, y), "临床诊断：", p.body.bold())
    y = p.sheet.flow((14, y), " ".join(numbered(p.diagnose(p.case.diagnoses), "{}、")), p.body, 182, 1.6, right - 13.4)
    p.sheet.next()
    right = p.sheet.put((14, y), "处理建议：", p.body.bold())
    y = p.sheet.flow((14, y), "".join(p.advise("{n}、{text}。")), p.body, 182, 1.6, right - 13.4)
    foot = max(y + 4, 110.0)
    p.sheet.next()
    signed(p, (14, foot), "主诊医师：", (p.doctor(Title.ATTENDING), "responsible"), manner(rng))
    signed(p, (80, foot), "科室主任：", (p.doctor(Title.ASSOCIATE_CHIEF), None), rng.choice(("printed", "hand")))
    p.sheet.put((146, foot), "医务处（章）", p.body)
    p.sheet.line((146, foot + 12), p.fact("issue_date"), p.body, 52)
    p.sheet.line((14, foot + 12), "证明有效期：七日。", p.body.at(9))
    sealed(p, (166 + rng.uniform(-8, 6), foot + 4))
    return p


def chinese_medicine(rng: Random) -> Paper:
    """Chinese and western diagnoses in cells beside each other; the title under the name."""
    p = start(rng, A4, _TYPE, ("song", "microhei", "kaiti"), 11)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    p.day = p.dates.issued
    y = centred(
        p, 20, p.fact("hospital_name"), Type("kaiti", 21, (150, 30, 30) if rng.random() < 0.4 else p.body.colour)
    )
    y = centred(p, y + 2, "病情证明单", Type("song-bold", 16, p.body.colour, spacing=2)) + 5
    illness, kind = pattern(p)
    west = p.case.diagnoses[:3]
    east = f"{illness}（{kind}）"
    p.diagnose([(east, ""), *west])
    centre = Cell("", align="c", type=p.body.bold())
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "病区", p.fact("department")],
        [
            Cell("入院日期", 2),
            Cell(p.fact("admission_date"), 2),
            Cell("出院日期", 2),
            Cell(p.fact("discharge_date"), 2),
        ],
        [
            Cell("住院号", 2),
            Cell(p.fact("inpatient_number"), 2),
            Cell("医保编号", 2),
            Cell(p.fact("insured_number"), 2),
        ],
        [Cell("中医诊断", 4, centre.type, "c"), Cell("西医诊断", 4, centre.type, "c")],
        [
            Cell(east, 4, tall=30, top=True),
            Cell("\n".join(numbered([t for t, _ in west], "{}. ")), 4, tall=30, top=True),
        ],
        [Cell("治疗经过及建议", 8, centre.type, "c")],
        [Cell("\n".join(p.advise("{n}. {text}。")), 8, tall=46, top=True)],
    ]
    y = p.sheet.grid((16, y), (14.0, 26.0, 14.0, 18.0, 14.0, 24.0, 14.0, 54.0), rows, p.body, 1.8)[-1][0].bottom + 8
    p.sheet.next()
    doctor = p.doctor(Title.ATTENDING)
    how: Manner = rng.choice(("printed", "hand", "stamp", "scrawl"))
    signed(p, (100, y), "经管医师：", (doctor, "responsible"), how)
    if rng.random() < 0.7:
        p.sheet.line((100, y + 11), f"技术职称：{doctor.title_text}", p.body)
        of_rank(p, doctor.title)
    p.sheet.line((100, y + 21), f"出证日期：{p.fact('issue_date')}", p.body)
    p.sheet.line((16, y + 21), "（本单盖章有效）", p.body.at(9.5))
    sealed(p, (146 + rng.uniform(-10, 10), y + 14))
    return p


def by_pen(rng: Random) -> Paper:
    """A township's printed sentence whose gaps are filled in by pen."""
    p = start(rng, (182.0, 130.0), _TYPE, ("song", "hei"), 11)
    at_hospital(p, "城关镇卫生院", "石盘乡卫生院", "滨河街道社区卫生服务中心", "双河镇中心卫生院")
    p.day, p.style = p.dates.issued, "han"
    hand = pen(p, 0.8)
    y = centred(p, 12, p.fact("hospital_name"), Type("song-bold", 16, p.body.colour))
    y = centred(p, y + 1, "诊 断 书", Type("song-bold", 17, p.body.colour)) + 3
    y = (
        slots(
            p,
            (16, y),
            [("患者", p.fact("patient_name"), 42), ("，性别", p.fact("sex"), 32), ("，现年", p.fact("age"), 40)],
            True,
            hand,
        )
        + 1
    )
    y = slots(p, (16, y), [("家住", p.fact("address"), 150)], True, hand) + 1
    below = slots(p, (16, y), [("因", p.case.complaint, 108)], True, hand) + 1
    p.sheet.put((125, y), "来我院诊治。", p.body)
    y = below
    p.sheet.line((16, y), "诊断：", p.body)
    for text in marked(p.diagnose(p.case.diagnoses[:2]), "12", "、"):
        p.sheet.line((30, y - 0.3), text, hand, 134)
        p.sheet.rule((29, y + 4.9), (166, y + 4.9), 0.12)
        y += 7.6
    p.sheet.line((16, y + 0.5), "处理：", p.body)
    p.fields["treatment_advice"] = "，".join(p.case.advice[:2])
    y = p.sheet.flow((30, y + 0.4), "，".join(p.case.advice[:2]), hand, 134, 1.7) + 4
    y = max(y, 102.0)
    p.sheet.next()
    signed(
        p,
        (16, y),
        "医生签章：",
        (p.doctor(Title.PHYSICIAN_ASSISTANT, Title.ATTENDING), "signing"),
        rng.choice(("hand", "scrawl", "stamp", "stamp")),
    )
    p.sheet.put((112, y), p.fact("issue_date"), hand)
    p.sheet.line((112, y + 8), "（单位盖章）", p.body)
    sealed(p, (130 + rng.uniform(-8, 8), y))
    return p


def merged_cells(rng: Random) -> Paper:
    """A table whose left column names its parts; the rank is ticked in a printed list."""
    p = start(rng, A4, _TYPE, ("hei", "song", "zenhei"), 10.5)
    at_hospital(p, "肿瘤医院", "人民医院", "=东川大学附属医院", "=省精神卫生中心")
    p.day = p.dates.issued
    y = centred(p, 18, p.fact("hospital_name"), Type("hei-bold", 18, p.body.colour))
    y = centred(p, y + 1, "医疗诊断证明（医保专用）", Type("hei", 14, p.body.colour)) + 5
    w = (24.0, 40.0, 20.0, 26.0, 18.0, 32.0)
    rows: list[list[Cell | str]] = [
        ["姓 名", p.fact("patient_name"), "性 别", p.fact("sex"), "年 龄", p.fact("age")],
        ["身份证号", Cell(p.fact("id_number"), 3), "电 话", p.fact("phone")],
        ["科 室", p.fact("department"), "病案号", Cell(p.fact("inpatient_number"), 3)],
    ]
    bottom = p.sheet.grid((32, y), w, rows, p.body, 2.2)[-1][0].bottom
    upright_label(p, Area(18, y, 32, bottom), "病人资料", 2)
    y = bottom
    p.diagnose(p.case.diagnoses, codes=True)
    head = [Cell(h, align="c", type=p.body.bold()) for h in ("序号", "疾病名称", "ICD-10")]
    table: list[list[Cell | str]] = [[*head]]
    table += [[Cell(str(n), align="c"), t, Cell(c, align="c")] for n, (t, c) in enumerate(p.case.diagnoses, 1)]
    bottom = p.sheet.grid((32, y), (16.0, 106.0, 38.0), table, p.body, 1.7)[-1][0].bottom
    upright_label(p, Area(18, y, 32, bottom), "诊断", 1)
    y = bottom
    bottom = p.sheet.grid(
        (32, y), (160.0,), [[Cell("\n".join(p.advise("{n}、{text}")), tall=40, top=True)]], p.body, 2.4
    )[-1][0].bottom
    upright_label(p, Area(18, y, 32, bottom), "医疗建议", 2)
    y = bottom
    p.sheet.frame(Area(18, y, 192, y + 58))
    p.sheet.next()
    doctor = p.doctor(Title.ATTENDING)
    signed(p, (24, y + 6), "证明医师：", (doctor, "signing"), how := manner(rng))
    ranks = (Title.CHIEF, Title.ASSOCIATE_CHIEF, Title.ATTENDING)
    p.sheet.next()
    shown = doctor.title if how != "empty" and rng.random() < 0.8 else None
    ranks_to_tick(p, (p.sheet.put((24, y + 18), "职 称：", p.body) + 1, y + 18), shown, ranks)
    of_rank(p, shown)
    p.sheet.next()
    p.sheet.put((24, y + 30), f"填写日期：{p.fact('issue_date')}", p.body)
    p.sheet.put((124, y + 30), "医疗机构印章：", p.body)
    p.sheet.line((24, y + 49), "备注：伪造、涂改本证明者承担相应责任。", p.body.at(9))
    sealed(p, (160 + rng.uniform(-8, 6), y + 34))
    return p


LAYOUTS = (tear_off, narrow_slip, framed, chinese_medicine, by_pen, merged_cells)
