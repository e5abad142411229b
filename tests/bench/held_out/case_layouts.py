# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers that only whole cases need: one more form of each region that asks for one, a countersigned certificate, a card on one sheet."""

from __future__ import annotations

from random import Random

from PIL import Image

from models.codes import DocType, Title
from tests.bench.held_out import cards, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, listed, manner, numbered, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

_INK = ((22, 30, 88), (26, 26, 30))


def _filled_by_hand(p: Paper) -> Type:
    return Type("wenkai", p.body.size * 1.06, p.rng.choice(_INK), hand=p.rng.uniform(0.4, 0.9))


def _promise(p: Paper, y: float) -> None:
    p.sheet.line((20, y), "申请人郑重承诺：以上填写内容属实，所提交的材料真实有效。", p.body)
    p.sheet.next()
    p.sheet.put((20, y + 10), "申请人签名：", p.body)
    if not p.visit or p.visit.promised:
        p.sheet.put((46, y + 9.4), p.patient.name, Type("wenkai", 13, p.rng.choice(_INK), hand=1.0))
    p.sheet.put((130, y + 10), f"日期：{written(p.dates.issued, p.style)}", p.body)


def _assessor(p: Paper, at: tuple[float, float], label: str) -> None:
    """Whoever gives the opinion signs, and the title is written in a place of its own."""
    how = p.manner(manner(p.rng, 0.0))
    doctor = p.doctor(Title.ASSOCIATE_CHIEF)
    titled = how != "empty" and (not p.visit or p.visit.titled)
    p.sheet.next()
    right = p.sheet.put(at, label, p.body)
    p.sign((right + 2, at[1]), doctor, "opinion", how)
    p.sheet.put((128, at[1]), "职称：", p.body)
    if titled:
        p.sheet.put((142, at[1]), doctor.title_text, p.body if p.rng.random() < 0.5 else _filled_by_hand(p))
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": doctor.title})


def jiangxi_lined(rng: Random) -> Paper:
    """Underlined entries under numbered headings, the physician's opinion in a paragraph."""
    p = start(rng, A4, DocType.APPLICATION_FORM, ("song", "sungti", "kaiti"), 11.5)
    p.day, p.style = p.dates.issued, rng.choice(("han", "iso", "dot"))
    pen = _filled_by_hand(p)
    y = centred(p, 20, f"{p.hospital.place[0]}门诊慢特病病种待遇认定申请表", Type("hei-bold", 18, p.body.colour)) + 7
    heading = p.body.bold()
    p.sheet.line((20, y), "一、参保人员信息", heading)
    y = slots(
        p,
        (20, y + 9),
        [
            ("姓 名：", p.fact("patient_name"), 60),
            ("性 别：", p.fact("sex"), 40),
            ("出生日期：", p.fact("birth_date"), 72),
        ],
        True,
        pen,
    )
    y = slots(
        p, (20, y), [("公民身份号码：", p.fact("id_number"), 100), ("参保类别：", p.insurance_words(), 72)], True, pen
    )
    y = slots(
        p, (20, y), [("联系电话：", p.fact("phone"), 72), ("医保编号：", p.fact("insured_number"), 100)], True, pen
    )
    y = slots(p, (20, y), [("家庭住址：", p.fact("address"), 172)], True, pen)
    p.sheet.line((20, y + 3), "二、申请认定的病种", heading)
    y = slots(p, (20, y + 12), [("病种名称：", p.fact("applied_disease"), 120)], True, pen)
    p.sheet.line((20, y + 3), "三、就诊情况", heading)
    y = slots(
        p,
        (20, y + 12),
        [("就诊医院：", p.fact("hospital_name"), 100), ("科 室：", p.fact("department"), 72)],
        True,
        pen,
    )
    y = p.sheet.flow((20, y), f"主要病情：{p.case.complaint}。", p.body, 170, 1.7)
    p.sheet.line((20, y + 3), "四、诊断科室认定意见（由具有副主任医师及以上职称的医师填写）", heading)
    if not p.visit or p.visit.opinion:
        p.sheet.flow(
            (28, y + 13), f"患者临床诊断明确，符合{p.case.applied}认定条件，建议给予门诊慢特病待遇。", pen, 160, 1.7
        )
    _assessor(p, (28, y + 36), "医师签字：")
    p.sheet.line((128, y + 47), written(p.dates.issued, "han"), p.body)
    if rng.random() < 0.5:
        stamps.official(p, (152 + rng.uniform(-8, 8), y + 40))
    p.sheet.rule((20, y + 56), (190, y + 56), 0.3)
    _promise(p, y + 60)
    p.sheet.line((20, y + 82), "五、医保经办机构意见：", heading)
    return p


def _boxes(p: Paper, at: tuple[float, float]) -> None:
    """The two insurances with a box before each, the right one ticked."""
    x, kind = at[0], p.insurance(p.rng.randrange(2))
    for number, text in enumerate(("职工医保", "居民医保")):
        x = p.sheet.put((box(p, (x, at[1]), number == kind) + 0.5, at[1]), text, p.body) + 5


def nanchong_grid(rng: Random) -> Paper:
    """Everything in one ruled table, the hospital's and the office's opinions below each other."""
    p = start(rng, A4, DocType.APPLICATION_FORM, ("microhei", "song", "zenhei"), 10.5)
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han", "slash"))
    pen = _filled_by_hand(p) if rng.random() < 0.6 else p.body
    title = f"{p.hospital.place[1] or p.hospital.place[0]}门诊慢特病病种待遇认定申请表"
    y = centred(p, 17, title, Type("song-bold", 17, p.body.colour)) + 5
    home = (p.visit and p.visit.insured_at) or "".join(p.patient.place[1:3])

    def v(text: str, span: int = 1, tall: float = 9.0) -> Cell:
        return Cell(text, span, pen, tall=tall)

    w = (28.0, 40.0, 22.0, 24.0, 26.0, 36.0)
    rows: list[list[Cell | str]] = [
        ["申请人姓名", v(p.fact("patient_name")), "性别", v(p.fact("sex")), "出生年月", v(p.fact("birth_date"))],
        ["身份证号码", v(p.fact("id_number"), 3), "联系方式", v(p.fact("phone"))],
        ["参保地", v(home, 3), "医保编号", v(p.fact("insured_number"))],
        ["参保险种", Cell("", 5, tall=9)],
        ["现住址", v(p.fact("address"), 5)],
        ["申请病种", v(p.fact("applied_disease"), 5, 11)],
        ["诊断医院", v(p.fact("hospital_name"), 3), "科室", v(p.fact("department"))],
        [
            Cell("主要诊断", tall=24),
            Cell("\n".join(numbered(p.diagnose(p.case.diagnoses[:3]), "{}. ")), 5, pen, top=True),
        ],
        [Cell("医院意见", tall=44), Cell("符合认定标准，同意申报。", 5, top=True)],
        [Cell("经办机构意见", tall=26), Cell("", 5)],
    ]
    areas = p.sheet.grid((17, y), w, rows, p.body, 1.7)
    insured, opinion = areas[3][1], areas[8][1]
    p.sheet.next()
    _boxes(p, (insured.left + 3, insured.top + 2.6))
    _assessor(p, (opinion.left + 5, opinion.top + 18), "责任医师签字：")
    p.sheet.line((opinion.left + 88, opinion.bottom - 8), f"（公章） {written(p.dates.issued, 'han')}", p.body)
    stamps.official(p, (opinion.left + 122 + rng.uniform(-6, 6), opinion.bottom - 18))
    _promise(p, areas[-1][0].bottom + 6)
    return p


def countersigned(rng: Random) -> Paper:
    """A certificate that names three physicians: who treats, who certifies, and who heads the department."""
    p = start(rng, A4, DocType.DIAGNOSIS_CERTIFICATE, ("ming", "hei", "song"), 12)
    p.day, p.style = p.dates.issued, rng.choice(("han", "iso", "hanzero"))
    y = centred(p, 22, p.fact("hospital_name"), Type("song-bold", 20, p.body.colour))
    y = centred(p, y + 2, "医学诊断证明书", Type("hei-bold", 17, p.body.colour, spacing=2)) + 8
    y = slots(
        p,
        (22, y),
        [("姓名：", p.fact("patient_name"), 56), ("性别：", p.fact("sex"), 44), ("年龄：", p.fact("age"), 60)],
        True,
    )
    y = slots(p, (22, y), [("身份证号：", p.fact("id_number"), 100), ("科室：", p.fact("department"), 66)], True)
    y = slots(
        p,
        (22, y),
        [
            ("住院号：", p.fact("inpatient_number"), 60),
            ("入院日期：", p.fact("admission_date"), 52),
            ("出院日期：", p.fact("discharge_date"), 54),
        ],
        True,
    )
    p.sheet.line((22, y + 4), "临床诊断", p.body.bold())
    y = listed(p, (30, y + 12), numbered(p.diagnose(p.case.diagnoses), "{}. "), 150, 1.7)
    p.sheet.line((22, y + 4), "医师建议", p.body.bold())
    y = listed(p, (30, y + 12), p.advise("{n}. {text}。"), 150, 1.7) + 14
    p.sheet.next()
    signer, how = p.doctor(Title.ATTENDING), p.manner(manner(rng, 0.0))
    p.sheet.put((22, y), "经治医师：", p.body)
    p.sign(
        (44, y),
        p.doctor(Title.RESIDENT, Title.RESIDENT),
        "responsible",
        rng.choice(("printed", "hand")),
        rng.random() < 0.5,
    )
    p.sheet.put((106, y), "诊断医师（签章）：", p.body)
    p.sign((142, y), signer, "signing", how, not p.visit or p.visit.titled)
    p.sheet.next()
    p.sheet.put((22, y + 14), "科主任：", p.body)
    p.sign((40, y + 14), p.doctor(Title.ASSOCIATE_CHIEF), None, "printed")
    p.sheet.line((106, y + 28), "医疗机构（公章）：", p.body)
    p.sheet.line((106, y + 40), f"开具日期：{p.fact('issue_date')}", p.body)
    stamps.official(p, (150 + rng.uniform(-8, 8), y + 34))
    return p


def both_sides(rng: Random) -> Paper:
    """Both sides of an identity card copied below each other onto one sheet."""
    front, back = cards.id_front(rng), cards.id_back(rng)
    page = Paper(rng, A4, DocType.ID_CARD_FRONT, front.body)
    scale = page.sheet.scale
    size = (round(cards.CARD[0] * scale), round(cards.CARD[1] * scale))
    left, top = rng.uniform(50, 74), rng.uniform(40, 70)
    for card, y in ((front, top), (back, top + 66)):
        small = card.sheet.image.resize(size, Image.Resampling.LANCZOS)
        page.sheet.image.paste(small, (round(left * scale), round(y * scale)))
    page.sheet.pieces = [*front.sheet.pieces, *back.sheet.pieces]
    page.fields = {**front.fields, **back.fields}
    return page
