"""Powers of attorney for those who have a relative apply."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import people
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, fingerprint, slots, start
from tests.bench.held_out.people import written
from tests.bench.held_out.second.entries import pen
from tests.bench.held_out.typefaces import Type


def letter(rng: Random) -> Paper:
    """A letter to the insurance office, in print or wholly by hand."""
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("song", "kaiti", "microhei"), 13)
    sheet = p.sheet
    body = pen(p) if rng.random() < 0.5 else p.body
    agent = people.patient(rng, p.hospital.place)
    centred(p, 28, rng.choice(("授权委托书", "委 托 书")), body.at(20))
    kin = rng.choice(("儿子", "女儿", "配偶", "侄子"))
    sheet.line((22, 48), f"{''.join(p.patient.place[1:3])}医疗保障局：", body)
    text = (
        f"本人{p.fact('patient_name')}，{p.fact('sex')}，身份证号码{p.fact('id_number')}，因行动不便，"
        f"不能前来贵局，现委托{kin}{agent.name}（身份证号码{agent.id_number}，电话{agent.phone}）"
        "代我递交门诊慢特病认定材料、领取认定结果。由此产生的一切后果由本人承担。"
    )
    y = sheet.flow((22, 60), text, body, 166, 2.0, 2 * body.em)
    hand = Type("wenkai", 15, pen(p).colour, hand=1.0)
    for label, name in (("委托人：", p.patient.name), ("被委托人：", agent.name)):
        y += 14
        sheet.next()
        sheet.put((sheet.put((112, y), label, body) + 1, y - 0.5), name, hand)
    if rng.random() < 0.7:
        fingerprint(p, (150, y - 12))
    sheet.line((130, y + 16), written(p.dates.issued, "han"), body)
    return p


def blanks_filled(rng: Random) -> Paper:
    """A counter's printed form whose blanks both persons fill in."""
    p = start(rng, A4, DocType.POWER_OF_ATTORNEY, ("hei", "song"), 11)
    sheet, ink = p.sheet, pen(p)
    agent = people.patient(rng, p.hospital.place)
    y = centred(p, 22, "门诊慢特病申报代办授权书", p.body.bold().at(17)) + 8
    y = slots(p, (20, y), [("授权人姓名", p.fact("patient_name"), 66), ("电话", p.fact("phone"), 70)], True, ink)
    y = slots(p, (20, y + 2), [("授权人身份证号", p.fact("id_number"), 120)], True, ink)
    y = slots(p, (20, y + 2), [("代办人姓名", agent.name, 66), ("电话", agent.phone, 70)], True, ink)
    y = slots(p, (20, y + 2), [("代办人身份证号", agent.id_number, 120)], True, ink)
    text = "授权人因身体原因无法到场，现授权代办人代为办理门诊慢特病申报手续，所提交材料由授权人负责。"
    y = sheet.flow((20, y + 6), text, p.body, 170, 1.9, 8)
    hand = Type("wenkai", 14, ink.colour, hand=1.0)
    sheet.next()
    for x, label, name in ((20, "授权人（签章）", p.patient.name), (110, "代办人（签章）", agent.name)):
        sheet.put((sheet.put((x, y + 14), label, p.body) + 1, y + 13.5), name, hand)
    sheet.line((130, y + 30), written(p.dates.issued, rng.choice(("dot", "han"))), p.body)
    return p


MANDATE = (letter, blanks_filled)
