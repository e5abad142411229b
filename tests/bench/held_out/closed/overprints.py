# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Receipts on printed forms: a tractor-fed slip of an outpatient's counter, a township's receipt filled in by pen."""

from __future__ import annotations

from random import Random

from models.codes import DocType, SealKind, SealShape
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import start
from tests.bench.held_out.people import name_of
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.entries import at_hospital, pen
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_DIGITS = "零壹贰叁肆伍陆柒捌玖"


def in_words(cents: int) -> str:
    """An amount as receipts write it out."""
    yuan, rest = divmod(cents, 100)
    text = ""
    for place, digit in enumerate(reversed(str(yuan))):
        unit = ("", "拾", "佰", "仟", "万", "拾", "佰")[place]
        text = (_DIGITS[int(digit)] + unit if digit != "0" else "零" if text and text[0] not in "零" else "") + text
    tens, ones = divmod(rest, 10)
    tail = (f"{_DIGITS[tens]}角" if tens else "") + (f"{_DIGITS[ones]}分" if ones else "")
    return (text or "零") + "元" + (tail or "整")


def tractor_fed(rng: Random) -> Paper:
    """A printed form whose blanks a dot printer filled: kinds of cost in two columns, sums in words, two seals at most."""
    p = start(rng, (190.0, 101.6), DocType.INVOICE, ("sungti", "ming", "zenhei"), 9)
    at_hospital(p, "人民医院", "中医院", "第二人民医院", "=信江骨科医院")
    p.style, s = rng.choice(("iso", "dot")), p.sheet.scale
    form = Type("song", 9, rng.choice(((150, 60, 40), (60, 90, 70), (120, 70, 110))))
    for x in (3.5, 186.5):
        for k in range(8):
            middle = 6 + 12.7 * k
            p.sheet.draw.ellipse(((x - 1.8) * s, (middle - 1.8) * s, (x + 1.8) * s, (middle + 1.8) * s), outline=(150, 150, 150), width=2)  # fmt: skip
    p.sheet.line((40, 5), p.hospital.place[0] + rng.choice(("医疗单位门诊收费票据", "医疗服务门诊收费专用票据")), form.bold().at(14), 110, "c")  # fmt: skip
    p.sheet.line((134, 12.5), f"№ {numbered_in(p, 10**7, 10**8)}", form.at(11).in_colour((190, 40, 40)), 44, "r")
    rows = (((12, "业务流水号：", numbered_in(p, 10**9, 10**10), 60), (74, "医疗机构类型：", "公立医院", 54)),
            ((12, "姓名：", p.fact("patient_name"), 36), (50, "性别：", p.fact("sex"), 22), (74, "医保类型：", rng.choice(("城乡居民", "城镇职工", "自费")), 50), (126, "社会保障号码：", p.blank("id_number"), 50)))  # fmt: skip
    y = 13.5
    for row in rows:
        p.sheet.next()
        for x, label, value, room in row:
            right = p.sheet.put((x, y), label, form)
            if value:
                p.sheet.put((right + 0.5, y), value, p.body, x + room - right)
        y += 6
    names = rng.sample(
        ("西药", "中成药", "中草药", "检查费", "治疗费", "化验费", "放射费", "手术费", "材料费", "诊查费"), 8
    )
    costs = [rng.randrange(200, 30000) if rng.random() < 0.7 else 0 for _ in names]
    costs[0] = costs[0] or 1260
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=form) for h in ("项目", "金额") * 2]]
    for n in range(0, 8, 2):
        line: list[Cell | str] = []
        for k in (n, n + 1):
            line += [Cell(names[k], type=form), Cell(f"{costs[k] / 100:.2f}" if costs[k] else "", align="r")]
        table.append(line)
    y = p.sheet.grid((12, y), (44.0, 38.0, 44.0, 40.0), table, p.body, 0.9)[-1][0].bottom + 2
    total = sum(costs)
    p.sheet.next()
    right = p.sheet.put((12, y), "合计（大写）", form)
    p.sheet.put((right + 1, y), in_words(total), p.body, 84)
    right = p.sheet.put((118, y), "￥", form)
    p.sheet.put((right + 1, y), f"{total / 100:.2f}", p.body)
    fund = total * rng.choice((0, 5, 6)) // 10
    y = labels(p, y + 6, [(12, "医保统筹支付 ", f"{fund / 100:.2f}", 52), (66, "个人账户支付 ", "0.00", 50), (118, "个人支付金额 ", f"{(total - fund) / 100:.2f}", 56)], 6)  # fmt: skip
    p.sheet.next()
    right = p.sheet.put((12, 86), "收款单位（章）：", form)
    p.sheet.put((right, 86), p.fact("hospital_name"), p.body, 44)
    right = p.sheet.put((92, 86), "收款人：", form)
    p.sheet.put((right, 86), rng.choice((name_of(rng, True), f"{rng.randrange(10, 99):04d}")), p.body)
    p.sheet.put((132, 86), p.fact("issue_date"), p.body)
    p.sheet.line((70, 93), rng.choice(("第二联　收据联", "收 据 联 （盖章有效）")), form.at(8), 50, "c")
    if rng.random() < 0.75:
        stamps.department(p, (52 + rng.uniform(-6, 10), 80), rng.choice(("收费专用章", "门诊收费章", "财务专用章")))
    return p


def filled_by_pen(rng: Random) -> Paper:
    """A health centre's carbon receipt: items, numbers and sums by pen in a ruled table, words for the sum, an oval seal."""
    p = start(rng, (175.0, 100.0), DocType.INVOICE, ("song", "kaiti"), 10)
    at_hospital(p, "=红坪镇卫生院", "=葛溪乡卫生院", "=漆工镇中心卫生院", "=双河镇中心卫生院")
    ink, s = pen(p, 0.9), p.sheet.scale
    p.style, p.day = "han", p.dates.issued
    p.sheet.draw.rectangle(
        (0, 0, 175 * s, 100 * s), fill=rng.choice(((252, 240, 240), (246, 250, 242), (253, 253, 250)))
    )
    p.sheet.line(
        (14, 6), p.fact("hospital_name") + rng.choice(("医药费收据", "门诊医药费收据")), p.body.bold().at(15), 146, "c"
    )
    p.sheet.line((120, 14), f"No {numbered_in(p, 10**6, 10**7)}", p.body.in_colour((190, 40, 40)), 40, "r")
    y = under_labels(p, 20, [(14, "患者姓名", p.fact("patient_name"), 52), (68, "住址", "".join(p.patient.place[2:3]) if rng.random() < 0.5 else "", 40), (110, "", p.fact("issue_date"), 52)], p.body, ink)  # fmt: skip
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("收费项目", "单位", "数量", "金额（元）", "备注")]]
    total = 0
    for name, unit in rng.sample((("西药费", ""), ("中草药费", "付"), ("注射费", "次"), ("B超", "次"), ("化验费", "项"), ("一般诊疗费", "次"), ("换药", "次")), 4):  # fmt: skip
        total += (cents := 50 * rng.randrange(8, 240))
        rows.append([Cell(name, type=ink), Cell(unit, align="c", type=ink), Cell(str(rng.randrange(1, 6)), align="c", type=ink), Cell(f"{cents / 100:.2f}", align="r", type=ink), ""])  # fmt: skip
    y = p.sheet.grid((14, y), (46.0, 20.0, 20.0, 34.0, 27.0), rows, p.body, 1.1)[-1][0].bottom + 3
    p.sheet.next()
    right = p.sheet.put((14, y), "合计人民币（大写）", p.body)
    p.sheet.put((right + 1, y - 0.6), in_words(total), ink, 64)
    right = p.sheet.put((122, y), "¥", p.body)
    p.sheet.put((right + 1, y - 0.6), f"{total / 100:.2f}", ink)
    p.sheet.next()
    right = p.sheet.put((14, y + 11), "收费单位（盖章）", p.body)
    right = p.sheet.put((100, y + 11), "收款人", p.body)
    p.sheet.put((right + 1, y + 10.4), name_of(rng, True), ink)
    design = SealDesign(SealShape.ELLIPSE, SealKind.DEPARTMENT, p.hospital.name, "收费专用章", width=42, height=28, turn=rng.uniform(-14, 14), ink=rng.uniform(0.5, 0.9), face="hei")  # fmt: skip
    if rng.random() < 0.85:
        p.stamp(design, (62 + rng.uniform(-8, 8), y + 6))
    p.sheet.frame(Area(10, 4, 165, 96), 0.3)
    return p


INVOICE = (tractor_fed, filled_by_pen)
