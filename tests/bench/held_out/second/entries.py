"""What several of the papers fill in alike: signatures behind labels, ranks to tick, Chinese medicine's diagnoses."""

from __future__ import annotations

from collections.abc import Sequence

from models.codes import Title
from models.document import PhysicianRole
from tests.bench.held_out.clinic import CASES
from tests.bench.held_out.paper import Paper
from tests.bench.held_out.parts import bars, box
from tests.bench.held_out.people import Doctor, Hospital
from tests.bench.held_out.sheet import Area
from tests.bench.held_out.typefaces import Type
from tests.bench.held_out.visit import Manner

INKS = ((22, 30, 96), (24, 24, 30), (16, 44, 84))
CIRCLED = "①②③④⑤⑥⑦⑧"
COUNTED = "一二三四五六七八"

_CHINESE_MEDICINE = {
    "M01600": ("消渴病", "气阴两虚证"), "M07803": ("关格", "脾肾阳虚证"), "M04600": ("胸痹心痛病", "心血瘀阻证"),
    "M06900": ("尪痹", "寒湿痹阻证"), "M07101": ("阴阳毒", "热毒炽盛证"), "M06201": ("臌胀", "气滞湿阻证"),
    "M05300": ("肺胀", "痰浊壅肺证"), "M00503": ("肺积", "气虚痰瘀证"), "M02300": ("颤病", "髓海不足证"),
    "M02101": ("癫病", "痰气郁结证"), "M03900": ("眩晕病", "肝阳上亢证"), "M04803": ("中风病后遗症", "气虚血瘀证"),
}  # fmt: skip


def at_hospital(paper: Paper, *kinds: str) -> None:
    """Let one of these kinds of hospital issue the paper; a kind that is a whole name stands by itself."""
    if not paper.visit:
        kind = paper.rng.choice(kinds)
        whole = kind.startswith("=")
        paper.hospital = Hospital(kind[1:] if whole else paper.hospital.place[2] + kind, paper.hospital.place)


def of_cases(paper: Paper, *codes: str) -> None:
    """Let the paper be about one of these diseases."""
    if not paper.visit:
        paper.case = paper.rng.choice([case for case in CASES if case.code in codes])


def pattern(paper: Paper) -> tuple[str, str]:
    """Chinese medicine's name of the illness and of its pattern."""
    return _CHINESE_MEDICINE[paper.case.code]


def pen(paper: Paper, hand: float = 0.7) -> Type:
    """The pen a form is filled in with."""
    return Type("wenkai", paper.body.size * 1.12, paper.rng.choice(INKS), hand=hand)


def marked(texts: Sequence[str], marks: str, after: str = "") -> list[str]:
    """The texts with one mark after another before them, also where there is only one."""
    return [marks[n] + after + text for n, text in enumerate(texts)]


def signed(
    paper: Paper,
    at: tuple[float, float],
    label: str,
    who: tuple[Doctor, PhysicianRole | None],
    how: Manner,
    titled: bool = False,
) -> float:
    """A label and the signature behind it, within the block that is open; the right edge."""
    right = paper.sheet.put(at, label, paper.body)
    return paper.sign((right + 0.8, at[1]), who[0], who[1], how, titled)


def by_label(
    paper: Paper,
    at: tuple[float, float],
    ranks: Sequence[tuple[str, Title]],
    gap: tuple[float, float],
    how: Manner,
) -> None:
    """Physicians behind labels that name their rank, ``gap`` apart."""
    for number, (label, title) in enumerate(ranks):
        if gap[1]:
            paper.sheet.next()
        place = (at[0] + number * gap[0], at[1] + number * gap[1])
        signed(paper, place, label, (paper.doctor(title, title), "responsible"), how)
        paper.physicians[-1] = paper.physicians[-1].model_copy(update={"title": title if how != "empty" else None})


def ranks_to_tick(paper: Paper, at: tuple[float, float], ticked: Title | None, ranks: Sequence[Title]) -> float:
    """Ranks in print, a box before each, the physician's own ticked; the right edge."""
    x = at[0]
    for title in ranks:
        x = paper.sheet.put((box(paper, (x, at[1]), title is ticked) + 0.4, at[1]), title.label, paper.body) + 3
    return x


def of_rank(paper: Paper, title: Title | None) -> None:
    """The paper says elsewhere which rank the physician noted last has."""
    paper.physicians[-1] = paper.physicians[-1].model_copy(update={"title": title})


def dashes(paper: Paper, start: tuple[float, float], end: tuple[float, float], step: float = 2.4) -> None:
    """A dashed line across or down the sheet."""
    length = max(end[0] - start[0], end[1] - start[1])
    across = end[0] - start[0] > end[1] - start[1]
    for number in range(int(length / step)):
        a = number * step
        b = a + step * 0.55
        one = (start[0] + a, start[1]) if across else (start[0], start[1] + a)
        other = (start[0] + b, start[1]) if across else (start[0], start[1] + b)
        paper.sheet.rule(one, other, 0.2)


def clock(paper: Paper, first: int = 7, last: int = 18) -> str:
    """A time of day."""
    return f"{paper.rng.randrange(first, last):02d}:{paper.rng.randrange(60):02d}"


def bars_and_number(paper: Paper, y: float) -> None:
    """A bar code across the middle of the sheet, its number beneath."""
    middle = paper.sheet.width / 2
    bars(paper, Area(middle - 26, y, middle + 26, y + 7))
    number = f"{paper.rng.randrange(10**11, 10**12)}"
    paper.sheet.line((middle - 26, y + 8), number, paper.body.at(8), 52, "c")
