# ruff: noqa: E501 - what is printed on one line stands on one line here
"""Powers of attorney: a letter to the office, and half a sheet of gaps."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import people, stamps
from tests.bench.held_out.fourth.desk import (
    bold,
    within,
)
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import (
    A4,
    centred,
    fingerprint,
    listed,
    slots,
    start,
)
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import (
    INKS,
    pen,
)
from tests.bench.held_out.typefaces import Type


def letter_with_powers(rng: Random) -> Paper:
    """A letter to the office; what the other may do in a numbered list, both with number and day at the foot."""
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("song", "kaiti", "hei"), 14)
    agent = p.visit.agent if p.visit and p.visit.agent else people.patient(rng, p.hospital.place)
    y = centred(p, 26, rng.choice(("授 权 委 托 书", "医保业务委托书", "委 托 书")), bold(p, 22)) + 10
    y = p.sheet.flow((24, y), f"{p.patient.place[2]}医疗保障局：", p.body, 162, 1.9)
    reason = rng.choice(("年老体弱、行动不便", "在外地务工", "因病卧床"))
    who = f"本人{p.fact('patient_name')}（身份证号码{p.fact('id_number')}，联系电话{p.fact('phone')}），因{reason}，现委托{agent.name}（系本人{rng.choice(('儿子', '女儿', '配偶', '兄弟'))}，身份证号码{agent.id_number}）代办门诊慢特病待遇认定事项，代理权限如下："
    y = p.sheet.flow((24, y), who, p.body, 162, 1.9, 9.9)
    y = listed(
        p,
        (34, y),
        [
            f"（{'一二三'[n]}）{text}；"
            for n, text in enumerate(("提交、补正申请材料", "签收受理回执及认定结果", "查询办理进度"))
        ],
        150,
        1.9,
    )
    y = (
        p.sheet.flow(
            (24, y),
            rng.choice(("代办人无转委托权。", "代办人办理上述事项产生的后果由本人承担。"))
            + "委托有效期至事项办结为止。",
            p.body,
            162,
            1.9,
            9.9,
        )
        + 16
    )
    hand = Type("wenkai", 16, rng.choice(INKS), hand=1.0)
    for label, name in (("委 托 人：", p.patient.name), ("被委托人：", agent.name)):
        p.sheet.next()
        right = p.sheet.put((104, y), label, p.body)
        p.sheet.put((right + 1, y - 0.6), name, hand)
        if rng.random() < 0.6:
            fingerprint(p, (right + 24, y + 3))
        y += 15
    p.sheet.line((104, within(y, 280)), written(p.dates.issued, rng.choice(("han", "formal", "hanzero"))), p.body)
    return p


def mandate_on_half_a_sheet(rng: Random) -> Paper:
    """Gaps on lines filled in by pen, the other's promise beside it, a fingerprint, a community's seal at times."""
    p = start(rng, (190.0, 150.0), DocType.POWER_OF_ATTORNEY, ("song", "zenhei", "hei"), 11)
    agent = p.visit.agent if p.visit and p.visit.agent else people.patient(rng, p.hospital.place)
    ink = pen(p, 0.8)
    y = centred(p, 12, rng.choice(("门诊慢特病代办委托书", "医疗保障经办业务委托书")), bold(p, 16)) + 4
    y = (
        slots(
            p,
            (16, y),
            [
                ("委托人：", p.fact("patient_name"), 52),
                ("性别：", p.fact("sex"), 34),
                ("电话：", p.fact("phone") if rng.random() < 0.7 else p.blank("phone"), 70),
            ],
            True,
            ink,
        )
        + 1
    )
    y = (
        slots(
            p, (16, y), [("身份证件号码：", p.fact("id_number"), 104), ("险种：", p.insurance_words(), 52)], True, ink
        )
        + 1
    )
    y = slots(p, (16, y), [("代办人：", agent.name, 52), ("身份证件号码：", agent.id_number, 104)], True, ink) + 1
    y = (
        slots(
            p,
            (16, y),
            [("与委托人关系：", rng.choice(("母子", "夫妻", "祖孙", "兄妹")), 62), ("电话：", agent.phone, 94)],
            True,
            ink,
        )
        + 1
    )
    y = (
        p.sheet.flow(
            (16, y),
            f"现委托上述代办人到{p.patient.place[2]}医疗保障经办机构为本人办理门诊慢特病待遇认定手续，由此产生的法律责任由委托人承担。",
            p.body,
            158,
            1.8,
            7.8,
        )
        + 6
    )
    hand = Type("wenkai", 14, rng.choice(INKS), hand=1.0)
    for x, label, name in ((16.0, "委托人（签名、按手印）", p.patient.name), (104.0, "代办人（签名）", agent.name)):
        p.sheet.line((x, y), label, p.body)
        p.sheet.line((x + 10, y + 9), name, hand)
    fingerprint(p, (50, y + 11))
    p.sheet.line((104, within(y + 22, 140)), written(p.dates.issued, rng.choice(("han", "iso"))), p.body)
    if rng.random() < 0.25:
        stamps.company(p, (150, y + 12), "平湖社区居民委员会")
    return p


MANDATE = (letter_with_powers, mandate_on_half_a_sheet)
