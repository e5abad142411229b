# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Forms that apply for the outpatient benefit: a county's one table with three opinions, a city's with criteria to tick."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import FieldName
from tests.bench.held_out import stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, manner, slots, start, upright_label
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import of_rank, pen, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM
Spot = tuple[float, float]


def _filled(p: Paper, name: FieldName, chance: float = 0.07) -> str:
    """The entry, now and then forgotten."""
    return p.blank(name) if p.rng.random() < chance else p.fact(name)


def _applicant(p: Paper, at: Spot, label: str) -> float:
    """The applicant's own signature behind its label, or nothing; the right edge."""
    right = p.sheet.put(at, label, p.body) + 1.2
    promised = p.visit.promised if p.visit else p.rng.random() < 0.88
    p.fields["applicant_signature"] = p.patient.name if promised else None
    if not promised:
        return right + 20
    return p.sheet.put((right, at[1] - 0.7), p.patient.name, Type("wenkai", 13, pen(p).colour, hand=1.0))


def _blank_date(p: Paper, at: Spot, filled: bool, ink: Type) -> None:
    """年 月 日 in print, the figures written between them where ``filled``."""
    day = p.dates.issued
    x = at[0]
    for value, unit in ((str(day.year), "年"), (str(day.month), "月"), (str(day.day), "日")):
        room = 12.0 if unit == "年" else 8.0
        if filled:
            p.sheet.put((x, at[1] - 0.4), value, ink, room - 1, "c")
        x = p.sheet.put((x + room, at[1]), unit, p.body) + 0.5


def three_opinions(rng: Random) -> Paper:
    """A Jiangxi county's table: upright labels before the opinions of the physician, the hospital and the office."""
    p = start(rng, A4, _TYPE, ("song", "ming", "hei"), 10.5)
    p.day, p.style = p.dates.issued, "han"
    sheet, b, ink = p.sheet, p.body, pen(p)
    place = p.patient.place
    y = centred(p, 13, p.title(f"{place[1] or place[2]}门诊慢特病待遇认定申请表"), b.bold().at(17)) + 2
    sheet.next()
    sheet.put((14, y), "参保地：", b)
    p.fields["insured_place"] = insured = (p.visit.insured_at if p.visit else "") or "".join(place[1:3])
    sheet.put((30, y - 0.3), insured, ink)
    right = sheet.put((120, y), "填表日期：", b)
    sheet.put((right + 1.5, y - 0.3), written(p.dates.issued, p.style), ink, 50)

    def hand(text: str, span: int = 1) -> Cell:
        return Cell(text, span, ink, "c", 9.5)

    rows: list[list[Cell | str]] = [
        ["姓  名", hand(p.fact("patient_name")), "性  别", hand(p.fact("sex")), "年  龄", hand(p.fact("age"))],
        ["身份证号", hand(_filled(p, "id_number", 0.04), 3), "参保类型", hand(p.insurance_words())],
        ["联系电话", hand(_filled(p, "phone"), 3), "医保编号", hand(_filled(p, "insured_number", 0.2))],
        ["家庭住址", hand(_filled(p, "address"), 5)],
        ["申请病种", hand(p.fact("applied_disease"), 3), "就诊科室", hand(p.fact("department"))],
        ["定点医院", hand(p.fact("hospital_name"), 5)],
    ]
    y = sheet.grid((14, y + 8), (26, 34, 20, 26, 24, 52), rows, b)[-1][0].bottom
    top = y
    upright_label(p, Area(14, top, 26, top + 34), "病情摘要")
    texts = "；".join(p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)]))
    end = sheet.flow((29, top + 3), f"{p.case.complaint}，诊断：{texts}。", ink, 163, 1.6)
    sheet.next()
    _applicant(p, (96, max(end + 2, top + 25)), "申请人或代办人签名：")
    y = top + 34
    sheet.frame(Area(26, top, 196, y))
    words = rng.choice(
        (
            "病史及检查资料齐全，符合认定标准。",
            f"符合{p.case.applied}认定条件，建议纳入。",
            "经审核，诊断成立，同意认定。",
        )
    )
    given = p.visit.opinion if p.visit else True
    top, y = y, y + 42
    upright_label(p, Area(14, top, 26, y), "认定医师意见")
    sheet.frame(Area(26, top, 196, y))
    p.blank("opinion")
    if given:
        p.fields["opinion"] = words
        sheet.line((30, top + 5), words, ink, 160)
    how = p.manner(manner(rng, 0.12))
    doctor = p.doctor(Title.ATTENDING)
    sheet.next()
    signed(p, (30, top + 21), "认定医师（签字）：", (doctor, "opinion"), how)
    right = sheet.put((118, top + 21), "技术职称：", b)
    if how != "empty" and rng.random() < 0.8:
        sheet.put((right + 1, top + 20.6), doctor.title_text, ink)
        of_rank(p, doctor.title)
    sheet.next()
    _blank_date(p, (140, top + 33), how != "empty", ink)
    top, y = y, y + 32
    upright_label(p, Area(14, top, 26, y), "医院意见")
    sheet.frame(Area(26, top, 196, y))
    sheet.line((30, top + 5), rng.choice(("同意上报。", "同意。", "情况属实，同意申报。")), ink)
    sheet.line((96, top + 15), "（医保办盖章）", b)
    sheet.next()
    _blank_date(p, (140, top + 24), rng.random() < 0.7, ink)
    (stamps.insurance if rng.random() < 0.6 else stamps.official)(p, (128, top + 12))
    top, y = y, y + 26
    upright_label(p, Area(14, top, 26, y), "经办机构", 2)
    sheet.frame(Area(26, top, 196, y))
    sheet.line((30, top + 5), "审核意见：", b)
    sheet.next()
    _blank_date(p, (140, top + 18), False, ink)
    sheet.line((14, y + 3), "说明：须附近两年内病历资料复印件并加盖医院印章。", b.at(9))
    return p


def criteria_to_tick(rng: Random) -> Paper:
    """A Sichuan city's sheet without a full table: numbered sections, criteria to tick, two experts and a promise."""
    p = start(rng, A4, _TYPE, ("microhei", "zenhei", "song"), 10.5)
    p.day, p.style = p.dates.issued, rng.choice(("han", "iso", "dot"))
    sheet, b = p.sheet, p.body
    ink = pen(p) if rng.random() < 0.6 else b
    sheet.line((150, 9), f"编号：{rng.randrange(10**5, 10**6)}", b.at(9), 44, "r")
    y = centred(p, 15, p.title("基本医疗保险门诊慢特病病种待遇认定申请表"), b.bold().at(16)) + 2
    sheet.next()
    x = sheet.put((18, y), "险种：", b) + 1
    told = p.insurance(rng.randrange(2))
    for n, label in enumerate(("职工医保", "居民医保")):
        x = sheet.put((box(p, (x, y), n == told) + 0.5, y), label, b) + 4
    x = sheet.put((110, y), "申请类别：", b) + 1
    for n, label in enumerate(("首次申请", "复审")):
        x = sheet.put((box(p, (x, y), n == 0) + 0.5, y), label, b) + 4
    y += 8.5
    sheet.line((16, y), "一、申请人信息", b.bold())
    y += 7.5
    y = slots(
        p,
        (18, y),
        [
            ("姓名", p.fact("patient_name"), 44),
            ("性别", p.fact("sex"), 26),
            ("年龄", p.fact("age"), 32),
            ("电话", _filled(p, "phone"), 72),
        ],
        True,
        ink,
    )
    y = slots(
        p,
        (18, y + 1),
        [("身份证件号码", _filled(p, "id_number", 0.04), 100), ("科别", p.fact("department"), 74)],
        True,
        ink,
    )
    y = slots(p, (18, y + 1), [("现居住地址", _filled(p, "address"), 174)], True, ink)
    sheet.line((16, y + 2), "二、申请病种（只限一种）", b.bold())
    y += 10
    others = rng.sample(sorted({one.applied for one in CASES} - {p.case.applied}), 3)
    p.fact("applied_disease")
    shown = sorted([*others, p.case.applied])
    for n, name in enumerate(shown):
        if n % 2 == 0:
            sheet.next()
        at = (20 + 86 * (n % 2), y + 7.5 * (n // 2))
        sheet.put((box(p, at, name == p.case.applied) + 0.8, at[1]), name, b, 76)
    y += 17
    sheet.line((16, y), "三、提供材料", b.bold())
    sheet.next()
    x = 20.0
    for label, chance in (("出院记录", 0.7), ("诊断证明", 0.8), ("检查检验报告", 0.7), ("其他", 0.2)):
        x = sheet.put((box(p, (x, y + 7.5), rng.random() < chance) + 0.6, y + 7.5), label, b) + 6
    y += 16
    top = y
    rows: list[list[Cell | str]] = [
        [Cell("四、认定医疗机构填写", 4, b.bold())],
        ["医疗机构", Cell(p.fact("hospital_name"), 3, ink)],
        ["临床诊断", Cell("；".join(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])), 3, ink)],
    ]
    y = sheet.grid((16, top), (28, 62, 28, 60), rows, b)[-1][0].bottom
    top = y
    given = p.visit.opinion if p.visit else rng.random() < 0.94
    sheet.line((18, top + 3), "专家认定意见：", b)
    p.blank("opinion")
    if given:
        p.fields["opinion"] = words = rng.choice(
            (
                f"患者符合{p.case.applied}认定标准，同意认定。",
                "符合认定标准。",
                "资料完整，诊断依据充分，同意享受待遇。",
            )
        )
        sheet.line((24, top + 11), words, ink, 164)
    sheet.next()
    for n, label in enumerate(("认定专家1：", "认定专家2：")):
        how = p.manner(manner(rng, 0.1)) if n == 0 else manner(rng, 0.3)
        doctor = p.doctor(Title.ATTENDING if n == 0 else Title.ASSOCIATE_CHIEF)
        signed(p, (22 + 84 * n, top + 24), label, (doctor, "opinion"), how, rng.random() < 0.6 and how != "scrawl")
    sheet.next()
    right = sheet.put((112, top + 37), "（盖章）", b)
    sheet.put((right + 4, top + 37), written(p.dates.issued, p.style), ink)
    y = top + 46
    sheet.frame(Area(16, top, 194, y))
    (stamps.insurance if rng.random() < 0.5 else stamps.official)(p, (146, top + 32))
    y = sheet.flow(
        (18, y + 4),
        "本人承诺：提供的材料真实、完整、有效，同意医保部门核查本人就诊信息，弄虚作假的，按医疗保障基金监督管理规定处理。",
        b.at(9.5),
        174,
        1.5,
    )
    sheet.next()
    _applicant(p, (96, y + 6), "承诺人（签名）：")
    return p


LAYOUTS = (three_opinions, criteria_to_tick)
