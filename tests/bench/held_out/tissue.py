# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Pathology and genetic reports."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import Diagnosis
from tests.bench.held_out import people, stamps
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, code_square, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TUMOURS = (
    ("右肺上叶穿刺组织", "灰白条索状组织2条，长0.8～1.2cm，直径0.1cm。", "镜下见异型腺样结构浸润性生长，细胞核大深染，核浆比增高。", "TTF-1(+)，NapsinA(+)，CK7(+)，P40(-)，Ki-67(约30%+)。", "（右肺上叶）浸润性腺癌"),
    ("胃窦黏膜活检组织", "灰白色粟粒样组织5粒。", "镜下见腺体排列紊乱，部分呈印戒样细胞，弥漫浸润黏膜固有层。", "CK(+)，CDX-2(+)，HER-2(1+)，Ki-67(约60%+)。", "（胃窦）低分化腺癌，部分为印戒细胞癌"),
    ("左乳肿物切除标本", "乳腺组织一块，大小6cm×5cm×3cm，切面见一灰白质硬结节，直径2.1cm。", "镜下见癌细胞呈巢状、条索状排列，间质纤维组织增生。", "ER(90%+)，PR(70%+)，HER-2(2+)，Ki-67(约25%+)。", "（左乳）浸润性导管癌Ⅱ级"),
    ("乙状结肠肿物活检", "灰红色组织3粒，合计大小0.6cm。", "镜下见腺体共壁、筛状结构，细胞异型明显，局灶见坏死。", "MLH1(+)，MSH2(+)，MSH6(+)，PMS2(+)，Ki-67(约70%+)。", "（乙状结肠）中分化腺癌"),
)  # fmt: skip


def _head(p: Paper, y: float) -> float:
    y = slots(
        p,
        (20, y),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 36),
            ("病理号：", f"P{p.dates.reported:%y}{p.rng.randrange(10000, 99999)}", 58),
        ],
    )
    return slots(p, (20, y), [("送检科室：", p.fact("department"), 76), ("住院号：", p.fact("inpatient_number"), 60)])


def pathology_sections(rng: Random) -> Paper:
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("song", "hei"), 11)
    p.case, p.day = CASES[7], p.dates.reported
    part, gross, micro, stains, verdict = rng.choice(_TUMOURS)
    y = centred(p, 16, p.fact("hospital_name"), Type("song-bold", 18, p.body.colour))
    y = _head(
        p,
        centred(
            p, y + 1, p.title(rng.choice(("病理检查报告单", "病理诊断报告书"))), Type("song-bold", 15, p.body.colour)
        )
        + 4,
    )
    y = slots(p, (20, y), [("送检材料：", part, 100), ("收到日期：", written(p.dates.admitted, p.style), 66)])
    p.sheet.rule((20, y), (190, y), 0.4)
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    for label, text in (("肉眼所见：", gross), ("镜下所见：", micro), ("免疫组化：", stains), ("病理诊断：", verdict)):
        p.sheet.line((20, y + 5), label, p.body.bold())
        y = p.sheet.flow((28, y + 12), text, p.body, 160, 1.7)
    y = max(y + 18, 200)
    p.sheet.next()
    p.sheet.put((20, y), "诊断医师：", p.body)
    p.sign(
        (42, y), p.doctor(Title.ATTENDING), "reporting", rng.choice(("hand", "printed", "scrawl")), rng.random() < 0.3
    )
    p.sheet.put((110, y), "复诊医师：", p.body)
    p.sign((132, y), p.doctor(Title.ASSOCIATE_CHIEF), "reviewing", rng.choice(("hand", "printed", "empty")))
    p.sheet.line((110, y + 11), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.6:
        stamps.department(p, (150, y + 8), rng.choice(("病理科", "病理诊断专用章")))
    return p


def pathology_table(rng: Random) -> Paper:
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("microhei", "sungti"), 11)
    p.case, p.day = CASES[7], p.dates.reported
    part, gross, micro, stains, verdict = rng.choice(_TUMOURS)
    y = centred(p, 18, p.fact("hospital_name") + "病理科", Type("hei-bold", 16, p.body.colour))
    p.fields["report_title"] = "病理报告"
    y = centred(p, y, "病理报告", Type("hei", 14, p.body.colour, spacing=3)) + 3
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    sender = p.doctor()
    p.note(sender, "requesting", None)
    rows: list[list[Cell | str]] = [
        ["病人姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["住院号", p.fact("inpatient_number"), "科别", Cell(p.fact("department"), 3)],
        ["取材部位", part, "送检医师", Cell(sender.name, 3)],
        [Cell("大体描述", tall=22), Cell(gross, 5, top=True)],
        [Cell("镜检描述", tall=30), Cell(micro, 5, top=True)],
        [Cell("特殊检查", tall=24), Cell(stains, 5, top=True)],
        [Cell("病理诊断", tall=36), Cell(verdict, 5, type=p.body.bold().at(12), top=True)],
    ]
    y = p.sheet.grid((18, y), (26.0, 44.0, 24.0, 24.0, 20.0, 36.0), rows, p.body, 2.0)[-1][0].bottom + 8
    p.sheet.next()
    p.sheet.put((20, y), "报告医生：", p.body)
    p.sign(
        (42, y), p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), "reporting", rng.choice(("hand", "printed", "stamp"))
    )
    p.sheet.put((112, y), f"报告时间：{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (148, y + 2), "病理科")
    return p


def _tested_genes(p: Paper, y: float) -> tuple[float, tuple[str, str, str]]:
    """The table of genes; the height below it, and the gene that is changed."""
    rng = p.rng
    genes = (
        ("EGFR", "19外显子缺失", "p.E746_A750del"),
        ("ALK", "融合", "EML4-ALK"),
        ("ROS1", "融合", "CD74-ROS1"),
        ("KRAS", "2外显子突变", "p.G12D"),
        ("BRAF", "V600E突变", "p.V600E"),
        ("MET", "14外显子跳跃", "c.3028+1G>T"),
    )
    hit = rng.randrange(len(genes))
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c") for h in ("基因", "检测位点", "核苷酸或氨基酸改变", "检测结果")]
    ]
    rows += [
        [g, site, change if k == hit else "无", "阳性" if k == hit else "阴性"]
        for k, (g, site, change) in enumerate(genes)
    ]
    y = p.sheet.grid((18, y + 2), (32.0, 48.0, 56.0, 38.0), rows, p.body, 1.8)[-1][0].bottom + 6
    return y, genes[hit]


def _sampled(p: Paper, y: float) -> float:
    """Whose sample, and how it was tested; the height of the next line."""
    rng = p.rng
    y = slots(
        p,
        (18, y),
        [
            ("姓名：", p.fact("patient_name"), 46),
            ("性别：", p.fact("sex"), 32),
            ("年龄：", p.fact("age"), 36),
            ("样本编号：", f"G{rng.randrange(10**6, 10**7)}", 56),
        ],
    )
    y = slots(
        p,
        (18, y),
        [
            ("样本类型：", rng.choice(("石蜡切片", "外周血", "胸水沉渣")), 78),
            ("检测方法：", rng.choice(("高通量测序", "扩增阻滞突变系统")), 86),
        ],
    )
    return y


def genetic(rng: Random) -> Paper:
    p = start(rng, A4, DocType.GENETIC_REPORT, ("hei", "song"), 10.5)
    p.case, p.day = CASES[7], p.dates.reported
    y = centred(p, 16, p.fact("hospital_name"), Type("hei-bold", 16, (22, 60, 120)))
    y = centred(p, y, "精准医学中心", p.body)
    badge(p, (30, 24), 15)
    code_square(p, Area(172, 14, 192, 34))
    y = (
        centred(
            p,
            y + 1,
            p.title(rng.choice(("肿瘤个体化用药基因检测报告", "肺癌相关基因突变检测报告单"))),
            Type("hei-bold", 14, p.body.colour),
        )
        + 4
    )
    y = _sampled(p, y)
    y, hit = _tested_genes(p, y)
    p.sheet.line((18, y), "结果解读：", p.body.bold())
    said = (
        f"受检样本检出{hit[0]}基因{hit[1]}变异，提示可能对相应靶向药物敏感，具体用药请遵医嘱。其余所检位点未检出变异。"
    )
    y = p.sheet.flow((18, y + 7), said, p.body, 174, 1.7, 7.4) + 5
    y = (
        p.sheet.flow(
            (18, y), "说明：本报告仅对送检样本负责，检测结果受样本质量及方法灵敏度限制。", p.body.at(9), 174, 1.6
        )
        + 18
    )
    p.sheet.next()
    p.sheet.put((18, y), "检测人：", p.body)
    p.sign((35, y), people.technician(rng), "reporting", "printed")
    p.sheet.put((72, y), "审核人：", p.body)
    p.sign((89, y), people.technician(rng), "reviewing", "printed", rng.random() < 0.5)
    p.sheet.put((134, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.6:
        stamps.department(p, (152, y - 4), rng.choice(("精准医学中心", "检测专用章")))
    return p


PATHOLOGY = (pathology_sections, pathology_table)
GENETIC = (genetic,)
