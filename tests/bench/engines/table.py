"""What the comparison found, as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence

from tests.bench.engines.comparison import Material, Result
from tests.bench.engines.roster import made_of
from tests.bench.text_error import Errors, plain

_BARS = (
    ("reading alone", "paddleocr", "yancai-reading", 8),
    ("reading alone", "rapidocr-openvino", "yancai-reading", 2),
    ("reading alone", "faster-paddle", "yancai-reading", 3),
    ("whole check", "paddleocr", "yancai-check", 5),
)
"""What is measured, of whom, against whom, and how many times faster it is to be."""


def tables(results: Sequence[Result], material: Material) -> str:
    """All tables, one below the other."""
    parts = [_pages([result for result in results if result.engine.pages]), _ratios(results)]
    parts += [_pdf([result for result in results if result.engine.whole_pdf], material), _made_of(results)]
    return "\n\n".join(part for part in parts if part)


def _pages(results: Sequence[Result]) -> str:
    heads = (
        "engine", "reference page, s: median (range)", "a page, s: mean (median)", "character error rate",
        "upright pages only", "lost or misread", "peak MiB", "start, s",
    )  # fmt: skip
    return _table("Pages", heads, [(result.engine.name, *_page_cells(result, len(heads) - 1)) for result in results])


def _page_cells(result: Result, count: int) -> Sequence[str]:
    if result.failed:
        return (result.failed, *("-",) * (count - 1))
    score, repeated = result.score, result.repeated
    return (
        f"{statistics.median(repeated):.2f} ({min(repeated):.2f}-{max(repeated):.2f})" if repeated else "-",
        f"{statistics.fmean(score.seconds):.2f} ({statistics.median(score.seconds):.2f})" if score.seconds else "-",
        _rate(score.errors, score.characters),
        _rate(score.upright_errors, score.upright_characters),
        f"{sum(one.lost for one in score.errors) / score.characters:.4f}" if score.characters else "-",
        f"{result.peak_mib:.0f}",
        f"{result.start_seconds:.1f}" if result.start_seconds is not None else "-",
    )


def _rate(errors: Sequence[Errors], characters: int) -> str:
    return f"{sum(one.total for one in errors) / characters:.4f} of {characters}" if characters else "-"


def _ratios(results: Sequence[Result]) -> str:
    known = {result.engine.key: result for result in results if not result.failed}
    rows = []
    for what, theirs, ours, bar in _BARS:
        if theirs in known and ours in known:
            other, mine = known[theirs], known[ours]
            rows.append(
                (
                    f"{what} against {other.engine.name}",
                    f"{bar} x",
                    _times(other.repeated, mine.repeated, statistics.median),
                    _times(other.score.seconds, mine.score.seconds, statistics.fmean),
                )
            )
    return _table("How many times faster", ("", "at least", "reference page", "drawn pages"), rows)


def _times(theirs: Sequence[float], ours: Sequence[float], middle: Callable[[Sequence[float]], float]) -> str:
    if not theirs or not ours:
        return "-"
    return f"{middle(theirs) / middle(ours):.2f} x"


def _pdf(results: Sequence[Result], material: Material) -> str:
    characters = max(len(plain("".join(line for page in material.pages for line in page.lines))), 1)
    rows = []
    for result in results:
        if result.failed or result.pdf_errors is None:
            rows.append((result.engine.name, result.failed or "-", "-", "-", "-"))
            continue
        seconds = statistics.median(result.pdf_seconds)
        a_page = f"{seconds / len(material.pages):.2f}"
        rate = f"{result.pdf_errors.total / characters:.4f} of {characters}"
        rows.append((result.engine.name, f"{seconds:.1f}", a_page, rate, f"{result.pdf_peak_mib:.0f}"))
    title = f"Whole PDF of {len(material.pages)} pages, medians of {material.pdf_repetitions}"
    return _table(title, ("engine", "s", "a page, s", "character error rate", "peak MiB"), rows)


def _made_of(results: Sequence[Result]) -> str:
    rows = [(result.engine.name, made_of(result.engine)) for result in results]
    return _table("Versions and licences", ("engine", "made of"), rows)


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    lines = [
        f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in (heads, ["---"] * len(heads), *rows)
    ]
    return "\n".join([f"### {title}", "", *lines])
