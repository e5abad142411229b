# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Records of operations: told in steps, and of the catheter room."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fourth.desk import (
    Form,
    bold,
    named,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    listed,
    manner,
    slots,
    start,
)
from tests.bench.held_out.people import Doctor, written
from tests.bench.held_out.second.entries import (
    at_hospital,
    clock,
    of_cases,
    signed,
)
from tests.bench.held_out.sheet import Cell

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


_CATHETER = (
    ("入路", "右桡动脉（6F）"), ("造影剂", "碘克沙醇 {}ml"), ("肝素用量", "{}00 U"), ("透视时间", "{} min"), ("辐射剂量", "{}mGy"),
)  # fmt: skip


_VESSELS = ("左主干", "前降支中段", "回旋支远段", "右冠近段")


def from_the_catheter_room(rng: Random) -> Paper:
    """An interventional record: a time line, vessels in a table, three who worked and one who signs electronically."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("hei", "microhei", "song"), 10)
    of_cases(p, "M04600")
    at_hospital(p, "第一人民医院", "人民医院", "=川东医学院附属第三医院")
    day = written(p.dates.reported, p.style)
    y = centred(p, 12, f"{p.fact('hospital_name')}心血管介入诊疗中心", bold(p, 13, "hei-bold"))
    y = centred(p, y + 0.5, rng.choice(("介入手术记录单", "冠脉介入手术记录")), bold(p, 15)) + 2
    lead, form, y = _catheter_head(p, y, day)
    worst, y = _catheter_tables(p, y)
    p.sheet.line((16, y), "手术经过", p.body.bold())
    told = f"患者取平卧位，常规消毒铺巾，1%利多卡因局部麻醉，Seldinger法穿刺右桡动脉成功。多体位造影后决定对{worst}行介入治疗，导丝顺利通过病变，球囊扩张后释放支架，复查造影结果满意。术程顺利，患者无不适，术后予替罗非班维持泵入，返回病房监护。"
    y = p.sheet.flow((16, y + 7), told, p.body, 178, 1.7, 7) + 2
    course = f"并发症：{rng.choice(('无', '无', '穿刺点小血肿'))}。出血量：约{rng.randrange(5, 30)}ml。植入物条码已粘贴于病历。"
    y = p.sheet.flow((16, y), course, p.body, 178, 1.7) + 8
    p.sheet.next()
    right = named(p, (p.sheet.put((16, y), "术者（电子签名）：", p.body) + 1, y), lead, "signing", form)
    p.sheet.put((right + 8, y), f"{day} {clock(p, 12, 20)}", p.body)
    within(y + 8, 284)
    stamps.by_archive(p)
    return p


def _catheter_head(p: Paper, y: float, day: str) -> tuple[Doctor, Form, float]:
    """The patient, the operation and who worked; the operator, how ranks are written, and the lower edge."""
    rng = p.rng
    lead = p.doctor(Title.ASSOCIATE_CHIEF)
    team = (lead, people.doctor(rng, Title.ATTENDING), people.doctor(rng, Title.RESIDENT, Title.ATTENDING))
    before = p.diagnose(p.case.diagnoses[:1])[0]
    who = [("姓名:", p.fact("patient_name"), 44), ("性别:", p.fact("sex"), 28), ("年龄:", p.fact("age"), 34)]
    who.append(("住院号:", p.fact("inpatient_number"), 60))
    ward = ("病区:", p.fact("department"), 72)
    for row in (
        who,
        [ward, ("手术日期:", day, 60), ("手术间:", f"DSA{rng.randrange(1, 4)}", 40)],
        [("术前诊断:", before, 106), ("手术级别:", rng.choice(("三级", "四级")), 40)],
        [("术后诊断:", before, 106), ("麻醉:", "局部浸润", 40)],
        [("手术名称:", "经皮冠状动脉支架植入术", 106), ("切口:", "穿刺", 40)],
    ):
        y = slots(p, (16, y), row)
    form: Form = rng.choice(("none", "brackets", "slash"))
    names = [one.name if form == "none" else f"{one.name} {one.title_text}" for one in team]
    worked = [(label, name, 44) for label, name in zip(("术者:", "一助:", "二助:"), names, strict=True)]
    y = slots(p, (16, y), [*worked, ("护士:", people.name_of(rng, True), 40)])
    for one in team:
        p.note(one, None, None, titled=form != "none")
    return lead, form, y


def _catheter_tables(p: Paper, y: float) -> tuple[str, float]:
    """What was used, and what was found and done vessel by vessel; the worst vessel and the lower edge."""
    rng, head = p.rng, p.body.bold()
    rows: list[list[Cell | str]] = [[Cell(text, align="c", type=head) for text, _ in _CATHETER]]
    rows.append([Cell(value.format(rng.randrange(20, 90)), align="c") for _, value in _CATHETER])
    y = p.sheet.grid((16, y + 1), (38.0, 38.0, 34.0, 34.0, 34.0), rows, p.body, 1.6)[-1][0].bottom + 3
    worst = rng.choice(("前降支中段", "右冠近段", "回旋支远段"))
    vessels: list[list[Cell | str]] = [
        [Cell(text, align="c", type=head) for text in ("血管", "病变", "狭窄", "处理", "TIMI")]
    ]
    for name in _VESSELS:
        if name == worst:
            narrow = f"{rng.randrange(75, 96)}%"
            vessels.append([name, "局限性", narrow, f"支架 {rng.choice(('2.75×24', '3.0×28', '3.5×18'))}mm", "3"])
        else:
            vessels.append([name, "未见明显", "", "", "3"])
    return worst, p.sheet.grid((16, y), (40.0, 40.0, 30.0, 44.0, 24.0), vessels, p.body, 1.6)[-1][0].bottom + 4


SURGERY = (told_in_steps, from_the_catheter_room)
