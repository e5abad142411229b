# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What the laboratories of these papers measure, in their own words, and how a result comes out."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from models.codes import Flag
from samples.truth import TrueLabItem


@dataclass(frozen=True)
class Marks:
    """What stands beside results above, below and otherwise outside their range, and between a range's ends."""

    high: str
    low: str
    odd: str
    dash: str


MARKS = (
    Marks("↑", "↓", "*", "-"),
    Marks("H", "L", "A", "～"),
    Marks("↑", "↓", "↑", "—"),
    Marks("高", "低", "异常", "-"),
)


@dataclass(frozen=True)
class Test:
    """One item: name, code, unit and range. ``women`` is the range of women where it is another than that of men."""

    name: str
    code: str = ""
    unit: str = ""
    low: float | None = None
    high: float | None = None
    places: int = 1
    women: tuple[float, float] | None = None
    usual: str = ""
    unusual: tuple[str, ...] = ()
    """Answers in words: the usual one is the reference."""
    power: int = 0
    """Values are printed with this power of ten behind them."""
    method: str = ""


T = Test
BLOOD = (
    T("白细胞计数", "WBC", "10^9/L", 3.5, 9.5, 2), T("中性粒细胞比率", "NEUT%", "%", 40, 75, 1), T("淋巴细胞比率", "LYMPH%", "%", 20, 50, 1),
    T("单核细胞比率", "MONO%", "%", 3, 10, 1), T("嗜酸粒细胞比率", "EO%", "%", 0.4, 8.0, 1), T("嗜碱粒细胞比率", "BASO%", "%", 0, 1, 1),
    T("中性粒细胞数", "NEUT#", "10^9/L", 1.8, 6.3, 2), T("淋巴细胞数", "LYMPH#", "10^9/L", 1.1, 3.2, 2), T("单核细胞数", "MONO#", "10^9/L", 0.1, 0.6, 2),
    T("红细胞计数", "RBC", "10^12/L", 4.3, 5.8, 2, (3.8, 5.1)), T("血红蛋白浓度", "HGB", "g/L", 130, 175, 0, (115, 150)),
    T("红细胞比容", "HCT", "L/L", 0.40, 0.50, 3, (0.35, 0.45)), T("平均红细胞容积", "MCV", "fL", 82, 100, 1), T("平均血红蛋白含量", "MCH", "pg", 27, 34, 1),
    T("平均血红蛋白浓度", "MCHC", "g/L", 316, 354, 0), T("RBC分布宽度CV", "RDW-CV", "%", 11.6, 14.8, 1), T("血小板计数", "PLT", "10^9/L", 125, 350, 0),
    T("平均血小板体积", "MPV", "fL", 9.0, 13.0, 1), T("血小板压积", "PCT", "%", 0.11, 0.28, 2), T("C-反应蛋白", "CRP", "mg/L", None, 10, 2),
)  # fmt: skip
URINE = (
    T("尿胆原", "URO", usual="正常", unusual=("1+",)), T("尿胆红素", "BIL", usual="阴性(-)", unusual=("阳性(1+)",)), T("尿酮体", "KET", usual="阴性(-)", unusual=("弱阳性(±)", "阳性(1+)")),
    T("尿潜血", "BLD", usual="阴性(-)", unusual=("阳性(1+)", "阳性(2+)")), T("尿蛋白质", "PRO", usual="阴性(-)", unusual=("阳性(1+)", "阳性(3+)")), T("亚硝酸盐", "NIT", usual="阴性(-)", unusual=("阳性(+)",)),
    T("尿白细胞酯酶", "LEU", usual="阴性(-)", unusual=("阳性(2+)",)), T("尿葡萄糖", "GLU", usual="阴性(-)", unusual=("阳性(3+)", "阳性(4+)")), T("尿比重", "SG", "", 1.003, 1.030, 3),
    T("尿酸碱度", "PH", "", 4.5, 8.0, 1), T("红细胞(镜检)", "", "个/HP", 0, 3, 0), T("白细胞(镜检)", "", "个/HP", 0, 5, 0), T("管型(镜检)", "", "个/LP", usual="未见", unusual=("0-2",)),
    T("尿微量白蛋白", "mALB", "mg/L", None, 20, 1), T("尿肌酐", "UCr", "mmol/L", 2.5, 20, 1), T("尿白蛋白/肌酐比值", "ACR", "mg/g", None, 30, 1),
)  # fmt: skip
IMMUNE = (
    T("抗核抗体(ANA)滴度", "", "", usual="<1:100", unusual=("1:320", "1:1000", "1:3200"), method="间接免疫荧光法"), T("抗dsDNA抗体", "", "IU/mL", None, 100, 1, method="酶联免疫法"),
    T("抗Sm抗体", "", "", usual="阴性(-)", unusual=("阳性(+)", "弱阳性(±)"), method="免疫印迹法"), T("抗SSA抗体", "", "", usual="阴性(-)", unusual=("阳性(++)",), method="免疫印迹法"),
    T("抗SSB抗体", "", "", usual="阴性(-)", unusual=("阳性(+)",), method="免疫印迹法"), T("抗CCP抗体", "", "U/mL", None, 17, 1, method="化学发光法"), T("类风湿因子IgM", "", "IU/mL", None, 14, 1, method="散射比浊法"),
    T("免疫球蛋白A", "", "g/L", 1.0, 4.2, 2, method="散射比浊法"), T("免疫球蛋白M", "", "g/L", 0.5, 2.8, 2, method="散射比浊法"), T("血清补体C3", "", "g/L", 0.70, 1.40, 2, method="散射比浊法"),
    T("血清补体C4", "", "g/L", 0.10, 0.40, 2, method="散射比浊法"), T("红细胞沉降率", "", "mm/1h", 0, 15, 0, (0, 20), method="魏氏法"),
)  # fmt: skip
VIRUS = (
    T("乙型肝炎病毒脱氧核糖核酸", "HBV-DNA", "IU/mL", None, 1.0, 2, power=2), T("乙肝表面抗原定量", "HBsAg", "IU/mL", None, 0.05, 2), T("乙肝表面抗体定量", "HBsAb", "mIU/mL", None, 10.0, 2),
    T("乙肝e抗原", "HBeAg", "COI", None, 1.0, 3), T("乙肝e抗体", "HBeAb", "", usual="阴性", unusual=("阳性",)), T("乙肝核心抗体", "HBcAb", "", usual="阴性", unusual=("阳性",)),
    T("丙型肝炎抗体", "Anti-HCV", "S/CO", None, 1.0, 2), T("梅毒螺旋体抗体", "TP-Ab", "", usual="阴性", unusual=("阳性",)),
)  # fmt: skip
GROUPS = (
    ("肝功能", (T("丙氨酸氨基转移酶", "ALT", "U/L", 9, 50, 0, (7, 40)), T("天冬氨酸氨基转移酶", "AST", "U/L", 15, 40, 0, (13, 35)), T("总胆红素", "TBIL", "umol/L", None, 26, 1), T("白蛋白(溴甲酚绿法)", "ALB", "g/L", 40, 55, 1), T("γ-谷氨酰基转移酶", "GGT", "U/L", 10, 60, 0, (7, 45)), T("总胆汁酸", "TBA", "umol/L", None, 10, 1))),
    ("肾功能", (T("尿素", "UREA", "mmol/L", 3.6, 9.5, 2, (3.1, 8.8)), T("肌酐(肌氨酸氧化酶法)", "CREA", "umol/L", 57, 111, 0, (41, 81)), T("尿酸", "UA", "umol/L", 208, 428, 0, (155, 357)), T("估算肾小球滤过率", "eGFR", "mL/min/1.73m2", 90, 140, 1))),
    ("血糖血脂", (T("葡萄糖(空腹)", "GLU", "mmol/L", 3.90, 6.10, 2), T("总胆固醇", "TC", "mmol/L", None, 5.18, 2), T("甘油三酯", "TG", "mmol/L", None, 1.70, 2), T("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", None, 3.37, 2), T("糖化血红蛋白A1c", "HbA1c", "%", 4.0, 6.0, 1))),
    ("心肌酶谱", (T("乳酸脱氢酶", "LDH", "U/L", 120, 250, 0), T("肌酸激酶", "CK", "U/L", 50, 310, 0, (40, 200)), T("肌酸激酶MB同工酶活性", "CK-MB", "U/L", 0, 24, 1))),
)  # fmt: skip


def _edge(value: float, test: Test) -> str:
    return f"{value:.{test.places}f}" + (f"×10^{test.power}" if test.power else "")


def _range(test: Test, marks: Marks, female: bool, both: bool) -> tuple[float | None, float, str]:
    """The range that holds for this person, and how ranges are printed."""
    assert test.high is not None
    if test.low is None:
        return None, test.high, f"<{_edge(test.high, test)}"
    low, high = test.women if test.women and female else (test.low, test.high)
    if test.women and both:
        men, women = (marks.dash.join(_edge(e, test) for e in ends) for ends in ((test.low, test.high), test.women))
        return low, high, f"男:{men} 女:{women}"
    return low, high, marks.dash.join(_edge(e, test) for e in (low, high))


def _number(rng: Random, low: float | None, high: float) -> float:
    roll, least = rng.random(), low or 0.0
    wide = high - least
    if roll < 0.2:
        return high + rng.uniform(0.1, 1.2) * wide
    if roll < 0.32 and least > 0:
        return least - rng.uniform(0.1, 0.5) * min(wide, least)
    return least + rng.uniform(0.1, 0.9) * wide


def result(rng: Random, test: Test, marks: Marks, female: bool, both: bool = False) -> tuple[TrueLabItem, str]:
    """One result and the mark beside it, "" where there is none. ``both``: the ranges of both sexes are printed."""
    unit = test.unit or None
    if test.usual:
        odd = rng.random() < 0.28
        value = rng.choice(test.unusual) if odd else test.usual
        flag = _FLAGS.get(marks.odd, Flag.ABNORMAL) if odd else None
        return TrueLabItem(
            name=test.name, value=value, unit=unit, reference=test.usual, flag=flag
        ), marks.odd if odd else ""
    low, high, reference = _range(test, marks, female, both)
    if test.power:
        return _virus_load(rng, test, marks, reference)
    value = f"{_number(rng, low, high):.{test.places}f}"
    seen = float(value)
    flag = Flag.HIGH if seen > high else Flag.LOW if low is not None and seen < low else None
    mark = marks.high if flag is Flag.HIGH else marks.low if flag is Flag.LOW else ""
    return TrueLabItem(name=test.name, value=value, unit=unit, reference=reference, flag=flag), mark


def _virus_load(rng: Random, test: Test, marks: Marks, reference: str) -> tuple[TrueLabItem, str]:
    """Copies counted in powers of ten, or fewer than can be counted."""
    high = rng.random() < 0.6
    value = f"{rng.uniform(1.01, 9.9):.{test.places}f}×10^{rng.randrange(3, 8)}" if high else reference
    flag, mark = (Flag.HIGH, marks.high) if high else (None, "")
    return TrueLabItem(name=test.name, value=value, unit=test.unit, reference=reference, flag=flag), mark


_FLAGS = {"↑": Flag.HIGH}
