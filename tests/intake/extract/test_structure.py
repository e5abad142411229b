"""The type of papers whose title is in no list, told by how they are built."""

from collections.abc import Sequence

import pytest

from intake.classify import classify
from models.codes import DocType
from tests.intake.extract.paper import written

T = DocType
PATIENT = "姓名：王小明 性别：男 年龄：63岁"
RESULTS = [
    ("项目", "结果", "单位", "参考区间"),
    ("总胆红素", "42.1", "μmol/L", "0-26"),
    ("白蛋白", "33.0", "g/L", "40-55"),
    ("谷丙转氨酶", "88", "U/L", "9-50"),
]


def kind_of(headings: Sequence[str], *rows: str | Sequence[str]) -> DocType:
    (guess,) = classify([written(*rows, headings=headings)])
    return guess.guess.value


@pytest.mark.parametrize(
    ("title", "rows", "kind"),
    [
        ("西河区中心医院生化全套", RESULTS, T.LAB_REPORT),
        ("消化道专项", RESULTS, T.LAB_REPORT),
        (
            "两对半",
            [
                ("项目", "结果", "参考值"),
                ("HBsAg", ">250.00 IU/mL", "<0.05 IU/mL"),
                ("HBsAb", "0.31 mIU/mL", "<10 mIU/mL"),
            ],
            T.LAB_REPORT,
        ),
        (
            "贫血组合",
            [("血清铁蛋白", "6.2 ng/mL"), "正常范围 13-150", ("叶酸", "4.31 ng/mL"), "正常范围 3.89-26.8"],
            T.LAB_REPORT,
        ),
        (
            "HbA1c测定",
            [("检测指标", "测定值", "参考区间"), ("糖化血红蛋白", "9.6", "4.0-6.0"), "审核：时光"],
            T.LAB_REPORT,
        ),
        ("心脏彩超", ["超声描述：左房增大，余房室腔内径正常范围。", "超声提示：左房增大"], T.EXAMINATION_REPORT),
        ("影像资料", ["所见：双手诸骨骨质疏松，摄片清晰。", "意见：符合类风湿性关节炎"], T.EXAMINATION_REPORT),
        (
            "24小时动态血压分析",
            [("全天", "58", "152"), "结论：全天血压均值升高。", "审核医师：方圆"],
            T.EXAMINATION_REPORT,
        ),
        (
            "通气功能+支气管舒张",
            [("FVC", "L", "3.31", "2.48"), "报告结论：重度阻塞性通气功能障碍。", "医师签名：方圆"],
            T.EXAMINATION_REPORT,
        ),
        (
            "液基薄层细胞检测(TBS分级)",
            ["标本质量：满意", "诊断：非典型鳞状细胞。", "诊断医师：方圆", "报告日期：2024-05-01"],
            T.PATHOLOGY_REPORT,
        ),
        ("检测结果概览", [("EGFR", "NM_005228", "c.2573T>G", "p.L858R")], T.GENETIC_REPORT),
        ("饮片方", ["Rp", ("黄芪30g", "茯苓15g", "泽泻10g"), "7剂 水煎服", "调配：方圆"], T.PRESCRIPTION),
    ],
)
def test_an_unknown_title_is_told_by_what_stands_below(title: str, rows: list[str], kind: DocType) -> None:
    assert kind_of(["青禾县人民医院", title], PATIENT, *rows) is kind


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        (
            "住院病人费用一日清单",
            [("项目名称", "规格", "单位", "单价", "数量", "金额"), ("血常规", "", "次", "18.00", "1", "18.00")],
        ),
        ("血糖监测登记表", [("日期", "早餐前", "午餐前"), ("5-11", "8.1", "7.9"), ("5-12", "8.4", "7.2")]),
        ("超声检查申请单", ["病史摘要：停经45天。", "检查部位：子宫附件", "临床诊断：早孕？"]),
        ("检查预约通知单", ["检查项目：上腹部CT平扫+增强", "检查前禁食4-6小时"]),
        ("健康体检结果汇总", ["三、腹部B超：脂肪肝（轻度）。", "主检结论与建议：低脂饮食"]),
    ],
)
def test_papers_of_no_kind_stay_other(title: str, rows: list[str]) -> None:
    assert kind_of(["青禾县人民医院", title], PATIENT, *rows) is T.OTHER


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("数字化摄影（DR）诊断书", T.EXAMINATION_REPORT),
        ("无痛胃镜诊疗单", T.EXAMINATION_REPORT),
        ("临床免疫检测结果通知单", T.LAB_REPORT),
        ("肿瘤基因检测检验报告", T.GENETIC_REPORT),
        ("肠镜病理检查报告", T.PATHOLOGY_REPORT),
        ("手术护理记录单", T.OTHER),
        ("介入护理记录", T.OTHER),
        ("疾病诊断书", T.DIAGNOSIS_CERTIFICATE),
    ],
)
def test_the_longer_title_says_what_the_paper_is(title: str, kind: DocType) -> None:
    assert kind_of(["青禾县人民医院", title], PATIENT) is kind


def test_a_tests_name_in_a_list_is_no_title() -> None:
    rows = [("F0101", "护理费", "18.00"), ("H3302", "血常规", "18.00"), ("C1120", "床位费", "35.00")]
    assert kind_of(["粤岭县人民医院"], *rows) is T.OTHER
