"""The one table: is it better now?"""

from __future__ import annotations

import resource
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from models.codes import ClarityGrade
from tests.bench.engines.comparison import Result
from tests.bench.scores import PaperScore, Tally
from tests.bench.text_error import Errors

Rows = list[tuple[str, str]]


def print_table(scores: Sequence[PaperScore], stages: dict[str, float], peers: Sequence[Result]) -> None:
    """Print everything measured, as Markdown."""
    clean = [score for score in scores if score.truth.degradation == "clean_scan"]
    _section("Accuracy", _accuracy(scores, clean))
    _section("Character error rate and seconds a page, clean scans", _reading(clean, peers))
    _section("Document type, right by type", _by(scores, lambda score: str(score.truth.doc_type), _types))
    _section("Fields exact on clean scans, by field", _fields_by_name(clean))
    _section("Fields exact, by capture", _by(scores, lambda score: score.truth.degradation, _fields))
    _section("Character error rate, by capture", _by(scores, lambda score: score.truth.degradation, _error_rate))
    _section("Cost", _cost(scores, stages))
    _section("Misses", _misses(scores))


def _section(title: str, rows: Rows) -> None:
    print(f"\n### {title}\n\n| | |\n| --- | --- |")
    for name, value in rows:
        print(f"| {name} | {value} |")


def _accuracy(scores: Sequence[PaperScore], clean: Sequence[PaperScore]) -> Rows:
    readable = [score for score in scores if score.truth.readable]
    skews = [score.skew_error for score in scores if score.skew_error is not None]
    without_seal = [score for score in scores if not score.truth.seals]
    good = (ClarityGrade.GOOD, ClarityGrade.FAIR)
    return [
        ("papers (clean scans)", f"{len(scores)} ({len(clean)})"),
        ("document type", _types(scores)),
        ("fields exact, clean scans", _fields(clean)),
        ("fields exact, all readable", _fields(readable)),
        (
            "values read that are in no field of the truth, clean scans",
            str(sum(score.invented_fields for score in clean)),
        ),
        ("titles right", str(_sum(score.titles for score in readable))),
        ("titles promoted", str(sum(score.promoted for score in scores))),
        *((f"seals found, {color}", str(tally)) for color, tally in _seals(scores).items()),
        ("seal name exact (found, complete)", str(_sum(score.seal_names for score in scores))),
        ("seal kind right (found)", str(_sum(score.seal_kinds for score in scores))),
        ("false seals / pages without a seal", f"{sum(s.false_seals for s in without_seal)} / {len(without_seal)}"),
        ("laboratory items all right, clean scans", str(_sum(score.lab_items for score in clean))),
        ("laboratory items all right, all readable", str(_sum(score.lab_items for score in readable))),
        ("laboratory items invented", str(sum(score.invented_items for score in scores))),
        ("orientation right, readable", _share(score.rotation_right for score in readable)),
        (
            "skew error, clean scans, mean / worst",
            f"{statistics.fmean(skews):.3f} / {max(skews):.3f}" if skews else "-",
        ),
        ("readable pages graded good or fair", _share(score.grade in good for score in readable)),
        ("unreadable pages graded poor or worse", _share(s.grade not in good for s in scores if not s.truth.readable)),
    ]


def _reading(clean: Sequence[PaperScore], peers: Sequence[Result]) -> Rows:
    def row(errors: Sequence[Errors], characters: int, seconds: Iterable[float]) -> str:
        if not characters:
            return "-"
        total, lost = (sum(getattr(one, kind) for one in errors) / characters for kind in ("total", "lost"))
        return f"{total:.4f} (lost or misread {lost:.4f}) of {characters}; median {statistics.median(seconds):.2f} s"

    def ours(chosen: Sequence[PaperScore]) -> str:
        return row([s.text_errors for s in chosen], sum(s.characters for s in chosen), [s.seconds for s in chosen])

    rows = [
        ("yancai, whole reading (turned pages included)", ours(clean)),
        ("yancai, upright scans only", ours([score for score in clean if score.truth.rotation == 0])),
        ("yancai, in reading order", f"{sum(s.order_errors for s in clean) / sum(s.characters for s in clean):.4f}"),
    ]
    for peer in peers:
        if peer.failed:
            rows.append((peer.engine.name, peer.failed))
            continue
        score, name = peer.score, peer.engine.name
        rows.append((name, row(score.errors, score.characters, score.seconds)))
        rows.append((f"{name}, upright only", row(score.upright_errors, score.upright_characters, score.seconds)))
    return rows


def _cost(scores: Sequence[PaperScore], stages: dict[str, float]) -> Rows:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = sorted(score.seconds for score in scores)
    rows = [
        (
            "seconds a page, median / 95th percentile",
            f"{statistics.median(seconds):.2f} / {seconds[len(seconds) * 95 // 100]:.2f}",
        ),
        ("peak resident memory", f"{peak:.0f} MiB"),
    ]
    return rows + [(f"stage {name}, mean ms", f"{1000 * total / len(scores):.0f}") for name, total in stages.items()]


def _misses(scores: Sequence[PaperScore]) -> Rows:
    wrong_types = Counter(f"{s.truth.doc_type} read as {s.type_read}" for s in scores if not s.type_right)
    kinds = Counter(miss.split(":")[0].split(" ")[0] for score in scores for miss in score.misses)
    return [
        *((f"type: {name}", str(count)) for name, count in wrong_types.most_common()),
        *((k, str(n)) for k, n in kinds.most_common(25)),
    ]


def _types(scores: Sequence[PaperScore]) -> str:
    return _share(score.type_right for score in scores)


def _fields(scores: Sequence[PaperScore]) -> str:
    return str(_sum(tally for score in scores for tally in score.fields.values()))


def _error_rate(scores: Sequence[PaperScore]) -> str:
    return f"{sum(s.text_errors.total for s in scores) / max(1, sum(s.characters for s in scores)):.4f}"


def _fields_by_name(scores: Sequence[PaperScore]) -> Rows:
    tallies: dict[str, list[Tally]] = defaultdict(list)
    for score in scores:
        for name, tally in score.fields.items():
            tallies[name].append(tally)
    return [(name, str(_sum(found))) for name, found in sorted(tallies.items())]


def _by(
    scores: Sequence[PaperScore], key: Callable[[PaperScore], str], measure: Callable[[Sequence[PaperScore]], str]
) -> Rows:
    groups: dict[str, list[PaperScore]] = defaultdict(list)
    for score in scores:
        groups[key(score)].append(score)
    return [(name, measure(group)) for name, group in sorted(groups.items())]


def _seals(scores: Sequence[PaperScore]) -> dict[str, Tally]:
    colors = sorted({color for score in scores for color in score.seals})
    return {str(color): _sum(score.seals[color] for score in scores if color in score.seals) for color in colors}


def _sum(tallies: Iterable[Tally]) -> Tally:
    found = list(tallies)
    return Tally(sum(tally.right for tally in found), sum(tally.chances for tally in found))


def _share(answers: Iterable[bool]) -> str:
    tally = Tally()
    for answer in answers:
        tally.count(answer)
    return str(tally)
