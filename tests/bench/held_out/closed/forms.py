# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Application forms of a county's desk, of two experts, of a province without region's name and with a promise; mandates."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import FieldName
from tests.bench.held_out import people, stamps
from tests.bench.held_out.closed.desk import answered, bold, of_province, retitled, within
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    box,
    centred,
    fingerprint,
    listed,
    manner,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import INKS, pen
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.APPLICATION_FORM


def _some(p: Paper, name: FieldName, chance: float = 0.12) -> str:
    """The fact, or an empty place where the applicant forgot it."""
    return p.blank(name) if p.rng.random() < chance and not p.visit else p.fact(name)


def _opinion(p: Paper, text: str) -> str:
    """What the physician wrote, noted."""
    p.fields["opinion"] = text
    return text


def _applicant(p: Paper, at: tuple[float, float], label: str, chance: float = 0.85) -> float:
    """The applicant's own signature within the open block, sometimes forgotten; the right edge."""
    right = p.sheet.put(at, label, p.body) + 1
    there = p.visit.promised if p.visit else p.rng.random() < chance
    p.fields["applicant_signature"] = p.patient.name if there else None
    if there:
        right = p.sheet.put((right, at[1] - 0.6), p.patient.name, Type("wenkai", 13.5, p.rng.choice(INKS), hand=1.0))
    return right


def _insured_at(p: Paper) -> str:
    """Where the applicant is insured, noted."""
    place = p.visit.insured_at if p.visit and p.visit.insured_at else "".join(p.patient.place[1:3])
    p.fields["insured_place"] = place
    return place


def with_grounds_in_rows(rng: Random) -> Paper:
    """A Jiangxi desk's sheet: grounds to tick row by row, the physician in a row of four cells, offices below."""
    p = start(rng, A4, _TYPE, ("song", "microhei", "ming"), 10.5)
    of_province(p, "江西省")
    p.day, p.style = p.dates.issued, rng.choice(("han", "dot", "iso"))
    ink = pen(p, 0.7) if rng.random() < 0.55 else p.body
    y = centred(p, 12, "江西省门诊慢特病病种待遇认定申请表", bold(p, 17, "hei-bold"))
    p.sheet.next()
    p.sheet.put((16, y + 1), f"统筹区：{_insured_at(p)}", p.body)
    p.sheet.put((124, y + 1), f"申请时间：{written(p.dates.issued, p.style)}", p.body, 70, "r")
    kind, on = rng.choice(("本人", "他人代办")), p.insurance_words()
    rows: list[list[Cell | str]] = [
        [
            "姓名",
            Cell(p.fact("patient_name"), 1, ink),
            "性别",
            Cell(p.fact("sex"), 1, ink),
            "年龄",
            Cell(p.fact("age"), 1, ink),
            "人员类别",
            Cell(on, 1, ink),
        ],
        ["社会保障号码", Cell(p.fact("id_number"), 3, ink), "联系方式", Cell(_some(p, "phone"), 3, ink)],
        ["现住址", Cell(_some(p, "address"), 5, ink), "申请方式", Cell(kind, 1, ink)],
        ["病种名称", Cell(p.fact("applied_disease"), 5, ink), "病种代码", Cell(p.case.code, 1, ink)],
    ]
    w = (25.0, 25.0, 14.0, 20.0, 18.0, 22.0, 20.0, 34.0)
    y = p.sheet.grid((16, y + 8), w, rows, p.body, 1.8)[-1][0].bottom
    grounds = ("住院病历（出院小结）", "门诊病历", "检查、检验报告", "病理报告", "其他")
    areas = p.sheet.grid(
        (16, y),
        (25.0, 153.0),
        [
            ["提交材料", Cell(tall=9)],
            ["医疗机构", Cell(f"{p.fact('hospital_name')}", 1, ink)],
            ["确诊科室", Cell(p.fact("department"), 1, ink)],
        ],
        p.body,
        1.8,
    )
    p.sheet.next()
    x, given = areas[0][1].left + 2, (True, rng.random() < 0.5, True, rng.random() < 0.2, False)
    for text, ticked in zip(grounds, given, strict=True):
        x = p.sheet.put((box(p, (x, y + 2.6), ticked) + 0.4, y + 2.6), text, p.body.at(9.5)) + 3
    y = areas[-1][0].bottom
    words = _opinion(p, f"患者{p.case.complaint}，诊断为{p.case.diagnoses[0][0]}，符合{p.case.applied}待遇认定条件。")
    y = p.sheet.grid((16, y), (25.0, 153.0), [[Cell("认定意见"), Cell(words, 1, ink, tall=34, top=True)]], p.body, 1.8)[
        -1
    ][0].bottom
    doctor, how = answered(p, manner(rng, 0.15), Title.RESIDENT)
    shown = how != "empty" and rng.random() < 0.85
    last = p.sheet.grid(
        (16, y),
        (25.0, 50.0, 18.0, 35.0, 16.0, 34.0),
        [
            [
                "认定医师签字",
                Cell(tall=15),
                "职称",
                Cell(doctor.title_text if shown else "", 1, ink),
                "日期",
                Cell(written(p.dates.issued, p.style), 1, ink),
            ]
        ],
        p.body,
        1.8,
    )[0]
    p.sheet.block -= 1
    p.sign((last[1].left + 5, last[1].top + 5.4), doctor, "opinion", how)
    retitled(p, doctor.title if shown else None)
    p.sheet.block += 1
    y = last[0].bottom
    p.sheet.grid(
        (16, y),
        (25.0, 64.0, 25.0, 64.0),
        [["医疗机构医保部门意见", Cell("（盖章）", tall=38), "医保经办机构意见", Cell("（盖章）")]],
        p.body,
        1.8,
    )
    if rng.random() < 0.65:
        (stamps.insurance if rng.random() < 0.5 else stamps.official)(p, (74 + rng.uniform(-4, 4), y + 19))
    p.sheet.next()
    _applicant(p, (16, y + 44), "申请人（或代办人）签字确认：")
    p.sheet.line((16, within(y + 54, 285)), "说明：认定意见由诊断科室具有副主任及以上职称的医师填写。", p.body.at(9))
    return p


def letter_with_powers(rng: Random) -> Paper:
    """A letter to the office; what the other may do in a numbered list, both with number and day at the foot."""
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("song", "kaiti", "hei"), 14)
    agent = p.visit.agent if p.visit and p.visit.agent else people.patient(rng, p.hospital.place)
    y = centred(p, 26, rng.choice(("授 权 委 托 书", "医保业务委托书", "委 托 书")), bold(p, 22)) + 10
    y = p.sheet.flow((24, y), f"{p.patient.place[2]}医疗保障局：", p.body, 162, 1.9)
    reason = rng.choice(("年老体弱、行动不便", "在外地务工", "因病卧床"))
    who = f"本人{p.fact('patient_name')}（身份证号码{p.fact('id_number')}，联系电话{p.fact('phone')}），因{reason}，现委托{agent.name}（系本人{rng.choice(('儿子', '女儿', '配偶', '兄弟'))}，身份证号码{agent.id_number}）代办门诊慢特病待遇认定事项，代理权限如下："
    y = p.sheet.flow((24, y), who, p.body, 162, 1.9, 9.9)
    y = listed(
        p,
        (34, y),
        [
            f"（{'一二三'[n]}）{text}；"
            for n, text in enumerate(("提交、补正申请材料", "签收受理回执及认定结果", "查询办理进度"))
        ],
        150,
        1.9,
    )
    y = (
        p.sheet.flow(
            (24, y),
            rng.choice(("代办人无转委托权。", "代办人办理上述事项产生的后果由本人承担。"))
            + "委托有效期至事项办结为止。",
            p.body,
            162,
            1.9,
            9.9,
        )
        + 16
    )
    hand = Type("wenkai", 16, rng.choice(INKS), hand=1.0)
    for label, name in (("委 托 人：", p.patient.name), ("被委托人：", agent.name)):
        p.sheet.next()
        right = p.sheet.put((104, y), label, p.body)
        p.sheet.put((right + 1, y - 0.6), name, hand)
        if rng.random() < 0.6:
            fingerprint(p, (right + 24, y + 3))
        y += 15
    p.sheet.line((104, within(y, 280)), written(p.dates.issued, rng.choice(("han", "formal", "hanzero"))), p.body)
    return p


FORMS = (with_grounds_in_rows,)
MANDATE = (letter_with_powers,)
