# ruff: noqa: E501 - what is printed on one line stands on one line here
"""More discharge papers: a form filled by hand, an electronic record's two diagnoses beside each other, a TCM hospital's."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, code_square, listed, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.sixth.certificates import labelled, pen, signer
from tests.bench.held_out.sixth.stays import stayed

_TYPE = DocType.DISCHARGE_SUMMARY


def filled_form(rng: Random) -> Paper:
    """An old form of a small hospital: printed labels, everything else in the doctor's hand, two lines to sign."""
    p = start(rng, (190.0, 265.0), _TYPE, ("ming", "kaiti", "song"), 12)
    ink = pen(p).at(12.5)
    p.style = rng.choice(("dot", "han"))
    y = centred(p, 14, p.fact("hospital_name"), p.body.at(15))
    y = centred(p, y + 1, rng.choice(("出 院 小 结", "出 院 病 历 摘 要")), p.body.bold().at(19)) + 4
    y = slots(
        p,
        (16, y),
        [
            ("姓名", p.fact("patient_name"), 42),
            ("性别", p.fact("sex"), 26),
            ("年龄", p.fact("age"), 32),
            ("住院号", p.fact("inpatient_number"), 58),
        ],
        True,
        ink,
    )
    y = slots(
        p,
        (16, y + 1),
        [
            ("科别", p.fact("department"), 68),
            ("床号", str(rng.randrange(1, 40)), 30),
            ("共住院", f"{stayed(p)} 天", 60),
        ],
        True,
        ink,
    )
    y = slots(
        p, (16, y + 1), [("入院", p.fact("admission_date"), 79), ("出院", p.fact("discharge_date"), 79)], True, ink
    )
    for label, text in (("主诉及入院情况", p.case.complaint), ("治疗经过", p.case.course)):
        p.sheet.line((16, y + 1), label + "：", p.body)
        y = p.sheet.flow((24, y + 9), text, ink, 148, 1.55)
    p.sheet.line((16, y + 2), "出院诊断：", p.body)
    y += 2
    for text in p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]):
        p.sheet.line((44, y), text, ink)
        y += 8
    p.sheet.line((16, y + 2), "出院后注意事项：", p.body)
    y += 10
    for text in p.advise("{n}.{text}"):
        p.sheet.line((24, y), text, ink, 148)
        y += 8
    foot = y + 6
    p.sheet.next()
    right = labelled(p, (16, foot), "经管医师", signer(p, Title.RESIDENT, Title.ATTENDING), "responsible")
    labelled(
        p,
        (max(right + 6, 86), foot),
        "主任",
        (p.doctor(Title.ASSOCIATE_CHIEF), rng.choice(("hand", "scrawl", "empty"))),
        None,
    )
    p.sheet.line((110, foot + 12), written(p.dates.discharged, "han"), ink)
    if rng.random() < 0.5:
        stamps.official(p, (140, foot + 12))
    return p


def side_by_side(rng: Random) -> Paper:
    """An electronic record's print: what was found on coming and on going beside each other, electronic signatures."""
    p = start(rng, A4, _TYPE, ("microhei", "hei", "song"), 10)
    days, head = stayed(p), p.body.bold()
    badge(p, (24, 19), 14)
    p.sheet.line((36, 12), p.fact("hospital_name"), head.at(16))
    p.sheet.line((36, 20), rng.choice(("出院小结（电子病历）", "出院记录（电子病历）")), p.body.at(12))
    code_square(p, Area(174, 10, 192, 28))
    rows: list[list[Cell | str]] = [
        [f"姓名：{p.fact('patient_name')}", f"性别：{p.fact('sex')}", f"年龄：{p.fact('age')}", f"住院号：{p.fact('inpatient_number')}"],
        [Cell(f"出院科室：{p.fact('department')}", 2), Cell(f"身份证：{p.fact('id_number')}", 2)],
        [Cell(f"入院时间：{p.fact('admission_date')} {rng.randrange(8, 20):02d}:{rng.randrange(60):02d}", 2), Cell(f"出院时间：{p.fact('discharge_date')} {rng.randrange(8, 12):02d}:{rng.randrange(60):02d}（{days}天）", 2)],
    ]  # fmt: skip
    areas = p.sheet.grid((16, 34), (46, 36, 36, 60), rows, p.body)
    texts = p.diagnose(p.case.diagnoses)
    pair: list[list[Cell | str]] = [
        [Cell("入院诊断", align="c", type=head), Cell("出院诊断", align="c", type=head)],
        [
            Cell(p.case.diagnoses[0][0], top=True),
            Cell("\n".join(f"{n}. {t}" for n, t in enumerate(texts, 1)), top=True),
        ],
    ]
    areas = p.sheet.grid((16, areas[-1][0].bottom + 3), (89, 89), pair, p.body)
    y = areas[-1][0].bottom + 4
    for label, text in (
        ("病史摘要", p.case.history),
        ("诊治经过", p.case.course),
        ("出院时情况", "生命体征平稳，一般情况可。"),
    ):
        p.sheet.line((16, y), label, head)
        y = p.sheet.flow((16, y + 6.5), text, p.body, 178, 1.6) + 2
    p.sheet.line((16, y), rng.choice(("出院医嘱", "离院医嘱")), head)
    y = listed(p, (16, y + 6.5), p.advise("{n}）{text}。"), 178, 1.6)
    foot = y + 8
    first, second = p.doctor(Title.RESIDENT, Title.ATTENDING), p.doctor(Title.ATTENDING)
    for step, (label, who, titled) in enumerate(
        (("记录医师（电子签名）：", first, rng.random() < 0.5), ("审签医师（电子签名）：", second, rng.random() < 0.5))
    ):
        p.sheet.next()
        right = labelled(
            p, (16, foot + 8 * step), label, (who, "printed"), "reviewing" if step else "responsible", titled
        )
        p.sheet.put(
            (max(right + 6, 110), foot + 8 * step),
            f"{p.dates.discharged.isoformat()} {rng.randrange(9, 18):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}",
            p.body,
        )
    centred(p, 285, f"打印人：{rng.randrange(1000, 9999)}    第1页/共1页", p.body.at(8.5))
    stamps.by_archive(p)
    return p


def traditional(rng: Random) -> Paper:
    """A hospital of traditional medicine: the tongue and pulse with the findings, care told apart from advice."""
    p = start(rng, A4, _TYPE, ("kaiti", "song", "sungti"), 11.5)
    y = centred(p, 16, p.fact("hospital_name"), p.body.bold().at(18))
    y = centred(p, y + 1, rng.choice(("出院小结", "住院病历出院小结")), p.body.at(15)) + 3
    p.sheet.rule((20, y), (190, y), 0.3)
    y += 3
    for row in (
        [
            ("姓 名：", p.fact("patient_name"), 60),
            ("病案号：", p.fact("inpatient_number"), 60),
            ("性 别：", p.fact("sex"), 48),
        ],
        [("年 龄：", p.fact("age"), 60), ("病 区：", p.fact("department"), 108)],
        [
            ("入院日：", p.fact("admission_date"), 60),
            ("出院日：", p.fact("discharge_date"), 60),
            ("住院：", f"{stayed(p)}日", 48),
        ],
    ):
        y = slots(p, (20, y), row)
    tongue = rng.choice(("舌淡红，苔薄白，脉弦细", "舌暗红，苔黄腻，脉滑数", "舌淡胖，边有齿痕，苔白，脉沉细"))
    for text in (
        f"入院症见：{p.case.complaint}，纳寐欠佳，{tongue}。",
        f"体格检查：{p.case.examination}",
        f"诊疗过程：{p.case.course}配合针刺、穴位贴敷等中医特色治疗。",
    ):
        y = p.sheet.flow((20, y + 1), text, p.body, 170, 1.65)
    p.sheet.line((20, y + 2), "出院诊断（西医）：", p.body.bold())
    y = listed(
        p,
        (62, y + 2),
        [f"{n}. {t}" for n, t in enumerate(p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)]), 1)],
        126,
        1.6,
    )
    y = p.sheet.flow((20, y + 2), f"出院情况：症状减轻，{tongue}。", p.body, 170, 1.65)
    p.sheet.line((20, y + 2), "出院医嘱：", p.body.bold())
    y = listed(p, (46, y + 2), p.advise("{n}. {text}；"), 142, 1.6)
    y = p.sheet.flow((20, y + 2), "中医调护：避风寒，畅情志，慎起居，节饮食。", p.body, 170, 1.65)
    foot = y + 8
    p.sheet.next()
    labelled(p, (112, foot), "医师签字：", signer(p), "signing", rng.random() < 0.4)
    p.sheet.line((112, foot + 12), "签字日期：" + written(p.dates.discharged, p.style), p.body)
    stamps.by_archive(p)
    return p


DISCHARGE = (filled_form, side_by_side, traditional)
