"""The office's lists, and how a name on a paper is found in them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from models.record import Record
from models.rules import Disease, Hospital

_ORDINALS: Final = re.compile("第?[一二三四五六七八九十]+(?=人民|医院|附属|中医)|东|西|南|北|新")
_NOISE: Final = re.compile(r"[\s()（）·．.,，、:：\-]")
_PLACE: Final = re.compile("[省市县区州旗镇乡]")
_TELLING: Final = 5
"""Characters from which a short name still names one hospital."""


class HospitalList(Record):
    """Hospitals with names, aliases and grades. ``starter``: ours, to be replaced by the office's own."""

    starter: bool
    note: str = ""
    hospitals: tuple[Hospital, ...]

    def find(self, name: str) -> Hospital | None:
        """The hospital of that name or alias; one misread character is forgiven, another ordinal is not."""
        exact = [
            one for one in self.hospitals for known in (one.name, *one.aliases) if squeezed(known) == squeezed(name)
        ]
        if exact:
            return exact[0]
        near = [one for one in self.hospitals if any(same_hospital(known, name) for known in (one.name, *one.aliases))]
        return near[0] if len(near) == 1 else None


class DiseaseList(Record):
    """The catalogue of recognised diseases. ``starter``: ours, to be replaced by the office's own."""

    starter: bool
    note: str = ""
    diseases: tuple[Disease, ...]

    def find(self, name: str, code: str | None = None) -> Disease | None:
        """The disease of that code, else of that name or synonym, which may stand inside a longer wording."""
        if code:
            return next((disease for disease in self.diseases if disease.code == code), None)
        sought = squeezed(name)
        found = [
            (len(known), disease)
            for disease in self.diseases
            for known in map(squeezed, (disease.name, *disease.synonyms))
            if known and (known in sought or (len(sought) >= 3 and sought in known))
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None


@dataclass(frozen=True)
class Lists:
    hospitals: HospitalList
    diseases: DiseaseList


def squeezed(name: str) -> str:
    """A name without white space and punctuation, full-width forms folded."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name))


def same_hospital(one: str, other: str) -> bool:
    """Whether two names can be of one hospital: a short name of it, or a name with one misread character.

    人民医院 and 第一人民医院, or 一 and 二, are kept apart: ordinals and directions must be the same. Nor is a slip forgiven
    in the name of a place, where one character is another county.
    """
    first, second = squeezed(one), squeezed(other)
    if not first or not second:
        return False
    if first == second:
        return True
    if _ORDINALS.findall(first) != _ORDINALS.findall(second):
        return False
    shorter, longer = sorted((first, second), key=len)
    # A short name leaves out the province or city in front, never the end.
    if len(shorter) >= _TELLING and longer.endswith(shorter):
        return True
    return _one_slip(first, second)


def _one_slip(first: str, second: str) -> bool:
    """Whether one character differs, behind the place's name."""
    if len(first) != len(second) or len(first) < _TELLING:
        return False
    differing = [place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    placed = max((match.end() for name in (first, second) for match in _PLACE.finditer(name)), default=len(first) - 4)
    return len(differing) == 1 and differing[0] >= placed
