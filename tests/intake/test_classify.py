"""What kind of paper a page is, and which pages make one paper."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from intake.classify import classify, split
from intake.page import ReadPage
from models.codes import DocType
from tests.intake.extract.paper import line, page, written

PATIENT = "姓名：王小明 性别：男 年龄：63岁"
T = DocType


def kind_of(headings: Sequence[str], *rows: str | Sequence[str]) -> DocType:
    (guess,) = classify([written(*rows, headings=headings)])
    return guess.guess.value


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("诊断证明书", T.DIAGNOSIS_CERTIFICATE),
        ("疾病证明书", T.DIAGNOSIS_CERTIFICATE),
        ("病情证明单", T.DIAGNOSIS_CERTIFICATE),
        ("病情诊断证明书", T.DIAGNOSIS_CERTIFICATE),
        ("疾 病 诊 断 证 明 书", T.DIAGNOSIS_CERTIFICATE),
        ("出院诊断证明书", T.DIAGNOSIS_CERTIFICATE),
        ("出院小结", T.DISCHARGE_SUMMARY),
        ("出 院 记 录", T.DISCHARGE_SUMMARY),
        ("24小时内入出院记录", T.DISCHARGE_SUMMARY),
        ("入院记录", T.ADMISSION_RECORD),
        ("住院病案首页", T.MEDICAL_RECORD_FRONT_PAGE),
        ("门（急）诊病历", T.OUTPATIENT_RECORD),
        ("检验报告单", T.LAB_REPORT),
        ("血常规检验报告单", T.LAB_REPORT),
        ("化验单", T.LAB_REPORT),
        ("检查报告单", T.EXAMINATION_REPORT),
        ("CT检查报告单", T.EXAMINATION_REPORT),
        ("彩色多普勒超声检查报告", T.EXAMINATION_REPORT),
        ("常规心电图报告", T.EXAMINATION_REPORT),
        ("病理检查报告单", T.PATHOLOGY_REPORT),
        ("病理诊断报告书", T.PATHOLOGY_REPORT),
        ("基因检测报告", T.GENETIC_REPORT),
        ("肿瘤基因突变检测报告单", T.GENETIC_REPORT),
        ("手术记录", T.SURGERY_RECORD),
        ("处方笺", T.PRESCRIPTION),
        ("医疗门诊收费票据（电子）", T.INVOICE),
        ("某省门诊慢特病病种待遇认定申请表", T.APPLICATION_FORM),
        ("授权委托书", T.POWER_OF_ATTORNEY),
        ("医保电子凭证", T.SOCIAL_SECURITY_CARD),
        ("健康教育处方", T.OTHER),
        ("住院费用清单", T.OTHER),
        ("手术知情同意书", T.OTHER),
        ("病程记录", T.OTHER),
        ("病假证明", T.OTHER),
        ("临床检验结果通知单", T.LAB_REPORT),
        ("风湿免疫实验室检测单", T.LAB_REPORT),
        ("肺通气功能+支气管舒张试验报告", T.EXAMINATION_REPORT),
        ("医疗保险证历卡", T.SOCIAL_SECURITY_CARD),
        ("缴费通知单", T.OTHER),
        ("疾病休假证明书", T.DIAGNOSIS_CERTIFICATE),
        ("疾病诊断（休假）证明书", T.DIAGNOSIS_CERTIFICATE),
        ("出院小结及随访计划", T.DISCHARGE_SUMMARY),
        ("门诊病志", T.OUTPATIENT_RECORD),
        ("线上复诊病历", T.OUTPATIENT_RECORD),
    ],
)
def test_a_title_names_the_type(title: str, kind: DocType) -> None:
    assert kind_of(["某市人民医院", title], PATIENT) is kind
    assert kind_of([f"某市人民医院{title}"], PATIENT) is kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("疾病诊断汪明书", T.DIAGNOSIS_CERTIFICATE),
        ("出院小络", T.DISCHARGE_SUMMARY),
        ("检验报吿单", T.LAB_REPORT),
        ("住院病案苜页", T.MEDICAL_RECORD_FRONT_PAGE),
    ],
)
def test_one_character_of_a_title_may_be_misread(title: str, kind: DocType) -> None:
    assert kind_of([title], PATIENT) is kind


def test_a_title_counts_for_more_than_words_about_other_papers() -> None:
    assert (
        kind_of(["诊断证明书"], PATIENT, "出院诊断：高血压病", "出院医嘱：按时服药", "出院日期：2025年3月2日")
        is T.DIAGNOSIS_CERTIFICATE
    )
    assert kind_of(["门诊慢特病待遇认定申请表"], PATIENT, "附：诊断证明书", "附：出院小结") is T.APPLICATION_FORM
    assert kind_of(["医疗住院收费票据"], "医保统筹基金支付 个人现金支付", "诊察费 检查费 化验费") is T.INVOICE


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        (
            ["兹证明患者王小明，男，63岁，经诊断为高血压病。", "处理意见：休息两周。", "特此证明。"],
            T.DIAGNOSIS_CERTIFICATE,
        ),
        (["入院情况：", "诊疗经过：", "出院情况：", "出院医嘱："], T.DISCHARGE_SUMMARY),
        (["主诉：", "现病史：", "既往史：", "个人史：", "体格检查：", "初步诊断："], T.ADMISSION_RECORD),
        (["检验项目 结果 参考范围 单位", "标本类型：血清", "检验者：29028"], T.LAB_REPORT),
        (["检查部位：胸部", "影像表现：双肺纹理清晰。", "诊断意见：未见异常。"], T.EXAMINATION_REPORT),
        (["病理号：B2025001", "肉眼所见：灰白组织", "病理诊断：腺癌"], T.PATHOLOGY_REPORT),
    ],
)
def test_without_a_title_the_words_tell(rows: list[str], kind: DocType) -> None:
    assert kind_of([], PATIENT, *rows) is kind


@pytest.mark.parametrize(
    "rows",
    [
        [],
        ["购物小票", "苹果 2.5 元", "谢谢惠顾"],
        ["关于召开家长会的通知", "各位家长：", "定于下周三召开家长会。"],
        [PATIENT],
        ["床前明月光", "疑是地上霜"],
    ],
)
def test_a_paper_of_no_known_kind_is_other(rows: list[str]) -> None:
    assert kind_of([], *rows) is T.OTHER


def test_a_sure_answer_has_more_confidence_than_a_guess() -> None:
    (sure,) = classify([written(PATIENT, "处理意见：休息", headings=["某市人民医院", "诊断证明书"])])
    (guessed,) = classify([written(PATIENT, "处理意见：休息", "兹证明该患者患高血压病")])
    assert sure.guess.confidence > 0.9
    assert guessed.guess.confidence < sure.guess.confidence


FRONT = (
    "姓名 王小明",
    "性别 男 民族 汉",
    "出生 1962年5月13日",
    "住址 某省某市某区人民中路97号",
    "公民身份号码 511302196205134131",
)
BACK = ("中华人民共和国", "居民身份证", "签发机关 某市公安局某分局", "有效期限 2015.03.02-2035.03.02")


def test_the_sides_of_an_identity_card() -> None:
    (front,) = split([written(*FRONT)])
    (back,) = split([written(*BACK)])
    (both,) = split([written(*BACK, "", *FRONT)])
    assert (front.guess.value, front.sides) == (T.ID_CARD_FRONT, ("front",))
    assert (back.guess.value, back.sides) == (T.ID_CARD_BACK, ("back",))
    assert (both.guess.value, both.sides) == (T.ID_CARD_FRONT, ("front", "back"))


def test_two_sides_on_two_pages_are_one_card_and_two_fronts_are_two() -> None:
    assert [group.sides for group in split([written(*FRONT), written(*BACK, number=1)])] == [("front", "back")]
    assert len(split([written(*FRONT), written(*FRONT, number=1)])) == 2


def test_a_form_with_an_identity_number_is_no_card() -> None:
    form = written(
        "姓名 王小明 民族 汉", "公民身份号码 511302196205134131", "申请病种：高血压", headings=["慢特病申请表"]
    )
    (group,) = split([form])
    assert group.guess.value is T.APPLICATION_FORM
    assert group.sides == ()


def test_a_page_without_a_title_goes_on_with_the_paper_before() -> None:
    groups = split(
        [
            written(PATIENT, "入院情况：", headings=["某市人民医院", "出院记录"]),
            written("病情稳定，继续当前治疗。", "出院医嘱：按时服药。", number=1),
            written(PATIENT, headings=["某市人民医院", "检验报告单"], number=2),
        ]
    )
    assert [(group.guess.value, len(group.pages)) for group in groups] == [(T.DISCHARGE_SUMMARY, 2), (T.LAB_REPORT, 1)]


def test_two_reports_with_titles_are_two_papers() -> None:
    report = ["检验项目 结果 参考范围"]
    groups = split([written(*report, headings=["检验报告单"]), written(*report, headings=["检验报告单"], number=1)])
    assert len(groups) == 2


def test_a_repeated_title_with_a_page_number_goes_on() -> None:
    groups = split(
        [
            written(PATIENT, "主诉：", "第 1 页", headings=["入院记录"]),
            written("体格检查：", "第 2 页", headings=["入院记录"], number=1),
        ]
    )
    assert [len(group.pages) for group in groups] == [2]


def test_the_second_page_of_a_front_page_joins_it() -> None:
    groups = split(
        [
            written("医疗付费方式：城乡居民基本医疗保险", PATIENT, "出院诊断", headings=["住院病案首页"]),
            written("手术及操作编码 手术及操作名称", "离院方式：1", "住院费用（元）：总费用 12000", number=1),
        ]
    )
    assert [(group.guess.value, len(group.pages)) for group in groups] == [(T.MEDICAL_RECORD_FRONT_PAGE, 2)]


def blank(number: int) -> ReadPage:
    return replace(page(number=number), clarity_score=0.0, blank=True)


def test_blank_pages_part_no_paper_and_begin_none() -> None:
    certificate = written(PATIENT, headings=["某市人民医院", "诊断证明书"])
    ((alone,), (both,)) = split([certificate]), split([certificate, blank(1)])
    assert (both.guess, len(both.pages)) == (alone.guess, 2)
    (card,) = split([blank(0), written(*FRONT, number=1), blank(2), written(*BACK, number=3)])
    assert (card.guess.value, card.sides, len(card.pages)) == (T.ID_CARD_FRONT, ("front", "back"), 4)
    (record,) = split(
        [
            written(PATIENT, "主诉：", "第 1 页", headings=["入院记录"]),
            blank(1),
            written("体格检查：", "第 2 页", headings=["入院记录"], number=2),
        ]
    )
    assert (record.guess.value, len(record.pages)) == (T.ADMISSION_RECORD, 3)
    (nothing,) = split([blank(0), blank(1)])
    assert (nothing.guess.value, len(nothing.pages)) == (T.OTHER, 2)


def test_no_pages_no_papers() -> None:
    assert split([]) == ()


def test_an_empty_page_is_other() -> None:
    (guess,) = classify([page()])
    assert guess.guess.value is T.OTHER
    (far,) = classify([page(line("诊断证明书已交", 0.1, 0.9))])
    assert far.guess.value is T.OTHER


HEAD = ["某市人民医院", "出院记录"]


def record(*rows: str, headings: Sequence[str] = HEAD, number: int = 0) -> ReadPage:
    """A page of a record under the head that its system prints on every page."""
    return written(
        "姓名：王小明 性别：男 住院号：00482213", "科室：心内科 床号：12", *rows, headings=headings, number=number
    )


def test_a_head_repeated_on_every_page_begins_no_paper() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗，", "体温渐降。", number=0)
    second = record("咳嗽好转。", "出院医嘱：休息。", "医师签名：李某某", number=1)
    assert [len(group.pages) for group in split([first, second])] == [2]


def test_a_paper_that_was_signed_is_not_gone_on_with() -> None:
    first = record("出院诊断：肺炎", "出院医嘱：休息。", "医师签名：李某某", number=0)
    second = record("出院诊断：脑梗死", "出院医嘱：康复训练。", "医师签名：李某某", number=1)
    assert [len(group.pages) for group in split([first, second])] == [1, 1]


def test_a_signature_repeated_on_every_page_ends_no_paper() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗。", "医师签名：李某某", number=0)
    second = record("出院医嘱：休息。", "医师签名：李某某", number=1)
    assert [len(group.pages) for group in split([first, second])] == [2]


LAB_HEAD = ["某市人民医院", "检验报告单"]


def results(sample: str, taken: str, *rows: Sequence[str], number: int) -> ReadPage:
    """A page of a laboratory's report, its head and foot printed on every page."""
    head = ["姓名：王小明 性别：男 住院号：00482213", f"样本号：{sample} 标本：血清", f"采集时间：2025-03-02 {taken}"]
    foot = "检验者：李某 审核者：张某 报告时间：2025-03-02 10:31"
    return written(*head, ("序号", "项目", "结果"), *rows, foot, headings=LAB_HEAD, number=number)


@pytest.mark.parametrize(
    ("sample", "taken", "numbers", "pages"),
    [
        ("2025030211", "07:10", ("4", "5", "6"), [2]),
        ("2025030211", "07:10", ("1", "2", "3"), [1, 1]),
        ("2025030212", "07:10", ("", "", ""), [1, 1]),
        ("2025030211", "09:40", ("", "", ""), [1, 1]),
        ("2025030211", "07:10", ("", "", ""), [2]),
    ],
)
def test_a_list_of_results_goes_on_only_with_its_own_sample(
    sample: str, taken: str, numbers: Sequence[str], pages: list[int]
) -> None:
    items = [(number, name, "4.2") for number, name in zip("123", ("尿素", "肌酐", "尿酸"), strict=True)]
    more = [(number, name, "5.1") for number, name in zip(numbers, ("钾", "钠离子", "氯离子"), strict=True)]
    leaves = results("2025030211", "07:10", *items, number=0), results(sample, taken, *more, number=1)
    assert [len(group.pages) for group in split(leaves)] == pages


@pytest.mark.parametrize("mark", ["第 2 页 共 2 页", "2/2", "- 2 -"])
def test_a_page_number_says_that_a_signed_paper_goes_on(mark: str) -> None:
    first = record("出院诊断：肺炎", "医师签名：李某某", "第 1 页 共 2 页", number=0)
    second = record("出院诊断：肺炎", "医师签名：李某某", mark, number=1)
    assert [len(group.pages) for group in split([first, second])] == [2]


def test_another_patients_record_begins_a_paper() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗，", "体温渐降。", number=0)
    rows = ["姓名：李建国 性别：男 住院号：00999999", "科室：神经内科 床号：3", "咳嗽好转。", "医师签名：李某某"]
    second = written(*rows, headings=HEAD, number=1)
    assert [len(group.pages) for group in split([first, second])] == [1, 1]


def test_an_unknown_paper_with_a_heading_of_its_own_begins_one() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗，", "体温渐降。", number=0)
    rows = (("户主姓名 王小明", "住址 某市某区某某大道某号院内"), "本户人口 三人")
    second = written(*rows, headings=["常住人口信息登记"], number=1)
    assert [group.guess.value for group in split([first, second])] == [T.DISCHARGE_SUMMARY, T.OTHER]


@pytest.mark.parametrize("title", ["生化全项检验报告单", "风湿免疫检验报告单"])
def test_a_report_whose_title_is_as_small_as_its_text_is_not_swallowed(title: str) -> None:
    record_before = record("出院诊断：肺炎", "出院医嘱：休息。", "医师签名：李某某", number=0)
    report = page(
        line("某市人民医院", 0.1, 0.06), line(title, 0.1, 0.09), line("No.63326268", 0.79, 0.09),
        line("姓名", 0.1, 0.13), line("王小明", 0.2, 0.13), line("性别", 0.35, 0.13), line("男", 0.42, 0.13),
        line("检测结果", 0.45, 0.2), line("参考范围", 0.6, 0.2), line("尿素", 0.1, 0.25), line("4.2", 0.45, 0.25),
        number=1,
    )  # fmt: skip
    assert [group.guess.value for group in split([record_before, report])] == [T.DISCHARGE_SUMMARY, T.LAB_REPORT]


def test_an_unknown_list_with_a_small_heading_begins_a_paper() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗，", "体温渐降。", number=0)
    bill = page(
        line("某市人民医院", 0.36, 0.05), line("住院费用一日清单", 0.34, 0.08),
        line("姓名：王小明", 0.1, 0.13), line("床号：12", 0.4, 0.13), line("项目", 0.1, 0.2), line("金额", 0.7, 0.2),
        number=1,
    )  # fmt: skip
    assert len(split([first, bill])) == 2


def test_two_patients_reports_with_the_same_labels_are_two_papers() -> None:
    def seen(name: str, number: int) -> ReadPage:
        cells = ("姓名", name, "性别", "年龄", "检查日期"), ("检查所见", "双肾体积缩小，回声增强。")
        return written(*cells, headings=["某市中医医院", "超声检查报告单"], number=number)

    assert len(split([seen("王小明", 0), seen("李建国", 1)])) == 2


def test_a_page_that_looks_like_another_paper_leaves_the_type_in_doubt() -> None:
    first = record("入院诊断：肺炎", "诊疗经过：予抗感染治疗，", "体温渐降。", number=0)
    rows = [("检验项目", "结果", "参考范围", "单位"), ("白细胞", "4.2", "3.5-9.5", "10^9/L"), ("标本类型", "血清")]
    (joined,) = split([first, written(*rows, number=1)])
    assert (joined.guess.value, len(joined.pages)) == (T.DISCHARGE_SUMMARY, 2)
    assert 0.5 <= joined.guess.confidence < 0.8
    (sure,) = split([first, written(*rows, "第 2 页", number=1)])
    assert sure.guess.confidence > 0.9


@pytest.mark.parametrize("title", ["基本医疗保险门诊慢特病待遇认定申请表", "城乡居民基本医疗保险慢性病认定申请表"])
def test_a_title_may_speak_of_basic_insurance(title: str) -> None:
    (guess,) = classify([written("姓名：王小明", headings=[title])])
    assert guess.title is not None
    assert guess.title.doc_type is T.APPLICATION_FORM


def test_what_spoke_for_the_type_is_told() -> None:
    (guess,) = classify(
        [written("姓名：王小明", "出院医嘱：休息", "诊疗经过：好转", headings=["某市人民医院", "出院记录"])]
    )
    assert guess.guess.words[:2] == ("出院记录", "出院医嘱")
    assert "诊疗经过" in guess.guess.words
    (place,) = guess.guess.evidence
    assert 0.0 < place.box.top < 0.2


def test_an_unknown_paper_has_no_title_to_show() -> None:
    (guess,) = classify([written("今天天气晴朗", "适合出门散步")])
    assert guess.guess.value is T.OTHER
    assert guess.guess.evidence == ()


def test_a_table_of_results_below_the_title_of_any_study_is_a_laboratorys() -> None:
    results = [(name, "阴性(-)", "阴性(-)") for name in ("表面抗原", "表面抗体", "e抗原", "e抗体", "核心抗体")]
    rows = [PATIENT, ("项目名称", "检测结果", "参考值"), *results, ("检验者：安玉兰", "审核者：倪琼")]
    assert kind_of(["云岭医院输血前检查报告单"], *rows) is T.LAB_REPORT
    found = [PATIENT, "检查所见：肝脏大小正常，回声均匀。", "检查提示：未见明显异常。"]
    assert kind_of(["云岭医院腹部检查报告单"], *found) is T.EXAMINATION_REPORT
