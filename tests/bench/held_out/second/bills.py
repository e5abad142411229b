# ruff: noqa: E501 - what is printed on one line stands on one line here
"""A prescription of herbs, and a receipt for a stay."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A5_WIDE,
    centred,
    code_square,
    slots,
    start,
)
from tests.bench.held_out.second.entries import (
    at_hospital,
    dashes,
    pattern,
    signed,
)
from tests.bench.held_out.second.visits import HERBS
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type


def herbs(rng: Random) -> Paper:
    """A prescription of Chinese medicine: herbs four to a line."""
    p = start(rng, (130.0, 190.0), DocType.PRESCRIPTION, ("song", "kaiti"), 10)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    p.day, p.style = p.dates.issued, rng.choice(("iso", "dot"))
    y = centred(p, 9, p.fact("hospital_name"), Type("song-bold", 13, p.body.colour))
    y = centred(p, y, "中药饮片处方笺", Type("song-bold", 12, p.body.colour)) + 2
    y = (
        slots(
            p,
            (9, y),
            [("费别：", rng.choice(("医保", "自费")), 52), ("处方号：", f"{rng.randrange(10**7, 10**8)}", 60)],
        )
        - 0.6
    )
    y = (
        slots(
            p,
            (9, y),
            [("姓名：", p.fact("patient_name"), 40), ("性别：", p.fact("sex"), 30), ("年龄：", p.fact("age"), 40)],
        )
        - 0.6
    )
    y = slots(p, (9, y), [("门诊号：", p.fact("outpatient_number"), 52), ("科室：", p.fact("department"), 60)]) - 0.6
    illness, kind = pattern(p)
    p.diagnose([(f"{illness} {kind}", "")])
    y = slots(p, (9, y), [("诊断：", f"{illness} {kind}", 62), ("日期：", p.fact("issue_date"), 50)])
    p.sheet.rule((9, y - 1), (121, y - 1), 0.4)
    p.sheet.line((11, y + 2), "R.", Type("song-bold", 15, p.body.colour))
    y += 11
    chosen = rng.sample(HERBS, 12)
    for n in range(0, 12, 3):
        p.sheet.next()
        for k, herb in enumerate(chosen[n : n + 3]):
            p.sheet.put((16 + k * 36, y), herb, p.body)
        y += 9
    p.sheet.line((16, y + 3), "共 7 剂  用法：水煎服，每日一剂，分两次温服", p.body)
    y = max(y + 18, 138.0)
    p.sheet.rule((9, y), (121, y), 0.4)
    p.sheet.next()
    signed(p, (9, y + 5), "医师：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "stamp", "printed")))
    p.sheet.put((70, y + 5), f"药费：{rng.uniform(80, 400):.2f}", p.body)
    p.sheet.next()
    for k, label in enumerate(("审核", "调配", "核对、发药")):
        p.sheet.put((9 + k * 36, y + 17), f"{label}：{p.doctor().name}", p.body, 35)
    return p


def receipt_for_a_stay(rng: Random) -> Paper:
    """An electronic receipt for a stay: two columns of items, and who pays what."""
    p = start(rng, A5_WIDE, DocType.INVOICE, ("song", "sungti"), 9)
    p.style = "iso"
    red = (158, 40, 40)
    y = centred(p, 9, f"{p.hospital.place[0]}医疗住院收费票据（电子）", Type("song-bold", 15, red)) + 1
    code_square(p, Area(12, 8, 30, 26))
    for text in (
        f"票据代码：{p.hospital.place[3][:2]}06{rng.randrange(10**4, 10**5)}",
        f"校验码：{rng.randrange(16**6):06x}",
    ):
        p.sheet.line((140, y), text, p.body, 58, "r")
        y += 5
    y = slots(p, (12, max(y, 28)), [("交款人：", p.fact("patient_name"), 90), ("开票日期：", p.fact("issue_date"), 90)])
    y = slots(
        p,
        (12, y - 1.4),
        [
            ("住院号：", p.fact("inpatient_number"), 62),
            ("住院科别：", p.fact("department"), 66),
            ("医保类型：", rng.choice(("职工医保", "居民医保")), 56),
        ],
    )
    names = ("床位费", "诊察费", "检查费", "化验费", "治疗费", "护理费", "卫生材料费", "西药费")
    cents = [rng.randrange(3000, 500000) for _ in names]
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("项目名称", "金额（元）", "项目名称", "金额（元）")]]
    rows += [
        [part for k in (n, n + 4) for part in (names[k], Cell(f"{cents[k] / 100:.2f}", align="r"))] for n in range(4)
    ]
    total = sum(cents)
    rows.append([Cell(f"合计（小写）：¥{total / 100:.2f}", 4)])
    y = p.sheet.grid((12, y), (56.0, 37.0, 56.0, 37.0), rows, p.body, 1.3)[-1][0].bottom + 2
    pooled = total * 7 // 10
    for text in (
        f"预缴金额：{total * 4 // 1000}.00    补缴金额：0.00    退费金额：{rng.randrange(10, 900)}.00",
        f"医保统筹基金支付：{pooled / 100:.2f}    其他支付：0.00    个人账户支付：0.00    个人现金支付：{(total - pooled) / 100:.2f}",
    ):
        p.sheet.line((12, y), text, p.body)
        y += 6
    p.sheet.next()
    p.sheet.put((12, 128), f"收款单位（章）：{p.fact('hospital_name')}", p.body)
    p.sheet.put((110, 128), f"复核人：{p.doctor().name}", p.body)
    p.sheet.put((156, 128), f"收款人：{p.doctor().name}", p.body)
    dashes(p, (12, 136), (198, 136))
    if rng.random() < 0.7:
        stamps.department(p, (80, 118), rng.choice(("收费专用章", "住院收费专用章")))
    return p


PRESCRIPTION = (herbs,)
INVOICE = (receipt_for_a_stay,)
