"""How pages are made of templates: text is escaped, and what steers a terminal or turns the writing is taken out."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from pipelines.report.terminal import plain


def template_environment(package: str) -> Environment:
    """The templates of a package's folder ``templates``; a name that a template misses is an error."""
    environment = Environment(
        loader=FunctionLoader(lambda name: template_text(package, name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.filters["percent"] = lambda share: f"{share:.0%}"
    return environment


def template_text(package: str, name: str) -> str:
    """The text of a template, style or script of a package."""
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


def _clean(value: object) -> object:
    """Line breaks stay: people write some."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return "\n".join(plain(line) for line in value.splitlines())
