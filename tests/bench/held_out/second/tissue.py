# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Pathology with a picture and with a table of stains; a report on how a drug is broken down."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from models.document import Diagnosis
from tests.bench.held_out import people, stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, centred, scan_picture, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_BIOPSIES = (
    ("支气管镜活检（右上叶开口）", "灰白碎组织5块，共约0.6cm×0.4cm×0.2cm，全取1盒。", "支气管黏膜组织中见异型细胞呈腺管状及乳头状排列，间质纤维化。", "右上叶支气管 腺癌，请结合免疫组化分型"),
    ("甲状腺右叶肿物", "灰红组织一枚，大小3.2cm×2cm×1.5cm，切面见一灰白结节，直径0.9cm。", "镜下见乳头状结构，细胞核呈毛玻璃样，可见核沟及核内假包涵体。", "甲状腺右叶 乳头状癌，未见脉管侵犯"),
    ("肾穿刺组织", "灰白细条组织1条，长1.2cm。", "光镜下见肾小球16个，系膜细胞及基质中重度增生，部分内皮细胞增生伴核碎裂。", "狼疮性肾炎 Ⅳ-G(A)型"),
)  # fmt: skip
_STAINS = (
    ("ER", "（90%，强+）"),
    ("PR", "（60%，中+）"),
    ("HER2", "（1+）"),
    ("Ki-67", "（约20%+）"),
    ("P63", "（-）"),
    ("E-cadherin", "（+）"),
    ("CK5/6", "（-）"),
    ("GATA3", "（+）"),
)


def _two_read_it(p: Paper, y: float) -> None:
    """Who read the slides first and who checked."""
    p.sheet.next()
    signed(
        p,
        (18, y),
        "初诊医师：",
        (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"),
        p.rng.choice(("printed", "hand")),
        p.rng.random() < 0.4,
    )
    signed(
        p,
        (106, y),
        "审核医师：",
        (p.doctor(Title.ASSOCIATE_CHIEF), "reviewing"),
        p.rng.choice(("printed", "hand", "scrawl")),
        p.rng.random() < 0.5,
    )


def with_a_picture(rng: Random) -> Paper:
    """A picture of the slide under the head, labels at the left of their texts, two ranks behind names."""
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("song", "microhei"), 11)
    p.case, p.day = CASES[7], p.dates.reported
    at_hospital(p, "肿瘤医院", "人民医院", "=东川大学附属医院")
    part, gross, micro, verdict = rng.choice(_BIOPSIES)
    bars(p, Area(18, 12, 58, 19))
    p.sheet.line((18, 20), f"病理号：{p.dates.reported:%Y}-{rng.randrange(10**4, 10**5)}", p.body.at(9.5))
    p.sheet.line((70, 12), p.fact("hospital_name"), Type("song-bold", 16, p.body.colour), 122, "r")
    p.sheet.line((70, 20), p.title("组织病理诊断报告"), Type("hei", 13, p.body.colour), 122, "r")
    p.sheet.rule((18, 28), (192, 28), 0.6)
    y = slots(
        p,
        (18, 31),
        [
            ("姓名：", p.fact("patient_name"), 46),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 36),
            ("住院号：", p.fact("inpatient_number"), 58),
        ],
    )
    y = slots(p, (18, y), [("科室：", p.fact("department"), 78), ("标本：", part, 92)])
    y = slots(
        p,
        (18, y),
        [
            ("收样日期：", written(p.dates.reported - timedelta(days=3), p.style), 78),
            ("报告日期：", p.fact("report_date"), 92),
        ],
    )
    scan_picture(p, Area(18, y + 2, 78, y + 46), "slice")
    scan_picture(p, Area(84, y + 2, 144, y + 46), "slice")
    y += 52
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    for label, text in (("巨 检", gross), ("镜 检", micro), ("诊 断", verdict)):
        p.sheet.line((18, y), label, p.body.bold())
        y = p.sheet.flow((40, y), text, p.body.bold().at(12) if label == "诊 断" else p.body, 150, 1.75) + 5
    y = max(y + 12, 214.0)
    _two_read_it(p, y)
    p.sheet.line((18, y + 16), "声明：本诊断仅对送检标本负责，须病理医师签名方有效。", p.body.at(9))
    if rng.random() < 0.6:
        stamps.department(p, (154 + rng.uniform(-8, 6), y + 12), rng.choice(("病理科", "病理诊断专用章")))
    return p


def stains(rng: Random) -> Paper:
    """A supplement: immunohistochemistry in a table of two columns of stains."""
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("hei", "zenhei", "song"), 11)
    p.case, p.day = CASES[7], p.dates.reported
    y = centred(p, 18, p.fact("hospital_name"), Type("hei-bold", 18, p.body.colour))
    y = centred(p, y + 1, p.title("免疫组织化学补充报告"), p.body.at(14)) + 4
    verdict = rng.choice(("（左乳）浸润性导管癌，Luminal A型", "（右乳肿物）浸润性癌，非特殊类型"))
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["病理号", f"IH{rng.randrange(10**5, 10**6)}", "科别", Cell(p.fact("department"), 3)],
    ]
    y = p.sheet.grid((20, y), (22.0, 40.0, 18.0, 26.0, 18.0, 46.0), rows, p.body, 1.8)[-1][0].bottom + 6
    p.sheet.line((20, y), "免疫组化结果：", p.body.bold())
    table: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("抗体", "结果", "抗体", "结果")]]
    table += [[part for stain in _STAINS[n : n + 2] for part in stain] for n in range(0, len(_STAINS), 2)]
    y = p.sheet.grid((20, y + 7), (36.0, 49.0, 36.0, 49.0), table, p.body, 1.8)[-1][0].bottom + 6
    p.sheet.next()
    p.sheet.put((20, y), "病理诊断：", p.body.bold())
    p.sheet.line((46, y), verdict, p.body.bold())
    y = p.sheet.flow((20, y + 12), "注：以上结果请结合临床及HE形态综合判断。", p.body.at(9.5), 170, 1.6) + 26
    p.sheet.next()
    signed(
        p,
        (96, y),
        "诊断医师签字：",
        (p.doctor(Title.ATTENDING), "reporting"),
        rng.choice(("hand", "stamp", "scrawl", "printed")),
    )
    p.sheet.line((96, y + 12), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.6:
        stamps.department(p, (152 + rng.uniform(-8, 8), y + 6), "病理科")
    return p


def _genes_head(p: Paper, y: float) -> float:
    """Whose sample; the height of the next line."""
    y = slots(
        p,
        (20, y),
        [
            ("受检者：", p.fact("patient_name"), 48),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("住院号：", p.fact("inpatient_number"), 58),
        ],
        True,
    )
    y = slots(
        p,
        (20, y),
        [("送检科室：", p.fact("department"), 78), ("标本：", "EDTA抗凝血", 46), ("方法：", "荧光PCR", 46)],
        True,
    )
    y = (
        slots(
            p,
            (20, y),
            [
                ("临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 100),
                ("采样日期：", written(p.dates.reported - timedelta(days=2), p.style), 70),
            ],
            True,
        )
        + 2
    )
    return y


def _genotype(p: Paper, y: float) -> float:
    """The genotypes in a table and what they mean; the height of the next line."""
    types = (
        ("*1/*1", "GG", "GG", "快代谢型", "常规剂量"),
        ("*1/*2", "GA", "GG", "中间代谢型", "可酌情增加剂量或换药"),
        ("*2/*2", "AA", "GG", "慢代谢型", "建议换用其他抗血小板药物"),
    )
    kind = p.rng.choice(types)
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("检测位点", "野生型", "检测结果", "结果判定")]
    ]
    rows += [
        [
            Cell(site, align="c"),
            Cell("GG", align="c"),
            Cell(found, align="c"),
            Cell("野生纯合" if found == "GG" else "突变杂合" if found == "GA" else "突变纯合", align="c"),
        ]
        for site, found in (("CYP2C19*2（c.681G>A）", kind[1]), ("CYP2C19*3（c.636G>A）", kind[2]))
    ]
    y = p.sheet.grid((20, y), (58.0, 32.0, 36.0, 44.0), rows, p.body, 2.0)[-1][0].bottom + 7
    for label, text in (
        ("基因型：", f"CYP2C19 {kind[0]}"),
        ("代谢类型：", kind[3]),
        ("用药提示：", f"{kind[4]}，请结合临床综合判断。"),
    ):
        p.sheet.next()
        right = p.sheet.put((20, y), label, p.body.bold())
        p.sheet.put((right + 1, y), text, p.body)
        y += 9
    return y


def drug_genes(rng: Random) -> Paper:
    """Genotypes that say how a drug is broken down, with advice by class."""
    p = start(rng, A4, DocType.GENETIC_REPORT, ("microhei", "song", "hei"), 10.5)
    of_cases(p, "M04600", "M04803")
    p.day = p.dates.reported
    p.sheet.draw.rectangle((0, 0, 210 * p.sheet.scale, 9 * p.sheet.scale), fill=(30, 96, 130))
    y = centred(p, 15, p.fact("hospital_name") + "分子诊断实验室", Type("hei-bold", 15, p.body.colour))
    y = (
        centred(
            p,
            y + 1,
            p.title(rng.choice(("CYP2C19基因多态性检测报告单", "氯吡格雷用药相关基因检测报告"))),
            p.body.bold().at(13),
        )
        + 4
    )
    y = _genes_head(p, y)
    y = _genotype(p, y)
    y = max(y + 40, 200.0)
    p.sheet.next()
    how: Manner = rng.choice(("printed", "hand"))
    signed(p, (20, y), "检验者：", (people.technician(rng), "reporting"), how)
    signed(p, (80, y), "审核者：", (people.technician(rng), "reviewing"), how)
    p.sheet.put((140, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (152, y - 12), rng.choice(("分子诊断实验室", "检验科")))
    return p


PATHOLOGY = (with_a_picture, stains)
GENETIC = (drug_genes,)
