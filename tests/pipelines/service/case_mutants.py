"""Cases nobody should hand in: broken files, names, types, declarations and forms, misused tokens and numbers."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from models.codes import DocType
from tests.pipelines.service.casework import Files, application, listed
from tests.pipelines.service.mutants import NAMES, changed, mutants
from tests.pipelines.service.support import CHANNEL

_TEXTS: tuple[Any, ...] = (
    *NAMES, "x" * 10_000, "{{7*7}}", "${jndi:ldap://localhost/a}", "\ud800", "\ufffd", "\u0000", "   ",
    "张\u0300" * 300,
    None, 0, -1, True, [], {}, [[]], 10**400, float("inf"), float("nan"), {"name": "张三"}, ["张三"], "0001-01-01",
    "9999-12-31T23:59:59+14:00",
)  # fmt: skip
"""In place of what is declared: tricks, wrong types, what is too long or too large."""
_WRITTEN = (
    "",
    "null",
    "{",
    "[" * 20_000,
    '{"a":' * 20_000,
    "\ufeff{}",
    "1e999999",
    '"' + "\\u0000" * 100 + '"',
    "x" * 200_000,
)
"""In place of the whole declaration."""
_TOKENS = (
    b"",
    b"x" * 128,
    b"x" * 129,
    b"x" * 10_000,
    "令牌".encode(),
    b"a b",
    b"../../etc/passwd",
    b"'; DROP TABLE--",
    b"\xff",
)
_NUMBERS = (
    "YC20261122-00000000",
    "..",
    "%2e%2e%2fcases",
    "YC20261122-00000000%00",
    "%F0%9F%98%80",
    "x" * 3_000,
    "'%3B--",
    "-1",
)
_KINDS = (
    "multipart/form-data",
    "application/json",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=other",
    "",
    "x" * 5_000,
)
_BOUNDARY = "----yancai"
_FORM = f"multipart/form-data; boundary={_BOUNDARY}"
_HOWS = (
    "files",
    "files",
    "files",
    "names",
    "texts",
    "claimed",
    "written",
    "parts",
    "body",
    "kind",
    "token",
    "again",
    "differs",
)
_LATELY = 50
"""Requests whose tokens are used again."""


@dataclass(frozen=True)
class Broken:
    """A request that hands in a case, or a supplement, and how it came about.

    ``joins``: it is a supplement, to a case that was taken in or, where ``number`` is set, to what that names.
    """

    how: str
    body: bytes
    headers: dict[bytes, bytes]
    joins: bool
    number: str | None = None


@dataclass
class _Said:
    """A form before it is written down."""

    files: Files
    declared: Any
    joins: bool
    more: list[tuple[str, str]] = field(default_factory=list)


def broken_cases(originals: Sequence[bytes], region: str, count: int, seed: int) -> Iterator[Broken]:
    """``count`` requests for a region, the same for the same seed. Files are the mutants of the originals."""
    rng, lately = random.Random(f"cases-{seed}"), list[Broken]()
    data = (mutant.data for mutant in mutants(originals, 3 * count, seed))
    for _ in range(count):
        how = rng.choice(_HOWS)
        said = _said(rng, [next(data) for _ in range(rng.choice((1, 1, 2)))], originals)
        if how == "again" and lately:
            yield rng.choice(lately)
            continue
        made = _made(how, said, region, rng)
        if how == "differs" and lately:
            made = Broken(how, made.body, rng.choice(lately).headers, made.joins)
        lately = [*lately[1 - _LATELY :], made]
        yield made


def _said(rng: random.Random, broken: Sequence[bytes], originals: Sequence[bytes]) -> _Said:
    """A case, or a supplement to one, in order but for its files; some have a whole file beside."""
    whole = [rng.choice(originals)] if rng.random() < 0.25 else []
    files = [(f"{number}.jpg", data) for number, data in enumerate([*broken, *whole])]
    joins = rng.random() < 0.25
    if not joins:
        return _Said(files, application(files), joins)
    items = listed(files)
    for item in items:
        if rng.random() < 0.5:
            item["replaces"] = rng.choice(("0.jpg", "0.jpg", "1.jpg", item["file"], *NAMES))
    return _Said(files, items, joins)


def _made(how: str, said: _Said, region: str, rng: random.Random) -> Broken:
    """The request, broken in one way more."""
    headers = {b"Content-Type": _FORM.encode(), b"Idempotency-Key": rng.randbytes(12).hex().encode()}
    written = None
    match how:
        case "names":
            said = _named(said, rng)
        case "texts":
            _put(said.declared, rng, rng.choice(_TEXTS))
        case "claimed":
            for item in _items(said):
                item["claimed_type"] = rng.choice((*DocType, "no_such_type", *_TEXTS))
        case "written":
            written = _misspelt(said, rng)
        case "parts":
            said = _parted(said, rng)
        case "kind":
            headers[b"Content-Type"] = rng.choice(_KINDS).encode()
        case "token":
            headers[b"Idempotency-Key"] = rng.choice(_TOKENS)
    body = _body(said, region, json.dumps(said.declared).encode() if written is None else written)
    if how == "body":
        body = changed(body, rng.choice(("cut", "flip", "zeros", "swap", "grow", "head")), rng)
    number = rng.choice(_NUMBERS) if said.joins and rng.random() < 0.1 else None
    return Broken(how, body, headers, said.joins, number)


def _items(said: _Said) -> list[dict[str, Any]]:
    return list(said.declared if said.joins else said.declared["items"])


def _named(said: _Said, rng: random.Random) -> _Said:
    """A file is called what no file is called, and declared under that name mostly."""
    name = rng.choice(NAMES)
    files = [(name, said.files[0][1]), *said.files[1:]]
    if rng.random() < 0.9:
        _items(said)[0]["file"] = name
    return _Said(files, said.declared, said.joins)


def _put(declared: Any, rng: random.Random, value: Any) -> None:
    """Some value of the declaration is another, or it has one more."""
    if isinstance(declared, list):
        declared = rng.choice(declared)
    known = (*declared, "application_number", "disease", "agent", "submitted_at", "insurance", "on_behalf", "channel")
    key = rng.choice((*known, "application_number", "<script>", "__proto__"))
    inner = declared.get(key)
    if isinstance(inner, dict) and rng.random() < 0.8:
        inner[rng.choice(("name", "id_number", "phone", "insured_number"))] = value
    elif key == "disease" and rng.random() < 0.8:
        declared[key] = {"name": value, "code": value}
    else:
        declared[key] = value


def _misspelt(said: _Said, rng: random.Random) -> bytes:
    """The declaration as bytes that are changed, or something else."""
    if rng.random() < 0.4:
        return rng.choice(_WRITTEN).encode(errors="surrogatepass")
    return changed(json.dumps(said.declared).encode(), rng.choice(("cut", "flip", "zeros", "swap", "grow")), rng)


def _parted(said: _Said, rng: random.Random) -> _Said:
    """Parts too many, twice, or missing."""
    match rng.choice(("none", "twice", "many", "strange", "long", "empty")):
        case "none":
            return _Said((), said.declared, said.joins)
        case "twice":
            return _Said([*said.files, said.files[0]], said.declared, said.joins)
        case "many":
            files = [(f"{number}.jpg", b"") for number in range(rng.choice((40, 41, 300)))]
            return _Said(files, listed(files) if said.joins else application(files), said.joins)
        case "strange":
            more = [(rng.choice(("region", "channel", "level", "items", *NAMES)), "x")]
        case "long":
            more = [("channel", "x" * rng.choice((201, 300_000)))]
        case _:
            more = [(f"part{number}", "") for number in range(rng.choice((8, 2_000)))]
    return _Said(said.files, said.declared, said.joins, more)


def _body(said: _Said, region: str, declared: bytes) -> bytes:
    """The form as it is sent. Names are not escaped: what they break is the point."""
    parts = [("items", "", declared)]
    if not said.joins:
        parts = [("region", "", region.encode()), ("channel", "", CHANNEL.encode()), ("application", "", declared)]
    parts += [("file", f'; filename="{name}"', data) for name, data in said.files]
    parts += [(name, "", value.encode()) for name, value in said.more]
    written = b""
    for name, more, content in parts:
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
        written += head.encode() + content + b"\r\n"
    return written + f"--{_BOUNDARY}--\r\n".encode()
