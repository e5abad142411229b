"""Names and titles in the words behind a label, and which title stands for which name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from intake.extract.rowtext import RowText
from intake.extract.surnames import is_name, surname_of
from intake.extract.titles import TitleMention, find_titles
from models.codes import Title
from models.place import Box

_FILLERS: Final = re.compile(
    r"(?:专\s*业)?(?:技\s*术)?职\s*称|(?:专\s*业)?(?:技\s*术)?职\s*务|(?:电子|数字|亲笔|本人)?签\s*[名字章]|盖\s*章|姓\s*名|日\s*期|时\s*间|或|手\s*写|医\s*师|医\s*生|(?<![\u4e00-\u9fff])科\s*主\s*任|副?主\s*任|公\s*章|出\s*具|开\s*具|副?教\s*授|博\s*士|硕\s*士"
    r"|(?<![\u4e00-\u9fff])[年月日时分](?![\u4e00-\u9fff])"
)
_DEPARTMENT: Final = re.compile(r"[一-鿿]{1,8}(?:科|病区|中心|门诊)(?:[一二三四五六七八九十]+病?区)?")
"""Where the person works: it stands between a name and a title, or behind the title."""
_BLANKS: Final = re.compile(r"[\s,，、/／()（）【】〔〕\[\]:：|_＿.。;；\-—~·*□☐○◯☑√✓✔■●◉☒]+")
_PRINT: Final = 0.9
"""Print at a signature's place is read with more; a hand that was read as letters seldom is."""
_SCRAWL: Final = 0.62
"""How surely something is written where a hand was read as letters: as surely as ink that was not read at all."""
_TOKEN: Final = re.compile(r"[^\s,，、/／()（）【】〔〕\[\]:：|_＿.。;；\-—~*]+")


@dataclass(frozen=True)
class Words:
    """The part ``start`` to ``end`` of a row."""

    row: RowText
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.row.text[self.start : self.end]

    def mentions(self) -> list[TitleMention]:
        """The titles written here for somebody, spans counted from ``start``.

        What stands before the part decides whether it is 职称：医师, so the label's text is looked at as well.
        """
        found = find_titles(self.text)
        return [mention for mention in found if mention.title is not None]

    def is_title_alone(self) -> bool:
        """A title and nothing else, but for 职称： and the ranks of a printed choice that are not ticked."""
        mentions = self.mentions()
        unchosen = [mention for mention in find_titles(self.text) if mention.reason == "choice"]
        rest = _without(self.text, [*mentions, *unchosen])
        return len(mentions) == 1 and not _rest(rest)

    def is_person_alone(self) -> bool:
        """A name with or without a title and a department, and nothing else."""
        return is_name(_rest(_without(self.text, self.mentions())))

    def nothing_between(self, start: int, end: int) -> bool:
        """Nothing but blanks, marks, words such as 职称, a department and ranks that are not ticked stands between two
        places of the part."""
        between = self.text[start:end]
        if not _rest(between):
            return True
        unchosen = [mention for mention in find_titles(self.text) if mention.reason == "choice"]
        return bool(unchosen) and not _rest(_without(self.text, unchosen)[start:end])

    def box(self, start: int, end: int) -> Box:
        return self.row.box(self.start + start, self.start + end)


@dataclass(frozen=True)
class Person:
    """A name (None where only a title or a scrawl was read) with the title that stands for it."""

    words: Words
    name: str | None
    span: tuple[int, int]
    """Where the name or scrawl stands in ``words``."""
    confidence: float
    mention: tuple[Words, TitleMention] | None = None
    scrawl: bool = False
    """Something is written that is no name: a signature that was not read."""

    def boxes(self) -> list[Box]:
        named = [self.words.box(*self.span)] if self.name or self.scrawl else []
        title = self.mention_box()
        return [*named, title] if title is not None else named

    def mention_box(self) -> Box | None:
        if self.mention is None:
            return None
        words, mention = self.mention
        return words.box(mention.start, mention.end)


def people_in(words: Words, *, after_signature_label: bool) -> list[Person]:
    """The people named in a part of a row, in order, each with the title next to it."""
    mentions = words.mentions()
    names = _names(words, mentions)
    if not names:
        return _unnamed(words, mentions, after_signature_label=after_signature_label)
    people = []
    free = list(mentions)
    for number, (start, end, name) in enumerate(names):
        following = names[number + 1][0] if number + 1 < len(names) else len(words.text)
        mention = _title_for(words, free, (start, end, following), first=number == 0)
        if mention is not None:
            free.remove(mention)
        elif after_signature_label:
            mention = _bare_rank(words, end, following)
        confidence = min(0.95, words.row.confidence(words.start + start, words.start + end))
        people.append(Person(words, name, (start, end), confidence, (words, mention) if mention else None))
    return people


def _title_for(
    words: Words, free: Sequence[TitleMention], place: tuple[int, int, int], *, first: bool
) -> TitleMention | None:
    """The title behind the name and before the next one, else, for the first name, the one before it.

    Words that were not understood between the two may be another person, whose title it then is: no title.
    """
    start, end, following = place
    behind = next((mention for mention in free if start <= mention.start < following), None)
    if behind is not None:
        return behind if words.nothing_between(end, behind.start) else None
    before = next((mention for mention in reversed(free) if mention.end <= start), None) if first else None
    return before if before is not None and words.nothing_between(before.end, start) else None


def _bare_rank(words: Words, end: int, following: int) -> TitleMention | None:
    """医师 alone behind the name of a signature line stands where others write 主治医师: the rank 医师."""
    match = re.match(r"[\s(（,，、.]*(医\s*师)[)）\s]*$", words.text[end:following])
    if match is None:
        return None
    return TitleMention(end + match.start(1), end + match.end(1), Title.RESIDENT, "bare", 0.5)


def _names(words: Words, mentions: Sequence[TitleMention]) -> list[tuple[int, int, str]]:
    """The names among the words that are no titles: (start, end, name without blanks)."""
    text = _blank(_without(words.text, mentions), _FILLERS)
    tokens = [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
    names = []
    index = 0
    while index < len(tokens):
        start, end, token = tokens[index]
        glued, until, used = token, end, 1
        # Forms space two-character names: 李　强.
        while index + used < len(tokens) and len(glued) < 4 and len(tokens[index + used][2]) <= 2 and len(glued) <= 2:
            if not words.text[until : tokens[index + used][0]].isspace() or is_name(glued):
                break
            glued, until, used = glued + tokens[index + used][2], tokens[index + used][1], used + 1
        name = glued if is_name(glued) else token if is_name(token) else None
        if name is not None:
            stop = until if name == glued else end
            names.append((start, stop, name))
            index += used if name == glued else 1
        else:
            index += 1
    return names


def _unnamed(words: Words, mentions: Sequence[TitleMention], *, after_signature_label: bool) -> list[Person]:
    """No name was recognised: a signature read badly counts as one that was not read, a title as somebody's."""
    text = _blank(_without(words.text, mentions), _FILLERS)
    scrawls = [match for match in _TOKEN.finditer(text) if re.search(r"[A-Za-z\u4e00-\u9fff]", match.group())]
    mention = (words, mentions[0]) if mentions else None
    bare = _bare_rank(words, 0, len(words.text)) if after_signature_label and not mention else None
    if bare is not None and re.search(r"[A-Za-z0-9一-鿿]", words.text[: bare.start]):
        return [Person(words, None, (0, 0), 0.9, (words, bare))]  # What was written before it was read as a mark.
    if scrawls and after_signature_label:
        span = scrawls[0].start(), scrawls[0].end()
        token = scrawls[0].group()
        # Two or three characters in a signature's place are a name even if the first was misread into no surname.
        plausible = len(scrawls) == 1 and re.fullmatch(r"[\u4e00-\u9fff]{2,3}", token) and not surname_of(token)
        read = words.row.confidence(words.start + span[0], words.start + span[1])
        by_hand = not plausible and (read < _PRINT or not re.search(r"[\u4e00-\u9fff]", token))
        confidence = _SCRAWL if by_hand else 0.5 * read
        return [Person(words, token if plausible else None, span, confidence, mention, scrawl=True)]
    if mention is not None:
        return [Person(words, None, (0, 0), 0.9, mention)]
    return []


def _rest(text: str) -> str:
    """What is left of a text without marks, words such as 职称 and a department: "" where it holds nothing else."""
    return _BLANKS.sub("", _DEPARTMENT.sub("", _BLANKS.sub("\t", _FILLERS.sub("\t", text))))


def _without(text: str, mentions: Sequence[TitleMention]) -> str:
    """The text with the titles blanked out, equally long."""
    for mention in mentions:
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return text


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)
