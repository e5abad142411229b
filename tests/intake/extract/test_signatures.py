"""Hands, rules and name stamps at the lines where physicians sign, and what a stamp or a hand leaves of a title."""

from collections.abc import Sequence
from dataclasses import replace

from intake.extract.people import find_physicians
from models.codes import DocType, SealColor, Title
from models.document import Physician
from models.place import Box
from tests.intake.extract.setting import Cell, lines_of, name_stamp, read_page, set_line

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
FORM = DocType.APPLICATION_FORM


def test_handwriting_that_was_not_read_counts_as_a_signature() -> None:
    page = read_page(lines_of("医师签名："), ink=[Box.clipped(0.21, 0.597, 0.29, 0.613)])
    (one,) = find_physicians(CERTIFICATE, [page])
    assert (one.name, one.signed) == (None, True)


def test_a_hand_that_was_not_read_has_the_rank_ticked_below_it_and_no_other() -> None:
    hand = [Box.clipped(0.36, 0.597, 0.44, 0.613)]
    for below, title in (
        ("职称：□主治医师 □副主任医师 ☑主任医师", Title.CHIEF),
        ("职称：□主治医师 □副主任医师", None),
        ("主任医师", None),
    ):
        page = read_page(lines_of("副主任医师及以上签字：", below), ink=hand)
        (one,) = find_physicians(FORM, [page])
        assert (one.name, one.title, one.signed) == (None, title, True)
    (nobody,) = find_physicians(FORM, [read_page(lines_of("副主任医师及以上签字：", "职称：☑主任医师"))])
    assert (nobody.title, nobody.signed) == (None, False)


def test_the_head_of_the_department_below_is_not_who_signed() -> None:
    """A hand that was not read, before its title, and the department's head, named in print, in the next line."""
    below = [(0.1, "科主任："), (0.19, "郑永福")]
    for row, title in (
        ([(0.1, "主治医生签名："), (0.5, "主治中医师")], Title.ATTENDING),
        ([(0.1, "主治医生签名：")], None),
    ):
        page = read_page(lines_of(row, below), ink=[Box.clipped(0.3, 0.597, 0.4, 0.613)])
        (one,) = find_physicians(CERTIFICATE, [page])
        assert (one.name, one.title, one.signed) == (None, title, True)
    (nobody,) = find_physicians(CERTIFICATE, [read_page(lines_of([(0.1, "主治医生签名：")], below))])
    assert (nobody.name, nobody.signed) == (None, False)


def test_a_signature_that_was_found_as_part_of_its_label_is_not_told_as_missing() -> None:
    rest, label = lines_of("主要病情：右侧肢体抖动、动作缓慢", "认定医师签名：")
    wide = replace(label, box=Box.clipped(label.box.left, label.box.top, label.box.right + 0.14, label.box.bottom))
    scrawl = Box.clipped(label.box.right + 0.02, label.box.top, label.box.right + 0.13, label.box.bottom)
    for ink, signed in (([scrawl], None), ([], False)):
        (one,) = find_physicians(FORM, [read_page([rest, wide], ink=ink)])
        assert (one.name, one.signed) == (None, signed)


def test_strokes_that_leave_the_row_of_their_labels_letters_are_a_hand() -> None:
    """A label, a hand and a title, the hand found in one line with the label: the title begins right behind it."""
    label, title = lines_of([(0.1, "诊断医师："), (0.36, "副主任中医师")])
    high = label.box.height
    wide = replace(label, box=Box.clipped(0.1, label.box.top - 0.4 * high, 0.359, label.box.bottom + 0.4 * high))
    letters = [Box.clipped(0.1 + n * 0.02, label.box.top, 0.115 + n * 0.02, label.box.bottom) for n in range(4)]
    apart = [Box.clipped(0.25 + n * 0.05, label.box.top, 0.265 + n * 0.05, label.box.bottom) for n in range(2)]
    hand = Box.clipped(0.25, label.box.top - 0.3 * high, 0.26, label.box.bottom + 0.3 * high)
    for ink, signed in (([*letters, hand], True), ([*letters, *apart], None)):
        (one,) = find_physicians(CERTIFICATE, [read_page([wide, title], ink=ink)])
        assert (one.title, one.signed) == (Title.ASSOCIATE_CHIEF, signed)


def test_a_hand_found_with_a_label_is_seen_where_all_else_is_set_larger_than_the_label() -> None:
    """The page's letters say that the label's line holds letters only: the label's own say that it does not."""
    label, other = lines_of("副主任医师及以上签字：", "经审核，该患者符合认定标准")
    high = label.box.height
    large = replace(other, box=Box.clipped(0.1, 0.2, 0.1 + 13 * 0.03, 0.2 + 1.2 * high))
    wide = replace(label, box=Box.clipped(0.1, label.box.top - 0.4 * high, 0.54, label.box.bottom + 0.4 * high))
    em = high * 1600 / 1150
    letters = [Box.clipped(0.1 + n * em, label.box.top, 0.1 + (n + 0.8) * em, label.box.bottom) for n in range(10)]
    hand = Box.clipped(0.48, label.box.top - 0.38 * high, 0.5, label.box.bottom + 0.38 * high)
    flat = Box.clipped(0.1, label.box.top + 0.4 * high, 0.1 + 0.8 * em, label.box.top + 0.6 * high)
    for ink, signed in (([*letters, hand], True), (letters, False), ([flat, *letters[4:]], False)):
        (one,) = find_physicians(FORM, [read_page([large, wide], ink=ink)])
        assert (one.name, one.signed) == (None, signed)


def test_a_ruled_underline_is_no_signature() -> None:
    page = read_page(lines_of("医师签名："))
    page.image.pixels[976:979, 230:600] = 30
    (one,) = find_physicians(CERTIFICATE, [page])
    assert one.signed is False


def test_a_name_stamp_signs_and_brings_name_and_title() -> None:
    stamp = name_stamp(Box.clipped(0.21, 0.595, 0.3, 0.62), "李建国", "主治医师")
    page = read_page(lines_of("医师签名："), (stamp,))
    (one,) = find_physicians(CERTIFICATE, [page])
    assert (one.name, one.title, one.signed) == ("李建国", Title.ATTENDING, True)
    assert one.evidence[0].box == stamp.box


def test_a_stamp_read_poorly_makes_nobody_chief() -> None:
    stamp = name_stamp(Box.clipped(0.21, 0.595, 0.3, 0.62), "李建国", "主任医师")
    pages = [
        read_page(lines_of("医师签名："), (seal,)) for seal in (stamp, stamp.model_copy(update={"confidence": 0.7}))
    ]
    titles = [find_physicians(CERTIFICATE, [page])[0].title for page in pages]
    assert titles == [Title.CHIEF, Title.ASSOCIATE_CHIEF]


def test_a_stamp_beside_no_label_signs_a_certificate_but_no_form() -> None:
    stamp = name_stamp(Box.clipped(0.6, 0.8, 0.7, 0.83), "李建国", "主治医师")
    page = read_page(lines_of("特此证明。"), (stamp,))
    assert [one.name for one in find_physicians(CERTIFICATE, [page])] == ["李建国"]
    assert find_physicians(FORM, [page]) == ()


def _chief(page_rows: Sequence[Cell], **changes: object) -> Physician:
    lines = [set_line(text, left, 0.6) for left, text in page_rows]
    stamp = name_stamp(Box.clipped(0.44, 0.59, 0.5, 0.63), "人民医院")
    color = changes.get("seal")
    seals = (stamp.model_copy(update={"color": color}),) if color else ()
    ink = [Box.clipped(0.476, 0.602, 0.497, 0.612)] if changes.get("ink") else []
    return find_physicians(CERTIFICATE, [read_page(lines, seals, ink)])[0]


def test_chief_is_believed_only_where_no_deputy_can_be_lost() -> None:
    cells = [(0.1, "医师签名：李建国"), (0.5, "主任医师")]
    assert _chief(cells).title is Title.CHIEF
    assert _chief(cells, ink=True).title is Title.ASSOCIATE_CHIEF
    assert _chief(cells, seal=SealColor.BLUE).title is Title.ASSOCIATE_CHIEF
    assert _chief(cells, seal=SealColor.BLACK).title is Title.ASSOCIATE_CHIEF
    # Red ink hides no print.
    assert _chief(cells, seal=SealColor.RED).title is Title.CHIEF
    assert _chief(cells, seal=SealColor.RED, ink=True).title is Title.ASSOCIATE_CHIEF


def test_chief_read_poorly_or_at_the_edge_goes_down() -> None:
    poor = [set_line("医师签名：李建国", 0.1, 0.6), set_line("主任医师", 0.5, 0.6, confidence=0.7)]
    assert find_physicians(CERTIFICATE, [read_page(poor)])[0].title is Title.ASSOCIATE_CHIEF
    wrapped = lines_of(((0.1, "医师签名：李建国"), (0.4, "副")), "主任医师")
    assert find_physicians(CERTIFICATE, [read_page(wrapped)])[0].title is Title.ASSOCIATE_CHIEF


def test_a_rank_that_stands_by_itself_behind_a_ranked_name_is_the_next_ones_label() -> None:
    page = read_page(lines_of([(0.33, "主治医师罗开元"), (0.61, "主任医师")]))
    (doctor,) = find_physicians(DocType.DISCHARGE_SUMMARY, [page])
    assert (doctor.name, doctor.title) == ("罗开元", Title.ATTENDING)
