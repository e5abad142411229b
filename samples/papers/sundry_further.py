"""Further layouts of the application form, cards, letters, prescriptions, and of papers nobody asked for."""

from __future__ import annotations

from models.codes import DocType
from models.document import Diagnosis
from samples.clinic import Visit, diseases
from samples.ink import Fragment, Pen, Sheet, Shown, leading
from samples.papers import Layout, cards
from samples.papers.fittings import boxed_digits, known_title, page_foot, rank_choice, signature, ticks
from samples.people import invent_name
from samples.stamps import design_for, insurance, stamp
from samples.truth import TruePhysician
from samples.typeset import Cell, House, Table, entries, heading, new_sheet, table_row
from samples.values import (
    address,
    age,
    day,
    department,
    diagnoses,
    hospital,
    id_number,
    inpatient_number,
    insured_number,
    name,
    numbered,
    outpatient_number,
    phone,
    sex,
    title,
)


def _applied_in_list(visit: Visit) -> tuple[list[str], str]:
    """Eight diseases of the catalogue, the visit's among them, and the visit's."""
    names = [disease.name for disease in diseases() if disease.name != visit.disease.name]
    chosen = visit.rng.sample(names, 7)
    place = visit.rng.randrange(8)
    return [*chosen[:place], visit.disease.name, *chosen[place:]], visit.disease.name


def form_boxes(visit: Visit) -> Sheet:
    """A form with the identity number in boxes, diseases printed with boxes to tick, ranks to tick."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 18.0
    sheet.centre(14, title("基本医疗保险门诊慢特病待遇认定申请表"), house.title.at(16))
    y = 28.0
    y = table_row(sheet, Table(left, (22, 38, 16, 38, 18, 42), 9), y,
                  ["姓名", name(visit), "性别", _ticked_sex(visit), "年龄", age(visit)], pen)  # fmt: skip
    sheet.frame(left, y, left + 174, y + 10)
    sheet.text(left + 1.2, y + 2.4, "身份证号码", pen)
    boxed_digits(sheet, (left + 26, y + 1.6), id_number(visit), pen)
    y += 10
    y = table_row(
        sheet, Table(left, (28, 60, 28, 58), 9), y, ["医保编号", insured_number(visit), "联系电话", phone(visit)], pen
    )
    y = table_row(sheet, Table(left, (28, 146), 9), y, ["现住址", address(visit)], pen)
    options, chosen = _applied_in_list(visit)
    tick = rng.choice("■√")
    sheet.fields["applied_disease"] = chosen
    lines = [ticks(options[place : place + 2], chosen, tick) for place in range(0, 8, 2)]
    y = table_row(sheet, Table(left, (28, 146), 30), y, ["申请病种\n（打√）", "\n".join(lines)], pen)
    texts = [text for text, _ in visit.disease.diagnoses]
    sheet.fields["diagnoses"] = diagnoses(visit)
    y = table_row(sheet, Table(left, (28, 146), 24), y, ["临床诊断", "\n".join(numbered(texts))], pen)
    sheet.frame(left, y, left + 174, y + 56)
    sheet.frame(left, y, left + 28, y + 56)
    sheet.text(left + 1.2, y + 22, "医疗机构意见", pen.at(9.5))
    x = left + 31
    sheet.text(x, y + 2, "医疗机构名称：", pen)
    sheet.text(x + 28, y + 2, hospital(visit), pen)
    sheet.paragraph(x, y + 10, f"经审核，符合{visit.disease.name}认定标准，同意认定。", pen, 138)
    signature(visit, sheet, (x, y + 26), "认定医师签名：", (visit.physician, "opinion"), pen)
    rank_choice(sheet, (x, y + 36), "职称：", visit.physician, pen)
    known_title(sheet, visit.physician)
    sheet.text(x + 84, y + 47, f"（盖章） {visit.issued.year}年{visit.issued.month}月{visit.issued.day}日", pen)
    stamp(sheet, insurance(visit.hospital, rng) if visit.seal != "none" else None, x + 112, y + 40)
    y = table_row(sheet, Table(left, (28, 146), 22), y + 56, ["医保经办机构意见", "经办人：        年   月   日"], pen)
    end = sheet.text(left, y + 6, "申请人签字：", pen)
    sheet.write(end + 1, y + 4.8, visit.patient.name, 15)
    sheet.text(
        left + 110, y + 6, Shown(f"申请日期：{visit.issued:%Y-%m-%d}", "issue_date", visit.issued.isoformat()), pen
    )
    return sheet


def _ticked_sex(visit: Visit) -> Shown:
    return Shown(ticks(("男", "女"), sex(visit).text), "sex", visit.patient.sex)


def form_wrapped(visit: Visit) -> Sheet:
    """A form of two pages' width in a grid with merged label columns; the disease wrapped under its own beginning."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.5), new_sheet(rng)
    pen, left = house.body, 15.0
    sheet.centre(12, title("门诊慢性病、特殊疾病待遇资格认定申请表"), house.title.at(15))
    sheet.text(
        left,
        23,
        Shown(
            f"填报日期：{visit.issued.year}年{visit.issued.month}月{visit.issued.day}日",
            "issue_date",
            visit.issued.isoformat(),
        ),
        pen,
    )
    y = 31.0
    rows: list[tuple[tuple[float, ...], list[Cell]]] = [
        ((30, 40, 20, 20, 20, 50), ["申请人姓名", name(visit), "性别", sex(visit), "年龄", age(visit)]),
        ((30, 80, 30, 40), ["公民身份号码", id_number(visit), "手机号码", phone(visit)]),
        ((30, 80, 30, 40), ["险种类型", "城乡居民基本医疗保险", "医保卡号", insured_number(visit)]),
        ((30, 150), ["通讯地址", address(visit)]),
        ((30, 40, 30, 80), ["申报病种", Shown(visit.disease.name, "applied_disease"), "定点医疗机构", hospital(visit)]),
        ((30, 150), ["主要病史及诊治经过", f"因“{visit.disease.complaint}”就诊。{visit.disease.course}"]),
    ]
    for widths, cells in rows:
        y = table_row(sheet, Table(left, widths, 10), y, cells, pen)
    sheet.frame(left, y, left + 180, y + 50)
    sheet.text(left + 2, y + 2, "诊断科室副主任及以上职称医师意见：", pen)
    sheet.paragraph(left + 8, y + 10, f"患者诊断明确，符合{visit.disease.name}准入条件。", pen, 160)
    end = signature(visit, sheet, (left + 60, y + 28), "医师签字：", (visit.physician, "opinion"), pen)
    sheet.text(end + 4, y + 28, visit.physician.title.label, pen)
    known_title(sheet, visit.physician)
    sheet.text(left + 60, y + 40, "医院医保部门（盖章）", pen)
    stamp(sheet, insurance(visit.hospital, rng) if visit.seal != "none" else None, left + 140, y + 34)
    table_row(
        sheet, Table(left, (180,), 26), y + 50, ["医保经办机构审核意见：                    （盖章）   年  月  日"], pen
    )
    return sheet


def id_both_sides(visit: Visit) -> Sheet:
    """A copy of both sides of an identity card on one sheet."""
    front, back = cards.id_front(visit), cards.id_back(visit)
    sheet = new_sheet(visit.rng)
    scale = sheet.dpi / 300
    for card, top in ((front, 50.0), (back, 140.0)):
        size = (round(card.image.width * scale), round(card.image.height * scale))
        corner = (round(sheet.px(62)), round(sheet.px(top)))
        sheet.image.paste(card.image.resize(size), corner)
        for run in card.fragments:
            x0, x1 = (corner[0] + scale * edge for edge in (run.left, run.right))
            y0, y1 = (corner[1] + scale * edge for edge in (run.top, run.bottom))
            sheet.fragments.append(Fragment(run.text, x0, y0, x1, y1))
        sheet.fields.update(card.fields)
    sheet.text(70, 210, "仅用于门诊慢特病待遇认定", Pen("hei", 11))
    return sheet


def attorney_table(visit: Visit) -> Sheet:
    """授权委托书 with principal and agent in a ruled table, what is entrusted below."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    pen, left = house.body, 20.0
    sheet.centre(20, title("授权委托书"), house.title.at(20))
    agent = invent_name(rng, "female")
    y = 40.0
    rows: list[list[Cell]] = [
        ["委托人", name(visit), "联系电话", phone(visit)], ["身份证号", id_number(visit), "性别", sex(visit)],
        ["受托人", agent, "与委托人关系", "女儿"],
    ]  # fmt: skip
    for cells in rows:
        y = table_row(sheet, Table(left, (26, 66, 30, 48), 10), y, cells, pen)
    text = f"    兹委托{agent}代为办理门诊慢特病待遇认定手续，委托期限自签字之日起至办结止。"
    y = sheet.paragraph(left, y + 8, text, pen, 170)
    end = sheet.text(110, y + 14, "委托人签字：", pen)
    sheet.write(end + 1, y + 12.6, visit.patient.name, 15)
    when = day(house, visit.issued, "issue_date")
    sheet.note(when)
    sheet.text(110, y + 26, when.text, pen)
    return sheet


def prescription_wide(visit: Visit) -> Sheet:
    """A landscape prescription: data on the left, medicines on the right, staff in a row at the foot."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.0), new_sheet(rng, (210.0, 148.0))
    pen = house.body
    y = heading(sheet, house, 8, hospital(visit), title("门诊处方笺"))
    text = visit.disease.diagnoses[0][0]
    rows = [[("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit)), ("科别", department(visit))],
            [("门诊号", outpatient_number(visit)), ("日期", day(house, visit.issued, "issue_date")),
             ("诊断", Shown(text, "diagnoses", (Diagnosis(text=text),)))]]  # fmt: skip
    for row in rows:
        y = entries(sheet, house, y, row)
    sheet.text(16, y + 1, "R.", Pen("song_bold", 14))
    for number, (drug, size, amount, usage) in enumerate(visit.disease.drugs, 1):
        y = sheet.paragraph(28, y + 2, f"{number}、{drug}  {size}  ×{amount}    Sig：{usage}", pen, 166)
    sheet.rule((12, 128), (198, 128), 0.3)
    end = sheet.text(14, 131, "医师：", pen)
    sheet.text(end + 1, 131, visit.physician.name, pen)
    sheet.physicians.append(TruePhysician(name=visit.physician.name, title=None, role="signing", signed=True))
    sheet.text(70, 131, f"审核药师：{invent_name(rng, 'female')}", pen)
    sheet.text(118, 131, f"调配：{invent_name(rng, 'male')}", pen)
    sheet.text(160, 131, f"药费：{rng.randrange(40, 600)}.00", pen)
    return sheet


def _other_head(visit: Visit, words: str, size: float = 10.5) -> tuple[Sheet, House, float]:
    house, sheet = House.of(visit.rng, size), new_sheet(visit.rng)
    return sheet, house, heading(sheet, house, 16, hospital(visit), title(words))


def cost_list(visit: Visit) -> Sheet:
    """住院费用清单: rows of charges. It is nothing that was asked for."""
    rng = visit.rng
    sheet, house, y = _other_head(visit, "住院病人费用清单", 9.5)
    y = entries(sheet, house, y, [("姓名", name(visit)), ("科室", department(visit)),
                                  ("住院号", inpatient_number(visit))])  # fmt: skip
    table = Table(16, (70, 30, 26, 22, 30), 6.5)
    y = table_row(sheet, table, y, ["项目名称", "规格", "单价", "数量", "金额"], house.body)
    for drug, size, _, _ in visit.disease.drugs * 3:
        price, amount = rng.randrange(100, 9000) / 100, rng.randrange(1, 9)
        y = table_row(sheet, table, y, [drug, size, f"{price:.2f}", str(amount), f"{price * amount:.2f}"], house.body)
    page_foot(visit, sheet, house.body.at(8.5))
    return sheet


def consent(visit: Visit) -> Sheet:
    """手术知情同意书: speaks of diagnoses, risks and operations, and is none of the papers asked for."""
    sheet, house, y = _other_head(visit, "手术知情同意书", 11.0)
    y = entries(
        sheet,
        house,
        y,
        [("患者姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))],
    )
    text = (
        f"术前诊断：{visit.disease.diagnoses[0][0]}。\n拟施手术：探查术。\n手术可能出现的风险：1.麻醉意外；2.术中出血；"
        "3.术后感染；4.其他不可预料的并发症。\n医师已向患者及家属告知上述内容，患者自愿接受手术治疗，并对可能出现的情况表示理解。"
    )
    y = sheet.paragraph(house.margin, y + 3, text, house.body, 210 - 2 * house.margin)
    sheet.text(house.margin, y + 20, "患者（或家属）签名：", house.body)
    sheet.text(house.margin, y + 32, "谈话医师签名：", house.body)
    return sheet


def vaccination(visit: Visit) -> Sheet:
    """预防接种证明, of a health centre."""
    rng = visit.rng
    house, sheet = House.of(rng, 11.0), new_sheet(rng)
    sheet.centre(24, title("预防接种证明"), house.title.at(20))
    y = entries(sheet, house, 44, [("姓名", name(visit)), ("性别", sex(visit))])
    table = Table(20, (60, 40, 40, 30), 9)
    y = table_row(sheet, table, y, ["疫苗名称", "接种日期", "批号", "接种剂次"], house.body)
    for dose in range(4):
        row = [
            rng.choice(("流感疫苗", "肺炎球菌疫苗", "乙肝疫苗")),
            f"{visit.admitted}",
            f"20{rng.randrange(10**6)}",
            str(dose + 1),
        ]
        y = table_row(sheet, table, y, row, house.body)
    sheet.text(120, y + 20, "接种单位（盖章）", house.body)
    return sheet


def order_sheet(visit: Visit) -> Sheet:
    """长期医嘱单: dates, medicines, signatures in narrow columns."""
    sheet, house, y = _other_head(visit, "长期医嘱单", 9.5)
    y = entries(sheet, house, y, [("姓名", name(visit)), ("科别", department(visit)), ("床号", Shown("12"))])
    table = Table(16, (24, 18, 78, 28, 30), 7)
    y = table_row(sheet, table, y, ["起始日期", "时间", "医嘱内容", "医师签名", "护士签名"], house.body)
    for drug, _, _, usage in visit.disease.drugs * 2:
        cells = [
            f"{visit.admitted:%m-%d}",
            "09:20",
            f"{drug} {usage}",
            visit.resident.name,
            invent_name(visit.rng, "female"),
        ]
        y = table_row(sheet, table, y, cells, house.body)
    return sheet


def request_slip(visit: Visit) -> Sheet:
    """检查申请单: asks for an examination and reports none."""
    sheet, house, y = _other_head(visit, "CT检查申请单")
    y = entries(sheet, house, y, [("姓名", name(visit)), ("性别", sex(visit)), ("年龄", age(visit))])
    rows = (("临床诊断", visit.disease.diagnoses[0][0]), ("检查部位", "胸部"), ("检查目的", "明确诊断"),
            ("注意事项", "检查前去除金属物品，请按预约时间到放射科登记。"))  # fmt: skip
    for label, text in rows:
        y = sheet.paragraph(house.margin, y + 2, house.label(label) + text, house.body, 160)
    sheet.text(house.margin, y + 10, f"申请医生：{visit.resident.name}    预约时间：{visit.admitted}", house.body)
    return sheet


def discharge_settlement(visit: Visit) -> Sheet:
    """出院结算单: money, not medicine."""
    rng = visit.rng
    sheet, house, y = _other_head(visit, "医疗保险住院费用结算单")
    y = entries(
        sheet,
        house,
        y,
        [
            ("姓名", name(visit)),
            ("入院日期", day(house, visit.admitted, "admission_date")),
            ("出院日期", day(house, visit.discharged, "discharge_date")),
        ],
    )
    table = Table(20, (50, 35, 50, 35), 9)
    words = ("床位费", "西药费", "检查费", "化验费", "治疗费", "护理费", "统筹支付", "个人自付")
    for place in range(0, 8, 2):
        cells = [words[place], f"{rng.randrange(100, 9000)}.00", words[place + 1], f"{rng.randrange(100, 9000)}.00"]
        y = table_row(sheet, table, y, cells, house.body)
    sheet.text(120, y + 14, "结算员：0217", house.body)
    stamp(sheet, design_for("none", visit, ""), 0, 0)
    sheet.text(20, y + 14 + leading(house.body), "参保人签字：", house.body)
    return sheet


FURTHER: dict[str, tuple[DocType, Layout]] = {
    "form-boxes": (DocType.APPLICATION_FORM, form_boxes),
    "attorney-table": (DocType.POWER_OF_ATTORNEY, attorney_table),
    "id-both-sides": (DocType.ID_CARD_FRONT, id_both_sides),
    "other-cost-list": (DocType.OTHER, cost_list),
    "other-consent": (DocType.OTHER, consent),
    "other-order-sheet": (DocType.OTHER, order_sheet),
    "form-wrapped": (DocType.APPLICATION_FORM, form_wrapped),
    "prescription-wide": (DocType.PRESCRIPTION, prescription_wide),
    "other-vaccination": (DocType.OTHER, vaccination),
    "other-request-slip": (DocType.OTHER, request_slip),
    "other-settlement": (DocType.OTHER, discharge_settlement),
}
