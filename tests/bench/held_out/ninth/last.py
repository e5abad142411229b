# ruff: noqa: E501 - what is printed on one line stands on one line here
"""The last of a ninth hand's laboratory reports: drug levels, hormones, a dot printer's salts, urine in two tables."""

from __future__ import annotations

from datetime import timedelta
from random import Random

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
from tests.bench.held_out.parts import A4, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, bars_and_number, dashes, of_cases
from tests.bench.held_out.seventh.bloods import oval
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type

A = Assay
_LEVELS = (
    (A("他克莫司(谷浓度C0)", "FK506", "ng/mL", 5.0, 15.0, 1), ">20.0"), (A("环孢素A(谷浓度C0)", "CsA", "ng/mL", 100, 200, 1), ">400"), (A("环孢素A(峰浓度C2)", "CsA", "ng/mL", 600, 1000, 0), ""), (A("霉酚酸", "MPA", "mg/L", 1.0, 3.5, 2), ""),
    (A("西罗莫司", "SRL", "ng/mL", 4.0, 12.0, 1), ">15.0"), (A("地高辛", "DGX", "ng/mL", 0.8, 2.0, 2), ">2.4"), (A("万古霉素(谷浓度)", "VANC", "mg/L", 10, 20, 2), ">25"), (A("茶碱", "THEO", "μg/mL", 10, 20, 1), ">20"), (A("苯妥英", "PHT", "μg/mL", 10, 20, 1), ">30"),
)  # fmt: skip


def levels_beside_toxic_ones(rng: Random) -> Paper:
    """Drug levels in a frame: the unit beside the value, ranges wanted and toxic in two columns, no marks."""
    p = start(rng, (184.0, 132.0), LAB, ("song", "hei", "kaiti"), 10)
    at_hospital(p, "人民医院", "=川东医学院附属第三医院", "=省第五人民医院")
    of_cases(p, "M07803", "M07101", "M05300", "M04600")
    p.day, habit = p.dates.reported, Habit("", "", dash=rng.choice(("-", "～", "~")))
    p.sheet.frame(Area(9, 7, 175, 124), 0.5)
    p.sheet.line((12, 10), p.fact("hospital_name"), p.body.bold().at(14), 160, "c")
    p.sheet.line((12, 16.5), p.title(rng.choice(("治疗药物监测报告单", "血药浓度检测报告", "临床药学室血药浓度报告单"))), p.body.at(12), 160, "c")  # fmt: skip
    p.sheet.rule((9, 23), (175, 23), 0.2)
    y = labels(p, 25, [(12, "姓名：", p.fact("patient_name"), 38), (52, "性别：", p.fact("sex"), 24), (78, "年龄：", p.fact("age"), 30), (112, "证件号：", p.fact("id_number"), 62)], 5.8)  # fmt: skip
    y = labels(p, y, [(12, "科室：", p.fact("department"), 62), (78, "医生：", asked(p), 32), (112, "住院号：", p.fact("inpatient_number"), 60)], 5.8)  # fmt: skip
    y = labels(p, y, [(12, "末次给药：", at_time(p, 5, 6), 62), (78, "采样：", at_time(p, 7, 9), 58), (140, "标本：", rng.choice(("全血", "血清")), 34)], 5.8)  # fmt: skip
    p.sheet.rule((9, y), (175, y), 0.2)
    columns = (Column("监测药物", "name", 12, 50), Column("简称", "code", 64, 16), Column("测定浓度", "value", 82, 16, "r"), Column("", "unit", 99.5, 16), Column("有效浓度范围", "ref", 120, 26), Column("中毒浓度", "toxic", 150, 22))  # fmt: skip
    headed(p, y + 1.6, columns, p.body.bold())
    p.sheet.rule((9, y + 7), (175, y + 7), 0.2)
    y += 9
    for drug, toxic in rng.sample(_LEVELS, rng.choice((1, 2, 3, 4))):
        y = set_row(p, y, columns, seen(p, drug, habit) | {"toxic": toxic}, 6.8)
    y = max(y, 82.0)
    p.sheet.rule((9, y), (175, y), 0.2)
    p.sheet.line((12, y + 1.6), "测定方法：" + rng.choice(("化学发光微粒子免疫分析法", "液相色谱-串联质谱法", "酶放大免疫法")), p.body.at(9))  # fmt: skip
    p.sheet.line(
        (12, y + 6.8), "说明：有效浓度范围仅供参考，请结合移植时间、合并用药及临床表现调整剂量。", p.body.at(9)
    )
    y = labels(p, y + 14, [(12, "收到：", at_time(p, 9, 10), 62), (78, "报告：", reported(p, 14, 18), 62)], 6)
    benches(p, y, ((12, "测定者："), (78, "审核药师：")), rng.choice(("hand", "printed", "stamp")))
    oval(p, (150, y), rng.choice(("药学部", "检验科")), 0.5)
    return p


_WOMEN = (
    A("促卵泡生成素", "FSH", "mIU/mL", places=2, spread=(2, 60), said="卵泡期:3.03-8.08\n排卵期:2.55-16.69\n黄体期:1.38-5.47\n绝经期:26.72-133.41"),
    A("促黄体生成素", "LH", "mIU/mL", places=2, spread=(1, 40), said="卵泡期:1.80-11.78\n排卵期:7.59-89.08\n黄体期:0.56-14.00\n绝经期:5.16-61.99"),
    A("雌二醇", "E2", "pg/mL", places=0, spread=(20, 300), said="卵泡期:21-251\n排卵期:38-649\n黄体期:21-312\n绝经期:<28"),
    A("孕酮", "PROG", "ng/mL", places=2, spread=(0.1, 14), said="卵泡期:<0.3\n黄体期:1.2-15.9\n绝经期:<0.2"),
    A("泌乳素", "PRL", "ng/mL", 5.18, 26.53, 2), A("睾酮", "TESTO", "ng/dL", 13.84, 53.35, 2), A("抗缪勒氏管激素", "AMH", "ng/mL", 0.24, 11.78, 2), A("β-人绒毛膜促性腺激素", "β-HCG", "mIU/mL", None, 5.0, 2),
)  # fmt: skip
_MEN = (
    A("促卵泡生成素", "FSH", "mIU/mL", 0.95, 11.95, 2), A("促黄体生成素", "LH", "mIU/mL", 0.57, 12.07, 2), A("雌二醇", "E2", "pg/mL", 11, 44, 0), A("孕酮", "PROG", "ng/mL", None, 0.2, 2),
    A("泌乳素", "PRL", "ng/mL", 3.46, 19.40, 2), A("睾酮", "TESTO", "ng/dL", 142.39, 923.14, 2), A("性激素结合球蛋白", "SHBG", "nmol/L", 13.3, 89.5, 1),
)  # fmt: skip


def hormones_by_phase(rng: Random) -> Paper:
    """Sexual hormones: ranges of several lines by phase beside one result, the patient in a column of labels."""
    p = start(rng, A4, LAB, ("microhei", "song", "zenhei"), 10)
    at_hospital(p, "妇幼保健院", "人民医院", "=江汉仁和医院")
    p.day, habit = p.dates.reported, Habit(*rng.choice((("↑", "↓"), ("H", "L"))))
    p.sheet.line(
        (18, 13),
        p.title(rng.choice(("性激素检验报告单", "生殖内分泌检验报告", "激素测定报告单"))),
        p.body.bold().at(18),
        120,
    )
    p.sheet.line((18, 22), p.fact("hospital_name"), p.body.at(12), 120)
    code_square(p, Area(170, 10, 192, 32))
    p.sheet.rule((18, 34), (192, 34), 0.8)
    who = (
        ("姓　　名", p.fact("patient_name"), "样本编号", numbered_in(p, 10**8, 10**9)), ("性　　别", p.fact("sex"), "样本类型", "血清"),
        ("出生日期", p.fact("birth_date"), "采样时间", at_time(p, 7, 10)), ("年　　龄", p.fact("age"), "接收时间", at_time(p, 10, 11)),
        ("门 诊 号", p.fact("outpatient_number"), "申请科室", p.fact("department")), ("联系电话", p.fact("phone"), "申请医生", asked(p)),
    )  # fmt: skip
    y = 37.0
    for left, value, right, other in who:
        y = labels(p, y, [(20, left + "  ", value, 80), (112, right + "  ", other, 80)], 5.8)
    if p.patient.female and rng.random() < 0.5:
        y = labels(p, y, [(20, "末次月经  ", written(p.dates.reported - timedelta(days=rng.randrange(2, 30)), p.style), 80)], 5.8)  # fmt: skip
    columns = (
        Column("项目名称", "name", 20, 46), Column("英文", "code", 68, 18), Column("结果", "value", 88, 18, "r"), Column("", "mark", 108, 6),
        Column("单位", "unit", 118, 20), Column("参考范围", "ref", 144, 48),
    )  # fmt: skip
    p.sheet.rule((18, y + 1), (192, y + 1), 0.3)
    headed(p, y + 3, columns, p.body.bold())
    p.sheet.rule((18, y + 8.4), (192, y + 8.4), 0.3)
    y += 10.6
    tests = _WOMEN if p.patient.female else _MEN
    for test in tests[: rng.choice((6, 7, 8))]:
        y = set_row(p, y, columns, seen(p, test, habit), 7)
        dashes(p, (18, y - 1.4), (192, y - 1.4))
    p.sheet.line((20, y + 1), "检测方法：化学发光微粒子免疫检测法    本报告仅对本次检测样本负责", p.body.at(9))
    y = labels(p, y + 11, [(20, "报告时间  ", reported(p, 14, 18), 80)])
    benches(p, y, ((20, "检验者  "), (112, "审核者  ")), rng.choice(("printed", "hand", "stamp")), rng.random() < 0.3)
    oval(p, (160, y - 2), rng.choice(("检验科", "生殖中心")), 0.5)
    return p


_SALTS = (
    A("钾", "K", "mmol/L", 3.5, 5.3, 2), A("钠", "Na", "mmol/L", 137, 147, 1), A("氯", "Cl", "mmol/L", 99, 110, 1), A("钙", "Ca", "mmol/L", 2.11, 2.52, 2), A("磷", "P", "mmol/L", 0.85, 1.51, 2), A("镁", "Mg", "mmol/L", 0.75, 1.02, 2),
    A("二氧化碳", "CO2", "mmol/L", 23, 29, 1), A("尿素氮", "BUN", "mmol/L", 2.9, 8.2, 2), A("肌酐", "CREA", "umol/L", 59, 104, 0, (45, 84)), A("尿酸", "UA", "umol/L", 208, 428, 0, (155, 357)), A("胱抑素C", "CysC", "mg/L", 0.51, 1.09, 2),
    A("血清铁", "Fe", "umol/L", 10.6, 36.7, 1, (7.8, 32.2)), A("总铁结合力", "TIBC", "umol/L", 50, 77, 1), A("铁蛋白", "SF", "ng/ml", 30, 400, 1, (13, 150)), A("甲状旁腺素", "PTH", "pg/ml", 15, 65, 1), A("25羟维生素D", "25OHD", "ng/ml", 30, 100, 1),
)  # fmt: skip


def salts_of_a_dot_printer(rng: Random) -> Paper:
    """Continuous paper of a dot printer: two columns, marks between name and result, units within the range's column."""
    p = start(rng, (241.0, 139.7), LAB, ("sungti", "ming"), 11)
    at_hospital(p, "中医院", "=青石镇中心卫生院", "第二人民医院", "=铁路局中心医院")
    of_cases(p, "M07803", "M03900", "M01600")
    p.day, habit, s = (
        p.dates.reported,
        Habit(*rng.choice((("↑", "↓"), ("H", "L"))), dash=rng.choice(("--", "-", "～"))),
        p.sheet.scale,
    )
    p.body = Type(p.body.face, 10.5, (66, 62, 84))
    for x in (5.0, 236.0):
        for k in range(11):
            y = 6.35 + 12.7 * k
            p.sheet.draw.ellipse(((x - 2) * s, (y - 2) * s, (x + 2) * s, (y + 2) * s), outline=(168, 168, 168), width=2)
    p.sheet.line((16, 8), f"{p.fact('hospital_name')}{p.title(rng.choice(('生化检验报告单', '检验报告单', '检验结果报告')))}", p.body.at(15), 208, "c")  # fmt: skip
    y = labels(p, 19, [(18, "姓名:", p.fact("patient_name"), 40), (60, "性别:", p.fact("sex"), 24), (86, "年龄:", p.fact("age"), 32), (120, "住院号:", p.fact("inpatient_number"), 52), (174, "标本号:", f"{rng.randrange(1, 260)}", 48)], 6)  # fmt: skip
    y = labels(p, y, [(18, "科别:", p.fact("department"), 66), (86, "床号:", f"{rng.randrange(1, 50)}", 32), (120, "医生:", asked(p), 50), (174, "标本:", "血清", 48)], 6)  # fmt: skip
    y = labels(p, y, [(18, "诊断:", p.diagnose(p.case.diagnoses[:1])[0], 100), (120, "采集:", at_time(p, 6, 8), 80)], 6)
    sides = [
        (Column("项目", "name", x, 38), Column("", "mark", x + 39, 6), Column("结果", "value", x + 46, 16), Column("参考值", "ref unit", x + 63, 41))
        for x in (17.0, 126.0)
    ]  # fmt: skip
    dashes(p, (16, y), (225, y))
    headed(p, y + 1.6, (*sides[0], *sides[1]), p.body)
    dashes(p, (16, y + 7), (225, y + 7))
    y += 8.6
    results = [seen(p, test, habit, shown=f"{test.name}({test.code})") for test in _SALTS]
    half = len(results) // 2
    for n in range(half):
        p.sheet.next()
        for k in (0, 1):
            into_row(p, y, sides[k], results[n + half * k])
        y += 6.4
    dashes(p, (16, y), (225, y))
    y = labels(p, y + 1.8, [(18, "报告日期:", reported(p, 9, 17), 76), (174, "第1页", "", 40)], 6.4)
    benches(p, y, ((18, "检验者:"), (86, "审核者:")), rng.choice(("printed", "hand", "stamp")))
    p.sheet.line((18, y + 8), "本报告只对本标本负责，谢绝涂改。", p.body.at(9.5))
    oval(p, (190, y), "检验科", 0.6)
    return p


_STRIP = (
    A("尿蛋白", "PRO", words=("阴性", "+-", "1+", "2+", "3+")), A("尿葡萄糖", "GLU", words=("阴性", "+-", "2+", "4+")), A("尿酮体", "KET", words=("阴性", "+-", "1+")), A("尿胆红素", "BIL", words=("阴性", "1+")), A("尿胆原", "UBG", words=("正常", "1+")), A("亚硝酸盐", "NIT", words=("阴性", "阳性")),
    A("尿隐血", "BLD", words=("阴性", "+-", "1+", "3+")), A("白细胞酯酶", "LEU", words=("阴性", "1+", "3+")), A("酸碱度", "pH", "", 5.0, 8.0, 1), A("比重", "SG", "", 1.005, 1.030, 3), A("颜色", "COL", words=("淡黄色", "黄色", "红色"), said="淡黄色"), A("透明度", "TUR", words=("清", "微浑", "浑浊"), said="清"),
)  # fmt: skip
_SEDIMENT = (
    A("红细胞", "RBC", "/μL", 0, 17, 1), A("白细胞", "WBC", "/μL", 0, 28, 1), A("上皮细胞", "EC", "/μL", 0, 28, 1), A("管型", "CAST", "/μL", 0, 2.0, 2), A("细菌", "BACT", "/μL", 0, 130, 0), A("结晶", "XTAL", "/μL", 0, 10, 1),
    A("类酵母菌", "YLC", "/μL", 0, 1, 1), A("电导率", "COND", "mS/cm", 5, 38, 1), A("红细胞(高倍视野)", "RBC-M", "/HPF", 0, 3, 0), A("白细胞(高倍视野)", "WBC-M", "/HPF", 0, 5, 0),
)  # fmt: skip


def urine_in_two_tables(rng: Random) -> Paper:
    """Urine on a larger sheet: the strip's answers above what was counted, each table with headings of its own order."""
    p = start(rng, (190.0, 265.0), LAB, ("hei", "song", "sungti"), 10)
    at_hospital(p, "人民医院", "中西医结合医院", "第三人民医院", "=嘉陵江油田医院")
    p.day, odd = p.dates.reported, rng.choice(("", "↑", "*"))
    habit = Habit("↑", "↓", odd, rng.choice(("-", "～")))
    p.sheet.line((14, 9), p.fact("hospital_name"), p.body.bold().at(16), 162, "c")
    p.sheet.line((14, 17), p.title(rng.choice(("尿液检验报告单", "尿常规检验报告", "尿液分析及有形成分报告单"))), p.body.at(13), 162, "c")  # fmt: skip
    bars_and_number(p, 24)
    y = labels(p, 37, [(16, "患者姓名：", p.fact("patient_name"), 50), (68, "患者性别：", p.fact("sex"), 44), (120, "患者年龄：", p.fact("age"), 50)], 5.8)  # fmt: skip
    y = labels(p, y, [(16, "就诊科室：", p.fact("department"), 50), (68, "门诊号码：", p.fact("outpatient_number"), 50), (120, "标本类型：", rng.choice(("随机尿", "晨尿")), 50)], 5.8)  # fmt: skip
    y = labels(
        p, y, [(16, "申请医师：", asked(p), 50), (68, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 104)], 5.8
    )
    above = (Column("缩写", "code", 18, 18), Column("干化学项目", "name", 40, 44), Column("参考值", "ref", 90, 30), Column("检测结果", "value", 124, 24), Column("", "mark", 150, 8))  # fmt: skip
    below = (Column("缩写", "code", 18, 18), Column("有形成分项目", "name", 40, 44), Column("检测结果", "value", 84, 18, "r"), Column("", "mark", 105, 8), Column("单位", "unit", 116, 20), Column("参考值", "ref", 140, 30))  # fmt: skip
    for columns, tests in ((above, _STRIP), (below, _SEDIMENT[: rng.choice((7, 8, 10))])):
        p.sheet.rule((14, y), (176, y), 0.35)
        headed(p, y + 1.6, columns, p.body.bold())
        p.sheet.rule((14, y + 7), (176, y + 7), 0.15)
        y += 8.8
        for test in tests:
            y = set_row(p, y, columns, seen(p, test, habit), 6)
        y += 2
    p.sheet.rule((14, y), (176, y), 0.35)
    y = labels(p, y + 2, [(16, "留取时间：", at_time(p, 7, 9), 62), (94, "接收时间：", at_time(p, 9, 10), 62)], 6)
    y = labels(p, y, [(16, "审核时间：", reported(p, 10, 12), 70)], 6)
    benches(p, y, ((16, "检验者："), (94, "审核者：")), rng.choice(("printed", "hand", "scrawl")))
    p.sheet.line((16, y + 9), "声明：检验结果仅对本次送检标本负责，复查请重新留取中段尿。", p.body.at(9))
    oval(p, (146, y + 2), "检验科", 0.5)
    return p


LAYOUTS = (levels_beside_toxic_ones, hormones_by_phase, salts_of_a_dot_printer, urine_in_two_tables)
