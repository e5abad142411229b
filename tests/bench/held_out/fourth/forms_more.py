# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Application forms of two experts and of a qualification to be examined, and what forms have in common."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import FieldName
from tests.bench.held_out import stamps
from tests.bench.held_out.fourth.desk import (
    answered,
    bold,
    of_province,
    retitled,
    ticks,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    listed,
    manner,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    CIRCLED,
    INKS,
    marked,
    pen,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM


def some(p: Paper, name: FieldName, chance: float = 0.12) -> str:
    """The fact, or an empty place where the applicant forgot it."""
    return p.blank(name) if p.rng.random() < chance and not p.visit else p.fact(name)


def opinion(p: Paper, text: str) -> str:
    """What the physician wrote, noted."""
    p.fields["opinion"] = text
    return text


def applicant(p: Paper, at: tuple[float, float], label: str, chance: float = 0.85) -> float:
    """The applicant's own signature within the open block, sometimes forgotten; the right edge."""
    right = p.sheet.put(at, label, p.body) + 1
    there = p.visit.promised if p.visit else p.rng.random() < chance
    p.fields["applicant_signature"] = p.patient.name if there else None
    if there:
        right = p.sheet.put((right, at[1] - 0.6), p.patient.name, Type("wenkai", 13.5, p.rng.choice(INKS), hand=1.0))
    return right


def insured_at(p: Paper) -> str:
    """Where the applicant is insured, noted."""
    place = p.visit.insured_at if p.visit and p.visit.insured_at else "".join(p.patient.place[1:3])
    p.fields["insured_place"] = place
    return place


def _experts(p: Paper, y: float, ink: Type) -> float:
    """The opinion and two physicians below each other, ranks printed before the line or written behind it; the height below."""
    p.sheet.frame(Area(17, y, 193, y + 64))
    p.sheet.line((20, y + 3), "认定医疗机构意见（由认定医师填写）", p.body.bold())
    p.sheet.flow(
        (24, y + 11),
        opinion(
            p,
            f"经审核，{p.rng.choice(('符合', '达到'))}{p.case.applied}认定标准，{p.rng.choice(('予以认定', '同意纳入'))}。",
        ),
        ink,
        164,
        1.7,
    )
    for n, (low, label) in enumerate(((Title.ATTENDING, "认定医师①："), (Title.RESIDENT, "认定医师②："))):
        doctor, how = answered(p, manner(p.rng, 0.08 if n == 0 else 0.25), low)
        p.sheet.next()
        at = y + 28 + n * 12
        signed(p, (24, at), label, (doctor, "opinion"), how)
        shown = how != "empty" and p.rng.random() < 0.8
        right = p.sheet.put((96, at), "职称：", p.body)
        if shown:
            p.sheet.put((right + 1, at - 0.4), doctor.title_text, ink)
        retitled(p, doctor.title if shown else None)
    p.sheet.line((118, y + 54), f"（盖章）  {written(p.dates.issued, 'han')}", p.body)
    if p.rng.random() < 0.7:
        stamps.official(p, (158 + p.rng.uniform(-6, 6), y + 42))
    return y + 64


def by_two_experts(rng: Random) -> Paper:
    """Sichuan's approval sheet: the person's photograph at the right, an opinion by two physicians."""
    p = start(rng, A4, _TYPE, ("zenhei", "song", "hei"), 10.5)
    of_province(p, "四川省")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han", "dot"))
    ink = pen(p, 0.7) if rng.random() < 0.6 else p.body
    y = centred(p, 13, "南充市门诊慢特病病种待遇认定申请表", bold(p, 17)) + 1
    p.sheet.line((17, y), f"参保地：{insured_at(p)}　　受理编号：", p.body)
    y += 7
    p.sheet.frame(Area(163, y, 193, y + 38))
    p.sheet.line((163, y + 16), "照片", p.body.at(10), 30, "c")
    rows: list[list[Cell | str]] = [
        [
            "姓名",
            Cell(p.fact("patient_name"), 1, ink, tall=9.5),
            "性别",
            Cell(p.fact("sex"), 1, ink),
            "年龄",
            Cell(p.fact("age"), 1, ink),
        ],
        ["证件号码", Cell(p.fact("id_number"), 3, ink, tall=9.5), "险种", Cell(p.insurance_words(), 1, ink)],
        ["电话", Cell(some(p, "phone"), 3, ink, tall=9.5), "代办人", ""],
        ["住址", Cell(some(p, "address"), 5, ink, tall=9.5)],
    ]
    p.sheet.grid((17, y), (20.0, 34.0, 14.0, 30.0, 15.0, 33.0), rows, p.body, 1.5)
    shown = "；".join(p.diagnose(p.case.diagnoses[:3]))
    more: list[list[Cell | str]] = [
        [
            "申报病种",
            Cell(p.fact("applied_disease"), 1, ink),
            "首次确诊",
            Cell(written(p.dates.reported, p.style), 1, ink),
        ],
        ["就诊医院", Cell(p.fact("hospital_name"), 1, ink), "科室", Cell(p.fact("department"), 1, ink)],
        ["临床诊断", Cell(shown, 3, ink, tall=16)],
        ["主要病情", Cell(f"{p.case.complaint}。{p.case.examination}", 3, ink, tall=36, top=True)],
    ]
    y = p.sheet.grid((17, y + 38), (20.0, 72.0, 22.0, 62.0), more, p.body, 1.7)[-1][0].bottom
    y = _experts(p, y, ink)
    y = p.sheet.grid(
        (17, y),
        (36.0, 140.0),
        [["医保经办机构审核", Cell("经办人：            复核人：            年    月    日", tall=20)]],
        p.body,
        1.7,
    )[0][0].bottom
    p.sheet.next()
    applicant(p, (17, y + 5), "申请人签名：")
    p.sheet.put((120, within(y + 5, 284)), "（未成年人由监护人代签）", p.body.at(9))
    return p


_EXAMINATION_TITLES = ("基本医疗保险门诊慢特病资格认定申请表", "门诊慢特病待遇资格申请表")


def for_examination(rng: Random) -> Paper:
    """Hubei's sheet on lines without a table, a rank to choose among printed ones, marks in brackets."""
    p = start(rng, A4, _TYPE, ("song", "kaiti", "ming"), 12)
    of_province(p, "湖北省")
    p.day, p.style = p.dates.issued, rng.choice(("han", "hanzero"))
    ink = pen(p, 0.7)
    y = _on_lines(p, centred(p, 18, rng.choice(_EXAMINATION_TITLES), bold(p, 18)) + 8, ink)
    p.sheet.line((20, y), "诊断：", p.body)
    y = listed(p, (34, y), marked(p.diagnose(p.case.diagnoses[:3]), CIRCLED), 154, 1.6) + 2
    p.sheet.line((20, y), "认定医师意见：", p.body)
    wish = rng.choice(("建议享受门诊慢特病待遇", "同意申报"))
    words = opinion(p, f"患者病史、体征及检查支持{p.case.diagnoses[0][0]}诊断，{wish}。")
    y = p.sheet.flow((28, y + 8), words, ink, 160, 1.75) + 8
    _chosen_rank(p, y)
    p.sheet.line((126, y + 22), "医院医保科（章）", p.body)
    if rng.random() < 0.7:
        (stamps.insurance if rng.random() < 0.6 else stamps.official)(p, (152 + rng.uniform(-6, 6), y + 20))
    p.sheet.rule((20, y + 32), (190, y + 32), 0.4)
    p.sheet.next()
    applicant(p, (20, y + 38), "以上内容属实，申请人签名：")
    p.sheet.put((130, within(y + 38, 280)), written(p.dates.issued, p.style), p.body)
    return p


def _on_lines(p: Paper, y: float, ink: Type) -> float:
    """The applicant's data and the hospital's, each written on a line; the lower edge."""
    who = [
        ("申请人：", p.fact("patient_name"), 54),
        ("性别：", p.fact("sex"), 36),
        ("出生日期：", p.fact("birth_date"), 80),
    ]
    y = slots(p, (20, y), who, True, ink) + 1
    y = (
        slots(p, (20, y), [("公民身份号码：", p.fact("id_number"), 102), ("手机：", some(p, "phone"), 68)], True, ink)
        + 1
    )
    insured = [("医保卡号：", some(p, "insured_number"), 86), ("参保类型：", p.insurance_words(), 84)]
    y = slots(p, (20, y), insured, True, ink) + 1
    y = slots(p, (20, y), [("家庭地址：", some(p, "address"), 170)], True, ink) + 1
    disease = ("申请病种：", p.fact("applied_disease"), 100)
    y = slots(p, (20, y), [disease, ("病种编码：", p.case.code if p.rng.random() < 0.6 else "", 70)], True, ink) + 2
    p.sheet.rule((20, y), (190, y), 0.4)
    where = [("诊断医疗机构：", p.fact("hospital_name"), 98), ("科室：", p.fact("department"), 72)]
    return slots(p, (20, y + 4), where, True, ink) + 1


def _chosen_rank(p: Paper, y: float) -> None:
    """The physician's signature, and below it three ranks of which theirs may be ticked."""
    doctor, how = answered(p, manner(p.rng, 0.15), Title.ATTENDING)
    p.sheet.next()
    signed(p, (20, y), "医师签名（盖章）：", (doctor, "opinion"), how)
    p.sheet.next()
    ranks = (Title.CHIEF, Title.ASSOCIATE_CHIEF, Title.ATTENDING)
    shown = doctor.title if how != "empty" and p.rng.random() < 0.8 else None
    at = (p.sheet.put((20, y + 11), "职称等级：", p.body) + 2, y + 11)
    ticks(p, at, [title.label for title in ranks], ranks.index(shown) if shown in ranks else -1, 6)
    retitled(p, shown)


FORMS = (by_two_experts, for_examination)
