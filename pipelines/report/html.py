"""One self-contained page for a reviewer: each page's picture upright with boxes over it, and the findings beside it.

The page asks nobody for anything: pictures are data, style and script are in it, and its content security policy
forbids the rest (both are named by their hash). All text from papers is escaped by the template engine.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Final

from jinja2 import Environment
from markupsafe import Markup

from models.codes import Outcome
from pipelines.picture import Picture
from pipelines.report.sheets import LAYERS, lay_out
from pipelines.report.templating import template_environment, template_text
from pipelines.report.view import CaseView

_PACKAGE: Final = "pipelines.report"


def render_case(view: CaseView, region_name: str, pictures: Sequence[Picture]) -> str:
    """The page as text. The same case gives the same bytes."""
    layout = lay_out(view, pictures)
    style, script = asset("case.css"), asset("case.js")
    return _templates().get_template("case.html").render(
        view=view, region_name=region_name, sheets=layout.sheets, panels=layout.panels, layers=LAYERS,
        points={outcome.value: [p for p in layout.points if p.statement.outcome is outcome] for outcome in Outcome},
        style=Markup(style), script=Markup(script), policy=content_policy(style, script),
    )  # fmt: skip


def content_policy(style: str, script: str) -> Markup:
    """The content security policy that allows this style, this script and pictures within the page, nothing else."""
    return Markup(
        f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; "
        f"script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    )


@cache
def _templates() -> Environment:
    environment = template_environment(_PACKAGE)
    environment.filters["address"] = _address
    return environment


def render_template(name: str, **values: object) -> str:
    """A page from a template of this folder."""
    return _templates().get_template(name).render(**values)


def asset(name: str) -> str:
    """The text of a style or script of this folder."""
    return template_text(_PACKAGE, name)


def _address(picture: Picture) -> str:
    return "data:image/jpeg;base64," + base64.b64encode(picture.jpeg).decode("ascii")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
