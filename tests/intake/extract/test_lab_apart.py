"""Neighbouring cells of a laboratory table that were read as one, and panels that follow below a remark."""

from tests.intake.extract.test_labs import HEADER, Row, items, row

METHODS = ((0.05, "检验项目"), (0.25, "英文缩写"), (0.38, "方法"), (0.5, "结果"), (0.62, "单位"), (0.75, "参考区间"))
UNLIKE = ((0.05, "钾"), (0.25, "K"), (0.38, "电极法"), (0.5, "4.2"), (0.62, "mmol/L"), (0.75, "3.5-5.3"))


def test_a_method_or_an_abbreviation_read_with_the_name_is_no_part_of_it() -> None:
    beside = (0.5, "7.31"), (0.75, "7.35-7.45")
    assert items(METHODS, UNLIKE, ((0.05, "酸碱度 pH"), (0.38, "电极法"), *beside))[1:] == [
        "酸碱度 7.31 None 7.35~7.45 low"
    ]
    assert items(METHODS, UNLIKE, ((0.05, "酸碱度"), (0.12, "仪器法"), *beside))[1:] == [
        "酸碱度 7.31 None 7.35~7.45 low"
    ]
    assert items(HEADER, row("糖化血红蛋白 HbA1c", "8.6", "%", "4-6")) == ["糖化血红蛋白 HbA1c 8.6 % 4~6 high"]


def test_a_result_read_with_the_range_is_the_result() -> None:
    header = ((0.05, "项目"), (0.4, "参考值"), (0.6, "结果"), (0.78, "单位"))
    assert items(header, ((0.05, "钾"), (0.4, "3.5~5.3 5.8"), (0.78, "mmol/L"))) == ["钾 5.8 mmol/L 3.5~5.3 high"]
    assert items(header, ((0.05, "表面抗体"), (0.5, "0~10"), (0.6, "<2.00"), (0.78, "mIU/mL")))[0].startswith(
        "表面抗体 <2.00 "
    )


def test_only_an_amount_behind_the_name_is_the_result() -> None:
    other = row("钾", "4.2", "mmol/L", "3.5-5.3")
    behind, before = ((0.1, "管型"), (0.16, "1.2")), ((0.05, "1.2"), (0.1, "管型"))
    assert items(HEADER, other, (*behind, (0.5, "/LPF"), (0.65, "0-1")))[1:] == ["管型 1.2 /LPF 0~1 high"]
    assert items(HEADER, other, (*before, (0.5, "/LPF"), (0.65, "0-1")))[1:] == []


def test_a_flag_spelt_out_behind_the_result_is_no_part_of_it() -> None:
    assert items(HEADER, row("肌酐", "412高", "μmol/L", "41-73"), row("钙", "2.01偏低", "mmol/L", "2.11-2.52")) == [
        "肌酐 412 μmol/L 41~73 high",
        "钙 2.01 mmol/L 2.11~2.52 low",
    ]
    assert items(HEADER, row("3低密度脂蛋白", "4.12", "mmol/L", "<3.4"))[0].endswith(
        "低密度脂蛋白 4.12 mmol/L <3.4 high"
    )


def test_flags_of_a_column_without_a_heading_are_no_units_and_no_ranges() -> None:
    header = ((0.05, "项目"), (0.3, "结果"), (0.55, "单位"), (0.75, "参考范围"))
    rows: list[Row] = [((0.05, "尿酸"), (0.3, "512"), (0.45, "高"), (0.55, "μmol/L"), (0.75, "男:208-428"))]
    rows += [((0.05, "抗核抗体滴度"), (0.3, "1:320"), (0.45, "异常"), (0.75, "<1:100"))]
    rows += [((0.05, "尿潜血"), (0.3, "3+"), (0.68, "阳性"), (0.75, "阴性"))]
    assert items(header, *rows) == [
        "尿酸 512 μmol/L 男:208~428 high",
        "抗核抗体滴度 1:320 None <1:100 abnormal",
        "尿潜血 3+ None 阴性 abnormal",
    ]


def test_the_next_panel_stands_below_a_remark_without_a_header_of_its_own() -> None:
    found = items(
        HEADER,
        row("钾", "4.2", "mmol/L", "3.5-5.3"),
        "备注：标本轻度溶血",
        "凝血功能",
        row("凝血酶时间", "17.2", "s", "10.3-16.6"),
    )
    assert found == ["钾 4.2 mmol/L 3.5~5.3 -", "凝血酶时间 17.2 s 10.3~16.6 high"]
    signed = items(
        HEADER,
        row("钾", "4.2", "mmol/L", "3.5-5.3"),
        ((0.1, "审核者：王芳"), (0.5, "电话8208")),
        "联系 0797-8208 分机 12",
    )
    assert signed == ["钾 4.2 mmol/L 3.5~5.3 -"]
