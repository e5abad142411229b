# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Prescriptions for a chronic illness and by hand; a counter's strip and a settlement of a stay."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, bars, centred, code_square, start
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, pen, signed
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


_LATIN = (
    ("每日一次", "qd"),
    ("每日两次", "bid"),
    ("每日三次", "tid"),
    ("每日四次", "qid"),
    ("每晚一次", "qn"),
    ("口服", "po"),
    ("皮下注射", "ih"),
)


def _in_latin(dose: str) -> str:
    """How a drug is taken, as physicians abbreviate it."""
    for words, short in _LATIN:
        dose = dose.replace(words, short)
    return dose


def prescription_by_hand(rng: Random) -> Paper:
    """A health centre's block: everything behind printed labels by pen, abbreviations in Latin for the doses."""
    p = start(rng, (132.0, 187.0), DocType.PRESCRIPTION, ("song", "sungti", "ming"), 10)
    at_hospital(p, "=青石镇中心卫生院", "=白鹿镇卫生院", "=红坪镇中心卫生院", "中医院")
    p.day, ink, s = p.dates.issued, pen(p, 0.9), p.sheet.scale
    p.style = rng.choice(("han", "dot"))
    p.sheet.draw.rectangle(
        (0, 0, 132 * s, 187 * s), fill=rng.choice(((253, 253, 250), (244, 250, 240), (252, 248, 232)))
    )
    p.sheet.frame(Area(108, 9, 122, 16), 0.3)
    p.sheet.line((108, 10.4), "普通", p.body.at(10), 14, "c")
    p.sheet.line((10, 9), p.fact("hospital_name"), Type("song-bold", 14, p.body.colour), 94, "c")
    p.sheet.line((10, 16), "处　方　笺", p.body.bold().at(13), 94, "c")
    y = under_labels(p, 26, [(10, "姓名", p.fact("patient_name"), 40), (52, "性别", p.fact("sex"), 28), (82, "年龄", p.fact("age"), 42)], p.body, ink)  # fmt: skip
    y = under_labels(p, y, [(10, "科别", p.fact("department"), 70), (82, "床号", "", 42)], p.body, ink)
    y = under_labels(p, y, [(10, "门诊号", p.blank("outpatient_number") if rng.random() < 0.5 else p.fact("outpatient_number"), 70), (82, "费别", rng.choice(("自费", "医保", "农合")), 42)], p.body, ink)  # fmt: skip
    y = under_labels(p, y, [(10, "临床诊断", p.diagnose(p.case.diagnoses[:1])[0], 114)], p.body, ink)
    y = under_labels(p, y, [(10, "住址/电话", p.fact("phone"), 70), (82, "", p.fact("issue_date"), 42)], p.body, ink)
    p.sheet.line((12, y + 1), "Rp.", Type("song-bold", 17, p.body.colour))
    y += 11
    for name, pack, how in p.case.drugs:
        p.sheet.next()
        p.sheet.put((20, y), name, ink, 58)
        p.sheet.put((80, y), f"{pack.replace('×', '*')}*{rng.randrange(1, 5)}", ink, 46)
        p.sheet.line((30, y + 8), "Sig. " + _in_latin(how), ink, 92)
        y += 18
    y = max(y, 152.0)
    p.sheet.rule((10, y), (122, y), 0.4)
    p.sheet.next()
    signed(p, (10, y + 4), "医 师", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "scrawl", "stamp")))
    p.sheet.put((70, y + 4), "药品金额", p.body)
    p.sheet.put((88, y + 3.4), f"{rng.uniform(12, 320):.1f}元", ink)
    p.sheet.next()
    for x, label in ((10, "审核"), (48, "调配"), (86, "发药")):
        right = p.sheet.put((x, y + 15), label, p.body)
        if rng.random() < 0.6:
            p.sheet.put((right + 1, y + 14.4), p.doctor().name, ink)
    return p


def provincial_receipt(rng: Random) -> Paper:
    """An electronic receipt in blue with every item in rows, dates of the visit and of issue, and a block of who pays."""
    p = start(rng, (210.0, 140.0), DocType.INVOICE, ("song", "ming", "microhei"), 9)
    p.style, blue = "iso", (36, 66, 140)
    pale = p.body.in_colour(blue)
    p.sheet.line(
        (44, 8), f"{p.hospital.place[0]}医疗门诊收费票据（电子）", Type("song-bold", 16, blue, spacing=0.6), 122, "c"
    )
    p.sheet.rule((62, 16), (148, 16), 0.25)
    code_square(p, Area(14, 6, 32, 24))
    y = 20.0
    for row in (
        [(40, "票据代码：", f"{p.hospital.place[3][:2]}060{rng.randrange(100, 126)}", 60), (126, "票据号码：", numbered_in(p, 10**9, 10**10), 70)],
        [(40, "交款人：", p.fact("patient_name"), 60), (126, "校验码：", f"{rng.randrange(16**6):06x}", 70)],
        [(14, "身份证号：", p.fact("id_number"), 86), (126, "开票日期：", p.fact("issue_date"), 70)],
    ):  # fmt: skip
        p.sheet.next()
        for x, label, value, room in row:
            right = p.sheet.put((x, y), label, pale)
            p.sheet.put((right + 0.6, y), value, p.body, x + room - right)
        y += 6
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=pale) for h in ("项目名称", "数量/单位", "金额（元）", "备注")]
    ]
    total = 0
    for name, unit in rng.sample((("血常规(五分类)", "次"), ("普通门诊诊察费", "次"), ("彩色多普勒超声常规检查", "部位"), ("肝功能测定", "项"), ("瑞舒伐他汀钙片[甲]", "盒"), ("采血针", "支"), ("糖化血红蛋白测定", "项"), ("心电图检查", "次")), 6):  # fmt: skip
        total += (cents := rng.randrange(150, 32000))
        rows.append([name, Cell(f"{rng.randrange(1, 4)}/{unit}", align="c"), Cell(f"{cents / 100:.2f}", align="r"), ""])
    rows.append([Cell("金额合计（小写）", type=pale), Cell(f"￥{total / 100:.2f}", 3)])
    y = p.sheet.grid((14, y + 0.5), (82.0, 34.0, 38.0, 28.0), rows, p.body, 0.95)[-1][0].bottom + 2
    fund = total * rng.choice((4, 5, 6)) // 10
    y = labels(p, y, [(14, "其他信息　就诊日期：", p.fact("visit_date"), 76), (92, "门诊号：", p.fact("outpatient_number"), 50), (144, "医疗机构类型：", "综合医院", 54)], 5)  # fmt: skip
    y = labels(p, y, [(14, "医保统筹基金支付：", f"{fund / 100:.2f}", 60), (78, "个人账户支付：", f"{(total - fund) / 200:.2f}", 60), (144, "个人自付：", f"{(total - fund) / 100:.2f}", 54)], 5)  # fmt: skip
    p.sheet.next()
    p.sheet.put((14, 128), f"收款单位（章）：{p.fact('hospital_name')}", p.body)
    p.sheet.put((112, 128), f"复核人：{p.doctor().name}", p.body)
    p.sheet.put((158, 128), f"收款人：{p.doctor().name}", p.body)
    if rng.random() < 0.7:
        stamps.department(p, (66 + rng.uniform(-8, 8), 118), rng.choice(("收费专用章", "财务专用章", "门诊收费专用章")))
    return p


PRESCRIPTION = (long_term_prescription, prescription_by_hand)
INVOICE = (counter_strip, provincial_receipt)
