"""Ranks that are labels of the next name, and other words around names that are no title of theirs."""

from collections.abc import Sequence

import pytest

from intake.extract.people import find_physicians
from intake.extract.short_ranks import short_choices
from models.codes import DocType, Title
from tests.intake.extract.setting import Cell, lines_of, read_page

DISCHARGE = DocType.DISCHARGE_SUMMARY

Row = str | Sequence[Cell]


def titles(kind: DocType, *rows: Row) -> dict[str | None, Title | None]:
    return {one.name: one.title for one in find_physicians(kind, [read_page(lines_of(*rows))])}


def row(*texts: str) -> list[Cell]:
    return [(0.1 + 0.2 * place, text) for place, text in enumerate(texts)]


def test_a_rank_in_a_cell_before_a_name_is_that_ones() -> None:
    found = titles(
        DISCHARGE, row("经治医师", "李建国", "主治医师", "王建"), row("主任医师", "温长林", "记录日期", "2024-01-19")
    )
    assert found == {"李建国": None, "王建": Title.ATTENDING, "温长林": Title.CHIEF}


@pytest.mark.parametrize(
    "cells",
    [
        ("医师签名", "李建国", "主任医师", "王建", "主治医师"),
        ("医师签名", "李建国", "主任医师", "王建", "副主任医师"),
    ],
)
def test_ranks_behind_names_give_nobody_the_rank_of_another(cells: tuple[str, ...]) -> None:
    assert titles(DISCHARGE, row(*cells)).get("王建") is not Title.CHIEF


def test_a_rank_that_is_a_label_is_only_the_first_ones() -> None:
    found = titles(DISCHARGE, "副主任医师：古丽华/医师：邝卫东")
    assert found == {"古丽华": Title.ASSOCIATE_CHIEF, "邝卫东": None}


@pytest.mark.parametrize("line", ["记录者：彭亮 主治医师", "审核：彭亮/主治医师", "书写者：彭亮（主治医师）"])
def test_who_wrote_or_checked_a_record_counts_with_a_title(line: str) -> None:
    assert titles(DISCHARGE, line) == {"彭亮": Title.ATTENDING}
    assert titles(DISCHARGE, line.replace("主治医师", "2024年3月2日")) == {}


def test_numbered_physicians_of_a_form() -> None:
    lines = ["认定医师1：席慕华 职称：副主任医师", "认定医师2：贺炳坤 职称：主治医师"]
    assert titles(DocType.APPLICATION_FORM, *lines) == {"席慕华": Title.ASSOCIATE_CHIEF, "贺炳坤": Title.ATTENDING}


def test_who_heads_the_department_under_the_columns_heading() -> None:
    found = titles(
        DocType.DIAGNOSIS_CERTIFICATE,
        row("经治医师", "职称", "科室负责人", "职称"),
        row("支小龙", "主治医师", "满江红", "主任医师"),
    )
    assert found == {"支小龙": Title.ATTENDING, "满江红": Title.CHIEF}


def test_an_office_before_the_title_is_no_part_of_it() -> None:
    found = titles(DocType.APPLICATION_FORM, "专科医师签名：黎方圆 职务/职称：科主任、副主任医师")
    assert found == {"黎方圆": Title.ASSOCIATE_CHIEF}


def test_ranks_over_columns_of_names() -> None:
    heads = row("主任医师", "主治医师", "住院医师")
    found = titles(DISCHARGE, heads, [(0.3, "郎玉峰"), (0.5, "单佳颖")])
    assert found == {"郎玉峰": Title.ATTENDING, "单佳颖": Title.RESIDENT}


@pytest.mark.parametrize(
    "below", [[(0.1, "李建国")], [(0.2, "李建国"), (0.4, "单佳颖")], [(0.1, "李建国"), (0.5, "2024年3月2日")]]
)
def test_a_list_of_ranks_over_a_name_gives_none(below: list[Cell]) -> None:
    found = titles(DISCHARGE, row("主任医师", "主治医师", "住院医师"), below)
    assert all(title is None for title in found.values())


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        ("□主任 □副主任 ☑主治 □医师", Title.ATTENDING),
        ("□正高 ☑副高 □中级 □初级", Title.ASSOCIATE_CHIEF),
        ("□主任 □副主任 □主治 □医师", None),
        ("□主任 ☑副主任 ☑主治 □医师", None),
    ],
)
def test_a_short_list_to_tick_in(choice: str, title: Title | None) -> None:
    found = titles(
        DocType.DIAGNOSIS_CERTIFICATE, [(0.1, "医师签名"), (0.25, "岑伟业"), (0.4, "医师职称"), (0.55, choice)]
    )
    assert found == {"岑伟业": title}


def test_boxes_behind_the_ranks_are_not_taken_for_the_next_ones() -> None:
    assert short_choices("医师☑ 主治□ 副主任□ 主任□") == []
    assert short_choices("□医师 ☑主治 □副主任 □") == []


def test_nobody_labelled_in_the_lower_half_of_the_print() -> None:
    lines = [
        *lines_of("诊断：肺炎", "处理：休息", top=0.1),
        *lines_of("阮文彬 副主任医师", "二〇二四年五月六日", top=0.3),
    ]
    people = find_physicians(DocType.DIAGNOSIS_CERTIFICATE, [read_page(lines)])
    assert [(one.name, one.title) for one in people] == [("阮文彬", Title.ASSOCIATE_CHIEF)]


@pytest.mark.parametrize(
    ("kind", "line", "found"),
    [
        (DocType.EXAMINATION_REPORT, "检查医师唐淑华主治中医师", {"唐淑华": Title.ATTENDING}),
        (DocType.EXAMINATION_REPORT, "复审医师孔琼副主任医师", {"孔琼": Title.ASSOCIATE_CHIEF}),
        (DocType.EXAMINATION_REPORT, "报告医师唐淑华", {"唐淑华": None}),
        (DocType.DISCHARGE_SUMMARY, "经治医师孔琼主治医师", {"孔琼": Title.ATTENDING}),
        (DocType.EXAMINATION_REPORT, "检查医师资格主任医师", {}),
    ],
)
def test_labels_and_names_whose_gap_was_lost(kind: DocType, line: str, found: dict[str | None, Title | None]) -> None:
    assert titles(kind, line) == found


def test_a_certificates_physician_under_the_label_of_who_certifies_with_the_ticked_rank_below() -> None:
    rank = "职称：□主任医师 □副主任医师 ☑主治医师"
    assert titles(DocType.DIAGNOSIS_CERTIFICATE, "证明医师：杨思琪", rank) == {"杨思琪": Title.ATTENDING}
    assert titles(DocType.APPLICATION_FORM, "认定医师①：席慕华 职称：主治医师", "认定医师②：贺炳坤 职称：医师") == {
        "席慕华": Title.ATTENDING,
        "贺炳坤": Title.RESIDENT,
    }
