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


def engine_identity(terms: Terms) -> str:
    """The engine a reader would have, without loading it: its packages' versions, its precision, its weights' sums."""
    from importlib.metadata import version

    from intake.networks import listed
    from intake.ocr.processor import best_precision, processor_flags
    from intake.ocr.weights import weights_cache, weights_in_use

    engine = terms.settings.intake.engine
    packages = (f"{name} {version(name)}" for name in ("paddleocr", "onnxruntime-openvino"))
    weights = [f"{weight.name} {weight.sha256}" for weight in weights_in_use(engine.size, weights_cache()).values()]
    weights += [f"{name} {total}" for name, total in listed().items()]
    precision = best_precision(processor_flags()) if engine.precision == "auto" else engine.precision
    return " / ".join((*packages, precision, *weights))


def open_rules(terms: Terms) -> RegionRules:
    """The region's rules. Raises UsageError for an unknown region, YancaiError for a broken pack."""
    from pipelines.judge import RegionRules

    return RegionRules(terms)
