"""Templates and assets. Whatever stands in a record is text: the template engine escapes all of it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from pipelines.pages import wording
from pipelines.pages.protection import ROOT
from pipelines.report.terminal import plain

KINDS: Final = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


def render(template: str, /, **values: object) -> str:
    """A page from a template of this package."""
    return _templates().get_template(template).render(**values)


@cache
def asset(name: str) -> bytes:
    """A style, script or drawing of this package. Raises FileNotFoundError."""
    return files("pipelines.pages").joinpath("assets", name).read_bytes()


@cache
def asset_sum(name: str) -> str:
    """By what an asset's address changes when the asset does."""
    return hashlib.sha256(asset(name)).hexdigest()[:12]


def asset_address(name: str) -> str:
    """Where a page finds an asset."""
    return f"{ROOT}/assets/{asset_sum(name)}/{name}"


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals |= {"asset": asset_address, "root": ROOT}
    environment.filters |= {
        "percent": lambda share: f"{share:.0%}",
        "moment": wording.moment,
        "day": wording.day,
        "short": wording.short_number,
    }
    return environment


def _template(name: str) -> str:
    return files("pipelines.pages").joinpath("templates", name).read_text(encoding="utf-8")


def _clean(value: object) -> object:
    """Characters that turn the direction of writing or mean nothing in HTML do not reach the page."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
