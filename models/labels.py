"""Chinese words for the names of fields, as messages and reports write them."""

from __future__ import annotations

from typing import Final

from models.document import FieldName

FIELD_LABELS: Final[dict[FieldName, str]] = {
    "report_title": "标题",
    "patient_name": "姓名",
    "sex": "性别",
    "age": "年龄",
    "birth_date": "出生日期",
    "id_number": "身份证号",
    "insured_number": "医保编号",
    "phone": "联系电话",
    "address": "住址",
    "hospital_name": "医院名称",
    "hospital_grade": "医院等级",
    "department": "科室",
    "inpatient_number": "住院号",
    "outpatient_number": "门诊号",
    "admission_date": "入院日期",
    "discharge_date": "出院日期",
    "visit_date": "就诊日期",
    "report_date": "报告日期",
    "issue_date": "填写或开具日期",
    "applied_disease": "申请病种",
    "diagnoses": "诊断",
    "treatment_advice": "处理意见",
    "valid_until": "有效期",
    "opinion": "认定意见",
    "insured_place": "参保地",
    "applicant_signature": "申请人签名",
}
"""In the order in which people look for them."""
