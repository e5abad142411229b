# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports of the nervous system: brain waves, flows in the head."""

from __future__ import annotations

from random import Random

import numpy as np

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fifth.rows import numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import centred, listed, slots, start
from tests.bench.held_out.second.entries import at_hospital, clock, dashes, of_cases, pen, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.EXAMINATION_REPORT


def brain_waves(rng: Random) -> Paper:
    """A mental hospital's printed page for brain waves, headings down the left, sentences filled in by pen, one or two names."""
    p = start(rng, (184.0, 260.0), _TYPE, ("song", "ming", "kaiti"), 11)
    of_cases(p, "M02101", "M04803", "M02300")
    at_hospital(p, "=青山精神病医院", "第四人民医院", "=康宁精神卫生中心", "人民医院")
    p.day, ink = p.dates.reported, pen(p, 0.8)
    typed = rng.random() < 0.5
    value = p.body if typed else ink
    y = centred(p, 13, p.fact("hospital_name"), Type("song-bold", 17, p.body.colour, spacing=0.8))
    y = (
        centred(p, y, p.title(rng.choice(("脑电图检查报告", "脑电图报告单", "数字化脑电地形图报告单"))), p.body.at(15))
        + 5
    )
    y = under_labels(p, y, [(14, "姓名", p.fact("patient_name"), 44), (60, "性别", p.fact("sex"), 28), (90, "年龄", p.fact("age"), 34), (126, "脑电图号", numbered_in(p, 1000, 99999), 44)], p.body, value)  # fmt: skip
    y = under_labels(
        p, y, [(14, "病区", p.fact("department"), 74), (90, "住院号", p.fact("inpatient_number"), 80)], p.body, value
    )
    y = under_labels(p, y, [(14, "意识状态", rng.choice(("清醒", "清醒，合作", "嗜睡")), 56), (72, "检查前用药", rng.choice(("无", "氯氮平", "奥氮平", "丙戊酸钠")), 98)], p.body, value) + 2  # fmt: skip
    odd = rng.random() < 0.5
    for label, text in (
        ("基本节律", f"α波频率{rng.randrange(8, 10)}～{rng.randrange(10, 12)}Hz，波幅{rng.randrange(30, 50)}～{rng.randrange(60, 90)}μV，调节、调幅欠佳，以枕区为著，两侧大致对称。"),
        ("快波", f"各导散在低波幅β波，{rng.randrange(14, 18)}～{rng.randrange(20, 26)}Hz。"),
        ("慢波", "双侧额、颞区见较多4～7Hz θ波，少量δ波，左侧略多。" if odd else "各导偶见低幅θ波。"),
        ("睁闭眼", "α波抑制" + rng.choice(("完全。", "不完全。"))),
        ("过度换气", "慢波增多，停止后30秒恢复。" if odd else "未见明显变化。"),
        ("闪光刺激", rng.choice(("未见光驱动反应。", "未做。"))),
        ("病理波", "左颞区见散在尖波、尖慢综合波。" if odd and rng.random() < 0.5 else "未见棘波、尖波发放。"),
    ):  # fmt: skip
        p.sheet.line((14, y), label, p.body.bold())
        y = max(p.sheet.flow((40, y), text, value, 130, 1.55), y + 6) + 2.4
    p.sheet.rule((14, y + 1), (170, y + 1), 0.3)
    p.sheet.line((14, y + 6), "印　象", p.body.bold().at(13))
    p.sheet.line((40, y + 6), rng.choice(("中度异常脑电图", "轻度异常脑电图")) if odd else rng.choice(("正常范围脑电图", "界线性脑电图")), value.at(value.size + 1.5))  # fmt: skip
    y = max(y + 26, 216.0)
    p.sheet.next()
    how: Manner = rng.choice(("hand", "scrawl", "stamp"))
    p.sheet.put((p.sheet.put((14, y), "描记者", p.body) + 1, y), people.technician(rng).name, value)
    signed(p, (62, y), "诊断医师", (p.doctor(), "reporting"), how)
    p.sheet.put((116, y), "报告日期", p.body)
    p.sheet.put((134, y), p.fact("report_date"), value, 38)
    return p


_VESSELS = (("左MCA", 54, 90, 62), ("右MCA", 54, 90, 62), ("左ACA", 66, 76, 50), ("右ACA", 66, 76, 50), ("左PCA", 62, 58, 38), ("右PCA", 62, 58, 38), ("左VA", 64, 54, 34), ("右VA", 64, 54, 34), ("BA", 86, 60, 40))  # fmt: skip


def _spectra(p: Paper, area: Area) -> None:
    """A black strip with the pulses of a flow in yellow and red."""
    s, high = p.sheet.scale, area.bottom - area.top
    p.sheet.draw.rectangle((area.left * s, area.top * s, area.right * s, area.bottom * s), fill=(14, 14, 20))
    noise = np.random.default_rng(p.rng.randrange(2**32))
    x, beat = area.left + 0.5, p.rng.uniform(7, 9)
    while x < area.right - 0.5:
        phase = ((x - area.left) % beat) / beat
        tall = high * (0.35 + 0.5 * float(np.exp(-5 * phase))) * float(noise.uniform(0.9, 1.05))
        hue = (220, int(noise.integers(90, 190)), 40)
        p.sheet.draw.line((x * s, (area.bottom - 1) * s, x * s, (area.bottom - 1 - 0.9 * tall) * s), hue, 2)
        x += 0.25


def flows_in_the_head(rng: Random) -> Paper:
    """Across a whole sheet: vessels in a table with depth and speeds at the left, spectra at the right, verdict below both."""
    p = start(rng, (297.0, 210.0), _TYPE, ("hei", "microhei", "song"), 11)
    of_cases(p, "M04803", "M03900", "M01600", "M02300")
    at_hospital(p, "中医院", "人民医院", "第二人民医院", "=铁路局中心医院")
    p.day = p.dates.reported
    p.sheet.line((18, 12), p.fact("hospital_name"), p.body.bold().at(17))
    p.sheet.line((170, 13), p.title(rng.choice(("经颅多普勒（TCD）检查报告", "TCD脑血流图报告单", "经颅彩色多普勒报告"))), p.body.at(14), 108, "r")  # fmt: skip
    p.sheet.rule((18, 21), (279, 21), 0.6)
    y = slots(p, (18, 24), [("姓名 ", p.fact("patient_name"), 40), ("性别 ", p.fact("sex"), 28), ("年龄 ", p.fact("age"), 34), ("门诊号 ", p.fact("outpatient_number"), 62), ("科室 ", p.fact("department"), 66)])  # fmt: skip
    rows: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in ("血管", "深度mm", "Vs cm/s", "Vm cm/s", "PI", "RI", "频谱形态")]]  # fmt: skip
    for name, deep, fast, mean in _VESSELS:
        pulse = rng.uniform(0.7, 1.2)
        rows.append([Cell(one, align="c") for one in (name, str(deep + rng.randrange(-3, 4)), str(round(fast * rng.uniform(0.8, 1.5))), str(round(mean * rng.uniform(0.8, 1.3))), f"{pulse:.2f}", f"{0.35 + pulse / 5:.2f}", rng.choice(("正常", "峰钝", "正常", "毛糙")))])  # fmt: skip
    foot = p.sheet.grid((18, y), (24.0, 22.0, 24.0, 24.0, 18.0, 18.0, 26.0), rows, p.body.at(10), 1.2)[-1][0].bottom
    for n, name in enumerate(("L-MCA", "R-MCA", "L-VA", "BA")):
        left, top = 182 + 50 * (n % 2), y + 33 * (n // 2)
        _spectra(p, Area(left, top, left + 46, top + 25))
        p.sheet.line((left, top + 26), name, p.body.at(8.5), 46, "c")
    y = max(foot, y + 66) + 5
    said = rng.choice((("双侧大脑中动脉血流速度增快，考虑轻度狭窄", "脑动脉硬化血流频谱改变"), ("椎-基底动脉血流速度减低，供血不足",), ("左侧大脑中动脉血流速度增快，建议行头颈CTA", "右侧椎动脉血流速度减低"), ("所检脑动脉血流未见明显异常",)))  # fmt: skip
    p.sheet.line((18, y), "检查提示", p.body.bold())
    y = listed(p, (44, y), [f"{n}）{one}" for n, one in enumerate(said, 1)], 200, 1.7)
    dashes(p, (18, 176), (279, 176))
    p.sheet.next()
    signed(p, (18, 182), "检查者/报告者：", (p.doctor(Title.RESIDENT, Title.ASSOCIATE_CHIEF), "reporting"), rng.choice(("hand", "printed", "scrawl", "stamp")))  # fmt: skip
    p.sheet.put((112, 182), f"报告时间：{p.fact('report_date')} {clock(p)}", p.body)
    p.sheet.put((206, 182), "此报告医生签名有效", p.body.at(9))
    if rng.random() < 0.4:
        stamps.department(p, (236 + rng.uniform(-6, 6), 166), rng.choice(("TCD室", "功能检查科", "脑血流室")))
    return p
