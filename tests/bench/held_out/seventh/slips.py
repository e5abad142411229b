# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory slips: a machine's narrow strip, tuberculosis, urine, hepatitis B, stool, anaemia."""

from __future__ import annotations

from random import Random

from tests.bench.held_out.fifth.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.assays import URINE, VIRUS, Marks
from tests.bench.held_out.second.entries import at_hospital, bars_and_number, clock, dashes, of_cases, pen
from tests.bench.held_out.seventh.bloods import LAB, T, drawn, heads, oval, row
from tests.bench.held_out.sheet import Cell

_STRIP = (
    T("葡萄糖", "", "mmol/L", 3.9, 6.1, 2), T("糖化血红蛋白", "", "%", 4.0, 6.0, 1), T("空腹胰岛素", "", "μU/mL", 2.6, 24.9, 2), T("空腹C肽", "", "ng/mL", 1.1, 4.4, 2),
    T("果糖胺", "", "mmol/L", 1.6, 2.8, 2), T("β-羟丁酸", "", "mmol/L", 0.03, 0.3, 2),
)  # fmt: skip


def strip_of_a_machine(rng: Random) -> Paper:
    """The self-service machine's thermal strip: each item in two lines, its range on the second."""
    p = start(rng, (80.0, 152.0), LAB, ("zenhei", "microhei"), 8.5)
    at_hospital(p, "人民医院", "中医院", "第二人民医院")
    of_cases(p, "M01600")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", rng.choice(("-", "~")))
    p.sheet.line((4, 5), p.fact("hospital_name"), p.body.bold().at(11), 72, "c")
    p.sheet.line((4, 10.5), p.title(rng.choice(("自助检验报告", "检验结果自助打印单"))), p.body.at(10), 72, "c")
    y = labels(p, 18, [(4, "姓名:", p.fact("patient_name"), 28), (34, "性别:", p.fact("sex"), 18), (54, "年龄:", p.fact("age"), 24)], 5)  # fmt: skip
    y = labels(p, y, [(4, "门诊号:", p.fact("outpatient_number"), 70)], 5)
    y = labels(p, y, [(4, "科室:", p.fact("department"), 40), (44, "医生:", asked(p), 34)], 5)
    dashes(p, (4, y), (76, y), 1.8)
    columns = (("项目", "name", 4.0, 34.0), ("结果", "value mark", 40.0, 18.0), ("单位", "unit", 60.0, 17.0))
    heads(p, y + 1.2, columns, p.body)
    dashes(p, (4, y + 5.4), (76, y + 5.4), 1.8)
    y += 7
    for test in _STRIP[: rng.choice((4, 6))]:
        texts = drawn(p, test, marks)
        y = row(p, y, columns, texts, 4.6)
        p.sheet.line((6, y), f"参考值: {texts['ref']}", p.body.at(8))
        y += 5.8
    dashes(p, (4, y), (76, y), 1.8)
    y = labels(p, y + 2, [(4, "采样:", f"{written(p.dates.reported, p.style)} {clock(p, 6, 9)}", 70)], 4.8)
    y = labels(p, y, [(4, "报告:", f"{p.fact('report_date')} {clock(p, 9, 17)}", 70)], 4.8)
    benches(p, y, ((4, "检验:"), (40, "审核:")), "printed")
    p.sheet.line((4, y + 7), f"打印次数:1  终端:{rng.choice('ABC')}{rng.randrange(1, 20):02d}", p.body.at(8))
    bars_and_number(p, y + 13)
    return p


_GENE = (
    T("结核分枝杆菌复合群DNA(GeneXpert)", usual="未检出", unusual=("检出(低)", "检出(中)", "检出(极低)")), T("利福平耐药基因rpoB突变", usual="未检出", unusual=("检出",)),
    T("抗酸杆菌涂片(痰,第1份)", usual="阴性", unusual=("阳性(1+)", "阳性(2+)")), T("抗酸杆菌涂片(痰,第2份)", usual="阴性", unusual=("阳性(1+)",)), T("结核感染T细胞检测(IGRA)", usual="阴性", unusual=("阳性",)),
)  # fmt: skip


def tuberculosis_room(rng: Random) -> Paper:
    """The tuberculosis room's sheet: a few answers in words, fully ruled, the method between name and answer."""
    p = start(rng, (195.0, 138.0), LAB, ("song", "kaiti"), 10.5)
    at_hospital(p, "人民医院", "第三人民医院", "中西医结合医院")
    of_cases(p, "M00503", "M05300")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "", "-")
    p.sheet.line((10, 8), p.fact("hospital_name"), p.body.bold().at(14), 175, "c")
    p.sheet.line((10, 15), p.title(rng.choice(("结核病实验室检验报告单", "分枝杆菌检验报告"))), p.body.at(13), 175, "c")
    y = labels(p, 25, [(12, "姓名：", p.fact("patient_name"), 38), (52, "性别：", p.fact("sex"), 24), (78, "年龄：", p.fact("age"), 30), (112, "登记号：", numbered_in(p, 10**5, 10**6), 60)])  # fmt: skip
    y = labels(p, y, [(12, "科室：", p.fact("department"), 62), (78, "送检者：", asked(p), 34), (112, "标本性状：", rng.choice(("黏液痰", "脓痰", "唾液")), 60)])  # fmt: skip
    rows: list[list[Cell | str]] = [["检验项目", "方法", "检验结果", "参考值"]]
    for test, how in zip(_GENE[: rng.choice((3, 5))], ("PCR荧光探针", "PCR荧光探针", "萋-尼染色", "萋-尼染色", "ELISPOT"), strict=False):  # fmt: skip
        texts = drawn(p, test, marks)
        rows.append([texts["name"], how, Cell(texts["value"], align="c"), texts["ref"]])
    y = p.sheet.grid((12, y + 1), (72.0, 34.0, 38.0, 27.0), rows, p.body, 1.4)[-1][0].bottom + 3
    y = labels(p, y, [(12, "收到日期：", written(p.dates.reported, p.style), 70), (100, "报告日期：", p.fact("report_date"), 70)])  # fmt: skip
    benches(p, y + 1, ((12, "检验者："), (100, "审核者：")), rng.choice(("hand", "stamp", "printed")))
    oval(p, (152, y - 3), "检验科")
    return p


def urine_in_two_columns(rng: Random) -> Paper:
    """Urine on half a sheet, answers between the name with its code in brackets and the range; no rules but dashes."""
    p = start(rng, A5_WIDE, LAB, ("ming", "sungti"), 10)
    at_hospital(p, "中医医院", "妇幼保健院", "=青石镇中心卫生院")
    p.day, marks = p.dates.reported, rng.choice((Marks("↑", "↓", "*", "-"), Marks("H", "L", "", "～")))
    p.sheet.line((12, 7), p.title(rng.choice(("尿液分析报告", "尿常规+尿沉渣检验单"))), p.body.bold().at(14), 90)
    p.sheet.line((108, 8), p.fact("hospital_name"), p.body.at(11), 90, "r")
    y = labels(p, 17, [(12, "病人：", p.fact("patient_name"), 40), (54, "", p.fact("sex"), 12), (68, "", p.fact("age"), 20), (94, "住院号：", p.fact("inpatient_number"), 52), (148, "病区：", p.fact("department"), 50)])  # fmt: skip
    y = labels(p, y, [(12, "标本：", "中段尿", 40), (54, "医生：", asked(p), 38), (94, "外观：", rng.choice(("淡黄 清", "黄色 微浑")), 52)])  # fmt: skip
    dashes(p, (12, y), (198, y))
    sides = [[("项目", "name", a, 40.0), ("结果", "mark value", a + 42, 20.0), ("参考范围", "ref", a + 63, 17.0), ("单位", "unit", a + 81, 11.0)] for a in (12.0, 106.0)]  # fmt: skip
    heads(p, y + 1.4, [*sides[0], *sides[1]], p.body.bold())
    y += 8
    tests = URINE[:14]
    results = []
    for test in tests:
        texts = drawn(p, test, marks)
        texts["name"] = texts["name"] + (f" {test.code}" if test.code else "")
        p.lab_items[-1] = p.lab_items[-1].model_copy(update={"name": texts["name"]})
        results.append(texts)
    for n in range(7):
        p.sheet.next()
        for side, k in ((0, n), (1, n + 7)):
            for _, key, left, room in sides[side]:
                if results[k][key]:
                    p.sheet.put((left, y), results[k][key], p.body, room)
        y += 7
    dashes(p, (12, y), (198, y))
    y = labels(p, y + 2, [(12, "送检：", f"{written(p.dates.reported, p.style)} {clock(p, 7, 9)}", 66), (94, "审核时间：", f"{p.fact('report_date')} {clock(p, 9, 12)}", 70)])  # fmt: skip
    benches(p, y + 1, ((12, "操作："), (94, "审核：")), rng.choice(("printed", "hand")), rng.random() < 0.3)
    oval(p, (172, y), "检验报告章", 0.6)
    return p


def hepatitis_five(rng: Random) -> Paper:
    """Hepatitis B with its count of copies on an upright half sheet: answers numbered, the range behind a bar."""
    p = start(rng, (148.0, 210.0), LAB, ("hei", "song"), 9.5)
    at_hospital(p, "人民医院", "第三人民医院")
    of_cases(p, "M06201")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "+", "-")
    p.sheet.line((10, 9), p.fact("hospital_name"), p.body.bold().at(14), 128, "c")
    p.sheet.line(
        (10, 16), p.title(rng.choice(("乙肝两对半定量及HBV-DNA报告", "感染免疫检验报告单"))), p.body.at(12), 128, "c"
    )
    y = labels(p, 26, [(10, "姓　名 ", p.fact("patient_name"), 44), (56, "性　别 ", p.fact("sex"), 34), (98, "年　龄 ", p.fact("age"), 40)])  # fmt: skip
    y = labels(p, y, [(10, "住院号 ", p.fact("inpatient_number"), 44), (56, "科　室 ", p.fact("department"), 42), (98, "开单医生 ", asked(p), 40)])  # fmt: skip
    y = labels(p, y, [(10, "临床诊断 ", p.diagnose(p.case.diagnoses[:1])[0], 84), (98, "标本 血清", "", 40)])
    columns = (("#", "no", 10.0, 5.0), ("项目名称", "name", 16.0, 40.0), ("结果", "value", 58.0, 25.0), ("", "mark", 84.0, 5.0), ("参考值", "ref", 92.0, 24.0), ("单位", "unit", 119.0, 19.0))  # fmt: skip
    p.sheet.rule((10, y), (138, y), 0.4)
    heads(p, y + 2, columns, p.body.bold())
    p.sheet.rule((10, y + 7.5), (138, y + 7.5), 0.4)
    y += 10
    for test in (*VIRUS[1:6], VIRUS[0]):
        y = row(p, y, columns, drawn(p, test, marks, "≤" if test.places == 3 else "<"), 8)
        p.sheet.rule((10, y - 2), (138, y - 2), 0.1)
    p.sheet.line((10, y + 2), "HBV-DNA检测下限：100 IU/mL（实时荧光PCR）", p.body.at(9))
    y = labels(p, y + 14, [(10, "采样时间 ", f"{written(p.dates.reported, p.style)} {clock(p, 7, 9)}", 60), (76, "报告时间 ", f"{p.fact('report_date')} {clock(p, 14, 18)}", 62)])  # fmt: skip
    benches(p, y + 2, ((10, "检验者 "), (76, "审核者 ")), rng.choice(("hand", "printed")))
    oval(p, (112, y + 14), "检验科")
    return p


_STOOL = (
    T("颜色", usual="黄褐色", unusual=("暗红色", "黑色")), T("性状", usual="软便", unusual=("稀便", "黏液便")), T("红细胞", "", "/HP", usual="未见", unusual=("2-4", "0-2")),
    T("白细胞", "", "/HP", usual="未见", unusual=("3-5", "1-3")), T("虫卵", usual="未见", unusual=("蛔虫卵0-1",)), T("隐血试验", usual="阴性", unusual=("阳性", "弱阳性")),
)  # fmt: skip


def stool_by_hand(rng: Random) -> Paper:
    """An old form of a township's laboratory, filled in with a pen: answers over lines, the usual ones in print."""
    p = start(rng, (130.0, 148.0), LAB, ("ming", "song"), 10.5)
    at_hospital(p, "=青石镇中心卫生院", "中医院", "妇幼保健院")
    p.day, marks, ink = p.dates.reported, Marks("↑", "↓", "", "-"), pen(p)
    p.sheet.line((10, 8), p.fact("hospital_name"), p.body.bold().at(14), 110, "c")
    p.sheet.line((10, 15), p.title(rng.choice(("粪便检查报告单", "大便常规化验单"))), p.body.at(13), 110, "c")
    y = labels(p, 26, [(10, "姓名", p.fact("patient_name"), 36), (48, "性别", p.fact("sex"), 22), (74, "年龄", p.fact("age"), 30)], 7.5, ink)  # fmt: skip
    y = labels(
        p, y, [(10, "科别", p.fact("department"), 60), (74, "门诊号", p.fact("outpatient_number"), 48)], 7.5, ink
    )
    columns = (("检查项目", "name", 14.0, 30.0), ("检查结果", "value", 48.0, 34.0), ("单位", "unit", 86.0, 10.0), ("正常值", "ref", 99.0, 22.0))  # fmt: skip
    heads(p, y + 1, columns, p.body.bold())
    y += 9
    for test in _STOOL:
        texts = drawn(p, test, marks)
        p.sheet.next()
        for _, key, left, room in columns:
            written_in = key == "value"
            if texts[key]:
                p.sheet.put(
                    (left + 2 * written_in, y - 0.6 * written_in), texts[key], ink if written_in else p.body, room - 3
                )
        p.sheet.rule((47, y + 4.6), (82, y + 4.6), 0.15)
        y += 8
    y = labels(p, y + 3, [(10, "送检医师", asked(p), 50), (66, "报告日期", p.fact("report_date"), 56)], 8, ink)
    benches(p, y, ((66, "检验者"),), rng.choice(("hand", "stamp")))
    oval(p, (38, y + 3), "化验室", 0.5)
    return p


_BOTH = (
    T("白细胞", "WBC", "×10⁹/L", 3.5, 9.5, 2), T("红细胞", "RBC", "×10¹²/L", 4.3, 5.8, 2, (3.8, 5.1)), T("血红蛋白", "Hb", "g/L", 130, 175, 0, (115, 150)), T("红细胞压积", "HCT", "%", 40, 50, 1, (35, 45)),
    T("血小板", "PLT", "×10⁹/L", 125, 350, 0), T("血清铁蛋白", "SF", "ng/mL", 30, 400, 1, (13, 150)), T("网织红细胞百分比", "RET%", "%", 0.5, 1.5, 2), T("血沉(ESR)", "", "mm/h", 0, 15, 0, (0, 20)),
)  # fmt: skip


def ranges_of_both_sexes(rng: Random) -> Paper:
    """Anaemia's tests on a fully ruled sheet: the ranges of men and of women in one cell, the result last but one."""
    p = start(rng, (185.0, 200.0), LAB, ("song", "kaiti", "zenhei"), 10)
    at_hospital(p, "第二人民医院", "人民医院", "=信江骨科医院")
    p.day, marks = p.dates.reported, rng.choice((Marks("H", "L", "*", "~"), Marks("↑", "↓", "*", "-")))
    p.sheet.line((12, 9), f"No.{numbered_in(p, 10**6, 10**7)}", p.body.at(9))
    p.sheet.line((12, 14), p.fact("hospital_name"), p.body.bold().at(15), 161, "c")
    p.sheet.line((12, 22), p.title(rng.choice(("血液检验报告", "贫血相关检验报告单"))), p.body.at(13), 161, "c")
    y = labels(p, 32, [(12, "姓 名: ", p.fact("patient_name"), 44), (60, "性 别: ", p.fact("sex"), 28), (92, "年 龄: ", p.fact("age"), 30), (126, "标本: ", "全血", 40)])  # fmt: skip
    y = labels(p, y, [(12, "住院号: ", p.fact("inpatient_number"), 46), (60, "病 房: ", p.fact("department"), 62), (126, "医师: ", asked(p), 46)])  # fmt: skip
    heading: list[Cell | str] = [Cell(t, align="c", type=p.body.bold()) for t in ("英文", "检验项目", "参考范围", "单位", "结果", "备注")]  # fmt: skip
    rows = [heading]
    for test in _BOTH:
        texts = drawn(p, test, marks, both=True)
        rows.append([texts["code"], texts["name"], texts["ref"], texts["unit"], Cell(texts["value"], align="r"), Cell(texts["mark"], align="c")])  # fmt: skip
    y = p.sheet.grid((12, y + 1), (18.0, 40.0, 52.0, 20.0, 18.0, 13.0), rows, p.body, 1.4)[-1][0].bottom + 4
    y = labels(p, y, [(12, "检验日期: ", written(p.dates.reported, p.style), 60), (92, "报告日期: ", p.fact("report_date"), 60)])  # fmt: skip
    benches(p, y, ((12, "检验人: "), (92, "审核人: ")), rng.choice(("printed", "hand")), rng.random() < 0.3)
    oval(p, (150, y + 2), "检验专用章")
    return p


LAYOUTS = (
    strip_of_a_machine,
    tuberculosis_room,
    urine_in_two_columns,
    hepatitis_five,
    stool_by_hand,
    ranges_of_both_sexes,
)
