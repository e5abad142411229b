# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Pathology of a kidney and of slides from elsewhere; the genes of a thalassaemia."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from models.document import Diagnosis
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fifth.rows import asked, labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, scan_picture, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_KIDNEYS = (
    ("IgA肾病，Lee氏分级Ⅲ级，牛津分型M1E0S1T0C0", "共见18个肾小球，其中2个球性硬化，1个节段硬化；系膜细胞及基质轻至中度增生，肾小管灶状萎缩（约15%），间质灶状炎细胞浸润伴纤维化，小动脉壁增厚。", "IgA(+++)、C3(++)、IgM(±)沿系膜区团块状沉积，IgG(-)、C1q(-)、Fib(-)。"),
    ("膜性肾病（Ⅱ期）", "共见23个肾小球，1个球性硬化；基底膜弥漫增厚，钉突形成，上皮下可见嗜复红蛋白沉积，系膜区未见明显增生，肾小管上皮空泡变性，间质无明显病变。", "IgG(+++)、C3(++)沿毛细血管壁颗粒状沉积，IgA(-)、IgM(-)、C1q(-)；PLA2R(+)。"),
    ("糖尿病肾病（Ⅲ级），伴肾小管间质损伤", "共见15个肾小球，4个球性硬化；系膜基质结节状增生，可见K-W结节，毛细血管袢受压，入出球小动脉玻璃样变，肾小管萎缩约40%，间质纤维化。", "IgG(+)沿毛细血管壁线样沉积，IgA(-)、IgM(-)、C3(±)。"),
)  # fmt: skip


def kidney_biopsy(rng: Random) -> Paper:
    """Microscopy under headings in brackets with two pictures between them; the verdict at the foot over two ranks' labels."""
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("song", "sungti", "microhei"), 11)
    of_cases(p, "M07803", "M07101", "M01600")
    at_hospital(p, "人民医院", "=东川大学附属医院", "=省第五人民医院", "中心医院")
    p.day, day = p.dates.reported, p.dates.reported
    verdict, light, glow = rng.choice(_KIDNEYS)
    badge(p, (26, 20), 14)
    y = centred(p, 12, p.fact("hospital_name") + "肾脏病理室", Type("song-bold", 17, p.body.colour))
    y = (
        centred(p, y + 0.5, p.title(rng.choice(("肾活检病理诊断报告", "肾穿刺活组织病理检查报告单"))), p.body.at(14))
        + 4
    )
    p.sheet.rule((16, y), (194, y), 0.5)
    y = labels(p, y + 3, [(16, "患者：", p.fact("patient_name"), 44), (62, "性别：", p.fact("sex"), 26), (90, "年龄：", p.fact("age"), 34), (128, "病理编号：", f"K{day:%y}{rng.randrange(100, 1000):04d}", 64)])  # fmt: skip
    y = labels(p, y, [(16, "病区：", p.fact("department"), 72), (90, "病案号：", p.fact("inpatient_number"), 60), (152, "床：", f"{rng.randrange(1, 70)}", 30)])  # fmt: skip
    y = labels(p, y, [(16, "送检者：", asked(p), 44), (62, "送检日期：", written(day - timedelta(days=4), p.style), 64), (128, "标本：", rng.choice(("肾穿刺组织2条", "左肾穿刺组织", "肾组织3条")), 64)])  # fmt: skip
    p.sheet.rule((16, y), (194, y), 0.5)
    p.sheet.line((16, y + 4), "【光镜】", p.body.bold())
    y = p.sheet.flow((16, y + 11), light, p.body, 178, 1.7, 7.8) + 3
    for n, stain in enumerate(("PAS×200", "PASM×400")):
        scan_picture(p, Area(34 + n * 76, y, 96 + n * 76, y + 42), "slice")
        p.sheet.line((34 + n * 76, y + 43), stain, p.body.at(8.5), 62, "c")
    y += 52
    p.sheet.line((16, y), "【免疫荧光】", p.body.bold())
    y = p.sheet.flow((16, y + 7), glow, p.body, 178, 1.7, 7.8) + 3
    p.sheet.line((16, y), "【电镜】", p.body.bold())
    y = (
        p.sheet.flow(
            (16, y + 7), rng.choice(("待补充报告。", "足突弥漫融合，可见电子致密物沉积。")), p.body, 178, 1.7, 7.8
        )
        + 3
    )
    p.sheet.line((16, y), "【病理诊断】", p.body.bold())
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    p.sheet.line((24, y + 8), verdict, p.body.bold().at(12.5), 168)
    y = max(y + 26, 238.0)
    p.sheet.next()
    signed(
        p,
        (16, y),
        "报告者：",
        (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"),
        rng.choice(("hand", "printed")),
    )
    signed(
        p,
        (84, y),
        "复核者：",
        (p.doctor(Title.ATTENDING), "reviewing"),
        rng.choice(("hand", "scrawl", "printed")),
        rng.random() < 0.5,
    )
    p.sheet.line((84, y + 11), f"报告日期：{p.fact('report_date')} {clock(p)}", p.body)
    if rng.random() < 0.6:
        stamps.department(p, (160 + rng.uniform(-8, 6), y + 2), rng.choice(("肾脏病理室", "病理科")))
    return p


_SITES = (
    ("缺失型α", "--SEA、-α3.7、-α4.2", ("未检出缺失", "--SEA/αα 杂合缺失", "-α3.7/αα 杂合缺失")),
    ("非缺失型α", "CS、QS、WS", ("未检出突变", "未检出突变", "αCSα/αα 杂合突变")),
    ("β珠蛋白", "CD41-42(-TTCT)", ("未检出突变", "杂合突变", "未检出突变")),
    ("β珠蛋白", "IVS-Ⅱ-654(C→T)", ("未检出突变", "未检出突变", "杂合突变")),
    ("β珠蛋白", "CD17(A→T)", ("未检出突变",)),
    ("β珠蛋白", "-28(A→G)", ("未检出突变", "未检出突变", "杂合突变")),
    ("β珠蛋白", "βE(CD26)等12种", ("未检出突变",)),
)


def thalassaemia_genes(rng: Random) -> Paper:
    """Sites of two chains in a table, a verdict in a coloured band, advice to the family, signed by technicians."""
    p = start(rng, A4, DocType.GENETIC_REPORT, ("hei", "song", "microhei"), 10.5)
    at_hospital(p, "妇幼保健院", "人民医院", "=省妇幼保健院", "第一人民医院")
    p.day, day = p.dates.reported, p.dates.reported
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 18, p.body.colour))
    y = centred(p, y, "医学遗传与产前诊断中心", p.body.at(11))
    y = (
        centred(
            p,
            y,
            p.title(rng.choice(("地中海贫血基因检测报告单", "α、β地贫基因分析报告"))),
            Type("hei-bold", 14, p.body.colour),
        )
        + 3
    )
    head: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别/年龄", f"{p.fact('sex')} / {p.fact('age')}", "实验编号", f"T{day:%y%m}{rng.randrange(100, 1000)}"],
        ["科室", p.fact("department"), "门诊号", p.fact("outpatient_number"), "送检医生", asked(p)],
        ["标本", "EDTA抗凝全血2mL", "方法", rng.choice(("PCR+反向斑点杂交", "Gap-PCR+导流杂交")), "接收日期", written(day - timedelta(days=6), p.style)],
    ]  # fmt: skip
    y = p.sheet.grid((15, y), (18.0, 46.0, 22.0, 42.0, 20.0, 32.0), head, p.body.at(9.5), 1.7)[-1][0].bottom + 6
    p.sheet.line((15, y), "检测结果", p.body.bold().at(12))
    table: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("类别", "检测位点", "结果", "备注")]
    ]
    found = [(kind, site, rng.choice(options)) for kind, site, options in _SITES]
    table += [
        [Cell(kind, align="c"), site, result, Cell("" if result.startswith("未") else "★", align="c")]
        for kind, site, result in found
    ]
    y = p.sheet.grid((15, y + 8), (32.0, 60.0, 62.0, 26.0), table, p.body, 2.0)[-1][0].bottom + 6
    hits = [f"{site} {result}" for _, site, result in found if not result.startswith("未")]
    s = p.sheet.scale
    p.sheet.draw.rectangle((15 * s, y * s, 195 * s, (y + 16) * s), fill=(226, 236, 246))
    verdict = "检出：" + "；".join(hits) if hits else "所检范围内未检出地中海贫血基因异常"
    p.sheet.line((19, y + 2), "结论", p.body.bold())
    p.sheet.line((19, y + 8.5), verdict, p.body, 172)
    y = (
        p.sheet.flow(
            (15, y + 22), "建议：阳性者请携报告至遗传咨询门诊；夫妇双方同型携带者，孕期应行产前诊断。", p.body, 180
        )
        + 1
    )
    y = p.sheet.flow(
        (15, y), "局限性：本试验仅检测上表所列常见类型，不排除罕见缺失、突变及其他血红蛋白病。", p.body.at(9), 180
    )
    y = max(y + 12, 210.0)
    p.sheet.next()
    how: Manner = rng.choice(("printed", "hand"))
    signed(p, (15, y), "检测者：", (people.technician(rng), "reporting"), how)
    signed(p, (75, y), "审核者：", (people.technician(rng), "reviewing"), how, rng.random() < 0.3)
    p.sheet.put((135, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (154 + rng.uniform(-8, 8), y + 14), rng.choice(("产前诊断中心", "医学遗传科")))
    return p


_SLIDES = (
    ("右肺上叶肿物穿刺切片", "右肺上叶非小细胞肺癌，倾向腺癌", "（右肺上叶穿刺）浸润性腺癌，腺泡型为主", "TTF-1(+)，NapsinA(+)，P40(-)，CK7(+)，ALK(D5F3)(-)，Ki-67(+，约25%)"),
    ("左肺下叶切除标本切片", "左肺下叶低分化癌", "（左肺下叶）低分化鳞状细胞癌，伴坏死", "P40(+)，CK5/6(+)，TTF-1(-)，Syn(-)，CgA(-)，Ki-67(+，约60%)"),
    ("锁骨上淋巴结活检切片", "淋巴结内见异型细胞，转移不除外", "（锁骨上淋巴结）转移性腺癌，结合免疫组化考虑肺来源", "TTF-1(+)，CK7(+)，CK20(-)，CDX-2(-)，GATA3(-)"),
)  # fmt: skip


def opinion_on_slides(rng: Random) -> Paper:
    """A letter about slides lent by another hospital: what was said there, what is said here, both experts with their ranks."""
    p = start(rng, A4, DocType.PATHOLOGY_REPORT, ("kaiti", "song", "ming"), 12)
    of_cases(p, "M00503")
    at_hospital(p, "=东川大学附属医院", "=省第五人民医院", "=省肿瘤医院", "人民医院")
    p.day, day = p.dates.reported, p.dates.reported
    slides, before, verdict, stains = rng.choice(_SLIDES)
    y = centred(p, 20, p.fact("hospital_name"), Type("song-bold", 20, p.body.colour))
    y = centred(
        p,
        y + 2,
        p.title(rng.choice(("病理会诊意见书", "病理切片会诊报告"))),
        Type("song-bold", 16, p.body.colour, spacing=1.4),
    )
    p.sheet.line((130, y + 2), f"会诊号：H{day:%Y}-{rng.randrange(100, 5000):04d}", p.body.at(10.5), 60, "r")
    y += 12
    y = labels(p, y, [(22, "姓　　名：", p.fact("patient_name"), 62), (88, "性别：", p.fact("sex"), 36), (130, "年龄：", p.fact("age"), 50)], 9)  # fmt: skip
    y = labels(p, y, [(22, "原送检单位：", rng.choice(("青石镇中心卫生院", "外院", "信江骨科医院")), 106), (130, "原病理号：", f"{rng.randrange(10**5, 10**6)}", 58)], 9)  # fmt: skip
    y = labels(p, y, [(22, "会诊材料：", slides + rng.choice(("3张", "5张，蜡块1个")), 106), (130, "收到日期：", written(day - timedelta(days=2), p.style), 58)], 9)  # fmt: skip
    p.sheet.rule((22, y), (188, y), 0.3)
    y = p.sheet.flow((22, y + 5), f"原诊断意见：{before}。", p.body, 166, 1.8) + 2
    y = p.sheet.flow((22, y), f"免疫组化（本院加做）：{stains}。", p.body, 166, 1.8) + 2
    p.sheet.line((22, y), "会诊意见：", p.body.bold())
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    y = p.sheet.flow((30, y + 9), verdict, p.body.bold().at(13), 156, 1.8) + 3
    y = p.sheet.flow(
        (22, y), "上述意见仅根据所提供切片作出，供原单位参考，最终诊断由原单位签发。", p.body.at(10.5), 166, 1.7
    )
    y = max(y + 22, 196.0)
    titled = rng.random() < 0.6
    for n in range(2):
        p.sheet.next()
        how: Manner = rng.choice(("hand", "hand", "printed", "scrawl"))
        expert = p.doctor(Title.ASSOCIATE_CHIEF if n else Title.ATTENDING)
        signed(
            p,
            (96, y),
            "会诊专家：" if not n else "复核专家：",
            (expert, "reviewing" if n else "reporting"),
            how,
            titled,
        )
        y += 12
    p.sheet.line((96, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.7:
        stamps.department(p, (150 + rng.uniform(-10, 8), y - 6), rng.choice(("病理科", "病理会诊专用章")))
    p.sheet.line((22, 280), "切片、蜡块请于一月内凭本意见书领回。", p.body.at(9.5))
    return p


PATHOLOGY = (kidney_biopsy, opinion_on_slides)
GENETIC = (thalassaemia_genes,)
