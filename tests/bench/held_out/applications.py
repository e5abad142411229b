"""Application forms and powers of attorney."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, fingerprint, listed, manner, slots, start, upright_label
from tests.bench.held_out.people import check_digit, written
from tests.bench.held_out.sheet import Area, Cell, RunsOffError
from tests.bench.held_out.typefaces import Type


def _pen(p: Paper) -> Type:
    """What the form is filled in with: the printer, or a pen."""
    if p.rng.random() < 0.5:
        return Type("kaiti" if p.rng.random() < 0.5 else p.body.face, p.body.size, (20, 20, 24))
    return Type("wenkai", p.body.size * 1.08, p.rng.choice(((24, 36, 104), (26, 26, 34))), hand=0.7)


def _some(p: Paper, name: str, chance: float = 0.12) -> str:
    """The fact, or an empty place where the applicant forgot it."""
    return p.blank(name) if p.rng.random() < chance and not p.visit else p.fact(name)  # type: ignore[arg-type]


def _grid_foot(p: Paper, y: float) -> None:
    p.sheet.grid((18, y), (26.0, 148.0), [[Cell("申请人签字", tall=13), ""]], p.body, 1.8)
    if p.visit and p.visit.promised:
        p.sheet.put((50, y + 4), p.patient.name, Type("wenkai", 13, (22, 26, 60), hand=1.0))
    p.sheet.line(
        (18, y + 16), "说明：1.本表由申请人如实填写；2.认定意见由诊断科室副主任及以上职称医师填写并签字。", p.body.at(9)
    )


def grid_form(rng: Random) -> Paper:
    p = start(rng, A4, DocType.APPLICATION_FORM, ("song", "ming"), 11)
    p.day, p.style = p.dates.issued, rng.choice(("iso", "han"))
    pen = _pen(p)
    region = p.hospital.place[0]
    y = centred(p, 16, f"{region}门诊慢特病病种待遇认定申请表", Type("hei-bold", 17, p.body.colour)) + 6
    code = p.insurance_words()
    p.sheet.next()
    p.sheet.put((18, y), f"参保地：{p.hospital.place[2]}", p.body)
    p.sheet.put((120, y), f"险种：{code}", p.body)

    def v(text: str, span: int = 1) -> Cell:
        return Cell(text, span, pen)

    w = (26.0, 36.0, 20.0, 24.0, 26.0, 42.0)
    rows: list[list[Cell | str]] = [
        ["姓名", v(p.fact("patient_name")), "性别", v(p.fact("sex")), "年龄", v(p.fact("age"))],
        ["身份证号", v(p.fact("id_number"), 3), "联系电话", v(_some(p, "phone"))],
        ["医保编号", v(_some(p, "insured_number"), 3), "参保类别", v(code)],
        ["家庭住址", v(_some(p, "address"), 5)],
        [Cell("申请病种", tall=12), v(p.fact("applied_disease"), 5)],
        [Cell("诊断医院", tall=10), v(p.fact("hospital_name"), 3), "诊断科室", v(p.fact("department"))],
    ]
    y = p.sheet.grid((18, y + 8), w, rows, p.body, 1.8)[-1][0].bottom
    upright_label(p, Area(18, y, 32, y + 60), "病情摘要")
    y2 = p.sheet.flow((36, y + 4), f"{p.case.complaint}。{p.case.examination}", pen, 150, 1.6)
    p.sheet.frame(Area(32, y, 192, y + 60))
    if y2 > y + 58:
        raise RunsOffError("the summary overflows its box")
    y += 60
    upright_label(p, Area(18, y, 32, y + 58), "认定意见")
    p.sheet.frame(Area(32, y, 192, y + 58))
    if not p.visit or p.visit.opinion:
        p.sheet.flow((36, y + 4), f"经审核，该患者符合{p.case.applied}门诊慢特病认定标准，同意申报。", pen, 150, 1.6)
    _opinion(p, y + 36)
    if rng.random() < 0.55:
        stamps.official(p, (160 + rng.uniform(-6, 6), y + 42))
    p.sheet.line((128, y + 50), f"（定点医院盖章）{written(p.dates.issued, 'han')}", p.body.at(9.5), 62, "r")
    y += 58
    _grid_foot(p, y)
    return p


def _opinion(p: Paper, y: float) -> None:
    """The physician's line of the opinion, whose label names a rank nobody has thereby."""
    doctor = p.doctor(Title.ATTENDING)
    how = p.manner(manner(p.rng, 0.2))
    p.sheet.next()
    label = p.rng.choice(("副主任医师及以上签字：", "认定医师签名："))
    p.sheet.put((36, y), label, p.body)
    named = not p.visit or p.visit.titled
    p.sign((36 + p.sheet.measure(label, p.body) + 1, y), doctor, "opinion", how, p.rng.random() < 0.55 and named)
    if p.physicians[-1].title is None and how != "empty" and named:
        listed_ranks = (Title.ATTENDING, Title.ASSOCIATE_CHIEF, Title.CHIEF)
        if p.rng.random() < 0.5 or doctor.title not in listed_ranks:
            p.sheet.line((36, y + 9), f"职称：{doctor.title_text}", p.body)
        else:
            p.sheet.next()
            x = p.sheet.put((36, y + 9), "职称：", p.body) + 1
            for title in listed_ranks:
                x = p.sheet.put((box(p, (x, y + 9), title is doctor.title) + 0.4, y + 9), title.label, p.body) + 3
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": doctor.title})


def _insured_person(p: Paper, y: float, pen: Type) -> float:
    """Who applies, filled in by hand; the height of the next line."""
    y = slots(
        p,
        (18, y),
        [
            ("参保人姓名：", p.fact("patient_name"), 56),
            ("性别：", p.fact("sex"), 34),
            ("出生年月：", p.fact("birth_date"), 70),
        ],
        True,
        pen,
    )
    y = slots(p, (18, y), [("身份证号码：", p.fact("id_number"), 90), ("手机号码：", _some(p, "phone"), 80)], True, pen)
    y = slots(
        p,
        (18, y),
        [("医保卡号：", _some(p, "insured_number"), 90), ("住院号：", p.fact("inpatient_number"), 80)],
        True,
        pen,
    )
    return y


def _promised(p: Paper, y: float) -> None:
    """The applicant's promise, signature, at times a fingerprint, and date."""
    rng = p.rng
    p.sheet.line((18, y), "本人承诺以上信息及所附材料真实有效。", p.body)
    p.sheet.next()
    p.sheet.put((18, y + 8), "申请人（或代办人）签名：", p.body)
    if rng.random() < 0.8 if not p.visit else p.visit.promised:
        p.sheet.put((64, y + 7.4), p.patient.name, Type("wenkai", 13, (22, 26, 60), hand=1.0))
    if rng.random() < 0.35:
        fingerprint(p, (92, y + 9))
    p.sheet.put((132, y + 8), f"申请日期：{written(p.dates.issued, p.style)}", p.body)


def ticked_form(rng: Random) -> Paper:
    p = start(rng, A4, DocType.APPLICATION_FORM, ("hei", "zenhei", "sungti"), 10.5)
    p.day = p.dates.issued
    pen = _pen(p)
    region = p.hospital.place[1] or p.hospital.place[0]
    y = centred(p, 14, f"{region}门诊慢特病病种待遇认定申请表", Type("song-bold", 17, p.body.colour)) + 5
    y = _insured_person(p, y, pen)
    p.sheet.next()
    x = p.sheet.put((18, y), "参保类型：", p.body) + 2
    kind = p.insurance(rng.randrange(2))
    for n, text in enumerate(("城镇职工", "城乡居民")):
        x = p.sheet.put((box(p, (x, y), n == kind) + 0.5, y), text, p.body) + 8
    y += 8
    p.sheet.line((18, y), "申请病种（限选一项，在框内打√）：", p.body)
    y = _choices(p, y + 8)
    p.sheet.rule((18, y), (192, y), 0.3)
    p.sheet.line((18, y + 3), "医院诊断意见：", p.body.bold())
    y = listed(p, (26, y + 10), [f"{n}. {t}" for n, t in enumerate(p.diagnose(p.case.diagnoses[:3]), 1)], 160, 1.6)
    p.sheet.flow((26, y + 1), f"患者因{p.case.complaint}在我院就诊，需长期门诊治疗。", p.body, 160, 1.6)
    y += 16
    _opinion(p, y)
    p.sheet.line((112, y + 20), f"医疗机构名称：{p.fact('hospital_name')}", p.body, 80)
    p.sheet.line((112, y + 28), "（医疗机构公章）", p.body)
    if rng.random() < 0.7:
        (stamps.official if rng.random() < 0.6 else stamps.insurance)(p, (150 + rng.uniform(-8, 8), y + 20))
    y += 46
    p.sheet.grid((18, y), (36.0, 138.0), [[Cell("医保经办机构意见", tall=24), Cell("", 1)]], p.body, 1.8)
    _promised(p, y + 29)
    return p


def _choices(p: Paper, y: float) -> float:
    """The printed list of diseases, one of which is ticked; only that one was applied for."""
    names = [c.applied for c in CASES if len(c.applied) <= 9]
    if p.case.applied not in names and p.visit:
        names.append(p.case.applied)
    elif p.case.applied not in names:
        p.case = p.rng.choice([c for c in CASES if c.applied in names])
    ticked = p.fact("applied_disease")
    for row in range(0, len(names), 3):
        p.sheet.next()
        for n, name in enumerate(names[row : row + 3]):
            p.sheet.put((box(p, (18 + n * 60, y), name == ticked) + 0.8, y), name, p.body)
        y += 7
    return y + 1


def mandate(rng: Random) -> Paper:
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("song", "kaiti", "wenkai"), 13)
    other = p.doctor()
    if p.visit and p.visit.agent:
        other = replace(other, name=p.visit.agent.name)
    relation = rng.choice(("父子", "母女", "夫妻", "祖孙"))
    y = centred(p, 28, rng.choice(("授权委托书", "委托书")), Type("song-bold", 22, p.body.colour, spacing=3)) + 12
    agent_id = (
        p.patient.id_number[:6]
        + f"19{rng.randrange(65, 99)}0{rng.randrange(1, 9)}1{rng.randrange(9)}{rng.randrange(100, 999)}"
    )
    agent_id += check_digit(agent_id)
    if p.visit and p.visit.agent:
        agent_id = p.visit.agent.id_number
    for text in (
        f"委托人：{p.fact('patient_name')}，{p.fact('sex')}，身份证号：{p.fact('id_number')}",
        f"受托人：{other.name}，身份证号：{agent_id}",
        f"双方关系：{relation}",
    ):
        p.sheet.line((26, y), text, p.body)
        y += 10
    y = p.sheet.flow(
        (26, y + 4),
        f"本人因行动不便，无法亲自办理{p.case.applied}门诊慢特病待遇认定事宜，特委托受托人代为提交申请材料、签收相关文书。受托人在上述权限内所签署的文件，本人均予以认可。",
        p.body,
        160,
        1.9,
        9.2,
    )
    y = p.sheet.flow((26, y), "委托期限：自签署之日起至办理完毕之日止。", p.body, 160, 1.9, 9.2) + 16
    pen = Type("wenkai", 15, (24, 30, 70), hand=1.0)
    for label, name in (("委托人（签字按印）：", p.patient.name), ("受托人（签字）：", other.name)):
        p.sheet.next()
        right = p.sheet.put((86, y), label, p.body)
        p.sheet.put((right + 1, y - 0.6), name, pen)
        y += 16
    fingerprint(p, (152, y - 32))
    p.sheet.line((120, y), written(p.dates.issued, rng.choice(("han", "formal"))), p.body)
    if rng.random() < 0.3:
        stamps.company(p, (60, y - 8))
    return p


FORMS = (grid_form, ticked_form)
MANDATE = (mandate,)
