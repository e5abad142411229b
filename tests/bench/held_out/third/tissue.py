# ruff: noqa: E501 - what is printed on one line stands on one line here
"""A pathologist's sheet of two specimens, and a panel of genes from a tumour."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from models.document import Diagnosis
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, code_square, manner, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_SPECIMENS = (
    ("右肺上叶穿刺组织", "灰白条索状组织2条，长0.6～1.1cm，直径0.1cm，全埋制片。", "异型细胞呈腺泡状排列，核深染，间质纤维增生。", "（右肺上叶）浸润性腺癌，中分化"),
    ("肺叶切除标本", "肺叶一叶，18cm×12cm×6cm，切面见灰白质硬肿物，直径2.1cm，距支气管切缘4cm。", "癌细胞呈贴壁及乳头状生长，未见脉管癌栓，支气管切缘阴性。", "（右肺上叶）腺癌，乳头型为主，pT1cN0"),
    ("支气管镜活检", "灰白碎组织一堆，直径0.3cm。", "鳞状上皮下见巢团状癌细胞浸润，可见角化珠。", "（左主支气管）中分化鳞状细胞癌"),
)  # fmt: skip


def specimen_sheet(rng: Random) -> Paper:
    """A ruled head with four numbers and the diagnosis in a frame above what it rests on."""
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("song", "ming", "hei"), 10.5)
    of_cases(p, "M00503")
    p.day, day = p.dates.reported, p.dates.reported
    name, gross, micro, verdict = rng.choice(_SPECIMENS)
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 18, p.body.colour))
    y = centred(p, y + 1, p.title(rng.choice(("病理检查报告书", "外科病理学报告单"))), p.body.at(14)) + 3
    sender = p.doctor()
    p.note(sender, "requesting", None)
    head: list[list[Cell | str]] = [
        [
            "病理号",
            f"S{day:%y}-{rng.randrange(10**4, 10**5)}",
            "住院号",
            p.fact("inpatient_number"),
            "门诊号",
            p.blank("outpatient_number"),
        ],
        ["患者姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["送检单位", "本院", "送检科室", p.fact("department"), "送检医师", sender.name],
        ["送检材料", Cell(name, 3), "收到日期", written(day - timedelta(days=3), p.style)],
    ]
    y = p.sheet.grid((16, y), (20.0, 40.0, 20.0, 42.0, 20.0, 36.0), head, p.body.at(9.5), 1.7)[-1][0].bottom + 5
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    area = Area(16, y, 194, y + 20)
    p.sheet.frame(area, 0.5)
    p.sheet.line((19, y + 2.5), "病理诊断", p.body.bold())
    p.sheet.line((24, y + 10), verdict, p.body.bold().at(12.5), 166)
    y += 26
    for label, text in (
        ("大体描述", gross),
        ("显微镜下", micro),
        ("特殊检查", rng.choice(("TTF-1(+)，NapsinA(+)，P40(-)，Ki-67约30%", "CK5/6(+)，P63(+)，TTF-1(-)", "未做"))),
    ):
        p.sheet.line((16, y), label, p.body.bold())
        y = p.sheet.flow((40, y), text, p.body, 152, 1.7) + 4
    y = max(y + 10, 180.0)
    p.sheet.rule((16, y), (194, y), 0.25)
    p.sheet.next()
    signed(
        p, (16, y + 5), "初诊 ", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), "printed", rng.random() < 0.3
    )
    signed(p, (104, y + 5), "复诊 ", (p.doctor(Title.ASSOCIATE_CHIEF), "reviewing"), manner(rng), rng.random() < 0.5)
    p.sheet.next()
    p.sheet.put((16, y + 15), f"报告日期 {p.fact('report_date')}", p.body)
    p.sheet.put((104, y + 15), f"打印时间 {written(day + timedelta(days=1), p.style)} {clock(p)}", p.body)
    p.sheet.line((16, y + 24), "疑难病例请携切片到上级医院会诊；标本保存至报告发出后两周。", p.body.at(8.5))
    if rng.random() < 0.6:
        stamps.department(p, (158 + rng.uniform(-6, 6), y - 12), rng.choice(("病理科", "病理报告专用章")))
    return p


_GENES = (
    ("EGFR", "19外显子", ("p.E746_A750del", "未检出")), ("EGFR", "21外显子", ("p.L858R", "未检出")),
    ("ALK", "融合", ("EML4-ALK", "未检出", "未检出")), ("ROS1", "融合", ("未检出",)), ("KRAS", "12密码子", ("p.G12C", "未检出", "未检出")),
    ("BRAF", "15外显子", ("未检出",)), ("MET", "14跳跃突变", ("未检出",)), ("TP53", "5～8外显子", ("p.R273H", "未检出")),
)  # fmt: skip


def tumour_panel(rng: Random) -> Paper:
    """Genes by sequencing: summary first, then the table with frequencies, drugs that fit, and limits of the method."""
    p = start(rng, A4, DocType.GENETIC_REPORT, ("hei", "microhei", "song"), 10)
    of_cases(p, "M00503")
    p.day, day = p.dates.reported, p.dates.reported
    code_square(p, Area(172, 10, 194, 32))
    p.sheet.line((16, 12), p.fact("hospital_name"), p.body.at(12), 150)
    p.sheet.line(
        (16, 20),
        p.title(rng.choice(("肺癌靶向用药基因检测报告", "实体瘤多基因突变检测（NGS）报告"))),
        Type("hei-bold", 15, (22, 66, 120)),
        152,
    )
    p.sheet.rule((16, 34), (194, 34), 0.7)
    y = 38.0
    for entries in (
        (("受检人", p.fact("patient_name")), ("性别", p.fact("sex")), ("年龄", p.fact("age"))),
        (("住院号", p.fact("inpatient_number")), ("科室", p.fact("department")), ("样本号", f"G{rng.randrange(10**7, 10**8)}")),
        (("样本类型", rng.choice(("石蜡切片", "外周血ctDNA"))), ("肿瘤含量", f"{rng.randrange(20, 80)}%"), ("病理号", f"{day:%Y}{rng.randrange(10**4, 10**5)}")),
        (("采样日期", written(day - timedelta(days=9), p.style)), ("收样日期", written(day - timedelta(days=8), p.style)), ("报告日期", p.fact("report_date"))),
        (("临床诊断", p.diagnose(p.case.diagnoses[:1])[0]),),
    ):  # fmt: skip
        p.sheet.next()
        for place, (label, value) in zip((16, 76, 138), entries, strict=False):
            p.sheet.put((place, y), label, p.body.in_colour((90, 94, 100)))
            p.sheet.put((place + 18, y), value, p.body, 41)
        y += 6.6
    found = [(gene, spot, rng.choice(options)) for gene, spot, options in _GENES]
    hits = [f"{gene} {change}" for gene, _, change in found if change != "未检出"]
    p.sheet.line((16, y + 3), "一、结果摘要", p.body.bold().at(11.5))
    y = (
        p.sheet.flow(
            (22, y + 10),
            f"检出具有临床意义的变异{len(hits)}个" + ("：" + "，".join(hits) if hits else "") + "。",
            p.body,
            170,
        )
        + 3
    )
    p.sheet.line((16, y), "二、检测明细", p.body.bold().at(11.5))
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("基因", "检测区域", "变异", "丰度", "临床意义")]
    ]
    for gene, spot, change in found:
        hit = change != "未检出"
        rows.append(
            [
                gene,
                spot,
                change,
                f"{rng.uniform(1.2, 46):.2f}%" if hit else "/",
                ("预后相关" if gene == "TP53" else "可能敏感，参见药物说明") if hit else "—",
            ]
        )
    y = p.sheet.grid((16, y + 7), (24.0, 38.0, 46.0, 22.0, 48.0), rows, p.body, 1.6)[-1][0].bottom + 5
    y = p.sheet.flow(
        (16, y),
        "检测下限：组织1%，血浆0.3%。平均测序深度大于1000×。阴性结果不能排除低于检测下限的变异。",
        p.body.at(8.5),
        178,
    )
    y = max(y + 8, 220.0)
    p.sheet.next()
    how = manner(rng, 0.0)
    signed(p, (16, y), "检测 ", (people.technician(rng), "reporting"), "printed")
    signed(p, (76, y), "复核 ", (people.technician(rng), "reviewing"), "printed")
    signed(p, (132, y), "审核医师 ", (p.doctor(Title.ASSOCIATE_CHIEF), "reviewing"), how, rng.random() < 0.5)
    if rng.random() < 0.5:
        stamps.department(p, (150, y + 16), rng.choice(("分子病理室", "精准医学中心")))
    return p


PATHOLOGY = (specimen_sheet,)
GENETIC = (tumour_panel,)
