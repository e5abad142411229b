# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports: a ruled tomography sheet, an echocardiogram with measurements, a breathing test in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, box, centred, manner, scan_picture, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type

_TYPE = DocType.EXAMINATION_REPORT
_CHESTS = (
    ("双肺透亮度增高，纹理稀疏紊乱，右肺上叶见类圆形实性结节，大小约1.8cm×1.5cm，边缘见短毛刺，邻近胸膜牵拉。纵隔4R区淋巴结肿大，短径约1.3cm。心影不大，双侧胸腔未见积液。", ("右肺上叶占位，考虑周围型肺癌", "纵隔淋巴结肿大，转移可能", "双肺肺气肿")),
    ("胸廓呈桶状，双肺散在囊状无壁透亮区，以上叶为著，支气管壁增厚。左肺下叶见索条状密度增高影。主肺动脉干增宽，直径约3.2cm。", ("慢性支气管炎、肺气肿征象", "左肺下叶纤维灶", "肺动脉增宽，请结合心脏超声")),
    ("双肺野清晰，气管支气管通畅，未见明确实变及占位。纵隔居中，淋巴结不大。主动脉及冠状动脉走行区见斑点状钙化。", ("双肺未见明确活动性病变", "主动脉、冠状动脉钙化")),
)  # fmt: skip


def _requesting(p: Paper) -> str:
    sender = p.doctor()
    p.note(sender, "requesting", None)
    return sender.name


def tomography_ruled(rng: Random) -> Paper:
    """Everything in one ruled table, labels without colons at the left; ranks printed with those who read it, or not."""
    p = start(rng, A4, _TYPE, ("song", "hei", "ming"), 11)
    of_cases(p, "M00503", "M05300", "M04600")
    p.day = p.dates.reported
    badge(p, (28, 19), 15)
    p.sheet.line((40, 12), p.fact("hospital_name"), Type("song-bold", 17, p.body.colour), 152)
    p.sheet.line((40, 20), p.title(rng.choice(("医学影像学诊断报告", "CT影像诊断意见书"))), p.body.at(13), 152)
    found, verdict = rng.choice(_CHESTS)
    day = p.dates.reported
    place, how = written(day - timedelta(days=1), p.style), rng.choice(("平扫", "平扫+增强", "薄层平扫+三维重建"))
    rows: list[list[Cell | str]] = [
        ["姓名", p.fact("patient_name"), "性别", p.fact("sex"), "年龄", p.fact("age")],
        [
            "影像号",
            f"CT{rng.randrange(10**6, 10**7)}",
            "住院号",
            p.fact("inpatient_number"),
            "床号",
            f"{rng.randrange(1, 60)}",
        ],
        ["申请科室", p.fact("department"), "申请医生", _requesting(p), "检查日", place],
        ["临床诊断", Cell("、".join(p.diagnose(p.case.diagnoses[:2])), 3), "设备", "64排CT"],
        ["检查部位", Cell(f"胸部  {how}", 5)],
    ]
    widths = (22.0, 44.0, 22.0, 38.0, 16.0, 34.0)
    y = p.sheet.grid((17, 31), widths, rows, p.body.at(10), 1.8)[-1][0].bottom
    below: list[list[Cell | str]] = [
        [Cell("影像所见", align="c"), Cell(found, tall=66, top=True)],
        [
            Cell("诊断意见", align="c", type=p.body.bold()),
            Cell("\n".join(f"{n}. {text}；" for n, text in enumerate(verdict, 1)), tall=40, top=True),
        ],
        [
            Cell("备注", align="c"),
            Cell(rng.choice(("结合临床及其他检查，定期复查。", "必要时增强扫描或穿刺活检。", "")), tall=14),
        ],
    ]
    y = p.sheet.grid((17, y), (22.0, 154.0), below, p.body, 2.2)[-1][0].bottom + 5
    ranked = rng.random() < 0.5
    p.sheet.next()
    signed(p, (17, y), "书写 ", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), "printed", ranked)
    signed(
        p,
        (105, y),
        "审核 ",
        (p.doctor(Title.ATTENDING), "reviewing"),
        rng.choice(("hand", "printed", "scrawl")),
        ranked,
    )
    p.sheet.next()
    p.sheet.put((17, y + 9), f"书写时间 {written(day, p.style)} {clock(p, 8, 12)}", p.body.at(9.5))
    p.sheet.put((105, y + 9), f"报告时间 {p.fact('report_date')} {clock(p, 13, 18)}", p.body.at(9.5))
    p.sheet.line((17, y + 18), "本报告仅供临床医师参考，未经签字无效。胶片号与影像号一致。", p.body.at(8.5))
    if rng.random() < 0.45:
        stamps.department(p, (162 + rng.uniform(-8, 6), y - 22), rng.choice(("影像科", "CT/MR诊断室")))
    return p


def _measurements(p: Paper, y: float) -> float:
    values = (
        ("主动脉根部内径", 27, 36, "mm"), ("左房前后径", 31, 46, "mm"), ("左室舒末径", 44, 60, "mm"),
        ("室间隔厚度", 9, 14, "mm"), ("左室后壁厚度", 8, 13, "mm"), ("射血分数EF", 42, 68, "%"),
        ("短轴缩短率FS", 22, 38, "%"), ("二尖瓣口E峰", 52, 96, "cm/s"), ("肺动脉收缩压", 24, 48, "mmHg"),
    )  # fmt: skip
    shown = [(name, f"{p.rng.randrange(low, high)} {unit}") for name, low, high, unit in values]
    rows: list[list[Cell | str]] = [[part for pair in shown[n : n + 3] for part in pair] for n in range(0, 9, 3)]
    return p.sheet.grid((15, y), (33.0, 27.0) * 3, rows, p.body.at(9.5), 1.6)[-1][0].bottom


def echo_with_values(rng: Random) -> Paper:
    """Measurements in a table under two pictures, boxes for where the patient came from, three times at the foot."""
    p = start(rng, A4, _TYPE, ("hei", "microhei", "zenhei"), 10.5)
    of_cases(p, "M04600", "M03900")
    p.day = p.dates.reported
    y = centred(p, 11, p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour))
    y = centred(p, y + 0.5, p.title(rng.choice(("彩色多普勒超声心动图报告", "心脏彩超检查记录单"))), p.body.at(13)) + 2
    p.sheet.next()
    x, source = 15.0, rng.randrange(3)
    for n, name in enumerate(("门诊", "住院", "体检")):
        x = p.sheet.put((box(p, (x, y), n == source) + 0.4, y), name, p.body) + 5
    p.sheet.put((120, y), f"超声号 {p.dates.reported:%Y%m%d}-{rng.randrange(1, 200):03d}", p.body, 75, "r")
    y += 7
    number = ("住院号", p.fact("inpatient_number")) if source == 1 else ("门诊号", p.fact("outpatient_number"))
    for entries in (
        (("患者姓名", p.fact("patient_name")), ("性别", p.fact("sex")), ("年龄", p.fact("age"))),
        (number, ("科室", p.fact("department")), ("申请医师", _requesting(p))),
    ):
        p.sheet.next()
        for place, (label, value) in zip((15, 82, 148), entries, strict=True):
            right = p.sheet.put((place, y), label, p.body.in_colour((96, 98, 104)))
            p.sheet.put((right + 2, y), value, p.body, 63 - (right - place) if place < 148 else 48 - (right - place))
        y += 6.6
    p.sheet.rule((15, y), (195, y), 0.5)
    for left in (15.0, 106.0):
        scan_picture(p, Area(left, y + 3, left + 89, y + 61), "fan")
    y = _measurements(p, y + 66) + 5
    findings = rng.choice((
        "左房增大，余房室腔内径正常。室间隔及左室壁厚度正常，静息状态下左室前壁心尖段运动幅度减低。二尖瓣后叶瓣环回声增强，开放可，关闭见少量反流。",
        "左房左室增大，室间隔与左室后壁对称性增厚，运动协调。主动脉瓣三叶，瓣缘增厚回声增强，舒张期见少量反流信号。心包腔未探及液性暗区。",
    ))  # fmt: skip
    verdict = rng.choice(
        (
            "左房增大 节段性室壁运动异常 二尖瓣反流（轻度） 左室舒张功能减退",
            "左室壁增厚 左房左室增大 主动脉瓣退行性变并轻度反流",
        )
    )
    for label, text in (("超声描述", findings), ("超声提示", verdict)):
        p.sheet.line((15, y), label, p.body.bold())
        y = p.sheet.flow((15, y + 6.5), text, p.body, 180, 1.65) + 3
    y = max(y + 4, 236.0)
    p.sheet.rule((15, y), (195, y), 0.5)
    p.sheet.next()
    signed(
        p,
        (15, y + 4),
        "检查医师 ",
        (p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), "reporting"),
        rng.choice(("hand", "scrawl", "printed")),
        rng.random() < 0.3,
    )
    p.sheet.put((112, y + 4), f"记录员 {_recorder(p)}", p.body)
    p.sheet.next()
    day = p.dates.reported
    for place, text in (
        (15, f"登记 {written(day, p.style)} {clock(p, 7, 9)}"),
        (82, f"报告 {p.fact('report_date')} {clock(p, 9, 12)}"),
        (148, f"打印 {written(day, p.style)}"),
    ):
        p.sheet.put((place, y + 12), text, p.body.at(9))
    if rng.random() < 0.4:
        stamps.department(p, (165 + rng.uniform(-8, 4), y + 5), rng.choice(("超声科", "超声医学科", "心功能室")))
    return p


def _recorder(p: Paper) -> str:
    """The name of a clerk, who is no physician of the paper."""
    return p.doctor().name


_BREATH: Sequence[tuple[str, str, float]] = (
    ("用力肺活量 FVC", "L", 3.24), ("一秒量 FEV1", "L", 2.51), ("一秒率 FEV1/FVC", "%", 77.4),
    ("最大呼气流量 PEF", "L/s", 6.82), ("呼气中期流量 MMEF", "L/s", 2.93), ("残总比 RV/TLC", "%", 38.5),
    ("弥散量 DLCO", "mmol/min/kPa", 7.61),
)  # fmt: skip


def breathing_test(rng: Random) -> Paper:
    """A test in numbers: predicted, before and after the drug, and at times an open line for the second reader."""
    p = start(rng, A4, _TYPE, ("microhei", "song", "zenhei"), 10.5)
    of_cases(p, "M05300")
    p.day = p.dates.reported
    p.sheet.line(
        (16, 12),
        p.title(rng.choice(("肺通气功能+支气管舒张试验报告", "肺功能测定报告"))),
        Type("hei-bold", 15, p.body.colour),
    )
    p.sheet.line((16, 20), f"{p.fact('hospital_name')}  肺功能室", p.body.at(11))
    p.sheet.rule((16, 27), (194, 27), 0.8)
    y = 31.0
    for left, right in (
        (("姓名", p.fact("patient_name")), ("检查编号", f"PFT{rng.randrange(10**4, 10**5)}")),
        (("性别", p.fact("sex")), ("身高/体重", f"{rng.randrange(150, 180)}cm / {rng.randrange(45, 85)}kg")),
        (("年龄", p.fact("age")), ("科别", p.fact("department"))),
        (("门诊病历号", p.fact("outpatient_number")), ("测试日期", written(p.dates.reported, p.style))),
    ):
        p.sheet.next()
        for place, (label, value) in ((16, left), (108, right)):
            p.sheet.put((place, y), label, p.body)
            p.sheet.put((place + 24, y), value, p.body, 62)
        y += 7
    rows: list[list[Cell | str]] = [
        [
            Cell(h, align="c", type=p.body.bold())
            for h in ("指标", "单位", "预计值", "用药前", "占预计%", "用药后", "改善率%")
        ]
    ]
    for name, unit, predicted in _BREATH:
        before = predicted * rng.uniform(0.42, 0.8)
        after = before * rng.uniform(0.98, 1.16)
        numbers = (
            f"{predicted:.2f}",
            f"{before:.2f}",
            f"{before / predicted * 100:.1f}",
            f"{after:.2f}",
            f"{(after / before - 1) * 100:+.1f}",
        )
        rows.append([name, unit, *(Cell(text, align="r") for text in numbers)])
    y = (
        p.sheet.grid((16, y + 2), (47.0, 29.0, 20.0, 20.0, 21.0, 20.0, 21.0), rows, p.body.at(9.5), 1.7)[-1][0].bottom
        + 5
    )
    p.sheet.next()
    positive = rng.random() < 0.5
    x = p.sheet.put((16, y), "舒张试验", p.body.bold()) + 4
    for name, ticked in (("阳性", positive), ("阴性", not positive), ("未做", False)):
        x = p.sheet.put((box(p, (x, y), ticked) + 0.4, y), name, p.body) + 5
    y += 9
    text = rng.choice(
        (
            "中度阻塞性通气功能障碍，残气量增高，弥散功能轻度减退。",
            "重度混合性通气功能障碍，以阻塞为主，弥散功能中度减退。",
            "轻度阻塞性通气功能障碍，小气道功能减退。",
        )
    )
    p.sheet.line((16, y), "结论", p.body.bold())
    y = max(p.sheet.flow((32, y), text, p.body, 160) + 14, 180.0)
    p.sheet.next()
    signed(
        p,
        (16, y),
        "操作及报告 ",
        (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"),
        rng.choice(("printed", "hand")),
    )
    signed(p, (108, y), "复审医师 ", (p.doctor(Title.ATTENDING), "reviewing"), manner(rng, 0.35), rng.random() < 0.4)
    p.sheet.line((16, y + 11), f"报告日期 {p.fact('report_date')}", p.body)
    if rng.random() < 0.35:
        stamps.department(p, (150 + rng.uniform(-8, 8), y + 14), rng.choice(("肺功能室", "呼吸内科")))
    return p


LAYOUTS = (tomography_ruled, echo_with_values, breathing_test)
