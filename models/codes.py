"""The contract's codes, each with its Chinese label where people see it. Names are stable: add, never rename."""

from enum import StrEnum
from typing import Final


class DocType(StrEnum):
    DIAGNOSIS_CERTIFICATE = "diagnosis_certificate"
    DISCHARGE_SUMMARY = "discharge_summary"
    ADMISSION_RECORD = "admission_record"
    MEDICAL_RECORD_FRONT_PAGE = "medical_record_front_page"
    OUTPATIENT_RECORD = "outpatient_record"
    LAB_REPORT = "lab_report"
    EXAMINATION_REPORT = "examination_report"
    PATHOLOGY_REPORT = "pathology_report"
    GENETIC_REPORT = "genetic_report"
    SURGERY_RECORD = "surgery_record"
    PRESCRIPTION = "prescription"
    INVOICE = "invoice"
    APPLICATION_FORM = "application_form"
    ID_CARD_FRONT = "id_card_front"
    ID_CARD_BACK = "id_card_back"
    SOCIAL_SECURITY_CARD = "social_security_card"
    POWER_OF_ATTORNEY = "power_of_attorney"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _DOC_TYPE_LABELS[self]


_DOC_TYPE_LABELS: Final = {
    DocType.DIAGNOSIS_CERTIFICATE: "诊断证明书",
    DocType.DISCHARGE_SUMMARY: "出院小结",
    DocType.ADMISSION_RECORD: "入院记录",
    DocType.MEDICAL_RECORD_FRONT_PAGE: "病案首页",
    DocType.OUTPATIENT_RECORD: "门诊病历",
    DocType.LAB_REPORT: "检验报告",
    DocType.EXAMINATION_REPORT: "检查报告",
    DocType.PATHOLOGY_REPORT: "病理报告",
    DocType.GENETIC_REPORT: "基因检测报告",
    DocType.SURGERY_RECORD: "手术记录",
    DocType.PRESCRIPTION: "处方",
    DocType.INVOICE: "医疗票据",
    DocType.APPLICATION_FORM: "待遇认定申请表",
    DocType.ID_CARD_FRONT: "身份证人像面",
    DocType.ID_CARD_BACK: "身份证国徽面",
    DocType.SOCIAL_SECURITY_CARD: "社保卡",
    DocType.POWER_OF_ATTORNEY: "委托书",
    DocType.OTHER: "其他材料",
}


class SealShape(StrEnum):
    CIRCLE = "circle"
    ELLIPSE = "ellipse"
    RECTANGLE = "rectangle"
    TRIANGLE = "triangle"


class SealColor(StrEnum):
    RED = "red"
    BLUE = "blue"
    BLACK = "black"


class SealKind(StrEnum):
    OFFICIAL = "official"
    DIAGNOSIS_CERTIFICATE = "diagnosis_certificate"
    MEDICAL_RECORDS = "medical_records"
    INSURANCE_OFFICE = "insurance_office"
    DEPARTMENT = "department"
    PHYSICIAN = "physician"
    CROSS_PAGE = "cross_page"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _SEAL_KIND_LABELS[self]


_SEAL_KIND_LABELS: Final = {
    SealKind.OFFICIAL: "公章",
    SealKind.DIAGNOSIS_CERTIFICATE: "诊断证明专用章",
    SealKind.MEDICAL_RECORDS: "病案（病历）复印专用章",
    SealKind.INSURANCE_OFFICE: "医保办章",
    SealKind.DEPARTMENT: "科室章",
    SealKind.PHYSICIAN: "医师名章",
    SealKind.CROSS_PAGE: "骑缝章",
    SealKind.UNKNOWN: "未能辨认的印章",
}


class Title(StrEnum):
    """Physicians' titles in rising order; ``rank`` compares them."""

    PHYSICIAN_ASSISTANT = "physician_assistant"
    RESIDENT = "resident"
    ATTENDING = "attending"
    ASSOCIATE_CHIEF = "associate_chief"
    CHIEF = "chief"

    @property
    def rank(self) -> int:
        return list(Title).index(self)

    @property
    def label(self) -> str:
        return _TITLE_LABELS[self]


_TITLE_LABELS: Final = {
    Title.PHYSICIAN_ASSISTANT: "医士",
    Title.RESIDENT: "住院医师",
    Title.ATTENDING: "主治医师",
    Title.ASSOCIATE_CHIEF: "副主任医师",
    Title.CHIEF: "主任医师",
}


class ClarityGrade(StrEnum):
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        return {"good": "清晰", "fair": "基本清晰", "poor": "较模糊", "unreadable": "无法辨认"}[self.value]


class ClarityKind(StrEnum):
    BLUR = "blur"
    LOW_RESOLUTION = "low_resolution"
    GLARE = "glare"
    SHADOW = "shadow"
    DARK = "dark"
    OVEREXPOSED = "overexposed"
    OCCLUSION = "occlusion"
    CUT_OFF = "cut_off"
    MOIRE = "moire"

    @property
    def label(self) -> str:
        return _CLARITY_LABELS[self]


_CLARITY_LABELS: Final = {
    ClarityKind.BLUR: "模糊",
    ClarityKind.LOW_RESOLUTION: "分辨率过低",
    ClarityKind.GLARE: "反光",
    ClarityKind.SHADOW: "阴影",
    ClarityKind.DARK: "光线过暗",
    ClarityKind.OVEREXPOSED: "曝光过度",
    ClarityKind.OCCLUSION: "被遮挡",
    ClarityKind.CUT_OFF: "拍摄不完整",
    ClarityKind.MOIRE: "摩尔纹（翻拍屏幕）",
}


class Flag(StrEnum):
    HIGH = "high"
    LOW = "low"
    ABNORMAL = "abnormal"


class Outcome(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    UNSURE = "unsure"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {"pass": "符合", "fail": "不符合", "unsure": "需人工核对", "not_applicable": "不适用"}[self.value]


class Decision(StrEnum):
    ACCEPT = "accept"
    REVIEW = "review"
    RESUBMIT = "resubmit"

    @property
    def label(self) -> str:
        return {"accept": "材料齐全，可进入审核", "review": "需人工核对", "resubmit": "需申请人补正"}[self.value]
