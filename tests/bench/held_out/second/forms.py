# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Application forms of the kinds of the three regions."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import FieldName
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    bars,
    centred,
    code_square,
    fingerprint,
    listed,
    manner,
    numbered,
    start,
    upright_label,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS, dashes, of_rank, pen, ranks_to_tick, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM
_RANKS = (Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF)


def _in(p: Paper, *provinces: str) -> None:
    """Let patient and hospital be of one of these provinces."""
    if not p.visit:
        place = p.rng.choice([place for place in people.PLACES if place[0] in provinces])
        p.hospital = people.Hospital(place[2] + p.rng.choice(people.KINDS), place)
        p.patient = people.patient(p.rng, place)


def some(p: Paper, name: FieldName, chance: float = 0.12) -> str:
    """The fact, or an empty place where the applicant forgot it."""
    return p.blank(name) if p.rng.random() < chance else p.fact(name)


def insured_at(p: Paper) -> str:
    """Where the applicant is insured, noted."""
    place = "".join(p.patient.place[1:3])
    p.fields["insured_place"] = place
    return place


def applicant(p: Paper, at: tuple[float, float], label: str, chance: float = 0.85) -> None:
    """The applicant's own signature, sometimes forgotten, within the block that is open."""
    right = p.sheet.put(at, label, p.body) + 1
    if p.rng.random() < chance:
        p.sheet.put((right, at[1] - 0.6), p.patient.name, Type("wenkai", 13, p.rng.choice(INKS), hand=1.0))
        p.fields["applicant_signature"] = p.patient.name
    else:
        p.fields["applicant_signature"] = None


def opinion(p: Paper, text: str) -> str:
    """What the physician wrote, noted."""
    p.fields["opinion"] = text
    return text


def _department_part(p: Paper, y: float, ink: Type) -> float:
    """What the department fills in; the height below it."""
    bottom = p.sheet.grid(
        (32, y),
        (24.0, 136.0),
        [
            ["诊断医院", Cell(p.fact("hospital_name"), 1, ink, tall=9.5)],
            ["诊断科室", Cell(p.fact("department"), 1, ink, tall=9.5)],
        ],
        p.body,
        1.8,
    )[-1][0].bottom
    p.sheet.frame(Area(32, bottom, 192, bottom + 84))
    p.sheet.line((36, bottom + 3), "认定意见：", p.body.bold())
    p.sheet.flow(
        (36, bottom + 11),
        opinion(p, f"该参保人员经我科诊治，符合{p.case.applied}认定标准，建议予以认定。"),
        ink,
        152,
        1.8,
    )
    doctor, how = p.doctor(Title.RESIDENT), manner(p.rng, 0.2)
    p.sheet.next()
    signed(p, (36, bottom + 36), "认定医师签名：", (doctor, "opinion"), how)
    p.sheet.next()
    shown = doctor.title if how != "empty" and doctor.title in _RANKS else None
    ranks_to_tick(p, (p.sheet.put((36, bottom + 50), "专业技术职务：", p.body) + 1, bottom + 50), shown, _RANKS)
    of_rank(p, shown)
    p.sheet.line((36, bottom + 60), "（须由副主任医师及以上职称医师签署）", p.body.at(9))
    p.sheet.line((128, bottom + 73), written(p.dates.issued, "han"), p.body)
    upright_label(p, Area(18, y, 32, bottom + 84), "诊断科室填写", 1)
    if p.rng.random() < 0.5:
        stamps.official(p, (150 + p.rng.uniform(-8, 8), bottom + 64))
    y = bottom + 84
    return y


def jiangxi_three_parts(rng: Random) -> Paper:
    """Upright labels name who fills in which part; the rank is ticked among three."""
    p = start(rng, A4, _TYPE, ("hei", "microhei", "song"), 10.5)
    _in(p, "江西省")
    p.day, p.style = p.dates.issued, rng.choice(("han", "iso", "dot"))
    ink = pen(p, 0.6) if rng.random() < 0.6 else p.body
    y = centred(p, 15, "江西省门诊慢特病病种待遇认定申请表", Type("song-bold", 18, p.body.colour)) + 4

    def v(text: str, span: int = 1) -> Cell:
        return Cell(text, span, ink, tall=9.5)

    w = (24.0, 38.0, 18.0, 24.0, 22.0, 34.0)
    rows: list[list[Cell | str]] = [
        ["申请人", v(p.fact("patient_name")), "性别", v(p.fact("sex")), "年龄", v(p.fact("age"))],
        ["证件号码", v(p.fact("id_number"), 3), "手机", v(some(p, "phone"))],
        ["参保地", v(insured_at(p), 3), "险种", v(p.insurance_words())],
        ["联系地址", v(some(p, "address"), 5)],
        ["申请病种", v(p.fact("applied_disease"), 5)],
    ]
    bottom = p.sheet.grid((32, y), w, rows, p.body, 1.8)[-1][0].bottom
    upright_label(p, Area(18, y, 32, bottom), "申请人填写", 1)
    y = bottom
    y = _department_part(p, y, ink)
    p.sheet.frame(Area(32, y, 192, y + 22))
    p.sheet.next()
    applicant(p, (36, y + 6), "本人保证以上内容真实。申请人签名：")
    upright_label(p, Area(18, y, 32, y + 22), "承诺", 1)
    p.sheet.line((18, y + 25), "注：本表一式两份，医保经办机构、申请人各执一份。", p.body.at(9))
    return p


def _hospital_part(p: Paper, y: float, w: tuple[float, ...], ink: Type) -> float:
    """What the hospital fills in; the height below it."""
    shown = numbered(p.diagnose(p.case.diagnoses[:3]), "{}、")
    rows: list[list[Cell | str]] = [
        ["就诊机构", Cell(p.fact("hospital_name"), 3, ink), "科  室", Cell(p.fact("department"), 1, ink)],
        [Cell("疾病诊断", tall=26), Cell("\n".join(shown), 5, ink, top=True)],
        [Cell("医师意见", tall=40), Cell(opinion(p, "符合该病种认定条件，同意上报。"), 5, ink, top=True)],
    ]
    areas = p.sheet.grid((18, y), w, rows, p.body, 1.7)
    place = areas[2][1]
    p.sheet.next()
    signed(
        p,
        (place.left + 5, place.top + 24),
        "主治医生（签字）：",
        (p.doctor(Title.RESIDENT), "opinion"),
        manner(p.rng, 0.15),
        p.rng.random() < 0.5,
    )
    p.sheet.put((place.left + 94, place.top + 31), "（医院盖章）", p.body)
    if p.rng.random() < 0.7:
        (stamps.official if p.rng.random() < 0.7 else stamps.insurance)(
            p, (place.left + 110 + p.rng.uniform(-8, 8), place.top + 24)
        )
    return areas[-1][0].bottom


def sichuan_sections(rng: Random) -> Paper:
    """Sections headed in grey bands: the person, what the hospital says, experts, the office."""
    p = start(rng, A4, _TYPE, ("song", "zenhei", "sungti"), 10.5)
    _in(p, "四川省")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han"))
    ink = pen(p, 0.7) if rng.random() < 0.6 else p.body
    y = centred(p, 13, "南充市门诊慢特病病种待遇认定申请表", Type("hei-bold", 17, p.body.colour)) + 1
    p.sheet.next()
    p.sheet.put((18, y), f"申请编号：{p.dates.issued:%Y%m%d}{rng.randrange(1000, 9999)}", p.body.at(9.5))
    p.sheet.put((132, y), f"填表日期：{written(p.dates.issued, p.style)}", p.body.at(9.5), 60, "r")
    w = (27.0, 34.0, 23.0, 28.0, 23.0, 39.0)
    y = _band(p, y + 6, "基本信息")
    rows: list[list[Cell | str]] = [
        [
            "姓  名",
            Cell(p.fact("patient_name"), 1, ink),
            "性  别",
            Cell(p.fact("sex"), 1, ink),
            "出生日期",
            Cell(p.fact("birth_date"), 1, ink),
        ],
        ["身份证号", Cell(p.fact("id_number"), 3, ink), "联系电话", Cell(p.fact("phone"), 1, ink)],
        ["参保地", Cell(insured_at(p), 3, ink), "参保类型", Cell(p.insurance_words(), 1, ink)],
        [
            "医保个人编号",
            Cell(some(p, "insured_number"), 3, ink),
            "申请方式",
            Cell(rng.choice(("本人", "代办")), 1, ink),
        ],
        ["申报病种", Cell(p.fact("applied_disease"), 5, ink)],
    ]
    y = _band(p, p.sheet.grid((18, y), w, rows, p.body, 1.7)[-1][0].bottom, "诊断情况（由定点医疗机构填写）")
    y = _hospital_part(p, y, w, ink)
    y = _band(p, y, "专家组认定意见")
    y = p.sheet.grid((18, y), (174.0,), [[Cell("专家签名：1.            2.            3.", tall=22)]], p.body, 2.0)[0][
        0
    ].bottom
    y = _band(p, y, "医保经办机构意见")
    y = p.sheet.grid((18, y), (174.0,), [[Cell("经办人：              年   月   日", tall=18)]], p.body, 2.0)[0][
        0
    ].bottom
    p.sheet.next()
    applicant(p, (18, y + 6), "申请人（代办人）签字：")
    if rng.random() < 0.3:
        fingerprint(p, (98, y + 9))
    return p


def _band(p: Paper, y: float, text: str) -> float:
    """A heading on grey across the table; the height below it."""
    s = p.sheet.scale
    p.sheet.draw.rectangle((18 * s, y * s, 192 * s, (y + 7) * s), fill=(222, 224, 226))
    p.sheet.frame(Area(18, y, 192, y + 7))
    p.sheet.line((18, y + 1.4), text, p.body.bold(), 174, "c")
    return y + 7


def hubei_made_by_program(rng: Random) -> Paper:
    """What a program makes of what was typed in: labels and values in two columns, no signature of anybody."""
    p = start(rng, A4, _TYPE, ("microhei", "hei"), 11)
    _in(p, "湖北省")
    p.day, p.style = p.dates.issued, "iso"
    p.sheet.draw.rectangle((0, 0, 210 * p.sheet.scale, 5 * p.sheet.scale), fill=(34, 110, 190))
    y = centred(p, 16, "门诊慢特病待遇认定申请表", Type("hei-bold", 19, p.body.colour))
    y = centred(p, y, "（电子版）", p.body.at(10)) + 2
    code_square(p, Area(168, 12, 190, 34))
    bars(p, Area(20, 18, 62, 26))
    p.sheet.line((20, 27.5), f"{p.dates.issued:%Y%m%d}{rng.randrange(10**7, 10**8)}", p.body.at(8.5))
    for heading, rows in (
        ("参保人信息", (("姓名", p.fact("patient_name")), ("证件类型", "居民身份证"), ("证件号码", p.fact("id_number")), ("性别", p.fact("sex")), ("出生日期", p.fact("birth_date")), ("参保险种", p.insurance_words()), ("参保地", insured_at(p)), ("手机号码", p.fact("phone")))),
        ("申请信息", (("申请病种", p.fact("applied_disease")), ("病种编码", p.case.code), ("诊断医院", p.fact("hospital_name")), ("申请渠道", "小程序"), ("申请时间", f"{written(p.dates.issued, 'iso')} 10:{rng.randrange(10, 59)}"), ("办理方式", rng.choice(("本人办理", "为家人办理"))))),
    ):  # fmt: skip
        p.sheet.line((20, y + 4), heading, Type("hei-bold", 12.5, (34, 90, 160)))
        p.sheet.rule((20, y + 10.5), (190, y + 10.5), 0.3)
        y += 15
        for n in range(0, len(rows), 2):
            p.sheet.next()
            for k, (label, value) in enumerate(rows[n : n + 2]):
                p.sheet.put((22 + k * 88, y), label, p.body.in_colour((110, 112, 116)))
                p.sheet.put((44 + k * 88, y), value, p.body, 62)
            y += 9.5
    p.sheet.line((20, y + 4), "上传材料", Type("hei-bold", 12.5, (34, 90, 160)))
    p.sheet.rule((20, y + 10.5), (190, y + 10.5), 0.3)
    y = listed(
        p,
        (22, y + 15),
        numbered(["身份证正反面（2张）", "出院记录（1张）", "病理及影像检查报告（3张）", "诊断证明（1张）"], "{}. "),
        160,
        1.75,
    )
    y = p.sheet.flow(
        (20, y + 8),
        "申请人承诺：本人已阅读并知晓门诊慢特病待遇认定有关规定，所提交的信息和材料真实、合法、有效，如有虚假，愿承担相应责任。",
        p.body.at(10),
        170,
        1.7,
    )
    dashes(p, (20, y + 6), (190, y + 6))
    p.sheet.line((20, y + 10), "本表由系统根据在线填写内容自动生成。", p.body.at(9))
    return p


LAYOUTS = (jiangxi_three_parts, sichuan_sections, hubei_made_by_program)
