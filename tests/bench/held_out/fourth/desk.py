"""What the clinical papers of this folder are filled in with alike: written ranks, ticked words, clinical readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from models.codes import Title
from models.document import PhysicianRole
from tests.bench.held_out import people
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import box
from tests.bench.held_out.people import Doctor
from tests.bench.held_out.sheet import RunsOffError
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

Form = Literal["behind", "brackets", "slash", "before", "none"]
"""Where a printed rank stands from the name."""

BLACK = (28, 28, 30)


def named(p: Paper, at: tuple[float, float], who: Doctor, role: PhysicianRole | None, form: Form) -> float:
    """A name in print with its rank as ``form`` says, noted as signed; the right edge."""
    text = {
        "behind": f"{who.name}  {who.title_text}",
        "brackets": f"{who.name}（{who.title_text}）",
        "slash": f"{who.name}/{who.title_text}",
        "before": f"{who.title_text} {who.name}",
        "none": who.name,
    }[form]
    p.note(who, role, True, titled=form != "none")
    return p.sheet.put(at, text, p.body)


def ticks(p: Paper, at: tuple[float, float], words: Sequence[str], chosen: int, gap: float = 4.0) -> float:
    """Words with a drawn box before each, the chosen one ticked, within the open block; the right edge."""
    x = at[0]
    for number, word in enumerate(words):
        x = p.sheet.put((box(p, (x, at[1]), number == chosen) + 0.4, at[1]), word, p.body) + gap
    return x


def retitled(p: Paper, title: Title | None) -> None:
    """The rank of whoever was noted last stands elsewhere on the paper, or nowhere."""
    p.physicians[-1] = p.physicians[-1].model_copy(update={"title": title})


def pressure(p: Paper) -> str:
    """A blood pressure, mmHg."""
    return f"{p.rng.randrange(114, 172)}/{p.rng.randrange(66, 102)}mmHg"


def temperature(p: Paper) -> str:
    """A body temperature in degrees, without unit."""
    return f"36.{p.rng.randrange(1, 9)}"


def number(p: Paper, digits: int) -> str:
    """A number of so many digits without a leading zero."""
    return f"{p.rng.randrange(10 ** (digits - 1), 10**digits)}"


def answered(p: Paper, how: Manner, low: Title = Title.RESIDENT, high: Title = Title.CHIEF) -> tuple[Doctor, Manner]:
    """Whoever answers for the paper and how the line is filled, as told or as drawn."""
    return p.doctor(low, high), p.manner(how)


def of_province(p: Paper, *provinces: str) -> None:
    """Let patient and hospital be of one of these provinces."""
    if not p.visit:
        place = p.rng.choice([place for place in people.PLACES if place[0] in provinces])
        p.hospital = people.Hospital(place[2] + p.rng.choice(people.KINDS), place)
        p.patient = people.patient(p.rng, place)


def within(y: float, limit: float) -> float:
    """The height itself, or an error where it lies below the limit."""
    if y > limit:
        raise RunsOffError(f"text ends at {y:.0f}, below {limit:.0f}")
    return y


def bold(p: Paper, points: float, face: str = "song-bold", colour: tuple[int, int, int] | None = None) -> Type:
    """A heading's type in the printer's own tone unless another colour is given."""
    return Type(face, points, colour or p.body.colour)
