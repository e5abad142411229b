# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What lay under the microscope: a gastroscopy's biopsies graded, cells of an effusion; a lung tumour's genes by ARMS-PCR."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from models.document import Diagnosis
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fifth.rows import asked, cells, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, box, centred, scan_picture, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_BITS = (
    ("胃窦、胃角", "（胃窦）灰白色组织2粒，直径0.1-0.2cm；（胃角）灰白色组织1粒，直径0.2cm。", ("（胃窦）慢性萎缩性胃炎，伴中度肠上皮化生", "（胃角）黏膜慢性炎，局灶腺体低级别上皮内瘤变"), ("++", "+", "++", "++", "+", "-")),
    ("胃体", "灰褐色组织3粒，直径0.1-0.3cm，全取。", ("（胃体）低分化腺癌，Lauren分型：弥漫型",), ("++", "++", "-", "-", "+++", "-")),
    ("胃窦", "灰白色软组织2粒，大者直径0.2cm。", ("（胃窦）黏膜慢性活动性炎", "淋巴组织增生，淋巴滤泡形成"), ("++", "+", "-", "-", "-", "+")),
)  # fmt: skip


def gastric_bits_graded(rng: Random) -> Paper:
    """A half sheet across: a ruled head, what was seen by the naked eye, five grades in a row of the table, then the verdict."""
    p = start(rng, A5_WIDE, DocType.PATHOLOGY_REPORT, ("zenhei", "song", "hei"), 10)
    of_cases(p, "M06201", "M00503", "M04600")
    at_hospital(p, "人民医院", "中医院", "第二人民医院", "=嘉陵江油田医院")
    p.day, day = p.dates.reported, p.dates.reported
    site, eye, verdicts, grades = rng.choice(_BITS)
    p.sheet.line((14, 7), p.fact("hospital_name") + p.title(rng.choice(("胃镜活检病理报告单", "活体组织病理检查报告单", "病理组织学报告"))), p.body.bold().at(14), 130)  # fmt: skip
    p.sheet.line((146, 8.5), f"病理号 {day:%Y}-{rng.randrange(100, 9999):05d}", p.body, 50, "r")
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "门诊号", p.fact("outpatient_number")],
        ["科室", Cell(p.fact("department"), 3), "医生", asked(p), "收到日期", written(day - timedelta(days=3), p.style)],
        ["取材", Cell(site, 3), "内镜印象", Cell(rng.choice(("胃溃疡？", "慢性胃炎", "胃占位")), 3)],
    ]  # fmt: skip
    y = p.sheet.grid((14, 16), (13.0, 32.0, 13.0, 26.0, 18.0, 22.0, 18.0, 40.0), rows, p.body.at(9.5), 1.2)[-1][0].bottom + 3  # fmt: skip
    y = p.sheet.flow((14, y), "肉眼观：" + eye, p.body, 182, 1.5) + 1.5
    graded: list[list[Cell | str]] = [
        [Cell(h, align="c") for h in ("慢性炎症", "活动性", "萎缩", "肠化", "异型增生", "Hp")],
        [Cell(one, align="c") for one in grades],
    ]
    y = p.sheet.grid((14, y), (30.0, 30.0, 30.0, 30.0, 30.0, 32.0), graded, p.body, 1.1)[-1][0].bottom + 4
    p.sheet.line((14, y), "病理诊断：", p.body.bold().at(11))
    p.fields["diagnoses"] = tuple(Diagnosis(text=one) for one in verdicts)
    for one in verdicts:
        p.sheet.line((38, y), one, p.body.at(11), 156)
        y += 6.8
    p.sheet.rule((14, 124), (196, 124), 0.3)
    how: Manner = rng.choice(("hand", "scrawl", "printed", "stamp"))
    p.sheet.next()
    signed(p, (14, 128), "诊断医师：", (p.doctor(Title.RESIDENT), "reporting"), how)
    p.sheet.put((112, 128), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((14, 138), "病理诊断仅对送检标本负责，如与临床不符请于一周内联系。电话：" + f"{rng.randrange(2000, 8999)}", p.body.at(8.5))  # fmt: skip
    if rng.random() < 0.5:
        stamps.department(p, (160 + rng.uniform(-6, 6), 116), rng.choice(("病理科", "病理诊断专用章")))
    return p


_CELLS = (
    ("胸腔积液", "离心沉渣涂片+细胞蜡块", "查见恶性肿瘤细胞，倾向腺癌", "镜下见较多成团异型细胞，核大深染，核仁明显，可见腺样排列。免疫组化：TTF-1(+)，NapsinA(+)，Calretinin(-)，CEA(+)，Ki-67约40%。"),
    ("甲状腺左叶结节（FNA）", "液基薄层制片", "Bethesda Ⅱ类：良性滤泡性结节", "滤泡上皮细胞呈巢状、片状排列，大小较一致，背景见胶质及组织细胞。未见核沟及核内包涵体。"),
    ("宫颈", "液基薄层细胞学（TCT）", "未见上皮内病变或恶性细胞（NILM）", "鳞状上皮细胞量>5000个，可见颈管细胞及化生细胞，炎症细胞中等量。未见滴虫、真菌。"),
    ("痰", "直接涂片×3", "可见核异质细胞，建议复查", "涂片见鳞状上皮细胞、吞噬细胞及大量中性粒细胞，散在核增大、深染细胞数个。"),
)  # fmt: skip


def _adequate(p: Paper, y: float) -> float:
    """Whether the cells were enough, in boxes to tick; the height below."""
    p.sheet.next()
    x = p.sheet.put((20, y), "标本质量", p.body.bold()) + 6
    chosen = p.rng.choice((0, 0, 0, 1))
    for n, text in enumerate(("满意", "基本满意", "不满意")):
        x = p.sheet.put((box(p, (x, y), n == chosen), y), text, p.body) + 5
    return y + 9


def cells_of_an_effusion(rng: Random) -> Paper:
    """Cells instead of tissue: a picture at the left, its description at the right, the verdict in a double frame, two who read."""
    p = start(rng, (190.0, 266.0), DocType.PATHOLOGY_REPORT, ("song", "microhei", "sungti"), 11)
    at_hospital(p, "人民医院", "妇幼保健院", "=江汉仁和医院", "第三人民医院", "中西医结合医院")
    p.day, day = p.dates.reported, p.dates.reported
    site, way, verdict, seen = rng.choice(_CELLS if p.patient.female else (_CELLS[0], _CELLS[1], _CELLS[3]))
    y = centred(
        p,
        14,
        p.title(rng.choice(("细胞学检查报告", "细胞病理学诊断报告书", "脱落细胞学检查报告单"))),
        p.body.bold().at(18),
    )
    y = centred(p, y, p.fact("hospital_name"), p.body.at(12.5)) + 5
    p.sheet.rule((16, y - 1), (174, y - 1), 0.7)
    y = labels(p, y + 2, [(20, "细胞编号　", f"C{day:%y}{rng.randrange(10000):05d}", 70), (100, "送检日期　", written(day - timedelta(days=2), p.style), 70)])  # fmt: skip
    y = labels(p, y, [(20, "患者姓名　", p.fact("patient_name"), 70), (100, "性别/年龄　", f"{p.fact('sex')}/{p.fact('age')}", 70)])  # fmt: skip
    y = labels(p, y, [(20, "送检科室　", p.fact("department"), 78), (100, "住院号　", p.fact("inpatient_number"), 70)])
    y = labels(p, y, [(20, "送检材料　", site, 78), (100, "制片方法　", way, 70)])
    y = labels(p, y, [(20, "送检目的　", rng.choice(("查找肿瘤细胞", "明确性质", "排查")), 78), (100, "送检医师　", asked(p), 70)])  # fmt: skip
    p.sheet.rule((16, y), (174, y), 0.25)
    y = _adequate(p, y + 4)
    scan_picture(p, Area(20, y, 86, y + 50), "slice")
    p.sheet.line((20, y + 51), f"HE/巴氏染色 ×{rng.choice((200, 400))}", p.body.at(8.5), 66, "c")
    p.sheet.line((94, y), "镜下描述", p.body.bold())
    low = p.sheet.flow((94, y + 7), seen, p.body, 78, 1.65)
    y = max(y + 60, low + 6)
    p.fields["diagnoses"] = (Diagnosis(text=verdict),)
    p.sheet.frame(Area(18, y, 172, y + 22), 0.6)
    p.sheet.frame(Area(19, y + 1, 171, y + 21), 0.2)
    p.sheet.line((24, y + 4), "细胞学诊断", p.body.bold())
    p.sheet.line((30, y + 11.5), verdict, p.body.bold().at(13), 136)
    y = max(y + 36, 222.0)
    p.sheet.next()
    titled = rng.random() < 0.4
    signed(p, (20, y), "初筛　", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), rng.choice(("printed", "hand")), titled)  # fmt: skip
    signed(p, (96, y), "复核　", (p.doctor(Title.ATTENDING), "reviewing"), rng.choice(("hand", "scrawl", "stamp", "empty")), titled)  # fmt: skip
    p.sheet.line((96, y + 12), f"报告日期　{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (148 + rng.uniform(-6, 6), y - 6), rng.choice(("病理科", "细胞室")))
    return p


_EXONS = (
    ("EGFR", "18", "G719X"), ("EGFR", "19", "19-Del"), ("EGFR", "20", "T790M / S768I / 20-Ins"), ("EGFR", "21", "L858R / L861Q"),
    ("ALK", "—", "EML4-ALK融合"), ("ROS1", "—", "ROS1融合"), ("KRAS", "2", "G12C / G12D / G12V"), ("BRAF", "15", "V600E"), ("MET", "14", "14号外显子跳跃"),
)  # fmt: skip


def _told_genes(p: Paper, y: float) -> tuple[float, list[str]]:
    """The table of sites; the height below it and what was found."""
    hit = p.rng.choice((1, 1, 3, 4, 6, -1))
    found: list[str] = []
    heads = ("序号", "基因", "外显子", "检测位点", "检测结果", "FAM信号Ct")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    for n, (gene, exon, sites) in enumerate(_EXONS):
        positive = n == hit
        if positive:
            found.append(f"{gene}基因{f'{exon}号外显子' if exon != '—' else ''}{sites.split(' / ')[0]}")
        result = p.rng.choice(("突变型", "阳性")) if positive else "阴性"
        signal = f"{p.rng.uniform(18, 26):.2f}" if positive else "NoCt"
        rows.append([Cell(str(n + 1), align="c"), Cell(gene, align="c"), Cell(exon, align="c"), sites, Cell(result, align="c", type=p.body.bold() if positive else None), Cell(signal, align="c")])  # fmt: skip
    foot = p.sheet.grid((17, y), (14.0, 22.0, 20.0, 58.0, 32.0, 30.0), rows, p.body.at(10), 1.5)[-1][0].bottom
    return foot, found


def lung_genes_by_pcr(rng: Random) -> Paper:
    """A pathology department's molecular room: sites in a table with signals, share of tumour cells, a sentence on drugs below."""
    p = start(rng, A4, DocType.GENETIC_REPORT, ("song", "microhei", "zenhei"), 10.5)
    of_cases(p, "M00503")
    at_hospital(p, "人民医院", "=东川大学附属医院", "=省第五人民医院", "=川东肿瘤医院")
    p.day, day = p.dates.reported, p.dates.reported
    p.sheet.line((17, 12), p.fact("hospital_name"), Type("kaiti", 18, p.body.colour, weight=1), 110)
    p.sheet.line((130, 14), "分子病理室", p.body.at(12), 63, "r")
    p.sheet.rule((17, 21), (193, 21), 0.6)
    p.sheet.rule((17, 22.2), (193, 22.2), 0.2)
    y = centred(p, 26, p.title(rng.choice(("肺癌多基因联合检测报告", "肺癌驱动基因检测报告单（ARMS-PCR法）", "分子病理检测报告"))), p.body.bold().at(15)) + 4  # fmt: skip
    for row in (
        (("姓　　名：", p.fact("patient_name")), ("性　　别：", p.fact("sex")), ("年　　龄：", p.fact("age"))),
        (("住 院 号：", p.fact("inpatient_number")), ("原病理号：", f"{day:%y}-{numbered_in(p, 1000, 9999)}"), ("分子编号：", f"M{day:%y}{numbered_in(p, 100, 999)}")),
        (("送检科室：", p.fact("department")), ("送检医生：", asked(p)), ("送检时间：", written(day - timedelta(days=6), p.style))),
        (("标本类型：", rng.choice(("石蜡切片", "穿刺组织蜡块", "胸水细胞蜡块"))), ("肿瘤细胞：", f"约{rng.randrange(2, 8) * 10}%"), ("检测平台：", "荧光定量PCR")),
    ):  # fmt: skip
        cells(p, y, ((17, 62), (82, 54), (138, 55)), [label + text for label, text in row])
        y += 7
    y, found = _told_genes(p, y + 2)
    p.sheet.line((17, y + 5), "内参基因扩增正常，阴阳性对照均在控。", p.body.at(9))
    y += 13
    p.sheet.line((17, y), "【结果解释】", p.body.bold())
    text = f"本例检出{found[0]}，提示可能从相应靶向药物治疗中获益，请结合临床。" if found else "本例上述位点均未检出突变或融合，不排除检测范围以外的变异。"  # fmt: skip
    y = p.sheet.flow((24, y + 7), text, p.body, 168, 1.7) + 2
    p.sheet.line((17, y), "【说　　明】", p.body.bold())
    y = p.sheet.flow((24, y + 7), "1.本方法检测下限为1%，突变比例低于此者可呈阴性。2.结果仅对本次送检标本负责。3.标本保存期限及固定条件可影响核酸质量。", p.body.at(9.5), 168, 1.6)  # fmt: skip
    y = max(y + 10, 236.0)
    p.sheet.next()
    signed(p, (17, y), "检测人：", (people.technician(rng), "reporting"), rng.choice(("printed", "hand")))
    signed(p, (72, y), "审核医师：", (p.doctor(Title.ATTENDING), "reviewing"), rng.choice(("hand", "printed", "scrawl")), rng.random() < 0.4)  # fmt: skip
    p.sheet.line((72, y + 11), f"报告日期：{p.fact('report_date')}  {clock(p)}", p.body)
    p.sheet.line((17, y + 28), "第1页，共1页", p.body.at(8.5), 176, "c")
    if rng.random() < 0.5:
        stamps.department(p, (164 + rng.uniform(-6, 6), y + 8), rng.choice(("病理科", "分子病理专用章")))
    return p


PATHOLOGY = (gastric_bits_graded, cells_of_an_effusion)
GENETIC = (lung_genes_by_pcr,)
