# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers of none of the kinds: a record of vaccinations, a chat on a telephone, a bank's account slip, an employer's letter."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, centred, start
from tests.bench.held_out.people import name_of, written
from tests.bench.held_out.second.entries import clock, dashes
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_DOSES = (
    ("重组乙型肝炎疫苗（酿酒酵母）", "上臂三角肌", ("第1剂", "第2剂", "第3剂")),
    ("流感病毒裂解疫苗", "左上臂", ("1/1",)),
    ("23价肺炎球菌多糖疫苗", "右上臂", ("1/1",)),
    ("新型冠状病毒灭活疫苗（Vero细胞）", "左上臂", ("1/2", "2/2", "加强")),
    ("重组带状疱疹疫苗（CHO细胞）", "上臂", ("1/2", "2/2")),
)
_MAKERS = ("华兰生物", "北京科兴", "深圳康泰", "武汉所", "成都所", "长春所")


def vaccinations(rng: Random) -> Paper:
    """Doses in a ruled table with batches and makers, a bar code above, the station's seal beneath."""
    p = start(rng, A4, DocType.OTHER, ("hei", "song", "microhei"), 10.5)
    station = p.hospital.place[2] + rng.choice(("双河镇", "城关", "松柏镇", "河口社区")) + rng.choice(("预防接种门诊", "疾控预防接种门诊"))  # fmt: skip
    y = centred(p, 16, rng.choice(("预防接种证明", "成人预防接种记录单", "疫苗接种凭证")), p.body.bold().at(19)) + 3
    bars(p, Area(80, y, 130, y + 8))
    p.sheet.line((80, y + 9), numbered_in(p, 10**15, 10**16), p.body.at(8.5), 50, "c")
    y += 18
    p.fields["birth_date"] = p.patient.born.isoformat()
    y = labels(p, y, [(18, "受种者姓名：", p.fact("patient_name"), 58), (80, "性别：", p.fact("sex"), 30), (114, "出生日期：", written(p.patient.born, "iso"), 70)])  # fmt: skip
    y = labels(p, y, [(18, "证件号码：", p.fact("id_number"), 90), (114, "联系电话：", p.fact("phone"), 70)])
    y = labels(p, y, [(18, "现住址：", p.fact("address"), 170)]) + 1
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in ("疫苗名称", "剂次", "接种日期", "接种部位", "批号", "生产企业", "接种者")]]  # fmt: skip
    day = p.dates.admitted - timedelta(days=rng.randrange(300, 900))
    for name, part, doses in rng.sample(_DOSES, 4):
        maker = rng.choice(_MAKERS)
        for dose in doses:
            day += timedelta(days=rng.randrange(28, 70))
            rows.append([name, Cell(dose, align="c"), Cell(written(day, "iso"), align="c"), Cell(part, align="c"), f"{day:%Y%m}{rng.randrange(10, 99)}A", maker, name_of(rng, True)])  # fmt: skip
    y = p.sheet.grid((18, y), (46.0, 16.0, 26.0, 24.0, 24.0, 22.0, 18.0), rows, p.body.at(9.5), 1.4)[-1][0].bottom + 6
    y = p.sheet.flow((18, y), "以上信息由免疫规划信息系统导出。接种后请现场留观30分钟，如有不适及时告知接种医生。", p.body.at(9.5), 174, 1.6) + 6  # fmt: skip
    p.sheet.line((110, y), f"接种单位（盖章）：{station}", p.body, 82)
    p.sheet.line((110, y + 9), f"打印日期：{written(p.dates.issued, p.style)}", p.body)
    if rng.random() < 0.75:
        stamps.company(p, (150 + rng.uniform(-10, 8), y + 4), station)
    return p


_CHATS = (
    ("居民医保服务群", ("@所有人 门诊慢特病申报材料：身份证复印件、诊断证明书、近半年检查报告。", "请问高血压要住院病历吗？", "高血压、糖尿病二级以上医院门诊病历也可以", "好的，谢谢")),
    ("王医生（内科）", ("王医生您好，诊断证明书上要盖医院的章不", "要的，到门诊部一楼盖章", "出院小结也要盖吗", "都盖一下，下午五点前来", "[图片]")),
    ("女儿", ("妈，你的社保卡在哪里，医保局要复印件", "在抽屉里面，红色本子夹着", "那个糖尿病的单子照一张发给我", "[图片] 看得清不", "有点糊，重新照一张")),
)  # fmt: skip


def chat(rng: Random) -> Paper:
    """A telephone's picture of a chat about the papers that are needed: bubbles left and right, times between them."""
    p = start(rng, (75.0, 160.0), DocType.OTHER, ("hei", "microhei"), 9)
    s, (title, said) = p.sheet.scale, rng.choice(_CHATS)
    p.sheet.draw.rectangle((0, 0, 75 * s, 160 * s), fill=(237, 237, 237))
    p.sheet.next()
    p.sheet.put((5, 2), clock(p), p.body.at(8))
    p.sheet.put((50, 2), f"{rng.choice(('中国移动', '5G', '4G'))} {rng.randrange(15, 99)}%", p.body.at(8), 21, "r")
    p.sheet.line((8, 10), title, p.body.bold().at(11), 59, "c")
    p.sheet.rule((0, 17), (75, 17), 0.1)
    y, mine, hour = 21.0, title.startswith("王"), rng.randrange(1, 9)
    tints = [tuple(rng.randrange(90, 200) for _ in range(3)) for _ in range(2)]
    for n, text in enumerate(said):
        if n % 3 == 0:
            p.sheet.line((8, y), f"下午{hour + n // 3}:{rng.randrange(10, 60)}", p.body.at(7).in_colour((150, 150, 150)), 59, "c")  # fmt: skip
            y += 6
        lines = p.sheet.wrap(text, p.body, 43)
        wide = max(p.sheet.measure(line, p.body) for line in lines) + 5
        high = len(lines) * p.body.em * 1.5 + 3.4
        left = 64 - wide if mine else 11
        fill = (149, 236, 105) if mine else (255, 255, 255)
        p.sheet.draw.rounded_rectangle((left * s, y * s, (left + wide) * s, (y + high) * s), radius=1.2 * s, fill=fill)
        face = (66, y, 73, y + 7) if mine else (2, y, 9, y + 7)
        p.sheet.draw.rounded_rectangle(tuple(edge * s for edge in face), radius=0.8 * s, fill=tints[mine])
        p.sheet.flow((left + 2.5, y + 2.2), text, p.body, 43, 1.5)
        y, mine = y + max(high, 7) + 4, not mine
    p.sheet.draw.rectangle((0, 150 * s, 75 * s, 160 * s), fill=(246, 246, 246))
    p.sheet.draw.rounded_rectangle((10 * s, 152 * s, 56 * s, 158 * s), radius=s, fill=(255, 255, 255))
    return p


_BANKS = ("农村商业银行", "农村信用合作联社", "邮政储蓄银行", "村镇银行")


def account_slip(rng: Random) -> Paper:
    """A bank's counter slip on thin paper: an account opened, figures after colons in capitals, the teller's square mark."""
    p = start(rng, (190.0, 94.0), DocType.OTHER, ("sungti", "ming", "zenhei"), 9.5)
    bank = p.hospital.place[2] + rng.choice(_BANKS)
    p.sheet.line((12, 6), bank, p.body.bold().at(13))
    p.sheet.line((110, 7), rng.choice(("个人业务凭证", "客户回单", "开户业务受理单")), p.body.at(12), 66, "r")
    dashes(p, (12, 14), (178, 14))
    number = "6217" + f"{rng.randrange(10**15):015d}"
    y = labels(p, 17, [(12, "交易日期:", written(p.dates.issued, "iso"), 60), (76, "交易时间:", f"{clock(p)}:{rng.randrange(60):02d}", 46), (124, "流水号:", numbered_in(p, 10**8, 10**9), 54)])  # fmt: skip
    y = labels(p, y, [(12, "交易名称:", rng.choice(("卡激活", "个人开户", "信息变更", "代发签约")), 60), (76, "币种:", "人民币", 46), (124, "钞汇:", "钞", 40)])  # fmt: skip
    y = labels(p, y, [(12, "户名:", p.fact("patient_name"), 60), (76, "卡/账号:", number, 100)])
    y = labels(p, y, [(12, "证件类型:", "居民身份证", 60), (76, "证件号码:", p.fact("id_number"), 100)])
    y = labels(p, y, [(12, "手机号码:", p.fact("phone"), 60), (76, "账户余额:", f"{rng.randrange(0, 900000) / 100:,.2f}", 60)])  # fmt: skip
    y = labels(p, y, [(12, "开户网点:", bank + rng.choice(("城关支行", "双河分理处", "营业部")), 120)])
    y = labels(p, y, [(12, "摘要:", rng.choice(("惠农补贴", "社保待遇发放", "医保报销", "")), 60), (76, "授权柜员:", "", 40), (124, "经办柜员:", f"{rng.randrange(10**5, 10**6)}", 54)])  # fmt: skip
    dashes(p, (12, y), (178, y))
    p.sheet.line((12, y + 3), "本人已核对以上内容无误，并已阅读背面客户须知。", p.body.at(8.5))
    p.sheet.next()
    right = p.sheet.put((112, y + 10), "客户签名:", p.body)
    if rng.random() < 0.7:
        p.sheet.put((right + 2, y + 8.6), p.patient.name, Type("wenkai", 14, (24, 28, 40), hand=1.0))
    if rng.random() < 0.5:
        stamps.company(p, (52 + rng.uniform(-8, 12), 68), bank)
    return p


_FIRMS = ("永兴建筑工程有限公司", "安达运输有限责任公司", "鸿运家政服务有限公司", "恒力水泥有限公司", "第二小学")


def employed(rng: Random) -> Paper:
    """An employer's letter about post and wage, its address at the foot, the firm's seal over its name."""
    p = start(rng, A4, DocType.OTHER, ("song", "hei", "kaiti"), 14)
    firm = p.hospital.place[2] + rng.choice(_FIRMS)
    small = p.body.at(10)
    p.sheet.line((24, 16), firm, p.body.bold().at(13))
    p.sheet.rule((24, 23.5), (186, 23.5), 0.5)
    y = (
        centred(p, 44, rng.choice(("在职及收入证明", "工作证明", "在 职 证 明")), Type("song-bold", 21, p.body.colour))
        + 12
    )
    since = p.dates.admitted.replace(day=1) - timedelta(days=rng.randrange(400, 4000))
    y = p.sheet.flow((24, y), rng.choice(("致有关单位：", "医疗保障局：", "致：相关部门")), p.body, 162, 2.0)
    text = f"兹证明{p.fact('patient_name')}（身份证号码：{p.fact('id_number')}），性别{p.fact('sex')}，自{since.year}年{since.month}月起在我单位从事{rng.choice(('后勤', '驾驶员', '仓库保管', '会计', '保洁', '门卫'))}工作，月平均收入（税前）人民币{rng.randrange(18, 68) * 100}元，我单位已按规定为其缴纳职工基本医疗保险。"  # fmt: skip
    y = p.sheet.flow((24, y), text, p.body, 162, 2.0, 9.9)
    y = p.sheet.flow((24, y), "本证明仅用于办理医保相关手续，不作为任何形式的担保。", p.body, 162, 2.0, 9.9)
    p.sheet.line((33.9, y + 2), "特此证明", p.body)
    y += 26
    p.sheet.line((90, y), f"单位名称（公章）：{firm}", p.body, 96)
    p.sheet.line((90, y + 11), f"经办人：{name_of(rng, True)}", p.body)
    p.sheet.line((90, y + 22), written(p.dates.issued, "han"), p.body)
    stamps.company(p, (142 + rng.uniform(-10, 8), y + 12), firm)
    p.sheet.rule((24, 268), (186, 268), 0.25)
    p.sheet.line((24, 271), f"单位地址：{''.join(p.hospital.place[:3])}工业园区{rng.randrange(2, 40)}号　电话：0{rng.randrange(700, 900)}-{rng.randrange(10**6, 10**7)}", small)  # fmt: skip
    return p


OTHER = (vaccinations, chat, account_slip, employed)
