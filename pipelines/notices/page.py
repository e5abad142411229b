"""The notice as a page for the screen and as a PDF for printing, both from one template."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from pipelines.days import day_text
from pipelines.notices.content import TITLE, Notice
from pipelines.notices.cutting import Cut, Cuts
from pipelines.report.html import content_policy
from pipelines.report.templating import template_environment, template_text

_PACKAGE: Final = "pipelines.notices"
_WIDEST: Final = 360
"""Points of a picture in print: three quarters of the size on the paper, in which 9-point print can be read."""
_WHOLE_PAGE: Final = 120
"""Points: a page shown whole only tells which one is meant."""
_TALLEST: Final = 300
_BLOCK: Final = Markup("\f")
"""Where the template lets a page of print end; text from papers never holds it (``plain``)."""


def render_html(notice: Notice, cuts: Cuts) -> str:
    """One page that loads nothing and runs nothing. The same notice gives the same bytes."""
    style = Markup(template_text(_PACKAGE, "notice.css"))
    page = (
        _templates()
        .get_template("notice.html")
        .render(notice=notice, cuts=cuts, title=TITLE, style=style, policy=policy())
    )
    return page.replace(_BLOCK, "")


def policy() -> Markup:
    """The content security policy of the page, as it also says itself."""
    return content_policy(template_text(_PACKAGE, "notice.css"), "")


def render_pdf(notice: Notice, cuts: Cuts, font: Path | None) -> bytes:
    """The same as a PDF. Raises YancaiError where it cannot be laid out or the font cannot be used."""
    from intake.printing import Printed, print_blocks

    body = _templates().get_template("notice_body.html").render(notice=notice, cuts=cuts, title=TITLE)
    foot = f"{TITLE}　{notice.number}".strip()
    return print_blocks(
        body.split(_BLOCK), template_text(_PACKAGE, "print.css"), Printed(TITLE, foot, notice.day, font)
    )


@cache
def _templates() -> Environment:
    environment = template_environment(_PACKAGE)
    environment.globals["block"] = _BLOCK
    environment.globals["day_text"] = day_text
    environment.globals["shown_width"] = _width
    return environment


def _width(cut: Cut) -> int:
    """How wide a picture is shown, in points of the print and pixels of the page."""
    widest = _WHOLE_PAGE if cut.whole else _WIDEST
    return max(1, round(min(widest, cut.width, _TALLEST * cut.width / cut.height)))
