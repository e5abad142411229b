"""Templates and assets. Whatever stands in a record is text: the template engine escapes all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment

from pipelines.pages import wording
from pipelines.pages.protection import ROOT
from pipelines.report.templating import template_environment

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


def asked(parts: Mapping[str, str]) -> str:
    """What an address asks for, with its question mark; what is empty is not asked for."""
    told = urlencode({name: value for name, value in parts.items() if value})
    return f"?{told}" if told else ""


@cache
def _templates() -> Environment:
    environment = template_environment("pipelines.pages")
    environment.globals |= {"asset": asset_address, "root": ROOT}
    environment.filters |= {
        "moment": wording.moment,
        "short": wording.short_number,
        "asked": asked,
    }
    return environment
