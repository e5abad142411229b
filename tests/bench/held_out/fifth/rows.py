"""What reports, bills and strays fill in alike: labels in their places, rows of cells, who asked for a test."""

from __future__ import annotations

from collections.abc import Sequence

from models.document import PhysicianRole
from tests.bench.held_out import people
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.second.entries import signed
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

Place = tuple[float, str, str, float]
"""Left edge, label, what stands behind it, and the room for both together, in millimetres."""


def labels(p: Paper, y: float, row: Sequence[Place], step: float = 0.0, pen: Type | None = None) -> float:
    """Labels with their values on one line; the next line's height."""
    p.sheet.next()
    for x, label, value, room in row:
        right = p.sheet.put((x, y), label, p.body) if label else x
        if value:
            raised = 0.15 * p.body.em if pen else 0.0
            p.sheet.put((right + 0.6, y - raised), value, pen or p.body, x + room - right - 1.2)
    return y + (step or p.body.em * 1.75)


def under_labels(p: Paper, y: float, row: Sequence[Place], label: Type, pen: Type | None = None) -> float:
    """Values on lines of their own, drawn out behind each label; the next line's height."""
    p.sheet.next()
    foot = y + p.body.em * 1.15
    for x, name, value, room in row:
        right = p.sheet.put((x, y), name, label) + 0.6
        p.sheet.rule((right, foot), (x + room - 2, foot), 0.15)
        if value:
            p.sheet.put((right + 1, y - 0.15 * p.body.em), value, pen or p.body, x + room - right - 3.4)
    return y + p.body.em * 2.0


def cells(
    p: Paper, y: float, columns: Sequence[tuple[float, float]], texts: Sequence[str], type_: Type | None = None
) -> None:
    """Texts in the columns' places (left edge and room) as one block."""
    p.sheet.next()
    for (left, room), text in zip(columns, texts, strict=True):
        if text:
            p.sheet.put((left, y), text, type_ or p.body, room)


def asked(p: Paper) -> str:
    """The name of who asked for the tests, noted."""
    sender = p.doctor()
    p.note(sender, "requesting", None)
    return sender.name


def benches(p: Paper, y: float, places: Sequence[tuple[float, str]], how: Manner, titled: bool = False) -> None:
    """Technicians: the first tested, the others checked; ``titled`` prints the last one's title."""
    p.sheet.next()
    for number, (x, label) in enumerate(places):
        last = number == len(places) - 1
        role: PhysicianRole = "reviewing" if number else "reporting"
        signed(p, (x, y), label, (people.technician(p.rng), role), how, titled and last)


def numbered_in(p: Paper, low: int, high: int) -> str:
    """A number out of the range, in digits."""
    return str(p.rng.randrange(low, high))
