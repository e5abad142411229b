# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers that turn up among the material and are none of the kinds that are asked for."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, RED, centred, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type


def leaflet(rng: Random) -> Paper:
    """The leaflet out of a box of tablets."""
    p = start(rng, (150.0, 230.0), DocType.OTHER, ("hei", "song"), 9.5)
    drug = rng.choice(p.case.drugs)
    y = centred(p, 12, f"{drug[0]}说明书", Type("hei-bold", 15, p.body.colour))
    y = centred(p, y, "请仔细阅读说明书并在医师指导下使用", p.body) + 3
    for label, text in (
        ("【药品名称】", f"通用名称：{drug[0]}"),
        ("【性状】", "本品为白色或类白色片，除去包衣后显白色。"),
        ("【规格】", drug[1]),
        ("【用法用量】", f"{drug[2]}，或遵医嘱。"),
        ("【不良反应】", "偶见恶心、头痛、皮疹，一般较轻微，停药后可自行消失。"),
        ("【禁忌】", "对本品任何成份过敏者禁用，妊娠及哺乳期妇女禁用。"),
        ("【注意事项】", "肝肾功能不全者慎用；用药期间如出现异常反应应立即停药并就医。"),
        ("【贮藏】", "遮光，密封，在干燥处保存。"),
        ("【有效期】", "24个月"),
        ("【批准文号】", f"国药准字H{rng.randrange(10**7, 10**8)}"),
        ("【生产企业】", rng.choice(("康宁制药有限公司", "华济药业股份有限公司"))),
    ):
        p.sheet.line((12, y), label, p.body.bold())
        y = p.sheet.flow((18, y + 5.4), text, p.body, 120, 1.5) + 1
    return p


def residence(rng: Random) -> Paper:
    """A village committee's letter, sealed, about where somebody lives."""
    p = start(rng, A4, DocType.OTHER, ("song", "kaiti"), 15)
    y = centred(p, 40, rng.choice(("居住证明", "情况证明")), Type("song-bold", 24, p.body.colour, spacing=4)) + 14
    text = f"兹证明{p.fact('patient_name')}，{p.fact('sex')}，身份证号：{p.fact('id_number')}，现居住于{p.fact('address')}，情况属实。"
    y = p.sheet.flow((26, y), text, p.body, 158, 2.0, 10.6)
    p.sheet.line((36.6, y), "特此证明。", p.body)
    village = p.hospital.place[2] + "双河村村民委员会"
    p.sheet.line((110, y + 40), village, p.body, 78)
    p.sheet.line((128, y + 52), written(p.dates.issued, "han"), p.body)
    stamps.company(p, (148, y + 46), village)
    return p


def expenses(rng: Random) -> Paper:
    """The daily list of what a stay cost, under a red heading."""
    p = start(rng, A4, DocType.OTHER, ("song", "zenhei"), 9.5)
    y = centred(p, 14, p.fact("hospital_name"), Type("song-bold", 17, RED))
    y = centred(p, y, "住院费用一日清单", Type("song", 14, p.body.colour)) + 3
    y = slots(
        p,
        (16, y),
        [
            ("姓名：", p.fact("patient_name"), 46),
            ("住院号：", p.fact("inpatient_number"), 56),
            ("科室：", p.fact("department"), 74),
        ],
    )
    names = [d[0] for d in p.case.drugs] + [
        "床位费",
        "诊察费",
        "静脉输液",
        "血糖测定",
        "一级护理",
        "心电监护",
        "一次性输液器",
        "空调费",
        "血常规检查",
    ]
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("项目名称", "单价", "数量", "金额", "类别")]]
    for name in names:
        price, times = rng.randrange(100, 9000), rng.randrange(1, 5)
        rows.append(
            [
                name,
                Cell(f"{price / 100:.2f}", align="r"),
                Cell(str(times), align="c"),
                Cell(f"{price * times / 100:.2f}", align="r"),
                Cell(rng.choice(("甲", "乙", "丙")), align="c"),
            ]
        )
    y = p.sheet.grid((16, y), (78.0, 26.0, 20.0, 30.0, 24.0), rows, p.body, 1.4)[-1][0].bottom + 4
    p.sheet.line((16, y), f"打印日期：{written(p.dates.discharged, p.style)} 如有疑问请到护士站查询", p.body)
    return p


LAYOUTS = (leaflet, residence, expenses)
