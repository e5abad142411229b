"""A Jiangxi desk's application form and one with a promise."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.fourth import forms_more, mandates
from tests.bench.held_out.fourth.desk import (
    answered,
    bold,
    of_province,
    retitled,
    ticks,
    within,
)
from tests.bench.held_out.fourth.forms_more import applicant, insured_at, opinion, some
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    box,
    centred,
    fingerprint,
    manner,
    start,
    upright_label,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    at_hospital,
    pen,
    signed,
)
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM


def with_grounds_in_rows(rng: Random) -> Paper:
    """A Jiangxi desk's sheet: grounds to tick row by row, the physician in a row of four cells, offices below."""
    p = start(rng, A4, _TYPE, ("song", "microhei", "ming"), 10.5)
    of_province(p, "江西省")
    p.day, p.style = p.dates.issued, rng.choice(("han", "dot", "iso"))
    ink = pen(p, 0.7) if rng.random() < 0.55 else p.body
    y = centred(p, 12, "江西省门诊慢特病病种待遇认定申请表", bold(p, 17, "hei-bold"))
    p.sheet.next()
    p.sheet.put((16, y + 1), f"统筹区：{insured_at(p)}", p.body)
    p.sheet.put((124, y + 1), f"申请时间：{written(p.dates.issued, p.style)}", p.body, 70, "r")
    y = _materials(p, _person(p, y + 8, ink), ink)
    words = opinion(p, f"患者{p.case.complaint}，诊断为{p.case.diagnoses[0][0]}，符合{p.case.applied}待遇认定条件。")
    judged: list[list[Cell | str]] = [[Cell("认定意见"), Cell(words, 1, ink, tall=34, top=True)]]
    y = _judge(p, p.sheet.grid((16, y), (25.0, 153.0), judged, p.body, 1.8)[-1][0].bottom, ink)
    offices: list[list[Cell | str]] = [
        ["医疗机构医保部门意见", Cell("（盖章）", tall=38), "医保经办机构意见", Cell("（盖章）")]
    ]
    p.sheet.grid((16, y), (25.0, 64.0, 25.0, 64.0), offices, p.body, 1.8)
    if rng.random() < 0.65:
        (stamps.insurance if rng.random() < 0.5 else stamps.official)(p, (74 + rng.uniform(-4, 4), y + 19))
    p.sheet.next()
    applicant(p, (16, y + 44), "申请人（或代办人）签字确认：")
    p.sheet.line((16, within(y + 54, 285)), "说明：认定意见由诊断科室具有副主任及以上职称的医师填写。", p.body.at(9))
    return p


def _person(p: Paper, y: float, ink: Type) -> float:
    """Who applies, for what; the table's lower edge."""
    kind, on = p.rng.choice(("本人", "他人代办")), p.insurance_words()
    who = [Cell(p.fact("patient_name"), 1, ink), Cell(p.fact("sex"), 1, ink), Cell(p.fact("age"), 1, ink)]
    rows: list[list[Cell | str]] = [
        ["姓名", who[0], "性别", who[1], "年龄", who[2], "人员类别", Cell(on, 1, ink)],
        ["社会保障号码", Cell(p.fact("id_number"), 3, ink), "联系方式", Cell(some(p, "phone"), 3, ink)],
        ["现住址", Cell(some(p, "address"), 5, ink), "申请方式", Cell(kind, 1, ink)],
        ["病种名称", Cell(p.fact("applied_disease"), 5, ink), "病种代码", Cell(p.case.code, 1, ink)],
    ]
    return p.sheet.grid((16, y), (25.0, 25.0, 14.0, 20.0, 18.0, 22.0, 20.0, 34.0), rows, p.body, 1.8)[-1][0].bottom


def _materials(p: Paper, y: float, ink: Type) -> float:
    """What is handed in, ticked, and where the disease was found; the table's lower edge."""
    rows: list[list[Cell | str]] = [
        ["提交材料", Cell(tall=9)],
        ["医疗机构", Cell(f"{p.fact('hospital_name')}", 1, ink)],
        ["确诊科室", Cell(p.fact("department"), 1, ink)],
    ]
    areas = p.sheet.grid((16, y), (25.0, 153.0), rows, p.body, 1.8)
    p.sheet.next()
    grounds = ("住院病历（出院小结）", "门诊病历", "检查、检验报告", "病理报告", "其他")
    x, given = areas[0][1].left + 2, (True, p.rng.random() < 0.5, True, p.rng.random() < 0.2, False)
    for text, ticked in zip(grounds, given, strict=True):
        x = p.sheet.put((box(p, (x, y + 2.6), ticked) + 0.4, y + 2.6), text, p.body.at(9.5)) + 3
    return areas[-1][0].bottom


def _judge(p: Paper, y: float, ink: Type) -> float:
    """The physician's row of six cells; its lower edge."""
    doctor, how = answered(p, manner(p.rng, 0.15), Title.RESIDENT)
    shown = how != "empty" and p.rng.random() < 0.85
    title, day = Cell(doctor.title_text if shown else "", 1, ink), Cell(written(p.dates.issued, p.style), 1, ink)
    row: list[Cell | str] = ["认定医师签字", Cell(tall=15), "职称", title, "日期", day]
    cells = p.sheet.grid((16, y), (25.0, 50.0, 18.0, 35.0, 16.0, 34.0), [row], p.body, 1.8)[0]
    p.sheet.block -= 1
    p.sign((cells[1].left + 5, cells[1].top + 5.4), doctor, "opinion", how)
    retitled(p, doctor.title if shown else None)
    p.sheet.block += 1
    return cells[0].bottom


_PROMISE_TITLES = (
    "门诊特殊慢性病待遇认定申请表",
    "门诊慢特病病种待遇认定（复审）申请表",
    "参保人员门诊特殊疾病申请认定表",
)


def with_a_promise(rng: Random) -> Paper:
    """A sheet of cells for the person, upright labels for the physician's and the promise's part, small print below."""
    p = start(rng, A4, _TYPE, ("hei", "sungti", "microhei"), 10.5)
    at_hospital(p, "人民医院", "中医医院", "第二人民医院", "=省第五人民医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "slash", "han"))
    ink = pen(p, 0.6) if rng.random() < 0.5 else p.body
    y = centred(p, 14, rng.choice(_PROMISE_TITLES), bold(p, 17, "hei-bold")) + 4
    y = _asked_by(p, y, ink)
    _physicians_part(p, y, ink)
    y += 84
    upright_label(p, Area(16, y, 30, y + 40), "承诺", 1)
    p.sheet.frame(Area(30, y, 194, y + 40))
    promise = "本人承诺所填信息及提交材料真实、完整、有效；如有虚假，自愿退还相应待遇并承担法律责任。"
    p.sheet.flow((34, y + 4), promise, p.body, 154, 1.6)
    p.sheet.next()
    applicant(p, (34, y + 26), "承诺人：")
    if rng.random() < 0.3:
        fingerprint(p, (96, y + 28))
    p.sheet.put((126, y + 26), f"日期：{written(p.dates.issued, p.style)}", p.body)
    notes = "填表须知：一、本表用黑色笔填写，字迹清楚；二、随表附近期病历、检查检验报告复印件；三、认定结果以短信告知。"
    p.sheet.flow((16, within(y + 43, 270)), notes, p.body.at(8.5), 178, 1.5)
    return p


def _asked_by(p: Paper, y: float, ink: Type) -> float:
    """Who asks for which disease, the kind of request ticked; the table's lower edge."""
    who = [Cell(p.fact("patient_name"), 1, ink), Cell(p.fact("sex"), 1, ink), Cell(p.insurance_words(), 1, ink)]
    rows: list[list[Cell | str]] = [
        ["参保人姓名", who[0], "性别", who[1], "人员类别", who[2]],
        ["身份证号", Cell(p.fact("id_number"), 3, ink), "联系电话", Cell(some(p, "phone"), 1, ink)],
        ["申请类型", Cell("", 3, tall=9), "年龄", Cell(p.fact("age"), 1, ink)],
        ["申请认定病种", Cell(p.fact("applied_disease"), 5, ink)],
    ]
    hospital = Cell(p.fact("hospital_name"), 3, ink)
    number = p.fact("inpatient_number") if p.rng.random() < 0.7 else p.blank("inpatient_number")
    rows.append(["确诊医院", hospital, "住院号", Cell(number, 1, ink)])
    areas = p.sheet.grid((16, y), (28.0, 36.0, 16.0, 30.0, 26.0, 42.0), rows, p.body, 1.8)
    p.sheet.next()
    ticks(p, (areas[2][1].left + 3, areas[2][1].top + 2.6), ("首次", "复审", "变更"), p.rng.choice((0, 0, 1)), 5)
    return areas[-1][0].bottom


def _physicians_part(p: Paper, y: float, ink: Type) -> None:
    """Course, diagnoses and opinion with the physician's signature, in a frame 84 mm high."""
    upright_label(p, Area(16, y, 30, y + 84), "医师填写", 1)
    p.sheet.frame(Area(30, y, 194, y + 84))
    below = p.sheet.flow((34, y + 4), f"病情：{p.case.complaint}。{p.case.examination}", ink, 154, 1.6) + 1
    below = p.sheet.flow((34, below), "诊断：" + "；".join(p.diagnose(p.case.diagnoses[:2])), ink, 154, 1.6) + 1
    words = f"意见：{opinion(p, p.rng.choice(('符合认定条件。', '同意认定，建议长期门诊治疗。')))}"
    within(p.sheet.flow((34, below), words, ink, 154, 1.6), y + 54)
    doctor, how = answered(p, manner(p.rng, 0.12), Title.RESIDENT)
    p.sheet.next()
    signed(p, (34, y + 58), "副主任及以上医师签字：", (doctor, "opinion"), how, p.rng.random() < 0.6)
    p.sheet.next()
    p.sheet.put((34, y + 70), f"科室：{p.fact('department')}", p.body)
    p.sheet.put((126, y + 73), written(p.dates.issued, "han"), p.body)
    if p.rng.random() < 0.5:
        stamps.official(p, (160, y + 62))


FORMS = (with_grounds_in_rows, with_a_promise, *forms_more.FORMS)
MANDATE = mandates.MANDATE
