# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What is written about a stay: discharge, admission, an operation."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, centred, listed, manner, numbered, slots, start
from tests.bench.held_out.people import Doctor, written
from tests.bench.held_out.sheet import Cell
from tests.bench.held_out.typefaces import Type

_OPERATIONS = (
    ("左前臂动静脉内瘘成形术", "患者平卧位，左上肢外展，常规消毒铺巾，局部浸润麻醉。于腕横纹上方约2cm桡动脉与头静脉之间作纵行切口，长约3cm，逐层分离，游离头静脉及桡动脉，行头静脉与桡动脉端侧吻合，开放血流后吻合口震颤明显，查无活动性出血，逐层缝合切口，无菌敷料包扎。"),
    ("冠状动脉造影并支架植入术", "患者平卧位，右侧腕部常规消毒铺巾，局部麻醉成功后穿刺右侧桡动脉，置入6F动脉鞘。行冠状动脉造影示前降支近段狭窄约90%，送入导引导丝至血管远端，球囊预扩张后于病变处植入药物支架1枚，复查造影支架膨胀良好，血流3级，术程顺利。"),
    ("腹腔镜下胆囊切除术", "全麻成功后患者取平卧位，常规消毒铺巾，建立气腹，置入腹腔镜探查，胆囊张力增高，与周围组织轻度粘连。分离胆囊三角，显露胆囊动脉及胆囊管，分别夹闭后离断，完整剥离胆囊，胆囊床彻底止血，清点器械纱布无误后关闭切口。"),
)  # fmt: skip


def _round(p: Paper) -> str:
    """Somebody else's ward round, told in the course of the illness."""
    other = p.doctor(Title.ATTENDING)
    p.note(other, "ward_round", None, titled=True)
    return f"{other.name}{other.title_text}查房示：诊断明确，继续当前治疗。"


def section(p: Paper, y: float, label: str, text: str, x: float = 18, width: float = 174) -> float:
    """A bold label with its text running on behind it."""
    bold = p.body.bold()
    p.sheet.next()
    right = p.sheet.put((x, y), label, bold)
    block = p.sheet.block
    end = p.sheet.flow((x, y), text, p.body, width, 1.5, right - x + 0.6)
    for k, piece in enumerate(p.sheet.pieces):
        if piece.block == p.sheet.block:
            p.sheet.pieces[k] = type(piece)(piece.text, piece.left, piece.top, piece.right, piece.bottom, block)
    return end + 0.8


def _treated_by(p: Paper, y: float) -> None:
    """The signatures of the physician in charge and of the one above."""
    rng = p.rng
    p.sheet.next()
    p.sheet.put((100, y), "经治医师：", p.body)
    p.sign((120, y), p.doctor(Title.RESIDENT, Title.ATTENDING), "responsible", manner(rng), rng.random() < 0.4)
    p.sheet.next()
    p.sheet.put((100, y + 11), "上级医师：", p.body)
    p.sign((120, y + 11), p.doctor(Title.ASSOCIATE_CHIEF), "reviewing", manner(rng, 0.3), rng.random() < 0.4)


def _dates_of_stay(p: Paper, y: float) -> float:
    """From when to when; the height of the next line."""
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(
        p,
        (18, y),
        [
            ("入院日期：", p.fact("admission_date"), 62),
            ("出院日期：", p.fact("discharge_date"), 62),
            ("住院天数：", f"{days}天", 40),
        ],
    )
    return y


def discharge_running(rng: Random) -> Paper:
    p = start(rng, A4, DocType.DISCHARGE_SUMMARY, ("song", "ming"), 10.5)
    y = centred(p, 14, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    if rng.random() < 0.3 and (not p.visit or p.visit.grade):
        drawn = rng.choice(("三级甲等", "三级乙等", "二级甲等"))
        p.fields["hospital_grade"] = grade = p.visit.grade if p.visit else drawn
        y = centred(p, y, f"（{grade}医院）", p.body.at(9.5))
    if rng.random() < 0.3:
        badge(p, (34, 21), 14)
    y = centred(p, y, rng.choice(("出院记录", "出院小结")), Type("song-bold", 15, p.body.colour, spacing=2)) + 3
    y = slots(
        p,
        (18, y),
        [
            ("姓名：", p.fact("patient_name"), 36),
            ("性别：", p.fact("sex"), 24),
            ("年龄：", p.fact("age"), 28),
            ("科室：", p.fact("department"), 50),
            ("住院号：", p.fact("inpatient_number"), 38),
        ],
    )
    p.sheet.rule((18, y - 1.5), (192, y - 1.5), 0.3)
    y = _dates_of_stay(p, y + 1)
    shown = p.diagnose(p.case.diagnoses)
    y = section(p, y, "入院诊断：", shown[0])
    y = section(p, y, "出院诊断：", "；".join(numbered(shown, "{}.")))
    y = section(p, y, "入院情况：", f"因“{p.case.complaint}”入院。{p.case.history}查体：{p.case.examination}")
    course = p.case.course + (_round(p) if rng.random() < 0.6 else "")
    y = section(p, y, "诊疗经过：", course)
    y = section(p, y, "出院情况：", "患者一般情况可，生命体征平稳，症状较入院时明显好转。")
    y = section(p, y, "出院医嘱：", "".join(p.advise("{n}.{text}；")))
    y = section(p, y, "出院带药：", "；".join(f"{n} {how}" for n, _, how in p.case.drugs) + "。") + 8
    _treated_by(p, y)
    p.sheet.line((18, 284), "第 1 页", p.body.at(9), 174, "c")
    stamps.by_archive(p)
    return p


def discharge_boxed(rng: Random) -> Paper:
    p = start(rng, A4, DocType.DISCHARGE_SUMMARY, ("hei", "microhei", "sungti"), 10)
    y = centred(p, 15, f"{p.fact('hospital_name')}出院小结", Type("hei-bold", 16, p.body.colour)) + 4
    w = (24.0, 34.0, 22.0, 30.0, 24.0, 42.0)
    shown = p.diagnose(p.case.diagnoses[:3])
    history = f"{p.case.complaint}。{p.case.history}"
    advice = "\n".join(p.advise("{n}）{text}"))
    rows: list[list[Cell | str]] = [
        ["病人姓名", p.fact("patient_name"), "性 别", p.fact("sex"), "年 龄", p.fact("age")],
        ["科 别", Cell(p.fact("department"), 3), "病历号", p.fact("inpatient_number")],
        ["入院时间", Cell(p.fact("admission_date"), 3), "出院时间", p.fact("discharge_date")],
        ["入院诊断", Cell(shown[0], 5)],
        ["出院诊断", Cell("\n".join(numbered(shown, "{}）")), 5)],
        ["主诉及病史", Cell(history, 5)],
        ["入院查体", Cell(p.case.examination, 5)],
        ["诊治经过", Cell(p.case.course, 5)],
        ["治疗结果", Cell("好转", 5)],
        ["出院医嘱", Cell(advice, 5)],
    ]
    areas = p.sheet.grid((17, y), w, rows, p.body, 1.6)
    y = areas[-1][0].bottom + 8
    p.sheet.next()
    p.sheet.put((24, y), "医师签名：", p.body)
    p.sign((42, y), p.doctor(), "signing", manner(rng), rng.random() < 0.5)
    p.sheet.put((128, y), f"记录日期：{written(p.dates.discharged, p.style)}", p.body)
    stamps.by_archive(p)
    return p


def admission(rng: Random) -> Paper:
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("song", "sungti", "hei"), 10.5)
    y = centred(p, 15, p.fact("hospital_name"), Type("song-bold", 16, p.body.colour))
    y = centred(p, y, "入院记录", Type("hei", 15, p.body.colour, spacing=4)) + 4
    two: list[tuple[tuple[str, str], tuple[str, str]]] = [
        (("姓名：", p.fact("patient_name")), ("科室：", p.fact("department"))),
        (("性别：", p.fact("sex")), ("住院号：", p.fact("inpatient_number"))),
        (("年龄：", p.fact("age")), ("入院日期：", p.fact("admission_date"))),
        (("婚姻：", "已婚"), ("病史陈述者：", rng.choice(("患者本人", "患者家属")))),
        (("住址：", p.fact("address")), ("可靠程度：", "可靠")),
    ]
    for (la, va), (lb, vb) in two:
        y = slots(p, (18, y), [(la, va, 100), (lb, vb, 74)])
    p.sheet.rule((18, y - 1), (192, y - 1), 0.4)
    y = section(p, y + 2, "主诉：", p.case.complaint + "。")
    y = section(p, y, "现病史：", p.case.history)
    y = section(
        p, y, "既往史：", "否认肝炎、结核等传染病史，否认重大外伤及输血史，否认药物及食物过敏史，预防接种史不详。"
    )
    y = section(
        p,
        y,
        "体格检查：",
        f"体温36.{rng.randrange(2, 9)}℃，脉搏{rng.randrange(64, 96)}次/分，呼吸{rng.randrange(16, 22)}次/分。{p.case.examination}",
    )
    y = section(p, y, "辅助检查：", "见相关检查报告单。") + 3
    p.sheet.line((110, y), "初步诊断：", p.body.bold())
    y = listed(p, (118, y + 6.5), numbered(p.diagnose(p.case.diagnoses[:3]), "{}. "), 74, 1.6) + 6
    p.sheet.next()
    p.sheet.put((110, y), "医师签名：", p.body)
    doctor = p.doctor(Title.RESIDENT, Title.ATTENDING)
    p.sign((130, y), doctor, "signing", manner(rng), rng.random() < 0.4)
    p.sheet.line((110, y + 11), written(p.dates.admitted, p.style), p.body)
    stamps.by_archive(p)
    return p


def _operation_head(p: Paper, y: float, name: str, hands: tuple[Doctor, Doctor]) -> float:
    """Where, when, why, which operation and by whom; the height of the next line."""
    rng, (surgeon, helper) = p.rng, hands
    y = slots(
        p, (18, y), [("科室：", p.fact("department"), 84), ("手术日期：", written(p.dates.reported, p.style), 80)], True
    )
    y = slots(p, (18, y), [("术前诊断：", p.diagnose(p.case.diagnoses[:1])[0], 164)], True)
    y = slots(
        p,
        (18, y),
        [("手术名称：", name, 104), ("麻醉方式：", rng.choice(("局部麻醉", "全身麻醉", "神经阻滞")), 60)],
        True,
    )
    p.sheet.next()
    y = slots(
        p,
        (18, y),
        [("手术者：", surgeon.name, 54), ("助手：", helper.name, 54), ("巡回护士：", p.doctor().name, 56)],
        True,
    )
    return y


def operation(rng: Random) -> Paper:
    p = start(rng, A4, DocType.SURGERY_RECORD, ("song", "microhei"), 10.5)
    y = centred(p, 16, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = centred(p, y + 1, "手术记录单", Type("song-bold", 15, p.body.colour)) + 5
    surgeon, helper = p.doctor(Title.ATTENDING), p.doctor(Title.RESIDENT, Title.ATTENDING)
    name, text = rng.choice(_OPERATIONS)
    y = slots(
        p,
        (18, y),
        [
            ("姓名：", p.fact("patient_name"), 42),
            ("性别：", p.fact("sex"), 28),
            ("年龄：", p.fact("age"), 34),
            ("住院号：", p.fact("inpatient_number"), 60),
        ],
        True,
    )
    y = _operation_head(p, y, name, (surgeon, helper))
    p.note(surgeon, None, None)
    p.note(helper, None, None)
    p.sheet.line((18, y + 2), "手术经过：", p.body.bold())
    y = p.sheet.flow((18, y + 9), text, p.body, 174, 1.75, 7.4)
    y = p.sheet.flow((18, y), "术中出血约20ml，未输血，术毕患者安返病房。", p.body, 174, 1.75, 7.4) + 14
    p.sheet.next()
    p.sheet.put((104, y), "记录医师签名：", p.body)
    p.sign((132, y), surgeon, "signing", manner(rng), rng.random() < 0.6)
    stamps.by_archive(p)
    return p


DISCHARGE = (discharge_running, discharge_boxed)
ADMISSION = (admission,)
SURGERY = (operation,)
