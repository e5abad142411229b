# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Prescriptions for a chronic illness and by hand; a counter's strip and a settlement of a stay."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out.closed.rows import labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, bars, centred, code_square, start
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type


def long_term_prescription(rng: Random) -> Paper:
    """A half sheet lying across: drugs in a table with days and amounts, for an outpatient's chronic illness."""
    p = start(rng, A5_WIDE, DocType.PRESCRIPTION, ("microhei", "song", "zenhei"), 9.5)
    at_hospital(p, "人民医院", "中医医院", "=城东社区卫生服务中心", "=青石镇中心卫生院")
    p.day = p.dates.issued
    p.sheet.frame(Area(164, 8, 196, 16), 0.4)
    p.sheet.line((164, 9.4), rng.choice(("门特处方", "长期处方", "慢病")), p.body.bold().at(12), 32, "c")
    bars(p, Area(14, 8, 50, 15))
    p.sheet.line((52, 8), p.fact("hospital_name") + "处方笺", Type("song-bold", 14, p.body.colour), 108, "c")
    y = labels(p, 19, [(14, "门诊号：", p.fact("outpatient_number"), 58), (74, "费别：", rng.choice(("城乡居民", "城镇职工")), 40), (118, "处方编号：", numbered_in(p, 10**9, 10**10), 70)])  # fmt: skip
    y = labels(p, y, [(14, "姓名：", p.fact("patient_name"), 44), (60, "性别：", p.fact("sex"), 28), (90, "年龄：", p.fact("age"), 34), (126, "就诊科室：", p.fact("department"), 70)])  # fmt: skip
    y = labels(p, y, [(14, "诊断：", "；".join(p.diagnose(p.case.diagnoses[:2])), 110), (126, "开具日期：", p.fact("issue_date"), 66)])  # fmt: skip
    heads = ("", "药品名称", "规格", "用法用量", "天数", "数量", "金额")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    total = 0
    for n, (name, pack, how) in enumerate(p.case.drugs, 1):
        boxes = rng.randrange(1, 9)
        total += (cents := boxes * rng.randrange(600, 9800))
        rows.append([Cell(str(n), align="c"), name, pack, how, Cell(rng.choice(("28", "30", "60", "84")), align="c"), Cell(f"{boxes}盒", align="c"), Cell(f"{cents / 100:.2f}", align="r")])  # fmt: skip
    y = p.sheet.grid((14, y), (8.0, 52.0, 32.0, 46.0, 12.0, 14.0, 18.0), rows, p.body.at(9), 1.4)[-1][0].bottom + 2
    p.sheet.line((22, y), "（以下空白）", p.body)
    y = max(y + 12, 112.0)
    p.sheet.rule((14, y), (196, y), 0.3)
    p.sheet.next()
    signed(
        p,
        (14, y + 3),
        "医师(签章)：",
        (p.doctor(), "signing"),
        rng.choice(("hand", "stamp", "scrawl", "printed")),
        rng.random() < 0.3,
    )
    p.sheet.put((112, y + 3), f"药品金额合计：{total / 100:.2f}元", p.body)
    p.sheet.next()
    for x, label in ((14, "审方药师："), (62, "调配："), (106, "核对："), (150, "发药：")):
        p.sheet.put((x, y + 14), f"{label}{p.doctor().name if label != '核对：' else ''}", p.body)
    p.sheet.line((14, y + 22), "注：长期处方用量不超过12周；药品一经发出，非质量问题不予退换。", p.body.at(8.5))
    return p


def counter_strip(rng: Random) -> Paper:
    """The strip of a thermal printer at the counter: what was paid for the visit, and by whom."""
    p = start(rng, (80.0, 178.0), DocType.INVOICE, ("zenhei", "microhei", "hei"), 9)
    p.style = "iso"
    y = centred(p, 7, p.fact("hospital_name"), p.body.bold().at(11))
    y = (
        centred(
            p, y, rng.choice(("门诊收费票据（自助）", "门诊医疗收费收据", "医疗门诊收费票据 告知单")), p.body.at(10.5)
        )
        + 1
    )
    dashes(p, (5, y), (75, y))
    y += 2
    for label, value in (
        ("流水号：", numbered_in(p, 10**11, 10**12)), ("姓名：", p.fact("patient_name")), ("性别：", p.fact("sex")),
        ("门诊号：", p.fact("outpatient_number")), ("就诊科室：", p.fact("department")), ("医保类型：", rng.choice(("职工医保", "居民医保", "职工普通门诊"))),
    ):  # fmt: skip
        y = labels(p, y, [(6, label, value, 68)], 5.6)
    dashes(p, (5, y), (75, y))
    y += 2
    names = rng.sample(("西药费", "中成药费", "检查费", "化验费", "诊察费", "治疗费", "材料费", "一般诊疗费"), 5)
    total = 0
    for name in names:
        total += (cents := rng.randrange(300, 42000))
        p.sheet.next()
        p.sheet.put((6, y), name, p.body)
        p.sheet.put((44, y), f"{cents / 100:.2f}", p.body, 30, "r")
        y += 5.6
    dashes(p, (5, y), (75, y))
    fund = total * rng.choice((5, 6, 7)) // 10
    for name, cents in (
        ("合计金额", total),
        ("统筹基金支付", fund),
        ("个人账户支付", 0),
        ("现金/微信支付", total - fund),
    ):
        p.sheet.next()
        p.sheet.put((6, y + 2), name, p.body.bold())
        p.sheet.put((44, y + 2), f"¥{cents / 100:.2f}", p.body.bold(), 30, "r")
        y += 5.8
    y += 4
    y = labels(
        p, y, [(6, "收费员：", f"{rng.randrange(100, 999)}", 30), (40, "窗口：", f"{rng.randrange(1, 12)}号", 34)]
    )
    y = labels(p, y, [(6, "收费日期：", f"{p.fact('issue_date')} {clock(p)}", 68)])
    code_square(p, Area(26, y + 2, 54, y + 30))
    centred(p, y + 32, "扫码查看电子票据", p.body.at(8.5))
    return p


PRESCRIPTION = (long_term_prescription,)
INVOICE = (counter_strip,)
