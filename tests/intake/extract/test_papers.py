"""Whole papers of further types, each in a layout as hospitals and offices set them."""

from intake.classify import split
from intake.extract.fields import extract_fields
from intake.page import ReadPage
from models.codes import DocType
from tests.intake.extract.paper import centred, line, page, written

ID = "511302196205134131"
AGENT_ID = "11010519491231002X"


def read(sheet: ReadPage) -> tuple[DocType, dict[str, object]]:
    """Type and values; diagnoses as their texts."""
    (group,) = split([sheet])
    fields = extract_fields(group.guess.value, [sheet])
    return group.guess.value, {
        name: [one.text for one in field.value] if isinstance(field.value, tuple) else field.value
        for name, field in fields.items()
    }


def test_a_certificate_told_in_sentences_with_a_chinese_date() -> None:
    kind, fields = read(
        written(
            "兹证明 王小明 同志，性别：男，年龄：63岁，因患病于2025年3月2日来我院就诊。",
            "诊断意见：原发性高血压3级 很高危；2型糖尿病",
            "建议：1、休息两周；2、门诊随诊。",
            ("", "主治医师：李建国"),
            ("", "某市第二人民医院"),
            ("", "二〇二五年三月十一日"),
            headings=["某市第二人民医院", "疾病证明书"],
        )
    )
    assert kind is DocType.DIAGNOSIS_CERTIFICATE
    assert fields == {
        "patient_name": "王小明", "sex": "male", "age": 63, "hospital_name": "某市第二人民医院",
        "visit_date": "2025-03-02", "issue_date": "2025-03-11", "report_title": "疾病证明书",
        "diagnoses": ["原发性高血压3级 很高危", "2型糖尿病"], "treatment_advice": "1、休息两周；2、门诊随诊。",
    }  # fmt: skip


def test_an_ultrasound_report_signed_and_dated_in_one_line() -> None:
    kind, fields = read(
        written(
            "姓名 王小明 性别 男 年龄 63岁",
            "检查项目：彩色多普勒超声心动图",
            "超声描述：左房增大。",
            "超声提示：左房增大，左室舒张功能减低",
            "超声医师：李建国   2025-03-02",
            headings=["某县人民医院超声医学科", "彩色多普勒超声报告"],
        )
    )
    assert kind is DocType.EXAMINATION_REPORT
    assert fields == {
        "patient_name": "王小明", "sex": "male", "age": 63, "hospital_name": "某县人民医院",
        "report_date": "2025-03-02", "report_title": "彩色多普勒超声报告",
        "diagnoses": ["左房增大，左室舒张功能减低"],
    }  # fmt: skip


def test_a_pathology_report_is_the_letterheads_not_the_senders() -> None:
    kind, fields = read(
        written(
            "病理号：B2025-001  姓名：王小明  性别：男  年龄：63",
            "送检医院：某县人民医院   送检日期：2025-03-02",
            "大体所见：灰白组织2块",
            "病理诊断：（胃窦）中分化腺癌",
            "病理医师：李建国  报告日期：2025-03-05",
            headings=["某市肿瘤医院", "病理检查报告单"],
        )
    )
    assert kind is DocType.PATHOLOGY_REPORT
    assert fields["hospital_name"] == "某市肿瘤医院"
    assert fields["report_date"] == "2025-03-05"
    assert fields["diagnoses"] == ["（胃窦）中分化腺癌"]


def test_a_prescriptions_diagnosis_ends_before_its_drugs() -> None:
    kind, fields = read(
        written(
            "门诊号：MZ20250302  费别：医保  科别：心内科",
            "姓名：王小明 性别：男 年龄：63岁",
            "临床诊断：高血压病、2型糖尿病",
            "Rp",
            "氨氯地平片 5mg×28片",
            "用法：5mg qd 口服",
            headings=["某市人民医院", "处方笺"],
        )
    )
    assert kind is DocType.PRESCRIPTION
    assert fields["diagnoses"] == ["高血压病", "2型糖尿病"]
    assert (fields["department"], fields["outpatient_number"]) == ("心内科", "MZ20250302")


def test_an_invoice_names_payer_and_payee() -> None:
    kind, fields = read(
        written(
            "票据代码：36060125 票据号码：0012345678",
            "交款人：王小明 开票日期：2025-03-11",
            "西药费 1200.00 检查费 300.00",
            "医保编号：3601234567 个人现金支付：200.00 医保统筹基金支付：1300.00",
            "收款单位（章）：某市人民医院 复核人：李红 收款人：王绿",
            headings=["某省医疗门诊收费票据（电子）"],
        )
    )
    assert kind is DocType.INVOICE
    assert fields == {
        "patient_name": "王小明", "insured_number": "3601234567", "hospital_name": "某市人民医院",
        "issue_date": "2025-03-11", "report_title": "某省医疗门诊收费票据（电子）",
    }  # fmt: skip


def test_a_form_in_cells_with_a_contact_and_boxes_to_tick() -> None:
    cells = [
        [("姓名", 0.1), ("王小明", 0.2), ("性别", 0.35), ("男", 0.45)],
        [("身份证号", 0.1), (ID, 0.2), ("人员类别", 0.55), ("□职工 ☑居民", 0.7)],
        [("联系人", 0.1), ("李小红", 0.2), ("联系电话", 0.6), ("13987654321", 0.72)],
        [("本人电话", 0.1), ("13812345678", 0.2)],
        [("家庭住址", 0.1), ("某县某镇某村12组", 0.2)],
        [("申报病种", 0.1), ("□高血压 √糖尿病 □冠心病", 0.2)],
        [("诊断医院", 0.1), ("某县人民医院", 0.2), ("诊断科室", 0.5), ("内分泌科", 0.65)],
        [("医师签名：李建国", 0.1), ("职称：副主任医师", 0.4), ("2025年3月11日", 0.7)],
        [("申请人签名：王小明", 0.1), ("申请日期：2025年3月12日", 0.6)],
    ]
    lines = [line(text, x, 0.1 + 0.03 * place, 0.8) for place, row in enumerate(cells) for text, x in row]
    kind, fields = read(page(centred("某省基本医疗保险门诊慢特病待遇认定申请表", 0.04), *lines))
    assert kind is DocType.APPLICATION_FORM
    assert fields == {
        "patient_name": "王小明", "sex": "male", "id_number": ID, "phone": "13812345678",
        "address": "某县某镇某村12组", "applied_disease": "糖尿病", "hospital_name": "某县人民医院",
        "department": "内分泌科", "issue_date": "2025-03-12", "applicant_signature": "王小明",
        "report_title": "某省基本医疗保险门诊慢特病待遇认定申请表",
    }  # fmt: skip


def test_a_power_of_attorney_is_about_the_one_who_gives_it() -> None:
    kind, fields = read(
        written(
            f"委托人：王小明  性别：男  身份证号码：{ID}",
            "受托人：李小红  性别：女",
            f"身份证号码：{AGENT_ID}  联系电话：13987654321",
            "特委托李小红代为办理门诊慢特病待遇认定事宜。",
            ("", "委托人（签字）：王小明"),
            ("", "2025年3月1日"),
            headings=["授 权 委 托 书"],
        )
    )
    assert kind is DocType.POWER_OF_ATTORNEY
    assert fields == {
        "patient_name": "王小明", "sex": "male", "id_number": ID, "issue_date": "2025-03-01",
        "report_title": "授权委托书",
    }  # fmt: skip


def test_a_social_security_card() -> None:
    kind, fields = read(
        written(
            "社会保障卡",
            "姓名 王小明",
            f"社会保障号码 {ID}",
            "卡号 A12345678",
            "发卡日期 2019年5月6日",
            headings=["中华人民共和国"],
        )
    )
    assert kind is DocType.SOCIAL_SECURITY_CARD
    assert fields == {
        "patient_name": "王小明", "id_number": ID, "insured_number": "A12345678", "issue_date": "2019-05-06",
    }  # fmt: skip
