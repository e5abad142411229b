# ruff: noqa: E501 - what is printed on one line stands on one line here
"""More laboratory reports: tumour markers, a firm's antibodies, groups on one sheet, thyroid, drug levels, a screen."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import SealColor, SealKind, SealShape
from tests.bench.held_out.fifth.rows import asked, benches, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.seals import SealDesign
from tests.bench.held_out.second.assays import GROUPS, Marks
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases
from tests.bench.held_out.seventh.bloods import LAB, Column, T, drawn, heads, oval, row
from tests.bench.held_out.sheet import Area

_MARKERS = (
    T("甲胎蛋白", "AFP", "ng/mL", None, 7.0, 2), T("癌胚抗原", "CEA", "ng/mL", None, 4.7, 2), T("糖类抗原CA19-9", "CA199", "U/mL", None, 27, 2), T("糖类抗原CA125", "CA125", "U/mL", None, 35, 1),
    T("细胞角蛋白19片段", "CYFRA21-1", "ng/mL", None, 3.3, 2), T("神经元特异性烯醇化酶", "NSE", "ng/mL", None, 16.3, 2), T("鳞状上皮细胞癌抗原", "SCC", "ng/mL", None, 2.7, 2), T("胃泌素释放肽前体", "ProGRP", "pg/mL", None, 68.3, 1),
)  # fmt: skip


def markers_bilingual(rng: Random) -> Paper:
    """Tumour markers of a large hospital: headings in two languages, lines only at the head and the foot."""
    p = start(rng, A4, LAB, ("hei", "microhei"), 10)
    at_hospital(p, "=川东医学院附属第三医院", "=省第五人民医院", "人民医院")
    p.day, marks = p.dates.reported, Marks("H", "L", "A", "-")
    bars(p, Area(154, 10, 196, 18))
    p.sheet.line((15, 11), p.fact("hospital_name"), p.body.bold().at(15), 130)
    p.sheet.line((15, 19), p.title("检验报告单"), p.body.at(13), 60)
    p.sheet.line((50, 19.8), "Laboratory Report", p.body.at(10))
    y = labels(
        p,
        31,
        [
            (15, "姓名Name：", p.fact("patient_name"), 60),
            (78, "性别Sex：", p.fact("sex"), 40),
            (128, "年龄Age：", p.fact("age"), 40),
        ],
    )
    y = labels(
        p,
        y,
        [
            (15, "病历号ID：", p.fact("inpatient_number"), 60),
            (78, "科室Dept：", p.fact("department"), 50),
            (128, "标本Spec：", "血清", 40),
        ],
    )
    y = labels(p, y, [(15, "医生Dr.：", asked(p), 60), (78, "检验项目组：", "肿瘤标志物", 60)])
    p.sheet.rule((15, y + 1), (196, y + 1), 0.6)
    columns: tuple[Column, ...] = (
        ("项目 Test", "name", 16.0, 52.0),
        ("缩写", "code", 70.0, 22.0),
        ("结果 Result", "value", 96.0, 22.0),
        ("标志", "mark", 121.0, 10.0),
        ("单位 Unit", "unit", 134.0, 22.0),
        ("参考区间 Ref. Interval", "ref", 158.0, 38.0),
    )
    heads(p, y + 3, columns, p.body.bold())
    y += 11
    for test in rng.sample(_MARKERS, rng.choice((6, 8))):
        y = row(p, y, columns, drawn(p, test, marks), 8)
    p.sheet.rule((15, y + 1), (196, y + 1), 0.6)
    y = p.sheet.flow(
        (15, y + 4),
        "方法学：电化学发光法。不同厂家试剂结果之间不可直接比较，动态监测请使用同一检测系统。",
        p.body.at(9),
        178,
    )
    benches(p, y + 6, ((15, "检验Tested by："), (90, "审核Verified by：")), rng.choice(("printed", "hand")))
    p.sheet.line(
        (15, y + 15),
        f"接收 {written(p.dates.reported, p.style)} {clock(p, 7, 9)}    发布 {p.fact('report_date')} {clock(p, 10, 18)}",
        p.body,
    )
    oval(p, (168, y + 10), "检验医学中心", 0.6)
    return p


_NUCLEAR = (
    T("抗核抗体谱-主要核型滴度", "", usual="<1:80", unusual=("1:80", "1:160", "1:640"), method="IIF"), T("抗双链DNA抗体(Anti-dsDNA)IgG", "", "IU/ml", None, 30, 2, method="CLIA"),
    T("抗核小体抗体(AnuA)", "", "RU/ml", None, 20, 2, method="ELISA"), T("抗Sm抗体", "", usual="阴性", unusual=("弱阳性", "阳性"), method="免疫印迹"), T("抗SSA/Ro60抗体", "", usual="阴性", unusual=("阳性",), method="免疫印迹"),
    T("抗SSB/La抗体", "", usual="阴性", unusual=("弱阳性",), method="免疫印迹"), T("抗核糖体P蛋白抗体", "", usual="阴性", unusual=("阳性",), method="免疫印迹"), T("抗心磷脂抗体IgG", "", "GPLU/ml", None, 12, 1, method="ELISA"),
    T("抗环瓜氨酸肽抗体(抗CCP抗体)定量", "", "RU/ml", None, 5, 1, method="CLIA"),
)  # fmt: skip


def firm_on_antibodies(rng: Random) -> Paper:
    """A firm that tests for hospitals: method before the answer, long names in two lines, its seal over its name."""
    p = start(rng, A4, LAB, ("microhei", "hei"), 9.5)
    of_cases(p, "M07101", "M06900")
    p.day, marks = p.dates.reported, Marks("↑", "↓", rng.choice(("↑", "*")), "～")
    firm = rng.choice(("蜀康达医学检验中心", "楚源医学检验实验室", "赣北泰和医学检验所"))
    bars(p, Area(16, 10, 66, 18))
    p.sheet.line((16, 19), f"{rng.randrange(10**9, 10**10)}", p.body.at(8), 50, "c")
    p.sheet.line((80, 11), firm, p.body.bold().at(15).in_colour((150, 50, 30)), 114, "r")
    p.sheet.line((80, 19), p.title(rng.choice(("检测报告", "免疫学检测报告单"))), p.body.at(12), 114, "r")
    p.sheet.rule((16, 26), (194, 26), 0.8)
    y = labels(p, 29, [(16, "姓　　名：", p.fact("patient_name"), 56), (74, "性　　别：", p.fact("sex"), 56), (134, "年　　龄：", p.fact("age"), 60)])  # fmt: skip
    y = labels(p, y, [(16, "送检单位：", p.fact("hospital_name"), 116), (134, "科　　室：", p.fact("department"), 60)])
    y = labels(p, y, [(16, "病 历 号：", p.fact("inpatient_number"), 56), (74, "送检医生：", asked(p), 56), (134, "样本类型：", "血清", 60)])  # fmt: skip
    y = labels(p, y, [(16, "采样日期：", written(p.dates.reported - timedelta(days=2), p.style), 56), (74, "接收日期：", written(p.dates.reported - timedelta(days=1), p.style), 56), (134, "样本性状：", "未见异常", 60)])  # fmt: skip
    p.sheet.rule((16, y), (194, y), 0.3)
    columns: tuple[Column, ...] = (("检测项目", "name", 17.0, 50.0), ("方法", "method", 72.0, 20.0), ("检测结果", "value", 97.0, 22.0), ("", "mark", 121.0, 6.0), ("参考区间", "ref", 132.0, 28.0), ("单位", "unit", 166.0, 26.0))  # fmt: skip
    heads(p, y + 2, columns, p.body.bold())
    y += 9
    for test in _NUCLEAR:
        y = row(p, y, columns, drawn(p, test, marks, "≤") | {"method": test.method}, 7.6)
    p.sheet.rule((16, y), (194, y), 0.3)
    y = p.sheet.flow((16, y + 3), "建议与解释：自身抗体检测结果须结合临床症状综合判断。本结果仅对该份样本负责，如有疑义请于收到报告后5日内联系。", p.body.at(9), 178)  # fmt: skip
    y = max(y + 12, 210)
    benches(p, y, ((16, "检测人："), (74, "审核人："), (134, "批准人：")), rng.choice(("printed", "hand")))
    p.sheet.line((134, y + 9), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.85:
        p.stamp(SealDesign(SealShape.CIRCLE, SealKind.DEPARTMENT, firm, "检验报告专用章", SealColor.RED, 38, 38, turn=rng.uniform(-14, 14), ink=rng.uniform(0.55, 0.95), face="song"), (162, y + 10))  # fmt: skip
    return p


def groups_on_one_sheet(rng: Random) -> Paper:
    """Several groups of one draw below each other, each under its own name, without a single rule between columns."""
    p = start(rng, (210.0, 280.0), LAB, ("sungti", "song"), 10)
    at_hospital(p, "第二人民医院", "中医院", "=云岭矿务局职工总医院")
    p.day, marks = p.dates.reported, rng.choice((Marks("↑", "↓", "*", "-"), Marks("H", "L", "*", "--")))
    p.sheet.line((14, 10), p.fact("hospital_name") + p.title(rng.choice(("检验结果汇总", "检验科报告单"))), p.body.bold().at(15))  # fmt: skip
    p.sheet.line((150, 11), f"打印时间 {written(p.dates.reported, p.style)}", p.body.at(8.5), 48, "r")
    y = labels(p, 20, [(14, "患者姓名 ", p.fact("patient_name"), 44), (60, "性别 ", p.fact("sex"), 20), (84, "年龄 ", p.fact("age"), 26), (114, "住院号 ", p.fact("inpatient_number"), 40), (156, "床号 ", str(rng.randrange(1, 60)), 30)])  # fmt: skip
    y = labels(p, y, [(14, "病区 ", p.fact("department"), 66), (84, "主要诊断 ", p.diagnose(p.case.diagnoses[:1])[0], 112)])  # fmt: skip
    columns: tuple[Column, ...] = (("名称", "name", 18.0, 50.0), ("简称", "code", 72.0, 18.0), ("标志", "mark", 94.0, 8.0), ("结果", "value", 104.0, 20.0), ("单位", "unit", 128.0, 30.0), ("正常范围", "ref", 162.0, 34.0))  # fmt: skip
    heads(p, y + 1, columns, p.body.bold())
    y += 8
    for name, tests in rng.sample(GROUPS, rng.choice((3, 4))):
        p.sheet.line((14, y), f"【{name}】", p.body.bold())
        y += 6.4
        for test in tests:
            y = row(p, y, columns, drawn(p, test, marks), 5.9)
        y += 2
    p.sheet.rule((14, y), (196, y), 0.2)
    y = labels(p, y + 3, [(14, "申请人 ", asked(p), 44), (84, "审核日期 ", f"{p.fact('report_date')} {clock(p)}", 60)])
    benches(p, y, ((14, "检验 "), (84, "审核 ")), "printed")
    p.sheet.line((156, y), "第 1 / 1 页", p.body)
    oval(p, (160, y - 2), rng.choice(("检验科", "医学检验科")), 0.6)
    return p


_THYROID = (
    T("总三碘甲状腺原氨酸TT3 (nmol/L)", "", "", 1.30, 3.10, 2), T("总甲状腺素TT4 (nmol/L)", "", "", 66, 181, 1), T("游离T3 (pmol/L)", "", "", 3.10, 6.80, 2), T("游离T4 (pmol/L)", "", "", 12.0, 22.0, 2),
    T("促甲状腺素TSH (μIU/mL)", "", "", 0.27, 4.20, 3), T("甲状腺球蛋白抗体 (IU/mL)", "", "", None, 115, 1),
)  # fmt: skip


def thyroid_with_units_in_names(rng: Random) -> Paper:
    """Thyroid on a square sheet, the unit in brackets behind the name, the range before the result."""
    p = start(rng, (176.0, 160.0), LAB, ("zenhei", "ming"), 10.5)
    at_hospital(p, "中医医院", "人民医院", "=嘉陵江油田医院")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", "-")
    p.sheet.line((12, 9), p.title(rng.choice(("甲状腺功能测定", "甲功检验单"))), p.body.bold().at(15), 152, "c")
    p.sheet.line((12, 17), p.fact("hospital_name"), p.body.at(11), 152, "c")
    y = labels(p, 27, [(14, "姓名：", p.fact("patient_name"), 40), (58, "性别/年龄：", f"{p.fact('sex')} {p.fact('age')}", 44), (108, "编号：", numbered_in(p, 100, 9000), 50)])  # fmt: skip
    y = labels(p, y, [(14, "来自：", p.fact("department"), 42), (58, "医生：", asked(p), 44), (108, "空腹：", rng.choice(("是", "否", "")), 50)])  # fmt: skip
    p.sheet.rule((12, y), (164, y), 0.5)
    columns: tuple[Column, ...] = (("项　目", "name", 14.0, 72.0), ("正常参考值", "ref", 90.0, 34.0), ("结　果", "mark value", 130.0, 32.0))  # fmt: skip
    heads(p, y + 2, columns, p.body.bold())
    y += 10
    for test in _THYROID:
        y = row(p, y, columns, drawn(p, test, marks), 7.4)
        unit = test.name[test.name.index("(") + 1 : -1]
        bare = test.name[: test.name.index(" (")]
        p.lab_items[-1] = p.lab_items[-1].model_copy(update={"name": bare, "unit": unit})
    p.sheet.rule((12, y), (164, y), 0.5)
    y = labels(p, y + 3, [(14, "报告日期：", p.fact("report_date"), 70)])
    benches(p, y, ((14, "报告者："), (90, "核对者：")), rng.choice(("hand", "stamp", "scrawl")))
    oval(p, (140, y - 2), "内分泌实验室", 0.5)
    return p


_LEVELS = (
    T("丙戊酸血药浓度", "VPA", "μg/mL", 50, 100, 2), T("卡马西平血药浓度", "CBZ", "μg/mL", 4, 12, 2), T("氯氮平血药浓度", "CLZ", "ng/mL", 350, 600, 1), T("碳酸锂血药浓度", "Li", "mmol/L", 0.6, 1.2, 2), T("奥氮平血药浓度", "OLZ", "ng/mL", 20, 80, 1),
)  # fmt: skip


def levels_on_a_screen(rng: Random) -> Paper:
    """A telephone's screen printed: drug levels each in a card, the mark behind the value, the range beneath."""
    p = start(rng, (110.0, 200.0), LAB, ("hei", "microhei"), 10)
    at_hospital(p, "第三人民医院", "人民医院")
    of_cases(p, "M02101")
    p.day, marks = p.dates.reported, Marks("↑", "↓", "*", rng.choice(("-", "~")))
    p.sheet.line((8, 6), f"{clock(p)}", p.body.at(8))
    p.sheet.line((8, 12), p.title("检验报告详情"), p.body.bold().at(12), 94, "c")
    p.sheet.line((8, 22), p.fact("hospital_name"), p.body.bold())
    y = labels(
        p, 30, [(8, "就诊人 ", p.fact("patient_name"), 40), (52, "", p.fact("sex"), 10), (64, "", p.fact("age"), 20)]
    )
    y = labels(p, y, [(8, "就诊科室 ", p.fact("department"), 46), (58, "开单医生 ", asked(p), 44)])
    y = labels(p, y, [(8, "报告时间 ", f"{p.fact('report_date')} {clock(p)}", 80)])
    p.sheet.line((8, y + 2), "血药浓度监测", p.body.bold())
    y += 9
    for test in rng.sample(_LEVELS, rng.choice((3, 4))):
        texts = drawn(p, test, marks)
        p.sheet.frame(Area(8, y, 102, y + 17), 0.15)
        p.sheet.next()
        p.sheet.put((11, y + 3), texts["name"], p.body, 50)
        p.sheet.put((64, y + 3), f"{texts['value mark']}", p.body.bold(), 18)
        p.sheet.put((84, y + 3), texts["unit"], p.body.at(9), 16)
        p.sheet.line((11, y + 10), f"参考范围 {texts['ref']}", p.body.at(9))
        y += 20
    benches(p, y + 3, ((8, "检验者 "), (58, "审核者 ")), "printed")
    code_square(p, Area(44, y + 12, 66, y + 34))
    return p


LAYOUTS = (
    markers_bilingual,
    firm_on_antibodies,
    groups_on_one_sheet,
    thyroid_with_units_in_names,
    levels_on_a_screen,
)
