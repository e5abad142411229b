"""The scorers of the physical bench, on truth and answers made by hand."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

import intake.read
from intake.bend import Bend
from intake.page import PageImage
from models.codes import ClarityGrade, ClarityKind, SealColor, SealKind, SealShape
from models.document import ClarityProblem, Seal
from models.place import Box
from samples.truth import TrueSeal
from tests.bench.physical.clarity_scores import clarity_rows, evenly_spread, reported, state_of
from tests.bench.physical.contact import failures, group_of
from tests.bench.physical.geometry_scores import geometry_rows
from tests.bench.physical.journal import finished, journal_of
from tests.bench.physical.outcome import Answer, Loss, Outcome, SealText, outcome_of, under_seals
from tests.bench.physical.page import DrawnSeal, Family, Group, PageTruth, PhysicalPage, Run, Spoil
from tests.bench.physical.reading import characters_read
from tests.bench.physical.rows import Row
from tests.bench.physical.seal_scores import kind_right, matched, nearness, seal_rows
from tests.bench.physical.without import without_dewarping, without_ink_separation

_NUMBERS = count()


def _box(left: float = 0.2, top: float = 0.2, size: float = 0.2) -> Box:
    return Box(left=left, top=top, right=left + size, bottom=top + size)


def _drawn(
    color: SealColor = SealColor.RED, *, ink: float = 0.9, cut: bool = False, text: str = "甲县人民医院"
) -> DrawnSeal:
    true = TrueSeal(
        shape=SealShape.CIRCLE,
        color=color,
        kind=SealKind.OFFICIAL,
        text=text,
        inner_text="",
        complete=not cut,
        box=_box(),
    )
    return DrawnSeal(seal=true, ink=ink, side=300.0, cut=cut)


def _found(
    box: Box, color: SealColor = SealColor.RED, kind: SealKind = SealKind.OFFICIAL, text: str = "甲县人民医院"
) -> Seal:
    return Seal(
        shape=SealShape.CIRCLE,
        color=color,
        kind=kind,
        text=text,
        complete=True,
        confidence=0.9,
        source="x",
        page=0,
        box=box,
    )


def _page(tells: Family, answer: Answer, **more: object) -> Outcome:
    truth = {name: more.pop(name) for name in list(more) if name in PageTruth.model_fields}
    told = PageTruth.model_validate({"tells": (tells,), "recipe": "drawn", "lines": ("文字",), **truth})
    base = {
        "name": f"{tells}-{next(_NUMBERS):05d}.jpg",
        "truth": told,
        "answer": answer,
        "characters": 100,
        "errors": 0,
    }
    return Outcome.model_validate({**base, **more})


def _row(rows: list[Row], start: str) -> Row:
    return next(row for row in rows if row.measure.startswith(start))


def test_a_seal_is_found_where_half_of_both_boxes_is_common() -> None:
    near, far = _found(_box(0.22)), _found(_box(0.6, 0.6))
    page = matched(_page("seals", Answer(seals=(far, near)), seals=(_drawn(),)))
    assert page.pairs[0][1] == near
    assert page.false == (far,)


def test_each_found_seal_answers_for_one_drawn_seal() -> None:
    page = matched(_page("seals", Answer(seals=(_found(_box()),)), seals=(_drawn(), _drawn())))
    assert [seal is not None for _, seal in page.pairs] == [True, False]


def test_seals_count_in_the_group_of_their_ink_and_completeness() -> None:
    drawn = (_drawn(), _drawn(SealColor.BLUE), _drawn(SealColor.BLACK), _drawn(ink=0.35), _drawn(cut=True))
    assert [one.group for one in drawn] == ["red", "blue", "black", "faint", "cut or 骑缝"]


def test_f1_of_a_colour_counts_misses_and_false_seals_of_that_colour() -> None:
    right = _page("seals", Answer(seals=(_found(_box()),)), seals=(_drawn(),))
    missed = _page("seals", Answer(), seals=(_drawn(),))
    ghost = _page("seals", Answer(seals=(_found(_box(0.6)), _found(_box(0.1), SealColor.BLUE))))
    rows = seal_rows([right, missed, ghost])
    row = _row(rows, "seal found, F1, red")
    assert (row.found, row.of) == ("0.500", "1/2 found, 1 false")
    assert _row(rows, "false seals").of == "2 on 1 pages"
    assert _row(rows, "seal found, F1, faint").found == "-"


def test_names_are_compared_without_spaces_and_width() -> None:
    assert nearness("甲县 人民医院", "甲县人民医院") == 1
    assert nearness("甲县人民医院", "甲县人民医完") == pytest.approx(5 / 6)
    rows = seal_rows([_page("seals", Answer(seals=(_found(_box(), text="乙"),)), seals=(_drawn(),))])
    assert _row(rows, "seal name exact").found == "0.000"


def test_a_company_s_seal_may_be_its_own_official_seal_or_unknown() -> None:
    company = _drawn(text="某某有限公司").model_copy(update={"body": "other"})
    kinds = {kind: kind_right(company, _found(_box(), kind=kind)) for kind in SealKind}
    assert {kind for kind, right in kinds.items() if right} == {SealKind.OFFICIAL, SealKind.UNKNOWN}


def test_text_under_seals_is_told_with_and_without_separation() -> None:
    page = _page("seals", Answer(), seals=(_drawn(),), under_seals=SealText(characters=50, errors=1, unseparated=10))
    rows = seal_rows([page])
    assert _row(rows, "character error rate inside").found == "0.0200"
    assert _row(rows, "the same without ink").found == "0.2000"


def test_characters_are_found_wherever_they_were_read() -> None:
    read = characters_read(["姓名：张三", "诊断：高血压"], ["诊断：高血庄", "姓名：张三"])
    assert read.right.tolist() == [True] * 5 + [True] * 5 + [False]
    assert read.counts.all()


def test_boxes_to_tick_do_not_count_and_folded_characters_count_once() -> None:
    read = characters_read(["□体温３６℃"], ["体温36°C"])
    assert read.counts.tolist() == [False, True, True, True, True, True]
    assert read.right.tolist() == read.counts.tolist()


def test_what_was_invented_is_kept_with_the_character_before_it() -> None:
    read = characters_read(["主治医师张三"], ["主治医师啊张三"])
    assert read.extra.sum() == 1
    assert read.right.all()


def _written_page(text: str, **truth: object) -> PhysicalPage:
    lefts = np.linspace(0.1, 0.8, len(text))
    boxes = np.stack([lefts, np.full(len(text), 0.3), lefts + 0.05, np.full(len(text), 0.35)], axis=1)
    told = PageTruth.model_validate({"tells": ("clarity",), "recipe": "drawn", "lines": (text,), **truth})
    spoiled = tuple(lefts > 0.5 for _ in told.spoils)
    return PhysicalPage("clarity-00000-2.jpg", b"", told, (Run(text, boxes),), spoiled)


def test_a_loss_is_counted_in_the_spoil_s_region_against_the_undegraded_page() -> None:
    text = "出院后低盐饮食按时服药定期复查"
    page = _written_page(text, spoils=(Spoil(kind=ClarityKind.GLARE, amount=0.3),))
    twin = characters_read([text], [text[:-1]])
    measured = outcome_of(page, Answer(lines=(text[:9],)), twin)
    region = int((np.linspace(0.1, 0.8, len(text)) > 0.5).sum())
    assert measured.losses[0].characters == region - 1
    assert measured.losses[0].lost == len(text) - 9 - 1
    assert measured.accuracy == pytest.approx(9 / (len(text) - 1))


def test_characters_of_lines_outside_the_picture_are_nobody_s_to_read() -> None:
    page = _written_page("甲乙丙丁")
    outside = Run("戊己", np.array([[0.1, 1.2, 0.2, 1.3], [0.3, 1.2, 0.4, 1.3]]))
    page = PhysicalPage(page.name, b"", page.truth, (*page.runs, outside))
    assert outcome_of(page, Answer(lines=("甲乙丙丁",)), None).accuracy == 1.0


def test_characters_inside_a_seal_s_box_are_under_it() -> None:
    page = _written_page("甲乙丙丁戊己庚辛", seals=(_drawn(),))
    lefts = np.linspace(0.1, 0.8, 8)
    assert under_seals(page).tolist() == [bool(0.2 < left + 0.025 < 0.4) for left in lefts]


def _spoiled(lost: int, *kinds: ClarityKind, drawn: ClarityKind = ClarityKind.GLARE, **more: object) -> Outcome:
    problems = tuple(ClarityProblem(kind=kind, severity=0.5, source="x", page=0) for kind in kinds)
    grade = more.pop("grade", ClarityGrade.FAIR)
    answer = Answer.model_validate({"problems": problems, "grade": grade, "score": more.pop("score", 0.9)})
    losses = (Loss(kind=drawn, amount=0.5, characters=100, lost=lost),)
    spoils = (Spoil(kind=drawn, amount=0.5),)
    return _page("clarity", answer, losses=losses, spoils=spoils, **more)


@pytest.mark.parametrize(("lost", "state"), [(0, "mild"), (4, "mild"), (5, "harmful"), (60, "harmful")], ids=str)
def test_a_problem_is_harmful_from_a_twentieth_of_the_characters(lost: int, state: str) -> None:
    assert state_of(_spoiled(lost), ClarityKind.GLARE) == state
    assert state_of(_spoiled(lost), ClarityKind.SHADOW) == "absent"


def test_harmful_problems_are_demanded_mild_ones_free_and_absent_ones_forbidden() -> None:
    found, missed = _spoiled(50, ClarityKind.GLARE), _spoiled(50)
    mild = _spoiled(1, ClarityKind.GLARE)
    false = _page("clarity", Answer(problems=found.answer.problems))
    row = _row(clarity_rows([found, missed, mild, false]), "clarity problem, F1, glare")
    assert row.of == "1/2 found, 1 false on 1 pages"
    assert row.found == "0.500"


def test_a_companion_said_besides_is_no_false_report() -> None:
    page = _spoiled(50, ClarityKind.BLUR, ClarityKind.LOW_RESOLUTION, drawn=ClarityKind.BLUR)
    rows = clarity_rows([page])
    assert _row(rows, "clarity problem, F1, blur").of.startswith("1/1 found")
    assert "0 false" in _row(rows, "clarity problem, F1, low_resolution").of
    assert reported(page, ClarityKind.GLARE) is None


def test_grades_are_held_against_what_could_be_read() -> None:
    hidden = _spoiled(60, accuracy=0.4, grade=ClarityGrade.FAIR)
    refused = _spoiled(60, accuracy=0.4, grade=ClarityGrade.POOR)
    fine = _spoiled(0, accuracy=1.0, grade=ClarityGrade.GOOD)
    sent_back = _spoiled(0, accuracy=1.0, grade=ClarityGrade.POOR)
    rows = clarity_rows([hidden, refused, fine, sent_back])
    assert _row(rows, "unreadable pages").of == "1/2"
    assert _row(rows, "good pages").of == "1/2"
    assert set(failures([hidden, sent_back])) >= {"grades"}


def test_the_score_is_compared_on_pages_spread_evenly() -> None:
    many = [_spoiled(0, accuracy=0.97) for _ in range(50)]
    few = [_spoiled(0, accuracy=0.05 + 0.06 * k) for k in range(15)]
    chosen = [page.accuracy or 0.0 for page in evenly_spread(many + few)]
    assert sum(value > 0.9 for value in chosen) <= 3
    assert min(chosen) < 0.1


def test_geometry_rows_count_turns_skew_and_what_photographs_cost() -> None:
    upright = Answer(rotation=0, skew=1.3)
    scan = _page("geometry", upright, name="geometry-00000-0.jpg", skew=1.2, errors=2)
    photo = _page("geometry", Answer(rotation=0), twin="geometry-00000-0.jpg", errors=3)
    turned = _page("geometry", Answer(rotation=0), rotation=180)
    rows = geometry_rows([scan, photo, turned], {"peer": {"geometry-00000-0.jpg": None}})
    assert _row(rows, "orientation right").of == "2/3"
    assert _row(rows, "of them, pages upside down").of == "0/1"
    assert _row(rows, "skew error").found == "mean 0.100, worst 0.10"
    assert _row(rows, "the same by peer").found == "mean 1.200, worst 1.20"
    assert _row(rows, "photographs in perspective").found == "1.50"


def test_dewarping_is_judged_against_the_same_page_without() -> None:
    dewarped = Answer(rotation=0, dewarped=True)
    worse = _page("geometry", dewarped, errors=5, errors_undewarped=4)
    same = _page("geometry", dewarped, errors=5, errors_undewarped=5)
    bent = _page("geometry", dewarped, errors=7, errors_undewarped=10, bent=True)
    rows = geometry_rows([worse, same, bent], {})
    assert _row(rows, "flat pages made worse").found == "1"
    assert _row(rows, "bent pages").found == "0.70"


def test_a_journal_gives_back_what_it_was_given(tmp_path: Path) -> None:
    path, outcomes = tmp_path / "journal", [_spoiled(3, ClarityKind.GLARE, accuracy=0.5)]
    with journal_of(path, "held_out 7") as keep:
        keep(Group("clarity", 4), outcomes)
    path.write_text(path.read_text(encoding="utf-8") + '{"run": "held_out 7", "gro', encoding="utf-8")
    assert finished(path, "held_out 7") == {"clarity-00004": outcomes}
    with pytest.raises(ValueError, match="held_out 7"):
        finished(path, "held_out 8")


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("clarity-00012-3.jpg", Group("clarity", 12)),
        ("seals-00002.jpg", Group("seals", 2)),
        ("0007-lab.jpg", Group("seals", 7)),
    ],
    ids=["with place", "alone", "of samples"],
)
def test_a_page_s_group_is_in_its_name(name: str, group: Group) -> None:
    assert group_of(name) == group


def test_a_page_stays_bent_where_dewarping_is_left_out() -> None:
    pixels = np.zeros((4, 6, 3), dtype=np.uint8)
    page = PageImage.of_source("x", 0, pixels)
    with without_dewarping():
        assert page.unbent(pixels, Mock(Bend)) is page
    assert page.unbent(pixels, Mock(Bend)) is not page


def test_the_ink_of_seals_stays_where_its_separation_is_left_out() -> None:
    page = PageImage.of_source("x", 0, np.zeros((4, 6, 3), dtype=np.uint8))
    with without_ink_separation():
        assert intake.read.without_seals(page, ()) is page.pixels  # type: ignore[attr-defined]
