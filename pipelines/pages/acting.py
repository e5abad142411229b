"""What a reviewer does with a case. Every act is a form, and ends on a page that shows what came of it."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from pipelines.pages.protection import REVEALED_COOKIE, ROOT, drop_cookie, revealed_mark, set_cookie
from pipelines.pages.rendering import asked
from pipelines.pages.visits import Done, Visit, go
from pipelines.review import claims, deciding, sheet
from pipelines.review.correcting import Correction, correct
from pipelines.review.deciding import Ruling


def take_next(visit: Visit) -> Response:
    """Claim the most pressing case and show it; the list where there is none."""
    return _next(visit)


def claim_case(visit: Visit) -> Response:
    """Take this case on."""
    claims.claim(visit.office, visit.who, visit.number)
    return _here(visit)


def release_case(visit: Visit) -> Response:
    """Give this case back."""
    claims.release(visit.office, visit.who, visit.number)
    return go(asked({"done": "released", "of": visit.number, "region": _region(visit)}))


def change_urgency(visit: Visit) -> Response:
    """Put this case on top of the queue, or back to its place."""
    claims.mark_urgent(visit.office, visit.who, visit.number, urgent=visit.form.one("urgent") == "on")
    return _here(visit)


def reveal(visit: Visit) -> Response:
    """Show this case in clear for the rest of the session; that every view of it is in clear is in the log."""
    answer = _here(visit)
    mark = revealed_mark(visit.session, visit.number)
    set_cookie(answer, REVEALED_COOKIE, mark, secure=visit.secure, path=_path(visit))
    return answer


def hide(visit: Visit) -> Response:
    """Mask this case again."""
    answer = _here(visit)
    drop_cookie(answer, REVEALED_COOKIE, secure=visit.secure, path=_path(visit))
    return answer


def correct_field(visit: Visit) -> Response:
    """Put a person's reading in the machine's place; the case is judged again."""
    form = visit.form
    told = Correction(
        record_id=form.number("record"), document_id=form.one("document"), field=form.one("field"),
        value=form.one("value"), why=form.one("why"),
    )  # fmt: skip
    correct(visit.office, visit.who, visit.number, told)
    return _here(visit)


def accept_case(visit: Visit) -> Response:
    """Accept this case."""
    final = deciding.accept(visit.office, visit.who, visit.number, _ruling(visit))
    return _onward(visit, "accepted" if final else "first")


def return_case(visit: Visit) -> Response:
    """Return this case to the applicant."""
    final = deciding.send_back(visit.office, visit.who, visit.number, _ruling(visit))
    return _onward(visit, "returned" if final else "first")


def leave_note(visit: Visit) -> Response:
    """Leave a note."""
    sheet.add_note(visit.office, visit.who, visit.number, visit.form.one("text"))
    return _here(visit)


def _ruling(visit: Visit) -> Ruling:
    form = visit.form
    return Ruling(form.number("record"), form.one("why").strip(), form.numbers("finding"), form.numbers("problem"))


def _onward(visit: Visit, done: Done) -> Response:
    if visit.form.one("then") == "next":
        return _next(visit, done=done, of=visit.number)
    return _here(visit)


def _next(visit: Visit, **told: str) -> Response:
    region = _region(visit)
    number = claims.next_for(visit.office, visit.who, region or None)
    if number is None:
        return go(asked({**(told or {"done": "none"}), "region": region}))
    return go(f"cases/{quote(number)}" + asked({**told, "region": region}))


def _here(visit: Visit) -> Response:
    return go(f"cases/{quote(visit.number)}" + asked({"region": _region(visit)}))


def _region(visit: Visit) -> str:
    """The region that one works through, which goes along from case to case; empty: all."""
    return visit.form.one("region")[:80]


def _path(visit: Visit) -> str:
    return f"{ROOT}/cases/{quote(visit.number)}"
