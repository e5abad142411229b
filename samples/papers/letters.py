"""授权委托书, and papers that have no business in an application: a bank statement, an estate notice."""

from __future__ import annotations

from datetime import timedelta

from PIL import Image, ImageDraw

from models.codes import SealColor, SealKind, SealShape
from samples.clinic import Visit
from samples.ink import Sheet, Shown, leading
from samples.papers import Layout
from samples.people import check_digit, invent_name
from samples.seals import SealDesign
from samples.stamps import stamp
from samples.typeset import House, Table, new_sheet, table_row
from samples.values import day, id_number, name, phone


def attorney(visit: Visit) -> Sheet:
    """授权委托书: principal and agent with their numbers, what is entrusted, signatures under red fingerprints."""
    rng = visit.rng
    house, sheet = House.of(rng, 12.0), new_sheet(rng)
    pen, width = house.body, 210 - 2 * house.margin
    words = rng.choice(("授权委托书", "委 托 书"))
    sheet.note(Shown(words.replace(" ", ""), "report_title"))
    sheet.centre(30, words, house.title.at(22))
    agent = invent_name(rng, "female")
    birth = f"1978{rng.randrange(1, 13):02d}{rng.randrange(1, 28):02d}"
    body = f"{visit.region.areas[0][0]}{birth}{rng.randrange(10, 499) * 2:03d}"
    for shown in (name(visit), id_number(visit), phone(visit)):
        sheet.note(shown)
    y = 52.0
    for line in (
        f"委托人：{visit.patient.name}",
        f"身份证号：{visit.patient.id_number}",
        f"联系电话：{visit.patient.phone}",
        f"受托人：{agent}    与委托人关系：{rng.choice(('女儿', '配偶', '儿媳'))}",
        f"受托人身份证号：{body + check_digit(body)}",
    ):
        sheet.text(house.margin, y, line, pen)
        y += leading(pen) * 1.3
    text = (
        f"    本人因行动不便，现委托{agent}代为办理门诊慢特病待遇认定申请事宜，包括提交申请材料、签署相关文书、"
        "领取认定结果。受托人在上述权限内办理的事项，本人均予认可，由此产生的法律责任由本人承担。"
    )
    y = sheet.paragraph(house.margin, y + 6, text, pen, width)
    for label, signer in (("委托人（签名、按手印）：", visit.patient.name), ("受托人（签名）：", agent)):
        y += 16
        end = sheet.text(86, y, label, pen)
        end = sheet.write(end + 1, y - 1.5, signer, 16)
        if rng.random() < 0.8:
            _fingerprint(sheet, (end - 3, y + 2))
    when = day(house, visit.issued, "issue_date")
    sheet.note(when)
    sheet.text(86, y + 16, when.text, pen)
    return sheet


def _fingerprint(sheet: Sheet, where: tuple[float, float]) -> None:
    """A red fingerprint: ridges within an oval. It is no seal."""
    width, height = round(sheet.px(13)), round(sheet.px(17))
    mark = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mark)
    for ring in range(1, 12):
        shrink = ring / 12
        box = (
            width / 2 * (1 - shrink),
            height * (0.55 - 0.5 * shrink),
            width / 2 * (1 + shrink),
            height * (0.55 + 0.45 * shrink),
        )
        draw.ellipse(box, outline=sheet.rng.randrange(120, 190), width=max(round(sheet.px(0.45)), 1))
    mark = mark.rotate(sheet.rng.uniform(-25, 25), Image.Resampling.BICUBIC)
    corner = (round(sheet.px(where[0])) - width // 2, round(sheet.px(where[1])) - height // 2)
    sheet.image.paste((206, 44, 44), corner, mark)


def bank_statement(visit: Visit) -> Sheet:
    """A bank's account statement with its business seal."""
    rng = visit.rng
    house, sheet = House.of(rng, 10.0), new_sheet(rng)
    bank = rng.choice(("信江农村商业银行", "嘉陵江城市银行", "香溪村镇银行"))
    sheet.note(Shown("个人账户交易明细", "report_title"))
    sheet.centre(16, bank, house.title.at(18))
    sheet.centre(26, "个人账户交易明细", house.title.at(15))
    sheet.note(name(visit))
    sheet.text(18, 40, f"户名：{visit.patient.name}", house.body)
    sheet.text(90, 40, f"账号：6228{rng.randrange(10**14, 10**15)}", house.body)
    table = Table(18, (30, 46, 34, 34, 30), 8)
    y = table_row(sheet, table, 48, ["交易日期", "摘要", "支出", "收入", "余额"], house.body)
    balance, when = rng.randrange(300000, 4000000), visit.admitted
    for _ in range(rng.randrange(12, 22)):
        when += timedelta(days=rng.randrange(1, 5))
        amount = rng.randrange(500, 300000)
        income = rng.random() < 0.35
        balance += amount if income else -amount
        what = rng.choice(("工资", "转账收入", "养老金") if income else ("消费", "ATM取款", "水电费", "转账支出"))
        row = [
            f"{when}",
            what,
            "" if income else f"{amount / 100:.2f}",
            f"{amount / 100:.2f}" if income else "",
            f"{balance / 100:.2f}",
        ]
        y = table_row(sheet, table, y, row, house.body)
    seal = SealDesign(SealShape.CIRCLE, SealKind.UNKNOWN, bank, "业务专用章", (38.0, 38.0), SealColor.RED, star=False)
    stamp(sheet, seal, 160, y + 18)
    return sheet


def estate_notice(visit: Visit) -> Sheet:
    """A notice of an estate's management with the company's official seal."""
    rng = visit.rng
    house, sheet = House.of(rng, 14.0), new_sheet(rng)
    company = f"{visit.region.place[3:]}{rng.choice(('安居', '和苑', '锦程'))}物业服务有限公司"
    sheet.centre(34, "通  知", house.title.at(26))
    text = (
        f"尊敬的业主：\n    因供水管网检修，小区定于{rng.randrange(5, 12)}月{rng.randrange(1, 28)}日"
        "8:00至18:00暂停供水，"
        "请各位业主提前做好储水准备。施工期间给您带来的不便，敬请谅解。\n"
        "    如有疑问，请拨打物业服务热线。\n    特此通知。"
    )
    y = sheet.paragraph(house.margin, 60, text, house.body, 210 - 2 * house.margin)
    sheet.text(110, y + 24, company, house.body.at(13))
    sheet.text(130, y + 34, day(house, visit.issued).text, house.body.at(13))
    stamp(sheet, SealDesign(SealShape.CIRCLE, SealKind.OFFICIAL, company, "", (42.0, 42.0)), 146, y + 28)
    return sheet


ATTORNEY_LAYOUTS: dict[str, Layout] = {"attorney-letter": attorney}
OTHER_LAYOUTS: dict[str, Layout] = {"other-bank-statement": bank_statement, "other-estate-notice": estate_notice}
