"""The application form 门诊慢特病病种待遇认定申请表 in three styles: two of Jiangxi, one of Nanchong."""

from __future__ import annotations

from dataclasses import dataclass

from samples.clinic import Visit
from samples.ink import Pen, Sheet, Shown, leading
from samples.papers import Layout
from samples.stamps import design_for, insurance, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, new_sheet, table_row
from samples.values import (
    address,
    age,
    day,
    department,
    hospital,
    id_number,
    insured_number,
    name,
    phone,
    sex,
)

_JIANGXI = "江西省门诊慢特病病种待遇认定申请表"
_NANCHONG = "南充市门诊慢特病病种待遇认定申请表"


@dataclass(frozen=True)
class Gaps:
    """What an incomplete form leaves empty."""

    phone: bool = False
    disease: bool = False
    signature: bool = False

    @classmethod
    def of(cls, visit: Visit) -> Gaps:
        if visit.form_complete:
            return cls()
        gap = visit.rng.randrange(3)
        return cls(gap == 0, gap == 1, gap == 2)


def _applied(visit: Visit, gaps: Gaps, coded: bool) -> Shown:
    """The disease applied for; with its catalogue code where the form has room for it."""
    if gaps.disease:
        return Shown("", "applied_disease")
    disease = visit.disease
    return Shown(f"{disease.name}（{disease.code}）" if coded else disease.name, "applied_disease", disease.name)


def _phone(visit: Visit, gaps: Gaps) -> Shown:
    return Shown("", "phone") if gaps.phone else phone(visit)


def _insurance(visit: Visit) -> str:
    """The kind of insurance, ticked."""
    tick = visit.rng.choice(("■", "√"))
    return f"{tick}职工医保  □居民医保" if visit.insurance == "employee" else f"□职工医保  {tick}居民医保"


def _summary(visit: Visit) -> str:
    diagnoses = "、".join(text for text, _ in visit.disease.diagnoses[:2])
    disease = visit.disease
    return f"患者因“{disease.complaint}”于我院{disease.department}诊治，诊断为{diagnoses}。{disease.course}"


def _opinion(visit: Visit) -> str:
    return visit.rng.choice(
        (
            f"经审核，患者病情符合{visit.disease.name}认定标准，同意认定。",
            f"该患者诊断明确，符合{visit.disease.name}门诊慢特病认定条件，建议给予待遇认定。",
        )
    )


def _sign_opinion(visit: Visit, sheet: Sheet, where: tuple[float, float], pen: Pen, gaps: Gaps) -> float:
    """认定医师签名, 职称 and date at the foot of the opinion; returns the top below."""
    rng, doctor = visit.rng, visit.physician
    x, y = where
    label = rng.choice(("认定医师签名：", "医师签名：", "诊断医师签字："))
    end = sheet.text(x, y, label, pen)
    if gaps.signature:
        sheet.text(end + 32, y, "职称：", pen)
        sheet.physicians.append(TruePhysician(name=None, title=None, role="opinion", signed=False))
    else:
        end = sheet.write(end + 1, y - 1.4, doctor.name, 15)
        end = sheet.text(max(end + 6, x + 54), y, "职称：", pen)
        sheet.text(end, y, doctor.title.label, pen)
        sheet.physicians.append(TruePhysician(name=doctor.name, title=doctor.title, role="opinion", signed=True))
    return y + leading(pen) * 1.3


def _seal(visit: Visit, sheet: Sheet, x: float, y: float) -> None:
    """The hospital's box: its official seal, its insurance office's, or none."""
    if visit.seal == "none":
        return
    if visit.seal == "official" and visit.rng.random() < 0.75:
        stamp(sheet, design_for("official", visit, ""), x, y)
    else:
        stamp(sheet, insurance(visit.hospital, visit.rng), x, y)


def _signature(visit: Visit, sheet: Sheet, where: tuple[float, float], label: str, pen: Pen) -> None:
    """The applicant's signature: no physician's."""
    end = sheet.text(where[0], where[1], label, pen)
    sheet.write(end + 1, where[1] - 1.2, visit.patient.name, 15)


def jiangxi_grid(visit: Visit) -> Sheet:
    """A grid of cells; the physician's opinion and the hospital's stamp in one tall cell, the office's empty below."""
    rng, gaps = visit.rng, Gaps.of(visit)
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left, full = house.body, 18.0, 174.0
    sheet.note(Shown(_JIANGXI, "report_title"))
    sheet.centre(18, _JIANGXI, house.title.at(17))
    y = 31.0
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((24, 40, 18, 18, 18, 56), ["姓  名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((24, 76, 24, 50), ["身份证号", id_number(visit), "联系电话", _phone(visit, gaps)]),
        ((24, 76, 24, 50), ["医保编号", insured_number(visit), "参保类型", _insurance(visit)]),
        ((24, 150), ["家庭住址", address(visit)]),
        ((24, 76, 24, 50), ["申请病种", _applied(visit, gaps, coded=True), "诊断科室", department(visit)]),
        ((24, 76, 24, 50), ["就诊医院", hospital(visit), "医院等级", Shown(visit.hospital.grade, "hospital_grade")]),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 10), y, cells, pen)
    y = table_row(sheet, Table(left, (24, 150), 34), y, ["病情摘要", _summary(visit)], pen)
    _opinion_cell(visit, sheet, (left, y, full), pen, gaps)
    y += 52
    sheet.frame(left, y, left + full, y + 30)
    sheet.frame(left, y, left + 24, y + 30)
    for line, text in enumerate(("医保经办", "机构意见")):
        sheet.text(left + 1.2, y + 9 + line * 5.2, text, pen)
    sheet.text(left + 110, y + 14, "（盖章）", pen)
    sheet.text(left + 110, y + 22, "年    月    日", pen)
    _signature(visit, sheet, (left, y + 36), "申请人（代办人）签名：", pen)
    sheet.text(left + 112, y + 36, "填表日期：" + day(house, visit.issued, "issue_date").text, pen)
    sheet.fields["issue_date"] = visit.issued.isoformat()
    sheet.text(left, y + 44, "注：1.认定意见须由诊断科室副主任及以上职称医师填写；2.本表一式两份。", pen.at(9))
    return sheet


def _opinion_cell(visit: Visit, sheet: Sheet, where: tuple[float, float, float], pen: Pen, gaps: Gaps) -> None:
    left, y, full = where
    house_date = House.of(visit.rng).date
    sheet.frame(left, y, left + full, y + 52)
    sheet.frame(left, y, left + 24, y + 52)
    for line, text in enumerate(("诊断科室", "医师认定", "意    见")):
        sheet.text(left + 1.2, y + 17 + line * 5.4, text, pen)
    below = sheet.paragraph(left + 27, y + 3, _opinion(visit), pen, full - 30)
    below = _sign_opinion(visit, sheet, (left + 27, max(below + 5, y + 21)), pen, gaps)
    sheet.text(left + 27, below + 2, "（医疗机构盖章）", pen)
    when = house_date.format(visit.issued.year, visit.issued.month, visit.issued.day)
    sheet.text(left + 108, below + 2, when, pen)
    _seal(visit, sheet, left + visit.rng.choice((114, 146, 146)), y + 28)


def jiangxi_lines(visit: Visit) -> Sheet:
    """The same title over lettered parts with labelled lines; parts by applicant, physician and office."""
    rng, gaps = visit.rng, Gaps.of(visit)
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 20.0
    sheet.note(Shown(_JIANGXI, "report_title"))
    sheet.centre(20, _JIANGXI, house.title.at(18))
    bold = Pen("hei_bold", 11.5)
    sheet.text(left, 36, "一、参保人信息（由申请人填写）", bold)
    rows: list[list[tuple[str, Shown]]] = [
        [("姓名", name(visit)), ("性别", sex(visit)), ("联系电话", _phone(visit, gaps))],
        [("身份证号码", id_number(visit))],
        [("参保类别", Shown(_insurance(visit))), ("医保卡号", insured_number(visit))],
        [("通讯地址", address(visit))],
        [("申请病种名称", _applied(visit, gaps, coded=False))],
    ]
    y = _lines(sheet, house, 45, rows)
    sheet.text(left, y + 4, "二、诊断医疗机构意见（由副主任及以上职称医师填写）", bold)
    y = _lines(sheet, house, y + 13, [[("医疗机构名称", hospital(visit)), ("科室", department(visit))]])
    y = sheet.paragraph(left, y, "病情及认定意见：" + _summary(visit) + _opinion(visit), pen, 170)
    y = _sign_opinion(visit, sheet, (left, y + 10), pen, gaps)
    entry = day(house, visit.issued)
    sheet.text(left, y + 2, f"签署日期：{entry.text}", pen)
    sheet.text(left + 100, y + 2, "医疗机构（盖章）", pen)
    _seal(visit, sheet, left + 122, y - 2)
    y = max(y + 26, 222.0)
    sheet.text(left, y, "三、医保经办机构意见", bold)
    sheet.text(left, y + 9, "□同意认定    □不同意认定    原因：", pen)
    sheet.text(left, y + 19, "经办人：", pen)
    sheet.text(left + 60, y + 19, "复核人：", pen)
    sheet.text(left + 120, y + 19, "年    月    日", pen)
    return sheet


def _lines(sheet: Sheet, house: House, y: float, rows: list[list[tuple[str, Shown]]]) -> float:
    """Labels with their values on ruled lines that fill the width."""
    pen, left, right = house.body, 20.0, 190.0
    for row in rows:
        each = (right - left) / len(row)
        for column, (label, shown) in enumerate(row):
            start = sheet.text(left + column * each, y, label + "：", pen)
            sheet.rule((start, y + 5.4), (left + (column + 1) * each - 3, y + 5.4), 0.2)
            sheet.note(shown)
            sheet.text(start + 1.5, y, shown.text, pen)
        y += 9.2
    return y


def nanchong_grid(visit: Visit) -> Sheet:
    """Nanchong's grid: the applicant, a history, the hospital's opinion with 科主任 and 医保办, the office's."""
    rng, gaps = visit.rng, Gaps.of(visit)
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 16.0
    sheet.note(Shown(_NANCHONG, "report_title"))
    sheet.centre(17, _NANCHONG, house.title.at(18))
    y = 30.0
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((30, 44, 18, 22, 18, 46), ["参保人姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((30, 66, 30, 52), ["身份证号码", id_number(visit), "联系电话", _phone(visit, gaps)]),
        ((30, 66, 30, 52), ["参保类型", _insurance(visit), "个人编号", insured_number(visit)]),
        ((30, 148), ["现住址", address(visit)]),
        ((30, 66, 30, 52), ["申请病种", _applied(visit, gaps, coded=False), "病种编码", visit.disease.code]),
        ((30, 66, 30, 52), ["代办人姓名", "", "与本人关系", ""]),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 9.5), y, cells, pen)
    y = table_row(sheet, Table(left, (30, 148), 36), y, ["病史摘要", _summary(visit)], pen)
    sheet.frame(left, y, left + 178, y + 50)
    sheet.frame(left, y, left + 30, y + 50)
    sheet.text(left + 3, y + 20, "医疗机构意见", pen.at(9.5))
    sheet.note(hospital(visit))
    sheet.text(left + 33, y + 3, f"医疗机构名称：{visit.hospital.name}", pen)
    sheet.paragraph(left + 33, y + 11, _opinion(visit), pen, 140)
    below = _sign_opinion(visit, sheet, (left + 33, y + 26), pen, gaps)
    end = sheet.text(left + 33, below, "科主任签字：", pen)
    sheet.write(end + 1, below - 1.2, visit.chief.name, 14)
    sheet.text(left + 104, below + 6, "（盖章） " + day(house, visit.issued).text, pen)
    _seal(visit, sheet, left + visit.rng.choice((134, 150)), y + 27)
    y += 50
    y = table_row(sheet, Table(left, (30, 148), 26), y, ["经办机构意见", ""], pen)
    sheet.text(left + 116, y - 8, "（盖章）  年  月  日", pen)
    _signature(visit, sheet, (left, y + 6), "申请人签字：", pen)
    filled = day(house, visit.issued, "issue_date")
    sheet.note(filled)
    sheet.text(left + 118, y + 6, f"填表日期：{filled.text}", pen)
    return sheet


JIANGXI_LAYOUTS: dict[str, Layout] = {"form-jiangxi-grid": jiangxi_grid, "form-jiangxi-lines": jiangxi_lines}
LAYOUTS: dict[str, Layout] = {**JIANGXI_LAYOUTS, "form-nanchong-grid": nanchong_grid}
