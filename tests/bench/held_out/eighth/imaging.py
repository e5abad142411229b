# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Examination reports: a township's ultrasound, a spine in the tube, a treadmill, a bowel; two more are imported."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import people, stamps
from tests.bench.held_out.eighth.imaging_more import brain_waves, flows_in_the_head
from tests.bench.held_out.fifth.rows import asked, cells, labels, numbered_in, under_labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, A5_WIDE, bars, centred, listed, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, of_cases, signed
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

_TYPE = DocType.EXAMINATION_REPORT
_BELLIES = (
    ("肝、胆、脾、双肾", "肝：形态规则，右叶斜径12.8cm，实质光点增粗，分布欠均匀，门静脉内径1.1cm。\n胆囊：大小约6.1×2.3cm，壁毛糙，厚0.4cm，内透声可。\n脾：厚3.6cm，肋下未及。\n双肾：左肾9.2×4.1cm，右肾9.0×4.0cm，皮髓质分界欠清，未见积水。", ("肝实质回声改变", "胆囊壁毛糙", "双肾声像改变，请结合肾功能")),
    ("肝、胆、胰、脾", "肝：表面欠光滑，实质回声粗糙，呈结节感，门静脉内径1.4cm。\n胆囊：壁增厚呈双边，约0.6cm。\n脾：厚4.9cm，肋下2.5cm。\n腹腔：肝肾隐窝探及深约2.1cm无回声区。", ("肝硬化声像", "脾大", "腹腔少量积液")),
    ("双肾、输尿管、膀胱", "双肾：大小正常，右肾中盏探及0.5cm强回声，后伴声影。\n输尿管：双侧未见扩张。\n膀胱：充盈可，壁光滑。", ("右肾小结石",)),
)  # fmt: skip


def township_ultrasound(rng: Random) -> Paper:
    """A half sheet across of a health centre: labels without colons filled on lines, no picture, who looked and who wrote."""
    p = start(rng, A5_WIDE, _TYPE, ("kaiti", "sungti", "song"), 11)
    at_hospital(p, "=双河镇中心卫生院", "=木鱼镇卫生院", "=葛溪乡卫生院", "=城关社区卫生服务中心")
    p.day = p.dates.reported
    part, seen, said = rng.choice(_BELLIES)
    y = centred(p, 7, p.fact("hospital_name"), Type("kaiti", 17, p.body.colour, weight=1))
    y = (
        centred(p, y, p.title(rng.choice(("B型超声波检查报告单", "黑白超声检查报告单", "Ｂ超报告单"))), p.body.at(13))
        + 2
    )
    line = p.body.at(10)
    y = under_labels(p, y, [(14, "姓名", p.fact("patient_name"), 38), (54, "性别", p.fact("sex"), 24), (80, "年龄", p.fact("age"), 30), (112, "科别", p.fact("department"), 52), (166, "超声号", numbered_in(p, 100, 6000), 32)], line)  # fmt: skip
    y = under_labels(p, y, [(14, "检查部位", part, 66), (82, "仪器", rng.choice(("DP-50", "Apogee1100", "SSI-1000")), 40), (124, "申请医师", asked(p), 42)], line)  # fmt: skip
    p.sheet.line((14, y + 1), "声像图所见", p.body.bold())
    y = p.sheet.flow((20, y + 7), seen, p.body, 174, 1.4) + 1
    p.sheet.line((14, y), rng.choice(("提示", "印象")), p.body.bold())
    y = p.sheet.flow((34, y), "；".join(said) + "。", p.body, 158, 1.4)
    y = max(y + 5, 124.0)
    p.sheet.next()
    how: Manner = rng.choice(("hand", "hand", "scrawl", "stamp"))
    signed(p, (84, y), "检查医生", (p.doctor(Title.PHYSICIAN_ASSISTANT, Title.ATTENDING), "reporting"), how)
    p.sheet.put((146, y), p.fact("report_date"), p.body)
    p.sheet.line((14, y + 9), "（本结果仅供临床医生参考，不作诊断依据）", p.body.at(9))
    if rng.random() < 0.5:
        stamps.department(p, (168 + rng.uniform(-6, 4), y - 6), rng.choice(("B超室", "功能科")))
    return p


_TUBES = (
    ("腰椎MRI平扫", "SAG T1WI、T2WI、STIR，AX T2WI", "腰椎生理曲度变直，序列整齐，L4椎体轻度前移。诸椎体缘骨质增生变尖，L2-S1椎间盘T2WI信号减低。L3/4椎间盘向周围膨出，硬膜囊轻度受压；L4/5椎间盘向后偏左突出，左侧侧隐窝及椎间孔变窄，左侧神经根受压；黄韧带增厚。脊髓圆锥位于L1下缘水平，信号未见异常。", ("L4/5椎间盘突出（左后型），继发椎管狭窄", "L3/4椎间盘膨出", "腰椎退行性变，L4椎体Ⅰ°滑脱")),
    ("头颅MRI平扫+DWI+MRA", "AX T1WI、T2WI、FLAIR、DWI，3D-TOF MRA", "双侧额顶叶皮层下、侧脑室旁见多发斑点状T2WI及FLAIR高信号，DWI未见弥散受限。左侧基底节区见小片状长T1长T2信号，FLAIR呈低信号伴周围胶质增生。脑室系统略扩大，脑沟稍增宽。MRA示左侧大脑中动脉M1段局限性狭窄，双侧椎动脉走行迂曲。", ("左侧基底节区陈旧性腔隙性脑梗死", "脑白质高信号，Fazekas 2级", "左侧大脑中动脉M1段狭窄，建议CTA检查", "轻度脑萎缩")),
    ("双侧膝关节MRI平扫", "SAG PDWI-FS、T1WI，COR PDWI-FS", "双膝关节间隙变窄，股骨远端及胫骨平台缘见骨赘形成，关节面下见斑片状骨髓水肿信号。内侧半月板后角见线状高信号达关节面。前后交叉韧带走行连续。关节腔及髌上囊见积液，滑膜增厚。", ("双膝骨性关节炎", "内侧半月板后角Ⅲ级损伤", "关节积液，滑膜炎")),
)  # fmt: skip


def _pictures_head(p: Paper, y: float, part: str, way: str) -> float:
    """Whose pictures, as one line after another between two grey bands; the height below."""
    s = p.sheet.scale
    p.sheet.draw.rectangle((14 * s, y * s, 196 * s, (y + 7) * s), fill=(222, 228, 236))
    cells(p, y + 1.4, ((17, 44), (62, 22), (86, 24), (112, 80)), (p.fact("patient_name"), p.fact("sex"), p.fact("age"), f"检查号 MR{p.dates.reported:%y}{p.rng.randrange(10**4, 10**5)}"), p.body.bold())  # fmt: skip
    y = labels(p, y + 10, [(17, "来源：", p.rng.choice(("门诊", "住院", "外院转诊")), 44), (62, "申请科室：", p.fact("department"), 64), (128, "住院号：", p.fact("inpatient_number"), 64)])  # fmt: skip
    y = labels(p, y, [(17, "临床诊断：", p.diagnose(p.case.diagnoses[:1])[0], 108), (128, "开单医生：", asked(p), 60)])
    y = labels(p, y, [(17, "检查部位/方法：", part, 108), (128, "检查日期：", written(p.dates.reported - timedelta(days=1), p.style), 64)])  # fmt: skip
    return labels(p, y, [(17, "扫描序列：", way, 174)])


def spine_in_the_tube(rng: Random) -> Paper:
    """A resonance report: a name in a grey band, sequences, headings in brackets, initial report and audit with times."""
    p = start(rng, A4, _TYPE, ("microhei", "song", "hei"), 10.5)
    at_hospital(p, "人民医院", "中医院", "=江汉医学影像诊断中心", "=信江骨科医院", "第二人民医院")
    p.day, day = p.dates.reported, p.dates.reported
    part, way, seen, said = rng.choice(_TUBES)
    bars(p, Area(152, 10, 194, 18))
    p.sheet.line((14, 11), p.fact("hospital_name"), Type("hei-bold", 16, p.body.colour), 130)
    p.sheet.line((14, 20), p.title(rng.choice(("磁共振（MRI）检查报告", "MR影像诊断报告单", "医学影像科MRI报告"))), p.body.at(12.5), 120)  # fmt: skip
    y = _pictures_head(p, 29, part, way)
    p.sheet.rule((14, y), (196, y), 0.4)
    p.sheet.line((17, y + 4), "〔影像表现〕", p.body.bold())
    y = p.sheet.flow((17, y + 11), seen, p.body, 176, 1.8, 7.4) + 6
    p.sheet.line((17, y), "〔诊断意见〕", p.body.bold())
    y = listed(p, (24, y + 8), [f"{n}. {one}" for n, one in enumerate(said, 1)], 168, 1.8)
    if rng.random() < 0.4:
        p.sheet.line((24, y), "请结合临床，必要时进一步检查。", p.body)
    p.sheet.rule((14, 246), (196, 246), 0.4)
    titled = rng.random() < 0.4
    p.sheet.next()
    signed(p, (17, 250), "初诊医师：", (p.doctor(Title.RESIDENT, Title.ATTENDING), "reporting"), "printed", titled)
    p.sheet.put((112, 250), f"{p.fact('report_date')} {clock(p)} 提交", p.body.at(9.5))
    p.sheet.next()
    signed(
        p, (17, 259), "终审医师：", (p.doctor(Title.ATTENDING), "reviewing"), rng.choice(("printed", "hand")), titled
    )
    p.sheet.put((112, 259), f"{written(day, p.style)} {clock(p, 18, 21)} 审核", p.body.at(9.5))
    p.sheet.next()
    p.sheet.put((14, 276), "注：胶片及报告请妥善保管，复诊时携带。", p.body.at(8.5))
    p.sheet.put((150, 276), "第 1 页 / 共 1 页", p.body.at(8.5), 46, "r")
    if rng.random() < 0.45:
        stamps.department(p, (166 + rng.uniform(-6, 6), 262), rng.choice(("影像科", "磁共振室", "影像诊断专用章")))
    return p


def treadmill(rng: Random) -> Paper:
    """A heart at work: stages in a table, why it was ended, a verdict of positive or negative; the technician named first."""
    p = start(rng, A4, _TYPE, ("zenhei", "song", "microhei"), 10.5)
    of_cases(p, "M04600", "M03900", "M01600")
    at_hospital(p, "人民医院", "第一人民医院", "=省第五人民医院", "=嘉陵江油田医院")
    p.day = p.dates.reported
    y = centred(
        p, 13, p.title(rng.choice(("运动平板试验报告", "活动平板心电图运动负荷试验报告"))), p.body.bold().at(17)
    )
    y = centred(p, y, p.fact("hospital_name") + "　心电诊断中心", p.body.at(11)) + 4
    goal = 220 - p.patient.age(p.day)
    rest, top = rng.randrange(62, 84), round(goal * rng.uniform(0.8, 0.95))
    rows: list[list[Cell | str]] = [
        ["姓　名", p.fact("patient_name"), "性　别", p.fact("sex"), "年　龄", p.fact("age")],
        ["住院号", p.fact("inpatient_number"), "科　室", p.fact("department"), "试验方案", rng.choice(("Bruce", "改良Bruce"))],
        ["身高/体重", f"{rng.randrange(152, 180)}cm/{rng.randrange(48, 86)}kg", "目标心率", f"{round(goal * 0.85)}次/分", "试验编号", f"PB{numbered_in(p, 1000, 9999)}"],
    ]  # fmt: skip
    y = p.sheet.grid((18, y), (22.0, 38.0, 20.0, 46.0, 20.0, 28.0), rows, p.body, 1.5)[-1][0].bottom + 5
    stages: list[list[Cell | str]] = [[Cell(h, align="c", type=p.body.bold()) for h in ("阶段", "持续时间", "速度km/h", "坡度%", "心率bpm", "血压mmHg", "ST改变mV", "症状")]]  # fmt: skip
    positive = rng.random() < 0.5
    for n, (name, fast, steep) in enumerate((("运动前", "0.0", "0"), ("1级", "2.7", "10"), ("2级", "4.0", "12"), ("3级", "5.5", "14"), ("恢复3分", "0.0", "0"), ("恢复6分", "0.0", "0"))):  # fmt: skip
        beat = (rest, rest + 28, round((rest + top) / 2 + 12), top, rest + 30, rest + 12)[n]
        sunk = positive and n in (3, 4)
        stages.append([Cell(one, align="c") for one in (name, "03:00" if n else "00:40", fast, steep, str(beat), f"{118 + 14 * min(n, 6 - n)}/{rng.randrange(70, 90)}", f"-{rng.uniform(0.12, 0.22):.2f}" if sunk else f"{rng.uniform(-0.04, 0.04):.2f}", "胸闷" if sunk and n == 3 else "无")])  # fmt: skip
    y = p.sheet.grid((18, y), (20.0, 22.0, 22.0, 16.0, 22.0, 26.0, 24.0, 22.0), stages, p.body.at(10), 1.5)[-1][0].bottom + 6  # fmt: skip
    for label, text in (
        ("终止原因：", rng.choice(("达目标心率", "患者疲劳", "下肢乏力")) if not positive else "胸闷，ST段压低"),
        ("运动总时间：", f"{rng.randrange(6, 10)}分{rng.randrange(10, 60)}秒　最大代谢当量 {rng.uniform(6, 10.4):.1f}METs　最大心率 {top}次/分（占预测值{round(100 * top / goal)}%）"),
        ("心电图描述：", "运动中Ⅱ、Ⅲ、aVF、V4-V6导联ST段水平型压低≥0.1mV，持续至恢复期4分钟。" if positive else "运动中及运动后各导联ST段未见缺血性改变，偶见房性早搏。"),
        ("血压反应：", rng.choice(("正常", "运动中血压升高明显"))),
    ):  # fmt: skip
        p.sheet.next()
        right = p.sheet.put((18, y), label, p.body.bold())
        y = p.sheet.flow((right + 0.5, y), text, p.body, 192 - right - 1, 1.6) + 2
    p.sheet.line((18, y + 3), "试验结论：" + ("运动平板试验阳性" if positive else rng.choice(("运动平板试验阴性", "运动平板试验可疑阳性"))), p.body.bold().at(13))  # fmt: skip
    y = max(y + 24, 232.0)
    p.sheet.next()
    p.sheet.put((18, y), f"操作技师：{people.technician(rng).name}", p.body)
    signed(p, (76, y), "报告医师：", (p.doctor(), "reporting"), rng.choice(("hand", "scrawl", "printed")), rng.random() < 0.35)  # fmt: skip
    p.sheet.line((76, y + 10), f"报告日期：{p.fact('report_date')}", p.body)
    if rng.random() < 0.4:
        stamps.department(p, (160 + rng.uniform(-6, 6), y + 4), rng.choice(("心电图室", "心电诊断中心")))
    return p


_BOWELS = (
    ("电子结肠镜", "循腔进镜至回肠末端约10cm，末端回肠黏膜光滑。回盲瓣呈唇形，阑尾开口清晰。横结肠近肝曲见一0.5×0.4cm息肉，山田Ⅰ型，表面光滑，予活检钳除；乙状结肠见散在憩室开口；余结肠及直肠黏膜光滑，血管纹理清晰。肛缘见痔核。", ("结肠息肉（已钳除）", "乙状结肠憩室", "混合痔"), "横结肠 ×1"),
    ("电子胃镜", "食管：下段可见2条蓝色曲张静脉，直径约0.4cm，红色征(-)。贲门：齿状线清晰。胃底：黏液湖略混浊。胃体：黏膜呈马赛克样改变。胃角：弧形光滑。胃窦：黏膜红白相间，散在糜烂。幽门：圆，开闭好。十二指肠球部及降部未见异常。", ("食管静脉曲张（中度）", "门脉高压性胃病", "慢性非萎缩性胃炎伴糜烂"), "未取"),
    ("无痛电子胃镜", "食管黏膜光滑，血管网清晰。齿状线距门齿40cm。胃底、胃体黏膜充血，皱襞规则。胃角见一0.8×0.6cm溃疡，底覆白苔，周边黏膜水肿。胃窦黏膜变薄，血管透见，可见颗粒样改变。十二指肠球部变形，前壁见霜斑样溃疡。", ("胃角溃疡（A1期），性质待病理", "十二指肠球部溃疡（H1期）", "慢性萎缩性胃炎（C-2）"), "胃角 ×4，胃窦 ×2"),
)  # fmt: skip


def _hollow(p: Paper, area: Area) -> None:
    """What a scope sees: a round field of red folds that grow darker towards the middle."""
    s, rng = p.sheet.scale, p.rng
    p.sheet.draw.rectangle((area.left * s, area.top * s, area.right * s, area.bottom * s), fill=(12, 12, 14))
    x, y, tone = (area.left + area.right) / 2, (area.top + area.bottom) / 2, rng.uniform(0.85, 1.1)
    for k in range(12):
        reach, dx, dy = 16 * (1 - k / 12), rng.uniform(-0.5, 0.5) * k / 4, rng.uniform(-0.5, 0.5) * k / 4
        dark = tone * (1 - k / 13) * (0.9 if k % 3 == 0 else 1)
        box = ((x + dx - 1.25 * reach) * s, (y + dy - reach) * s, (x + dx + 1.25 * reach) * s, (y + dy + reach) * s)
        p.sheet.draw.ellipse(box, fill=(round(206 * dark), round(112 * dark), round(96 * dark)))


def bowel_in_six_pictures(rng: Random) -> Paper:
    """Six numbered pictures in two rows under the head, then what was seen; biopsies and anaesthesia, the scope's number."""
    p = start(rng, A4, _TYPE, ("song", "hei", "zenhei"), 10.5)
    of_cases(p, "M06201", "M00503", "M07101", "M04600")
    at_hospital(p, "人民医院", "中西医结合医院", "第三人民医院", "中医医院")
    p.day = p.dates.reported
    way, seen, said, cut = rng.choice(_BOWELS)
    y = centred(p, 11, p.fact("hospital_name") + "消化内镜中心", Type("hei-bold", 16, p.body.colour))
    y = (
        centred(p, y, p.title(rng.choice((f"{way}检查报告单", "内镜检查图文报告", "消化内镜诊疗报告"))), p.body.at(13))
        + 3
    )
    y = labels(p, y, [(16, "姓名: ", p.fact("patient_name"), 40), (58, "性别: ", p.fact("sex"), 26), (86, "年龄: ", p.fact("age"), 30), (118, "检查号: ", f"NJ{p.dates.reported:%Y%m}{rng.randrange(1000):04d}", 76)])  # fmt: skip
    y = labels(p, y, [(16, "科室: ", p.fact("department"), 68), (86, "门诊号: ", p.fact("outpatient_number"), 56), (144, "镜型: ", rng.choice(("CF-H290I", "GIF-HQ290", "EG-600WR", "EC-760R")), 50)])  # fmt: skip
    for n in range(6):
        left, top = 16 + 60 * (n % 3), y + 2 + 41 * (n // 3)
        _hollow(p, Area(left, top, left + 56, top + 34))
        if n % 3 == 0:
            p.sheet.next()
        p.sheet.put((left, top + 35), f"图{n + 1}", p.body.at(9), 56, "c")
    y += 88
    p.sheet.line((16, y), "镜下所见:", p.body.bold())
    y = p.sheet.flow((16, y + 7), seen, p.body, 178, 1.65, 7.4) + 2
    p.sheet.next()
    right = p.sheet.put((16, y), "内镜诊断: ", p.body.bold())
    y = listed(p, (right, y), [f"{n}、{one}" for n, one in enumerate(said, 1)], 150, 1.65) + 2
    y = labels(
        p, y, [(16, "活检部位及块数: ", cut, 90), (108, "HP快速尿素酶: ", rng.choice(("(-)", "(+)", "未查")), 50)]
    )
    y = labels(p, y, [(16, "麻醉方式: ", rng.choice(("静脉麻醉", "局麻", "无")), 60), (108, "并发症: ", "无", 50)])
    y = labels(p, y, [(16, "建议: ", rng.choice(("追踪病理，定期复查", "清淡饮食，一年后复查内镜", "门诊随诊")), 120)])
    y = max(y + 4, 254.0)
    p.sheet.next()
    how: Manner = rng.choice(("hand", "printed", "scrawl", "stamp"))
    signed(p, (16, y), "内镜医师: ", (p.doctor(), "reporting"), how, rng.random() < 0.3)
    p.sheet.put((82, y), f"护士: {people.name_of(rng, True)}", p.body)
    p.sheet.put((136, y), f"报告日期: {p.fact('report_date')}", p.body)
    p.sheet.line(
        (16, y + 14), f"打印时间: {written(p.dates.reported, 'iso')} {clock(p)}:{rng.randrange(60):02d}", p.body.at(8.5)
    )
    return p


EXAMINATION = (township_ultrasound, spine_in_the_tube, treadmill, bowel_in_six_pictures, brain_waves, flows_in_the_head)
