"""Numbers of laboratory tables that are more than digits and a point: signs, exponents, flags read with a range."""

from tests.intake.extract.test_labs import HEADER, items, row


def test_a_value_below_zero_keeps_its_sign_and_so_does_its_range() -> None:
    for limits, printed in (("-3-3", "-3~3"), ("-3.0~+3.0", "-3.0~+3.0"), ("(\u22123~3)", "-3~3")):
        assert items(HEADER, row("剩余碱", "-3.2", "mmol/L", limits), row("剩余碱", "\u22122.1", "mmol/L", limits)) == [
            f"剩余碱 -3.2 mmol/L {printed} low",
            f"剩余碱 -2.1 mmol/L {printed} -",
        ]
    assert items(HEADER, row("白细胞", "5.1", "", "3.5 -9.5"), row("钾", "4.1", "", "3.5--5.5")) == [
        "白细胞 5.1 None 3.5~9.5 -",
        "钾 4.1 None 3.5~5.5 -",
    ]


def test_a_value_with_an_exponent_is_one_number() -> None:
    assert items(
        HEADER,
        row("乙肝病毒DNA定量", "1.2E+05", "IU/mL", "<100"),
        row("丙肝病毒RNA定量", "<5.0E+01", "IU/mL", "<5.0E+01"),
    ) == ["乙肝病毒DNA定量 1.2E+05 IU/mL <100 high", "丙肝病毒RNA定量 <5.0E+01 IU/mL <5.0E+01 -"]


def test_a_flag_read_with_the_range_before_it() -> None:
    header = ((0.05, "检验项目"), (0.35, "结果"), (0.55, "参考范围"), (0.75, "提示"))
    cells = ((0.05, "尿蛋白"), (0.35, "2+"), (0.55, "阴性 异常"))
    assert items(header, cells) == ["尿蛋白 2+ None 阴性 abnormal"]
    star = ((0.05, "尿胆红素"), (0.35, "阳性(1+)"), (0.55, "六阴性(-)"))
    assert items(header[:3], star) == ["尿胆红素 阳性(1+) None 阴性(-) abnormal"]


def test_the_number_of_a_tumours_marker_is_no_result() -> None:
    other = row("癌胚抗原", "2.1", "ng/mL", "0-5")
    for name in ("糖类抗原19-9", "糖类抗原125", "糖类抗原CA72-4"):
        empty = ((0.1, name), (0.5, "U/mL"), (0.65, "0-27"))
        assert items(HEADER, other, empty) == ["癌胚抗原 2.1 ng/mL 0~5 -"]
        assert items(HEADER, other, ((0.1, name), (0.35, "8.2"), *empty[1:]))[1] == f"{name} 8.2 U/mL 0~27 -"
