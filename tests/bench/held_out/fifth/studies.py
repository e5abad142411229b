# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports: ultrasound of the neck, tomography in two languages, a resting heart, pressures, bones, nerves."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.fifth.rows import asked, labels, numbered_in
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, badge, code_square, listed, scan_picture, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, signed
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


_SLICES = (
    ("上腹部CT平扫+增强", "肝脏形态失常，各叶比例失调，表面呈波浪状，肝裂增宽，肝S7段见大小约2.3cm×2.1cm结节，动脉期明显强化，门脉期及延迟期强化减退。门静脉主干增宽，约1.6cm，脾脏增大，约8个肋单元，胃底及脾门区见迂曲血管影，肝周见弧形液性密度影。", ("肝硬化，脾大，门静脉高压，少量腹水", "肝S7段结节，考虑小肝癌，建议MR普美显增强", "食管下段、胃底静脉曲张")),
    ("颅脑CT平扫", "左侧基底节区及放射冠见片状低密度影，边界较清，邻近侧脑室稍扩大。双侧半卵圆中心见斑点状稍低密度影。中线结构居中，脑沟、裂、池增宽加深，双侧颈内动脉虹吸段管壁见钙化。颅骨未见异常。", ("左侧基底节区及放射冠软化灶", "脑白质疏松，老年性脑改变")),
    ("胸部高分辨CT", "两肺透亮度增高，见多发肺大疱，右肺中叶见条索影，左肺上叶舌段见支气管柱状扩张，两下肺胸膜下见网格影。气管及主支气管通畅。冠状动脉见钙化斑，心包见少量积液。", ("两肺肺气肿、肺大疱", "左肺上叶舌段支气管扩张", "两下肺间质性改变", "冠状动脉钙化，心包少量积液")),
)  # fmt: skip


def _bilingual(p: Paper, y: float, part: str) -> float:
    """Whose pictures, each label in two languages; the height below."""
    small = p.body.at(8.5).in_colour((90, 92, 98))
    entries = (
        (("姓名", "Name", p.fact("patient_name")), ("性别", "Sex", p.fact("sex")), ("年龄", "Age", p.fact("age"))),
        (("科室", "Dept.", p.fact("department")), ("住院号", "IP No.", p.fact("inpatient_number")), ("影像号", "PID", numbered_in(p, 10**7, 10**8))),
        (("检查项目", "Exam", part), ("申请医师", "Referrer", asked(p)), ("设备", "Device", p.rng.choice(("CT-64", "CT-2", "256排CT")))),
    )  # fmt: skip
    for row in entries:
        p.sheet.next()
        for x, (label, english, value), room in zip((18, 84, 142), row, (64, 56, 52), strict=True):
            right = p.sheet.put((x, y), label, p.body)
            right = p.sheet.put((right + 1, y + 0.5), f"{english}:", small)
            p.sheet.put((right + 1.6, y), value, p.body, x + room - right - 2)
        y += 7.4
    return y


def tomography_in_two_languages(rng: Random) -> Paper:
    """Chinese and English labels, a square to scan for the pictures, ranks in print behind both who wrote and who checked."""
    p = start(rng, A4, _TYPE, ("hei", "song", "microhei"), 10.5)
    at_hospital(p, "人民医院", "第一人民医院", "=东川大学附属医院", "=省第五人民医院")
    p.day, day = p.dates.reported, p.dates.reported
    part, seen, said = rng.choice(_SLICES)
    badge(p, (27, 20), 15)
    p.sheet.line((38, 12), p.fact("hospital_name"), Type("song-bold", 17, p.body.colour), 120)
    p.sheet.line(
        (38, 21), p.title(rng.choice(("放射诊断报告单", "CT诊断报告", "医学影像检查诊断报告"))), p.body.at(13), 60
    )
    p.sheet.line((104, 22), "Radiology Report", p.body.at(10).in_colour((90, 92, 98)), 50)
    code_square(p, Area(172, 9, 192, 29))
    p.sheet.rule((18, 31), (192, 31), 0.5)
    y = _bilingual(p, 34, part)
    p.sheet.rule((18, y), (192, y), 0.25)
    for label, english, texts in (("影像所见", "Findings", [seen]), ("影像诊断", "Impression", [f"{n}. {one}；" for n, one in enumerate(said, 1)])):  # fmt: skip
        p.sheet.next()
        right = p.sheet.put((18, y + 4), label, p.body.bold().at(12))
        p.sheet.put((right + 2, y + 4.6), english, p.body.at(9.5).in_colour((90, 92, 98)))
        y = listed(p, (22, y + 12), texts, 166, 1.8) + 4
    y = max(y, 214.0)
    p.sheet.rule((18, y), (192, y), 0.25)
    p.sheet.next()
    titled = rng.random() < 0.55
    signed(p, (18, y + 5), "报告医师：", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), "printed", titled)
    signed(
        p, (104, y + 5), "审核医师：", (p.doctor(Title.ATTENDING), "reviewing"), rng.choice(("printed", "hand")), titled
    )
    p.sheet.next()
    p.sheet.put((18, y + 15), f"检查时间：{written(day - timedelta(days=1), p.style)} {clock(p)}", p.body)
    p.sheet.put((104, y + 15), f"报告时间：{p.fact('report_date')} {clock(p)}", p.body)
    p.sheet.line((18, y + 26), "扫描右上角二维码可查看胶片，有效期三年。本报告仅供临床参考，复印无效。", p.body.at(8.5))
    if rng.random() < 0.4:
        stamps.department(p, (166 + rng.uniform(-8, 6), y + 22), rng.choice(("放射科", "影像诊断专用章", "CT室")))
    return p


def _trace(p: Paper, area: Area) -> None:
    """Three leads on the red grid of the recorder's paper."""
    s, rng = p.sheet.scale, p.rng
    for k in range(int((area.right - area.left) / 5) + 1):
        x = area.left + 5 * k
        p.sheet.draw.line((x * s, area.top * s, x * s, area.bottom * s), (246, 190, 190), 1)
    for k in range(int((area.bottom - area.top) / 5) + 1):
        y = area.top + 5 * k
        p.sheet.draw.line((area.left * s, y * s, area.right * s, y * s), (246, 190, 190), 1)
    step, beat = (area.bottom - area.top) / 3, rng.uniform(16, 22)
    shape = ((0, 0), (3, -1), (5, 0), (6, 0.8), (7, -7), (8, 2), (9, 0), (12, -1.5), (15, 0))
    for row in range(3):
        base, x, points = area.top + step * (row + 0.65), area.left + 1, []
        while x + 16 < area.right:
            high = rng.uniform(0.8, 1.1)
            points += [((x + dx) * s, (base + dy * high) * s) for dx, dy in shape]
            x += beat + rng.uniform(-0.4, 0.4)
        p.sheet.draw.line(points, (30, 32, 44), 2, joint="curve")


def heart_at_rest(rng: Random) -> Paper:
    """A half sheet across: the recorder's figures at the left, its own verdict at the right, the trace beneath; signed or not."""
    p = start(rng, (210.0, 148.0), _TYPE, ("microhei", "zenhei", "hei"), 9.5)
    of_cases(p, "M04600", "M03900", "M05300", "M02101")
    at_hospital(p, "中医院", "人民医院", "第三人民医院", "=白鹿镇中心卫生院")
    p.day = p.dates.reported
    p.sheet.line(
        (10, 7),
        p.fact("hospital_name") + p.title(rng.choice(("十二导联心电图报告", "心电图报告单", "常规心电图诊断报告"))),
        p.body.bold().at(13),
        140,
    )
    p.sheet.line((158, 8), f"编号 {p.dates.reported:%Y%m%d}{rng.randrange(1, 90):04d}", p.body.at(8.5), 42, "r")
    y = labels(p, 15, [(10, "姓名:", p.fact("patient_name"), 34), (46, "性别:", p.fact("sex"), 22), (70, "年龄:", p.fact("age"), 26), (98, "科室:", p.fact("department"), 56), (156, "住院号:", p.fact("inpatient_number"), 46)])  # fmt: skip
    p.sheet.rule((10, y), (200, y), 0.3)
    rate = rng.randrange(56, 104)
    figures = (("心率", f"{rate} bpm"), ("P-R间期", f"{rng.randrange(128, 206)} ms"), ("QRS时限", f"{rng.randrange(80, 118)} ms"), ("QT/QTc", f"{rng.randrange(352, 420)}/{rng.randrange(400, 448)} ms"), ("电轴", f"{rng.randrange(-30, 90)}°"), ("RV5/SV1", f"{rng.uniform(1, 2.4):.2f}/{rng.uniform(0.6, 1.6):.2f} mV"))  # fmt: skip
    top = y + 2
    for n, (label, value) in enumerate(figures):
        p.sheet.next()
        p.sheet.put((10, top + n * 5.4), label, p.body)
        p.sheet.put((30, top + n * 5.4), value, p.body, 38)
    verdicts = rng.choice((("窦性心律", "ST段改变（Ⅱ、Ⅲ、aVF、V4-V6）", "T波改变"), ("窦性心律", "左心室肥厚伴劳损", "电轴左偏"), ("窦性心律", "不完全性右束支传导阻滞"), ("心房颤动", "频发室性早搏", "异常Q波（V1-V3）")))  # fmt: skip
    p.sheet.line((76, top), "心电图诊断：", p.body.bold())
    listed(p, (80, top + 6.4), [f"{n}、{one}" for n, one in enumerate(verdicts, 1)], 100, 1.7)
    _trace(p, Area(10, top + 34, 200, 124))
    p.sheet.line((10, 125.5), "25mm/s  10mm/mV  AC50Hz  ADS", p.body.at(8))
    p.sheet.next()
    how: Manner = rng.choice(("hand", "scrawl", "printed", "stamp", "empty"))
    signed(p, (92, 132), "诊断医师：", (p.doctor(), "reporting"), how, rng.random() < 0.25)
    p.sheet.put((150, 132), f"报告日期：{p.fact('report_date')}", p.body)
    p.sheet.line((10, 140), "未经医师签名，自动分析结果仅供参考", p.body.at(8))
    return p


LAYOUTS = (ultrasound_column, tomography_in_two_languages, heart_at_rest)
