# ruff: noqa: E501 - what is printed on one line stands on one line here
"""More of a ninth hand's laboratory reports: a firm's viral loads, markers, a tolerance test, antibodies, clotting."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import Flag, SealColor, SealKind, SealShape
from samples.truth import TrueLabItem
from tests.bench.held_out.fifth.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.ninth.rows import (
    LAB,
    Assay,
    Column,
    Habit,
    at_time,
    headed,
    into_row,
    reported,
    seen,
    set_row,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, bars, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases
from tests.bench.held_out.seventh.bloods import oval
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

A = Assay
_LOADS = (
    ("高精度乙型肝炎病毒脱氧核糖核酸定量检测", "HBV-DNA", "IU/mL", "<1.00E+01", (3, 8)), ("丙型肝炎病毒核糖核酸定量检测", "HCV-RNA", "IU/mL", "<1.50E+01", (3, 7)),
    ("EB病毒脱氧核糖核酸定量检测(血浆)", "EBV-DNA", "copies/mL", "<4.00E+02", (3, 6)), ("巨细胞病毒脱氧核糖核酸定量检测", "CMV-DNA", "copies/mL", "<4.00E+02", (3, 5)),
)  # fmt: skip


def _load(p: Paper, of: tuple[str, str, str, str, tuple[int, int]], mark: str) -> dict[str, str]:
    """A count of copies in exponent form, or none found, noted."""
    name, code, unit, least, powers = of
    found = p.rng.random() < 0.6
    value = f"{p.rng.uniform(1.02, 9.9):.2f}E+{p.rng.randrange(*powers):02d}" if found else least
    mark = mark if found else ""
    flag = Flag.HIGH if mark else None
    p.lab_items.append(TrueLabItem(name=name, value=value, unit=unit, reference=least, flag=flag))
    return {"name": name, "code": code, "value": value, "mark": mark, "unit": unit, "ref": least, "method": "PCR-荧光探针法"}  # fmt: skip


def firm_counts_copies(rng: Random) -> Paper:
    """A firm's sheet on viral loads in exponent form, long names in two lines, prose below, three who answer."""
    p = start(rng, A4, LAB, ("hei", "song"), 10)
    of_cases(p, "M06201", "M07803", "M00503")
    p.day, day, s = p.dates.reported, p.dates.reported, p.sheet.scale
    firm = rng.choice(("岷江博雅医学检验实验室", "江城众康医学检验所", "信州安泽医学检验中心"))
    tint = rng.choice(((20, 70, 140), (0, 110, 90), (150, 60, 20)))
    p.sheet.line((16, 12), firm, Type("hei-bold", 16, tint), 120)
    p.sheet.line((16, 20), p.title(rng.choice(("分子诊断检测报告", "检验报告单", "临床分子生物学检测报告单"))), p.body.at(13), 90)  # fmt: skip
    bars(p, Area(146, 11, 194, 19))
    p.sheet.line((146, 20), f"实验室编号:{numbered_in(p, 10**10, 10**11)}", p.body.at(8.5), 48, "c")
    p.sheet.draw.rectangle((16 * s, 27 * s, 194 * s, 28.2 * s), fill=tint)
    y = labels(p, 31, [(17, "受检者：", p.fact("patient_name"), 50), (70, "性别：", p.fact("sex"), 50), (130, "年龄：", p.fact("age"), 60)], 6)  # fmt: skip
    y = labels(p, y, [(17, "医院标识：", p.fact("hospital_name"), 110), (130, "科室：", p.fact("department"), 62)], 6)
    y = labels(p, y, [(17, "门诊/住院号：", p.fact("inpatient_number"), 52), (70, "医生：", asked(p), 50), (130, "床号：", rng.choice(("", "12", "加3")), 60)], 6)  # fmt: skip
    y = labels(p, y, [(17, "标本类型：", rng.choice(("血清", "EDTA血浆")), 52), (70, "标本情况：", "肉眼未见异常", 50), (130, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 64)], 6)  # fmt: skip
    y = labels(p, y, [(17, "采集时间：", written(day - timedelta(days=2), p.style), 52), (70, "接收时间：", f"{written(day - timedelta(days=1), p.style)} {clock(p)}", 58)], 6)  # fmt: skip
    columns = (
        Column("检测项目", "name", 17, 50), Column("检测方法", "method", 70, 28), Column("检测结果", "value", 101, 24, "r"), Column("", "mark", 127, 5),
        Column("单位", "unit", 135, 22), Column("参考区间", "ref", 160, 33),
    )  # fmt: skip
    p.sheet.draw.rectangle((16 * s, y * s, 194 * s, (y + 7) * s), fill=tuple(255 - (255 - c) // 7 for c in tint))
    headed(p, y + 1.6, columns, p.body.bold())
    y += 9.5
    mark = rng.choice(("↑", "H", ""))
    for of in rng.sample(_LOADS, rng.choice((1, 2, 3))):
        y = set_row(p, y, columns, _load(p, of, mark), 8)
    p.sheet.rule((16, y), (194, y), 0.3)
    p.sheet.line((17, y + 3), "备注：", p.body.bold())
    y = p.sheet.flow((17, y + 9), "1.E+后为以10为底的指数，如2.00E+03即2000；低于检测下限者以“<”表示，不能排除低水平感染。", p.body.at(9.5), 174)  # fmt: skip
    y = p.sheet.flow(
        (17, y),
        "2.本报告仅对送检标本负责，如对结果有疑义，请在收到报告后七日内与本实验室客服联系。",
        p.body.at(9.5),
        174,
    )
    y = max(y + 10, rng.choice((150.0, 210.0)))
    benches(p, y, ((17, "检验者："), (77, "审核者："), (137, "批准人：")), rng.choice(("printed", "hand")))
    p.sheet.line((17, y + 8), f"报告时间：{reported(p, 9, 20)}", p.body)
    p.sheet.rule((16, 277), (194, 277), 0.2)
    p.sheet.line((16, 279), f"{firm}  地址：高新技术产业园区{rng.randrange(2, 30)}栋  客服热线：400-{rng.randrange(100, 999)}-{rng.randrange(1000, 9999)}", p.body.at(8), 178, "c")  # fmt: skip
    if rng.random() < 0.8:
        p.stamp(SealDesign(SealShape.CIRCLE, SealKind.DEPARTMENT, firm, rng.choice(("检验报告专用章", "检测专用章")), SealColor.RED, 39, 39, turn=rng.uniform(-14, 14), ink=rng.uniform(0.5, 0.95), face="song"), (160, y + 16))  # fmt: skip
    return p


_MARKERS = (
    A("甲胎蛋白", "AFP", "ng/mL", None, 8.78, 2, method="普瑞"), A("癌胚抗原", "CEA", "ng/mL", None, 5.0, 2, method="普瑞"), A("糖类抗原125", "CA125", "U/mL", None, 35.0, 2, method="普瑞"), A("糖类抗原15-3", "CA15-3", "U/mL", None, 31.3, 2, method="普瑞"),
    A("糖类抗原19-9", "CA19-9", "U/mL", None, 37.0, 2, method="普瑞"), A("糖类抗原72-4", "CA72-4", "U/mL", None, 6.9, 2, method="康检"), A("糖类抗原242", "CA242", "IU/mL", None, 20.0, 2, method="康检"), A("铁蛋白", "Fer", "ng/mL", 21.8, 274.7, 1, (4.6, 204.0), method="普瑞"),
    A("神经元特异性烯醇化酶", "NSE", "ng/mL", None, 16.3, 2, method="康检"), A("非小细胞肺癌相关抗原21-1", "CYFRA21-1", "ng/mL", None, 3.3, 2, method="康检"), A("β2-微球蛋白", "β2-MG", "mg/L", 0.97, 2.64, 2, method="康检"), A("胃蛋白酶原Ⅰ", "PGⅠ", "ng/mL", 70, None, 1, method="康检"),
)  # fmt: skip
_PROSTATE = (
    A("总前列腺特异性抗原", "tPSA", "ng/mL", None, 4.0, 3, method="普瑞"), A("游离前列腺特异性抗原", "fPSA", "ng/mL", None, 0.93, 3, method="普瑞"), A("fPSA/tPSA比值", "F/T", "", 0.16, None, 2, method="计算"),
)  # fmt: skip


def markers_on_bands(rng: Random) -> Paper:
    """Tumour markers on sixteenmo: codes first, the reagents' maker last, every other row on a grey band."""
    p = start(rng, (184.0, 260.0), LAB, ("song", "zenhei", "ming"), 10)
    at_hospital(p, "人民医院", "=江汉仁和医院", "中医医院", "=省第五人民医院")
    p.day, s = p.dates.reported, p.sheet.scale
    habit = Habit(*rng.choice((("↑", "↓"), ("高", "低"))), dash=rng.choice(("--", "-")), upto=rng.choice(("<", "≤")), least=rng.choice((">", "≥")))  # fmt: skip
    p.sheet.line((14, 10), p.fact("hospital_name"), p.body.bold().at(16), 156, "c")
    p.sheet.line((14, 18), p.title(rng.choice(("肿瘤标志物检验报告单", "免疫室检验报告单", "化学发光检验报告"))), p.body.at(13), 156, "c")  # fmt: skip
    y = labels(p, 28, [(14, "病员号：", numbered_in(p, 10**7, 10**8), 42), (58, "姓名：", p.fact("patient_name"), 34), (94, "性别：", p.fact("sex"), 24), (120, "年龄：", p.fact("age"), 28), (150, "标本：", "血清", 24)])  # fmt: skip
    y = labels(p, y, [(14, "门诊号：", p.fact("outpatient_number"), 42), (58, "科别：", p.fact("department"), 60), (120, "样本编号：", f"M{rng.randrange(1, 300):03d}", 50)])  # fmt: skip
    y = labels(p, y, [(14, "送检医师：", asked(p), 42), (58, "采样时间：", at_time(p, 7, 10), 70)])
    columns = (
        Column("代号", "code", 15, 20), Column("检验项目", "name", 36, 46), Column("检测结果", "value", 82, 18, "r"), Column("提示", "mark", 104, 8),
        Column("参考范围", "ref", 115, 24), Column("单位", "unit", 141, 15), Column("试剂", "method", 159, 10),
    )  # fmt: skip
    p.sheet.rule((14, y), (170, y), 0.4)
    headed(p, y + 1.6, columns, p.body.bold())
    y += 7
    tests = (
        *_MARKERS[: rng.choice((5, 8))],
        *_MARKERS[8 : rng.choice((9, 12))],
        *(() if p.patient.female else _PROSTATE),
    )
    for n, test in enumerate(tests):
        if n % 2 == 0:
            p.sheet.draw.rectangle((14 * s, y * s, 170 * s, (y + 7.6) * s), fill=(236, 236, 234))
        y = set_row(p, y + 1.9, columns, seen(p, test, habit, 0.4), 7.6) - 1.9
    p.sheet.rule((14, y), (170, y), 0.4)
    p.sheet.line((14, y + 3), "提示：肿瘤标志物升高不等于患有肿瘤，请结合影像及病理综合判断。", p.body.at(9))
    y = labels(p, y + 11, [(14, "核收时间：", at_time(p, 10, 11), 66), (94, "审核时间：", reported(p, 14, 18), 70)])
    benches(
        p, y + 1, ((14, "检验者："), (94, "审核者：")), rng.choice(("printed", "hand", "stamp")), rng.random() < 0.3
    )
    oval(p, (136, y + 3), rng.choice(("检验科", "检验科专用章")), 0.6)
    return p


_TOLERANCE = (
    ("口服葡萄糖耐量试验(75g)", (A("葡萄糖(空腹)", "", "mmol/L", 3.9, 6.1, 2), A("葡萄糖(30分钟)", "", "mmol/L", 6.1, 9.4, 2), A("葡萄糖(60分钟)", "", "mmol/L", 6.7, 9.4, 2), A("葡萄糖(120分钟)", "", "mmol/L", None, 7.8, 2), A("葡萄糖(180分钟)", "", "mmol/L", 3.9, 6.1, 2))),
    ("胰岛素释放试验", (A("胰岛素(空腹)", "", "mU/L", 2.6, 24.9, 1), A("胰岛素(60分钟)", "", "mU/L", spread=(18, 120)), A("胰岛素(120分钟)", "", "mU/L", spread=(12, 110)), A("胰岛素(180分钟)", "", "mU/L", spread=(4, 60)))),
    ("C肽释放试验", (A("C肽(空腹)", "", "nmol/L", 0.37, 1.47, 2), A("C肽(60分钟)", "", "nmol/L", places=2, spread=(0.6, 3.9)), A("C肽(120分钟)", "", "nmol/L", places=2, spread=(0.6, 3.6)))),
    ("糖化血红蛋白", (A("HbA1c(NGSP)", "", "%", 4.0, 6.0, 1), A("HbA1c(IFCC)", "", "mmol/mol", 20, 42, 0), A("估算平均血糖", "", "mmol/L", places=1, spread=(4.8, 13)))),
    ("胰岛自身抗体", (A("谷氨酸脱羧酶抗体", "", "IU/mL", None, 10, 2), A("胰岛细胞抗体", "", "", words=("阴性", "阳性")), A("胰岛素自身抗体", "", "", words=("阴性", "弱阳性")))),
)  # fmt: skip


def tolerance_in_groups(rng: Random) -> Paper:
    """Sugar, insulin and C-peptide after a drink of glucose: groups span the ruled table, some without any range."""
    p = start(rng, A4, LAB, ("song", "kaiti", "hei"), 10)
    at_hospital(p, "人民医院", "第二人民医院", "中西医结合医院", "=云岭矿务局职工总医院")
    of_cases(p, "M01600")
    p.day, habit = p.dates.reported, Habit("高", "低", rng.choice(("", "异常")), rng.choice(("～", "-")))
    p.sheet.line((15, 12), p.fact("hospital_name"), p.body.bold().at(17), 180, "c")
    p.sheet.line((15, 20.5), p.title(rng.choice(("糖代谢检验报告单", "糖尿病专项检验报告", "生化免疫检验报告单"))), p.body.at(13), 180, "c")  # fmt: skip
    p.sheet.line((15, 28), f"检验编号 {p.dates.reported:%y%m%d}-{rng.randrange(1, 400):03d}", p.body.at(9), 180, "r")
    table: list[list[Cell | str]] = [
        [Cell("姓　名", align="c"), p.fact("patient_name"), Cell("性　别", align="c"), p.fact("sex"), Cell("年　龄", align="c"), p.fact("age")],
        [Cell("住院号", align="c"), p.fact("inpatient_number"), Cell("科　室", align="c"), p.fact("department"), Cell("床　号", align="c"), f"{rng.randrange(1, 60)}"],
        [Cell("诊　断", align="c"), Cell(p.diagnose(p.case.diagnoses[:1])[0], 3), Cell("医　生", align="c"), asked(p)],
    ]  # fmt: skip
    y = p.sheet.grid((15, 33), (20.0, 44.0, 20.0, 44.0, 20.0, 32.0), table, p.body, 1.2)[-1][0].bottom + 4
    rows: list[list[Cell | str]] = [[Cell(t, align="c", type=p.body.bold()) for t in ("检验项目", "测定值", "单位", "参考值", "结果提示")]]  # fmt: skip
    for group, tests in (*_TOLERANCE[: rng.choice((2, 3))], *_TOLERANCE[3 : rng.choice((4, 5))]):
        rows.append([Cell(group, 5, p.body.bold())])
        for test in tests:
            t = seen(p, test, habit, 0.45)
            rows.append([Cell(f"　{t['name']}"), Cell(t["value"], align="c"), Cell(t["unit"], align="c"), Cell(t["ref"], align="c"), Cell(t["mark"], align="c")])  # fmt: skip
    y = p.sheet.grid((15, y), (66.0, 30.0, 30.0, 34.0, 20.0), rows, p.body, 1.15)[-1][0].bottom
    y = labels(p, y + 4, [(15, "首次采血：", at_time(p, 7, 8), 62), (80, "末次采血：", at_time(p, 10, 11), 62), (145, "标本：", "血清/全血", 50)])  # fmt: skip
    y = labels(p, y, [(15, "报告时间：", reported(p, 14, 18), 80)])
    benches(p, y, ((80, "检验者："), (145, "报告者：")), rng.choice(("hand", "printed", "stamp")))
    p.sheet.line((15, y + 9), "注：未列参考值的项目请结合释放曲线判断。本结果只对本次标本负责。", p.body.at(9))
    oval(p, (150, y + 3), "检验科", 0.5)
    return p


_EXTRACT = ("nRNP", "Sm", "SS-A(天然)", "Ro-52", "SS-B", "Scl-70", "PM-Scl", "Jo-1", "着丝点蛋白B", "PCNA", "双链DNA", "核小体", "组蛋白", "核糖体P蛋白", "AMA-M2")  # fmt: skip


def antibodies_in_two_columns(rng: Random) -> Paper:
    """Antibodies to nuclear antigens side by side below titre and pattern: answers with plus signs, a star where odd."""
    p = start(rng, (210.0, 148.5), LAB, ("song", "hei", "ming"), 9.5)
    at_hospital(p, "人民医院", "=川东医学院附属第三医院", "第二人民医院")
    of_cases(p, "M07101", "M06900")
    p.day, habit = p.dates.reported, Habit("↑", "↓", "*")
    code_square(p, Area(182, 5, 198, 21))
    p.sheet.line((12, 7), p.fact("hospital_name"), p.body.bold().at(15), 160)
    p.sheet.line((12, 14.5), p.title(rng.choice(("自身抗体谱检测报告", "风湿免疫实验室检验报告单", "抗核抗体谱(15项)报告单"))), p.body.at(12), 160)  # fmt: skip
    y = labels(p, 23, [(12, "姓名:", p.fact("patient_name"), 34), (48, "性别:", p.fact("sex"), 20), (70, "年龄:", p.fact("age"), 26), (98, "科室:", p.fact("department"), 46), (146, "住院号:", p.fact("inpatient_number"), 52)], 5.4)  # fmt: skip
    y = labels(p, y, [(12, "标本:", "血清", 34), (48, "申请医生:", asked(p), 46), (98, "诊断:", p.diagnose(p.case.diagnoses[:1])[0], 46), (146, "采样:", at_time(p, 7, 9), 54)], 5.6)  # fmt: skip
    sides = [
        (Column("检测项目", "name", x, 36), Column("结果", "value", x + 38, 24), Column("", "mark", x + 63, 4), Column("参考区间", "ref", x + 69, 20))
        for x in (12.0, 109.0)
    ]  # fmt: skip
    p.sheet.rule((12, y), (198, y), 0.4)
    headed(p, y + 1.4, (*sides[0], *sides[1]), p.body.bold())
    p.sheet.rule((12, y + 6.4), (198, y + 6.4), 0.15)
    y += 8
    titre = seen(p, A("抗核抗体(ANA)滴度", words=("<1:100", "1:100", "1:320", "1:1000")), habit, 0.6)
    pattern = rng.choice(("均质型", "颗粒型", "着丝点型", "核仁型")) if titre["mark"] else "阴性"
    tests = [
        A("ANA荧光核型", words=(pattern,), said=""),
        *(
            A(f"抗{name}抗体", words=("阴性(-)", "弱阳性(±)", "阳性(+)", "阳性(++)", "强阳性(+++)"))
            for name in _EXTRACT
        ),
        A("抗角蛋白抗体(AKA)", words=("阴性(-)", "阳性(+)")),
    ]
    results = [titre, *(seen(p, test, habit, 0.25) for test in tests)]
    half = len(results) // 2
    for n in range(half):
        p.sheet.next()
        for k in (0, 1):
            into_row(p, y, sides[k], results[n + k * half])
        y += 7
    p.sheet.rule((12, y), (198, y), 0.4)
    p.sheet.line(
        (12, y + 1.6), "方法：间接免疫荧光法、线性免疫印迹法    “*”表示结果异常    本报告仅对该标本负责", p.body.at(8.5)
    )
    y += 7.5
    labels(p, y, [(130, "报告时间:", reported(p, 14, 18), 66)])
    benches(p, y, ((12, "检验者:"), (66, "审核者:")), rng.choice(("printed", "hand")))
    oval(p, (170, y + 2), rng.choice(("检验科", "风湿免疫实验室")), 0.5)
    return p


_CLOTTING = (
    A("凝血酶原时间", "PT", "s", 9.4, 12.5, 1), A("凝血酶原活动度", "PT%", "%", 70, 130, 0), A("国际标准化比值", "PT-INR", "", 0.8, 1.2, 2), A("部分凝血活酶时间", "APTT", "s", 25.1, 36.5, 1), A("纤维蛋白原", "Fbg", "g/L", 2.0, 4.0, 2),
    A("凝血酶时间", "TT", "s", 10.3, 16.6, 1), A("D-二聚体", "D-Dimer", "ng/mL", 0, 243, 0), A("纤维蛋白降解产物", "FDP", "μg/mL", 0, 5.0, 1), A("抗凝血酶Ⅲ活性", "AT-Ⅲ", "%", 80, 120, 0),
)  # fmt: skip


def clotting_urgent(rng: Random) -> Paper:
    """Urgent clotting across half a sheet: letters straight behind the values, the unit first, no rules but two."""
    p = start(rng, A5_WIDE, LAB, ("microhei", "zenhei", "hei"), 10.5)
    at_hospital(p, "中心医院", "人民医院", "=信江骨科医院", "妇幼保健院")
    p.day, habit = p.dates.reported, Habit(*rng.choice((("H", "L"), ("↑", "↓"), ("(H)", "(L)"))), dash=rng.choice(("-", "--", " ～ ")))  # fmt: skip
    p.sheet.line((12, 8), p.fact("hospital_name"), p.body.bold().at(15), 120)
    p.sheet.line((132, 8.6), p.title(rng.choice(("凝血检验报告单", "急诊凝血功能报告", "出凝血检验结果单"))), p.body.at(13), 66, "r")  # fmt: skip
    y = labels(p, 18, [(14, "条码 ", numbered_in(p, 10**9, 10**10), 44), (60, "病人类别 ", rng.choice(("住院", "急诊")), 34), (98, "标本 ", "枸橼酸钠抗凝血浆", 50), (152, "床号 ", f"{rng.randrange(1, 50)}", 40)])  # fmt: skip
    y = labels(p, y, [(14, "姓名 ", p.fact("patient_name"), 44), (60, "性别 ", p.fact("sex"), 34), (98, "年龄 ", p.fact("age"), 50), (152, "住院号 ", p.fact("inpatient_number"), 46)])  # fmt: skip
    y = labels(p, y, [(14, "科室 ", p.fact("department"), 80), (98, "医师 ", asked(p), 50), (152, "备注 ", rng.choice(("", "术前检查")), 44)])  # fmt: skip
    p.sheet.rule((12, y), (198, y), 0.35)
    columns = (
        Column("NO", "no", 14, 8), Column("项目", "name", 24, 58), Column("单位", "unit", 86, 20), Column("检测值", "value mark", 110, 32),
        Column("参考区间", "ref", 146, 48),
    )  # fmt: skip
    headed(p, y + 1.6, columns, p.body.bold())
    y += 8.6
    for test in _CLOTTING[: rng.choice((6, 8, 9))]:
        y = set_row(p, y, columns, seen(p, test, habit, 0.4, f"{test.name} [{test.code}]"), 6.3)
    y = max(y, 104.0)
    p.sheet.rule((12, y), (198, y), 0.35)
    y = labels(p, y + 2, [(14, "采集 ", at_time(p, 6, 8), 58), (76, "核收 ", at_time(p, 8, 9), 58), (138, "发布 ", reported(p, 9, 12), 60)])  # fmt: skip
    benches(p, y, ((14, "检验 "), (76, "审核 ")), rng.choice(("hand", "printed", "stamp")))
    p.sheet.line((138, y), f"打印 {at_time(p, 12, 18)}", p.body.at(9))
    p.sheet.line((14, y + 9), "※ 结果仅反映采血时状态，与临床不符时请及时联系复查。", p.body.at(9))
    oval(p, (170, y + 2), "急诊检验", 0.35)
    return p


LAYOUTS = (
    firm_counts_copies,
    markers_on_bands,
    tolerance_in_groups,
    antibodies_in_two_columns,
    clotting_urgent,
)
