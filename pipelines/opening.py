"""The real reader and the real rules, made where they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.terms import Terms

if TYPE_CHECKING:
    from intake.read import Reader
    from pipelines.judge import RegionRules


def open_reader(terms: Terms) -> Reader:
    """A reader with its engine loaded. Raises WeightsError with the remedy."""
    from intake.read import Reader

    return Reader.start(terms.settings.intake)


def open_rules(terms: Terms) -> RegionRules:
    """The region's rules. Raises UsageError for an unknown region, YancaiError for a broken pack."""
    from pipelines.judge import RegionRules

    return RegionRules(terms)
