# ruff: noqa: E501 - what is printed on one line stands on one line here
"""What is written about a stay: discharge, admission, the front page, an operation."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Manner, Paper
from tests.bench.held_out.parts import A4, centred, listed, manner, numbered, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type


def _round(p: Paper) -> str:
    """Somebody else's ward round, told in the course of the illness."""
    other = p.doctor(Title.ATTENDING)
    p.note(other, "ward_round", None, titled=True)
    return f"{other.name}{other.title_text}查房示：诊断明确，继续当前治疗。"


def _section(p: Paper, y: float, label: str, text: str, x: float = 18, width: float = 174) -> float:
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


def _copied_by_archive(p: Paper) -> None:
    roll = p.rng.random()
    if roll < 0.55:
        stamps.records(p, (p.rng.uniform(120, 165), p.rng.uniform(240, 268)))
    elif roll < 0.7:
        stamps.official(p, (p.rng.uniform(130, 165), p.rng.uniform(235, 262)))
    if p.rng.random() < 0.3:
        stamps.across_pages(p)


def discharge_running(rng: Random) -> Paper:
    p = start(rng, A4, DocType.DISCHARGE_SUMMARY, ("song", "ming"), 10.5)
    y = centred(p, 14, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
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
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(
        p,
        (18, y + 1),
        [
            ("入院日期：", p.fact("admission_date"), 62),
            ("出院日期：", p.fact("discharge_date"), 62),
            ("住院天数：", f"{days}天", 40),
        ],
    )
    shown = p.diagnose(p.case.diagnoses)
    y = _section(p, y, "入院诊断：", shown[0])
    y = _section(p, y, "出院诊断：", "；".join(numbered(shown, "{}.")))
    y = _section(p, y, "入院情况：", f"因“{p.case.complaint}”入院。{p.case.history}查体：{p.case.examination}")
    course = p.case.course + (_round(p) if rng.random() < 0.6 else "")
    y = _section(p, y, "诊疗经过：", course)
    y = _section(p, y, "出院情况：", "患者一般情况可，生命体征平稳，症状较入院时明显好转。")
    y = _section(p, y, "出院医嘱：", "".join(p.advise("{n}.{text}；")))
    y = _section(p, y, "出院带药：", "；".join(f"{n} {how}" for n, _, how in p.case.drugs) + "。") + 8
    p.sheet.next()
    p.sheet.put((100, y), "经治医师：", p.body)
    p.sign((120, y), p.doctor(Title.RESIDENT, Title.ATTENDING), "responsible", manner(rng), rng.random() < 0.4)
    p.sheet.next()
    p.sheet.put((100, y + 11), "上级医师：", p.body)
    p.sign((120, y + 11), p.doctor(Title.ASSOCIATE_CHIEF), "reviewing", manner(rng, 0.3), rng.random() < 0.4)
    p.sheet.line((18, 284), "第 1 页", p.body.at(9), 174, "c")
    _copied_by_archive(p)
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
    _copied_by_archive(p)
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
    y = _section(p, y + 2, "主诉：", p.case.complaint + "。")
    y = _section(p, y, "现病史：", p.case.history)
    y = _section(
        p, y, "既往史：", "否认肝炎、结核等传染病史，否认重大外伤及输血史，否认药物及食物过敏史，预防接种史不详。"
    )
    y = _section(
        p,
        y,
        "体格检查：",
        f"体温36.{rng.randrange(2, 9)}℃，脉搏{rng.randrange(64, 96)}次/分，呼吸{rng.randrange(16, 22)}次/分。{p.case.examination}",
    )
    y = _section(p, y, "辅助检查：", "见相关检查报告单。") + 3
    p.sheet.line((110, y), "初步诊断：", p.body.bold())
    y = listed(p, (118, y + 6.5), numbered(p.diagnose(p.case.diagnoses[:3]), "{}. "), 74, 1.6) + 6
    p.sheet.next()
    p.sheet.put((110, y), "医师签名：", p.body)
    doctor = p.doctor(Title.RESIDENT, Title.ATTENDING)
    p.sign((130, y), doctor, "signing", manner(rng), rng.random() < 0.4)
    p.sheet.line((110, y + 11), written(p.dates.admitted, p.style), p.body)
    _copied_by_archive(p)
    return p


def operation(rng: Random) -> Paper:
    p = start(rng, A4, DocType.SURGERY_RECORD, ("song", "microhei"), 10.5)
    y = centred(p, 16, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = centred(p, y + 1, "手术记录单", Type("song-bold", 15, p.body.colour)) + 5
    surgeon, helper = p.doctor(Title.ATTENDING), p.doctor(Title.RESIDENT, Title.ATTENDING)
    name, text = rng.choice((
        ("左前臂动静脉内瘘成形术", "患者平卧位，左上肢外展，常规消毒铺巾，局部浸润麻醉。于腕横纹上方约2cm桡动脉与头静脉之间作纵行切口，长约3cm，逐层分离，游离头静脉及桡动脉，行头静脉与桡动脉端侧吻合，开放血流后吻合口震颤明显，查无活动性出血，逐层缝合切口，无菌敷料包扎。"),
        ("冠状动脉造影并支架植入术", "患者平卧位，右侧腕部常规消毒铺巾，局部麻醉成功后穿刺右侧桡动脉，置入6F动脉鞘。行冠状动脉造影示前降支近段狭窄约90%，送入导引导丝至血管远端，球囊预扩张后于病变处植入药物支架1枚，复查造影支架膨胀良好，血流3级，术程顺利。"),
        ("腹腔镜下胆囊切除术", "全麻成功后患者取平卧位，常规消毒铺巾，建立气腹，置入腹腔镜探查，胆囊张力增高，与周围组织轻度粘连。分离胆囊三角，显露胆囊动脉及胆囊管，分别夹闭后离断，完整剥离胆囊，胆囊床彻底止血，清点器械纱布无误后关闭切口。"),
    ))  # fmt: skip
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
    p.note(surgeon, None, None)
    p.note(helper, None, None)
    p.sheet.line((18, y + 2), "手术经过：", p.body.bold())
    y = p.sheet.flow((18, y + 9), text, p.body, 174, 1.75, 7.4)
    y = p.sheet.flow((18, y), "术中出血约20ml，未输血，术毕患者安返病房。", p.body, 174, 1.75, 7.4) + 14
    p.sheet.next()
    p.sheet.put((104, y), "记录医师签名：", p.body)
    p.sign((132, y), surgeon, "signing", manner(rng), rng.random() < 0.6)
    _copied_by_archive(p)
    return p


def front_page(rng: Random) -> Paper:
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "zenhei", "ming"), 9)
    p.style = rng.choice(("han", "hanzero", "iso"))
    y = centred(p, 12, f"医疗机构：{p.fact('hospital_name')}", p.body.at(11))
    y = centred(p, y, "住院病案首页", Type("hei-bold", 17, p.body.colour, spacing=2.5)) + 1
    p.sheet.next()
    p.sheet.put((15, y), f"医疗付费方式：{rng.randrange(1, 4)}", p.body)
    p.sheet.put((86, y), f"第{rng.randrange(1, 6)}次住院", p.body)
    p.sheet.put((140, y), f"病案号：{p.fact('inpatient_number')}", p.body, 55, "r")
    y += 6
    p.sheet.frame(Area(15, y, 195, 284), 0.4)
    y = slots(
        p,
        (17, y + 2),
        [
            ("姓名", p.fact("patient_name"), 34),
            ("性别", p.fact("sex"), 20),
            ("出生日期", p.fact("birth_date"), 48),
            ("年龄", p.fact("age"), 28),
            ("国籍", "中国", 40),
        ],
        True,
    )
    y = slots(
        p,
        (17, y),
        [
            ("身份证号", p.fact("id_number"), 72),
            ("职业", rng.choice(("农民", "退休", "职员", "个体")), 36),
            ("婚姻", "已婚", 30),
            ("民族", "汉族", 34),
        ],
        True,
    )
    y = slots(p, (17, y), [("现住址", p.fact("address"), 112), ("电话", p.fact("phone"), 62)], True)
    y = slots(
        p,
        (17, y),
        [("联系人姓名", p.doctor().name, 50), ("关系", rng.choice(("配偶", "子女")), 34), ("入院途径", "门诊", 50)],
        True,
    )
    days = (p.dates.discharged - p.dates.admitted).days
    y = slots(p, (17, y), [("入院时间", p.fact("admission_date"), 66), ("入院科别", p.fact("department"), 66)], True)
    y = slots(
        p,
        (17, y),
        [
            ("出院时间", p.fact("discharge_date"), 66),
            ("出院科别", p.case.department, 66),
            ("实际住院", f"{days}天", 42),
        ],
        True,
    )
    y = slots(
        p, (17, y), [("门（急）诊诊断", p.case.diagnoses[0][0], 112), ("疾病编码", p.case.diagnoses[0][1], 60)], True
    )
    w = (104.0, 42.0, 34.0)
    p.diagnose(p.case.diagnoses, codes=True)
    rows: list[list[Cell | str]] = [
        [Cell("出院诊断", align="c"), Cell("疾病编码", align="c"), Cell("入院病情", align="c")]
    ]
    for n, (text, code) in enumerate(p.case.diagnoses):
        rows.append([("主要诊断：" if n == 0 else "其他诊断：") + text, code, Cell(rng.choice("123"), align="c")])
    rows += [[Cell(tall=6.5), "", ""] for _ in range(5)]
    y = p.sheet.grid((15, y), w, rows, p.body, 1.2)[-1][0].bottom + 3
    y = (
        slots(
            p,
            (17, y),
            [("药物过敏", "无", 50), ("血型", rng.choice(("A", "B", "O", "AB")) + "型", 40), ("尸检", "否", 40)],
            True,
        )
        + 2
    )
    p.sheet.next()
    x = 17.0
    staff = (
        ("科主任", None, p.doctor(Title.CHIEF)),
        ("主治医师", Title.ATTENDING, p.doctor(Title.ATTENDING, Title.ATTENDING)),
        ("住院医师", Title.RESIDENT, p.doctor(Title.RESIDENT, Title.RESIDENT)),
    )
    how: Manner = rng.choice(("printed", "hand", "scrawl"))
    for label, title, doctor in staff:
        right = p.sheet.put((x, y), label, p.body) + 2
        p.sign((right, y), doctor, "responsible" if title else None, how)
        p.physicians[-1] = p.physicians[-1].model_copy(update={"title": title})
        x += 58
    y = slots(
        p,
        (17, y + 12),
        [("病案质量", "甲", 40), ("质控护士", p.doctor().name, 50), ("质控日期", written(p.dates.issued, p.style), 62)],
        True,
    )
    rows = [[Cell(h, align="c") for h in ("手术及操作编码", "手术及操作日期", "手术及操作名称")]]
    rows += [[Cell(tall=6.5), "", ""] for _ in range(4)]
    y = p.sheet.grid((15, y), (40.0, 40.0, 100.0), rows, p.body, 1.2)[-1][0].bottom + 3
    costs = [rng.randrange(20000, 900000) for _ in range(4)]
    shares = zip(("综合医疗服务类", "诊断类", "治疗类", "西药类"), costs, strict=True)
    p.sheet.line((17, y), f"住院费用（元）：总费用 {sum(costs) / 100:.2f}（自付金额：{sum(costs) / 300:.2f}）", p.body)
    p.sheet.line((17, y + 6.5), " ".join(f"{name}：{cost / 100:.2f}" for name, cost in shares), p.body)
    _copied_by_archive(p)
    return p


DISCHARGE = (discharge_running, discharge_boxed)
ADMISSION = (admission,)
SURGERY = (operation,)
FRONT_PAGE = (front_page,)
