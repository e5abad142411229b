# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Certificates of a diagnosis: a ruled HIS sheet, a filled slip, a letter of sentences, a telephone's screen, a long-term one."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import PhysicianRole
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import PEN, Paper
from tests.bench.held_out.parts import A4, A5_WIDE, badge, bars, centred, code_square, listed, manner, slots, start
from tests.bench.held_out.people import Doctor, written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.DIAGNOSIS_CERTIFICATE
Spot = tuple[float, float]


def signer(p: Paper, lowest: Title = Title.RESIDENT, highest: Title = Title.CHIEF) -> tuple[Doctor, Manner]:
    """Who answers for the paper, and how that line is filled."""
    return p.doctor(lowest, highest), p.manner(manner(p.rng, 0.1))


def labelled(
    p: Paper, at: Spot, label: str, who: tuple[Doctor, Manner], role: PhysicianRole | None, titled: bool = False
) -> float:
    """A label and the signature behind it; the right edge."""
    right = p.sheet.put(at, label, p.body) + 1.5
    return p.sign((right, at[1]), who[0], role, who[1], titled)


def by_rank(p: Paper, at: Spot, label: str, who: Doctor, how: Manner) -> float:
    """A label that is itself the rank of whoever fills its line; the right edge."""
    right = labelled(p, at, label, (who, how), "responsible")
    if how != "empty":
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": who.title})
    return right


def pressed(p: Paper, spot: Spot) -> None:
    """The seal for certificates, the house's own, or none at all."""
    roll = p.rng.random()
    if roll < 0.6:
        stamps.certificate(p, spot)
    elif roll < 0.85:
        stamps.official(p, spot)


def pen(p: Paper) -> Type:
    """What the form is filled in with."""
    return Type("wenkai", p.body.size * 1.15, p.rng.choice(PEN), hand=1.0)


def ruled_sheet(rng: Random) -> Paper:
    """A HIS printout of a county hospital on half a sheet: one table, the doctor in its last row, print time below."""
    p = start(rng, A5_WIDE, _TYPE, ("song", "zenhei", "microhei"), 10.5)
    badge(p, (24, 15), 13)
    centred(p, 9, p.fact("hospital_name"), p.body.bold().at(15))
    y = centred(p, 17, rng.choice(("疾病诊断证明", "诊断证明书（门诊）", "疾病诊断证明书")), p.body.at(13)) + 2
    texts = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    advice = "".join(p.advise("{n}){text}；"))
    rows: list[list[Cell | str]] = [
        ["患者姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["就诊科室", p.fact("department"), "门诊号", Cell(p.fact("outpatient_number"), 3)],
        ["就诊时间", p.fact("visit_date"), "证件号", Cell(p.fact("id_number"), 3)],
        ["临床诊断", Cell("\n".join(texts), 5, tall=18)],
        ["医师建议", Cell(advice, 5, tall=22)],
    ]
    areas = p.sheet.grid((14, y), (24, 50, 20, 34, 16, 38), rows, p.body)
    foot = areas[-1][0].bottom + 4
    p.sheet.next()
    labelled(p, (16, foot), "接诊医师：", signer(p), "signing", rng.random() < 0.35)
    p.sheet.put((118, foot), "开具日期：" + p.fact("issue_date"), p.body)
    p.sheet.line(
        (16, min(foot + 10, 139)),
        f"打印时间 {p.dates.issued.isoformat()} {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}    未加盖公章无效",
        p.body.at(8),
    )
    pressed(p, (166, min(foot - 2, 124)))
    return p


def filled_slip(rng: Random) -> Paper:
    """A health centre's printed pad, its lines filled with the pen; stub number in red."""
    p = start(rng, (185.0, 240.0), _TYPE, ("kaiti", "song"), 13)
    ink = pen(p)
    p.style = "han"
    y = centred(p, 16, p.fact("hospital_name"), p.body.at(17))
    y = centred(p, y + 2, rng.choice(("病情证明书", "病 情 诊 断 书", "疾病证明单")), p.body.bold().at(21)) + 4
    p.sheet.line((128, y), f"№ {rng.randrange(10**5, 10**7):07d}", p.body.at(12).in_colour((190, 34, 38)))
    y = slots(
        p,
        (16, y + 10),
        [
            ("姓名", p.fact("patient_name"), 50),
            ("性别", p.fact("sex"), 32),
            ("年龄", p.fact("age"), 36),
            ("病室", "", 34),
        ],
        True,
        ink,
    )
    y = slots(p, (16, y + 1), [("住址", p.fact("address"), 152)], True, ink)
    p.sheet.line((16, y + 3), "病情及诊断：", p.body)
    for text in p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)]):
        y += 12
        p.sheet.line((30, y), text, ink)
        p.sheet.rule((28, y + 7), (166, y + 7), 0.15)
    p.sheet.line((16, y + 12), "意  见：", p.body)
    y += 21
    for line in p.advise("{n}、{text}"):
        p.sheet.line((30, y), line, ink, 136)
        p.sheet.rule((28, y + 7), (168, y + 7), 0.15)
        y += 11
    foot = max(y + 10, 176.0)
    p.sheet.next()
    labelled(p, (84, foot), "医师（签章）", signer(p, Title.RESIDENT, Title.ATTENDING), "signing")
    p.sheet.line((84, foot + 13), p.fact("issue_date"), ink)
    p.sheet.line((16, foot + 26), "注：涂改无效，无公章无效。", p.body.at(10))
    pressed(p, (130, foot + 6))
    return p


def letter(rng: Random) -> Paper:
    """A whole page of a sentence that names the patient, as ward secretaries type it, signed by two."""
    p = start(rng, A4, _TYPE, ("song", "sungti", "ming"), 14)
    p.style = "han"
    y = centred(p, 34, rng.choice(("诊 断 证 明", "证    明", "住院诊断证明")), p.body.bold().at(22)) + 12
    opening = f"    患者{p.fact('patient_name')}，{p.fact('sex')}，{p.fact('age')}，身份证号码{p.fact('id_number')}，因“{p.case.complaint}”于{p.fact('admission_date')}入住我院{p.fact('department')}，住院号{p.fact('inpatient_number')}。经治疗后于{p.fact('discharge_date')}出院。"
    y = p.sheet.flow((26, y), opening, p.body, 158, 1.9)
    p.sheet.line((26, y + 2), "    出院诊断如下：", p.body)
    y = listed(p, (38, y + 11), [f"（{n}）{t}" for n, t in enumerate(p.diagnose(p.case.diagnoses), 1)], 144, 1.8)
    p.sheet.line((26, y + 2), "    建议：", p.body)
    y = listed(p, (38, y + 11), p.advise("{n}.{text}；"), 144, 1.8)
    p.sheet.line((26, y + 3), "    特此证明。", p.body)
    foot = y + 18
    p.sheet.next()
    labelled(p, (98, foot), "经治医生：", signer(p, Title.RESIDENT, Title.ATTENDING), "responsible")
    if rng.random() < 0.6:
        p.sheet.next()
        labelled(p, (98, foot + 14), "科主任：", signer(p, Title.ASSOCIATE_CHIEF), None)
    p.sheet.line((98, foot + 29), p.fact("hospital_name"), p.body)
    p.sheet.line((98, foot + 38), p.fact("issue_date"), p.body)
    pressed(p, (132, foot + 33))
    return p


def telephone_screen(rng: Random) -> Paper:
    """The electronic certificate a hospital's app shows, printed from the telephone: labels left, values right."""
    p = start(rng, (110.0, 226.0), _TYPE, ("hei", "microhei"), 9.5)
    grey = p.body.in_colour((120, 122, 126))
    p.sheet.line((8, 6), f"{rng.randrange(7, 22):02d}:{rng.randrange(60):02d}", p.body.at(8))
    y = centred(p, 14, "电子诊断证明", p.body.bold().at(12)) + 4
    p.sheet.line((8, y), p.fact("hospital_name"), p.body.bold().at(11))
    y += 9
    for label, value in (
        ("就诊人", p.fact("patient_name")), ("性别", p.fact("sex")), ("年龄", p.fact("age")),
        ("证件号码", p.fact("id_number")), ("就诊科室", p.fact("department")), ("就诊日期", p.fact("visit_date")),
    ):  # fmt: skip
        p.sheet.next()
        p.sheet.put((8, y), label, grey)
        p.sheet.put((40, y), value, p.body, 62, "r")
        y += 7.5
    p.sheet.rule((8, y), (102, y), 0.2)
    p.sheet.line((8, y + 3), "诊断", p.body.bold())
    y = listed(p, (8, y + 10), p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), 94, 1.6)
    p.sheet.line((8, y + 3), "处理建议", p.body.bold())
    y = listed(p, (8, y + 10), p.advise("{text}。"), 94, 1.6) + 5
    p.sheet.rule((8, y), (102, y), 0.2)
    doctor = p.doctor()
    p.sheet.next()
    p.sheet.put((8, y + 4), "开具医生", grey)
    p.sheet.put((60, y + 4), f"{doctor.name}  {doctor.title_text}", p.body, 42, "r")
    p.note(doctor, "signing", True, True)
    p.sheet.next()
    p.sheet.put((8, y + 12), "开具日期", grey)
    p.sheet.put((60, y + 12), p.fact("issue_date"), p.body, 42, "r")
    code_square(p, Area(10, y + 22, 32, y + 44))
    p.sheet.line((36, y + 30), "扫码可验真伪 本证明已电子签名", grey.at(8))
    pressed(p, (78, y + 24))
    return p


def long_term(rng: Random) -> Paper:
    """For the office of long-term diseases: numbered entries, codes behind the diagnoses, both doctors with their ranks."""
    p = start(rng, A4, _TYPE, ("song", "hei", "zenhei"), 11.5)
    bars(p, Area(150, 10, 192, 18))
    y = centred(p, 24, p.fact("hospital_name"), p.body.bold().at(18))
    y = (
        centred(
            p, y + 2, rng.choice(("诊断证明（慢特病专用）", "门诊慢特病诊断证明", "慢性病诊断证明书")), p.body.at(16)
        )
        + 7
    )
    y = slots(
        p,
        (20, y),
        [("一、姓    名：", p.fact("patient_name"), 80), ("性别：", p.fact("sex"), 40), ("年龄：", p.fact("age"), 40)],
    )
    y = slots(p, (20, y), [("二、身份证号：", p.fact("id_number"), 100), ("电话：", p.fact("phone"), 66)])
    y = slots(
        p, (20, y), [("三、就诊科室：", p.fact("department"), 100), ("病历号：", p.fact("outpatient_number"), 66)]
    )
    p.sheet.line((20, y), "四、主要诊断及编码：", p.body)
    y += 8
    chosen = p.case.diagnoses[: rng.randrange(1, 4)]
    for text, (_, code) in zip(p.diagnose(chosen, codes=True), chosen, strict=True):
        p.sheet.next()
        p.sheet.put((30, y), text, p.body)
        p.sheet.put((130, y), code, p.body)
        y += 7.5
    p.sheet.line((20, y + 1), "五、病情摘要：", p.body)
    y = p.sheet.flow((30, y + 9), p.case.history, p.body, 156, 1.6)
    p.sheet.line((20, y + 2), "六、诊疗意见：", p.body)
    y = listed(p, (30, y + 10), p.advise("{n}．{text}。"), 156, 1.6)
    foot = y + 12
    p.sheet.next()
    how = p.manner("printed" if rng.random() < 0.5 else "hand")
    by_rank(p, (20, foot), "主治医师：", p.doctor(Title.ATTENDING, Title.ATTENDING), how)
    p.sheet.put((120, foot), "日期：" + p.fact("issue_date"), p.body)
    p.sheet.next()
    labelled(p, (20, foot + 13), "审核医师：", signer(p, Title.ASSOCIATE_CHIEF), "reviewing", rng.random() < 0.6)
    p.sheet.line((20, foot + 26), f"备注：本证明自{written(p.dates.issued, 'han')}起半年内有效。", p.body.at(9.5))
    pressed(p, (150, foot + 12))
    return p


LAYOUTS = (ruled_sheet, filled_slip, letter, telephone_screen, long_term)
