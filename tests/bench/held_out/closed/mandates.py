"""Powers of attorney for those who have a relative apply."""

from __future__ import annotations

from random import Random

from models.codes import DocType
from tests.bench.held_out import people
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import A4, centred, fingerprint, start
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


MANDATE = (letter,)
