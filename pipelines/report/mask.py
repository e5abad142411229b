"""Personal data as people see it by default: 张*, the first six and last four of an ID number.

Findings and problems are sentences that may quote a name; whatever the case's records know to be personal is masked in
them too, and so is everything shaped like an ID number or a mobile number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from models.application import Person
from models.case import CaseRecord
from models.document import Diagnosis, Document, FieldName

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def mask_name(name: str) -> str:
    """The surname's first character stays: 张三 becomes 张*."""
    return name[:1] + "*" * (len(name) - 1)


def mask_number(number: str) -> str:
    """First six and last four of an ID number or one as long; of shorter ones the last four."""
    if len(number) >= 15:
        return number[:6] + "*" * (len(number) - 10) + number[-4:]
    return "*" * max(len(number) - 4, 1) + number[-4:] if len(number) > 4 else "*" * len(number)


def mask_phone(number: str) -> str:
    """138****5678."""
    return number[:3] + "*" * (len(number) - 7) + number[-4:] if len(number) >= 10 else mask_number(number)


def mask_address(address: str) -> str:
    """The first six characters, which name a district at most."""
    return address[:6] + "****" if len(address) > 6 else "****"


def mask_date(value: str) -> str:
    """The year of a birth date."""
    return f"{value[:4]}-**-**" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else "*" * len(value)


_SHORTEST_TELLING = 8
"""A shorter number or address (a bed, a city) names nobody, and masking it would blank out parts of sentences."""
_MASKS: dict[FieldName, Callable[[str], str]] = {
    "patient_name": mask_name,
    "id_number": mask_number,
    "insured_number": mask_number,
    "phone": mask_phone,
    "address": mask_address,
    "birth_date": mask_date,
    "inpatient_number": mask_number,
    "outpatient_number": mask_number,
}


class Mask:
    """Masks one case's values and sentences."""

    def __init__(self, record: CaseRecord) -> None:
        known = dict(_personal(record))
        longest_first = sorted(known, key=lambda value: (-len(value), value))
        self._known = known
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if known else None

    def text(self, sentence: str) -> str:
        """A sentence without the case's personal data."""
        if self._pattern:
            sentence = self._pattern.sub(lambda found: self._known[found.group()], sentence)
        sentence = _ID_NUMBER.sub(lambda found: mask_number(found.group()), sentence)
        return _MOBILE.sub(lambda found: mask_phone(found.group()), sentence)

    def field(self, name: FieldName, value: str) -> str:
        """A field's value: masked whole where the field is personal, like a sentence elsewhere."""
        mask = _MASKS.get(name)
        return mask(value) if mask else self.text(value)

    def name(self, name: str) -> str:
        """Somebody's name."""
        return mask_name(name)


class Reveal(Mask):
    """Shows everything, for who asked for it."""

    def text(self, sentence: str) -> str:
        return sentence

    def field(self, name: FieldName, value: str) -> str:
        return value

    def name(self, name: str) -> str:
        return name


def shown(value: str | int | tuple[Diagnosis, ...] | None) -> str:
    """A field's value as a person reads it."""
    match value:
        case None:
            return "（空白）"
        case tuple():
            return "；".join(_diagnosis(diagnosis) for diagnosis in value) or "（空白）"
        case "male":
            return "男"
        case "female":
            return "女"
        case _:
            return str(value)


def _diagnosis(diagnosis: Diagnosis) -> str:
    codes = " ".join(code for code in (diagnosis.icd10, diagnosis.disease_code) if code)
    return f"{diagnosis.text}（{codes}）" if codes else diagnosis.text


def _personal(record: CaseRecord) -> Iterator[tuple[str, str]]:
    """Every personal value of a case with what is shown in its place."""
    if record.application:
        for person in (record.application.applicant, record.application.agent):
            yield from _of_person(person) if person else ()
    for document in record.documents:
        yield from _of_document(document)


def _of_person(person: Person) -> Iterator[tuple[str, str]]:
    yield person.name, mask_name(person.name)
    for number in (person.id_number, person.insured_number):
        if number:
            yield number, mask_number(number)
    if person.phone:
        yield person.phone, mask_phone(person.phone)


def _of_document(document: Document) -> Iterator[tuple[str, str]]:
    for name, mask in _MASKS.items():
        field = document.fields.get(name)
        shortest = 2 if name == "patient_name" else _SHORTEST_TELLING
        for value in (field.value, field.raw) if field else ():
            if isinstance(value, str) and len(value) >= shortest:
                yield value, mask(value)
    for physician in document.physicians:
        if physician.name and len(physician.name) >= 2:
            yield physician.name, mask_name(physician.name)
