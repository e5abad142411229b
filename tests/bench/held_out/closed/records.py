# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Front pages of Chinese medicine and of an older kind; a catheter room's record and an operation told in steps."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.closed.desk import Form, bold, named, number, retitled, within
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, listed, manner, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, pattern, signed
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.visit import Manner


def _both_schools(p: Paper, y: float) -> float:
    """Chinese medicine's diagnoses left, western medicine's right, each with its code; the table's foot."""
    illness, kind = pattern(p)
    west = p.case.diagnoses[:4]
    east = (f"{illness}（{kind}）", f"A{p.rng.randrange(10, 99)}.0{p.rng.randrange(1, 9)}")
    p.diagnose((east, *west), codes=True)
    head = [
        Cell(text, align="c")
        for text in ("出院中医诊断", "疾病编码", "入院病情", "出院西医诊断", "疾病编码", "入院病情")
    ]
    rows: list[list[Cell | str]] = [[*head]]
    for n in range(6):
        left, code = east if n == 0 else ("", "")
        right, icd = west[n] if n < len(west) else ("", "")
        east_kind = ("主病：", "其他：")[n] if n < 2 else ""
        west_kind = ("主要诊断：", "其他诊断：")[n] if n < 2 else ""
        rows.append(
            [
                Cell(east_kind + left, tall=7),
                code,
                Cell("1" if left else "", align="c"),
                west_kind + right,
                icd,
                Cell(p.rng.choice("123") if right else "", align="c"),
            ]
        )
    return p.sheet.grid((12, y), (48.0, 22.0, 16.0, 62.0, 22.0, 16.0), rows, p.body, 1.2)[-1][0].bottom


def _lines_of_staff(p: Paper, y: float) -> float:
    """Ranks as labels over lines, some of them empty; the height below."""
    how: Manner = p.rng.choice(("printed", "hand", "scrawl"))
    p.sheet.next()
    signed(p, (14, y), "科主任：", (people.doctor(p.rng, Title.CHIEF), None), how)
    signed(p, (76, y), "主任（副主任）医师：", (people.doctor(p.rng, Title.ASSOCIATE_CHIEF), "responsible"), "empty")
    p.sheet.next()
    for x, label, title in ((14.0, "主治医师：", Title.ATTENDING), (76.0, "住院医师：", Title.RESIDENT)):
        signed(p, (x, y + 9), label, (people.doctor(p.rng, title, title), "responsible"), how)
        retitled(p, title)
    p.sheet.put((138, y + 9), f"责任护士：{people.name_of(p.rng, True)}", p.body)
    p.sheet.next()
    for x, text in ((14, "进修医师："), (76, "实习医师："), (138, f"编码员：{people.name_of(p.rng, True)}")):
        p.sheet.put((x, y + 18), text, p.body)
    return y + 26


def of_chinese_medicine(rng: Random) -> Paper:
    """The form of hospitals of Chinese medicine: both schools in one table, herbs and nursing asked for by number."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "sungti", "zenhei"), 9.5)
    at_hospital(p, "中医医院", "中医院", "中西医结合医院")
    p.style = rng.choice(("han", "iso", "hanzero"))
    stay = (p.dates.discharged - p.dates.admitted).days
    p.sheet.line((14, 8), "医疗机构：" + p.fact("hospital_name"), p.body)
    p.sheet.line((124, 8), f"（组织机构代码：{number(p, 9)}）", p.body, 72, "r")
    y = centred(p, 14, "中医住院病案首页", bold(p, 17)) + 1
    y = slots(
        p,
        (14, y),
        [
            ("医疗付费方式：", str(1 + p.insurance(rng.randrange(2))), 44),
            ("健康卡号：", "", 52),
            ("第 ", f"{rng.randrange(1, 7)} 次住院", 38),
            ("病案号：", p.fact("inpatient_number"), 50),
        ],
    )
    p.sheet.rule((12, y - 1), (198, y - 1), 0.4)
    for row in (
        [
            ("姓名 ", p.fact("patient_name"), 38),
            ("性别 ", p.fact("sex"), 26),
            ("出生日期 ", p.fact("birth_date"), 54),
            ("年龄 ", p.fact("age"), 30),
            ("国籍 ", "中国", 34),
        ],
        [
            ("身份证号 ", p.fact("id_number"), 74),
            ("职业 ", rng.choice(("农民", "其他", "退休人员")), 44),
            ("婚姻 ", rng.choice(("2", "1", "3")), 30),
        ],
        [("现住址 ", p.fact("address"), 108), ("电话 ", p.fact("phone"), 44), ("邮编 ", "-", 30)],
        [
            ("入院途径 ", rng.choice("12"), 40),
            ("治疗类别 ", rng.choice(("1.1", "1.2", "2", "3")), 50),
            ("（1.中医 2.中西医 3.西医）", "", 70),
        ],
        [
            ("入院时间 ", f"{p.fact('admission_date')} {rng.randrange(8, 18)}时", 74),
            ("入院科别 ", p.fact("department"), 62),
            ("病房 ", f"{rng.randrange(1, 9)}", 40),
        ],
        [
            ("出院时间 ", f"{p.fact('discharge_date')} {rng.randrange(8, 17)}时", 74),
            ("出院科别 ", p.case.department, 62),
            ("实际住院 ", f"{stay}天", 40),
        ],
        [("门（急）诊诊断（中医） ", pattern(p)[0], 90), ("（西医） ", p.case.diagnoses[0][0], 88)],
        [("实施临床路径 ", "3", 46), ("使用医疗机构中药制剂 ", rng.choice("12"), 52), ("辨证施护 ", "1", 40)],
    ):
        y = slots(p, (14, y + 0.4), row)
    y = _both_schools(p, y + 1) + 3
    y = slots(
        p,
        (14, y),
        [("病理诊断 ", "", 80), ("药物过敏 ", rng.choice(("1", "2 青霉素")), 50), ("血型 ", rng.choice("1234"), 30)],
    )
    p.sheet.rule((12, y - 1), (198, y - 1), 0.25)
    y = _lines_of_staff(p, y + 2)
    p.sheet.rule((12, y - 1), (198, y - 1), 0.25)
    cost = rng.uniform(3000, 19000)
    p.sheet.line((14, y + 2), f"住院费用（元）：总费用 {cost:.2f}（自付金额：{cost * 0.31:.2f}）", p.body)
    p.sheet.line(
        (14, y + 9),
        f"中医类：中医辨证论治费 {cost * 0.02:.2f}  中医治疗费 {cost * 0.11:.2f}  中草药费 {cost * 0.06:.2f}",
        p.body,
    )
    stamps.by_archive(p)
    return p


_OPERATIONS = {
    "M04600": ("冠状动脉造影术、经皮冠状动脉支架置入术", "局部麻醉", ("平卧位，右腕部常规消毒铺巾，1%利多卡因2ml局麻", "穿刺右桡动脉成功，置入6F动脉鞘，鞘内注入肝素3000U", "5F多功能造影管行左右冠造影：左主干未见狭窄，前降支近中段80%狭窄，回旋支中段40%狭窄，右冠未见明显狭窄", "经家属同意，送BMW导丝至前降支远端，2.0×20mm球囊预扩，置入3.5×24mm支架1枚，14atm释放", "复查造影支架贴壁良好，无残余狭窄，血流TIMI 3级，患者无胸痛", "拔鞘，桡动脉压迫器加压止血，安返CCU")),
    "M07803": ("自体动静脉内瘘成形术（左前臂）", "局部浸润麻醉", ("仰卧位，左上肢外展，碘伏消毒术野，铺无菌巾", "1%利多卡因局麻后于腕横纹上2cm作纵切口，长约3cm", "分离头静脉，结扎分支；分离桡动脉，直径约2.2mm，搏动可", "两端阻断，纵行切开动脉壁约7mm，7-0普理灵线端侧连续吻合", "松开阻断夹，吻合口无漏血，扪及震颤，听诊闻及杂音", "止血，清点器械纱布无误，间断缝合皮肤，无菌敷料覆盖")),
    "M00503": ("单孔胸腔镜右肺上叶切除+淋巴结清扫术", "静吸复合全麻", ("全麻成功后取左侧卧位，常规消毒铺单", "右侧第5肋间腋前线作4cm切口，探查胸腔无积液及粘连", "肿物位于右肺上叶后段，约2.5cm，质硬，牵拉脏层胸膜", "解剖性切除右肺上叶，闭合器处理血管及支气管，标本装袋取出", "清扫2R、4R、7、9、10组淋巴结，送病理", "膨肺试水无漏气，置28F胸管一根，逐层关胸")),
}  # fmt: skip


def told_in_steps(rng: Random) -> Paper:
    """Entries one a line at the left, ranks before or behind the names, the course in numbered steps."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("song", "microhei", "kaiti"), 11)
    of_cases(p, *_OPERATIONS)
    at_hospital(p, "人民医院", "=信江骨科医院", "第一人民医院", "=省第五人民医院")
    operation, numbing, steps = _OPERATIONS.get(p.case.code, _OPERATIONS["M04600"])
    day = written(p.dates.reported, p.style)
    y = centred(p, 13, p.fact("hospital_name"), bold(p, 15))
    y = centred(p, y + 1, rng.choice(("手术记录", "手 术 记 录")), p.body.bold().at(15))
    p.sheet.next()
    for x, text in (
        (18, f"姓名 {p.fact('patient_name')}"),
        (56, p.fact("sex")),
        (68, p.fact("age")),
        (88, f"{p.fact('department')}"),
        (146, f"住院号 {p.fact('inpatient_number')}"),
    ):
        p.sheet.put((x, y + 1), text, p.body.at(10), 56)
    p.sheet.rule((18, y + 6.6), (192, y + 6.6), 0.5)
    y += 10
    before = p.diagnose(p.case.diagnoses[:1])[0]
    surgeon, helper, numb = p.doctor(Title.ATTENDING), people.doctor(rng), people.doctor(rng, Title.ATTENDING)
    form: Form = rng.choice(("behind", "before", "none", "brackets"))
    for label, text in (
        ("手术时间：", f"{day} {clock(p, 8, 11)} — {clock(p, 12, 16)}"),
        ("术前诊断：", before),
        ("术中诊断：", before),
        ("手术方式：", operation),
    ):
        p.sheet.next()
        p.sheet.put((p.sheet.put((18, y), label, p.body.bold()) + 1, y), text, p.body)
        y += 7
    for label, who in (("主刀医师：", surgeon), ("助　　手：", helper), ("麻醉医师：", numb)):
        p.sheet.next()
        named(p, (p.sheet.put((18, y), label, p.body.bold()) + 1, y), who, None, form)
        p.physicians[-1] = p.physicians[-1].model_copy(update={"signed": None})
        y += 7
    p.sheet.line((18, y), f"麻醉方法：{numbing}", p.body)
    p.sheet.line((18, y + 9), "手术步骤及术中所见：", p.body.bold())
    y = listed(p, (24, y + 16), [f"{n}、{text}；" for n, text in enumerate(steps, 1)], 168, 1.75)
    y = (
        p.sheet.flow(
            (24, y),
            f"术中失血约{rng.randrange(5, 150)}ml，未输血。标本：{rng.choice(('无', '已送检'))}。",
            p.body,
            168,
            1.75,
        )
        + 12
    )
    p.sheet.next()
    signed(p, (110, y), "术者签名：", (surgeon, "signing"), manner(rng, 0.12), form != "none")
    p.sheet.line((110, y + 11), f"{day} {clock(p, 16, 20)}", p.body)
    within(y + 16, 286)
    stamps.by_archive(p)
    return p


FRONT_PAGE = (of_chinese_medicine,)
SURGERY = (told_in_steps,)
