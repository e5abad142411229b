"""Results set as cards, each with its range beneath."""

from intake.extract.labs import find_lab_items
from models.document import LabItem
from tests.intake.extract.paper import line, page


def as_text(item: LabItem) -> str:
    return f"{item.name} {item.value} {item.unit} {item.reference} {item.flag.value if item.flag else '-'}"


def items(*cells: tuple[str, float, float]) -> list[str]:
    return [as_text(item) for item in find_lab_items([page(*(line(*cell) for cell in cells))])]


def test_a_card_has_its_range_beneath() -> None:
    assert items(
        ("就诊人：苗翠英", 0.07, 0.12),
        ("谷丙转氨酶", 0.07, 0.20),
        ("68 ↑", 0.80, 0.20),
        ("参考范围：9-50", 0.07, 0.23),
        ("U/L", 0.85, 0.23),
        ("白蛋白", 0.07, 0.28),
        ("44.1", 0.80, 0.28),
        ("参考范围：40-55", 0.07, 0.31),
        ("g/L", 0.85, 0.31),
    ) == ["谷丙转氨酶 68 U/L 9~50 high", "白蛋白 44.1 g/L 40~55 -"]


def test_cards_stand_side_by_side() -> None:
    assert items(
        ("促甲状腺激素", 0.06, 0.20),
        ("游离甲状腺素", 0.52, 0.20),
        ("0.008 mlU/L ↓", 0.06, 0.225),
        ("52.30 pmol/L ↑", 0.52, 0.225),
        ("参考值 0.55～4.78", 0.06, 0.25),
        ("参考值 11.5～22.7", 0.52, 0.25),
    ) == ["促甲状腺激素 0.008 mIU/L 0.55~4.78 low", "游离甲状腺素 52.30 pmol/L 11.5~22.7 high"]


def test_one_result_alone_is_one_where_its_parts_are_labelled() -> None:
    spelt_out = (
        ("检测项目：糖类抗原125", 0.08, 0.20),
        ("检测结果：88.1 U/mL", 0.08, 0.23),
        ("参考范围：<35", 0.08, 0.26),
    )
    assert items(*spelt_out) == ["糖类抗原125 88.1 U/mL <35 high"]


def test_a_range_without_a_value_above_it_is_no_card() -> None:
    assert items(("参考范围：9-50", 0.07, 0.23), ("参考范围：15-40", 0.07, 0.33)) == []
