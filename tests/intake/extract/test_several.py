"""Two papers in one picture, and single papers that only look like two."""

from intake.extract.several import papers_on
from models.codes import DocType
from tests.intake.extract.paper import centred, line, page


def test_one_above_the_other() -> None:
    sheet = page(
        centred("疾病诊断证明书", 0.04), line("姓名：王建国", 0.1, 0.1), line("诊断：帕金森病，长期服药", 0.1, 0.14),
        centred("检验报告单", 0.52), line("姓名：王建国", 0.1, 0.58), line("项目 结果 参考范围", 0.1, 0.62),
    )  # fmt: skip
    assert papers_on(sheet.lines) == (DocType.DIAGNOSIS_CERTIFICATE, DocType.LAB_REPORT)


def test_side_by_side() -> None:
    sheet = page(
        line("出院记录", 0.15, 0.05, 1.6), line("姓名：王建国 性别：男", 0.05, 0.1),
        line("检查报告单", 0.65, 0.05, 1.6), line("姓名：王建国 性别：男", 0.55, 0.1),
        line("入院诊断：肺炎", 0.05, 0.14), line("检查所见：双肺纹理增多", 0.55, 0.14),
    )  # fmt: skip
    assert papers_on(sheet.lines) == (DocType.DISCHARGE_SUMMARY, DocType.EXAMINATION_REPORT)


def test_a_counterfoil_is_of_the_same_paper() -> None:
    sheet = page(
        line("疾病证明书（存根）", 0.02, 0.05, 1.5), line("姓名：王建国", 0.02, 0.1),
        line("疾病证明书", 0.6, 0.05, 1.6), line("姓名：王建国 性别：男 年龄：63岁", 0.45, 0.1),
    )  # fmt: skip
    assert papers_on(sheet.lines) == ()


def test_a_paper_that_names_another_in_its_text_is_one() -> None:
    sheet = page(
        centred("出院记录", 0.04), line("姓名：王建国 性别：男 年龄：63岁", 0.1, 0.1),
        line("检验报告单", 0.1, 0.5), line("患者白细胞升高，详见原单", 0.1, 0.54), line("出院医嘱：注意休息", 0.1, 0.6),
    )  # fmt: skip
    assert papers_on(sheet.lines) == ()


def test_both_sides_of_a_card_belong_on_one_sheet() -> None:
    sheet = page(
        line("姓名 王建国", 0.3, 0.1), line("公民身份号码 51130219620513413X", 0.3, 0.25),
        centred("中华人民共和国", 0.55), centred("居民身份证", 0.6),
    )  # fmt: skip
    assert papers_on(sheet.lines) == ()
