"""Seals read: name along the arc, purpose line, kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.ocr.engine import OcrEngine
from intake.ocr.spelling import Spelling
from intake.page import PageImage
from intake.seals.bodies import bodies_in, is_body, trimmed_name
from intake.seals.kind import is_special, kind_of, main_and_purpose, without_number, without_stray
from intake.seals.language import Reading, best_reading, plain_reading
from intake.seals.layout import Layout, lay_out
from intake.seals.mark import SealMark
from intake.seals.names import language_of_names, language_of_purposes, language_of_stamps
from intake.seals.purposes import LISTED
from intake.seals.spacing import completed, mended
from intake.seals.stamps import best_name
from models.codes import SealColor, SealKind
from models.document import Seal

_SURE = 0.95
"""Texts read with less are read a second time."""
_TURNED = 0.6
"""Straight stamps read with less may have been pressed upside down: of 57 drawn ones nine in ten were read with 0.71
and more, upside down with 0.24 at most."""
_NAMED = 0.1
"""Where a name is read with less, a purpose may be lost as well: of 250 drawn seals a special one passed for a 公章
so, with 0.03."""
_DOUBTED = 0.75
"""Marks found with less that say nothing are no seals: frames in the ground of identity cards have up to 0.64; of 58
drawn straight stamps seven could not be read, and six of those have 0.78 and more."""
_FOREIGN = re.compile(r"[0-9A-Za-z（）()]{2,}")
"""Security numbers and foreign names."""
_FOREIGN_SURE = 0.7
_NUMBER = re.compile(r"[0-9]{5}")
_ASKED_FOR = re.compile(r".{0,6}(公章|盖章|签章)处?[）)]?")
"""What is printed where a seal is to be pressed; no seal says so itself."""
_DATE = re.compile(r"[0-9OIl]{2,4}年[0-9OIl]{0,2}月?[0-9OIl]{0,2}日?")
_SAYS = re.compile(r".*[一-鿿].*[一-鿿].*|.*[A-Z]{1,3}[室科]")
"""Two characters say something, and so do CT室 and B超."""


@dataclass(frozen=True)
class _Texts:
    """What a seal says; ``name`` as it was read, ``unread``: there is a text inside that could not be read."""

    name: Reading = ("", 0.0)
    purpose: Reading = ("", 0.0)
    unread: bool = False

    @property
    def sure(self) -> float:
        read = [confidence for text, confidence in (self.name, self.purpose) if text]
        return sum(read) / len(read) if read else 0.0

    @property
    def weak(self) -> bool:
        """Whether a second picture may tell more."""
        text, confidence = trimmed_name(self.name[0]), self.name[1]
        return self.unread or confidence < _SURE or not is_body(text) or 0 < self.purpose[1] < _SURE


@dataclass(frozen=True)
class _Printed:
    """What the page says around its seals: its lines, and the hospitals they name."""

    lines: Sequence[str]
    bodies: Sequence[str]


@dataclass(frozen=True)
class _Spelled:
    """What the recogniser saw in a seal, by one layout or by both: of each text its pictures' spellings, of the name
    with the layouts they come from."""

    name: list[tuple[Spelling, Layout]]
    lines: list[list[Spelling]]
    foot: list[Spelling]
    stamps: list[list[Spelling]]

    @property
    def any(self) -> bool:
        """Whether anything is written there."""
        return bool(self.name or self.lines or self.foot or self.stamps)

    def beside(self, other: _Spelled) -> _Spelled:
        """This and another layout's, where they show the same texts; else the one whose lines, or characters in
        columns, are surer."""
        return _Spelled(
            self.name + other.name,
            _beside(self.lines, other.lines),
            self.foot + other.foot,
            _beside(self.stamps, other.stamps),
        )


def _beside(one: list[list[Spelling]], other: list[list[Spelling]]) -> list[list[Spelling]]:
    """The pictures of each text by two layouts; of the surer one where they show different texts."""
    if len(one) == len(other):
        return [first + second for first, second in zip(one, other, strict=True)]
    return max(one, other, key=lambda texts: sum(text[0].confidence for text in texts) / max(len(texts), 1))


def read_seals(
    page: PageImage, marks: Sequence[SealMark], engine: OcrEngine, printed: Sequence[str] = ()
) -> tuple[Seal, ...]:
    """Read all marks of a page, weak ones by two maps of their ink; boxes come out in fractions of the SOURCE page.

    Round marks in which nothing is written are no seals but dials, logos, rings of cups; nor are printed rings that ask
    for one. ``printed``: the page's lines. What is in doubt in a seal is likelier to be the hospital they name than
    another.
    """
    around = _Printed(printed, bodies_in(printed))
    seals = []
    for mark in marks:
        others = [other for other in marks if other is not mark]
        spelled, texts = _read(lay_out(page, mark, others), mark, engine, around)
        if mark.is_round and mark.complete and not spelled.any:
            # Of 238 drawn round seals that were found one had no text, of ten false ones four.
            continue
        if not mark.is_round and texts.sure < _TURNED:
            _, other_way = _read(lay_out(page, mark, others, turned=True), mark, engine, around)
            texts = max(texts, other_way, key=lambda read: read.sure)
        if not _is_none(mark, spelled, texts):
            seals.append(_seal(page, mark, texts))
    return tuple(seals)


def _read(layouts: tuple[Layout, Layout], mark: SealMark, engine: OcrEngine, page: _Printed) -> tuple[_Spelled, _Texts]:
    """What the recogniser saw in a seal laid out, and what it says; weak texts by both layouts."""
    first, second = layouts
    spelled = both = _spelled(first, engine)
    texts = _told(mark, spelled, page)
    if texts.weak and first.crops:
        both = spelled.beside(_spelled(second, engine))
        texts = _told(mark, both, page)
    if both.name and texts.name[0]:
        name, sure = completed(texts.name, both.name, engine, page.bodies)
        texts = replace(texts, name=(trimmed_name(name), sure))
    return spelled, texts


def _is_none(mark: SealMark, spelled: _Spelled, texts: _Texts) -> bool:
    """Whether a mark is no seal after all: it asks for one; or it is a printed ring about print, as of dials and cups;
    or it was in doubt and says nothing, as frames in the ground of identity cards."""
    if _ASKED_FOR.fullmatch(texts.name[0] + texts.purpose[0]):
        return True
    if mark.confidence < _DOUBTED and not texts.sure:
        return True
    along = spelled.name or spelled.foot
    plain = mark.is_round and mark.complete and mark.color is SealColor.BLACK
    return plain and not along and not texts.purpose[0]


def _spelled(layout: Layout, engine: OcrEngine) -> _Spelled:
    answers: Iterator[Spelling] = iter(engine.spell(layout.crops))
    return _Spelled(
        name=[(next(answers), layout)] if layout.name is not None else [],
        lines=[[next(answers)] for _ in layout.lines],
        foot=[next(answers)] if layout.foot is not None else [],
        stamps=[[next(answers)] for _ in layout.stamps],
    )


def _told(mark: SealMark, spelled: _Spelled, page: _Printed) -> _Texts:
    if spelled.stamps:
        return _Texts(best_name([plain_reading(order) for order in spelled.stamps]))
    if not mark.is_round:
        read = [best_reading(line, language_of_stamps(), page.bodies) for line in spelled.lines]
        kept = [(text, confidence) for text, confidence in read if text]
        main, inner = without_stray(*main_and_purpose([text for text, _ in kept]))
        sure = sum(confidence for _, confidence in kept) / max(len(kept), 1)
        return _Texts((main, sure), (inner, sure if inner else 0.0))
    name, sure = best_reading([spelling for spelling, _ in spelled.name], language_of_names(), page.bodies)
    purpose, unread = _purpose(spelled, page.lines if mark.color is SealColor.BLACK else ())
    return _Texts((name, sure), purpose, unread)


def _purpose(spelled: _Spelled, printed: Sequence[str]) -> tuple[Reading, bool]:
    """The level lines as one text, or what stands along the foot; and whether a text there could not be read.

    ``printed``: the page's lines that may run through the seal.
    """
    read = []
    for line in [*spelled.lines, spelled.foot]:
        text, clear = plain_reading(line) if line else ("", 0.0)
        # Purposes that cannot be read at all are taken for letters.
        if not line or (_FOREIGN.fullmatch(text) and (clear > _FOREIGN_SURE or _NUMBER.search(text))):
            continue
        told, sure = mended(best_reading(line, language_of_purposes(), LISTED), line[0])
        # Papers print what their seals say: （须加盖诊断证明专用章）. A listed purpose is always the seal's.
        if told in LISTED or not _goes_on(text, printed):
            read.append((_DATE.sub("", without_number(told)), sure))
        elif is_special(text):
            # A certificate's own title looks like half of 诊断证明书专用章: print or purpose, it is open.
            read.append(("", 0.0))
    kept = [(text, sure) for text, sure in read if _SAYS.fullmatch(text)]
    if not kept:
        return ("", 0.0), bool(read)
    return ("".join(text for text, _ in kept), min(sure for _, sure in kept)), False


def _goes_on(text: str, printed: Sequence[str]) -> bool:
    """Whether a line read inside a seal, but for its ends, which the rim may cut, is part of a longer one of the
    paper's own. Nothing less proves it print: a purpose taken for print would leave a special seal looking like a 公章.
    """
    inner = text[1:-1]
    return len(inner) > 2 and any(inner in line and len(line) > len(text) + 1 for line in printed)


def _seal(page: PageImage, mark: SealMark, texts: _Texts) -> Seal:
    at_side = not mark.complete and mark.is_round and (mark.box.left <= 0.0 or mark.box.right >= 1.0)
    main, inner = texts.name[0], texts.purpose[0]
    kind = kind_of(mark.shape, main, inner, at_side=at_side, unread=texts.unread or texts.name[1] < _NAMED)
    # What has a frame beyond doubt and a person's name in it is a name stamp, however small and dense it looked.
    stamped = mark.framed and kind is SealKind.PHYSICIAN and texts.sure >= _SURE
    being = max(mark.confidence, texts.sure) if stamped else mark.confidence
    return Seal(
        shape=mark.shape,
        color=mark.color,
        kind=kind,
        text=main,
        inner_text=inner,
        complete=mark.complete,
        # Half of it is being a seal at all, which the rim shows; the other half that its text could be read.
        # More digits than four differ from machine to machine.
        confidence=round(min(max(being * (0.6 + 0.4 * texts.sure), 0.0), 1.0), 4),
        source=page.source,
        page=page.number,
        box=page.source_box(mark.box),
    )
