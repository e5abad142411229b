# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports: ultrasound of the neck, tomography in two languages, a resting heart, pressures, bones, nerves."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import stamps
from tests.bench.held_out.closed.rows import asked, labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import listed, scan_picture, start
from tests.bench.held_out.second.entries import at_hospital, signed
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.EXAMINATION_REPORT
_BLUE = (28, 74, 150)
_NECKS = (
    ("甲状腺", "甲状腺右叶4.6×1.7×1.5cm，左叶4.4×1.6×1.4cm，峡部厚0.3cm，形态饱满，包膜完整，实质回声不均匀，左叶中部探及0.8×0.6cm低回声结节，边界清，纵横比<1，未见明显钙化。CDFI：结节周边见点状血流信号。双侧颈部未见异常肿大淋巴结。", ("甲状腺左叶结节，C-TIRADS 3类", "甲状腺弥漫性改变，请结合甲功")),
    ("肝胆胰脾双肾", "肝脏大小正常，包膜光整，实质回声细密增强，后方回声衰减，肝内管道结构欠清。胆囊7.2×2.8cm，壁不厚，腔内见1.1cm强回声团伴声影，随体位移动。胰腺、脾脏大小形态正常。双肾大小正常，集合系统未见分离。", ("脂肪肝（中度）", "胆囊结石", "胰、脾、双肾未见明显异常")),
    ("双下肢动静脉", "双侧股总、股浅、腘、胫前后动脉走行正常，内中膜不均匀增厚，最厚1.4mm，内膜面可见多发强回声斑块附着，较大者位于右侧股浅动脉，约12×2.3mm，管腔未见明显狭窄。双侧股、腘静脉管腔内未见血栓回声，加压后管腔可闭合。", ("双下肢动脉硬化并多发斑块形成", "双下肢深静脉血流通畅")),
)  # fmt: skip


def ultrasound_column(rng: Random) -> Paper:
    """Pictures one below the other at the right edge, text in a narrow column beside them, written by the one who looked."""
    p = start(rng, (196.0, 270.0), _TYPE, ("song", "zenhei", "microhei"), 11)
    at_hospital(p, "人民医院", "中医院", "第二人民医院", "=青石镇中心卫生院", "妇幼保健院")
    p.day = p.dates.reported
    part, seen, said = rng.choice(_NECKS)
    p.sheet.line((14, 12), p.fact("hospital_name"), Type("hei-bold", 17, _BLUE), 116)
    p.sheet.line(
        (14, 21),
        p.title(rng.choice(("彩超检查报告", "B超室超声诊断报告", "多普勒彩色超声报告单"))),
        Type("hei", 13, _BLUE),
        116,
    )
    p.sheet.line((136, 14), f"No.{p.dates.reported:%y%m%d}{rng.randrange(1, 130):03d}", p.body.at(10), 46, "r")
    p.sheet.rule((14, 29), (182, 29), 0.7)
    y = labels(p, 32, [(14, "姓名 ", p.fact("patient_name"), 40), (56, "性别 ", p.fact("sex"), 24), (82, "年龄 ", p.fact("age"), 30), (116, "门诊号 ", p.fact("outpatient_number"), 64)])  # fmt: skip
    y = labels(p, y, [(14, "科别 ", p.fact("department"), 66), (82, "申请医师 ", asked(p), 40), (130, "床号 ", rng.choice(("", f"{rng.randrange(1, 50)}")), 40)])  # fmt: skip
    y = labels(p, y, [(14, "检查部位 ", part, 66), (82, "探头频率 ", rng.choice(("7-12MHz", "3.5MHz")), 60)])
    p.sheet.rule((14, y), (182, y), 0.3)
    for n in range(3):
        scan_picture(p, Area(128, y + 4 + n * 46, 182, y + 46 + n * 46), "fan" if n else "slice")
    p.sheet.line((14, y + 4), "超声描述", p.body.bold())
    foot = p.sheet.flow((14, y + 12), seen, p.body, 108, 1.75, 7.8) + 6
    p.sheet.line((14, foot), "超声诊断", p.body.bold())
    listed(p, (18, foot + 8), [f"{n}.{text}" for n, text in enumerate(said, 1)], 104, 1.75)
    y = max(y + 148, 222.0)
    p.sheet.rule((14, y), (182, y), 0.3)
    p.sheet.next()
    how: Manner = rng.choice(("hand", "scrawl", "stamp", "printed"))
    signed(p, (14, y + 6), "医师签名：", (p.doctor(), "reporting"), how, rng.random() < 0.3)
    p.sheet.put((106, y + 6), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((14, y + 18), "★ 超声检查受多种因素影响，本报告供临床医生参考，不作证明用。", p.body.at(9))
    if rng.random() < 0.45:
        stamps.department(p, (150 + rng.uniform(-8, 6), y + 14), rng.choice(("超声科", "B超室", "功能科")))
    return p


LAYOUTS = (ultrasound_column,)
