"""The office's lists, and how a name on a paper is found in them."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Final

from pydantic import Field

from models.record import Record
from models.rules import Disease, Hospital

_ORDINALS: Final = re.compile("第?[一二三四五六七八九十]+(?=人民|医院|附属|中医)|东|西|南|北|新")
_ENDS_IN_ORDINAL: Final = re.compile("[第一二三四五六七八九十东西南北新]$")
_GROUP: Final = 4
"""How much of a code names the disease: M07803 and M07804 are both M078."""
_WHOLE_WORD: Final = 4
"""Characters from which the beginning of a disease's name is taken for the disease."""
_NOISE: Final = re.compile(r"[\s()（）·．.,，、:：\-]")
_STAGE: Final = re.compile(
    r"(?:第?(?:[0-9一二三四五]+|I{1,3}|IV|V)[级期]|很?极?高危组?|中危组?|低危组?|急性加重期?|稳定期|缓解期|活动期|失?代偿期|NYHA.*)"
)
"""How far a disease has gone; 型 is left, for it names another disease (2型糖尿病). In half-width characters."""
_PLACE: Final = re.compile("[省市县区州旗镇乡]")
_TELLING: Final = 5
"""Characters from which a short name still names one hospital."""


class HospitalList(Record):
    """Hospitals with names, aliases and grades. ``starter``: ours, to be replaced by the office's own."""

    starter: bool
    note: str = ""
    hospitals: tuple[Hospital, ...]

    def named(self, name: str) -> Hospital | None:
        """The hospital of exactly that name or alias."""
        sought = squeezed(name)
        known = (one for one in self.hospitals if sought in map(squeezed, (one.name, *one.aliases)))
        return next(known, None)

    def find(self, name: str) -> Hospital | None:
        """The hospital of that name or alias; one misread character is forgiven, another ordinal is not."""
        if exact := self.named(name):
            return exact
        near = [one for one in self.hospitals if any(same_hospital(known, name) for known in (one.name, *one.aliases))]
        return near[0] if len(near) == 1 else None


class DiseaseList(Record):
    """The catalogue of recognised diseases. ``starter``: ours, to be replaced by the office's own."""

    starter: bool
    note: str = ""
    diseases: tuple[Disease, ...]

    def find(self, name: str, code: str | None = None) -> Disease | None:
        """The disease of that code, else of that name or synonym.

        The same name comes first, then the longest name that stands inside the wording (糖尿病 in 2型糖尿病), then the
        shortest that the wording is the beginning of (慢性肾功能不全).
        """
        if code:
            return next((disease for disease in self.diseases if disease.code == code), None)
        sought = squeezed(name)
        names = [
            (known, disease)
            for disease in self.diseases
            if not any(word in sought for word in disease.unless)
            for known in names_of(disease)
        ]
        ranked = (
            [(0, disease) for known, disease in names if known == sought]
            or [(-len(known), disease) for known, disease in names if known in sought]
            or [(len(known), disease) for known, disease in names if _begins(sought, known)]
        )
        return min(ranked, key=lambda pair: pair[0])[1] if ranked else None


class IcdEntry(Record):
    """A category of ICD-10: every code that begins with ``code``. ``disease``: the catalogue's code it belongs to."""

    code: Annotated[str, Field(pattern=r"^[A-Z](\d{1,2}(\.\d{1,3})?)?$")]
    name: str
    synonyms: tuple[str, ...] = ()
    disease: str | None = None


class IcdList(Record):
    """ICD-10 with the diseases of the catalogue. ``starter``: ours, to be replaced by the office's own."""

    starter: bool
    note: str = ""
    codes: tuple[IcdEntry, ...]

    def of_code(self, printed: str) -> IcdEntry | None:
        """The entry of a code as printed (I10.x05): the longest that it begins with."""
        sought = squeezed_code(printed)
        fitting = [entry for entry in self.codes if sought.startswith(entry.code)]
        return max(fitting, key=lambda entry: len(entry.code), default=None)

    def named(self, diagnosis: str) -> IcdEntry | None:
        """The entry of that very name or synonym; stages, grades and risks are left out (高血压病3级（极高危））."""
        whole = squeezed(diagnosis)
        for sought in (whole, _STAGE.sub("", whole)):
            for entry in self.codes:
                if sought and sought in map(squeezed, (entry.name, *entry.synonyms)):
                    return entry
        return None


def squeezed_code(printed: str) -> str:
    """A code of ICD-10 as it is compared: capital, half-width, without blanks."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", printed)).upper()


def _begins(sought: str, known: str) -> bool:
    return len(sought) >= _WHOLE_WORD and known.startswith(sought)


def names_of(disease: Disease) -> tuple[str, ...]:
    """Its name and synonyms as they are compared."""
    return tuple(dict.fromkeys(filter(None, map(squeezed, (disease.name, *disease.synonyms)))))


def same_group(one: Disease, other: Disease) -> bool:
    """Whether two entries are forms of one disease (血透 and 腹透): their codes begin alike."""
    if one.code is None or other.code is None:
        return one.name == other.name
    return one.code[:_GROUP] == other.code[:_GROUP]


def squeezed(name: str) -> str:
    """A name without white space and punctuation, full-width forms folded, traditional characters made simplified."""
    from intake.extract.rowtext import simplified  # with numpy behind it, which a list of regions does not need

    return _NOISE.sub("", simplified(unicodedata.normalize("NFKC", name)))


def same_hospital(one: str, other: str) -> bool:
    """Whether two names can be of one hospital: a short name of it, or a name with one misread character.

    人民医院 and 第一人民医院, or 一 and 二, are kept apart: ordinals and directions must be the same. Nor is a slip
    forgiven in the name of a place, where one character is another county.
    """
    first, second = squeezed(one), squeezed(other)
    if not first or not second:
        return False
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    # A short name leaves out the province or city in front, never the end; an ordinal is no place.
    # 县人民医院 is the torn end of any county's: it names no hospital.
    if longer.endswith(shorter) and _PLACE.match(shorter):
        return False
    if len(shorter) >= _TELLING and longer.endswith(shorter):
        return not _ENDS_IN_ORDINAL.search(longer.removesuffix(shorter))
    return _ORDINALS.findall(first) == _ORDINALS.findall(second) and _one_slip(first, second)


def _one_slip(first: str, second: str) -> bool:
    """Whether one character differs, behind the place's name."""
    if len(first) != len(second) or len(first) < _TELLING:
        return False
    differing = [place for place, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    placed = max((match.end() for name in (first, second) for match in _PLACE.finditer(name)), default=len(first) - 4)
    return len(differing) == 1 and differing[0] >= placed
