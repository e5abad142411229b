"""What a line of a seal says, by what the recogniser held possible and by what seals usually say.

Ink that is faint, broken or crossed by print leaves a character in doubt between two or three; what stands before
and behind it mostly decides. How much the usual may say is measured (docs/measurements/seals.md): clear ink always
wins.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from rapidfuzz.distance import Levenshtein

from intake.ocr.spelling import Frame, Spelling, likelihood
from intake.seals.variants import NOW

Reading = tuple[str, float]
"""A text and how sure it is, 0..1."""

_ORDER = 5
_CHARACTERS = 6000
"""A character the list does not know is any of about so many."""
_RAREST = -2.2
"""What the most unusual character is worth: one that is clear, ten times likelier than nothing, always stays."""
KNOWN = 3.0
"""The logarithm of how much likelier a known text is: one that was seen twenty times less clearly than another still
gives way to it, so that another body's seal is never read as the hospital's."""
_LEAST_SEEN = 0.04
"""Of the characters' probabilities the geometric mean below which half of a text is wrong: nothing is told then."""
_LEAST_CONFIDENCE = 0.5
"""Below it the recogniser's own text is mostly wrong characters."""
_CLEAR = 0.95
"""From it on the recogniser's own text is mostly right."""
_BEAM = 20
_CANDIDATES = 6
_AWAY = 6.0
"""By so much, in logarithms, a second picture may hold a text less likely than the first: it may show nothing."""
_ORDINALS = str.maketrans(dict.fromkeys("二三四五六七八九", "一"))
"""Which hospital of a town it is, its number alone tells: none is more usual than another."""
_CUT = re.compile(r"[0-9A-Za-z一-鿿（）()]")


class Language:
    """Probabilities of texts by their last ``_ORDER`` characters, smoothed after Witten and Bell (1991): the more
    different characters were seen behind a context, the likelier a new one is there."""

    def __init__(self, texts: Iterable[tuple[str, float]], weight: float, bonus: float) -> None:
        """``texts``: names and parts of names, and how often they occur; ``^`` and ``$`` mark a name's beginning and
        end where the part stands there. ``weight``: how much a text's being usual counts beside what was seen;
        ``bonus``: what each character is worth against short texts."""
        self._weight, self._bonus = weight, bonus
        after: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for text, often in texts:
            text = text.translate(_ORDINALS)
            for place in range(1 if text.startswith("^") else 0, len(text)):
                for reach in range(min(_ORDER, place + 1)):
                    after[text[place - reach : place]][text[place]] += often
        self._after = {context: (counts, sum(counts.values())) for context, counts in after.items()}
        self._known: dict[tuple[str, str], float] = {}

    def chance(self, before: str, char: str) -> float:
        """The logarithm of the probability of a character behind a text, which begins with ``^``."""
        key = (before[1 - _ORDER :].translate(_ORDINALS), char.translate(_ORDINALS))
        if key not in self._known:
            self._known[key] = math.log(self._chance(*key))
        return self._known[key]

    def step(self, before: str, char: str) -> float:
        """What one more character behind a text, which begins with ``^``, is worth."""
        return max(self._weight * self.chance(before, char) + self._bonus, _RAREST)

    def expects(self, before: str, text: str) -> bool:
        """Whether each character of a text is a usual one behind what stands before it."""
        whole = "^" + before + text
        return all(self.step(whole[:place], whole[place]) > _RAREST for place in range(len(before) + 1, len(whole)))

    def worth(self, text: str) -> float:
        """What a whole text's being usual is worth, in logarithms of probabilities of what was seen."""
        whole = f"^{text}$"
        return sum(self.step(whole[:place], whole[place]) for place in range(1, len(whole)))

    def _chance(self, context: str, char: str) -> float:
        shorter = self._chance(context[1:], char) if context else 1.0 / _CHARACTERS
        if context not in self._after:
            return shorter
        counts, total = self._after[context]
        return (counts.get(char, 0.0) + len(counts) * shorter) / (total + len(counts))


def best_reading(pictures: Sequence[Spelling], language: Language, known: Collection[str] = ()) -> Reading:
    """What one line says that was cut out of one or several maps of its ink, and how sure that is: how much likelier
    than anything else, and how clearly its characters were seen. ``known``: texts it may well say."""
    seen = [cleaned(picture.frames) for picture in pictures]
    texts = {text for frames in seen for text in candidates(frames, language)[:_CANDIDATES] if text}
    if not texts:
        return "", 0.0
    texts.update(one for one in known if any(_near(one, text) for text in texts))
    clear = {text: together([likelihood(frames, text) for frames in seen]) for text in texts}
    score = {text: clear[text] + language.worth(text) for text in texts}
    for text in texts.intersection(known):
        score[text] += KNOWN
    best = max(sorted(texts), key=lambda text: score[text])
    seen_each = math.exp(min(clear[best], 0.0) / len(best))
    if seen_each < _LEAST_SEEN:
        # Pictures that differ make a usual text of neither likelier than what stands clearly in one of them.
        text, confidence = plain_reading(pictures)
        return (text, confidence * math.sqrt(_LEAST_SEEN)) if confidence >= _CLEAR else ("", 0.0)
    share = 1.0 / sum(math.exp(score[text] - score[best]) for text in texts)
    return best, share * math.sqrt(seen_each)


def _near(one: str, other: str) -> bool:
    """Whether at most a character in three differs."""
    return Levenshtein.normalized_distance(one, other) <= 0.34


def plain_reading(pictures: Sequence[Spelling]) -> Reading:
    """What the recogniser alone reads, in the picture it is surest of: of persons' names any is as usual as another."""
    surest = max(pictures, key=lambda picture: picture.confidence)
    if surest.confidence < _LEAST_CONFIDENCE:
        return "", surest.confidence
    return "".join(_CUT.findall(surest.text)).translate(NOW), surest.confidence


def cleaned(frames: Sequence[Frame]) -> list[Frame]:
    """Frames in today's characters, without those that seals are not cut with; what they had is nothing's."""
    kept = []
    for frame in frames:
        chances: Counter[str] = Counter()
        for char, chance in frame:
            chances[char.translate(NOW) if _CUT.fullmatch(char) else ""] += math.exp(chance)  # type: ignore[assignment]
        kept.append(tuple((char, math.log(min(chance, 1.0))) for char, chance in chances.items()))
    return kept


def candidates(frames: Sequence[Frame], language: Language) -> list[str]:
    """The likeliest texts of a line, best first: prefix beam search (Hannun et al. 2014)."""
    beam: dict[str, tuple[float, float]] = {"": (0.0, -math.inf)}
    usual = {"": 0.0}
    for frame in frames:
        grown: dict[str, tuple[float, float]] = {}
        for text, ways in beam.items():
            for longer, blank, ended in _grown(text, ways, frame):
                before = grown.get(longer, (-math.inf, -math.inf))
                grown[longer] = (_sum(before[0], blank), _sum(before[1], ended))
                if longer not in usual:
                    usual[longer] = usual[text] + language.step("^" + text, longer[-1])
        ranked = sorted(grown, key=lambda text: (-_sum(*grown[text]) - usual[text], text))
        beam = {text: grown[text] for text in ranked[:_BEAM]}
    return list(beam)


def _grown(text: str, ways: tuple[float, float], frame: Frame) -> Iterable[tuple[str, float, float]]:
    """What a text becomes with one more column; of each the chance that it ends in nothing, and in its character."""
    blank, ended = ways
    for char, chance in frame:
        if not char:
            yield text, _sum(blank, ended) + chance, -math.inf
        elif text.endswith(char):
            yield text, -math.inf, ended + chance
            yield text + char, -math.inf, blank + chance
        else:
            yield text + char, -math.inf, _sum(blank, ended) + chance


def together(chances: list[float]) -> float:
    """One chance of a text by several pictures of it: the better of them counts, the other confirms."""
    best = max(chances)
    others = sum(max(chance - best, -_AWAY) for chance in chances)
    return best + 0.3 * others / max(len(chances) - 1, 1)


def _sum(one: float, other: float) -> float:
    """The logarithm of the sum of two chances given by theirs."""
    high, low = (one, other) if one > other else (other, one)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
