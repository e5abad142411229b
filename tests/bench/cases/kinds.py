"""In which ways a drawn case is complete, deficient or doubtful, and what the published rules make of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from models.codes import Decision

SHANGRAO, NANCHONG, SHENNONGJIA = "jiangxi-shangrao", "sichuan-nanchong", "hubei-shennongjia"
REGIONS: Final = (SHANGRAO, NANCHONG, SHENNONGJIA)


@dataclass(frozen=True)
class Kind:
    """A way of being complete or not, the regions where it says anything, and the decision the rules give.

    ``RESUBMIT`` is what an applicant can plainly mend; ``REVIEW`` is where the rules want a person to look.
    """

    name: str
    wanted: Decision
    regions: tuple[str, ...] = REGIONS
    also: tuple[Decision, ...] = ()
    """Decisions that the rules leave room for besides."""
    named_by: tuple[tuple[str, ...], ...] = ()
    """For each deficiency that was planned the checks (or stages) any of which may point at it."""

    @property
    def right(self) -> tuple[Decision, ...]:
        """All decisions that are not wrong."""
        return (self.wanted, *self.also)


COMPLETE: Final = Kind("complete", Decision.ACCEPT)
PAGED: Final = Kind("complete, record in two files", Decision.ACCEPT)
_CERTIFIED: Final = (NANCHONG, SHENNONGJIA)
_FORMED: Final = (SHANGRAO, NANCHONG)

DEFICIENT: Final = (
    Kind("no form", Decision.RESUBMIT, _FORMED),
    Kind("no certificate", Decision.RESUBMIT, _CERTIFIED),
    Kind("no record", Decision.RESUBMIT),
    Kind("no report", Decision.RESUBMIT),
    Kind("one side of the card", Decision.RESUBMIT, (SHENNONGJIA,)),
    Kind("no seal", Decision.RESUBMIT, _CERTIFIED),
    Kind("seal of a company", Decision.RESUBMIT, _CERTIFIED),
    Kind("seal of another hospital", Decision.RESUBMIT, _CERTIFIED),
    Kind("title below rank", Decision.RESUBMIT, (SHANGRAO,)),
    Kind("no signature", Decision.RESUBMIT, (SHANGRAO,)),
    Kind("hospital below grade", Decision.RESUBMIT, (NANCHONG,)),
    Kind("illegible page", Decision.RESUBMIT),
    Kind("another's paper", Decision.RESUBMIT),
    Kind("form incomplete", Decision.RESUBMIT, _FORMED),
    Kind("seal of a special kind", Decision.REVIEW, _CERTIFIED),
    Kind("title of the certificate below", Decision.REVIEW, (NANCHONG,)),
    Kind("title not written", Decision.REVIEW, (NANCHONG,)),
    Kind("grey copy of the sealed paper", Decision.REVIEW, _CERTIFIED),
    Kind("another disease", Decision.REVIEW),
    Kind("dates implausible", Decision.REVIEW),
    Kind("declared for another person", Decision.REVIEW),
)
"""The ways of not being complete; a number of them are for a person by the rules' own words."""


def kind_for(region: str, number: int) -> Kind:
    """The kind of a region's case of that number: two of five complete, the others through all ways in turn."""
    if number % 5 < 2:
        return PAGED if number % 10 == 6 else COMPLETE
    ways = [kind for kind in DEFICIENT if region in kind.regions]
    return ways[(number // 5 * 3 + number % 5 - 2) % len(ways)]
