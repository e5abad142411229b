"""The scores on labelled papers, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from models.document import FieldName
from models.finding import Problem
from models.labels import FIELD_LABELS
from pipelines.measure.score import UNREAD, Miss, Scores, Tally
from pipelines.report.mask import mask_field, shown
from pipelines.report.mask_files import mask_file

_BINS: Final = 10


def as_text(scores: Scores, problems: Sequence[Problem], reveal: bool) -> str:
    """Everything measured as a Markdown table in Chinese, then the misses, masked unless they are to be shown."""
    rows = [
        ("材料", str(scores.papers)),
        ("材料类型", _share(scores.types)),
        ("字段（全部）", _share(_all(scores))),
        *((f"　{FIELD_LABELS[name]}", _share(tally)) for name, tally in _in_order(scores)),
        ("职称", _share(scores.titles)),
        ("职称误升（读得比实际高）", str(scores.promoted)),
        ("是否签名", _share(scores.signed)),
        ("印章找到", _share(scores.seals_found)),
        ("印章多报", str(scores.seals_invented)),
        ("印章种类", _share(scores.seal_kinds)),
        ("印章名称", _share(scores.seal_names)),
        ("检验项目（名称、结果、单位、范围全对）", _share(scores.lab_items)),
        ("清晰度等级", _share(scores.clarity)),
        ("把握的平均偏差（ECE）", _error(scores)),
    ]
    lines = ["| 项目 | 结果 |", "| --- | --- |", *(f"| {name} | {result} |" for name, result in rows)]
    lines += ["", "| 把握 | 字段数 | 其中正确 |", "| --- | --- | --- |"]
    lines += [f"| {low:.1f}–{high:.1f} | {count} | {right:.1%} |" for low, high, count, right, _ in bins(scores)]
    for heading, counted in (("材料类型读错", scores.confusions), ("清晰度等级（标注 → 测得）", scores.grades)):
        if counted:
            lines += ["", f"{heading}："]
            lines += [f"- {true} → {read}：{count}" for (true, read), count in sorted(counted.items())]
    lines += ["", f"与标注不同（{len(scores.misses)} 处）：", *(f"- {_miss(one, reveal)}" for one in scores.misses)]
    lines += [f"- 未能读取：{_problem(problem, reveal)}" for problem in problems]
    return "\n".join(lines) + "\n"


def as_json(scores: Scores, problems: Sequence[Problem], reveal: bool) -> str:
    """The same for programs. A share is null where nothing of the kind was labelled."""
    tallies = {
        "types": scores.types, "fields": _all(scores), "titles": scores.titles, "signed": scores.signed,
        "seals_found": scores.seals_found, "seal_kinds": scores.seal_kinds, "seal_names": scores.seal_names,
        "lab_items": scores.lab_items, "clarity": scores.clarity,
    }  # fmt: skip
    told = {
        "papers": scores.papers,
        **{name: _counted(tally) for name, tally in tallies.items()},
        "by_field": {name: _counted(tally) for name, tally in _in_order(scores)},
        "promoted": scores.promoted,
        "seals_invented": scores.seals_invented,
        "calibration": {
            "error": calibration_error(scores),
            "bins": [
                {"from": low, "to": high, "fields": count, "right": right, "confidence": sure}
                for low, high, count, right, sure in bins(scores)
            ],
        },
        "misses": [_miss_for_programs(one, reveal) for one in scores.misses],
        "problems": [_problem(problem, reveal) for problem in problems],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def bins(scores: Scores) -> list[tuple[float, float, int, float, float]]:
    """By tenths of confidence: from, to, how many fields, the share that is right, the mean confidence."""
    found = []
    for number in range(_BINS):
        inside = [(sure, right) for sure, right in scores.confidences if min(int(sure * _BINS), _BINS - 1) == number]
        if inside:
            count = len(inside)
            right = sum(is_right for _, is_right in inside) / count
            found.append((number / _BINS, (number + 1) / _BINS, count, right, sum(sure for sure, _ in inside) / count))
    return found


def calibration_error(scores: Scores) -> float | None:
    """Expected calibration error: how far confidence and share of right answers lie apart, by tenths, 0..1."""
    total = len(scores.confidences)
    return sum(count * abs(right - sure) for _, _, count, right, sure in bins(scores)) / total if total else None


def _all(scores: Scores) -> Tally:
    tallies = scores.fields.values()
    return Tally(sum(one.right for one in tallies), sum(one.chances for one in tallies))


def _in_order(scores: Scores) -> list[tuple[FieldName, Tally]]:
    return [(name, scores.fields[name]) for name in FIELD_LABELS if name in scores.fields]


def _share(tally: Tally) -> str:
    return "未标注" if tally.share is None else f"{tally.share:.1%}（{tally.right}/{tally.chances}）"


def _error(scores: Scores) -> str:
    error = calibration_error(scores)
    return "未标注" if error is None else f"{error:.3f}"


def _counted(tally: Tally) -> dict[str, float | int | None]:
    return {"right": tally.right, "of": tally.chances, "share": tally.share}


def _miss(miss: Miss, reveal: bool) -> str:
    true, read = (_value(value, miss, reveal) for value in (miss.true, miss.read))
    return f"{_file(miss.file, reveal)}　{miss.what}：{true} → {read}"


def _miss_for_programs(miss: Miss, reveal: bool) -> dict[str, str | None]:
    return {
        "file": _file(miss.file, reveal),
        "what": miss.what,
        "field": miss.field,
        "true": _value(miss.true, miss, reveal),
        "read": _value(miss.read, miss, reveal),
    }


def _value(value: str, miss: Miss, reveal: bool) -> str:
    nothing = value in (UNREAD, shown(None))
    return value if reveal or nothing or miss.field is None else mask_field(miss.field, value)


def _file(name: str, reveal: bool) -> str:
    return name if reveal else mask_file(name)


def _problem(problem: Problem, reveal: bool) -> str:
    told = f"{problem.file}：{problem.message}"
    return told.replace(problem.file, _file(problem.file, reveal))
