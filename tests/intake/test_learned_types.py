"""Papers under titles nobody listed are told by what is written below them; what is neither stays ``other``."""

import pytest

from intake.classify import classify
from intake.learned_types import likely_types
from models.codes import DocType
from models.document import TypeGuess
from tests.intake.extract.paper import written

STAY = (
    "姓名：王小明 性别：男 年龄：63岁 科室：心内科 床号：12 住院号：20250017",
    "入院日期：2025年3月2日 出院日期：2025年3月11日 住院天数：9天",
    "入院诊断：冠状动脉粥样硬化性心脏病",
    "出院诊断：1.冠状动脉粥样硬化性心脏病 2.高血压病3级",
    "入院情况：患者因反复胸闷3年，加重2天入院。",
    "诊疗经过：入院后完善相关检查，予抗血小板、调脂、扩冠治疗。",
    "出院情况：患者无胸闷，生命体征平稳。",
    "出院医嘱：1.低盐低脂饮食；2.规律服药；3.两周后心内科门诊复查。",
    "主治医师：李明 2025年3月11日",
)
LETTER = (
    "尊敬的业主：",
    "为保障小区电梯安全运行，物业服务中心定于下周三对三单元电梯进行停机检修，届时请走楼梯。",
    "检修期间如有急事请拨打服务电话，由此带来的不便敬请谅解。感谢您一直以来的支持与配合。",
    "物业服务费请于本月底前到前台缴纳，逾期将按合同约定加收滞纳金。",
    "恒达物业管理有限公司 2025年3月2日",
)


def guess_of(heading: str, rows: tuple[str, ...]) -> TypeGuess:
    (guess,) = classify([written(*rows, headings=["某市人民医院", heading])])
    return guess.guess


def test_a_paper_under_an_unknown_title_is_told_by_its_words() -> None:
    guess = guess_of("离院回执", STAY)
    assert guess.value is DocType.DISCHARGE_SUMMARY
    assert guess.words
    assert all(any(word in row for row in STAY) for word in guess.words)


def test_what_is_no_medical_paper_stays_other() -> None:
    assert guess_of("温馨提示", LETTER).value is DocType.OTHER


@pytest.mark.parametrize("texts", [[], ["姓名：王小明 性别：男 年龄：63岁", "第1页"]])
def test_too_little_says_nothing(texts: list[str]) -> None:
    assert likely_types(texts) == {}


def test_chances_are_shares() -> None:
    chances = likely_types(STAY)
    assert sum(chances.values()) == pytest.approx(1, abs=1e-4)
    assert set(chances) == set(DocType)
