# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers of a stay: a summary in two columns, one with rounds and dated entries, a Chinese-medicine grid, an admission."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, bars, centred, listed, manner, start, upright_label
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import CIRCLED, COUNTED, at_hospital, clock, marked, of_rank, pattern
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.tenth.certificates import rank_first

_TYPE = DocType.DISCHARGE_SUMMARY
Spot = tuple[float, float]


def _days(p: Paper) -> int:
    return (p.dates.discharged - p.dates.admitted).days


def _headed(p: Paper, y: float, label: str, text: str, left: float, width: float) -> float:
    """A bold label and its text running on behind it; the height of the next paragraph."""
    indent = p.sheet.measure(label, p.body.bold()) + 1
    end = p.sheet.flow((left, y), text, p.body, width, 1.6, indent)
    p.sheet.put((left, y), label, p.body.bold())
    return end + 1.4


def side_column(rng: Random) -> Paper:
    """A column at the left with the particulars below each other, the account in the wide column at the right."""
    p = start(rng, A4, _TYPE, ("microhei", "hei", "zenhei"), 10)
    b, sheet = p.body, p.sheet
    small = b.at(8.5).in_colour((92, 96, 102))
    centred(p, 12, p.fact("hospital_name"), b.bold().at(15))
    y = centred(p, 20, rng.choice(("出院小结", "患者出院小结", "出院记录")), b.bold().at(13)) + 3
    bars(p, Area(16, 13, 52, 20))
    sheet.line((16, 21), f"NO.{rng.randrange(10**7, 10**8)}", small)
    top = y
    sheet.rule((14, top), (196, top), 0.4)
    sheet.rule((64, top), (64, 272), 0.2)
    entries = (
        ("姓名", p.fact("patient_name")), ("性别", p.fact("sex")), ("年龄", p.fact("age")), ("住院号", p.fact("inpatient_number")),
        ("出院科室", p.fact("department")), ("床位", f"{rng.randrange(1, 70):02d}床"), ("入院日期", p.fact("admission_date")),
        ("出院日期", p.fact("discharge_date")), ("住院天数", f"{_days(p)} 天"), ("联系电话", p.fact("phone")),
    )  # fmt: skip
    y = top + 4
    for label, value in entries:
        sheet.line((16, y), label, small)
        sheet.line((16, y + 4.6), value, b, 46)
        y += 13
    sheet.line((16, y), "家庭住址", small)
    sheet.flow((16, y + 4.6), p.fact("address"), b, 46, 1.4)
    y, left, wide = top + 4, 68.0, 126.0
    final = p.case.diagnoses[: rng.randrange(2, 5)]
    sheet.line((left, y), "入院诊断", b.bold())
    y = listed(p, (left + 3, y + 6), [final[0][0]], wide - 3, 1.5) + 2
    sheet.line((left, y), "出院诊断", b.bold())
    y = listed(p, (left + 3, y + 6), marked(p.diagnose(final), CIRCLED, " "), wide - 3, 1.5) + 2
    for label, text in (
        ("入院时情况", f"因“{p.case.complaint}”入院。{p.case.examination}"),
        ("诊治经过", p.case.course),
        (
            "出院时情况",
            rng.choice(("无特殊不适，生命体征平稳。", "一般情况可，各项指标较前好转。", "症状缓解，准予出院。")),
        ),
    ):
        sheet.line((left, y), label, b.bold())
        y = sheet.flow((left + 3, y + 6), text, b, wide - 3, 1.5) + 2
    sheet.line((left, y), "出院医嘱及随访", b.bold())
    y = listed(p, (left + 3, y + 6), p.advise("{n}. {text}；"), wide - 3, 1.5) + 2
    sheet.line((left, y), "带药", b.bold())
    for name, pack, use in p.case.drugs:
        y += 6
        sheet.line((left + 3, y), f"{name}  {pack}  {use}", b, wide - 3)
    foot = max(y + 16, 240.0)
    sheet.next()
    right = sheet.put((left, foot), "经治医师 ", b)
    rank_first(
        p, (right + 1, foot), p.doctor(Title.RESIDENT, Title.ATTENDING), "responsible", p.manner(manner(rng, 0.08))
    )
    sheet.next()
    right = sheet.put((left, foot + 11), "审签医师 ", b)
    p.sign((right + 1, foot + 11), p.doctor(Title.ASSOCIATE_CHIEF), "reviewing", manner(rng, 0.2), rng.random() < 0.5)
    sheet.line((left + 70, foot + 20), written(p.dates.discharged, p.style), b)
    sheet.rule((14, 272), (196, 272), 0.4)
    sheet.line((16, 275), "此小结一式两份：一份归入病案，一份交患者保存", small)
    stamps.by_archive(p)
    return p


def with_rounds(rng: Random) -> Paper:
    """An account in numbered sections without any frame; a chief of the rounds is named in it and signs nothing."""
    p = start(rng, A4, _TYPE, ("song", "sungti", "ming"), 11)
    p.style = rng.choice(("han", "formal", "hanzero"))
    b, sheet = p.body, p.sheet
    y = centred(p, 15, p.fact("hospital_name"), b.at(16).spaced(1.2)) + 2
    y = centred(p, y, rng.choice(("出 院 总 结", "出院小结", "出  院  小  结")), b.bold().at(16)) + 3
    sheet.line((20, y), f"{p.fact('department')}　住院号 {p.fact('inpatient_number')}", b.at(10), 170, "r")
    y += 8
    who = f"　　{p.fact('patient_name')}，{p.fact('sex')}，{p.fact('age')}，住{p.fact('address')}。因“{p.case.complaint}”于{p.fact('admission_date')}{clock(p)}入院，{p.fact('discharge_date')}出院，共住院{_days(p)}天。"
    y = sheet.flow((20, y), who, b, 170, 1.7) + 2
    signer = p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF)
    chief = p.doctor(Title.CHIEF, Title.CHIEF)
    said = f"入院次日{chief.name}{chief.title_text}查房，同意目前诊断及处理。"
    sections = (
        ("入院查体", p.case.examination),
        ("诊疗过程", f"{said}{p.case.course}" if rng.random() < 0.6 else f"{p.case.course}{said}"),
        ("转归", rng.choice(("好转出院。", "病情平稳，经上级医师同意出院。", "患者及家属要求出院，予以办理。"))),
    )
    for n, (label, text) in enumerate(sections):
        y = _headed(p, y, f"{COUNTED[n]}、{label}：", text, 20, 170)
    p.note(chief, "ward_round", None, titled=True)
    form = rng.choice(("；", "，"))
    y = _headed(p, y, "四、出院诊断：", form.join(p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)])) + "。", 20, 170)
    y = _headed(
        p, y, "五、出院带药：", "；".join(f"{name}（{pack}）{use}" for name, pack, use in p.case.drugs) + "。", 20, 170
    )
    words = "；".join(p.case.advice) + "。"
    p.fields["treatment_advice"] = words
    y = _headed(p, y, "六、出院嘱托：", words, 20, 170)
    foot = y + 12
    sheet.next()
    right = sheet.put((96, foot), "记录医师：", b)
    p.sign((right + 1, foot), signer, "signing", p.manner(manner(rng, 0.08)), rng.random() < 0.5)
    sheet.line((96, foot + 11), written(p.dates.discharged, p.style), b)
    centred(p, 284, "- 1 -", b.at(9))
    stamps.by_archive(p)
    return p


def upright_grid(rng: Random) -> Paper:
    """A Chinese-medicine hospital's form: upright labels at the left of tall cells, both medicines' diagnoses in one."""
    p = start(rng, (195.0, 270.0), _TYPE, ("song", "kaiti", "zenhei"), 10.5)
    at_hospital(p, "中医院", "中医医院", "中西医结合医院")
    b, sheet = p.body, p.sheet
    y = centred(p, 11, p.fact("hospital_name") + rng.choice(("出院记录", "出院小结")), b.bold().at(15)) + 3
    rows: list[list[Cell | str]] = [
        [
            f"姓名 {p.fact('patient_name')}",
            f"性别 {p.fact('sex')}",
            f"年龄 {p.fact('age')}",
            f"住院号 {p.fact('inpatient_number')}",
        ],
        [
            f"科室 {p.fact('department')}",
            Cell(f"入院 {p.fact('admission_date')}", 2),
            f"出院 {p.fact('discharge_date')}",
        ],
    ]
    y = sheet.grid((14, y), (58, 26, 32, 52), rows, b)[-1][0].bottom
    illness, kind = pattern(p)
    western = p.case.diagnoses[: rng.randrange(1, 4)]
    p.diagnose([(f"{illness}（{kind}）", ""), *western])
    named = ["中医：" + f"{illness}（{kind}）", "西医：" + "　".join(f"{n}.{t}" for n, (t, _) in enumerate(western, 1))]
    tongue = rng.choice(("舌淡红，苔薄白，脉弦细。", "舌暗红，苔黄腻，脉滑。", "舌淡胖，边有齿痕，苔白，脉沉细。"))
    cells = (
        ("入院情况", [p.case.complaint + "。" + p.case.examination + tongue], 30.0),
        ("出院诊断", named, 26.0),
        ("诊疗经过", [p.case.course, "中医以益气活血、健脾化湿为法，予中药汤剂、针刺及穴位贴敷。"], 34.0),
        ("出院情况", [rng.choice(("神清，精神可，诸症减轻。", "症状明显缓解，纳眠可，二便调。"))], 26.0),
        ("出院医嘱", p.advise("{n}、{text}。"), 30.0),
    )
    for label, lines, least in cells:
        top = y
        y += 2
        for line in lines:
            y = sheet.flow((27, y), line, b, 153, 1.5)
        y = max(y + 1.5, top + least)
        sheet.frame(Area(24, top, 182, y))
        upright_label(p, Area(14, top, 24, y), label)
    sheet.next()
    foot, gap = y + 6, 60.0
    for n, (label, title) in enumerate(
        (("住院医师", Title.RESIDENT), ("主治医师", Title.ATTENDING), ("主任医师", Title.CHIEF))
    ):
        how = p.manner(manner(rng, 0.15)) if n == 0 else manner(rng, 0.25)
        right = sheet.put((14 + gap * n, foot), label + "：", b)
        p.sign((right + 0.6, foot), p.doctor(title, title), "responsible", "hand" if how == "stamp" else how)
        of_rank(p, title if how != "empty" else None)
    sheet.line((120, foot + 11), "日期：" + written(p.dates.discharged, p.style), b)
    if rng.random() < 0.55:
        stamps.records(p, (60, min(foot + 12, 255)))
    return p


def admitted_by_night(rng: Random) -> Paper:
    """An admission on a sheet with a margin rule: the head in three columns, boxed signs, diagnoses and corrections below."""
    p = start(rng, A4, DocType.ADMISSION_RECORD, ("song", "zenhei", "sungti"), 10.5)
    b, sheet = p.body, p.sheet
    sheet.rule((18, 10), (18, 286), 0.25)
    sheet.line((22, 11), p.fact("hospital_name"), b.bold().at(14))
    sheet.line((22, 19), p.title(rng.choice(("入院记录", "新入院患者记录", "入 院 记 录"))), b.at(13))
    sheet.line((130, 12), "住院号", b.at(9), 24, "r")
    sheet.line((156, 11), p.fact("inpatient_number"), b.bold(), 38)
    sheet.rule((22, 27), (194, 27), 0.3)
    columns = (
        (("姓名", p.fact("patient_name")), ("民族", "汉族"), ("职业", rng.choice(("务农", "退休", "个体", "职员")))),
        (("性别", p.fact("sex")), ("婚况", "已婚"), ("供史者", rng.choice(("本人", "本人及家属")))),
        (("年龄", p.fact("age")), ("病区", p.fact("department")), ("电话", p.fact("phone"))),
    )
    y = 30.0
    for row in range(3):
        sheet.next()
        for n, column in enumerate(columns):
            right = sheet.put((22 + 56 * n, y), column[row][0] + " ", b)
            sheet.put((right, y), column[row][1], b, 76 + 56 * n - right)
        y += 7
    sheet.line((22, y), "住址 " + p.fact("address"), b, 172)
    y += 7
    sheet.next()
    sheet.put((22, y), f"入院时间 {p.fact('admission_date')} {clock(p, 18, 22)}", b)
    sheet.put((120, y), f"记录时间 {written(p.dates.admitted, p.style)} 23:{rng.randrange(60):02d}", b)
    y += 8
    sheet.rule((22, y - 1), (194, y - 1), 0.3)
    y = _headed(p, y + 2, "主　诉　", p.case.complaint, 22, 172)
    y = _headed(p, y, "现病史　", p.case.history, 22, 172)
    y = _headed(
        p,
        y,
        "既往史　",
        rng.choice(("无肝炎、结核病史，无药敏史。", "有阑尾手术史，否认输血史，否认食物药物过敏史。")),
        22,
        172,
    )
    y = _headed(p, y, "家族史　", rng.choice(("父母已故，死因不详。", "否认家族性遗传病史。")), 22, 172)
    signs: list[list[Cell | str]] = [
        [
            Cell(t, align="c")
            for t in (
                "体温",
                f"36.{rng.randrange(3, 9)}℃",
                "脉搏",
                f"{rng.randrange(62, 98)}次/分",
                "呼吸",
                f"{rng.randrange(16, 22)}次/分",
                "血压",
                f"{rng.randrange(108, 168)}/{rng.randrange(62, 98)}mmHg",
            )
        ]
    ]
    y = sheet.grid((22, y + 1), (14, 24, 14, 26, 14, 26, 14, 36), signs, b.at(9.5))[-1][0].bottom + 3
    y = _headed(p, y, "查　体　", p.case.examination, 22, 172)
    y += 2
    sheet.line((104, y), rng.choice(("初步诊断", "入院诊断", "初步诊断：")), b.bold())
    mark = rng.choice(("{}. ", "({})", "{}、"))
    for n, text in enumerate(p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)]), 1):
        y += 6.5
        sheet.line((108, y), mark.format(n) + text, b, 84)
    sheet.next()
    right = sheet.put((104, y + 12), rng.choice(("值班医师", "接诊医师", "记录医师")), b) + 2
    p.sign(
        (right, y + 12),
        p.doctor(Title.RESIDENT, Title.ATTENDING),
        "signing",
        p.manner(manner(rng, 0.08)),
        rng.random() < 0.4,
    )
    sheet.next()
    right = sheet.put((104, y + 23), "上级医师审阅", b) + 2
    p.sign((right, y + 23), p.doctor(Title.ASSOCIATE_CHIEF), "reviewing", rng.choice(("hand", "empty", "scrawl")))
    sheet.line((150, 281), "第 1 页", b.at(9), 44, "r")
    if rng.random() < 0.5:
        stamps.records(p, (58, 262))
    return p


DISCHARGE = (side_column, with_rounds, upright_grid)
ADMISSION = (admitted_by_night,)
