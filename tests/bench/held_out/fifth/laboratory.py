# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports: chemistry in two columns, hormones on a slip, antibodies of a laboratory elsewhere, an emergency."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, SealColor, SealKind, SealShape
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import asked, benches, cells, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, start
from tests.bench.held_out.people import written
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.assays import Marks, Test, result
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, of_cases
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.LAB_REPORT
T = Test
CHEMISTRY = (
    T("丙氨酸氨基转移酶", "", "U/L", 9, 50, 1, (7, 40)), T("天门冬氨酸氨基转移酶", "", "U/L", 15, 40, 1, (13, 35)), T("AST/ALT", "", "", 0.8, 1.5, 2),
    T("γ-谷氨酰基转移酶", "", "U/L", 10, 60, 1, (7, 45)), T("碱性磷酸酶", "", "U/L", 45, 125, 1, (50, 135)), T("总蛋白", "", "g/L", 65, 85, 1),
    T("白蛋白", "", "g/L", 40, 55, 1), T("球蛋白", "", "g/L", 20, 40, 1), T("白球比", "", "", 1.2, 2.4, 2), T("前白蛋白", "", "mg/L", 200, 430, 0),
    T("总胆红素", "", "umol/L", 0, 26, 1), T("直接胆红素", "", "umol/L", 0, 8, 1), T("间接胆红素", "", "umol/L", 0, 18, 1), T("总胆汁酸", "", "umol/L", 0, 10, 1),
    T("尿素", "", "mmol/L", 3.6, 9.5, 2), T("肌酐", "", "umol/L", 57, 111, 0, (41, 81)), T("尿酸", "", "umol/L", 208, 428, 0, (155, 357)), T("胱抑素C", "", "mg/L", 0.59, 1.03, 2),
    T("葡萄糖", "", "mmol/L", 3.9, 6.1, 2), T("钾", "", "mmol/L", 3.5, 5.3, 2), T("钠", "", "mmol/L", 137, 147, 1), T("氯", "", "mmol/L", 99, 110, 1),
    T("钙", "", "mmol/L", 2.11, 2.52, 2), T("无机磷", "", "mmol/L", 0.85, 1.51, 2), T("镁", "", "mmol/L", 0.75, 1.02, 2), T("二氧化碳结合力", "", "mmol/L", 22, 29, 1),
)  # fmt: skip


def _halves(p: Paper, y: float, marks: Marks) -> float:
    """The items in two columns side by side, the mark straight behind the value; the height below."""
    columns = ((0.0, 6.0), (6.5, 32.0), (39.5, 18.0), (59.0, 23.0), (81.6, 10.4))
    half = len(CHEMISTRY) // 2
    p.sheet.next()
    for side in (14.0, 108.0):
        for (x, room), text in zip(columns, ("No", "检验项目", "结果", "参考区间", "单位"), strict=True):
            p.sheet.put((side + x, y), text, p.body.bold(), room)
    p.sheet.rule((14, y + 5.2), (200, y + 5.2), 0.25)
    y += 7
    results = [result(p.rng, test, marks, p.patient.female) for test in CHEMISTRY]
    p.lab_items = [item for item, _ in results]
    for n in range(half):
        p.sheet.next()
        for side, k in ((14.0, n), (108.0, n + half)):
            item, mark = results[k]
            texts = (str(k + 1), item.name, f"{item.value} {mark}".strip(), item.reference or "", item.unit or "")
            for (x, room), text in zip(columns, texts, strict=True):
                if text:
                    p.sheet.put((side + x, y), text, p.body, room)
        y += 6.2
    p.sheet.rule((106.4, y - half * 6.2 - 8), (106.4, y), 0.15)
    return y


def chemistry_side_by_side(rng: Random) -> Paper:
    """A whole chemistry in two halves of an A4 sheet whose lower part stays empty; the head in three loose lines."""
    p = start(rng, A4, _TYPE, ("song", "microhei", "sungti"), 9.5)
    at_hospital(p, "人民医院", "第一人民医院", "=云岭市第一人民医院", "中医医院")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", rng.choice(("-", "--", "～")))
    name = p.fact("hospital_name")
    p.sheet.line(
        (14, 12),
        name + p.title(rng.choice(("检验报告单", "医学检验科报告单"))),
        Type("song-bold", 16, p.body.colour),
        140,
    )
    p.sheet.line((156, 13), f"样本编号：{p.dates.reported:%Y%m%d}{rng.randrange(1, 900):04d}", p.body.at(8.5), 44)
    p.sheet.line((14, 20), "检验目的：" + rng.choice(("生化全套", "急查生化26项", "肝功+肾功+电解质")), p.body.at(11))
    y = labels(p, 27, [(14, "姓名：", p.fact("patient_name"), 46), (60, "性别：", p.fact("sex"), 26), (88, "年龄：", p.fact("age"), 32), (122, "ID号：", numbered_in(p, 10**8, 10**9), 44), (168, "床号：", f"{rng.randrange(1, 60)}", 30)])  # fmt: skip
    y = labels(p, y, [(14, "科室：", p.fact("department"), 70), (88, "住院号：", p.fact("inpatient_number"), 70), (168, "标本：", "血清", 30)])  # fmt: skip
    y = labels(p, y, [(14, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 72), (88, "开单医生：", asked(p), 60), (168, "备注：", "", 30)])  # fmt: skip
    p.sheet.rule((14, y), (200, y), 0.4)
    y = _halves(p, y + 1.6, marks)
    p.sheet.rule((14, y), (200, y), 0.4)
    day = written(p.dates.reported, p.style)
    y = labels(p, y + 2, [(14, "采集时间：", f"{day} {clock(p, 5, 7)}", 62), (78, "接收时间：", f"{day} {clock(p, 7, 9)}", 62), (142, "报告时间：", f"{p.fact('report_date')} {clock(p, 9, 17)}", 62)])  # fmt: skip
    benches(p, y + 1, ((14, "检验："), (78, "审核：")), rng.choice(("printed", "hand")), rng.random() < 0.2)
    p.sheet.line((142, y + 1), "第1页/共1页", p.body)
    p.sheet.line((14, y + 10), "本报告仅对本次送检标本负责！↑偏高 ↓偏低 结果有疑问请当日与检验科联系。", p.body.at(8.5))
    if rng.random() < 0.4:
        stamps.department(p, (116 + rng.uniform(-8, 8), y + 4), "检验科")
    return p


HORMONES = (
    T("游离三碘甲状腺原氨酸", "FT3", "pmol/L", 3.1, 6.8, 2), T("游离甲状腺素", "FT4", "pmol/L", 12.0, 22.0, 2), T("促甲状腺激素", "TSH", "mIU/L", 0.27, 4.2, 3),
    T("抗甲状腺过氧化物酶抗体", "TPOAb", "IU/mL", None, 34, 1), T("抗甲状腺球蛋白抗体", "TGAb", "IU/mL", None, 115, 1), T("促肾上腺皮质激素(8Am)", "ACTH", "pg/mL", 7.2, 63.3, 1),
    T("皮质醇(8Am)", "COR", "nmol/L", 133, 537, 0),
)  # fmt: skip


def hormones_on_a_third(rng: Random) -> Paper:
    """A third of a continuous form: abbreviations first, the mark in a column before the value, no line of times but one."""
    p = start(rng, (210.0, 99.0), _TYPE, ("sungti", "ming", "song"), 9.5)
    at_hospital(p, "中医医院", "中西医结合医院", "第二人民医院", "=江汉仁和医院")
    p.day, marks = p.dates.reported, rng.choice((Marks("↑", "↓", "*", "－"), Marks("H", "L", "*", "～")))
    p.style = rng.choice(("iso", "slash"))
    p.sheet.line((12, 5), p.fact("hospital_name"), p.body.bold().at(13), 96)
    p.sheet.line(
        (112, 5.6),
        p.title(rng.choice(("内分泌激素测定报告", "化学发光检验单", "甲功及皮质激素检验结果"))),
        p.body.at(12),
        86,
        "r",
    )
    y = labels(p, 13, [(12, "门诊/住院号:", p.fact("inpatient_number"), 54), (68, "姓名:", p.fact("patient_name"), 34), (104, "性别:", p.fact("sex"), 22), (128, "年龄:", p.fact("age"), 28), (158, "样本:", "静脉血", 40)], 5.2)  # fmt: skip
    y = labels(p, y, [(12, "申请科室:", p.fact("department"), 54), (68, "申请人:", asked(p), 34), (104, "备注:", rng.choice(("", "空腹")), 40), (158, "机器号:", f"{rng.choice('AC')}-{rng.randrange(1, 400):03d}", 40)], 5.2)  # fmt: skip
    dashes(p, (12, y), (198, y), 1.6)
    columns = ((12.0, 18.0), (32.0, 56.0), (92.0, 7.0), (100.0, 22.0), (126.0, 20.0), (152.0, 44.0))
    cells(p, y + 1, columns, ("缩写", "检验项目名称", "", "结果", "单位", "参考范围"))
    dashes(p, (12, y + 5.6), (198, y + 5.6), 1.6)
    y += 7
    for test in HORMONES if rng.random() < 0.6 else HORMONES[:5]:
        item, mark = result(rng, test, marks, p.patient.female)
        p.lab_items.append(item)
        cells(p, y, columns, (test.code, item.name, mark, item.value, item.unit or "", item.reference or ""))
        y += 5.4
    y = max(y, 71.0)
    dashes(p, (12, y), (198, y), 1.6)
    p.sheet.line(
        (12, y + 1.6),
        f"送检:{written(p.dates.reported, p.style)}  报告:{p.fact('report_date')} {clock(p, 10, 17)}",
        p.body,
    )
    benches(p, y + 7.6, ((12, "检验者:"), (72, "复核者:")), rng.choice(("printed", "hand", "stamp")))
    p.sheet.line((126, y + 8), "*此结果仅供临床医师参考*", p.body.at(8.5))
    if rng.random() < 0.3:
        stamps.department(p, (150 + rng.uniform(-8, 8), y - 10), "检验科")
    return p


_ANTIBODIES = (
    ("抗核抗体(ANA)", "间接免疫荧光法", T("", usual="<1:100", unusual=("1:100", "1:320", "1:1000", "1:3200"))),
    ("抗双链DNA抗体(dsDNA)", "ELISA", T("", "", "IU/mL", None, 100, 2)), ("抗nRNP/Sm抗体", "线性免疫印迹法", T("", usual="阴性", unusual=("阳性", "弱阳性"))),
    ("抗SS-A抗体", "线性免疫印迹法", T("", usual="阴性", unusual=("阳性",))), ("抗Ro-52抗体", "线性免疫印迹法", T("", usual="阴性", unusual=("阳性",))),
    ("抗线粒体抗体M2型", "线性免疫印迹法", T("", usual="阴性", unusual=("阳性",))), ("抗中性粒细胞胞浆抗体(cANCA)", "间接免疫荧光法", T("", usual="<1:10", unusual=("1:32", "1:100"))),
    ("HLA-B27", "流式细胞术", T("", usual="阴性", unusual=("阳性",))), ("免疫球蛋白G4(IgG4)", "免疫比浊法", T("", "", "g/L", 0.03, 2.01, 2)), ("抗角蛋白抗体(AKA)", "间接免疫荧光法", T("", usual="<1:10", unusual=("1:10", "1:40"))),
)  # fmt: skip


def sent_elsewhere(rng: Random) -> Paper:
    """The sheet of a laboratory that tests for many hospitals, under its own name; the hospital stands behind a label."""
    p = start(rng, A4, _TYPE, ("microhei", "hei", "zenhei"), 10)
    of_cases(p, "M07101", "M06900", "M06201")
    p.day, day, marks = p.dates.reported, p.dates.reported, Marks("↑", "↓", rng.choice(("*", "↑")), "-")
    s, firm = p.sheet.scale, rng.choice(("华康源医学检验实验室", "中科安诺医学检验所", "赣江金准医学检验所"))
    p.sheet.draw.rectangle((0, 0, 210 * s, 7 * s), fill=(20, 110, 150))
    p.sheet.line((16, 12), firm, Type("hei-bold", 15, (20, 96, 136)), 120)
    bars(p, Area(150, 12, 194, 19))
    p.sheet.line((150, 20), f"条码号 {rng.randrange(10**11, 10**12)}", p.body.at(8.5), 44, "c")
    p.sheet.line((16, 20), p.title(rng.choice(("自身免疫检测报告单", "特检项目报告"))), p.body.at(12), 120)
    grey = [Type(p.body.face, 10, (110, 112, 118))]
    head: list[list[Cell | str]] = [
        [Cell("送检医院", type=grey[0]), Cell(p.fact("hospital_name"), 3), Cell("科室", type=grey[0]), p.fact("department")],
        [Cell("受检者", type=grey[0]), p.fact("patient_name"), Cell("性别", type=grey[0]), p.fact("sex"), Cell("年龄", type=grey[0]), p.fact("age")],
        [Cell("门诊/住院号", type=grey[0]), p.fact("inpatient_number"), Cell("送检医生", type=grey[0]), asked(p), Cell("样本类型", type=grey[0]), "血清，无肉眼可见溶血"],
        [Cell("采样时间", type=grey[0]), written(day - timedelta(days=3), p.style), Cell("接收时间", type=grey[0]), f"{written(day - timedelta(days=2), p.style)} {clock(p)}", Cell("联系电话", type=grey[0]), ""],
    ]  # fmt: skip
    y = p.sheet.grid((16, 28), (24.0, 38.0, 20.0, 38.0, 20.0, 38.0), head, p.body.at(9.5), 1.5)[-1][0].bottom + 5
    columns = ((18.0, 58.0), (78.0, 32.0), (112.0, 24.0), (138.0, 6.0), (146.0, 20.0), (168.0, 26.0))
    p.sheet.draw.rectangle((16 * s, y * s, 194 * s, (y + 7) * s), fill=(224, 238, 244))
    cells(p, y + 1.4, columns, ("检测项目", "检测方法", "结果", "", "单位", "参考区间"), p.body.bold())
    y += 9
    for name, method, test in _ANTIBODIES:
        item, mark = result(rng, test, marks, p.patient.female)
        p.lab_items.append(item := item.model_copy(update={"name": name}))
        cells(p, y, columns, (name, method, item.value, mark, item.unit or "", item.reference or ""))
        p.sheet.rule((16, y + 6), (194, y + 6), 0.1)
        y += 8
    p.sheet.line((16, y + 2), "结果解释", p.body.bold())
    y = (
        p.sheet.flow(
            (16, y + 9),
            "抗核抗体滴度≥1:320者多见于结缔组织病，低滴度阳性可见于健康人群，请结合临床及其他检查综合判断，建议定期复查。",
            p.body,
            178,
            1.6,
            7,
        )
        + 1
    )
    y = p.sheet.flow(
        (16, y),
        "此报告仅对所检测的标本负责；若对结果有异议，请在收到报告之日起7个工作日内提出，逾期标本不再保留。",
        p.body.at(9),
        178,
    )
    y = max(y + 8, 214.0)
    benches(p, y, ((16, "检测："), (72, "审核："), (128, "批准：")), rng.choice(("printed", "hand")))
    p.sheet.line((16, y + 10), f"报告时间：{p.fact('report_date')} {clock(p)}", p.body)
    p.sheet.line((72, y + 10), f"地址：高新区生物医药园{rng.randrange(2, 20)}号楼", p.body.at(9))
    p.sheet.line((16, 284), "第 1 页，共 1 页", p.body.at(8.5), 178, "c")
    if rng.random() < 0.7:
        p.stamp(SealDesign(SealShape.ELLIPSE, SealKind.DEPARTMENT, firm, "检验专用章", SealColor.RED, 44, 30, turn=rng.uniform(-14, 14), ink=rng.uniform(0.6, 0.95), face="hei"), (160, y + 20))  # fmt: skip
    return p


_URGENT = (
    T("超敏肌钙蛋白I", "", "ng/mL", None, 0.04, 3), T("肌红蛋白", "", "ng/mL", None, 70, 1), T("CK-MB质量", "", "ng/mL", None, 5.0, 2), T("D-二聚体", "", "mg/L FEU", None, 0.55, 2),
    T("脑利钠肽前体", "", "pg/mL", None, 125, 0), T("钾(急诊)", "", "mmol/L", 3.5, 5.3, 2), T("钠(急诊)", "", "mmol/L", 137, 147, 1), T("葡萄糖(随机)", "", "mmol/L", 3.9, 11.1, 2),
    T("血肌酐", "", "μmol/L", 57, 111, 0, (41, 81)), T("降钙素原", "", "ng/mL", None, 0.05, 2),
)  # fmt: skip


def urgent_in_lines(rng: Random) -> Paper:
    """The emergency desk's slip: no table, each result a line of its own with its range in brackets behind it."""
    p = start(rng, (128.0, 182.0), _TYPE, ("hei", "zenhei", "song"), 10)
    at_hospital(p, "人民医院", "中心医院", "=铁路局中心医院", "=云岭矿务局职工总医院")
    p.day, marks, s = p.dates.reported, Marks(" ↑", " ↓", "", rng.choice(("-", "～"))), p.sheet.scale
    p.sheet.draw.ellipse((106 * s, 7 * s, 119 * s, 20 * s), outline=(200, 30, 34), width=max(2, round(0.6 * s)))
    p.sheet.line((106, 9.6), "急", Type("hei-bold", 21, (200, 30, 34)), 13, "c")
    p.sheet.line((10, 8), p.fact("hospital_name"), p.body.bold().at(13), 92)
    p.sheet.line(
        (10, 15),
        p.title(rng.choice(("急诊检验报告", "急诊科床旁检验（POCT）报告单", "胸痛中心快速检验报告"))),
        p.body.at(11.5),
        92,
    )
    y = labels(p, 24, [(10, "", p.fact("patient_name"), 30), (40, "", p.fact("sex"), 12), (54, "", p.fact("age"), 20), (76, "门诊号 ", p.fact("outpatient_number"), 46)])  # fmt: skip
    y = labels(p, y, [(10, "科室 ", p.fact("department"), 64), (76, "医生 ", asked(p), 40)])
    y = labels(
        p,
        y,
        [
            (10, "诊断 ", p.diagnose([(rng.choice(("胸痛待查", "胸闷查因", "发热待查")), "")])[0], 64),
            (76, "标本 ", "全血/血浆", 40),
        ],
    )
    p.sheet.rule((10, y), (118, y), 0.5)
    y += 3
    worst = ""
    for test in rng.sample(_URGENT, 8):
        item, mark = result(rng, test, marks, p.patient.female)
        p.lab_items.append(item)
        p.sheet.next()
        right = p.sheet.put((10, y), f"{item.name}：", p.body)
        right = p.sheet.put((right, y), f"{item.value}{mark}", p.body.bold())
        right = p.sheet.put((right + 2, y), item.unit or "", p.body)
        p.sheet.put((right + 2, y), f"（{item.reference}）", p.body.at(9))
        worst = worst or (item.name if mark == " ↑" else "")
        y += 7.4
    p.sheet.rule((10, y), (118, y), 0.5)
    if worst:
        p.sheet.line((10, y + 2), f"※ {worst}已电话通知临床 {clock(p)}", p.body.bold().in_colour((190, 30, 30)))
    y = max(y + 10, 124.0)
    day = written(p.dates.reported, p.style)
    for label, value in (("采样", f"{day} {clock(p, 1, 3)}:{rng.randrange(10, 59)}"), ("检测", f"{day} {clock(p, 3, 4)}:{rng.randrange(10, 59)}"), ("报告", f"{p.fact('report_date')} {clock(p, 4, 6)}:{rng.randrange(10, 59)}")):  # fmt: skip
        y = labels(p, y, [(10, label + " ", value, 70)], 5.8)
    benches(p, y + 3, ((10, "检验 "), (66, "审核 ")), rng.choice(("printed", "hand")), rng.random() < 0.3)
    p.sheet.line((10, y + 12), "急诊结果以快速为先，必要时请复查。", p.body.at(9))
    if rng.random() < 0.35:
        stamps.department(p, (98 + rng.uniform(-5, 3), y - 4), rng.choice(("急诊检验", "检验科")))
    return p


LAYOUTS = (chemistry_side_by_side, hormones_on_a_third, sent_elsewhere, urgent_in_lines)
