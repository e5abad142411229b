"""Application forms for chronic-disease benefits, filled in by those who apply: in ink, in print, with ticks."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import FieldName
from tests.bench.held_out import stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, manner, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import of_rank, pen, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM


def _some(p: Paper, name: FieldName, chance: float = 0.08) -> str:
    """The fact, or an empty place where the applicant forgot it."""
    return p.blank(name) if p.rng.random() < chance else p.fact(name)


def _own_hand(p: Paper, at: tuple[float, float], label: str) -> None:
    """The applicant's signature behind its label, within the block that is open."""
    right = p.sheet.put(at, label, p.body) + 1
    written_by = p.patient.name if p.rng.random() < 0.88 else None
    if written_by:
        p.sheet.put((right, at[1] - 0.6), written_by, Type("wenkai", 13, pen(p).colour, hand=1.0))
    p.fields["applicant_signature"] = written_by


def _opinion(p: Paper, text: str) -> str:
    p.fields["opinion"] = text
    return text


def inked_grid(rng: Random) -> Paper:
    """A framed form filled in ink; the physician's rank stands in a place of its own."""
    p = start(rng, A4, _TYPE, ("song", "sungti"), 10.5)
    p.day, p.style = p.dates.issued, rng.choice(("han", "dot"))
    sheet, b, ink = p.sheet, p.body, pen(p)
    y = centred(p, 16, p.title(f"{p.patient.place[0]}基本医疗保险门诊慢特病待遇申请表"), b.bold().at(16)) + 6

    def by_hand(text: str, span: int = 1) -> Cell:
        return Cell(text, span, ink, "c", 10.0)

    rows: list[list[Cell | str]] = [
        [
            "参保人",
            by_hand(_some(p, "patient_name", 0.03)),
            "性别",
            by_hand(p.fact("sex")),
            "年龄",
            by_hand(p.fact("age")),
        ],
        ["公民身份号码", by_hand(_some(p, "id_number"), 3), "联系方式", by_hand(_some(p, "phone"))],
        ["常住地址", by_hand(_some(p, "address"), 5)],
        ["申报病种", by_hand(p.fact("applied_disease"), 3), "险种", by_hand(p.insurance_words())],
        ["就诊医院", by_hand(p.fact("hospital_name"), 3), "科室", by_hand(p.fact("department"))],
    ]
    y = sheet.grid((14, y), (27.0, 34.0, 16.0, 32.0, 20.0, 53.0), rows, b)[-1][0].bottom
    sheet.frame(Area(14, y, 196, y + 30))
    sheet.line((17, y + 4), "本人承诺以上所填及所附材料均真实有效，如有虚假，愿承担相应责任。", b)
    sheet.next()
    _own_hand(p, (90, y + 18), "申请人（签名）")
    y += 30
    sheet.frame(Area(14, y, 196, y + 70))
    sheet.line((17, y + 3), "接诊医师意见", b.bold())
    sheet.flow((17, y + 12), _opinion(p, f"经诊查，患者{p.case.applied}诊断明确，同意申报。"), ink, 174)
    how = manner(rng, 0.12)
    doctor = p.doctor(Title.ATTENDING)
    sheet.next()
    signed(p, (22, y + 42), "医师签名：", (doctor, "opinion"), how)
    right = sheet.put((90, y + 42), "职称：", b)
    if how != "empty":
        sheet.put((right + 1, y + 41.6), doctor.title_text, ink)
        of_rank(p, doctor.title)
    sheet.line((140, y + 58), written(p.dates.issued, "han"), b)
    if rng.random() < 0.6:
        stamps.insurance(p, (160 + rng.uniform(-6, 6), y + 46))
    return p


def _ticked_diseases(p: Paper, y: float) -> float:
    """A list of diseases in three columns, a box before each, the one applied for ticked; the height below."""
    p.fact("applied_disease")
    every = [case.applied for case in CASES]
    others = p.rng.sample([one for one in every if one != p.case.applied], min(8, len(set(every)) - 1))
    shown = sorted([*others, p.case.applied])
    for number, name in enumerate(shown):
        if number % 3 == 0:
            p.sheet.next()
        at = (18 + 60 * (number % 3), y + 8 * (number // 3))
        p.sheet.put((box(p, at, name == p.case.applied) + 0.8, at[1]), name, p.body, 52)
    return y + 8 * ((len(shown) + 2) // 3)


def ticked_list(rng: Random) -> Paper:
    """Lines to fill in above, diseases to tick in the middle, two signatures at the foot."""
    p = start(rng, A4, _TYPE, ("hei", "microhei", "zenhei"), 10)
    p.day = p.dates.issued
    sheet, b, ink = p.sheet, p.body, pen(p)
    centred(p, 15, p.title("门诊慢性病、特殊疾病资格认定申请书"), b.bold().at(16))
    y = slots(
        p, (16, 30), [("申请人：", p.fact("patient_name"), 60.0), ("手机号：", _some(p, "phone"), 80.0)], True, ink
    )
    y = slots(p, (16, y + 2), [("证件号码：", p.fact("id_number"), 90.0)], True, ink)
    y = slots(p, (16, y + 2), [("住址：", _some(p, "address"), 170.0)], True, ink)
    y = slots(p, (16, y + 2), [("医保编号：", _some(p, "insured_number", 0.2), 90.0)], True, ink)
    sheet.line((16, y + 4), "一、申请认定的病种（请在□内打“√”）", b.bold())
    y = _ticked_diseases(p, y + 13)
    sheet.line((16, y + 4), "二、医疗机构审核", b.bold())
    y = slots(
        p,
        (18, y + 13),
        [("医疗机构：", p.fact("hospital_name"), 90.0), ("科别：", p.fact("department"), 70.0)],
        True,
        ink,
    )
    y = sheet.flow((18, y + 2), _opinion(p, rng.choice(("符合认定条件。", "情况属实，建议认定。"))), ink, 170)
    sheet.next()
    signed(p, (18, y + 10), "审核医师：", (p.doctor(Title.ATTENDING), "opinion"), manner(rng, 0.15), rng.random() < 0.6)
    sheet.line((140, y + 10), written(p.dates.issued, "han"), b)
    stamps.official(p, (156, y + 6))
    sheet.next()
    _own_hand(p, (18, y + 38), "申请人本人签字：")
    sheet.line((18, y + 50), "注：本表一式两份，医疗机构、经办机构各留存一份。", b.at(8.5))
    return p


def printed_online(rng: Random) -> Paper:
    """What an application's own page prints: label and value in two wide columns, nothing by hand but signatures."""
    p = start(rng, A4, _TYPE, ("microhei", "hei"), 10.5)
    p.day = p.dates.issued
    sheet, b = p.sheet, p.body
    centred(p, 16, p.title("门诊慢特病待遇申请信息表"), b.bold().at(16))
    sheet.line((24, 26), f"业务流水号：{rng.randrange(10**13, 10**14)}", b.at(9))
    rows: list[list[Cell | str]] = [
        ["参保人姓名", p.fact("patient_name")],
        ["证件号码", p.fact("id_number")],
        ["医保卡号", p.fact("insured_number")],
        ["手机号码", p.fact("phone")],
        ["联系地址", _some(p, "address", 0.2)],
        ["申请病种名称", p.fact("applied_disease")],
        ["鉴定医院", p.fact("hospital_name")],
    ]
    y = sheet.grid((24, 34), (46.0, 116.0), rows, b, 2.6)[-1][0].bottom
    sheet.next()
    _own_hand(p, (24, y + 10), "申请人签字确认：")
    y = sheet.flow((24, y + 26), "医师鉴定结论：" + _opinion(p, "符合该病种准入标准。"), b, 160)
    sheet.next()
    signed(p, (24, y + 8), "鉴定医师：", (p.doctor(Title.ATTENDING), "opinion"), manner(rng), rng.random() < 0.7)
    if rng.random() < 0.6:
        stamps.official(p, (158, y + 14))
    return p


LAYOUTS = (inked_grid, ticked_list, printed_online)
