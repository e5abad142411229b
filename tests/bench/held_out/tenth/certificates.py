# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Certificates of a diagnosis: a stub beside its leaf, blanks within sentences, two languages, labels over their cells."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from models.codes import DocType, Title
from models.document import PhysicianRole
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, badge, box, centred, code_square, cross, manner, start
from tests.bench.held_out.people import Doctor
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, of_rank, pen
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.DIAGNOSIS_CERTIFICATE
Spot = tuple[float, float]


def rank_first(p: Paper, at: Spot, who: Doctor, role: PhysicianRole, how: Manner) -> float:
    """The rank in print and then the name; with nobody's name there is no rank either. The right edge."""
    if how == "empty":
        return p.sign(at, who, role, how)
    right = p.sheet.put(at, who.title_text, p.body)
    right = p.sign((right + 2.2, at[1]), who, role, how)
    of_rank(p, who.title)
    return right


def running(p: Paper, at: Spot, parts: Sequence[tuple[str, bool]], width: float, ink: Type, step: float) -> float:
    """Printed words with underlined entries among them, broken over lines; the height of the next line."""
    p.sheet.next()
    x, y = at
    end = at[0] + width
    for text, filled in parts:
        if filled:
            wide = p.sheet.measure(text, ink) + 5
            if x + wide > end and x > at[0]:
                x, y = at[0], y + step
            wide = min(wide, end - x)
            p.sheet.put((x + 1, y - 0.4), text, ink, wide - 2, "c")
            p.sheet.rule((x + 0.3, y + p.body.em * 1.15), (x + wide - 0.3, y + p.body.em * 1.15), 0.15)
            x += wide
            continue
        held = ""
        for character in text:
            full = x + p.sheet.measure(held + character, p.body) > end
            if full and character not in "，。：；、）":
                p.sheet.put((x, y), held, p.body)
                x, y, held = at[0], y + step, ""
            held += character
        x = p.sheet.put((x, y), held, p.body)
    return y + step


def stub_and_leaf(rng: Random) -> Paper:
    """A pad's leaf laid across with its stub at the left, a dashed line to tear along between them."""
    p = start(rng, (250.0, 150.0), _TYPE, ("song", "sungti", "hei"), 11)
    ink, b, sheet = pen(p), p.body, p.sheet
    p.style = rng.choice(("han", "dot"))
    number = f"{p.dates.issued.year % 100}{rng.randrange(10**4, 10**5)}"
    name, issued = p.fact("patient_name"), p.fact("issue_date")
    texts = p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)])
    who, how = p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), p.manner(manner(rng, 0.12))
    sheet.line((8, 16), "诊断证明书（存根）", b.bold(), 56, "c")
    y = 28.0
    for label, value in (("编号 ", number), ("姓名 ", name), ("诊断 ", texts[0]), ("日期 ", issued)):
        sheet.next()
        right = sheet.put((8, y), label, b)
        sheet.put((right, y - 0.3), value, b if label == "编号 " else ink, 64 - right)
        sheet.rule((right, y + 5), (64, y + 5), 0.15)
        y += 13
    dashes(p, (70, 6), (70, 144))
    sheet.line((78, 11), p.fact("hospital_name"), b.bold().at(15), 164, "c")
    sheet.line(
        (78, 20), rng.choice(("诊  断  证  明  书", "疾病诊断证明书", "医疗诊断证明书")), b.bold().at(18), 164, "c"
    )
    sheet.line((196, 30), "编号：" + number, b.at(9.5), 46, "r")
    row = (
        ("姓名", name, 34),
        ("性别", p.fact("sex"), 22),
        ("年龄", p.fact("age"), 28),
        ("门诊号", p.fact("outpatient_number"), 76),
    )
    x = 80.0
    sheet.next()
    for label, value, wide in row:
        right = sheet.put((x, 38), label, b)
        sheet.put((right + 1, 37.7), value, ink, x + wide - right - 3, "c")
        sheet.rule((right + 0.6, 43), (x + wide - 1.4, 43), 0.15)
        x += wide
    sheet.next()
    right = sheet.put((80, 49), "单位或住址", b)
    sheet.put((right + 2, 48.6), p.fact("address"), ink, 238 - right)
    sheet.rule((right + 0.6, 54), (240, 54), 0.15)
    sheet.line((80, 60), "诊断", b.bold())
    for n, text in enumerate(texts):
        sheet.line((94, 60 + 8 * n), text, ink, 144)
    sheet.line((80, 80), "处理意见", b.bold())
    words = "，".join(p.case.advice[:2]) + "。"
    p.fields["treatment_advice"] = words
    sheet.flow((84, 88), words, ink, 154, 1.6)
    sheet.next()
    right = sheet.put((84, 121), rng.choice(("医师", "医师签名", "诊断医师")), b)
    right = p.sign((right + 2, 121), who, "signing", how)
    sheet.line((182, 121), issued, ink)
    sheet.line((80, 136), "（本证明须加盖公章，过期、涂改、复印无效）", b.at(9))
    (stamps.certificate if rng.random() < 0.7 else stamps.official)(p, (200, 116))
    if rng.random() < 0.4:
        stamps.official(p, (70, 74))
    return p


def within_sentences(rng: Random) -> Paper:
    """A military or workers' hospital's printed wording with the particulars written into its blanks, signed by two."""
    p = start(rng, (190.0, 262.0), _TYPE, ("song", "ming", "kaiti"), 13)
    at_hospital(p, "人民医院", "=云岭矿务局职工总医院", "=嘉陵江油田医院", "=铁路局中心医院", "第二人民医院")
    ink, b = pen(p), p.body
    p.style = rng.choice(("han", "hanzero"))
    cross(p, (24, 22), 10)
    y = centred(p, 18, p.fact("hospital_name"), b.at(18)) + 3
    y = centred(p, y, rng.choice(("医 疗 证 明", "疾 病 证 明 书", "诊断证明")), b.bold().at(22)) + 4
    p.sheet.line((20, y), f"证字第 {rng.randrange(100, 9999):04d} 号", b.at(11), 150, "r")
    texts = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    parts: list[tuple[str, bool]] = [
        ("　　兹有患者", False), (p.fact("patient_name"), True), ("，性别", False), (p.fact("sex"), True), ("，年龄", False),
        (p.fact("age"), True), ("，身份证号", False), (p.fact("id_number"), True), ("，于", False), (p.fact("admission_date"), True),
        ("至", False), (p.fact("discharge_date"), True), ("在我院", False), (p.fact("department"), True), ("住院治疗，住院号", False),
        (p.fact("inpatient_number"), True), ("，经检查确诊为：", False),
    ]  # fmt: skip
    y = running(p, (20, y + 12), parts, 150, ink, 11.5)
    for text in texts:
        p.sheet.line((34, y), text, ink, 132)
        p.sheet.rule((30, y + b.em * 1.2), (168, y + b.em * 1.2), 0.15)
        y += 10.5
    p.sheet.line((20, y + 2), "　　医嘱：", b)
    y += 12
    for line in p.advise("{text}；"):
        p.sheet.line((30, y), line, ink, 138)
        y += 9
    y = p.sheet.flow((20, y + 3), "　　特此证明", b, 150)
    foot = max(y + 8, 196.0)
    p.sheet.next()
    who = p.doctor(Title.RESIDENT, Title.ATTENDING)
    right = p.sheet.put((20, foot), "经治医师：", b)
    p.sign((right + 1, foot), who, "responsible", p.manner(manner(rng, 0.1)))
    right = p.sheet.put((100, foot), "科主任：", b)
    p.sign((right + 1, foot), p.doctor(Title.ASSOCIATE_CHIEF, Title.CHIEF), None, rng.choice(("hand", "hand", "empty")))
    p.sheet.line((100, foot + 17), p.fact("issue_date"), ink)
    p.sheet.line((100, foot + 27), "（医务科盖章有效）", b.at(10.5))
    (stamps.certificate if rng.random() < 0.5 else stamps.official)(p, (132, foot + 17))
    return p


def two_languages(rng: Random) -> Paper:
    """A city hospital's certificate whose labels stand in Chinese over English, the physician's rank before the name."""
    p = start(rng, A4, _TYPE, ("hei", "song", "microhei"), 11)
    b, sheet = p.body, p.sheet
    small = b.at(8).in_colour((96, 98, 104))
    badge(p, (28, 22), 16)
    sheet.line((42, 14), p.fact("hospital_name"), b.bold().at(17))
    sheet.line((42, 23), "MEDICAL CERTIFICATE OF DIAGNOSIS", small.at(9))
    sheet.line((130, 15), rng.choice(("诊断证明书", "医学诊断证明书")), b.bold().at(16), 62, "r")
    sheet.rule((18, 32), (192, 32), 0.6)
    sheet.rule((18, 33.2), (192, 33.2), 0.2)
    pairs = (
        (("姓名", "Name", p.fact("patient_name")), ("性别", "Sex", p.fact("sex"))),
        (("出生日期", "Date of birth", p.fact("birth_date")), ("年龄", "Age", p.fact("age"))),
        (("证件号码", "ID No.", p.fact("id_number")), ("科室", "Department", p.fact("department"))),
        (("门诊号", "Clinic No.", p.fact("outpatient_number")), ("就诊日期", "Date of visit", p.fact("visit_date"))),
    )
    y = 40.0
    for pair in pairs:
        for n, (label, english, value) in enumerate(pair):
            left = 20 + 96 * n
            sheet.next()
            sheet.put((left, y), label, b)
            sheet.put((left + 28, y), value, b, 58 if not n else 46)
            sheet.line((left, y + 5), english, small)
            sheet.rule((left + 26, y + 5.6), (left + (88 if not n else 76), y + 5.6), 0.12)
        y += 13.5
    texts = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    words = p.advise(rng.choice(("({n}) {text}", "{n}. {text}")))
    for label, english, lines in (
        ("诊断", "Diagnosis", texts),
        ("病情摘要", "Summary", [p.case.history]),
        ("治疗建议", "Recommendations", words),
    ):
        sheet.next()
        right = sheet.put((20, y + 2), label, b.bold())
        sheet.put((right + 2, y + 2.9), english, small)
        y += 10
        for line in lines:
            y = sheet.flow((26, y), line, b, 164, 1.65)
        y += 4
    foot = max(y + 8, 212.0)
    sheet.next()
    right = sheet.put((20, foot), "医师", b)
    rank_first(p, (right + 4, foot), p.doctor(Title.ATTENDING, Title.CHIEF), "signing", p.manner(manner(rng, 0.1)))
    sheet.line((20, foot + 6), "Physician", small)
    sheet.next()
    right = sheet.put((116, foot), "签发日期", b)
    sheet.put((right + 4, foot), p.fact("issue_date"), b)
    sheet.line((116, foot + 6), "Date of issue", small)
    code_square(p, Area(20, 262, 40, 282))
    sheet.line((44, 268), f"验证码 {rng.randrange(10**7, 10**8)}", b.at(9))
    sheet.line((44, 275), "本证明自签发之日起三个月内有效  第1页 共1页", b.at(9))
    stamps.certificate(p, (150, foot + 16))
    return p


def labels_over(rng: Random) -> Paper:
    """A half sheet whose cells carry a small label above the entry; the diagnoses numbered in rows with their codes."""
    p = start(rng, A5_WIDE, _TYPE, ("zenhei", "microhei", "song"), 10)
    b, sheet = p.body, p.sheet
    small = b.at(7.5).in_colour((88, 92, 96))
    sheet.line((12, 8), p.fact("hospital_name") + "　" + rng.choice(("诊断证明", "门诊诊断证明单")), b.bold().at(14))
    sheet.line((150, 10), f"流水 {rng.randrange(10**9, 10**10)}", small.at(8.5), 48, "r")
    fields = (
        (("患者", p.fact("patient_name"), 34), ("性别", p.fact("sex"), 18), ("年龄", p.fact("age"), 22), ("门诊号", p.fact("outpatient_number"), 44), ("联系电话", p.fact("phone"), 68)),
        (("科别", p.fact("department"), 74), ("就诊时间", f"{p.fact('visit_date')} {clock(p)}", 52), ("人员类别", p.insurance_words(), 60)),
    )  # fmt: skip
    y = 18.0
    for row in fields:
        x = 12.0
        for label, value, wide in row:
            sheet.frame(Area(x, y, x + wide, y + 12), 0.2)
            sheet.line((x + 1.2, y + 1), label, small)
            sheet.line((x + 2, y + 5.8), value, b, wide - 4)
            x += wide
        y += 12
    chosen = p.case.diagnoses[: rng.randrange(1, 4)]
    rows: list[list[Cell | str]] = [[Cell("序", align="c"), "诊断名称", "ICD-10", "类别"]]
    for n, (text, (_, code)) in enumerate(zip(p.diagnose(chosen, codes=True), chosen, strict=True), 1):
        rows.append([Cell(str(n), align="c"), text, code, "主" if n == 1 else "次"])
    y = sheet.grid((12, y), (12, 116, 38, 20), rows, b, 1.2)[-1][0].bottom
    top = y
    sheet.line((14, y + 2), "建议", small)
    y = sheet.flow((16, y + 6.5), "".join(p.advise("{text}。")), b, 176, 1.5) + 1.5
    sheet.frame(Area(12, top, 198, y), 0.2)
    sheet.next()
    x = 14.0
    who, how = p.doctor(), p.manner(manner(rng, 0.08))
    for title in (Title.RESIDENT, Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF):
        x = (
            sheet.put((box(p, (x, y + 4), title is who.title and how != "empty") + 0.4, y + 4), title.label, b.at(9))
            + 3
        )
    sheet.next()
    right = sheet.put((14, y + 13), "开立医生 ", b)
    p.sign((right + 1, y + 13), who, "signing", how)
    of_rank(p, who.title if how != "empty" else None)
    sheet.put((96, y + 13), "开立日期 " + p.fact("issue_date"), b)
    sheet.line((12, 141), "本单据由医院信息系统打印，手写添加无效", small)
    (stamps.certificate if rng.random() < 0.6 else stamps.official)(p, (172, min(y + 12, 124)))
    return p


LAYOUTS = (stub_and_leaf, within_sentences, two_languages, labels_over)
