# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Laboratory reports: smears and cultures, results beside those of the last time, an old form filled in by hand."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType
from samples.truth import TrueLabItem
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import asked, benches, cells, labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, code_square, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.assays import Marks, Test, result
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, pen
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.LAB_REPORT
T = Test
_SPUTUM = (
    ("涂片镜检", (T("革兰染色", usual="未见优势菌", unusual=("见革兰阴性杆菌(+++)", "见革兰阳性球菌(++)")), T("抗酸染色", usual="未找到抗酸杆菌", unusual=("找到抗酸杆菌(1+)", "找到抗酸杆菌(3+)")), T("真菌镜检", usual="未见真菌", unusual=("见酵母样孢子",)))),
    ("培养及鉴定", (T("普通细菌培养", usual="正常菌群生长", unusual=("肺炎克雷伯菌", "铜绿假单胞菌", "鲍曼不动杆菌")), T("真菌培养(48h)", usual="无真菌生长", unusual=("白假丝酵母菌",)))),
    ("分子及血清学", (T("结核分枝杆菌DNA", usual="阴性", unusual=("阳性",)), T("1,3-β-D葡聚糖", "", "pg/mL", None, 60, 1), T("半乳甘露聚糖", "", "S/CO", None, 0.5, 2), T("肺炎支原体抗体IgM", usual="<1:40", unusual=("1:80", "1:160")))),
)  # fmt: skip


def smear_and_culture(rng: Random) -> Paper:
    """Answers in whole phrases, section by section in a ruled table, on a small upright sheet."""
    p = start(rng, (182.0, 257.0), _TYPE, ("song", "ming", "zenhei"), 10.5)
    of_cases(p, "M05300", "M00503")
    at_hospital(p, "人民医院", "第三人民医院", "=省胸科医院", "=信江结核病医院")
    p.day, day, marks = p.dates.reported, p.dates.reported, Marks("↑", "↓", "*", "-")
    y = centred(p, 11, p.fact("hospital_name"), Type("song-bold", 16, p.body.colour))
    y = (
        centred(
            p, y + 0.5, p.title(rng.choice(("微生物检验报告单", "细菌室检验报告", "病原学检测报告"))), p.body.at(13)
        )
        + 3
    )
    y = labels(p, y, [(14, "姓　名：", p.fact("patient_name"), 48), (64, "性　别：", p.fact("sex"), 38), (106, "年　龄：", p.fact("age"), 50)])  # fmt: skip
    y = labels(p, y, [(14, "病　区：", p.fact("department"), 88), (106, "住院号：", p.fact("inpatient_number"), 58)])
    y = labels(p, y, [(14, "标　本：", rng.choice(("痰", "深部痰", "支气管肺泡灌洗液")), 48), (64, "申请者：", asked(p), 38), (106, "培养号：", f"W{rng.randrange(10**5, 10**6)}", 58)])  # fmt: skip
    y = labels(p, y, [(14, "诊　断：", "、".join(p.diagnose(p.case.diagnoses[:1])), 148)]) + 1
    heads = ("组别", "检测项目", "结果", "", "参考值")
    table: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    for name, tests in _SPUTUM:
        for number, test in enumerate(tests):
            item, mark = result(rng, test, marks, p.patient.female)
            p.lab_items.append(item)
            unit = f" {item.unit}" if item.unit else ""
            table.append([Cell(name if not number else "", align="c"), item.name, item.value + unit, Cell(mark, align="c"), f"{item.reference}{unit}"])  # fmt: skip
    y = p.sheet.grid((14, y), (26.0, 40.0, 44.0, 8.0, 36.0), table, p.body, 1.8)[-1][0].bottom + 4
    y = (
        p.sheet.flow(
            (14, y),
            rng.choice(
                ("痰标本质量评估：白细胞>25/LP，上皮细胞<10/LP，合格。", "评语：标本中混有少量唾液，结果请结合临床。")
            ),
            p.body,
            154,
        )
        + 1
    )
    y = max(y + 4, 192.0)
    p.sheet.rule((14, y), (168, y), 0.4)
    y = labels(
        p,
        y + 2,
        [
            (14, "接种日期：", written(day - timedelta(days=3), p.style), 74),
            (94, "报告日期：", p.fact("report_date"), 74),
        ],
    )
    benches(
        p,
        y + 1,
        ((14, "检 验 者："), (94, "审 核 者：")),
        rng.choice(("hand", "printed", "stamp")),
        rng.random() < 0.25,
    )
    p.sheet.line((14, y + 12), "*为异常结果。本报告只对该份标本负责，三日后不再保留菌种。", p.body.at(9))
    if rng.random() < 0.4:
        stamps.department(p, (142 + rng.uniform(-8, 6), y), rng.choice(("细菌室", "检验科")))
    return p


_GROUPS = (
    ("血脂", (T("总胆固醇", "", "mmol/L", None, 5.2, 2), T("甘油三酯", "", "mmol/L", None, 1.7, 2), T("高密度脂蛋白", "", "mmol/L", 1.0, 1.9, 2), T("低密度脂蛋白", "", "mmol/L", None, 3.4, 2), T("脂蛋白a", "", "mg/L", None, 300, 0))),
    ("糖代谢", (T("空腹葡萄糖", "", "mmol/L", 3.9, 6.1, 2), T("糖化血红蛋白", "", "%", 4.0, 6.5, 1), T("糖化白蛋白", "", "%", 11, 16, 1))),
    ("肾功能", (T("尿素氮", "", "mmol/L", 2.9, 8.2, 2), T("肌酐", "", "μmol/L", 57, 111, 0, (41, 81)), T("尿酸", "", "μmol/L", 208, 428, 0, (155, 357)), T("β2微球蛋白", "", "mg/L", 1.0, 3.0, 2))),
    ("心肌酶", (T("肌酸激酶", "", "U/L", 50, 310, 0, (40, 200)), T("乳酸脱氢酶", "", "U/L", 120, 250, 0), T("α-羟丁酸脱氢酶", "", "U/L", 72, 182, 0))),
    ("电解质", (T("血钾", "", "mmol/L", 3.5, 5.3, 2), T("血钠", "", "mmol/L", 137, 147, 1), T("血氯", "", "mmol/L", 99, 110, 1), T("血清钙", "", "mmol/L", 2.11, 2.52, 2), T("血磷", "", "mmol/L", 0.85, 1.51, 2))),
)  # fmt: skip


def beside_the_last_time(rng: Random) -> Paper:
    """Groups under grey bands; the last time's result stands in a column of its own, which is not today's."""
    p = start(rng, A4, _TYPE, ("zenhei", "microhei", "song"), 10)
    p.day, day, s = p.dates.reported, p.dates.reported, p.sheet.scale
    marks = rng.choice((Marks("↑", "↓", "*", "-"), Marks("H", "L", "*", "--"), Marks("偏高", "偏低", "*", "~")))
    p.style = rng.choice(("iso", "slash", "dot"))
    p.sheet.line((18, 13), p.fact("hospital_name"), Type("hei-bold", 16, (24, 84, 120)), 130)
    p.sheet.line(
        (18, 21),
        p.title(rng.choice(("检验结果报告（含历史对照）", "检验综合报告单", "住院患者检验报告"))),
        p.body.at(12),
        130,
    )
    code_square(p, Area(174, 11, 192, 29))
    p.sheet.rule((18, 31), (192, 31), 0.6)
    y = 34.0
    rows = (
        ("姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")),
        ("科室", p.fact("department"), "病历号", p.fact("inpatient_number"), "床位", f"{rng.randrange(1, 60):02d}"),
        ("医师", asked(p), "标本", "血清", "样本号", numbered_in(p, 10**7, 10**8)),
    )
    for a, b, c, d, e, f in rows:
        y = labels(p, y, [(18, a + "│", b, 70), (90, c + "│", d, 56), (148, e + "│", f, 44)], 6.4)
    columns = ((20.0, 46.0), (68.0, 20.0), (90.0, 12.0), (104.0, 22.0), (130.0, 34.0), (168.0, 24.0))
    before = written(day - timedelta(days=rng.randrange(20, 200)), p.style)
    cells(p, y + 2, columns, ("项目", "本次", "提示", "上次", "参考区间", "单位"), p.body.bold())
    p.sheet.rule((18, y + 7.6), (192, y + 7.6), 0.3)
    y += 9
    for name, tests in rng.sample(_GROUPS, 4):
        p.sheet.draw.rectangle((18 * s, y * s, 192 * s, (y + 6) * s), fill=(232, 234, 236))
        p.sheet.line((20, y + 1), name, p.body.bold())
        y += 8
        for test in tests:
            item, mark = result(rng, test, marks, p.patient.female)
            past, _ = result(rng, test, marks, p.patient.female)
            p.lab_items.append(item)
            shown = past.value if rng.random() < 0.8 else "/"
            cells(p, y, columns, (item.name, item.value, mark, shown, item.reference or "", item.unit or ""))
            y += 6.4
    y = max(y + 3, 206.0)
    p.sheet.rule((18, y), (192, y), 0.3)
    p.sheet.line((18, y + 2), f"上次结果日期：{before}　历史结果仅供对比", p.body.at(9))
    y = labels(p, y + 9, [(18, "采样 ", f"{written(day, p.style)} {clock(p, 5, 7)}", 56), (78, "报告 ", f"{p.fact('report_date')} {clock(p, 9, 16)}", 56), (138, "打印 ", f"{written(day + timedelta(days=2), p.style)} {clock(p)}", 54)])  # fmt: skip
    benches(p, y + 2, ((18, "检验员 "), (78, "审核员 ")), "printed", rng.random() < 0.4)
    p.sheet.line((138, y + 2), "（电子签名）", p.body)
    p.sheet.line((18, 284), "第1页/共1页", p.body.at(8.5), 174, "r")
    if rng.random() < 0.3:
        stamps.department(p, (160 + rng.uniform(-8, 8), y + 10), "检验科")
    return p


_FORM = (
    ("颜色", "", "淡黄", ("淡黄", "深黄", "黄色")), ("透明度", "", "清", ("清", "微混")), ("酸碱度", "", "5.5-7.5", ("6.0", "5.5", "6.5")),
    ("比重", "", "1.015-1.025", ("1.015", "1.020", "1.025")), ("蛋白质", "", "(-)", ("(-)", "(+)", "(++)", "(±)")), ("葡萄糖", "", "(-)", ("(-)", "(++)", "(+++)")),
    ("酮体", "", "(-)", ("(-)", "(-)", "(+)")), ("胆红素", "", "(-)", ("(-)",)), ("尿胆原", "", "(±)", ("(±)", "(-)")), ("红细胞", "/HP", "0-3", ("0-1", "2-4", "8-10")),
    ("白细胞", "/HP", "0-5", ("0-2", "3-5", "10-15")), ("管型", "/LP", "未见", ("未见", "0-1")),
)  # fmt: skip


def urine_by_hand(rng: Random) -> Paper:
    """A health centre's printed form whose results are written in by pen, some left out; no mark tells what is odd."""
    p = start(rng, (132.0, 187.0), _TYPE, ("song", "ming", "kaiti"), 10.5)
    at_hospital(p, "=青石镇中心卫生院", "=白鹿镇卫生院", "=城东社区卫生服务中心", "中医院")
    p.day, ink = p.dates.reported, pen(p, 0.8)
    p.style = rng.choice(("han", "dot"))
    y = centred(p, 9, p.fact("hospital_name"), p.body.bold().at(14))
    y = centred(p, y, p.title(rng.choice(("尿液检验单", "尿常规检查报告单"))), p.body.at(13)) + 3
    y = under_labels(p, y, [(12, "姓名", p.fact("patient_name"), 40), (54, "性别", p.fact("sex"), 26), (82, "年龄", p.fact("age"), 36)], p.body, ink)  # fmt: skip
    y = under_labels(p, y, [(12, "科别", p.fact("department"), 66), (82, "床号", "", 36)], p.body, ink)
    y = under_labels(p, y, [(12, "门诊号", p.fact("outpatient_number"), 66), (82, "医师", asked(p), 36)], p.body, ink)
    heads = ("检验项目", "结　果", "单位", "正常参考值")
    table: list[list[Cell | str]] = [[Cell(h, align="c") for h in heads]]
    for name, unit, usual, answers in _FORM:
        value = rng.choice(answers) if rng.random() < 0.88 else ""
        if value:
            p.lab_items.append(TrueLabItem(name=name, value=value, unit=unit or None, reference=usual, flag=None))
        table.append(
            [Cell(name, align="c"), Cell(value, align="c", type=ink), Cell(unit, align="c"), Cell(usual, align="c")]
        )
    y = p.sheet.grid((12, y + 1), (30.0, 34.0, 16.0, 28.0), table, p.body, 1.15)[-1][0].bottom + 5
    benches(p, y, ((12, "检验者："), (70, "审核者：")), rng.choice(("hand", "scrawl")))
    p.sheet.next()
    right = p.sheet.put((12, y + 11), "报告日期：", p.body)
    p.sheet.put((right + 1, y + 10.4), p.fact("report_date"), ink)
    p.sheet.put((80, y + 11), f"收费{rng.choice(('', '3', '5'))}　　元", p.body)
    if rng.random() < 0.3:
        stamps.department(p, (98 + rng.uniform(-4, 4), y + 2), "化验室")
    return p


LAYOUTS = (smear_and_culture, beside_the_last_time, urine_by_hand)
