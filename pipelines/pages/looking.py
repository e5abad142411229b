"""The queue: a list with its filters, in its order. What is looked for among people is asked by a form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from starlette.responses import Response

from models.codes import Decision
from pipelines.pages.forms import whole_number
from pipelines.pages.protection import ROOT
from pipelines.pages.visits import Visit
from pipelines.pages.wording import due, region_name, region_names
from pipelines.review.queue import OPEN, Entry, Filter, counts, listed, matching
from pipelines.review.states import State

_MOST: Final = 50
_LAST_PAGE: Final = 99_999
_ADVICE: Final = {Decision.ACCEPT: "可通过", Decision.REVIEW: "须核对", Decision.RESUBMIT: "须补正"}
_MINE: Final = "mine"
_TABS: Final = (("open", "待办"), (_MINE, "我在审"), (State.RETURNED.value, "已退回"), (State.ACCEPTED.value, "已通过"))


@dataclass(frozen=True)
class Chosen:
    """What the list is asked for; empty: everything. ``find`` may be a name or an ID number: it comes by a form and
    never stands in an address."""

    state: str
    region: str
    channel: str
    find: str
    page: int

    @property
    def search(self) -> Filter:
        """The same as the queue takes it."""
        # Who looks for somebody wants the case wherever it stands.
        states = tuple(State) if self.find else OPEN if self.state in ("open", _MINE) else (State(self.state),)
        return Filter(
            states=states, region=self.region or None, channel=self.channel or None, find=self.find or None,
            mine=self.state == _MINE and not self.find, limit=_MOST, offset=_MOST * self.page,
        )  # fmt: skip

    def address(self, **other: str | int) -> str:
        """The list's address with something else asked for."""
        asked = replace(self, **other)  # type: ignore[arg-type]
        parts = {"state": asked.state, "region": asked.region, "channel": asked.channel}
        told = {name: value for name, value in parts.items() if value} | ({"page": asked.page} if asked.page else {})
        return f"{ROOT}/?{urlencode(told)}"


@dataclass(frozen=True)
class Line:
    """A case in the list."""

    entry: Entry
    reading: bool
    region: str
    advice: str
    advice_tone: str
    against: tuple[tuple[str, str], ...]
    due: str
    due_tone: str


@dataclass(frozen=True)
class Tab:
    """A choice of state, with how many cases there are."""

    title: str
    count: int
    address: str
    here: bool


def queue(visit: Visit) -> Response:
    """The list."""
    chosen = _chosen(visit)
    entries = listed(visit.office, visit.who, chosen.search)
    total = matching(visit.office, visit.who, chosen.search)
    return visit.page(
        "queue.html",
        chosen=chosen,
        tabs=_tabs(visit, chosen),
        lines=[_line(visit, entry) for entry in entries],
        regions=region_names().items(),
        first=_MOST * chosen.page + 1,
        total=total,
        earlier=chosen.address(page=chosen.page - 1) if chosen.page and not chosen.find else "",
        later=chosen.address(page=chosen.page + 1) if total > _MOST * (chosen.page + 1) and not chosen.find else "",
    )


def _chosen(visit: Visit) -> Chosen:
    asked = visit.query
    state = asked.get("state", "open")
    find = visit.form.one("find").strip()[:80]
    return Chosen(
        state=state if state in {name for name, _ in _TABS} else "open",
        region=asked.get("region", "")[:80],
        channel=asked.get("channel", "")[:80],
        find=find,
        page=whole_number(asked.get("page", ""), _LAST_PAGE) or 0,
    )


def _tabs(visit: Visit, chosen: Chosen) -> list[Tab]:
    asked = replace(chosen, find="", state="open").search
    found = counts(visit.office, visit.who, replace(asked, states=tuple(State)))
    numbers = {
        "open": sum(found[state] for state in OPEN),
        _MINE: matching(visit.office, visit.who, replace(asked, mine=True)),
        **{state.value: number for state, number in found.items()},
    }
    return [
        Tab(title, numbers[name], chosen.address(state=name, page=0), name == chosen.state and not chosen.find)
        for name, title in _TABS
        if name != _MINE or visit.rights.decide
    ]


def _line(visit: Visit, entry: Entry) -> Line:
    words, tone = due(entry.due_date, visit.office.today(), near=entry.near)
    against = (
        ("mend", f"不符合 {entry.to_mend}"),
        ("look", f"需核对 {entry.to_look_at}"),
        ("mend", f"读取问题 {entry.problems}"),
    )
    told = (entry.to_mend, entry.to_look_at, entry.problems)
    # What an earlier reading said is about to change.
    decision = None if entry.reading else entry.decision
    return Line(
        entry=entry,
        reading=decision is None,
        region=region_name(entry.region),
        advice=_ADVICE[decision] if decision else "正在读取",
        advice_tone=decision.value if decision else "calm",
        against=tuple(one for one, number in zip(against, told, strict=True) if number and decision),
        due=words if entry.state in OPEN else "",
        due_tone=tone,
    )
