"""Personal data as people see it by default: 张*, the first six and last four of an ID number.

Findings and problems are sentences that may quote a name; whatever the case's records know to be personal is masked in
them too, and so is everything shaped like an ID number or a mobile number. Blanks between characters hide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from models.application import Person
from models.case import CaseRecord
from models.document import Diagnosis, Document, FieldName
from models.identity import birth_date
from models.place import Evidence
from pipelines.report.mask_files import mask_file

_BLANKS = re.compile(r"[\s·]+")
_ID_NUMBER = re.compile(r"(?<!\d)\d(?:[ \u3000]{0,2}\d){16}[ \u3000]{0,2}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)1[ -]?[3-9](?:[ -]?\d){9}(?!\d)")
_SLIPPED_ID = re.compile(r"(?<![0-9A-Za-z])(?:[\dOoIlBSZ][ \u3000]{0,2}){17}[\dXxOoIl](?![0-9A-Za-z])")
"""An ID number with letters that recognition takes for digits."""
_FEWEST_DIGITS = 14
_HAN = "[\u3400-\u9fff]"
_LABELLED_NAME = re.compile(
    rf"((?:姓\s*名|患\s*者|申\s*请\s*人|代\s*办\s*人|签\s*[名字章])\s*[:：]\s*)({_HAN}(?:\s?{_HAN}){{1,3}})"
)
_SHORTEST_SLIPPED = 3
"""Characters of a name of which one may be misread and the rest still tells whose it is."""


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


def mask_signature(value: str) -> str:
    """A name that was read where somebody signed; that somebody wrote by hand there names nobody."""
    return value if value == "手写" else mask_name(value)


_SHORTEST_TELLING = 8
"""A shorter number or address (a bed, a city) names nobody, and masking it would blank out parts of sentences."""
_OF_NAMES: tuple[FieldName, ...] = ("patient_name", "applicant_signature")
_MASKS: dict[FieldName, Callable[[str], str]] = {
    "patient_name": mask_name,
    "applicant_signature": mask_signature,
    "id_number": mask_number,
    "insured_number": mask_number,
    "phone": mask_phone,
    "address": mask_address,
    "birth_date": mask_date,
    "inpatient_number": mask_number,
    "outpatient_number": mask_number,
}


def mask_field(name: FieldName, value: str) -> str:
    """A field's value: masked where the field is personal."""
    mask = _MASKS.get(name)
    return mask(value) if mask else value


def personal_places(record: CaseRecord) -> Iterator[Evidence]:
    """Where on the papers something of the applicant's or their agent's was read: pictures are covered there.

    Also where a person has said since that nothing stands there: what was read is on the paper still. Physicians, who
    sign by their office, are masked in words only: their names stand beside the titles and signatures to be judged.
    """
    for document in record.documents:
        for name in _MASKS:
            field = document.fields.get(name)
            if field is not None and (field.value is not None or field.raw):
                yield from field.evidence


def known_pages(record: CaseRecord | None) -> frozenset[tuple[str, int]]:
    """The pages (file's SHA-256, number) that papers of the record hold: of others nobody knows what is personal."""
    papers = record.documents if record else ()
    return frozenset((source.sha256, page) for paper in papers for source in paper.sources for page in source.pages)


class Mask:
    """Masks one case's values and sentences."""

    def __init__(self, record: CaseRecord) -> None:
        self._known = {_joined(value): masked for value, masked in _personal(record)}
        self._pattern = _any_of(_spaced(value) for value in _longest_first(self._known))
        names = {name for name in _names(record) if re.fullmatch(rf"{_HAN}{{{_SHORTEST_SLIPPED},}}", name)}
        self._slipped = _any_of(slip for name in _longest_first(names) for slip in _slips(name))
        files = dict.fromkeys(_file_names(record))
        # A folder may be called 高血压: where problems (“...”) and findings (（... 第, ；... 第) quote it, it is that.
        quotes = [("“", "”"), ("（", " 第"), ("；", " 第")]
        self._files = {
            f"{left}{name}{right}": f"{left}{self.file(name)}{right}" for name in files for left, right in quotes
        }
        self._files |= {name: self.file(name) for name in files if "." in name}
        self._file_pattern = _any_of(map(re.escape, _longest_first(self._files)))

    def text(self, sentence: str) -> str:
        """A sentence without the case's personal data and its files' names."""
        if self._file_pattern:
            sentence = self._file_pattern.sub(lambda found: self._files[found.group()], sentence)
        return self._people(sentence)

    def line(self, line: str) -> str:
        """A line as it was read, where names may be misread by one character and digits taken for letters."""
        line = self.text(line)
        if self._slipped:
            line = self._slipped.sub(lambda found: mask_name(_joined(found.group())), line)
        line = _LABELLED_NAME.sub(lambda found: found.group(1) + mask_name(_joined(found.group(2))), line)
        return _SLIPPED_ID.sub(lambda found: _masked_slip(found.group()), line)

    def file(self, name: str) -> str:
        """A file's or a case's name."""
        return mask_file(self._people(name))

    def _people(self, sentence: str) -> str:
        if self._pattern:
            sentence = self._pattern.sub(lambda found: self._known[_joined(found.group())], sentence)
        sentence = _ID_NUMBER.sub(lambda found: mask_number(_joined(found.group())), sentence)
        return _MOBILE.sub(lambda found: mask_phone(re.sub("[ -]", "", found.group())), sentence)

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

    def line(self, line: str) -> str:
        return line

    def file(self, name: str) -> str:
        return name

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


def _joined(value: str) -> str:
    return _BLANKS.sub("", value)


def _spaced(value: str) -> str:
    """A pattern of a value with or without blanks between its characters."""
    return r"[\s·]*".join(map(re.escape, value))


def _slips(name: str) -> Iterator[str]:
    """Patterns of a name with any one of its characters misread."""
    for place in range(len(name)):
        yield r"\s*".join(_HAN if place == other else character for other, character in enumerate(name))


def _longest_first(values: Iterable[str]) -> list[str]:
    return sorted(filter(None, values), key=lambda value: (-len(value), value))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(patterns)
    return re.compile(joined) if joined else None


def _masked_slip(number: str) -> str:
    digits = sum(character.isdigit() for character in number)
    return mask_number(_joined(number)) if digits >= _FEWEST_DIGITS else number


def _file_names(record: CaseRecord) -> Iterator[str]:
    """Every name of a file or case that a sentence about this case may quote."""
    yield record.case_id
    for document in record.documents:
        yield from (source.name for source in (document.source, *document.sources))
    yield from (problem.file for problem in record.problems)
    if record.application:
        yield from (item.file for item in record.application.items)


def _names(record: CaseRecord) -> Iterator[str]:
    """People's names, as far as the case knows them."""
    if record.application:
        yield from (person.name for person in (record.application.applicant, record.application.agent) if person)
    for document in record.documents:
        field = document.fields.get("patient_name")
        yield from (value for value in (field.value, field.raw) if isinstance(value, str)) if field else ()
        yield from (physician.name for physician in document.physicians if physician.name)


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
    yield from _born(person.id_number)
    if person.phone:
        yield person.phone, mask_phone(person.phone)


def _of_document(document: Document) -> Iterator[tuple[str, str]]:
    for name, mask in _MASKS.items():
        field = document.fields.get(name)
        shortest = 2 if name in _OF_NAMES else _SHORTEST_TELLING
        for value in (field.value, field.raw) if field else ():
            if isinstance(value, str) and len(value) >= shortest:
                yield value, mask(value)
    number = document.fields.get("id_number")
    yield from _born(number.value if number else None)
    for physician in document.physicians:
        if physician.name and len(physician.name) >= 2:
            yield physician.name, mask_name(physician.name)


def _born(number: object) -> Iterator[tuple[str, str]]:
    """The day of birth inside an identity number, as sentences write it."""
    born = birth_date(number) if isinstance(number, str) else None
    if born is not None:
        yield born.isoformat(), mask_date(born.isoformat())
