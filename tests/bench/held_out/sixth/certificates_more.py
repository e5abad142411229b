# ruff: noqa: E501 - what is printed on one line stands on one line here
"""More certificates: a counterfoil book's leaf, a service window's table, a specialist's opinion, a report of a HIS of two columns."""

from __future__ import annotations

from random import Random

from models.codes import DocType, Title
from tests.bench.held_out import stamps
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, box, centred, listed, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.sheet import Area, Cell
from tests.bench.held_out.sixth.certificates import labelled, pen, pressed, signer

_TYPE = DocType.DIAGNOSIS_CERTIFICATE


def with_counterfoil(rng: Random) -> Paper:
    """A leaf of an old book laid across: the counterfoil at the left holds the name only, the seam is dashed."""
    p = start(rng, (250.0, 130.0), _TYPE, ("kaiti", "ming"), 11.5)
    ink, number = pen(p), f"{rng.randrange(10**4, 10**6):06d}"
    p.style = "han"
    p.sheet.line((10, 16), "存  根", p.body.bold().at(14), 46, "c")
    p.sheet.line((10, 28), f"字第{number}号", p.body.at(10))
    p.sheet.line((10, 40), "姓名", p.body)
    p.sheet.line((22, 40), p.patient.name, ink)
    p.sheet.line((10, 52), "经手人", p.body)
    for k in range(20):
        p.sheet.rule((62, 6 + 6 * k), (62, 9.4 + 6 * k), 0.2)
    p.sheet.line((70, 10), p.fact("hospital_name"), p.body.at(15), 170, "c")
    p.sheet.line((70, 18), rng.choice(("诊断书", "诊 断 证 明 单", "医师诊断书")), p.body.bold().at(17), 170, "c")
    p.sheet.line((186, 27), f"字第{number}号", p.body.at(10))
    y = slots(
        p,
        (70, 33),
        [
            ("姓名", p.fact("patient_name"), 46),
            ("性别", p.fact("sex"), 28),
            ("年龄", p.fact("age"), 36),
            ("科别", p.fact("department"), 62),
        ],
        True,
        ink,
    )
    p.sheet.line((70, y + 1), "诊断", p.body)
    y = y + 1
    for text in p.diagnose(p.case.diagnoses[: rng.randrange(1, 3)]):
        p.sheet.line((86, y), text, ink)
        y += 9
    p.sheet.line((70, y + 1), "处理", p.body)
    y += 1
    for text in p.advise("{n}.{text}"):
        p.sheet.line((86, y), text, ink, 154)
        y += 8
    foot = max(y + 4, 104.0)
    p.sheet.next()
    labelled(p, (74, foot), "医师", signer(p, Title.RESIDENT, Title.ASSOCIATE_CHIEF), "signing")
    p.sheet.put((190, foot), p.fact("issue_date"), ink)
    pressed(p, (212, min(foot, 107)))
    return p


def service_window(rng: Random) -> Paper:
    """Printed anew at a service window from the ward's data: a table of two columns, what kind ticked, both offices below."""
    p = start(rng, A4, _TYPE, ("microhei", "hei"), 11)
    y = centred(p, 18, p.fact("hospital_name"), p.body.bold().at(17))
    y = centred(p, y + 1, rng.choice(("疾病诊断书", "疾病证明书", "病情诊断证明书")), p.body.at(15)) + 4
    p.sheet.next()
    x = 20.0
    chosen = 1
    for number, kind in enumerate(("门诊", "住院", "急诊")):
        x = p.sheet.put((box(p, (x, y), number == chosen), y), kind, p.body) + 6
    p.sheet.put((130, y), f"流水号 {p.dates.issued:%Y%m%d}{rng.randrange(10**4):04d}", p.body.at(9.5), 60, "r")
    rows: list[list[Cell | str]] = [
        ["病人姓名", p.fact("patient_name")],
        ["性别/年龄", f"{p.fact('sex')} / {p.fact('age')}"],
        ["身份证件", p.fact("id_number")],
        ["家庭地址", p.fact("address")],
        ["科室", p.fact("department")],
        ["住院号", p.fact("inpatient_number")],
        ["入出院日期", f"{p.fact('admission_date')}  ～  {p.fact('discharge_date')}"],
        ["疾病诊断", Cell("\n".join(p.diagnose(p.case.diagnoses[: rng.randrange(2, 5)])), tall=30)],
        ["诊治意见", Cell("\n".join(p.advise("{n}、{text}。")), tall=44, top=True)],
    ]
    areas = p.sheet.grid((20, y + 8), (36, 134), rows, p.body, 2.2)
    foot = areas[-1][0].bottom + 8
    p.sheet.next()
    labelled(p, (20, foot), "主管医生签名", signer(p), "responsible", rng.random() < 0.3)
    p.sheet.put((116, foot), "出具日期", p.body)
    p.sheet.put((140, foot), p.fact("issue_date"), p.body)
    p.sheet.line((20, foot + 14), "医务科（盖章）", p.body)
    p.sheet.line((20, foot + 34), "说明：1.本证明不作司法鉴定依据；2.需医师签名并盖章后有效。", p.body.at(9))
    pressed(p, (76, foot + 20))
    return p


def specialist_opinion(rng: Random) -> Paper:
    """A specialist's certificate: framed, with the history, and a note below on who may issue it."""
    p = start(rng, (176.0, 250.0), _TYPE, ("song", "zenhei"), 11.5)
    frame = Area(8, 8, 168, 242)
    p.sheet.frame(frame, 0.5)
    p.style = rng.choice(("han", "hanzero"))
    y = centred(p, 16, p.fact("hospital_name"), p.body.bold().at(15))
    y = centred(p, y + 1, rng.choice(("专科诊断证明书", "专科医师诊断证明")), p.body.bold().at(18)) + 5
    y = slots(
        p,
        (16, y),
        [("姓 名", p.fact("patient_name"), 50), ("性 别", p.fact("sex"), 34), ("出生", p.fact("birth_date"), 60)],
        True,
    )
    y = slots(p, (16, y), [("身份证", p.fact("id_number"), 90), ("联系方式", p.fact("phone"), 54)], True)
    y = slots(p, (16, y), [("就诊专科", p.fact("department"), 90), ("就诊卡", p.fact("outpatient_number"), 54)], True)
    p.sheet.line((16, y), "病史与检查", p.body.bold())
    y = p.sheet.flow((16, y + 8), f"{p.case.complaint}。{p.case.examination}", p.body, 144, 1.6) + 2
    p.sheet.line((16, y), "诊断意见", p.body.bold())
    y = (
        listed(
            p,
            (16, y + 8),
            [f"{n}）{t}" for n, t in enumerate(p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)]), 1)],
            144,
            1.6,
        )
        + 2
    )
    p.sheet.line((16, y), "治疗建议", p.body.bold())
    y = listed(p, (16, y + 8), p.advise("{n}）{text}"), 144, 1.6)
    foot = y + 8
    p.sheet.next()
    labelled(p, (16, foot), "诊断医师", signer(p, Title.ATTENDING), "signing", rng.random() < 0.6)
    p.sheet.line((16, foot + 12), "证明日期 " + p.fact("issue_date"), p.body)
    p.sheet.line((16, 232), "本证明须由主治医师及以上职称医师开具，逾期三个月作废。", p.body.at(9))
    pressed(p, (136, foot + 6))
    return p


def left_half_print(rng: Random) -> Paper:
    """What a small HIS prints: plain lines under each other, the label before each colon, the doctor's line typed."""
    p = start(rng, (148.0, 210.0), _TYPE, ("zenhei", "sungti"), 10)
    p.style = rng.choice(("iso", "slash"))
    y = centred(p, 10, p.fact("hospital_name"), p.body.at(14))
    y = centred(p, y, rng.choice(("诊断证明单", "门诊诊断证明")), p.body.at(14)) + 2
    p.sheet.line((12, y), "-" * 62, p.body, 124)
    y += 6
    for label, value in (
        ("卡    号", p.fact("outpatient_number")), ("姓    名", p.fact("patient_name")), ("性    别", p.fact("sex")),
        ("年    龄", p.fact("age")), ("科    室", p.fact("department")), ("挂号日期", p.fact("visit_date")),
        ("现 住 址", p.blank("address") if rng.random() < 0.3 else p.fact("address")),
    ):  # fmt: skip
        p.sheet.line((12, y), f"{label}：{value}", p.body, 124)
        y += 7
    texts = p.diagnose(p.case.diagnoses[: rng.randrange(1, 4)])
    y = p.sheet.flow((12, y), "诊    断：" + "，".join(texts), p.body, 124, 1.7)
    y = p.sheet.flow((12, y + 1), "医    嘱：" + "".join(p.advise("{n}.{text}；")), p.body, 124, 1.7)
    p.sheet.line((12, y + 1), "-" * 62, p.body, 124)
    p.sheet.next()
    labelled(p, (12, y + 9), "医    师：", signer(p), "signing", rng.random() < 0.25)
    p.sheet.line((12, y + 18), "开单日期：" + p.fact("issue_date"), p.body)
    p.sheet.line(
        (12, y + 27), f"操作员：{rng.randrange(100, 1000)}  打印日期：{written(p.dates.issued, 'iso')}", p.body.at(8.5)
    )
    if rng.random() < 0.3:
        stamps.department(p, (112, y + 18), "门诊部")
    else:
        pressed(p, (112, y + 18))
    return p


LAYOUTS = (with_counterfoil, service_window, specialist_opinion, left_half_print)
