"""Examination reports: imaging, ultrasound and endoscopy with their pictures, an electrocardiogram."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    badge,
    centred,
    cross,
    listed,
    numbered,
    scan_picture,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.tests_and_studies import STUDIES, Study
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner


def study_of(p: Paper, modalities: tuple[str, ...]) -> Study:
    """One of the studies of these kinds, with a case in which it would be done."""
    chosen = [p.case] if p.visit else CASES
    fitting = [c for c in chosen if any(STUDIES[s].modality in modalities for s in c.studies)]
    if not fitting:
        raise ValueError("no such study is done in this case")
    p.case = p.rng.choice(fitting)
    return STUDIES[p.rng.choice([s for s in p.case.studies if STUDIES[s].modality in modalities])]


def _radiology_head(p: Paper, y: float, study: Study) -> float:
    """Who was examined and how; the height of the rule below."""
    rng = p.rng
    y = slots(
        p,
        (20, y),
        [
            ("姓名：", p.fact("patient_name"), 48),
            ("性别：", p.fact("sex"), 34),
            ("年龄：", p.fact("age"), 38),
            ("影像号：", f"{rng.randrange(10**6, 10**7)}", 50),
        ],
    )
    y = slots(
        p,
        (20, y),
        [
            ("科室：", p.fact("department"), 82),
            ("住院号：", p.fact("inpatient_number"), 50),
            ("床号：", f"{rng.randrange(1, 60)}", 38),
        ],
    )
    y = slots(p, (20, y), [("检查部位：", study.part, 82), ("检查日期：", written(p.dates.reported, p.style), 80)])
    return y


def radiology(rng: Random) -> Paper:
    p = start(rng, A4, DocType.EXAMINATION_REPORT, ("song", "ming", "kaiti"), 11.5)
    study = study_of(p, ("ct", "mr", "dr"))
    p.day = p.dates.reported
    if rng.random() < 0.4:
        cross(p, (28, 22), 11)
    elif rng.random() < 0.5:
        badge(p, (30, 24), 16)
    y = centred(p, 17, p.fact("hospital_name"), Type("song-bold", 19, p.body.colour))
    y = centred(p, y + 1, p.title(study.title), Type("song", 15, p.body.colour)) + 4
    y = _radiology_head(p, y, study)
    p.sheet.rule((20, y), (190, y), 0.4)
    for label, paragraphs in (
        ("检查方法：", [study.method]),
        ("影像所见：", [study.findings]),
        ("影像诊断：", numbered(study.conclusion, "{}. ")),
    ):
        p.sheet.line((20, y + 5), label, p.body.bold())
        y = listed(p, (28, y + 12.5), paragraphs, 160, 1.8)
    p.sheet.rule((20, 252), (190, 252), 0.3)
    p.sheet.next()
    how: Manner = rng.choice(("printed", "hand", "hand", "scrawl"))
    p.sheet.put((20, 256), "报告医师：", p.body)
    p.sign((42, 256), p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting", how)
    p.sheet.put((106, 256), "审核医师：", p.body)
    p.sign((128, 256), p.doctor(Title.ATTENDING), "reviewing", how, rng.random() < 0.35)
    p.sheet.line((20, 266), f"报告时间：{p.fact('report_date')} {rng.randrange(9, 18)}:{rng.randrange(10, 59)}", p.body)
    p.sheet.line((20, 276), "此报告仅供临床医师参考，签字后生效。", p.body.at(9))
    if rng.random() < 0.45:
        stamps.department(p, (154 + rng.uniform(-10, 8), 262), rng.choice(("放射科", "影像中心", "诊断报告专用章")))
    return p


def with_pictures(rng: Random) -> Paper:
    p = start(rng, A4, DocType.EXAMINATION_REPORT, ("hei", "microhei", "song"), 10.5)
    study = study_of(p, ("us", "endo"))
    p.day = p.dates.reported
    y = centred(p, 14, p.fact("hospital_name") + p.title(study.title), Type("hei-bold", 15, p.body.colour)) + 3
    w = (22.0, 36.0, 18.0, 26.0, 18.0, 54.0)
    rows: list[list[Cell | str]] = [
        ["患者姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["送检科室", Cell(p.fact("department"), 3), "门诊号", p.fact("outpatient_number")],
        ["检查项目", Cell(study.part, 3), "方法", study.method],
    ]
    y = p.sheet.grid((18, y), w, rows, p.body, 1.3)[-1][0].bottom + 4
    kind = "fan" if study.modality == "us" else "slice"
    for n in range(2):
        scan_picture(p, Area(24 + n * 84, y, 102 + n * 84, y + 58), kind)
    y += 64
    see, say = rng.choice((("超声所见：", "超声提示："), ("检查所见：", "诊断意见：")))
    p.sheet.line((18, y), see, p.body.bold())
    y = p.sheet.flow((18, y + 7), study.findings, p.body, 174, 1.65, 7.4) + 4
    p.sheet.line((18, y), say, p.body.bold())
    y = listed(p, (26, y + 7), numbered(study.conclusion, "{}、"), 164, 1.65)
    foot = max(y + 14, 236)
    p.sheet.next()
    p.sheet.put((18, foot), "检查医师：", p.body)
    how: Manner = rng.choice(("printed", "hand", "scrawl", "stamp"))
    p.sign((38, foot), p.doctor(), "reporting", how, rng.random() < 0.35)
    p.sheet.put((108, foot), f"记录员：{p.doctor().name}", p.body)
    p.sheet.line((18, foot + 10), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((18, foot + 20), "注：本报告需加盖科室印章。", p.body.at(9))
    if rng.random() < 0.5:
        stamps.department(
            p,
            (150 + rng.uniform(-8, 8), foot + 10),
            rng.choice(("超声科", "功能检查科")) if study.modality == "us" else "内镜中心",
        )
    return p


def _leads(p: Paper, top: float, bottom: float) -> None:
    """Five leads of an electrocardiogram on the pink grid of its paper."""
    rng = p.rng
    s = p.sheet.scale
    for k in range(int((281 - 16) / 5) + 1):
        p.sheet.draw.line(((16 + 5 * k) * s, top * s, (16 + 5 * k) * s, bottom * s), (240, 170, 170), 1)
    for k in range(int((bottom - top) / 5) + 1):
        p.sheet.draw.line((16 * s, (top + 5 * k) * s, 281 * s, (top + 5 * k) * s), (240, 170, 170), 1)
    for row in range(5):
        base = top + 10 + row * (bottom - top - 8) / 5
        points, x = [], 18.0
        while x < 278:
            for dx, dy in (
                (0, 0),
                (3, 0),
                (4.2, -1.4),
                (5.4, 0),
                (7, 0),
                (7.5, 1.0),
                (8.3, -rng.uniform(6, 9)),
                (9.0, 2.2),
                (9.6, 0.4),
                (12.5, 0.2),
                (14.5, -rng.uniform(1, 2)),
                (16.5, 0),
                (20, 0),
            ):
                if x + dx < 280:
                    points.append(((x + dx) * s, (base + dy) * s))
            x += 20.4 + rng.uniform(-0.5, 0.5)
        p.sheet.draw.line(points, (30, 30, 40), 2, joint="curve")


def tracing(rng: Random) -> Paper:
    p = start(rng, (297.0, 210.0), DocType.EXAMINATION_REPORT, ("hei", "zenhei"), 10.5)
    study = study_of(p, ("ecg",))
    p.day = p.dates.reported
    y = centred(p, 10, f"{p.fact('hospital_name')} {p.title(study.title)}", Type("hei-bold", 15, p.body.colour)) + 2
    y = slots(
        p,
        (16, y),
        [
            ("姓名：", p.fact("patient_name"), 50),
            ("性别：", p.fact("sex"), 34),
            ("年龄：", p.fact("age"), 40),
            ("科别：", p.fact("department"), 74),
            ("病历号：", p.fact("inpatient_number"), 60),
        ],
    )
    _leads(p, y + 2, 148.0)
    p.sheet.line((16, 153), "检查所见：", p.body.bold())
    y = p.sheet.flow((24, 160), study.findings, p.body, 256, 1.5)
    p.sheet.line((16, y + 1), "诊断结论：", p.body.bold())
    y = listed(p, (38, y + 1), ["".join(study.conclusion)], 240, 1.5) + 3
    p.sheet.next()
    p.sheet.put((120, y), "诊断医师：", p.body)
    p.sign((140, y), p.doctor(), "reporting", rng.choice(("printed", "hand", "stamp")))
    p.sheet.put((200, y), f"报告时间：{p.fact('report_date')}", p.body)
    return p


EXAMINATIONS = (radiology, with_pictures, tracing)
