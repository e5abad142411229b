"""Laboratory reports: one column between two rules, two columns on a half sheet, and a ruled table."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from models.codes import DocType, Flag
from samples.truth import TrueLabItem
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, bars, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.tests_and_studies import PANELS, Assay, Panel
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner


@dataclass(frozen=True)
class Wording:
    """How one laboratory prints: the range's dash, bounds, and the marks beside abnormal results."""

    dash: str
    bound: str
    high: str
    low: str
    odd: str


WORDINGS = (
    Wording("-", "<{}", "↑", "↓", "*"),
    Wording("~", "≤{}", "H", "L", "*"),
    Wording("～", "0～{}", "↑", "↓", "↑"),
    Wording("--", "<{}", "H", "L", "H"),
)


def _measured(rng: Random, assay: Assay, words: Wording) -> tuple[TrueLabItem, str]:
    """One result, and the mark printed beside it ("" where there is none)."""
    if assay.normal:
        value, mark, flag = assay.normal, "", None
        if "阴性" in assay.normal and rng.random() < 0.25:
            value = assay.normal.replace("阴性", "阳性").replace("-", rng.choice(("+", "++")))
            mark = words.odd
            flag = Flag.ABNORMAL if mark == "*" else Flag.HIGH
        return TrueLabItem(name=assay.name, value=value, unit=assay.unit, reference=assay.normal, flag=flag), mark
    low, high = (0.0, assay.low) if assay.below else (assay.low, assay.high)
    roll, wide = rng.random(), high - low
    number = rng.uniform(low + 0.12 * wide, high - 0.12 * wide)
    if roll < 0.2:
        number = high + rng.uniform(0.1, 0.9) * wide
    elif roll < 0.32 and low > 0:
        number = low - rng.uniform(0.1, 0.5) * min(wide, low)
    value = f"{number:.{assay.places}f}"
    seen = float(value)
    flag = Flag.HIGH if seen > high else Flag.LOW if seen < low else None
    mark = words.high if flag is Flag.HIGH else words.low if flag is Flag.LOW else ""
    places = assay.places if rng.random() < 0.5 else min(assay.places, 2)
    bounds = [f"{edge:.{places}f}" for edge in (low, high)]
    reference = words.bound.format(bounds[1]) if assay.below else words.dash.join(bounds)
    return TrueLabItem(name=assay.name, value=value, unit=assay.unit, reference=reference, flag=flag), mark


def _run(p: Paper, panel: Panel, words: Wording, most: int) -> list[tuple[TrueLabItem, str]]:
    results = [_measured(p.rng, assay, words) for assay in panel.assays[:most]]
    p.lab_items = [item for item, _ in results]
    return results


def _panel(p: Paper) -> Panel:
    return PANELS[p.rng.choice(p.case.panels)]


def _staff(p: Paper, at: tuple[float, float], labels: tuple[str, str], gap: float) -> None:
    """Who tested and who checked; both technicians, by print or by hand."""
    p.sheet.next()
    how: Manner = p.rng.choice(("printed", "printed", "hand", "scrawl"))
    for n, label in enumerate(labels):
        right = p.sheet.put((at[0] + n * gap, at[1]), label, p.body)
        p.sign(
            (right + 0.5, at[1]),
            people.technician(p.rng),
            "reporting" if n == 0 else "reviewing",
            how,
            titled=n == 1 and p.rng.random() < 0.3,
        )


def _one_column_head(p: Paper, y: float, panel: Panel) -> float:
    """Who was tested, for whom and on what; the height of the next line."""
    rng = p.rng
    y = slots(
        p,
        (16, y),
        [
            ("姓名：", p.fact("patient_name"), 46),
            ("性别：", p.fact("sex"), 36),
            ("年龄：", p.fact("age"), 40),
            ("样本号：", f"{rng.randrange(10, 900)}", 50),
        ],
    )
    y = slots(
        p,
        (16, y),
        [
            ("病历号：", p.fact("inpatient_number"), 46),
            ("科别：", p.fact("department"), 76),
            ("床号：", f"{rng.randrange(1, 60)}床", 50),
        ],
    )
    sender = p.doctor()
    p.note(sender, "requesting", None)
    y = slots(
        p,
        (16, y),
        [
            ("标本：", panel.specimen, 46),
            ("送检医生：", sender.name, 76),
            ("诊断：", p.diagnose(p.case.diagnoses[:1])[0], 56),
        ],
    )
    return y


def _one_column_foot(p: Paper) -> None:
    rng = p.rng
    p.sheet.rule((16, 262), (194, 262), 0.5)
    p.sheet.next()
    p.sheet.put((16, 264.5), f"采样时间：{written(p.dates.reported, p.style)} 06:{rng.randrange(10, 59)}", p.body)
    p.sheet.put(
        (112, 264.5), f"报告时间：{p.fact('report_date')} {rng.randrange(9, 18)}:{rng.randrange(10, 59)}", p.body
    )
    _staff(p, (16, 272), ("检验者：", "审核者："), 80)
    p.sheet.line((16, 281), "本报告仅对此次送检标本负责，如有疑问请及时与检验科联系。", p.body.at(9))
    if rng.random() < 0.4:
        stamps.department(p, (160 + rng.uniform(-8, 8), 258), rng.choice(("检验科", "检验报告专用章")))


def one_column(rng: Random) -> Paper:
    p = start(rng, A4, DocType.LAB_REPORT, ("song", "ming", "zenhei"), 10.5)
    p.day = p.dates.reported
    panel, words = _panel(p), rng.choice(WORDINGS)
    y = centred(p, 16, p.fact("hospital_name"), Type("hei-bold", 17, p.body.colour))
    y = centred(p, y + 1, p.title(panel.title), p.body.at(14)) + 3
    y = _one_column_head(p, y, panel)
    x = (18.0, 30.0, 94.0, 117.0, 132.0, 168.0)
    p.sheet.rule((16, y), (194, y), 0.5)
    p.sheet.next()
    for at, head in zip(x, ("序号", "检验项目", "结果", "提示", "参考值", "单位"), strict=True):
        p.sheet.put((at, y + 1.6), head, p.body.bold())
    y += 7.6
    p.sheet.rule((16, y), (194, y), 0.3)
    y += 2
    for n, (item, mark) in enumerate(_run(p, panel, words, 16), 1):
        p.sheet.next()
        for at, text in zip(
            x, (str(n), item.name, item.value, mark, item.reference or "", item.unit or ""), strict=True
        ):
            if text:
                p.sheet.put((at, y), text, p.body)
        y += rng.choice((6.6, 6.6))
    _one_column_foot(p)
    return p


def _half_sheet_head(p: Paper, y: float, panel: Panel) -> float:
    """Who was tested, for whom and on what; the height of the rule below."""
    rng = p.rng
    y = slots(
        p,
        (10, y + 5),
        [
            ("病人姓名：", p.fact("patient_name"), 46),
            ("病人类型：", rng.choice(("住院", "门诊")), 40),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("标本种类：", panel.specimen, 40),
        ],
    )
    y = slots(
        p,
        (10, y),
        [
            ("就诊卡号：", p.fact("outpatient_number"), 46),
            ("申请科室：", p.fact("department"), 70),
            ("申请医生：", (sender := p.doctor()).name, 40),
        ],
    )
    p.note(sender, "requesting", None)
    p.sheet.rule((10, y - 1), (200, y - 1), 0.4)
    return y


def _half_sheet_foot(p: Paper, y: float) -> None:
    rng = p.rng
    p.sheet.rule((10, y), (200, y), 0.4)
    p.sheet.next()
    for at, label in ((10, "采集时间："), (75, "接收时间：")):
        p.sheet.put((at, y + 2), f"{label}{written(p.dates.reported, p.style)}", p.body)
    p.sheet.put((140, y + 2), f"审核时间：{p.fact('report_date')}", p.body)
    _staff(p, (10, y + 9), ("检验：", "审核："), 65)
    p.sheet.line((10, y + 17), "※本结果只对该标本负责※", p.body.at(8.5))
    if rng.random() < 0.35:
        stamps.department(p, (165 + rng.uniform(-8, 8), y + 8), "检验科")


def two_columns(rng: Random) -> Paper:
    p = start(rng, A5_WIDE, DocType.LAB_REPORT, ("song", "sungti", "hei"), 9)
    p.day = p.dates.reported
    panel, words = _panel(p), rng.choice(WORDINGS)
    title = p.title(panel.title)
    y = centred(p, 8, p.fact("hospital_name") + title, Type("song-bold", 14, p.body.colour))
    p.sheet.line((150, y), f"条码号：{rng.randrange(10**9, 10**10)}", p.body, 50, "r")
    y = _half_sheet_head(p, y, panel)
    left = (11.0, 46.0, 63.0, 69.0, 88.0)
    results = _run(p, panel, words, 16)
    half = (len(results) + 1) // 2 if len(results) > 8 else len(results)
    sides = (0.0, 95.0) if len(results) > half else (0.0,)
    p.sheet.next()
    for side in sides:
        for at, head in zip(left, ("项目名称", "结果", "", "参考区间", "单位"), strict=True):
            if head:
                p.sheet.put((side + at, y + 0.6), head, p.body)
    y += 6
    p.sheet.rule((10, y - 0.6), (200, y - 0.6), 0.2)
    for n in range(half):
        p.sheet.next()
        for side, k in zip(sides, (n, n + half), strict=False):
            if k < len(results):
                item, mark = results[k]
                for at, text, room in zip(
                    left,
                    (item.name, item.value, mark, item.reference or "", item.unit or ""),
                    (34, 16, 6, 17.4, 15),
                    strict=True,
                ):
                    if text:
                        p.sheet.put((side + at, y + 0.8), text, p.body, room)
        y += 7.2
    _half_sheet_foot(p, max(y + 3, 116.0))
    return p


def ruled(rng: Random) -> Paper:
    p = start(rng, A4, DocType.LAB_REPORT, ("hei", "microhei", "zenhei"), 10)
    p.day = p.dates.reported
    panel, words = _panel(p), rng.choice(WORDINGS)
    bars(p, Area(148, 12, 186, 19))
    p.sheet.line((20, 16), p.fact("hospital_name"), Type("hei-bold", 14, p.body.colour))
    p.sheet.line((20, 24), p.title(panel.title), Type("hei", 12, p.body.colour))
    p.sheet.line((130, 22), f"No.{rng.randrange(10**7, 10**8)}", p.body, 60, "r")
    w = (20.0, 32.0, 16.0, 18.0, 16.0, 18.0, 20.0, 30.0)
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "标本", panel.specimen],
        ["科室", Cell(p.fact("department"), 3), Cell("住院号", 1), Cell(p.fact("inpatient_number"), 3)],
    ]
    y = p.sheet.grid((20, 32), w, rows, p.body, 1.2)[-1][0].bottom + 4
    table: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("检测项目", "检测结果", "单位", "参考范围", "标记")]
    ]
    table += [
        [
            i.name,
            Cell(i.value, align="c"),
            Cell(i.unit or "", align="c"),
            Cell(i.reference or "", align="c"),
            Cell(m, align="c"),
        ]
        for i, m in _run(p, panel, words, 14)
    ]
    y = p.sheet.grid((20, y), (60.0, 34.0, 28.0, 34.0, 14.0), table, p.body, 1.3)[-1][0].bottom + 5
    _staff(p, (20, y), ("检测人：", "复核人："), 60)
    p.sheet.line((140, y), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((20, y + 8), "备注：", p.body)
    if rng.random() < 0.45:
        stamps.department(p, (158 + rng.uniform(-8, 8), y + 3), rng.choice(("检验科", "检验专用章")))
    return p


LAYOUTS = (one_column, two_columns, ruled)
