# ruff: noqa: E501 - what is printed on one line stands on one line here
"""From the ward's archive: a front page in one ruled table, and the record of an operation with its count of swabs."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from models.document import PhysicianRole
from tests.bench.held_out import people, stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, box, centred, manner, start
from tests.bench.held_out.people import Doctor, written
from tests.bench.held_out.second.entries import clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_STAFF: tuple[tuple[str, PhysicianRole | None, Title, Title], ...] = (
    ("主任（副主任）医师", "responsible", Title.ASSOCIATE_CHIEF, Title.CHIEF),
    ("主治医师", "responsible", Title.ATTENDING, Title.ATTENDING),
    ("住院医师", "responsible", Title.RESIDENT, Title.RESIDENT),
)


def _who(p: Paper, y: float) -> float:
    """The upper table: who the patient is and how they came and went; its foot."""
    days = p.dates
    stay = (days.discharged - days.admitted).days
    rows: list[list[Cell | str]] = [
        [
            "姓名",
            p.fact("patient_name"),
            "性别",
            p.fact("sex"),
            "出生日期",
            p.fact("birth_date"),
            "年龄",
            p.fact("age"),
        ],
        [
            "身份证号",
            Cell(p.fact("id_number"), 3),
            "医保卡号",
            Cell(p.fact("insured_number") if p.rng.random() < 0.7 else p.blank("insured_number"), 3),
        ],
        ["现住址", Cell(p.fact("address"), 5), "电话", p.fact("phone")],
        [
            "入院时间",
            Cell(f"{p.fact('admission_date')} {clock(p, 8, 17)}", 3),
            "出院时间",
            Cell(f"{p.fact('discharge_date')} {clock(p, 9, 16)}", 3),
        ],
        ["入院科别", Cell(p.fact("department"), 3), "病房", f"{p.rng.randrange(2, 18)}病区", "住院天数", f"{stay}天"],
    ]
    return p.sheet.grid((13, y), (19.0, 23.0, 13.0, 23.0, 21.0, 31.0, 19.0, 35.0), rows, p.body, 1.6)[-1][0].bottom


def _illnesses(p: Paper, y: float) -> float:
    """Diagnoses below each other with their codes and how each stood at admission; the foot."""
    p.diagnose(p.case.diagnoses, codes=True)
    rows: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("类别", "出院诊断", "疾病编码", "入院病情", "转归")]]
    for n in range(7):
        name, code = p.case.diagnoses[n] if n < len(p.case.diagnoses) else ("", "")
        kind = "主要诊断" if n == 0 else "其他诊断" if n == 1 else ""
        rows.append(
            [
                Cell(kind, align="c", tall=7.2),
                name,
                code,
                Cell("有" if name else "", align="c"),
                Cell("好转" if name else "", align="c"),
            ]
        )
    return p.sheet.grid((13, y), (24.0, 86.0, 30.0, 22.0, 22.0), rows, p.body, 1.6)[-1][0].bottom


def archive_front_page(rng: Random) -> Paper:
    """One ruled table down the sheet: the diagnoses under each other, boxes to tick, staff behind labels of rank."""
    p = start(rng, A4, DocType.MEDICAL_RECORD_FRONT_PAGE, ("song", "ming", "hei"), 9.5)
    bars(p, Area(13, 9, 49, 15))
    p.sheet.line((150, 10), f"第 {rng.randrange(1, 5)} 次住院", p.body, 47, "r")
    y = centred(p, 11, p.fact("hospital_name"), Type("song-bold", 15, p.body.colour))
    y = centred(p, y + 0.5, "住院病案首页", Type("song-bold", 14, p.body.colour)) + 1
    p.sheet.next()
    p.sheet.put((13, y), f"住院号 {p.fact('inpatient_number')}", p.body)
    x = p.sheet.put((92, y), "付费方式", p.body) + 3
    kind = p.insurance(rng.randrange(2))
    for n, name in enumerate(("城镇职工", "城乡居民", "全自费", "其他")):
        x = p.sheet.put((box(p, (x, y), n == kind) + 0.4, y), name, p.body) + 4
    y = _illnesses(p, _who(p, y + 6))
    p.sheet.next()
    y += 3
    x = p.sheet.put((13, y), "药物过敏", p.body) + 3
    allergic = rng.random() < 0.2
    for name, ticked in (("无", not allergic), ("有", allergic)):
        x = p.sheet.put((box(p, (x, y), ticked) + 0.4, y), name, p.body) + 4
    p.sheet.put((x + 2, y), "青霉素" if allergic else "", p.body)
    p.sheet.put((92, y), f"血型 {rng.choice('ABO')}  Rh {rng.choice(('阳', '未查'))}", p.body)
    p.sheet.put((140, y), f"实施临床路径 {rng.choice(('是', '否'))}", p.body)
    y += 7
    p.sheet.rule((13, y), (197, y), 0.25)
    _staff(p, y + 4)
    y += 34
    p.sheet.rule((13, y), (197, y), 0.25)
    p.sheet.next()
    total = rng.uniform(3200, 26000)
    for left, text in (
        (13, f"住院总费用 {total:.2f}元"),
        (82, f"自付金额 {total * 0.34:.2f}元"),
        (142, "离院方式 医嘱离院"),
    ):
        p.sheet.put((left, y + 3), text, p.body)
    stamps.by_archive(p)
    return p


def _staff(p: Paper, y: float) -> None:
    """Who answers: labels that say the rank of whoever stands behind them, two professions that are no physician's."""
    p.sheet.next()
    signed(p, (13, y), "科主任 ", (p.doctor(Title.ASSOCIATE_CHIEF), None), p.rng.choice(("printed", "hand")))
    for n, (label, role, low, high) in enumerate(_STAFF):
        if n == 1:
            p.sheet.next()
        at = ((92.0, y), (13.0, y + 10), (92.0, y + 10))[n]
        how = manner(p.rng, 0.12)
        who = people.doctor(p.rng, low, high)
        signed(p, at, label + " ", (who, role), how, n == 0)
        if n:
            p.physicians[-1] = p.physicians[-1].model_copy(update={"title": who.title if how != "empty" else None})
    p.sheet.next()
    for left, label in ((13, "质控护士"), (92, "编码员")):
        p.sheet.put((left, y + 20), f"{label} {people.name_of(p.rng, True)}", p.body)


_OPERATIONS = {
    "M04600": ("冠状动脉造影+支架植入术", "局部麻醉", "取右侧桡动脉入路，Seldinger法穿刺成功，置入6F鞘管。造影示前降支近段狭窄85%，余血管未见明显狭窄。送导丝至前降支远端，2.0mm×15mm球囊预扩张后植入3.0mm×24mm药物洗脱支架1枚，以12atm释放，复查造影支架膨胀良好，前向血流TIMI 3级。"),
    "M07803": ("左前臂动静脉内瘘成形术", "臂丛神经阻滞", "取左前臂腕部桡侧纵行切口约3cm，游离头静脉及桡动脉，见血管条件可。以7-0血管缝线行头静脉与桡动脉端侧吻合，开放血流，触及明显震颤，无渗血，逐层缝合切口。"),
    "M00503": ("胸腔镜下右肺上叶切除术", "全身麻醉（双腔气管插管）", "取左侧卧位，于第7肋间腋中线置镜，第4肋间作操作孔。探查见肿物位于右肺上叶，胸膜皱缩。依次处理右上肺静脉、动脉分支及右上叶支气管，切除右肺上叶，清扫2、4、7、10组淋巴结，试水肺无漏气，置胸腔引流管1根。"),
}  # fmt: skip


def operation_with_count(rng: Random) -> Paper:
    """A ruled head without colons, the course in one frame, a small table of what was counted before and after."""
    p = start(rng, A4, DocType.SURGERY_RECORD, ("hei", "song", "zenhei"), 10)
    of_cases(p, *_OPERATIONS)
    p.day, day = p.dates.reported, p.dates.reported
    name, numb, course = _OPERATIONS.get(p.case.code, _OPERATIONS["M04600"])
    y = centred(p, 13, p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour))
    y = centred(p, y + 0.5, "手 术 记 录 单", p.body.at(14)) + 3
    surgeon, helper = p.doctor(Title.ATTENDING), p.doctor(Title.RESIDENT, Title.ATTENDING)
    numbing: Doctor = people.doctor(rng, Title.ATTENDING)
    ranked = rng.random() < 0.5
    shown = [f"{d.name} {d.title_text}" if ranked else d.name for d in (surgeon, helper, numbing)]
    for who in (surgeon, helper, numbing):
        p.note(who, None, None, ranked)
    before = p.case.diagnoses[0][0]
    p.diagnose(p.case.diagnoses[:1])
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["科室", p.fact("department"), "床号", f"{rng.randrange(1, 60)}", "住院号", p.fact("inpatient_number")],
        ["术前诊断", Cell(before, 5)],
        ["术后诊断", Cell(before, 5)],
        ["手术名称", Cell(name, 3), "手术日期", written(day, p.style)],
        ["手术者", shown[0], "第一助手", shown[1], "麻醉者", shown[2]],
        ["麻醉方式", Cell(numb, 3), "起止", f"{clock(p, 8, 10)}至{clock(p, 11, 15)}"],
    ]
    widths = (21.0, 41.0, 21.0, 37.0, 21.0, 37.0)
    y = p.sheet.grid((16, y), widths, rows, p.body, 1.8)[-1][0].bottom
    body: list[list[Cell | str]] = [[Cell("手术经过", align="c"), Cell(course, tall=58, top=True)]]
    body.append(
        [
            Cell("术中情况", align="c"),
            f"出血约{rng.randrange(5, 200)}mL，输血0mL，标本{rng.choice(('送病理检查', '无'))}。术毕患者安返病房。",
        ]
    )
    y = p.sheet.grid((16, y), (21.0, 157.0), body, p.body, 2.2)[-1][0].bottom + 4
    count: list[list[Cell | str]] = [[Cell(h, align="c") for h in ("清点", "纱布", "缝针", "器械")]]
    numbers = [str(rng.randrange(2, 24)) for _ in range(3)]
    count += [
        [Cell(when, align="c"), *(Cell(text, align="c") for text in numbers)] for when in ("术前", "关闭前", "关闭后")
    ]
    y = p.sheet.grid((16, y), (24.0, 24.0, 24.0, 24.0), count, p.body.at(9), 1.3)[-1][0].bottom
    y = max(y + 8, 205.0)
    p.sheet.next()
    signed(p, (16, y), "记录者 ", (helper, None), "printed", ranked)
    signed(p, (108, y), "术者签名 ", (surgeon, "signing"), manner(rng, 0.12), ranked)
    p.sheet.line((16, y + 10), f"记录时间 {written(day, p.style)} {clock(p, 15, 19)}", p.body)
    if rng.random() < 0.5:
        stamps.records(p, (150, y + 18))
    return p


FRONT_PAGE = (archive_front_page,)
SURGERY = (operation_with_count,)
