"""Examination reports: a merged radiology sheet, an endoscopy site by site."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.findings import study_of
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    bars,
    centred,
    listed,
    numbered,
    scan_picture,
    slots,
    start,
    upright_label,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import COUNTED, at_hospital, clock, marked, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.EXAMINATION_REPORT


def merged_radiology(rng: Random) -> Paper:
    """Upright labels at the left of tall boxes; three times and two electronic signatures at the foot."""
    p = start(rng, A4, _TYPE, ("microhei", "song", "zenhei"), 10.5)
    at_hospital(p, "人民医院", "=省胸科医院", "肿瘤医院", "中心医院")
    study = study_of(p, ("ct", "mr", "dr"))
    p.day = p.dates.reported
    bars(p, Area(152, 10, 192, 18))
    p.sheet.line((18, 10), p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour), 128)
    p.sheet.line((18, 19), p.title(rng.choice(("医学影像诊断报告", "放射影像检查报告"))), p.body.at(13))
    p.sheet.line(
        (152, 19), f"检查号 {rng.choice(('CT', 'MR', 'DX'))}{rng.randrange(10**6, 10**7)}", p.body.at(9), 40, "r"
    )
    w = (20.0, 36.0, 16.0, 22.0, 20.0, 60.0)
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        ["来源", "住院", "床号", f"{rng.randrange(1, 60)}", "住院号", p.fact("inpatient_number")],
        ["科室", Cell(p.fact("department"), 3), "申请医生", (sender := p.doctor()).name],
        ["部位", Cell(study.part, 3), "技术", Cell(study.method, type=p.body.at(9))],
    ]
    p.note(sender, "requesting", None)
    y = p.sheet.grid((18, 27), w, rows, p.body, 1.6)[-1][0].bottom
    for label, tall, text in (
        ("影像学表现", 92.0, [study.findings]),
        ("印象", 66.0, numbered(study.conclusion, "{}、")),
    ):
        upright_label(p, Area(18, y, 30, y + tall), label)
        p.sheet.frame(Area(30, y, 192, y + tall))
        listed(p, (35, y + 5), text, 150, 1.75)
        y += tall
    p.sheet.next()
    signed(p, (18, y + 5), "报告医师：", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), "printed")
    signed(p, (108, y + 5), "审核医师：", (p.doctor(Title.ATTENDING), "reviewing"), "printed", rng.random() < 0.5)
    p.sheet.next()
    day = p.dates.reported
    small = p.body.at(8.5)
    p.sheet.put((18, y + 15), f"检查时间：{written(day - timedelta(days=1), p.style)} {clock(p)}", small)
    p.sheet.put((78, y + 15), f"报告时间：{p.fact('report_date')} {clock(p)}", small)
    p.sheet.put((138, y + 15), f"打印时间：{written(day + timedelta(days=3), p.style)} {clock(p)}", small)
    p.sheet.line((18, y + 23), "注：本报告须经审核医师电子签名后方为有效，影像资料请妥善保管。", small)
    if rng.random() < 0.4:
        stamps.department(p, (156 + rng.uniform(-8, 8), y - 8), rng.choice(("医学影像科", "CT室", "放射科")))
    return p


_SITES = (
    ("食管", "黏膜光滑，血管纹理清晰，下段可见四条蓝色串珠样曲张静脉，红色征阴性。"),
    ("贲门", "齿状线清晰，开闭可。"),
    ("胃底", "黏液池清亮，可见结节状静脉曲张。"),
    ("胃体", "黏膜呈马赛克样改变，皱襞排列整齐。"),
    ("胃窦", "黏膜红白相间，以红为主，蠕动好。"),
    ("幽门", "圆，开放好。"),
    ("十二指肠", "球部及降部未见溃疡及新生物。"),
)


def _sites(p: Paper, y: float) -> float:
    """Four pictures, and what was seen where; the height below both."""
    for n in range(4):
        left, top = 118 + (n % 2) * 39, y + 2 + (n // 2) * 42
        scan_picture(p, Area(left, top, left + 36, top + 36), "slice")
        p.sheet.line((left, top + 37), f"{n + 1}.{_SITES[(0, 2, 4, 6)[n]][0]}", p.body.at(8.5), 36, "c")
    p.sheet.line((16, y + 2), "内镜所见", p.body.bold())
    side = y + 9
    for name, text in _SITES:
        side = p.sheet.flow((16, side), f"{name}：{text}", p.body, 96, 1.55) + 0.6
    y = max(side + 4, y + 90)
    return y


def endoscopy_by_site(rng: Random) -> Paper:
    """Four pictures at the right, what was seen at each site at the left."""
    p = start(rng, A4, _TYPE, ("hei", "song", "microhei"), 10.5)
    of_cases(p, "M06201")
    at_hospital(p, "人民医院", "第二人民医院", "=江汉仁和医院", "中医院")
    p.day = p.dates.reported
    y = centred(p, 14, p.fact("hospital_name") + "消化内镜中心", Type("hei-bold", 16, p.body.colour))
    y = centred(p, y + 0.5, p.title(rng.choice(("电子胃镜诊疗报告单", "上消化道内镜检查报告"))), p.body.at(13)) + 3
    y = slots(
        p,
        (16, y),
        [
            ("姓名：", p.fact("patient_name"), 44),
            ("性别：", p.fact("sex"), 30),
            ("年龄：", p.fact("age"), 34),
            ("内镜号：", f"N{rng.randrange(10**5, 10**6)}", 56),
        ],
    )
    y = slots(
        p,
        (16, y),
        [
            ("来源：", p.fact("department"), 74),
            ("门诊号：", p.fact("outpatient_number"), 50),
            ("麻醉：", rng.choice(("静脉麻醉", "咽麻")), 40),
        ],
    )
    p.sheet.rule((16, y - 1), (194, y - 1), 0.4)
    y = _sites(p, y)
    p.sheet.line((16, y), "内镜诊断", p.body.bold())
    y = listed(
        p,
        (22, y + 7),
        marked(["食管胃底静脉曲张（中度，红色征阴性）", "门静脉高压性胃病", "慢性非萎缩性胃炎"], COUNTED, "、"),
        170,
        1.6,
    )
    p.sheet.line((16, y + 3), "建 议", p.body.bold())
    y = listed(p, (22, y + 10), ["软食，定期复查；必要时行内镜下套扎治疗。"], 170, 1.6)
    y = max(y + 8, 236.0)
    p.sheet.next()
    signed(
        p,
        (16, y),
        "操作医师：",
        (p.doctor(Title.ATTENDING), "reporting"),
        rng.choice(("hand", "printed", "scrawl")),
        rng.random() < 0.4,
    )
    p.sheet.put((104, y), f"护士：{p.doctor().name}", p.body)
    p.sheet.put((140, y), f"报告时间：{p.fact('report_date')}", p.body)
    if rng.random() < 0.5:
        stamps.department(p, (154 + rng.uniform(-8, 8), y + 12), "内镜中心")
    return p


LAYOUTS = (merged_radiology, endoscopy_by_site)
