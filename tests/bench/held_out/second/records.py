# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What a stay leaves behind besides its summary: admission, an operation, the front page."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, listed, manner, numbered, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, by_label, clock, of_cases, of_rank, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.summaries import section
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner


def admission(rng: Random) -> Paper:
    """A table for the head, sections in the middle, and an empty place for a corrected diagnosis at the foot."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("microhei", "ming", "song"), 10.5)
    at_hospital(p, "人民医院", "第二人民医院", "=东川大学附属医院", "中医院")
    y = centred(p, 12, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = centred(p, y, "住院病历（入院记录）", p.body.bold().at(13)) + 3
    rows: list[list[Cell | str]] = [
        [
            "姓名",
            p.fact("patient_name"),
            "职业",
            rng.choice(("农民", "退休人员", "工人")),
            "科室",
            p.fact("department"),
        ],
        ["性别", p.fact("sex"), "民族", "汉族", "住院号", p.fact("inpatient_number")],
        ["年龄", p.fact("age"), "婚姻", "已婚", "入院时间", f"{p.fact('admission_date')} {clock(p)}"],
        [
            "电话",
            p.fact("phone"),
            "供史者",
            "患者",
            "记录时间",
            f"{written(p.dates.admitted, p.style)} {clock(p, 18, 22)}",
        ],
    ]
    y = p.sheet.grid((17, y), (16.0, 36.0, 16.0, 32.0, 22.0, 54.0), rows, p.body, 1.3)[-1][0].bottom + 4
    y = section(p, y, "主　诉  ", p.case.complaint + "。")
    y = section(p, y, "现病史  ", p.case.history)
    y = section(p, y, "既往史  ", "平素体健，否认肝炎、结核病史，否认手术外伤史，否认输血史，无药物过敏史。")
    y = section(p, y, "个人史  ", "生于原籍，无疫区久居史，无特殊嗜好。")
    y = section(p, y, "家族史  ", "父母已故，死因不详，家族中无类似疾病患者。")
    y = section(
        p,
        y,
        "体格检查  ",
        f"T36.{rng.randrange(3, 9)}℃ P{rng.randrange(64, 96)}次/分 R{rng.randrange(16, 21)}次/分 BP{rng.randrange(118, 168)}/{rng.randrange(70, 100)}mmHg。{p.case.examination}",
    )
    y = section(p, y, "辅助检查  ", "门诊血常规、心电图已做，结果待归档。") + 4
    p.sheet.line((17, y), "初步诊断", p.body.bold())
    p.sheet.line((108, y), "修正诊断（    年  月  日）", p.body.bold())
    y = listed(p, (21, y + 7), numbered(p.diagnose(p.case.diagnoses[:3]), "{}) "), 84, 1.6) + 9
    how: Manner = rng.choice(("printed", "hand", "scrawl"))
    p.sheet.next()
    signed(
        p,
        (17, y),
        "住院医师：",
        (p.doctor(Title.RESIDENT, Title.RESIDENT), "responsible"),
        how,
    )
    of_rank(p, Title.RESIDENT)
    signed(p, (108, y), "上级医师：", (p.doctor(Title.ATTENDING), "reviewing"), how, rng.random() < 0.5)
    stamps.by_archive(p)
    return p


_OPERATIONS = (
    ("经皮冠状动脉支架植入术", "36.0601", "M04600", "局部浸润麻醉", "常规消毒铺巾，2%利多卡因局麻后穿刺右桡动脉，置入6F鞘管，送入造影导管行多体位造影，见前降支中段弥漫性狭窄，最重约90%。引导导丝通过病变，以2.5mm×15mm球囊预扩张，植入3.0mm×28mm药物洗脱支架1枚，后扩张满意，复查造影无残余狭窄、夹层及血栓，血流TIMI 3级，拔除鞘管加压包扎。"),
    ("动静脉内瘘成形术", "39.2701", "M07803", "臂丛神经阻滞", "患者仰卧，左前臂外展，消毒铺巾。沿左前臂桡侧纵行切开皮肤约3cm，游离头静脉及桡动脉各约2cm，以肝素盐水冲洗管腔，7-0血管缝线连续端侧吻合，开放血流见静脉充盈良好，可扪及震颤，彻底止血后逐层缝合。"),
)  # fmt: skip


def operation_in_cells(rng: Random) -> Paper:
    """A ruled sheet: diagnoses before and after, beginning and end, everybody in the theatre."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("song", "hei", "zenhei"), 10.5)
    name, code, disease, sleep, told = rng.choice(_OPERATIONS)
    of_cases(p, disease)
    at_hospital(p, "人民医院", "第一人民医院", "=江汉仁和医院")
    y = centred(p, 16, p.fact("hospital_name"), Type("song-bold", 18, p.body.colour))
    y = centred(p, y, "手 术 记 录", Type("hei", 14, p.body.colour)) + 4
    surgeon, first, second, sleeper = (
        p.doctor(lowest) for lowest in (Title.ASSOCIATE_CHIEF, Title.ATTENDING, Title.RESIDENT, Title.RESIDENT)
    )
    for doctor in (surgeon, first, second, sleeper):
        p.note(doctor, None, None)
    day, before = written(p.dates.reported, p.style), p.diagnose(p.case.diagnoses[:1])[0]
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科别", Cell(p.fact("department"), 3), "住院号", p.fact("inpatient_number")],
        ["术前诊断", Cell(before, 5)],
        ["术后诊断", Cell(before, 5)],
        ["手术名称", Cell(name, 3), "编码", code],
        ["开始", Cell(f"{day} 09:{rng.randrange(10, 59)}", 3), "结束", f"11:{rng.randrange(10, 59)}"],
        ["手术者", surgeon.name, "一助", first.name, "二助", second.name],
        ["麻醉方式", Cell(sleep, 3), "麻醉者", sleeper.name],
        [Cell("手术经过", tall=84), Cell(told + "术中出血少许，未输血，无不良反应，标本无。", 5, top=True)],
    ]
    y = p.sheet.grid((18, y), (22.0, 42.0, 18.0, 32.0, 20.0, 40.0), rows, p.body, 1.9)[-1][0].bottom + 8
    p.sheet.next()
    signed(p, (90, y), "记录者签名：", (surgeon, "signing"), manner(rng), rng.random() < 0.4)
    p.sheet.line((90, y + 12), f"记录日期：{day}", p.body)
    stamps.by_archive(p)
    return p


def _boxed(p: Paper, x: float, y: float, digit: str) -> float:
    """A digit in a drawn box, as the national form asks; the right edge."""
    p.sheet.frame(Area(x, y - 0.3, x + 4, y + 3.9), 0.2)
    p.sheet.put((x, y), digit, p.body, 4, "c")
    return x + 5


def _who(p: Paper, y: float) -> float:
    rng = p.rng
    p.sheet.next()
    p.sheet.put((14, y), f"姓名 {p.fact('patient_name')}", p.body)
    x = p.sheet.put((50, y), "性别", p.body) + 1
    p.sheet.put((_boxed(p, x, y, "2" if p.patient.female else "1"), y), "1.男 2.女", p.body)
    p.fact("sex")
    p.sheet.put((90, y), f"出生日期 {p.fact('birth_date')}", p.body)
    p.sheet.put((142, y), f"年龄 {p.fact('age')}", p.body)
    p.sheet.put((168, y), "国籍 中国", p.body)
    rows = (
        [
            ("身份证号 ", p.fact("id_number"), 78),
            ("职业 ", rng.choice(("农民", "退（离）休人员")), 46),
            ("民族 ", "汉", 24),
        ],
        [("现住址 ", p.fact("address"), 112), ("电话 ", p.fact("phone"), 56)],
        [
            ("联系人 ", p.doctor().name, 44),
            ("关系 ", rng.choice(("配偶", "子", "女")), 34),
            ("联系人地址 ", "同上", 70),
        ],
    )
    y += 6.6
    for row in rows:
        y = slots(p, (14, y), row)
    p.sheet.next()
    x = p.sheet.put((14, y), "入院途径", p.body) + 1
    p.sheet.put((_boxed(p, x, y, "2"), y), "1.急诊 2.门诊 3.其他医疗机构转入 9.其他", p.body)
    return y + 6.6


def _stay(p: Paper, y: float) -> float:
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(
        p,
        (14, y),
        [
            ("入院时间 ", f"{p.fact('admission_date')} {p.rng.randrange(8, 18)}时", 66),
            ("入院科别 ", p.fact("department"), 66),
            ("病房 ", f"{p.rng.randrange(1, 16)}病区", 40),
        ],
    )
    y = slots(
        p,
        (14, y),
        [
            ("出院时间 ", f"{p.fact('discharge_date')} {p.rng.randrange(8, 18)}时", 66),
            ("出院科别 ", p.case.department, 66),
            ("实际住院 ", f"{days} 天", 40),
        ],
    )
    return slots(
        p, (14, y), [("门（急）诊诊断 ", p.case.diagnoses[0][0], 120), ("疾病编码 ", p.case.diagnoses[0][1], 56)]
    )


def _diagnoses_side_by_side(p: Paper, y: float) -> float:
    """The national form's table: the first half of the diagnoses at the left, the others at the right."""
    p.diagnose(p.case.diagnoses, codes=True)
    filled = [*p.case.diagnoses, *((("", ""),) * (14 - len(p.case.diagnoses)))]
    heads = ("出院诊断", "疾病编码", "入院病情")
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in heads * 2]]
    left, right = filled[:7], filled[7:]
    for n in range(7):
        row: list[Cell | str] = []
        for k, (text, code) in enumerate((left[n], right[n])):
            kind = (
                ("主要诊断：" if n == 0 else "其他诊断：" if n == 1 else "")
                if k == 0
                else ("其他诊断：" if n == 0 else "")
            )
            row += [
                Cell(kind + text, tall=6.4),
                Cell(code, align="c"),
                Cell(p.rng.choice("123") if text else "", align="c"),
            ]
        rows.append(row)
    return p.sheet.grid((12, y), (56.0, 22.0, 15.0, 56.0, 22.0, 15.0), rows, p.body, 1.0)[-1][0].bottom


def _head(p: Paper, y: float) -> float:
    """The lines above the frame; the frame's upper edge."""
    y = slots(
        p,
        (12, y + 1),
        [("医疗机构 ", p.fact("hospital_name"), 100), ("（组织机构代码：", f"{p.rng.randrange(10**8, 10**9)}）", 80)],
    )
    y = slots(
        p,
        (12, y - 1),
        [
            ("医疗付费方式：", "【1.2】", 60),
            ("第 ", f"{p.rng.randrange(1, 6)} 次住院", 50),
            ("病案号：", p.fact("inpatient_number"), 70),
        ],
    )
    return y


def _staff(p: Paper, y: float) -> float:
    """Those who sign, and lines that stay empty; the height of the next line."""
    how: Manner = p.rng.choice(("printed", "hand", "scrawl"))
    p.sheet.next()
    signed(p, (14, y), "科主任 ", (p.doctor(Title.CHIEF), None), how)
    signed(p, (58, y), "主任（副主任）医师 ", (p.doctor(Title.CHIEF), None), "empty")
    by_label(p, (120, y), (("主治医师 ", Title.ATTENDING), ("住院医师 ", Title.RESIDENT)), (41, 0), how)
    y += 9
    p.sheet.next()
    for k, (label, name) in enumerate(
        (("责任护士 ", p.doctor().name), ("进修医师 ", ""), ("实习医师 ", ""), ("编码员 ", p.doctor().name))
    ):
        right = p.sheet.put((14 + k * 46, y), label, p.body)
        if name:
            p.sheet.put((right, y), name, p.body)
    return y


def _operations(p: Paper, y: float) -> None:
    """An empty table of operations, how the patient left, and the bill."""
    heads = ("手术及操作编码", "手术及操作日期", "级别", "手术及操作名称", "术者", "切口愈合", "麻醉")
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c") for h in heads],
    ]
    rows += [[Cell(tall=6.2), *[""] * 6] for _ in range(3)]
    y = p.sheet.grid((12, y), (28.0, 28.0, 12.0, 58.0, 20.0, 20.0, 20.0), rows, p.body, 1.0)[-1][0].bottom + 2.4
    p.sheet.next()
    x = p.sheet.put((14, y), "离院方式", p.body) + 1
    p.sheet.put((_boxed(p, x, y, "1"), y), "1.医嘱离院 2.医嘱转院 3.非医嘱离院 4.死亡 9.其他", p.body)
    cost = p.rng.randrange(300000, 4000000)
    p.sheet.line((14, y + 6.6), f"住院费用（元）：总费用 {cost / 100:.2f} （自付金额 {cost / 320:.2f}）", p.body)


def national_front_page(rng: Random) -> Paper:
    """The national form: digits in boxes, diagnoses in two columns, an empty line for the highest rank."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "sungti", "microhei"), 9)
    p.style = rng.choice(("han", "hanzero"))
    at_hospital(p, "人民医院", "第一人民医院", "=东川大学附属医院", "中西医结合医院")
    y = centred(p, 8, "住 院 病 案 首 页", Type("song-bold", 17, p.body.colour))
    y = _head(p, y)
    top = y - 1
    y = _stay(p, _who(p, y + 0.6))
    y = _diagnoses_side_by_side(p, y)
    y = slots(p, (14, y + 2), [("损伤、中毒的外部原因 ", "-", 92), ("病理诊断 ", "-", 60)])
    p.sheet.next()
    x = p.sheet.put((14, y), "药物过敏", p.body) + 1
    x = p.sheet.put((_boxed(p, x, y, "1"), y), "1.无 2.有", p.body) + 8
    x = p.sheet.put((x, y), "血型", p.body) + 1
    p.sheet.put((_boxed(p, x, y, rng.choice("1234")), y), "1.A 2.B 3.O 4.AB 5.不详 6.未查", p.body)
    y += 7
    p.sheet.rule((12, y), (198, y), 0.25)
    y += 3
    y = _staff(p, y)
    y = slots(
        p,
        (14, y + 7),
        [
            ("病案质量 ", "1.甲", 40),
            ("质控护士 ", p.doctor().name, 46),
            ("质控日期 ", written(p.dates.discharged + timedelta(days=2), p.style), 70),
        ],
    )
    p.sheet.frame(Area(12, top, 198, y), 0.4)
    _operations(p, y)
    stamps.by_archive(p)
    return p


ADMISSION = (admission,)
SURGERY = (operation_in_cells,)
FRONT_PAGE = (national_front_page,)
