"""Fields of a ruled grid: which cell is a label, and which cell, or which rest of the same cell, is its value.

Where rules bound them, a label and its value need no guessing from distances: the value is what stands in the cell to
the label's right, below it where the right one is a label too, or in the label's own cell beside or under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from intake.extract.candidates import Candidate, empty, found
from intake.extract.diagnoses import is_code
from intake.extract.labels import SECTION_FIELDS, Label, Vocabulary, find_labels
from intake.extract.layout import rows
from intake.extract.readings import diagnoses_reading, end_of_stay, is_frame, parsed_value, text_reading
from intake.extract.rowtext import CELL_GAP, RowText
from intake.extract.rules import Grid, Sides
from intake.extract.sheet import LabelledRow, Span
from intake.extract.values import is_empty
from intake.page import Line, ReadPage
from models.document import FieldName
from models.place import Box

_BEYOND: Final = 0.006
"""Half of a rule's neighbourhood, in page sizes: this far behind a cell's edge begins its neighbour."""
_HINT: Final = re.compile(r"[(（][^()（）]{0,14}[)）]$")
_LEAD: Final = re.compile(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．])")
_SHORT_LABEL: Final = 4
_LONGEST_LABEL: Final = 14
_SURE: Final = 0.6
_OTHERS_PART: Final = re.compile(r"(?:意见|签名|签字|盖章)[:：]?$")
"""What ends the label of a part that others fill in: 诊断科室医师认定意见 names no department."""
_FRAME: Final = 0.45
"""A cell of more than this share of the page is a frame round it, or the sheet's own edge, and tells nothing."""
_KIND_OF_DIAGNOSES: Final = re.compile(r"(?:[中西]医|主要|次要|其他|其它)(?:诊断)?[:：]?")
"""What stands in cells of their own between 诊断 and the names."""
_MOST_OF_LINE: Final = 0.85
_MOST_CELLS: Final = 12
_WRAPPED_ROWS: Final = 3
"""A cell of a table with more rows of print is no wrapped entry but a part of the form with its own rows."""


@dataclass(frozen=True)
class Cell:
    """A bounded cell with its lines by rows, from the top."""

    box: Box
    rows: tuple[tuple[Line, ...], ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for row in self.rows for line in row)

    @property
    def text(self) -> str:
        return RowText.of(self.lines, gap="").text.replace(" ", "")


@dataclass(frozen=True)
class GridField:
    """A reading of a field with the lines of its label, which need not be asked again."""

    name: FieldName
    candidate: Candidate | None
    """None: the words are no label of the field, whatever stands beside them."""
    label_lines: tuple[Line, ...]


def grid_fields(page: ReadPage, grid: Grid, words: Vocabulary) -> Iterator[GridField]:
    """The fields that the ruled cells of a page hold, from the top down; ``words`` are the labels it may bear."""
    cells = _cells(page, grid)
    for cell in cells:
        word = _label_word(cell.text, words)
        if word is not None:
            yield from _beside(page, grid, (cell, word), words)
        else:
            yield from _inside(page, cell, words)


def _cells(page: ReadPage, grid: Grid) -> list[Cell]:
    """The bounded cells in which lines stand, in reading order; a line across several cells is in none."""
    found_: list[tuple[Sides, list[Line]]] = []
    for line in page.lines:
        short = len(line.text.strip()) <= _SHORT_LABEL  # 姓名 set upright in a narrow cell is read as one line.
        place = line.box.center
        sides = grid.sides(*place) if line.text.strip() and (short or not line.vertical) else None
        if sides is None:
            continue
        box = sides.box(*place)
        if not _inside_of(line.box, box) or box.width * box.height > _FRAME:
            continue
        held = next((held for known, held in found_ if known.bound_the_same(sides, place)), None)
        if held is None:
            found_.append((sides, [line]))
        else:
            held.append(line)
    return [Cell(sides.box(*lines[0].box.center), rows(lines)) for sides, lines in found_]


def _inside_of(line: Box, cell: Box) -> bool:
    """Whether a line whose middle is in a cell is the cell's, though its box may reach over an edge a little."""
    if line.width <= cell.width + 2 * _BEYOND:
        return True
    common = min(line.right, cell.right) - max(line.left, cell.left)
    return common > _MOST_OF_LINE * line.width


def joined_in_cells(page: ReadPage, grid: Grid) -> ReadPage:
    """The page with the wrapped lines of each bounded cell joined to one line."""
    lines: list[Line] = []
    inside: set[int] = set()
    for cell in _cells(page, grid):
        if 1 < len(cell.rows) <= _WRAPPED_ROWS:
            around = cell.lines[0].box
            for line in cell.lines[1:]:
                around = around.union(line.box)
            text = "".join(line.text for line in cell.lines)
            lines.append(Line(text, min(line.confidence for line in cell.lines), around))
            inside |= {id(line) for line in cell.lines}
    return replace(page, lines=(*(line for line in page.lines if id(line) not in inside), *lines))


def _label_word(text: str, words: Vocabulary) -> str | None:
    """The label that a cell's whole text is, whatever blanks, colon, number or bracketed hint go with it."""
    plain = _HINT.sub("", re.sub(r"[\s_:：*]", "", text))
    plain = _LEAD.sub("", plain) or plain
    if plain in words.meanings:
        return plain
    return words.nearest(plain) if 4 <= len(plain) <= _LONGEST_LABEL else None


def _label(word: str, words: Vocabulary, end: int) -> Label:
    field, order = words.meanings[word]
    return Label(word, field, order, 0, end, 1.0, True)


def _beside(page: ReadPage, grid: Grid, labelled: tuple[Cell, str], words: Vocabulary) -> Iterator[GridField]:
    """The value of a cell that is a label and nothing else: to its right, else below."""
    cell, word = labelled
    field = words.meanings[word][0]
    if field is None:
        return
    label_row = LabelledRow(page, RowText.of(cell.lines, gap=""), ())
    label = _label(word, words, len(label_row.text.text))
    right = _neighbours(page, grid, cell)
    heads_column = not right or any(_label_word(one.text, words) for one in right if one.rows)
    if field == "diagnoses" and all(_KIND_OF_DIAGNOSES.fullmatch(one.text) for one in right):
        right = [part for one in right for part in (one, *_neighbours(page, grid, one))]
    if heads_column:
        right = _column(page, grid, cell, field)
    if not right:
        return
    lines = [row for one in right for row in one.rows]
    if not lines and heads_column:
        return
    if not lines:
        yield GridField(field, empty(label, Span(label_row, 0, label.end)), cell.lines)
        return
    if any(_label_word(one.text, words) for one in right):
        return
    for name, candidate in _readings(page, _spans(page, lines), label, right[0].box.right):
        yield GridField(name, candidate, cell.lines)


def _inside(page: ReadPage, cell: Cell, words: Vocabulary) -> Iterator[GridField]:
    """The value that stands in its label's own cell: behind the label or on the rows under it."""
    first = RowText.of(cell.rows[0])
    if len(cell.text) <= _LONGEST_LABEL + 4 and _OTHERS_PART.search(cell.text):
        yield GridField("department", None, cell.lines)
        return
    found_ = [label for row in cell.rows for label in find_labels(RowText.of(row), words) if label.strength >= _SURE]
    word = _label_word(first.text, words)
    if word is not None and len(cell.rows) > 1:
        label, behind = _label(word, words, len(first.text)), ""
    else:
        opening = [label for label in find_labels(first, words) if label.start == 0 and label.opens_cell]
        if not opening:
            return
        label, behind = opening[0], first.text[opening[0].end :]
    if label.field is None or any(one.word != label.word for one in found_ if one.opens_cell or one.field is not None):
        return
    if is_empty(behind) and len(cell.rows) == 1:
        return
    sure = Label(label.word, label.field, label.order, label.start, label.end, 1.0, True)
    start = LabelledRow(page, first, ())
    spans = [] if is_empty(behind) else [Span(start, label.end, len(first.text))]
    for name, candidate in _readings(page, [*spans, *_spans(page, cell.rows[1:])], sure, cell.box.right):
        yield GridField(name, candidate, cell.rows[0])


def _spans(page: ReadPage, lines: Sequence[Sequence[Line]]) -> list[Span]:
    whole = [LabelledRow(page, RowText.of(row), ()) for row in lines]
    return [Span(row, 0, len(row.text.text)) for row in whole]


def _readings(page: ReadPage, spans: Sequence[Span], label: Label, edge: float) -> list[tuple[FieldName, Candidate]]:
    """The readings of a value's rows, which may run as far right as ``edge``."""
    field = label.field
    if field is None or not spans:
        return []
    if field == "diagnoses":
        candidate = diagnoses_reading(spans, label, edge)
        return [(field, candidate)] if candidate else []
    if field in SECTION_FIELDS:
        return [(field, text_reading(spans, label))]
    span = spans[0].stripped() if len(spans) == 1 else _one_text(page, spans)
    if is_frame(span.text):
        return [(field, empty(label, span))]
    parsed = parsed_value(field, span)
    if parsed is None:
        return []
    value = span.part(parsed.start, parsed.end)
    result: list[tuple[FieldName, Candidate]] = [(field, found(parsed, [value], label, label.strength))]
    return result + (end_of_stay(span, value.end, label) if field == "admission_date" else [])


def _one_text(page: ReadPage, spans: Sequence[Span]) -> Span:
    """A value's rows as one text: what wrapped is one word; lines side by side stay apart."""
    parts = [line for span in spans for line in _lines_of(span)]
    text = RowText.of(parts, gap="")
    return Span(LabelledRow(page, text, ()), 0, len(text.text)).stripped()


def _lines_of(span: Span) -> list[Line]:
    """The lines of a span, the first cut where the span begins behind a label."""
    inner: list[Line] = []
    for line, start in zip(span.row.text.lines, span.row.text.starts, strict=True):
        end = start + len(line.text)
        if end <= span.start or start >= span.end:
            continue
        cut = max(span.start - start, 0)
        box = span.row.text.box(start + cut, end)
        lead = " " if inner else ""
        inner.append(Line(lead + line.text[cut:].replace(CELL_GAP, " "), line.confidence, box))
    return inner


def _neighbours(page: ReadPage, grid: Grid, cell: Cell) -> list[Cell]:
    """The cells right of a cell, from its top to its bottom; one without lines where nothing is written."""
    found_: list[Cell] = []
    y = cell.box.top + _BEYOND
    while y < cell.box.bottom - _BEYOND and len(found_) < _MOST_CELLS:
        beside = _cell_at(page, grid, cell.box.right + _BEYOND, y)
        if beside is None:
            return []
        box = beside.box
        if box.top < cell.box.top - 2 * _BEYOND or (found_ and box.bottom > cell.box.bottom + 2 * _BEYOND):
            return []  # A cell that goes on past its label's is another label's, or nobody's.
        found_.append(beside)
        y = box.bottom + _BEYOND
    return found_


def _column(page: ReadPage, grid: Grid, cell: Cell, field: FieldName) -> list[Cell]:
    """The cell below; below a heading of diagnoses all cells of its column, each with the code to its right."""
    found_: list[Cell] = []
    y = cell.box.bottom
    while len(found_) < _MOST_CELLS:
        below = _cell_at(page, grid, cell.box.center[0], y + _BEYOND)
        if below is None:
            break
        box = below.box
        if abs(box.left - cell.box.left) > 0.01 or abs(box.right - cell.box.right) > 0.01:
            break
        if field == "diagnoses":
            code = _cell_at(page, grid, box.right + _BEYOND, box.center[1])
            if below.rows and code is not None and is_code(code.text):
                below = Cell(box, (*below.rows[:-1], (*below.rows[-1], *code.lines)))
        found_.append(below)
        y = box.bottom
        if field != "diagnoses":
            break
    return found_


def _cell_at(page: ReadPage, grid: Grid, x: float, y: float) -> Cell | None:
    """The cell at a place with the lines whose middles are in it: a rule that is broken elsewhere does not empty it."""
    sides = grid.sides(x, y)
    if sides is None:
        return None
    box = sides.box(x, y)
    inside = [line for line in page.lines if line.text.strip() and sides.hold(line.box) and _inside_of(line.box, box)]
    return Cell(box, rows(inside))
