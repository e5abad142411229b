# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Papers of none of the kinds: a call to be admitted, a session of dialysis, a household's register, a bank's passbook."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out.closed.rows import labels
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A5_WIDE, box, centred, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import at_hospital, clock, signed
from tests.bench.held_out.typefaces import Type


def call_to_be_admitted(rng: Random) -> Paper:
    """The slip with which an outpatient's physician sends somebody to the admission desk; no record of a stay."""
    p = start(rng, A5_WIDE, DocType.OTHER, ("song", "hei", "kaiti"), 11)
    at_hospital(p, "人民医院", "中医院", "第三人民医院", "=嘉陵江油田医院")
    y = centred(p, 9, p.fact("hospital_name"), Type("song-bold", 15, p.body.colour))
    y = (
        centred(
            p, y, rng.choice(("住院证", "住院通知单", "入院通知单")), Type("song-bold", 15, p.body.colour, spacing=3)
        )
        + 3
    )
    y = labels(p, y, [(16, "姓名：", p.fact("patient_name"), 44), (62, "性别：", p.fact("sex"), 28), (92, "年龄：", p.fact("age"), 36), (132, "门诊号：", p.fact("outpatient_number"), 62)])  # fmt: skip
    y = labels(p, y, [(16, "家庭住址：", p.fact("address"), 112), (132, "电话：", p.fact("phone"), 62)])
    y = labels(
        p,
        y,
        [(16, "收住科室：", p.fact("department"), 74), (92, "初步诊断：", p.diagnose(p.case.diagnoses[:1])[0], 100)],
    )
    p.sheet.next()
    x = p.sheet.put((16, y), "入院情况：", p.body) + 1
    chosen = rng.randrange(3)
    for n, text in enumerate(("危", "急", "一般")):
        x = p.sheet.put((box(p, (x, y), n == chosen), y), text, p.body) + 4
    p.sheet.put((92, y), f"预交金：{rng.choice((1000, 2000, 3000, 5000))}元", p.body)
    p.sheet.put((140, y), "隔离：□是 □否", p.body)
    y += 10
    p.sheet.rule((16, y), (194, y), 0.3)
    y = p.sheet.flow(
        (16, y + 4),
        "请持本通知单、身份证、社保卡于当日到住院处办理入院手续。本通知单三日内有效，过期作废。",
        p.body,
        178,
        1.7,
        7.8,
    )
    p.sheet.next()
    signed(p, (16, y + 6), "接诊医师：", (p.doctor(), "signing"), rng.choice(("hand", "scrawl", "printed", "stamp")))
    p.sheet.put((112, y + 6), f"开单时间：{written(p.dates.admitted, p.style)} {clock(p)}", p.body)
    p.sheet.line((112, y + 17), f"住院处经办人：{p.doctor().name if rng.random() < 0.5 else ''}", p.body)
    return p


LAYOUTS = (call_to_be_admitted,)
