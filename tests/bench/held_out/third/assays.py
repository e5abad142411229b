"""What the laboratory reports measure, with ranges, and how results are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from models.codes import Flag
from samples.truth import TrueLabItem
from tests.bench.held_out.paper import Paper


@dataclass(frozen=True)
class Assay:
    name: str
    short: str
    unit: str
    low: float
    high: float
    digits: int = 1


BLOOD = (
    Assay("白细胞计数", "WBC", "×10^9/L", 3.5, 9.5, 2), Assay("红细胞计数", "RBC", "×10^12/L", 4.3, 5.8, 2),
    Assay("血红蛋白浓度", "HGB", "g/L", 130, 175, 0), Assay("红细胞压积", "HCT", "%", 40, 50),
    Assay("血小板计数", "PLT", "×10^9/L", 125, 350, 0), Assay("中性粒细胞百分数", "NEUT%", "%", 40, 75),
    Assay("淋巴细胞绝对值", "LYMPH#", "×10^9/L", 1.1, 3.2, 2),
)  # fmt: skip
CLOTTING = (
    Assay("凝血酶原时间", "PT", "s", 9.8, 12.1), Assay("国际标准化比值", "INR", "", 0.85, 1.15, 2),
    Assay("活化部分凝血活酶时间", "APTT", "s", 25.1, 36.5), Assay("纤维蛋白原", "FIB", "g/L", 2.38, 4.98, 2),
)  # fmt: skip
SUGAR = (
    Assay("葡萄糖(空腹)", "GLU", "mmol/L", 3.9, 6.1, 2), Assay("糖化血红蛋白A1c", "HbA1c", "%", 4.0, 6.0, 1),
    Assay("空腹胰岛素", "INS", "μIU/mL", 2.6, 24.9, 2), Assay("C肽", "C-P", "ng/mL", 1.1, 4.4, 2),
    Assay("甘油三酯", "TG", "mmol/L", 0.45, 1.7, 2), Assay("低密度脂蛋白胆固醇", "LDL-C", "mmol/L", 1.27, 3.37, 2),
    Assay("尿酸", "UA", "μmol/L", 208, 428, 0), Assay("肌酐(酶法)", "CREA", "μmol/L", 57, 97, 0),
)  # fmt: skip
GAS = (
    Assay("酸碱度", "pH", "", 7.35, 7.45, 2), Assay("二氧化碳分压", "pCO2", "mmHg", 35, 45),
    Assay("氧分压", "pO2", "mmHg", 80, 100), Assay("钾离子", "K+", "mmol/L", 3.5, 5.3, 2),
    Assay("钠离子", "Na+", "mmol/L", 137, 147), Assay("游离钙", "Ca++", "mmol/L", 1.15, 1.33, 2),
    Assay("乳酸", "Lac", "mmol/L", 0.5, 1.6, 1), Assay("碳酸氢根", "HCO3-", "mmol/L", 22, 27),
)  # fmt: skip
ARROWS = {Flag.HIGH: "↑", Flag.LOW: "↓", None: ""}
LETTERS = {Flag.HIGH: "H", Flag.LOW: "L", None: ""}


def measured(p: Paper, assay: Assay, form: str) -> TrueLabItem:
    """A result of the assay, its range written in that form, noted."""
    roll, width = p.rng.random(), assay.high - assay.low
    if roll < 0.6:
        value, flag = p.rng.uniform(assay.low + 0.1 * width, assay.high - 0.1 * width), None
    elif roll < 0.82:
        value, flag = assay.high + width * p.rng.uniform(0.15, 0.9), Flag.HIGH
    else:
        value, flag = assay.low - min(width, assay.low) * p.rng.uniform(0.15, 0.5), Flag.LOW
    item = TrueLabItem(
        name=assay.name, value=f"{value:.{assay.digits}f}", unit=assay.unit or None,
        reference=form.format(f"{assay.low:.{assay.digits}f}", f"{assay.high:.{assay.digits}f}"), flag=flag,
    )  # fmt: skip
    p.lab_items.append(item)
    return item
