# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What the counters hand out: prescriptions from the net, of two colours and of granules, receipts, cards on copies and screens."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from PIL import Image

from models.codes import DocType, SealKind, SealShape, Title
from tests.bench.held_out import cards
from tests.bench.held_out.closed.overprints import INVOICE
from tests.bench.held_out.fifth.rows import labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, centred, code_square, start
from tests.bench.held_out.people import name_of, written
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, pattern, signed
from tests.bench.held_out.sheet import Area, Cell, Piece
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner


def from_the_net(rng: Random) -> Paper:
    """An internet hospital's prescription as printed at home: a green band, drugs numbered with 用法 beneath, electronic names."""
    p = start(rng, (148.0, 210.0), DocType.PRESCRIPTION, ("microhei", "hei"), 9.5)
    at_hospital(p, "人民医院", "第一人民医院", "=江汉仁和医院", "中医院")
    p.day, day, s = p.dates.issued, p.dates.issued, p.sheet.scale
    p.sheet.draw.rectangle((0, 0, 148 * s, 5 * s), fill=rng.choice(((30, 150, 120), (34, 110, 196))))
    code_square(p, Area(12, 9, 28, 25))
    p.sheet.line((30, 9), p.fact("hospital_name"), Type("hei-bold", 13, p.body.colour), 92, "c")
    p.sheet.line(
        (30, 17), rng.choice(("互联网医院电子处方笺", "线上诊疗电子处方", "线上复诊处方")), p.body.at(12), 92, "c"
    )
    p.sheet.line((122, 10), rng.choice(("普通", "复诊")), p.body.at(11), 14, "c")
    y = labels(p, 29, [(12, "处方单号：", f"HLW{day:%Y%m%d}{numbered_in(p, 10**4, 10**5)}", 72), (86, "开方日期：", p.fact("issue_date"), 52)])  # fmt: skip
    y = labels(p, y, [(12, "姓名：", p.fact("patient_name"), 40), (54, "性别：", p.fact("sex"), 30), (86, "年龄：", p.fact("age"), 40)])  # fmt: skip
    y = labels(
        p, y, [(12, "科室：", p.fact("department"), 72), (86, "费别：", rng.choice(("自费", "医保", "门诊慢特病")), 50)]
    )
    y = labels(
        p, y, [(12, "手机号：", p.fact("phone"), 72), (86, "过敏史：", rng.choice(("无", "否认", "青霉素")), 50)]
    )
    y = labels(p, y, [(12, "诊断：", "，".join(p.diagnose(p.case.diagnoses[:2])), 124)])
    p.sheet.rule((12, y), (136, y), 0.2)
    p.sheet.line((12, y + 3), "RP:", p.body.bold().at(13))
    y += 11
    for n, (name, pack, how) in enumerate(p.case.drugs, 1):
        amount, way, often = how.split(" ", 2) if how.count(" ") >= 2 else (how, "", "")
        p.sheet.next()
        p.sheet.put((16, y), f"{n}.{name}（{pack}）", p.body.bold(), 100)
        p.sheet.put((118, y), f"×{rng.randrange(1, 6)}{rng.choice(('盒', '瓶'))}", p.body, 18, "r")
        p.sheet.line((20, y + 6), f"用法：{way}　每次{amount}　{often}　{rng.choice((7, 14, 28))}天", p.body, 112)
        y += 15
    p.sheet.line((12, y), "------------ 以下空白 ------------", p.body.at(8.5), 124, "c")
    y = max(y + 12, 160.0)
    p.sheet.rule((12, y), (136, y), 0.2)
    p.sheet.next()
    titled = rng.random() < 0.4
    signed(p, (12, y + 3), "开方医师：", (p.doctor(), "signing"), rng.choice(("printed", "printed", "hand")), titled)
    p.sheet.put((86, y + 3), f"审方药师：{p.doctor().name}", p.body)
    p.sheet.next()
    p.sheet.put((12, y + 12), f"药费合计：￥{rng.uniform(30, 420):.2f}", p.body)
    p.sheet.put((86, y + 12), "发药药师：", p.body)
    y = p.sheet.flow((12, y + 21), f"1、本处方自开具之日起{rng.choice(('三', '3'))}日内有效。2、医师、药师签名为CA电子签名，与手写签名具有同等效力。", p.body.at(8), 124, 1.45)  # fmt: skip
    if rng.random() < 0.5:
        design = SealDesign(SealShape.CIRCLE, SealKind.DEPARTMENT, p.hospital.name, rng.choice(("电子处方专用章", "处方专用章")), width=32, height=32, ink=0.8)  # fmt: skip
        p.stamp(design, (114 + rng.uniform(-6, 4), 158))
    return p


def second_list(rng: Random) -> Paper:
    """The white slip for drugs of the second list: mark in the corner, who fetched them with an identity number, two lines a drug."""
    p = start(rng, (130.0, 190.0), DocType.PRESCRIPTION, ("zenhei", "song", "sungti"), 10)
    of_cases(p, "M02101", "M02300", "M04803")
    at_hospital(p, "=青山精神病医院", "人民医院", "第四人民医院", "=康宁精神卫生中心")
    p.day = p.dates.issued
    p.sheet.frame(Area(110, 7, 123, 14), 0.5)
    p.sheet.line((110, 8.4), "精二", p.body.bold().at(12), 13, "c")
    y = centred(p, 8, p.fact("hospital_name"), Type("song-bold", 14, p.body.colour))
    y = centred(p, y, rng.choice(("门诊处方", "门（急）诊处方笺", "处方签")), p.body.at(12)) + 3
    small = p.body.at(9.5)
    y = under_labels(p, y, [(8, "科别", p.fact("department"), 56), (66, "日期", p.fact("issue_date"), 56)], small)
    y = under_labels(p, y, [(8, "姓名", p.fact("patient_name"), 40), (50, "性别", p.fact("sex"), 24), (76, "年龄", p.fact("age"), 30)], small)  # fmt: skip
    y = under_labels(p, y, [(8, "门诊病历号", p.fact("outpatient_number"), 62), (72, "身份证号", "", 50)] if rng.random() < 0.4 else [(8, "门诊病历号", p.fact("outpatient_number"), 62)], small)  # fmt: skip
    if p.sheet.pieces[-1].text == "身份证号":
        p.blank("id_number")
    y = under_labels(p, y, [(8, "临床诊断", p.diagnose(p.case.diagnoses[:1])[0], 114)], small)
    p.sheet.line((8, y + 1), "R", Type("song-bold", 20, p.body.colour))
    y += 11
    extra = rng.choice((("阿普唑仑片", "0.4mg×24片", "0.4mg 口服 每晚一次"), ("氯硝西泮片", "2mg×20片", "1mg 口服 每晚一次"), ("右佐匹克隆片", "3mg×7片", "3mg 口服 睡前")))  # fmt: skip
    for name, pack, how in (extra, *p.case.drugs[:2]):
        p.sheet.next()
        p.sheet.put((16, y), name, p.body, 52)
        p.sheet.put((70, y), pack, p.body, 34)
        p.sheet.put((106, y), f"{rng.randrange(1, 4)}盒", p.body, 14, "r")
        p.sheet.line((22, y + 6.4), "用法 " + how, p.body, 92)
        y += 17
    y = max(y, 136.0)
    p.sheet.rule((8, y), (122, y), 0.3)
    p.sheet.next()
    how_signed: Manner = rng.choice(("hand", "scrawl", "stamp", "stamp"))
    signed(p, (8, y + 4), "医师", (p.doctor(), "signing"), how_signed)
    p.sheet.put((70, y + 4), f"金额 {rng.uniform(8, 160):.2f}", p.body)
    p.sheet.next()
    for x, label in ((8, "审核"), (48, "调配"), (88, "核对/发药")):
        right = p.sheet.put((x, y + 15), label, p.body)
        if rng.random() < 0.5:
            p.sheet.put((right + 1.5, y + 15), p.doctor().name, p.body, 122 - right)
    p.sheet.next()
    p.sheet.put((8, y + 26), f"代办人 {name_of(rng, False) if rng.random() < 0.3 else ''}", p.body)
    p.sheet.put((70, y + 26), f"打印 {clock(p)}", p.body.at(8.5))
    p.sheet.line((8, y + 35), "当日有效，最长不超过三日", p.body.at(8.5))
    return p


_GRANULES = ("黄芪", "党参", "当归", "川芎", "丹参", "白术", "茯苓", "炙甘草", "赤芍", "桂枝", "山药", "泽泻", "熟地黄", "牛膝", "陈皮", "法半夏", "葛根", "地龙")  # fmt: skip


def granules(rng: Random) -> Paper:
    """Granules of Chinese medicine in a ruled table, weights and bags, illness and pattern in cells, how to dissolve them."""
    p = start(rng, (210.0, 148.0), DocType.PRESCRIPTION, ("song", "kaiti", "hei"), 10)
    at_hospital(p, "中医院", "中医医院", "中西医结合医院", "=城东社区卫生服务中心")
    p.day, (illness, kind) = p.dates.issued, pattern(p)
    bars(p, Area(158, 8, 196, 15))
    p.sheet.line((14, 8), p.fact("hospital_name") + rng.choice(("中药配方颗粒处方笺", "中药颗粒处方")), p.body.bold().at(14), 138)  # fmt: skip
    east, west = f"{illness}（{kind}）", p.case.diagnoses[0]
    p.diagnose([(east, ""), west])
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "日期", p.fact("issue_date")],
        ["门诊号", p.fact("outpatient_number"), "科室", Cell(p.fact("department"), 3), "电话", p.fact("phone")],
        ["中医诊断", east, "西医诊断", Cell(west[0], 3), "付数", f"{rng.choice((5, 7, 10, 14))}付"],
    ]  # fmt: skip
    y = p.sheet.grid((14, 19), (18.0, 42.0, 17.0, 15.0, 14.0, 22.0, 14.0, 40.0), rows, p.body.at(9), 1.2)[-1][0].bottom + 2  # fmt: skip
    herbs = rng.sample(_GRANULES, 12)
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.at(9)) for h in ("药名", "相当饮片", "袋数") * 3]]
    for n in range(4):
        row: list[Cell | str] = []
        for herb in herbs[3 * n : 3 * n + 3]:
            row += [herb, Cell(f"{rng.choice((6, 10, 12, 15, 20))}g", align="c"), Cell(f"{rng.choice((1, 1, 2))}", align="c")]  # fmt: skip
        table.append(row)
    y = p.sheet.grid((14, y), (28.0, 20.0, 12.66) * 3, table, p.body, 1.2)[-1][0].bottom + 3
    p.sheet.line((14, y), f"用法：每日1付，分{rng.choice(('早晚', '2', '3'))}次，开水冲服{rng.choice(('', '，饭后半小时'))}。　　医嘱：{rng.choice(('忌生冷辛辣', '忌食油腻', '避风寒'))}", p.body, 180)  # fmt: skip
    p.sheet.next()
    signed(p, (14, 116), "中医师：", (p.doctor(Title.PHYSICIAN_ASSISTANT), "signing"), rng.choice(("hand", "scrawl", "stamp", "printed")))  # fmt: skip
    p.sheet.put((76, 116), f"单付：{rng.uniform(14, 40):.2f}元", p.body)
    p.sheet.put((130, 116), "审核/调配：", p.body)
    p.sheet.next()
    p.sheet.put((14, 128), "复核：", p.body)
    p.sheet.put((76, 128), "发药：", p.body)
    p.sheet.put((130, 128), f"取药号：{rng.randrange(1, 300):03d}", p.body)
    return p


def _laid(page: Paper, card: Paper, at: tuple[float, float], factor: float = 1.0) -> None:
    """The card on the page, ``factor`` times its size, with what stands on it."""
    s = page.sheet.scale
    wide, high = card.sheet.width * factor, card.sheet.height * factor
    picture = card.sheet.image.resize((round(wide * s), round(high * s)), Image.Resampling.LANCZOS)
    page.sheet.image.paste(picture, (round(at[0] * s), round(at[1] * s)))
    first = page.sheet.block + 1
    for one in card.sheet.pieces:
        edges = (at[0] + one.left * factor, at[1] + one.top * factor, at[0] + one.right * factor)
        page.sheet.pieces.append(Piece(one.text, *edges, at[1] + one.bottom * factor, first + one.block))
    page.sheet.block = first + card.sheet.block
    page.fields |= card.fields


def _other_side(rng: Random) -> Paper:
    """The bank's side of a social security card: a stripe, a number, whom to call."""
    p = start(rng, cards.CARD, DocType.SOCIAL_SECURITY_CARD, ("hei",), 7)
    s = p.sheet.scale
    p.sheet.draw.rectangle((0, 0, 86 * s, 54 * s), fill=(230, 234, 240))
    p.sheet.draw.rectangle((0, 5 * s, 86 * s, 15 * s), fill=(40, 38, 40))
    p.sheet.draw.rectangle((6 * s, 18 * s, 56 * s, 25 * s), fill=(250, 250, 248))
    p.sheet.line((6, 29), " ".join(f"{rng.randrange(10**4):04d}" for _ in range(4)), p.body.at(11), 70)
    p.sheet.line((6, 37), f"{rng.choice(('中国农业银行', '中国建设银行', '邮政储蓄银行'))}　银联 UnionPay", p.body)
    p.sheet.line((6, 42), "人社服务热线 12333　本卡仅限本人使用", p.body)
    return p


def both_sides_of_the_card(rng: Random) -> Paper:
    """A social security card copied onto a whole sheet, its two sides one below the other, a telephone number by hand."""
    card = cards.social_security(rng)
    page = Paper(rng, A4, card.doc_type, card.body.at(11))
    left, top = rng.uniform(30, 90), rng.uniform(30, 60)
    _laid(page, card, (left, top))
    _laid(page, _other_side(rng), (left + rng.uniform(-6, 6), top + rng.uniform(68, 90)))
    page.patient = card.patient
    hand = Type("wenkai", 15, (26, 34, 90), hand=0.9)
    page.sheet.line((left, top + 160), rng.choice(("本人社保卡复印件", "与原件一致", "慢病申报用")), hand)
    if rng.random() < 0.6:
        page.sheet.line((left, top + 172), "电话 " + page.fact("phone"), hand)
    return page


def id_front_in_the_album(rng: Random) -> Paper:
    """The side with the portrait as a telephone's album shows it: date above, buttons below, black around."""
    card = cards.id_front(rng)
    page = Paper(rng, (96.0, 200.0), card.doc_type, card.body.at(9), 320.0)
    s, white = page.sheet.scale, Type("hei", 10, (240, 240, 242))
    page.sheet.draw.rectangle((0, 0, 96 * s, 200 * s), fill=(8, 8, 10))
    page.sheet.next()
    page.sheet.put((5, 3), f"{rng.randrange(7, 22)}:{rng.randrange(10, 60)}", white.at(9))
    page.sheet.put((76, 3), f"{rng.choice(('5G', '4G'))} {rng.randrange(11, 99)}", white.at(9), 15, "r")
    taken = page.dates.issued - timedelta(days=rng.randrange(40))
    page.sheet.line((8, 14), f"{taken.month}月{taken.day}日 {clock(page)}", white.at(11), 80, "c")
    _laid(page, card, (rng.uniform(3, 6), rng.uniform(58, 84)), 1.04)
    page.sheet.next()
    for n, text in enumerate(("发送", "编辑", "收藏", "删除", "更多")):
        page.sheet.put((6 + 17 * n, 186), text, white, 16, "c")
    return page


def id_back_compared(rng: Random) -> Paper:
    """The side with the emblem copied in the middle of a half sheet, the counter's stamp that original and copy agree."""
    card = cards.id_back(rng)
    page = Paper(rng, (210.0, 148.0), card.doc_type, card.body.at(11))
    left, top = rng.uniform(48, 72), rng.uniform(26, 42)
    _laid(page, card, (left, top), rng.uniform(0.96, 1.0))
    words = rng.choice(("与原件核对一致", "复印件与原件相符", "原件已核"))
    design = SealDesign(
        SealShape.RECTANGLE, SealKind.UNKNOWN, words, width=44, height=11, turn=rng.uniform(-9, 9), ink=rng.uniform(0.6, 0.9),
        face="hei", lines=(words,),
    )  # fmt: skip
    page.stamp(design, (left + rng.uniform(50, 84), top + 76))
    hand = Type("wenkai", 14, (24, 28, 40), hand=0.9)
    page.sheet.line((left, top + 68), f"经办：{name_of(rng, True)}", hand)
    page.sheet.line((left, top + 78), written(page.dates.issued, "dot"), hand)
    return page


PRESCRIPTION = (from_the_net, second_list, granules)
SOCIAL_SECURITY = (both_sides_of_the_card,)
ID_FRONT = (id_front_in_the_album,)
ID_BACK = (id_back_compared,)
__all__ = ["ID_BACK", "ID_FRONT", "INVOICE", "PRESCRIPTION", "SOCIAL_SECURITY"]
