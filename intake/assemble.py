"""Put what the stages found together: an engine's lines on their page, and a paper's pages in one Document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

import numpy as np

from intake.clarity import PageClarity, colour_of, document_clarity
from intake.classify import PageGroup
from intake.extract.fields import extract_fields
from intake.extract.labs import find_lab_items
from intake.extract.listed_disease import listed_disease
from intake.extract.marks import with_marks
from intake.extract.people import find_physicians
from intake.files.opening import OpenedFile
from intake.look import look_of
from intake.ocr.engine import ReadLine
from intake.ocr.lines import is_vertical
from intake.page import Line, PageImage, ReadPage
from models.codes import DocType
from models.document import Document, Field, FieldName, SourceFile
from models.place import Box


def ocr_lines(page: PageImage, read: Sequence[ReadLine]) -> tuple[Line, ...]:
    """An engine's lines, their corners in pixels of the page, as lines in fractions of it."""
    return tuple(_line_on(page, line) for line in read)


def _line_on(page: PageImage, line: ReadLine) -> Line:
    corners = line.quad / np.array([page.width, page.height])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    box = Box.clipped(float(left), float(top), float(right), float(bottom))
    return Line(line.text, min(max(line.confidence, 0.0), 1.0), box, vertical=is_vertical(line.quad))


def document_of(name: str, opened: OpenedFile, group: PageGroup) -> Document:
    """The paper that a group of pages of one file is."""
    pages = group.pages
    marked = [replace(page, lines=with_marks(page)) for page in pages]
    numbers = tuple(page.image.number for page in pages)
    source = SourceFile(name=name, sha256=opened.sha256, pages=numbers)
    kind = group.guess.value
    fields = extract_fields(kind, marked)
    listed = listed_disease(pages, marked) if kind is DocType.APPLICATION_FORM else None
    if listed is not None:  # A list is read as a whole, or as nothing where nobody ticked plainly.
        fields = {**fields, "applied_disease": listed}
    return Document(
        id=f"{opened.sha256[:12]}-{numbers[0]}",
        source=source,
        sources=(source,),
        doc_type=group.guess,
        sides=group.sides,
        fields=fields,
        physicians=find_physicians(kind, marked),
        seals=tuple(seal for page in pages for seal in page.seals),
        lab_items=find_lab_items(pages, _sex(fields)) if kind is DocType.LAB_REPORT else (),
        clarity=document_clarity(
            [PageClarity(page.clarity_score, page.clarity_problems, page.blank, page.scant) for page in pages],
            colour_of(
                [(page.image.pixels, page.lines) for page in pages if page.image.text_lines is None],
                [seal.color for page in pages for seal in page.seals],
            ),
        ),
        geometry=tuple(page.geometry for page in pages),
        looks=tuple(look_of(page.image) for page in pages),
        text="\n".join(line.text for page in pages for line in page.lines),
        text_origin=_origin(pages),
        digitally_signed=opened.digitally_signed,
    )


def _sex(fields: Mapping[FieldName, Field]) -> Literal["male", "female"] | None:
    """The patient's sex, where it was read."""
    value = fields["sex"].value if "sex" in fields else None
    return "male" if value == "male" else "female" if value == "female" else None


def _origin(pages: Sequence[ReadPage]) -> Literal["ocr", "text_layer", "mixed"]:
    layered = [page.image.text_lines is not None for page in pages]
    if all(layered):
        return "text_layer"
    return "mixed" if any(layered) else "ocr"
