# ruff: noqa: E501 - what is printed on one line stands on one line here
"""A ninth hand's laboratory reports: chemistry, a blood count, blood gas, protein of a day's urine, infections."""

from __future__ import annotations

from random import Random

from tests.bench.held_out.fifth.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.ninth.rows import LAB, Assay, Column, Habit, at_time, headed, reported, seen, set_row
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, badge, bars, start
from tests.bench.held_out.second.entries import at_hospital, of_cases
from tests.bench.held_out.seventh.bloods import oval
from tests.bench.held_out.sheet import Area, Cell

A = Assay
_CHEMISTRY = (
    A("总蛋白", "TP", "g/L", 65, 85, 1), A("白蛋白", "ALB", "g/L", 40, 55, 1), A("球蛋白", "GLB", "g/L", 20, 40, 1), A("白蛋白/球蛋白比值", "A/G", "", 1.2, 2.4, 2),
    A("总胆红素", "T-Bil", "μmol/L", 3.4, 20.5, 1), A("直接胆红素", "D-Bil", "μmol/L", 0.0, 6.8, 1), A("丙氨酸氨基转移酶", "ALT", "U/L", 9, 50, 0, (7, 40)), A("天门冬氨酸氨基转移酶", "AST", "U/L", 15, 40, 0, (13, 35)),
    A("γ-谷氨酰转肽酶", "γ-GT", "U/L", 10, 60, 0, (7, 45)), A("碱性磷酸酶", "ALP", "U/L", 45, 125, 0, (50, 135)), A("胆碱酯酶", "CHE", "U/L", 5000, 12000, 0), A("尿素", "Urea", "mmol/L", 3.1, 8.0, 2),
    A("肌酐", "Cr", "μmol/L", 57, 97, 0, (41, 73)), A("尿酸", "UA", "μmol/L", 208, 428, 0, (155, 357)), A("葡萄糖", "GLU", "mmol/L", 3.9, 6.1, 2), A("总胆固醇", "TC", "mmol/L", None, 5.20, 2),
    A("甘油三酯", "TG", "mmol/L", None, 1.70, 2), A("高密度脂蛋白胆固醇", "HDL-C", "mmol/L", 1.0, None, 2), A("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", None, 3.40, 2), A("载脂蛋白A1", "ApoA1", "g/L", 1.2, 1.6, 2),
    A("脂蛋白(a)", "Lp(a)", "mg/L", None, 300, 0), A("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0), A("肌酸激酶", "CK", "U/L", 50, 310, 0, (40, 200)),
)  # fmt: skip


def chemistry_recognised(rng: Random) -> Paper:
    """A large hospital's chemistry, codes in brackets behind the names, a last column telling who else accepts it."""
    p = start(rng, A4, LAB, ("hei", "microhei"), 10)
    at_hospital(p, "=川东医学院附属第三医院", "人民医院", "=省第五人民医院", "=嘉陵江油田医院")
    p.day, habit = p.dates.reported, Habit("H", "L", dash=rng.choice(("~", "-", "～")), upto=rng.choice(("<", "≤")))
    p.style = rng.choice(("iso", "slash"))
    badge(p, (24, 19), 16)
    p.sheet.line((36, 11), p.fact("hospital_name"), p.body.bold().at(17), 108)
    p.sheet.line(
        (36, 20), p.title(rng.choice(("医学检验报告单", "检验报告单", "临床检验中心报告单"))), p.body.at(13), 108
    )
    bars(p, Area(150, 10, 196, 18))
    p.sheet.line((150, 19), numbered_in(p, 10**11, 10**12), p.body.at(8), 46, "c")
    p.sheet.rule((14, 28), (196, 28), 0.5)
    y = labels(p, 31, [(15, "姓名: ", p.fact("patient_name"), 42), (58, "科室: ", p.fact("department"), 50), (110, "申请医生: ", asked(p), 40), (152, "标本种类: ", "血清", 44)])  # fmt: skip
    y = labels(p, y, [(15, "性别: ", p.fact("sex"), 42), (58, "住院号: ", p.fact("inpatient_number"), 50), (110, "申请序号: ", numbered_in(p, 10**7, 10**8), 40), (152, "标本状态: ", rng.choice(("正常", "轻微溶血", "正常")), 44)])  # fmt: skip
    y = labels(p, y, [(15, "年龄: ", p.fact("age"), 42), (58, "床号: ", f"{rng.randrange(1, 70)}", 50), (110, "临床诊断: ", p.diagnose(p.case.diagnoses[:1])[0], 86)])  # fmt: skip
    p.sheet.rule((14, y), (196, y), 0.5)
    columns = (
        Column("序号", "no", 15, 8), Column("项目名称", "name", 25, 64), Column("结果", "value", 90, 18, "r"), Column("标志", "mark", 113, 8),
        Column("单位", "unit", 124, 22), Column("参考区间", "ref", 149, 30), Column("互认", "HR", 184, 10),
    )  # fmt: skip
    headed(p, y + 1.8, columns, p.body.bold())
    p.sheet.rule((14, y + 7), (196, y + 7), 0.2)
    y += 9
    left_out = rng.sample(range(len(_CHEMISTRY)), rng.choice((0, 3, 6)))
    for n, test in enumerate(_CHEMISTRY):
        if n not in left_out:
            texts = seen(p, test, habit, shown=f"{test.name}({test.code})")
            accepted = "HR" if test.code in ("ALT", "AST", "Urea", "Cr", "UA", "GLU", "TC", "TG", "TP", "ALB") else ""
            y = set_row(p, y, columns, texts | {"HR": accepted}, 7.0)
    p.sheet.rule((14, y + 1), (196, y + 1), 0.5)
    y = labels(p, y + 4, [(15, "采集时间: ", at_time(p, 6, 8, True), 60), (77, "接收时间: ", at_time(p, 8, 9, True), 60), (139, "报告时间: ", reported(p, 10, 17, True), 58)])  # fmt: skip
    benches(p, y + 1, ((15, "检验者: "), (77, "审核者: ")), rng.choice(("printed", "hand", "stamp")))
    p.sheet.line((15, y + 11), "注：标有“HR”的项目为检验结果互认项目。本报告仅对所检测标本负责。", p.body.at(8.5))
    p.sheet.line((15, y + 16), f"检验科电话：{rng.randrange(2000000, 8999999)}    第 1 页 共 1 页", p.body.at(8.5))
    oval(p, (164, y + 6), "检验科", 0.5)
    return p


_COUNT = (
    A("白细胞", "WBC", "*9", 3.5, 9.5, 2), A("中性粒细胞%", "NE%", "%", 40, 75, 1), A("淋巴细胞%", "LY%", "%", 20, 50, 1), A("单核细胞%", "MO%", "%", 3, 10, 1), A("嗜酸细胞%", "EO%", "%", 0.4, 8.0, 1), A("嗜碱细胞%", "BA%", "%", 0, 1, 1),
    A("中性粒细胞", "NE#", "*9", 1.8, 6.3, 2), A("淋巴细胞", "LY#", "*9", 1.1, 3.2, 2), A("单核细胞", "MO#", "*9", 0.1, 0.6, 2), A("嗜酸细胞", "EO#", "*9", 0.02, 0.52, 2), A("嗜碱细胞", "BA#", "*9", 0, 0.06, 2), A("超敏C反应蛋白", "hsCRP", "mg/L", 0, 10, 2),
    A("红细胞", "RBC", "*12", 4.3, 5.8, 2, (3.8, 5.1)), A("血红蛋白", "HGB", "g/L", 130, 175, 0, (115, 150)), A("红细胞压积", "HCT", "%", 40, 50, 1, (35, 45)), A("平均体积", "MCV", "fL", 82, 100, 1), A("平均血红蛋白量", "MCH", "pg", 27, 34, 1), A("平均浓度", "MCHC", "g/L", 316, 354, 0),
    A("红细胞分布宽度", "RDW", "%", 11.5, 14.5, 1), A("血小板", "PLT", "*9", 125, 350, 0), A("血小板平均体积", "MPV", "fL", 7.4, 12.5, 1), A("血小板分布宽度", "PDW", "%", 9.0, 17.0, 1), A("血小板压积", "PCT", "%", 0.11, 0.28, 2), A("有核红细胞", "NRBC", "*9", 0, 0.03, 2),
)  # fmt: skip


def count_in_one_ruled_table(rng: Random) -> Paper:
    """A blood count across half a sheet: one ruled table twice as wide, the range before the result, codes in front."""
    p = start(rng, A5_WIDE, LAB, ("song", "ming", "zenhei"), 8.5)
    at_hospital(p, "中医医院", "人民医院", "=信江骨科医院", "第三人民医院")
    p.day, habit = p.dates.reported, rng.choice((Habit(dash="--"), Habit("高", "低"), Habit("↑", "↓", dash="～")))
    power = rng.choice(("×10⁹/L", "10^9/L", "*10^9/L"))
    p.sheet.line((10, 6), p.fact("hospital_name"), p.body.bold().at(14), 190, "c")
    p.sheet.line((10, 12.5), p.title(rng.choice(("血液分析报告单", "血常规五分类检验报告", "全血细胞计数+五分类"))), p.body.at(11.5), 190, "c")  # fmt: skip
    y = labels(p, 20, [(11, "科别：", p.fact("department"), 48), (60, "姓名：", p.fact("patient_name"), 32), (94, "性别：", p.fact("sex"), 20), (116, "年龄：", p.fact("age"), 24), (142, "门诊号：", p.fact("outpatient_number"), 57)], 5.2)  # fmt: skip
    y = labels(p, y, [(11, "开单医师：", asked(p), 48), (60, "标本：", "EDTA-K2全血", 40), (116, "样本号：", numbered_in(p, 10, 500), 24), (142, "仪器：", rng.choice(("BC-6800", "XN-2000", "XE-5000")), 57)], 5.4)  # fmt: skip
    heads: list[Cell | str] = [
        Cell(t, align="c", type=p.body.bold()) for t in ("检验项目", "参考范围", "结果", "", "单位") * 2
    ]
    rows, half = [heads], len(_COUNT) // 2
    sides: list[list[Cell | str]] = []
    for test in _COUNT:
        unit = {"*9": power, "*12": power.replace("⁹", "¹²").replace("^9", "^12")}.get(test.unit, test.unit)
        t = seen(p, Assay(test.name, test.code, unit, test.low, test.high, test.places, test.women), habit, shown=f"{test.code} {test.name}")  # fmt: skip
        sides.append(
            [t["name"], Cell(t["ref"], align="c"), Cell(t["value"], align="r"), Cell(t["mark"], align="c"), t["unit"]]
        )
    rows += [[*sides[n], *sides[n + half]] for n in range(half)]
    y = p.sheet.grid((10, y), (37.5, 20.5, 14.0, 7.0, 16.0) * 2, rows, p.body, 0.9)[-1][0].bottom
    y = labels(p, y + 2, [(11, "采样时间：", at_time(p, 7, 9), 62), (75, "检测时间：", at_time(p, 9, 10), 62), (139, "报告时间：", reported(p, 10, 12), 60)], 5.6)  # fmt: skip
    benches(p, y, ((11, "检验者："), (75, "审核者：")), rng.choice(("printed", "hand", "stamp")), rng.random() < 0.3)
    p.sheet.line((11, y + 8), "此报告仅对本次标本有效，如有疑问请在24小时内与检验科联系。", p.body.at(8))
    oval(p, (166, y + 1), "检验科", 0.5)
    return p


_GAS = (
    ("血气分析", (A("酸碱度 pH", "", "", 7.35, 7.45, 3), A("二氧化碳分压 pCO2", "", "mmHg", 35, 45, 1), A("氧分压 pO2", "", "mmHg", 83, 108, 1))),
    ("酸碱平衡", (A("实际碳酸氢根 HCO3-", "", "mmol/L", 21.4, 27.3, 1), A("标准碳酸氢根 SBC", "", "mmol/L", 21.3, 24.8, 1), A("实际碱剩余 ABE", "", "mmol/L", -3, 3, 1), A("阴离子间隙 AG", "", "mmol/L", 8, 16, 1))),
    ("血氧", (A("总血红蛋白 tHb", "", "g/dL", 13.5, 17.5, 1, (11.7, 15.5)), A("氧饱和度 sO2", "", "%", 95, 99, 1), A("碳氧血红蛋白 COHb", "", "%", 0.5, 1.5, 1), A("高铁血红蛋白 MetHb", "", "%", 0.0, 1.5, 1))),
    ("电解质", (A("钾离子 K+", "", "mmol/L", 3.4, 4.5, 2), A("钠离子 Na+", "", "mmol/L", 136, 146, 0), A("离子钙 Ca2+", "", "mmol/L", 1.15, 1.29, 2), A("氯离子 Cl-", "", "mmol/L", 98, 106, 0))),
    ("代谢物", (A("血糖 Glu", "", "mmol/L", 3.9, 5.8, 1), A("乳酸 Lac", "", "mmol/L", 0.5, 1.6, 1))),
)  # fmt: skip


def gas_under_groups(rng: Random) -> Paper:
    """Arterial blood on an upright half sheet: groups, the mark in front of the name, the range in brackets."""
    p = start(rng, (148.0, 210.0), LAB, ("hei", "song"), 9.5)
    at_hospital(p, "人民医院", "第二人民医院", "=铁路局中心医院")
    of_cases(p, "M05300", "M07803", "M04600")
    p.day, habit = p.dates.reported, Habit(dash=rng.choice((" - ", " ~ ", "～")))
    p.sheet.line((10, 8), p.fact("hospital_name"), p.body.bold().at(14), 128, "c")
    p.sheet.line((10, 14.5), p.title(rng.choice(("血气分析报告单", "动脉血气检验报告", "血气+电解质检测报告"))), p.body.at(12), 128, "c")  # fmt: skip
    p.sheet.rule((10, 21), (138, 21), 0.3)
    y = labels(p, 23, [(11, "患者姓名：", p.fact("patient_name"), 44), (56, "性别：", p.fact("sex"), 24), (82, "年龄：", p.fact("age"), 26), (110, "床号：", f"{rng.randrange(1, 40)}", 28)], 5.4)  # fmt: skip
    y = labels(p, y, [(11, "病区：", p.fact("department"), 68), (82, "住院号：", p.fact("inpatient_number"), 56)], 5.4)
    y = labels(p, y, [(11, "体温：", f"{rng.uniform(36.2, 38.6):.1f}℃", 44), (56, "吸氧浓度：", f"{rng.choice((21, 29, 33, 41))}%", 50), (110, "标本：", "动脉血", 28)], 5.4)  # fmt: skip
    columns = (
        Column("", "mark", 11, 6), Column("项目", "name", 18, 46), Column("测定结果", "value", 64, 18, "r"),
        Column("单位", "unit", 86, 18), Column("参考值", "ranged", 106, 31),
    )  # fmt: skip
    p.sheet.rule((10, y), (138, y), 0.3)
    headed(p, y + 1.2, columns, p.body.bold())
    y += 6.4
    for group, tests in _GAS:
        p.sheet.rule((10, y), (138, y), 0.12)
        p.sheet.line((11, y + 1), group, p.body.bold())
        y += 6.2
        for test in tests:
            texts = seen(p, test, habit, 0.45)
            y = set_row(p, y, columns, texts | {"ranged": f"({texts['ref']})"}, 5.3)
    p.sheet.rule((10, y + 0.4), (138, y + 0.4), 0.3)
    y = labels(p, y + 2.4, [(11, "采血：", at_time(p, 1, 5), 62), (76, "报告：", reported(p, 5, 7), 60)], 5.4)
    benches(p, y, ((11, "操作者："), (76, "审核者：")), rng.choice(("printed", "hand")))
    p.sheet.line((11, y + 7), "申请者：" + asked(p), p.body)
    oval(p, (116, y + 5), "检验科", 0.4)
    return p


_DAY = (
    A("24小时尿量", "", "mL", 1000, 2000, 0), A("尿总蛋白浓度", "", "mg/L", 0, 120, 1), A("24小时尿蛋白定量", "", "mg/24h", 0, 150, 1), A("尿微量白蛋白", "", "mg/L", 0, 30, 1), A("尿肌酐", "", "μmol/L", 3540, 24600, 0),
    A("尿微量白蛋白/尿肌酐比值", "", "mg/g", None, 30, 2), A("尿α1-微球蛋白", "", "mg/L", None, 12.5, 2), A("尿β2-微球蛋白", "", "mg/L", None, 0.3, 2), A("尿N-乙酰-β-D-氨基葡萄糖苷酶", "", "U/L", 0.3, 12, 1),
)  # fmt: skip


def protein_of_a_day(rng: Random) -> Paper:
    """A day's urine: the unit before the result, the state of each written out in words."""
    p = start(rng, (210.0, 140.0), LAB, ("kaiti", "song", "sungti"), 10.5)
    at_hospital(p, "中西医结合医院", "人民医院", "=江汉仁和医院")
    of_cases(p, "M07803", "M01600", "M07101")
    p.day, habit = (
        p.dates.reported,
        Habit("偏高", "偏低", dash=rng.choice(("-", "~")), upto="≤", fine=rng.choice(("", "正常"))),
    )
    p.sheet.line((14, 8), p.title(rng.choice(("肾脏早期损伤检测报告", "24小时尿液检验报告单", "尿液生化检验报告"))), p.body.bold().at(15), 110)  # fmt: skip
    p.sheet.line((126, 9), p.fact("hospital_name"), p.body.at(11.5), 70, "r")
    p.sheet.rule((14, 15.5), (196, 15.5), 0.6)
    p.sheet.rule((14, 16.5), (196, 16.5), 0.15)
    y = labels(p, 18.5, [(15, "住院号 ", p.fact("inpatient_number"), 46), (62, "姓名 ", p.fact("patient_name"), 36), (100, "性别 ", p.fact("sex"), 22), (124, "年龄 ", p.fact("age"), 28), (154, "标本 ", "24h尿", 42)])  # fmt: skip
    y = labels(p, y, [(15, "诊断 ", p.diagnose(p.case.diagnoses[:1])[0], 84), (100, "送检科室 ", p.fact("department"), 52), (154, "送检医生 ", asked(p), 42)])  # fmt: skip
    p.sheet.rule((14, y), (196, y), 0.2)
    columns = (
        Column("分析项目", "name", 16, 70), Column("单位", "unit", 90, 22), Column("测定值", "value", 112, 22, "r"),
        Column("生物参考区间", "ref", 140, 34), Column("状态", "mark", 178, 16),
    )  # fmt: skip
    headed(p, y + 1.4, columns, p.body)
    p.sheet.rule((14, y + 6.8), (196, y + 6.8), 0.2)
    y += 8.6
    for test in (*_DAY[:3], *sorted(rng.sample(_DAY[3:], rng.choice((3, 5))), key=_DAY.index)):
        y = set_row(p, y, columns, seen(p, test, habit, 0.5), 6.7)
    y = max(y, 98.0)
    p.sheet.rule((14, y), (196, y), 0.6)
    y = labels(
        p, y + 2, [(15, "留尿起止 ", f"{at_time(p, 6, 7)} 共24小时", 84), (112, "报告日期 ", reported(p, 14, 17), 80)]
    )
    benches(p, y, ((15, "检验 "), (70, "复核 ")), rng.choice(("hand", "printed", "scrawl")))
    p.sheet.line((15, y + 9), "备注：24小时尿应混匀后记录总量并加防腐剂，留取不全会影响结果。", p.body.at(9))
    oval(p, (160, y + 2), "检验科", 0.6)
    return p


_INFECTIONS = (
    A("乙型肝炎病毒表面抗原", "HBsAg", "", words=("阴性(-)", "阳性(+)"), method="化学发光法"), A("乙型肝炎病毒表面抗体", "HBsAb", "", words=("阴性(-)", "阳性(+)"), method="化学发光法"), A("乙型肝炎病毒e抗原", "HBeAg", "", words=("阴性(-)", "阳性(+)"), method="化学发光法"),
    A("乙型肝炎病毒e抗体", "HBeAb", "", words=("阴性(-)", "阳性(+)", "弱阳性(±)"), method="化学发光法"), A("乙型肝炎病毒核心抗体", "HBcAb", "", words=("阴性(-)", "阳性(+)"), method="化学发光法"), A("丙型肝炎病毒抗体", "HCV-Ab", "", words=("阴性(-)", "阳性(+)"), method="酶联免疫法"),
    A("人类免疫缺陷病毒抗原/抗体", "HIV-Ag/Ab", "", words=("阴性(-)", "待确认"), method="酶联免疫法"), A("梅毒螺旋体特异性抗体", "TPPA", "", words=("阴性(-)", "1:80", "1:160"), method="凝集法"), A("甲苯胺红不加热血清试验", "TRUST", "", words=("阴性(-)", "1:2", "1:8"), method="凝集法"),
)  # fmt: skip


def infections_without_marks(rng: Random) -> Paper:
    """What is tested before an operation: answers in words, fully ruled, no marks, the method last."""
    p = start(rng, A5_WIDE, LAB, ("zenhei", "song", "hei"), 9.5)
    at_hospital(p, "人民医院", "妇幼保健院", "=信江骨科医院", "=云岭矿务局职工总医院")
    p.day, habit = p.dates.reported, Habit("", "")
    p.sheet.line((12, 7), p.fact("hospital_name") + p.title(rng.choice(("感染性疾病筛查报告单", "术前八项检验报告单", "输血前检查报告单"))), p.body.bold().at(14), 186, "c")  # fmt: skip
    table: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age"), "标本类型", "血清"],
        ["科室", Cell(p.fact("department"), 3), "床号", f"{rng.randrange(1, 50)}床", "住院号", p.fact("inpatient_number")],
    ]  # fmt: skip
    y = p.sheet.grid((12, 16), (16.0, 32.0, 14.0, 20.0, 14.0, 26.0, 20.0, 44.0), table, p.body, 1.0)[-1][0].bottom + 3
    rows: list[list[Cell | str]] = [
        [
            Cell(t, align="c", type=p.body.bold())
            for t in ("序", "项目名称", "英文缩写", "检测结果", "参考值", "检测方法")
        ]
    ]
    for test in _INFECTIONS:
        t = seen(p, test, habit, 0.25)
        rows.append([Cell(t["no"], align="c"), t["name"], t["code"], Cell(t["value"], align="c"), Cell(t["ref"], align="c"), t["method"]])  # fmt: skip
    y = p.sheet.grid((12, y), (10.0, 62.0, 28.0, 30.0, 26.0, 30.0), rows, p.body, 1.0)[-1][0].bottom
    y = labels(p, y + 2.5, [(12, "申请医生：", asked(p), 44), (58, "接收时间：", at_time(p, 8, 10), 62), (124, "审核时间：", reported(p, 13, 18), 74)], 6)  # fmt: skip
    benches(p, y, ((12, "检验者："), (58, "审核者：")), rng.choice(("printed", "stamp", "hand")))
    p.sheet.line(
        (12, y + 8), "本结果仅供临床参考，不作为诊断的唯一依据；HIV筛查试验有反应者须送确证实验室复检。", p.body.at(8.5)
    )
    oval(p, (172, y + 2), rng.choice(("检验科", "输血科")), 0.6)
    return p


LAYOUTS = (
    chemistry_recognised,
    count_in_one_ruled_table,
    gas_under_groups,
    protein_of_a_day,
    infections_without_marks,
)
