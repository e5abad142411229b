"""The front page of a stay's record, a dense sheet of lines and tables."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner


def _person(p: Paper, y: float) -> float:
    """Who was in hospital; the height of the next line."""
    rng = p.rng
    p.sheet.frame(Area(15, y, 195, 284), 0.4)
    y = slots(
        p,
        (17, y + 2),
        [
            ("姓名", p.fact("patient_name"), 34),
            ("性别", p.fact("sex"), 20),
            ("出生日期", p.fact("birth_date"), 48),
            ("年龄", p.fact("age"), 28),
            ("国籍", "中国", 40),
        ],
        True,
    )
    y = slots(
        p,
        (17, y),
        [
            ("身份证号", p.fact("id_number"), 72),
            ("职业", rng.choice(("农民", "退休", "职员", "个体")), 36),
            ("婚姻", "已婚", 30),
            ("民族", "汉族", 34),
        ],
        True,
    )
    y = slots(p, (17, y), [("现住址", p.fact("address"), 112), ("电话", p.fact("phone"), 62)], True)
    y = slots(
        p,
        (17, y),
        [("联系人姓名", p.doctor().name, 50), ("关系", rng.choice(("配偶", "子女")), 34), ("入院途径", "门诊", 50)],
        True,
    )
    return y


def _stay(p: Paper, y: float) -> float:
    """When, where and how long; the height of the next line."""
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(p, (17, y), [("入院时间", p.fact("admission_date"), 66), ("入院科别", p.fact("department"), 66)], True)
    y = slots(
        p,
        (17, y),
        [
            ("出院时间", p.fact("discharge_date"), 66),
            ("出院科别", p.case.department, 66),
            ("实际住院", f"{days}天", 42),
        ],
        True,
    )
    y = slots(
        p, (17, y), [("门（急）诊诊断", p.case.diagnoses[0][0], 112), ("疾病编码", p.case.diagnoses[0][1], 60)], True
    )
    return y


def _coded(p: Paper, y: float) -> float:
    """The table of diagnoses with their codes; the height of the next line."""
    rng = p.rng
    w = (104.0, 42.0, 34.0)
    p.diagnose(p.case.diagnoses, codes=True)
    rows: list[list[Cell | str]] = [
        [Cell("出院诊断", align="c"), Cell("疾病编码", align="c"), Cell("入院病情", align="c")]
    ]
    for n, (text, code) in enumerate(p.case.diagnoses):
        rows.append([("主要诊断：" if n == 0 else "其他诊断：") + text, code, Cell(rng.choice("123"), align="c")])
    rows += [[Cell(tall=6.5), "", ""] for _ in range(5)]
    return p.sheet.grid((15, y), w, rows, p.body, 1.2)[-1][0].bottom + 3


def _staff(p: Paper, y: float) -> None:
    """Those who sign the page."""
    rng = p.rng
    p.sheet.next()
    x = 17.0
    staff = (
        ("科主任", None, p.doctor(Title.CHIEF)),
        ("主治医师", Title.ATTENDING, p.doctor(Title.ATTENDING, Title.ATTENDING)),
        ("住院医师", Title.RESIDENT, p.doctor(Title.RESIDENT, Title.RESIDENT)),
    )
    how: Manner = rng.choice(("printed", "hand", "scrawl"))
    for label, title, doctor in staff:
        right = p.sheet.put((x, y), label, p.body) + 2
        p.sign((right, y), doctor, "responsible" if title else None, how)
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": title})
        x += 58


def _operations_and_costs(p: Paper, y: float) -> None:
    """An empty table of operations, and the bill."""
    rng = p.rng
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c") for h in ("手术及操作编码", "手术及操作日期", "手术及操作名称")]
    ]
    rows += [[Cell(tall=6.5), "", ""] for _ in range(4)]
    y = p.sheet.grid((15, y), (40.0, 40.0, 100.0), rows, p.body, 1.2)[-1][0].bottom + 3
    costs = [rng.randrange(20000, 900000) for _ in range(4)]
    shares = zip(("综合医疗服务类", "诊断类", "治疗类", "西药类"), costs, strict=True)
    p.sheet.line((17, y), f"住院费用（元）：总费用 {sum(costs) / 100:.2f}（自付金额：{sum(costs) / 300:.2f}）", p.body)
    p.sheet.line((17, y + 6.5), " ".join(f"{name}：{cost / 100:.2f}" for name, cost in shares), p.body)


def front_page(rng: Random) -> Paper:
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "zenhei", "ming"), 9)
    p.style = rng.choice(("han", "hanzero", "iso"))
    y = centred(p, 12, f"医疗机构：{p.fact('hospital_name')}", p.body.at(11))
    y = centred(p, y, "住院病案首页", Type("hei-bold", 17, p.body.colour, spacing=2.5)) + 1
    p.sheet.next()
    p.sheet.put((15, y), f"医疗付费方式：{rng.randrange(1, 4)}", p.body)
    p.sheet.put((86, y), f"第{rng.randrange(1, 6)}次住院", p.body)
    p.sheet.put((140, y), f"病案号：{p.fact('inpatient_number')}", p.body, 55, "r")
    y += 6
    y = _person(p, y)
    y = _stay(p, y)
    y = _coded(p, y)
    y = (
        slots(
            p,
            (17, y),
            [("药物过敏", "无", 50), ("血型", rng.choice(("A", "B", "O", "AB")) + "型", 40), ("尸检", "否", 40)],
            True,
        )
        + 2
    )
    _staff(p, y)
    y = slots(
        p,
        (17, y + 12),
        [("病案质量", "甲", 40), ("质控护士", p.doctor().name, 50), ("质控日期", written(p.dates.issued, p.style), 62)],
        True,
    )
    _operations_and_costs(p, y)
    stamps.by_archive(p)
    return p


LAYOUTS = (front_page,)
