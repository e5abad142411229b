"""A seal of an accepted kind and colour that names the hospital; doubt is never a failure."""

from __future__ import annotations

from typing import Any

import pytest

from models.codes import ClarityGrade, ClarityKind, DocType, SealColor, SealKind
from models.document import Document
from models.rules import SealRule
from pipelines.checks.seal import check
from tests.pipelines.builders import HOSPITAL, OTHER_HOSPITAL, case, field, paper, seal, unreadable

RULE = SealRule(
    id="s", kind="seal", applies_to=(DocType.DIAGNOSIS_CERTIFICATE,), accepted=(SealKind.OFFICIAL,), source="…"
)
WIDER = RULE.model_copy(
    update={
        "accepted": (SealKind.OFFICIAL, SealKind.DIAGNOSIS_CERTIFICATE),
        "colors": (SealColor.RED, SealColor.BLACK),
    }
)


def sealed(*seals: object, hospital: object = HOSPITAL, **said: Any) -> Document:
    return paper(hospital_name=hospital, seals=seals, **said)


@pytest.mark.parametrize(
    ("document", "outcome", "reason"),
    [
        (sealed(seal()), "pass", "seal.accepted"),
        (sealed(seal(SealKind.DEPARTMENT, "检验科"), seal()), "pass", "seal.accepted"),
        (sealed(seal(text="第一人民医院")), "pass", "seal.accepted"),
        (sealed(), "fail", "seal.missing"),
        (sealed(seal(SealKind.PHYSICIAN, "周医生")), "fail", "seal.missing"),
        (sealed(seal(SealKind.PHYSICIAN, "周医生", color=SealColor.BLACK)), "unsure", "seal.not_found"),
        (sealed(grade=ClarityGrade.POOR), "unsure", "seal.not_found"),
        (sealed(hidden=[(ClarityKind.CUT_OFF, 0.4)]), "unsure", "seal.not_found"),
        (sealed(digitally_signed=True), "unsure", "seal.electronic"),
        (sealed(seal(SealKind.DIAGNOSIS_CERTIFICATE)), "unsure", "seal.other_kind"),
        (sealed(seal(SealKind.UNKNOWN, "")), "unsure", "seal.unread"),
        (sealed(seal(text="")), "unsure", "seal.hospital_unread"),
        (sealed(seal(), hospital=None), "unsure", "seal.hospital_unread"),
        (sealed(seal(complete=False)), "unsure", "seal.incomplete"),
        (sealed(seal(confidence=0.3)), "unsure", "seal.faint"),
        (sealed(seal(color=SealColor.BLACK)), "unsure", "seal.grey_copy"),
        (sealed(seal(color=SealColor.BLUE)), "unsure", "seal.other_color"),
        # Another name of the hospital in the list; one of two seals that could be read.
        (sealed(seal(text="青山一院")), "pass", "seal.accepted"),
        (sealed(seal(text="", confidence=0.99), seal()), "pass", "seal.accepted"),
        (sealed(seal(text="", confidence=0.99), seal(text=OTHER_HOSPITAL)), "unsure", "seal.hospital_unread"),
        # What may be no certificate at all lacks nothing.
        (sealed(sure=0.4), "unsure", "seal.not_found"),
        (sealed(sure=0.79), "unsure", "seal.not_found"),
        (sealed(seal(text=OTHER_HOSPITAL), sure=0.4), "unsure", "seal.other_hospital"),
        # Another hospital: certain only where both are known by name and surely read.
        (sealed(seal(text=OTHER_HOSPITAL)), "fail", "seal.other_hospital"),
        (sealed(seal(text=OTHER_HOSPITAL, confidence=0.6)), "unsure", "seal.other_hospital"),
        (sealed(seal(text=OTHER_HOSPITAL, complete=False)), "unsure", "seal.other_hospital"),
        (sealed(seal(text=OTHER_HOSPITAL), hospital=field(HOSPITAL, confidence=0.5)), "unsure", "seal.other_hospital"),
        (sealed(seal(text="青山市人民医院")), "unsure", "seal.other_hospital"),
        (sealed(seal(text="青山市第二人民医院")), "unsure", "seal.other_hospital"),
        # A body that is no hospital: a company; a hospital may be one, and a torn or weakly read seal proves nothing.
        (sealed(seal(text="青山恒瑞商贸有限公司")), "fail", "seal.other_body"),
        (sealed(seal(text="青山恒瑞医院有限公司")), "unsure", "seal.other_hospital"),
        (sealed(seal(text="青山恒瑞商贸有限公司", complete=False)), "unsure", "seal.other_hospital"),
        (sealed(seal(text="青山恒瑞商贸有限公司"), sure=0.6), "unsure", "seal.other_hospital"),
        (sealed(seal(text="青山恒瑞商贸有限公司"), seal()), "pass", "seal.accepted"),
    ],
)
def test_only_the_official_seal_of_the_issuing_hospital_suffices(document: Document, outcome: str, reason: str) -> None:
    finding = check(case(document), document, RULE)
    assert (finding.outcome, finding.reason) == (outcome, reason)


@pytest.mark.parametrize("one", [seal(SealKind.DIAGNOSIS_CERTIFICATE), seal(color=SealColor.BLACK)])
def test_an_office_may_accept_more(one: object) -> None:
    assert check(case(), sealed(one), WIDER).outcome == "pass"


def test_a_page_that_was_not_read_well_is_not_said_to_have_no_seal() -> None:
    assert check(case(sealed(), problems=[unreadable("a.jpg")]), sealed(), RULE).outcome == "unsure"


def test_a_physicians_stamp_is_named_where_it_is_all_there_is() -> None:
    stamped = sealed(seal(SealKind.PHYSICIAN, "周医生"))
    assert "只有医师名章，未找到公章" in check(case(stamped), stamped, RULE).message


def test_the_evidence_is_the_seal() -> None:
    assert check(case(), sealed(seal()), RULE).evidence[0].box == seal().box


def test_a_page_without_colour_is_not_said_to_lack_its_seal() -> None:
    document = sealed()
    grey = document.model_copy(update={"clarity": document.clarity.model_copy(update={"colour": "grey"})})
    finding = check(case(grey), grey, RULE)
    assert (finding.outcome, finding.reason) == ("unsure", "seal.not_found")
