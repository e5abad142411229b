# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports in figures: a day's blood pressures, the density of bones, the conduction of nerves."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import asked, labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, listed, scan_picture, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, of_cases, pen, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.EXAMINATION_REPORT


def _curves(p: Paper, area: Area) -> None:
    """Two curves over a day between axes without numbers."""
    s, rng = p.sheet.scale, p.rng
    p.sheet.frame(area, 0.2)
    for level, colour in ((0.32, (190, 50, 50)), (0.66, (40, 80, 180))):
        points = []
        for k in range(49):
            x = area.left + (area.right - area.left) * k / 48
            y = area.top + (area.bottom - area.top) * (level + rng.gauss(0, 0.05) + (0.08 if k > 32 else 0))
            points.append((x * s, y * s))
        p.sheet.draw.line(points, colour, 2)


def pressures_of_a_day(rng: Random) -> Paper:
    """Means by day and night in a table, a curve beneath, a verdict in plain sentences, two who answer for it."""
    p = start(rng, A4, _TYPE, ("song", "zenhei", "ming"), 10.5)
    of_cases(p, "M03900", "M04600", "M07803")
    at_hospital(p, "人民医院", "中医医院", "=嘉陵江油田医院", "第二人民医院")
    p.day, day = p.dates.reported, p.dates.reported
    y = centred(
        p,
        15,
        p.title(rng.choice(("24小时动态血压监测报告", "动态血压检查报告单"))),
        Type("song-bold", 18, p.body.colour),
    )
    y = centred(p, y + 1, p.fact("hospital_name") + rng.choice(("心功能科", "心电图室", "")), p.body.at(12)) + 4
    y = under_labels(p, y, [(20, "姓名", p.fact("patient_name"), 46), (68, "性别", p.fact("sex"), 30), (100, "年龄", p.fact("age"), 36), (138, "病历号", p.fact("inpatient_number"), 54)], p.body)  # fmt: skip
    y = under_labels(p, y, [(20, "科室", p.fact("department"), 78), (100, "申请医生", asked(p), 60)], p.body)
    y = under_labels(p, y, [(20, "佩戴时间", f"{written(day - timedelta(days=1), p.style)} 09:{rng.randrange(10, 59)}", 78), (100, "有效次数", f"{rng.randrange(48, 66)}/{rng.randrange(66, 72)}", 60)], p.body)  # fmt: skip
    heads = ("时段", "收缩压均值", "舒张压均值", "平均心率", "收缩压负荷", "舒张压负荷")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    whole = rng.randrange(126, 164)
    for name, top in (("全天", whole), ("白天", whole + rng.randrange(1, 6)), ("夜间", whole - rng.randrange(0, 18))):
        values = (f"{top} mmHg", f"{top - rng.randrange(44, 60)} mmHg", f"{rng.randrange(58, 88)} 次/分", f"{rng.randrange(20, 95)}%", f"{rng.randrange(8, 80)}%")  # fmt: skip
        rows.append([Cell(name, align="c"), *(Cell(value, align="c") for value in values)])
    y = p.sheet.grid((20, y + 2), (22.0, 32.0, 32.0, 30.0, 28.0, 28.0), rows, p.body.at(10), 1.8)[-1][0].bottom + 4
    p.sheet.line((20, y), f"最高血压：{whole + 38}/{whole - 36} mmHg    最低血压：{whole - 36}/{whole - 76} mmHg    夜间下降率：{rng.uniform(-2, 16):.1f}%", p.body, 172)  # fmt: skip
    _curves(p, Area(20, y + 9, 192, y + 51))
    y += 57
    p.sheet.line((20, y), "报告意见：", p.body.bold())
    opinions = [
        f"24小时平均血压{'高于' if whole > 130 else '未高于'}正常参考值（<130/80mmHg）。",
        rng.choice(("昼夜节律呈非杓型改变。", "昼夜节律存在。", "昼夜节律呈反杓型。")),
        "请结合临床。",
    ]
    y = listed(p, (28, y + 8), opinions, 160, 1.7)
    y = max(y + 12, 228.0)
    p.sheet.next()
    signed(
        p,
        (20, y),
        "报告者：",
        (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"),
        rng.choice(("printed", "hand")),
    )
    signed(
        p,
        (82, y),
        "审核者：",
        (p.doctor(Title.ATTENDING), "reviewing"),
        rng.choice(("hand", "scrawl", "empty", "printed")),
        rng.random() < 0.4,
    )
    p.sheet.put((142, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.4:
        stamps.department(p, (156 + rng.uniform(-8, 8), y + 10), rng.choice(("心电图室", "心功能科")))
    return p


def density_of_bones(rng: Random) -> Paper:
    """Pictures of spine and hip at the left, figures with T and Z beside them, and the limits they are judged by."""
    p = start(rng, A4, _TYPE, ("hei", "microhei", "song"), 10)
    of_cases(p, "M06900", "M07101", "M01600")
    at_hospital(p, "人民医院", "=信江骨科医院", "中心医院", "中医院")
    p.day = p.dates.reported
    p.sheet.line((18, 13), p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour), 120)
    p.sheet.line(
        (18, 21),
        p.title(rng.choice(("双能X线骨密度检测报告", "骨密度测定报告单", "DXA骨密度检查报告"))),
        p.body.at(13),
        120,
    )
    p.sheet.line((140, 14), "Bone Densitometry", p.body.at(9), 52, "r")
    p.sheet.line((140, 19), f"ID {rng.randrange(10**5, 10**6)}", p.body.at(9), 52, "r")
    s = p.sheet.scale
    p.sheet.draw.rectangle((18 * s, 29 * s, 192 * s, 30.4 * s), fill=(60, 90, 130))
    high, heavy = rng.randrange(148, 178), rng.randrange(44, 82)
    y = labels(p, 34, [(18, "姓名：", p.fact("patient_name"), 44), (64, "性别：", p.fact("sex"), 26), (92, "年龄：", p.fact("age"), 32), (126, "身高/体重：", f"{high}cm / {heavy}kg", 64)])  # fmt: skip
    p.fields["birth_date"] = p.patient.born.isoformat()
    y = labels(
        p, y, [(18, "出生日期：", written(p.patient.born, p.style), 72), (92, "科别：", p.fact("department"), 60)]
    )
    y = labels(p, y, [(18, "门诊号：", p.fact("outpatient_number"), 72), (92, "申请医师：", asked(p), 60)]) + 3
    scan_picture(p, Area(18, y, 68, y + 62), "slice")
    scan_picture(p, Area(18, y + 68, 68, y + 118), "fan")
    rows: list[list[Cell | str]] = [
        [Cell(h, align="c", type=p.body.bold()) for h in ("部位", "BMD(g/cm²)", "T值", "Z值")]
    ]
    lowest = 0.0
    for part in ("L1", "L2", "L3", "L4", "L1-L4", "股骨颈", "大转子", "全髋"):
        t = rng.uniform(-3.4, 0.3)
        lowest = min(lowest, t)
        rows.append([Cell(part, align="c"), Cell(f"{1.05 + t * 0.12:.3f}", align="c"), Cell(f"{t:.1f}", align="c"), Cell(f"{t + rng.uniform(0.2, 1.0):.1f}", align="c")])  # fmt: skip
    foot = p.sheet.grid((76, y), (28.0, 34.0, 27.0, 27.0), rows, p.body, 1.9)[-1][0].bottom
    foot = p.sheet.flow(
        (76, foot + 4),
        "WHO诊断标准：T值≥-1.0为骨量正常；-2.5＜T值＜-1.0为骨量减少；T值≤-2.5为骨质疏松。",
        p.body.at(9),
        116,
        1.6,
    )
    y = max(y + 124, foot + 4)
    p.sheet.line((18, y), "检测结论", p.body.bold())
    verdict = "骨质疏松" if lowest <= -2.5 else "骨量减少"
    y = p.sheet.flow(
        (18, y + 8),
        f"腰椎及左髋骨密度测定：{verdict}。骨折风险{'增高' if verdict == '骨质疏松' else '中度'}，建议一年后复查。",
        p.body,
        174,
        1.7,
        7,
    )
    y = max(y + 10, 222.0)
    p.sheet.rule((18, y), (192, y), 0.25)
    p.sheet.next()
    p.sheet.put((18, y + 5), f"操作技师：{p.doctor().name}", p.body)
    how: Manner = rng.choice(("hand", "stamp", "printed", "scrawl"))
    signed(p, (78, y + 5), "诊断医师：", (p.doctor(), "reporting"), how, rng.random() < 0.35)
    p.sheet.put((144, y + 5), f"报告日期：{p.fact('report_date')}", p.body, 48)
    p.sheet.line((18, y + 18), "骨密度值因机型不同而异，随访请使用同一台仪器。", p.body.at(8.5))
    if rng.random() < 0.4:
        stamps.department(p, (122 + rng.uniform(-8, 8), y + 16), rng.choice(("核医学科", "骨密度室", "放射科")))
    return p


_NERVES = (("正中神经", "腕-拇短展肌"), ("尺神经", "腕-小指展肌"), ("胫神经", "踝-拇展肌"), ("腓总神经", "踝-趾短伸肌"))


def _conduction(p: Paper, y: float, motor: bool) -> float:
    """One table of nerves on both sides; the height below."""
    heads = ("神经", "侧别", "记录", "潜伏期ms", "波幅mV" if motor else "波幅μV", "速度m/s")
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in heads]]
    for name, spot in _NERVES if motor else _NERVES[:3]:
        for side in "左右":
            figures = (f"{p.rng.uniform(3, 6.2):.2f}", f"{p.rng.uniform(1.4, 11):.1f}", f"{p.rng.uniform(32, 58):.1f}")
            rows.append([name if side == "左" else "", Cell(side, align="c"), spot if motor else "指/踝", *(Cell(one, align="c") for one in figures)])  # fmt: skip
    return p.sheet.grid((16, y), (30.0, 14.0, 46.0, 30.0, 30.0, 28.0), rows, p.body.at(9.5), 1.15)[-1][0].bottom + 4


def conduction_of_nerves(rng: Random) -> Paper:
    """Two tables of velocities, a verdict filled in by pen, one physician's signature at the foot."""
    p = start(rng, A4, _TYPE, ("song", "sungti", "microhei"), 10.5)
    of_cases(p, "M01600", "M02300", "M04803")
    at_hospital(p, "人民医院", "=江汉仁和医院", "中西医结合医院", "=东川大学附属医院")
    p.day, ink = p.dates.reported, pen(p, 0.8)
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour))
    y = (
        centred(
            p,
            y,
            p.title(rng.choice(("肌电图检查报告", "神经电生理检查报告单", "肌电诱发电位报告"))),
            p.body.bold().at(14),
        )
        + 3
    )
    y = labels(p, y, [(16, "姓名：", p.fact("patient_name"), 42), (60, "性别：", p.fact("sex"), 26), (88, "年龄：", p.fact("age"), 32), (122, "住院号：", p.fact("inpatient_number"), 48), (172, "床号：", f"{rng.randrange(1, 60)}", 22)])  # fmt: skip
    y = labels(p, y, [(16, "送检科室：", p.fact("department"), 70), (88, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 60), (150, "肌电图号：", numbered_in(p, 1000, 9999), 44)]) + 1  # fmt: skip
    p.sheet.line((16, y), "一、运动神经传导", p.body.bold())
    y = _conduction(p, y + 6.5, True)
    p.sheet.line((16, y), "二、感觉神经传导", p.body.bold())
    y = _conduction(p, y + 6.5, False)
    p.sheet.line((16, y), "三、针极肌电图：", p.body.bold())
    y = (
        p.sheet.flow(
            (52, y),
            rng.choice(
                ("所检肌未见自发电位，轻收缩运动单位电位时限正常。", "右胫前肌可见少量正锐波，募集相减少。", "未做。")
            ),
            p.body,
            140,
            1.7,
        )
        + 2
    )
    p.sheet.line((16, y), "提示：", p.body.bold())
    y = p.sheet.flow(
        (30, y),
        rng.choice(
            (
                "四肢多发周围神经损害，感觉、运动均受累，下肢为著。",
                "双侧正中神经腕部损害（轻度）。",
                "所检神经传导未见明显异常。",
            )
        ),
        ink,
        160,
        1.6,
    )
    y = max(y + 6, 248.0)
    p.sheet.next()
    signed(
        p,
        (16, y),
        "检查医师：",
        (p.doctor(), "reporting"),
        rng.choice(("hand", "scrawl", "stamp")),
        rng.random() < 0.25,
    )
    p.sheet.put((88, y), f"技术员：{p.doctor().name}", p.body)
    p.sheet.put((140, y), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.4:
        stamps.department(p, (160 + rng.uniform(-8, 8), y + 8), rng.choice(("肌电图室", "神经电生理室")))
    return p


LAYOUTS = (pressures_of_a_day, density_of_bones, conduction_of_nerves)
