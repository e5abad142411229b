"""Who is on a paper, with which title and role, and whether the signature is there."""

from collections.abc import Sequence

import pytest

from intake.extract.people import find_physicians
from models.codes import DocType, SealKind, Title
from models.document import PhysicianRole
from models.place import Box
from tests.intake.extract.setting import Cell, lines_of, name_stamp, read_page, set_line

CERTIFICATE = DocType.DIAGNOSIS_CERTIFICATE
FORM = DocType.APPLICATION_FORM
DISCHARGE = DocType.DISCHARGE_SUMMARY
LAB = DocType.LAB_REPORT
EXAMINATION = DocType.EXAMINATION_REPORT

Row = str | Sequence[Cell]
Known = tuple[str | None, Title | None, PhysicianRole | None, bool | None]


def found(doc_type: DocType, *rows: Row) -> list[Known]:
    physicians = find_physicians(doc_type, [read_page(lines_of(*rows))])
    return [(one.name, one.title, one.role, one.signed) for one in physicians]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (("医师签名：李建国 副主任医师",), Title.ASSOCIATE_CHIEF),
        (("医师签名：李建国副主任医师    2025年3月11日",), Title.ASSOCIATE_CHIEF),
        (("医师签名：李建国（主治医师）",), Title.ATTENDING),
        (("医师（签章）：主任医师 李建国",), Title.CHIEF),
        ((((0.1, "医师签名："), (0.3, "李建国"), (0.5, "主任医师")),), Title.CHIEF),
        ((((0.1, "医师签名"), (0.3, "李建国"), (0.45, "职称"), (0.55, "主治医师")),), Title.ATTENDING),
        (("医师签名：李建国", "副主任医师"), Title.ASSOCIATE_CHIEF),
        (("医师签名：李建国", "职称：主治医师"), Title.ATTENDING),
        (("职称：副主任医师   医师签名：李建国",), Title.ASSOCIATE_CHIEF),
        (("医师职称：主治医师", "医师签名：李建国"), Title.ATTENDING),
        (
            (
                ((0.1, "医师签名"), (0.3, "职称"), (0.5, "日期")),
                ((0.1, "李建国"), (0.3, "主治医师"), (0.5, "2025-01-02")),
            ),
            Title.ATTENDING,
        ),
        (
            (
                ((0.1, "医师签名"), (0.4, "专业技术职务"), (0.7, "日期")),
                ((0.1, "李建国"),),
                ((0.4, "主治医师"), (0.7, "2025-01-02")),
            ),
            Title.ATTENDING,
        ),
        (("医师签名", "李建国", "副主任医师"), Title.ASSOCIATE_CHIEF),
        (("医师签名：李建国【主任医师】",), Title.CHIEF),
        (("医师签名：李建国", "职称：主治医师（血液内科）"), Title.ATTENDING),
        (("医师签名：心血管内科主治医师 李建国",), Title.ATTENDING),
        (("医师签名：李建国   技术职称：副主任医师",), Title.ASSOCIATE_CHIEF),
        (("专业技术职务：主治医师", "医师签名：李建国"), Title.ATTENDING),
        (("开具医师：李建国 主治医师",), Title.ATTENDING),
        (("李建国", "主治医师"), Title.ATTENDING),
        (("医师签名", "李建国", "王芳 副主任医师"), None),
        (("医师签名：李建国",), None),
        (("医师签名：李建国 医师",), Title.RESIDENT),
        (("医师签名：李建国 主管技师",), None),
        (("医师签名：李建国  科主任  囗兀  主任医师",), None),
        (("医师签名：李建国  科主任 王芳 主任医师",), None),
        (("主任医师签名：李建国",), None),
        (("副主任医师及以上签名：李建国",), None),
        (("医师签名：李建国", "科主任：王芳 主任医师"), None),
        ((((0.1, "医师签名：李建国（电子签名）"), (0.5, "主治医师")),), Title.ATTENDING),
        (("医师亲笔签名：李建国  主治医师",), Title.ATTENDING),
        (("（电子签名）李建国 主治医师",), Title.ATTENDING),
    ],
)
def test_the_title_is_the_one_written_for_the_signer(rows: tuple[Row, ...], title: Title | None) -> None:
    assert found(CERTIFICATE, *rows)[0] == ("李建国", title, "signing", True)


def test_experts_sign_forms() -> None:
    assert found(FORM, "专家签名：李建国 副主任医师") == [("李建国", Title.ASSOCIATE_CHIEF, "opinion", True)]


@pytest.mark.parametrize("name", ["李强", "欧阳明", "欧阳明月", "曹月雪", "于建年", "买买提·艾力"])
def test_names_of_two_to_four_characters(name: str) -> None:
    assert found(CERTIFICATE, f"诊断医师：{name}  主治医师")[0][:2] == (name, Title.ATTENDING)


def test_a_name_set_with_a_blank_is_one_name() -> None:
    assert found(CERTIFICATE, "医师签名：李  强   主治医师")[0][:2] == ("李强", Title.ATTENDING)


def test_a_title_behind_an_unread_signature_of_the_next_line_is_not_the_first_signers() -> None:
    lines = (((0.1, "经治医师："), (0.3, "李建国")), ((0.1, "上级医师："), (0.35, "主任中医师")))
    assert ("李建国", None, "responsible", True) in found(DISCHARGE, *lines)
    # Where the title comes first, it stands under the name and is that person's.
    lines = (((0.1, "经治医师："), (0.3, "李建国")), ((0.3, "主治医师"), (0.6, "上级医师：")))
    assert ("李建国", Title.ATTENDING, "responsible", True) in found(DISCHARGE, *lines)


def test_two_signers_keep_their_own_titles() -> None:
    assert found(CERTIFICATE, "医师签名：李建国 副主任医师、王芳 主治医师") == [
        ("李建国", Title.ASSOCIATE_CHIEF, "signing", True),
        ("王芳", Title.ATTENDING, "signing", True),
    ]


@pytest.mark.parametrize(
    "label",
    [
        "诊断科室副主任及以上医师签字（职称）：",
        "副主任医师及以上签字：____",
        "认定医师签字：",
        "医师签名：        职称：",
    ],
)
def test_an_empty_line_on_the_form_is_nobody_and_not_signed(label: str) -> None:
    assert found(FORM, label) == [(None, None, "opinion", False)]


def test_rank_labels_of_the_form_say_who_ought_to_sign() -> None:
    assert found(FORM, "副主任医师：王芳") == [("王芳", None, "opinion", True)]
    assert found(FORM, "副主任及以上医师：王芳") == [("王芳", None, "opinion", True)]
    assert found(FORM, "副主任及以上医师：") == [(None, None, "opinion", False)]


def test_the_head_of_the_department_signs_as_a_physician_only_with_a_title() -> None:
    assert found(FORM, "科主任签字：张伟（主任医师）") == [("张伟", Title.CHIEF, "opinion", True)]
    assert found(FORM, "科主任签字：张伟") == []
    assert found(FORM, "科主任签字：") == []


@pytest.mark.parametrize(
    ("row", "title"),
    [
        ("医师签名：李建国 副教授、副主任医师", Title.ASSOCIATE_CHIEF),
        ("药师：赵倩（主任药师）医师：李建国", None),
        ("主治：李建国", None),  # the doctor in charge, whatever the rank
        ("签名：李建国 主任医师 专业：内分泌 执业证号：110513000001234", Title.CHIEF),
        ("医师电子签名：李建国 副主任医师 2026-03-18 10:42", Title.ASSOCIATE_CHIEF),
        ("医师（电子签名）：李建国 主治中医师", Title.ATTENDING),
        (((0.1, "医师签名"), (0.3, "李建国主治中医师"), (0.6, "签名日期"), (0.75, "2025.11.11")), Title.ATTENDING),
        (((0.1, "医师"), (0.3, "李建国"), (0.5, "技术职称"), (0.7, "副主任医师 (中级)")), Title.ASSOCIATE_CHIEF),
    ],
)
def test_who_signs_with_other_words_around(row: Row, title: Title | None) -> None:
    assert found(CERTIFICATE, row) == [("李建国", title, "signing", True)]


@pytest.mark.parametrize("row", ["患者姓名：赵敏  签名：李明 主治医师：", "功能主治：高血压"])
def test_others_signatures_and_indications_are_no_physicians(row: str) -> None:
    assert not any(title for _, title, _, _ in found(CERTIFICATE, row))


def test_labels_of_thousands_of_the_same_character_are_told_at_once() -> None:
    for text in ("及" * 5000 + "医", "（、" * 2000 + "医师"):
        assert found(CERTIFICATE, text) == []


def test_a_bare_signature_without_a_rank_is_nobody_known() -> None:
    assert found(CERTIFICATE, "签名：李建国") == []


def test_the_head_of_the_department_beside_the_physician() -> None:
    rows = ("经治医师：王振国（主治医师） 科主任：陈立（副主任医师）",)
    assert found(CERTIFICATE, *rows) == [
        ("王振国", Title.ATTENDING, "signing", True),
        ("陈立", Title.ASSOCIATE_CHIEF, "signing", True),
    ]
    assert found(CERTIFICATE, "经治医师：王振国（主治医师） 科主任：陈立") == [
        ("王振国", Title.ATTENDING, "signing", True)
    ]


@pytest.mark.parametrize(
    ("upper", "lower", "title"),
    [
        ("副主任", "医师", Title.ASSOCIATE_CHIEF),
        ("主任", "医师", Title.CHIEF),
        ("主治", "中医师", Title.ATTENDING),
        ("主任", "护师", None),
    ],
)
def test_a_title_that_its_cell_breaks(upper: str, lower: str, title: Title | None) -> None:
    lines = [set_line(text, left, 0.61) for left, text in ((0.1, "医师签名"), (0.3, "李建国"), (0.45, "职称"))]
    lines += [set_line(upper, 0.55, 0.6), set_line(lower, 0.55, 0.618)]
    (one,) = find_physicians(CERTIFICATE, [read_page(lines)])
    assert (one.name, one.title) == ("李建国", title)
    # With a 副 over it the title may be in three lines, and is not taken.
    over = [*lines, set_line("副", 0.55, 0.582)]
    assert all(one.title in (None, Title.ASSOCIATE_CHIEF) for one in find_physicians(CERTIFICATE, [read_page(over)]))


def test_a_title_whose_deputy_ends_the_line_above() -> None:
    for written in ("上级医生 沈绍云副", "上级医生沈绍云 副"):
        lines = [set_line(written, 0.4, 0.6), set_line("主任中医师", 0.55, 0.625)]
        (one,) = find_physicians(DISCHARGE, [read_page(lines)])
        assert (one.name, one.title) == ("沈绍云", Title.ASSOCIATE_CHIEF)


def test_a_hand_at_the_label_of_a_rank_holds_it() -> None:
    assert found(DISCHARGE, ((0.1, "住院医师："), (0.25, "MP"), (0.5, "上级医师：王芳 主治医师"))) == [
        (None, Title.RESIDENT, "signing", True),
        ("王芳", Title.ATTENDING, "responsible", True),
    ]
    rows = ("经管医师：NhM", "技术职称：主任医师")
    assert [(name, title) for name, title, _, _ in found(CERTIFICATE, *rows)] == [(None, Title.CHIEF)]


def test_a_misread_label_of_a_rank_ends_what_stands_behind_the_one_before() -> None:
    row = ((0.1, "主任（副主任）医师"), (0.4, "土右医师 章丽娟"), (0.6, "让辉润路 黄淑华"))
    assert all(title is None for _, title, _, _ in found(DocType.MEDICAL_RECORD_FRONT_PAGE, row))


def test_an_empty_rank_takes_nobody_from_the_line_below_it() -> None:
    """Lines set close: who signs behind 副主任医师： is not whom 主任医师： above it asks for."""
    rows = ("主任医师：", "副主任医师：周志强", "主治医师：吴玉兰", "住院医师：孙丽华")
    lines = [set_line(text, 0.1, 0.6 + 0.026 * number) for number, text in enumerate(rows)]
    for doc_type in (CERTIFICATE, DISCHARGE):
        titles = {one.name: one.title for one in find_physicians(doc_type, [read_page(lines)]) if one.name}
        assert titles == {"周志强": Title.ASSOCIATE_CHIEF, "吴玉兰": Title.ATTENDING, "孙丽华": Title.RESIDENT}


def test_a_ward_round_told_with_the_title_before_the_name() -> None:
    (one,) = found(DISCHARGE, "治疗。今日副主任中医师陈启东查房，同意目前诊治意见。")
    assert one[:3] == ("陈启东", Title.ASSOCIATE_CHIEF, "ward_round")


def test_labels_of_two_rows_are_no_title_that_a_cell_breaks() -> None:
    rows = (("主任", "李明"), ("医师", "王强"))
    lines = [
        set_line(text, left, 0.6 + 0.02 * number)
        for number, row in enumerate(rows)
        for left, text in zip((0.1, 0.25), row, strict=True)
    ]
    assert not any(one.title for one in find_physicians(CERTIFICATE, [read_page(lines)]))


def test_an_opinion_is_signed_with_name_and_title() -> None:
    expected = [("王芳", Title.ASSOCIATE_CHIEF, "opinion", True)]
    assert found(FORM, "诊断科室副主任及以上医师签字（职称）：王芳 副主任医师") == expected
    assert found(FORM, "认定医师签字：王芳   职称：副主任医师") == expected


@pytest.mark.parametrize(
    "note",
    [
        "本报告经医师签字后有效",
        "注：医师签字并盖章后有效",
        "须经医师签名确认",
        "未经主治医师签字无效",
        "称医师签字并加盖医院公章；三、20个工作日",
    ],
)
def test_notes_about_signing_are_no_signature_lines(note: str) -> None:
    assert found(CERTIFICATE, note) == []


def test_the_form_asks_for_a_title_behind_the_empty_signature() -> None:
    page = read_page(lines_of([(0.1, "认定医师签名："), (0.3, "职称：")]), ink=[Box.clipped(0.3, 0.6, 0.36, 0.614)])
    (one,) = find_physicians(FORM, [page])
    assert (one.name, one.signed) == (None, False)


def test_a_bare_signature_belongs_to_the_part_of_the_form_it_closes() -> None:
    rows = ("申请人承诺以上情况属实", "签名：赵敏", "医师意见：符合", "签名：王芳  主治医师")
    assert found(FORM, *rows) == [("王芳", Title.ATTENDING, "opinion", True)]


def test_rank_labels_of_records_give_the_rank_with_moderate_confidence() -> None:
    page = read_page(lines_of("主治医师：李建国    住院医师：王芳"))
    physicians = find_physicians(DISCHARGE, [page])
    assert [(one.name, one.title, one.role) for one in physicians] == [
        ("李建国", Title.ATTENDING, "responsible"),
        ("王芳", Title.RESIDENT, "signing"),
    ]
    assert all(one.confidence <= 0.6 for one in physicians)


def test_the_label_of_the_doctor_in_charge_gives_no_rank() -> None:
    assert found(DISCHARGE, "主治医生：李建国") == [("李建国", None, "responsible", True)]
    assert found(DISCHARGE, "经治医师：李建国") == [("李建国", None, "responsible", True)]


def test_a_ward_round_is_not_the_signers_title() -> None:
    rows = ("入院后张伟主任医师查房，同意目前诊断。", "医师签名：王芳")
    assert found(DISCHARGE, *rows) == [
        ("王芳", None, "signing", True),
        ("张伟", Title.CHIEF, "ward_round", None),
    ]


def test_the_grid_of_the_front_page() -> None:
    rows = (
        ((0.1, "科主任"), (0.2, "张伟"), (0.35, "主任（副主任）医师"), (0.56, "李建国")),
        ((0.1, "主治医师"), (0.25, "赵敏"), (0.4, "住院医师"), (0.55, "王芳")),
        ((0.1, "责任护士"), (0.3, "刘丽"), (0.4, "编码员"), (0.5, "周英")),
    )
    assert [(name, title) for name, title, _, _ in found(DocType.MEDICAL_RECORD_FRONT_PAGE, *rows)] == [
        ("李建国", Title.ASSOCIATE_CHIEF),
        ("赵敏", Title.ATTENDING),
        ("王芳", Title.RESIDENT),
    ]


def test_labels_and_names_of_the_front_page_glued_by_reading() -> None:
    rows = ("科主任林刚心主任(副主任)医师朱桂芳", "主治医师郝秋住院医师袁蓓静", "责任护士刘丽编码员周英")
    assert found(DocType.MEDICAL_RECORD_FRONT_PAGE, *rows) == [
        ("朱桂芳", Title.ASSOCIATE_CHIEF, "responsible", True),
        ("郝秋", Title.ATTENDING, "responsible", True),
        ("袁蓓静", Title.RESIDENT, "responsible", True),
    ]


def test_technicians_are_no_physicians() -> None:
    rows = ("送检医生 沈青    检验者：林一舟   审核者：周英 主任技师",)
    assert found(LAB, *rows) == [("沈青", None, "requesting", None)]
    assert found(LAB, "报告者：周英 主治医师")[0][:2] == ("周英", Title.ATTENDING)


def test_who_reports_and_who_reviews_an_examination() -> None:
    assert found(EXAMINATION, "报告医师：李敏 主治医师   审核医师：赵敏 副主任医师   报告时间：2025-01-02") == [
        ("李敏", Title.ATTENDING, "reporting", None),
        ("赵敏", Title.ASSOCIATE_CHIEF, "reviewing", None),
    ]


@pytest.mark.parametrize("doc_type", [DocType.ID_CARD_FRONT, DocType.INVOICE, DocType.POWER_OF_ATTORNEY])
def test_some_papers_have_no_physicians(doc_type: DocType) -> None:
    assert found(doc_type, "医师签名：李建国 副主任医师") == []


def test_a_line_of_name_and_title_at_the_foot_signs_without_a_label() -> None:
    assert found(CERTIFICATE, "李建国 副主任医师") == [("李建国", Title.ASSOCIATE_CHIEF, "signing", True)]
    assert found(CERTIFICATE, "患者李建国诊断明确") == []


def test_evidence_is_narrowed_to_label_name_and_title() -> None:
    page = read_page(lines_of("日期：2025-01-01    医师签名：李建国 副主任医师"))
    (one,) = find_physicians(CERTIFICATE, [page])
    assert all(evidence.box.left > 0.25 for evidence in one.evidence)
    assert len(one.evidence) == 3


@pytest.mark.parametrize(
    "rows",
    [
        ("医师姓名：李建国   职称：副主任医师   签名：李建国",),
        ("职称：副主任医师   姓名：李建国   医师签章：李建国",),
        ("医师签名：李建国", ((0.1, "职"), (0.2, "称：副主任医师")), "执业证号：110511111"),
        ("心血管内科副主任医师", "签名：李建国"),
        ("医师（职称）：李建国（副主任医师）",),
        ("主诊：李建国 副主任医师", "医师签名：李建国"),
    ],
)
@pytest.mark.parametrize("kind", [CERTIFICATE, FORM])
def test_a_title_written_elsewhere_for_the_name_that_signs(kind: DocType, rows: tuple[Row, ...]) -> None:
    role = "opinion" if kind is FORM else "signing"
    assert ("李建国", Title.ASSOCIATE_CHIEF, role, True) in found(kind, *rows)


@pytest.mark.parametrize(
    "rows",
    [
        ("主诊：王建军 副主任医师", "医师签名：李建国"),
        ("主诊：李建国 副主任医师", "负责人：李建国 主任医师", "医师签名：李建国"),
        ("李建国主任医师查房示：继续治疗", "医师签名：李建国"),
        ("科主任：王建军", "副主任医师", "医师签名：李建国"),
    ],
)
def test_a_title_written_for_another_or_in_two_ways_is_not_the_signers(rows: tuple[Row, ...]) -> None:
    signer = next(one for one in found(CERTIFICATE, *rows) if one[0] == "李建国" and one[2] == "signing")
    assert signer[1] is None


def test_a_printed_name_is_no_signature() -> None:
    assert found(CERTIFICATE, "医师姓名：李建国   职称：副主任医师") == [
        ("李建国", Title.ASSOCIATE_CHIEF, "signing", None)
    ]


def test_the_title_on_a_stamp_beside_the_same_name() -> None:
    lines = lines_of("医师签名：             李建国")
    page = read_page(lines, seals=(name_stamp(Box(left=0.75, top=0.1, right=0.9, bottom=0.15), "李建国", "主治医师"),))
    (one,) = find_physicians(CERTIFICATE, [page])
    assert (one.name, one.title) == ("李建国", Title.ATTENDING)


def test_name_and_title_without_a_label_sign_a_form_too() -> None:
    assert found(FORM, "李建国 副主任医师") == [("李建国", Title.ASSOCIATE_CHIEF, "signing", True)]
    assert found(FORM, "申请人签名：李建国") == []


def test_a_table_of_signers_whose_last_column_is_the_day() -> None:
    rows = (
        ((0.1, "出具医师签字"), (0.35, "专业技术职务"), (0.6, "出具日期")),
        ((0.12, "李建国"), (0.35, "主治医师"), (0.6, "2025-01-02")),
    )
    assert found(CERTIFICATE, *rows) == [("李建国", Title.ATTENDING, "signing", True)]


def test_the_rank_below_a_line_that_is_signed_with_a_stamp() -> None:
    lines = lines_of(((0.3, "医师签名（章）："),), ((0.3, "专业技术职称：副主任医师"),))
    page = read_page(lines, seals=(name_stamp(Box(left=0.47, top=0.6, right=0.55, bottom=0.62), "李建国"),))
    people = find_physicians(CERTIFICATE, [page])
    assert [(one.name, one.title, one.signed) for one in people] == [("李建国", Title.ASSOCIATE_CHIEF, True)]


def test_what_a_seal_says_between_two_lines_does_not_part_them() -> None:
    lines = [
        set_line("医师签名：李建国", 0.1, 0.6),
        set_line("医保科", 0.75, 0.62),
        set_line("职称：副主任医师", 0.1, 0.64),
    ]
    seal = name_stamp(Box(left=0.7, top=0.58, right=0.9, bottom=0.68), "青山市人民医院", "医保科")
    page = read_page(lines, seals=(seal.model_copy(update={"kind": SealKind.INSURANCE_OFFICE}),))
    (one,) = find_physicians(FORM, [page])
    assert (one.name, one.title) == ("李建国", Title.ASSOCIATE_CHIEF)
    # The same words elsewhere are print, and a title under them may be another's.
    (one,) = find_physicians(FORM, [read_page(lines)])
    assert one.title is None


def test_a_stamp_behind_the_title_is_its_lines_and_not_the_next_ones() -> None:
    lines = [
        set_line("经治医师主治中医师", 0.1, 0.60),
        set_line("审签医师", 0.1, 0.64),
        set_line("副主任中医师", 0.45, 0.645),
    ]
    stamp = name_stamp(Box(left=0.3, top=0.595, right=0.42, bottom=0.628), "卫淑华")
    people = find_physicians(DocType.DISCHARGE_SUMMARY, [read_page(lines, seals=(stamp,))])
    assert {one.name: one.title for one in people if one.name} == {"卫淑华": Title.ATTENDING}
