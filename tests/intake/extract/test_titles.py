"""Every trap of titles, in both directions: what is a title is found, what only looks like one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.extract.titles import find_titles
from models.codes import Title

NONE: None = None


def titles(text: str) -> list[Title]:
    return [mention.title for mention in find_titles(text) if mention.title is not None]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("李建国 医士", Title.PHYSICIAN_ASSISTANT),
        ("执业助理医师", Title.PHYSICIAN_ASSISTANT),
        ("李建国 住院医师", Title.RESIDENT),
        ("职称：医师", Title.RESIDENT),
        ("王芳 主治医师", Title.ATTENDING),
        ("王芳 主治医生", Title.ATTENDING),
        ("王芳 副主任医师", Title.ASSOCIATE_CHIEF),
        ("王芳（主任医师）", Title.CHIEF),
        ("王芳主任医师", Title.CHIEF),
        ("心内科主任医师王芳", Title.CHIEF),
        ("主任医师、教授", Title.CHIEF),
        ("主治中医师", Title.ATTENDING),
        ("中医主治医师", Title.ATTENDING),
        ("副主任中医师", Title.ASSOCIATE_CHIEF),
        ("中医副主任医师", Title.ASSOCIATE_CHIEF),
        ("主任中医师", Title.CHIEF),
        ("副主任醫師", Title.ASSOCIATE_CHIEF),
        ("李建国（副高）", Title.ASSOCIATE_CHIEF),
        ("职称：正高", Title.CHIEF),
        ("职称：副主任", Title.ASSOCIATE_CHIEF),
        ("主 任 医 师", Title.CHIEF),
        ("副 主 任 医 师", Title.ASSOCIATE_CHIEF),
    ],
)
def test_the_ladder_and_its_synonyms(text: str, title: Title) -> None:
    assert titles(text) == [title]


@pytest.mark.parametrize(
    "text",
    [
        "副主任医师",
        "李建国副\n主任医师",
        "副 主任医师",
        "（副）主任医师",
        "主任（副主任）医师",
        "主任/副主任医师",
        "副.主任医师",
        "副★主任医师",
    ],
)
def test_a_deputy_is_never_read_as_chief(text: str) -> None:
    assert titles(text) == [Title.ASSOCIATE_CHIEF]


@pytest.mark.parametrize(
    "text",
    [
        "李建国 -主任医师",
        "李建国 □主任医师",
        "李建国 |主任医师",
        "李建国 剧主任医师",
        "李建国 别主任医师",
        "李建国 幅 主任医师",
        "张国福主任医师",
        "李建国 主住医师",
        "李建国 主仼医师",
    ],
)
def test_what_may_have_been_a_deputy_goes_down_with_low_confidence(text: str) -> None:
    (mention,) = [mention for mention in find_titles(text) if mention.title]
    assert mention.title is Title.ASSOCIATE_CHIEF
    assert mention.confidence <= 0.5


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("副主仼医师", Title.ASSOCIATE_CHIEF),
        ("副主任医帅", Title.ASSOCIATE_CHIEF),
        ("副圭任医师", Title.ASSOCIATE_CHIEF),
        ("主冶医师", Title.ATTENDING),
        ("主治匠师", Title.ATTENDING),
        ("主?医师", NONE),
        ("任医师", NONE),
    ],
)
def test_slips_are_repaired_from_the_closed_vocabulary_downward_only(text: str, title: Title | None) -> None:
    assert titles(text) == ([title] if title else [])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("副主任医师及以上签字：____", "demand"),
        ("诊断科室副主任医师以上签名", "demand"),
        ("副主任医师及以上职称的医师填写意见", "demand"),
        ("须由主治医生出具并加盖公章", "demand"),
        ("注：应由副主任医师签字", "demand"),
        ("主任医师签名：", "label"),
        ("主治医师：李建国", "label"),
        ("副主任医师（签章）", "label"),
        ("张某某主任医师查房示：继续治疗", "ward_round"),
        ("今日李建国副主任医师查房后指示", "ward_round"),
        ("请心内科主任医师会诊", "ward_round"),
        ("经治医师：李建国", "role"),
        ("主管医师 责任医师 上级医师 管床医师 签名医师", "role"),
        ("住院医师规范化培训", "role"),
        ("副主任药师", "other_profession"),
        ("主任技师", "other_profession"),
        ("主管技师 检验师 主任护师", "other_profession"),
        ("医师：李建国", "bare"),
        ("医师签名：", "bare"),
        ("主任医师/副主任医师/主治医师", "choice"),
        ("□主任医师 □副主任医师", "choice"),
    ],
)
def test_words_that_are_nobodys_title(text: str, reason: str) -> None:
    assert titles(text) == []
    assert reason in {mention.reason for mention in find_titles(text)}


@pytest.mark.parametrize(
    "text",
    ["科主任：李建国", "医务科主任", "职称：主任", "纠正高血压", "科主任　医师签名：", "主任：", "副主任：李建国"],
)
def test_offices_and_chance_likenesses_give_no_title(text: str) -> None:
    assert titles(text) == []


def test_of_a_printed_list_the_ticked_rank_counts() -> None:
    assert titles("□主任医师 ☑副主任医师 □主治医师") == [Title.ASSOCIATE_CHIEF]
    assert titles("☑主任医师 □副主任医师") == [Title.CHIEF]
    assert titles("☑主任医师 ☑副主任医师") == []


def test_a_title_after_a_demand_is_still_found() -> None:
    assert titles("诊断科室副主任及以上医师签字（职称）：王芳 主治医师") == [Title.ATTENDING]


def test_spans_point_into_the_text() -> None:
    text = "医师签名：王芳  副 主任医师"
    (mention,) = [mention for mention in find_titles(text) if mention.title]
    assert text[mention.start : mention.end] == "副 主任医师"


_PIECES = st.sampled_from(
    ["副", "主", "任", "治", "医", "师", "士", " ", "\n", "：", "李", "签名", "及以上", "科", "□", "-", "查房"]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_chief_is_answered_only_for_its_own_four_characters(text: str) -> None:
    """Whatever surrounds it: no chief where a 副 stands directly before, and none made up by repairs."""
    for mention in find_titles(text):
        written = "".join(text[mention.start : mention.end].split())
        before = "".join(text[: mention.start].split())
        if mention.title is Title.CHIEF:
            assert written == "主任医师"
            assert not before.endswith("副")
