"""By what a case is found again without the names and numbers themselves standing in an index.

An identity number has some ten thousand million plausible values: a plain hash of one is undone in minutes. So the
digests
are HMAC-SHA256 (RFC 2104) under a key of the store's own (``docs/decisions/004-store.md``).
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from models.case import CaseRecord
from models.document import FieldName

Kind = Literal["case", "person", "token"]
_PERSONAL: Final[tuple[FieldName, ...]] = ("patient_name", "id_number", "insured_number")


def digest(key: bytes, kind: Kind, value: str) -> str:
    """The keyed digest of a value: of full-width and half-width characters, capitals and blanks nothing depends."""
    plain = "".join(unicodedata.normalize("NFKC", value).upper().split())
    return hmac.new(key, f"{kind}\0{plain}".encode(), hashlib.sha256).hexdigest()


def handles(record: CaseRecord) -> Iterator[tuple[Kind, str]]:
    """What a record can be found by: its case's name, the application's number, the people's names and numbers."""
    yield "case", record.case_id
    if record.application:
        if record.application.application_number:
            yield "case", record.application.application_number
        for person in (record.application.applicant, record.application.agent):
            for value in (person.name, person.id_number, person.insured_number) if person else ():
                if value:
                    yield "person", value
    for document in record.documents:
        for name in _PERSONAL:
            field = document.fields.get(name)
            if field and isinstance(field.value, str) and field.value:
                yield "person", field.value
