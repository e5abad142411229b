"""What is cut into seals: names of bodies from all over the country, and purposes."""

from __future__ import annotations

from random import Random
from typing import Final

from intake.seals.names import BODIES, administrative_names
from intake.seals.purposes import PURPOSES
from samples.people import invent_name

_TOWNS: Final = ("城关镇", "白杨镇", "龙潭镇", "大河乡", "石桥乡", "三江镇", "枫林镇", "东升街道", "和平街道", "永兴镇")
_BRANDS: Final = (
    "仁和",
    "康宁",
    "福民",
    "长江",
    "东方",
    "光明",
    "新华",
    "瑞康",
    "友谊",
    "同德",
    "爱民",
    "华康",
    "明德",
)
_ENGLISH: Final = ("PEOPLE'S HOSPITAL", "MEDICAL CENTER", "HOSPITAL OF TCM", "CENTRAL HOSPITAL", "HEALTH CENTER")


def name_of_body(rng: Random) -> str:
    """A hospital's or another body's name, of 5 to 24 characters, now and then with a department's behind it."""
    place, body = rng.choice(administrative_names()), rng.choice(tuple(BODIES))
    way = rng.random()
    if way < 0.15:
        place = rng.choice(administrative_names()) + place
    elif way < 0.25:
        place += rng.choice(_TOWNS)
    elif way < 0.4:
        place = place.rstrip("县市区") + rng.choice(_BRANDS)
    behind = purpose(rng) if rng.random() < 0.08 else ""
    return (place + body + behind)[:24]


def purpose(rng: Random) -> str:
    """A purpose as seals have it inside."""
    return rng.choice(PURPOSES[rng.choice(tuple(PURPOSES))])


def person(rng: Random) -> str:
    """A physician's name."""
    return invent_name(rng, rng.choice(("male", "female")))


def title(rng: Random) -> str:
    """What stands below a physician's name."""
    return rng.choice(("医师", "住院医师", "主治医师", "副主任医师", "主任医师", "主治中医师"))


def serial(rng: Random) -> str:
    """A security number."""
    return "".join(rng.choice("0123456789") for _ in range(rng.choice((13, 13, 13, 10, 7))))


def english(rng: Random) -> str:
    """A foreign name."""
    return rng.choice(_ENGLISH)


def date(rng: Random) -> str:
    """A date as date stamps have it."""
    year, month, day = rng.randrange(2016, 2028), rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice((f"{year}年{month:02d}月{day:02d}日", f"{year}.{month:02d}.{day:02d}", f"{year}-{month}-{day}"))
