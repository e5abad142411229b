"""The notice of a returned case (补正材料告知单), as a page and for printing."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import HTMLResponse, Response

from models.case import CaseRecord
from pipelines.notices.content import Notice, Order, compose
from pipelines.notices.cutting import Cuts, cut_from_pictures
from pipelines.notices.page import policy, render_html, render_pdf
from pipelines.packs.loading import load_pack
from pipelines.pages.casework import masked
from pipelines.pages.visits import Visit
from pipelines.pages.wording import china_day
from pipelines.report.mask import Mask, Reveal
from pipelines.review.returned import last_return


def notice(visit: Visit) -> Response:
    """As a page, which loads nothing and runs nothing."""
    told, cuts = _notice(visit)
    page = HTMLResponse(render_html(told, cuts))
    page.headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'"
    return page


def notice_pdf(visit: Visit) -> Response:
    """For printing."""
    told, cuts = _notice(visit)
    printed = render_pdf(told, cuts, visit.office.settings.notice.font)
    named = {"Content-Disposition": f'inline; filename="{visit.number}.pdf"'}
    return Response(printed, media_type="application/pdf", headers=named)


def _notice(visit: Visit) -> tuple[Notice, Cuts]:
    """What is told, by the last return that holds; masked like the case, and looked at like it."""
    office = visit.office
    ruled, record = last_return(office, visit.number)
    with office.changing() as change:
        change.note(visit.who.actor, "notice.viewed", visit.number, reveal=visit.revealed)
    order = Order(
        day=china_day(ruled.at), chosen=ruled.findings, problems=ruled.problems, added=ruled.why, number=visit.number
    )
    pack = load_pack(record.region, office.settings.lists)
    told = compose(record, order, pack, office.settings.notice, Reveal(record) if visit.revealed else Mask(record))
    return told, cut_from_pictures(told, _pictures(visit, record)) if visit.rights.reveal else {}


def _pictures(visit: Visit, record: CaseRecord) -> Callable[[str, int], bytes | None]:
    def picture(source: str, page: int) -> bytes | None:
        jpeg = visit.office.vault.picture(source, page)
        return jpeg if jpeg is None or visit.revealed else masked(jpeg, record, (source, page))

    return picture
