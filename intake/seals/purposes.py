"""The words seals name their purpose with. They are a closed list, so that a slip of the recogniser can be mended."""

from __future__ import annotations

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

from models.codes import SealKind

PURPOSES: Final = {
    SealKind.DIAGNOSIS_CERTIFICATE: (
        "诊断证明专用章", "诊断证明章", "疾病诊断专用章", "疾病诊断证明专用章", "疾病证明专用章", "诊断专用章",
        "医疗证明专用章", "病情证明专用章", "病情诊断专用章", "出具诊断证明专用章", "疾病诊断证明书专用章",
        "诊断证明书专用章", "医疗证明章", "疾病证明章", "疾病证明书专用章", "诊断书专用章", "病情证明章",
        "疾病诊断书专用章",
    ),
    SealKind.MEDICAL_RECORDS: (
        "病案专用章", "病案室专用章", "病历专用章", "病案复印专用章", "病历复印专用章", "病案室", "病案科",
        "病历复印", "病案管理专用章", "复印专用章", "病案管理科", "病案统计室", "病案复印", "病历资料专用章",
        "病案资料专用章", "病案质量管理科", "病历复印章", "病案复印章", "病历管理专用章", "病案信息科",
    ),
    SealKind.INSURANCE_OFFICE: (
        "医保办公室", "医保办", "医保专用章", "医疗保险办公室", "医疗保险专用章", "医保科", "医保办专用章",
        "医保办公室专用章", "慢病办", "慢性病管理办公室", "慢病管理专用章", "医疗保险科", "医保审核专用章",
        "医保处", "慢特病专用章", "医保业务专用章", "慢病专用章", "门诊慢特病专用章", "特病专用章", "慢病管理办公室",
        "医疗保障办公室", "医保物价科", "医保物价办", "医疗保障科", "医疗保险管理科", "医保管理科", "慢特病办公室",
    ),
    SealKind.DEPARTMENT: (
        "检验专用章", "诊断报告专用章", "检验报告专用章", "检验科", "放射科", "影像科", "医学影像科", "病理科",
        "病理诊断专用章", "超声科", "检查专用章", "检查报告专用章", "报告专用章", "影像诊断专用章", "超声诊断专用章",
        "门诊部", "住院部", "医务科", "医务处", "医务部", "门诊专用章", "检验科专用章", "放射科专用章",
        "病理科专用章", "医务科专用章", "急诊科", "出院专用章", "检验科报告专用章", "门诊办公室", "医务专用章",
        "超声科专用章", "影像科专用章", "心电图室", "处方专用章", "药剂科", "住院专用章", "体检中心", "护理部",
        "核医学科", "心血管内科", "肾内科", "内分泌科", "神经内科", "呼吸内科", "消化内科", "血液内科", "肿瘤科",
        "神经外科", "骨科", "妇产科", "儿科", "眼科", "中医科", "康复医学科", "精神科", "血液透析室", "血透中心",
        "内镜中心", "检验中心", "输血科", "风湿免疫科", "心内科", "急诊医学科", "重症医学科", "超声医学科", "疼痛科",
        "感染性疾病科", "皮肤科", "口腔科", "耳鼻喉科", "耳鼻咽喉科", "全科医学科", "老年医学科", "介入科", "普外科",
        "胸外科", "泌尿外科", "肝胆外科", "麻醉科", "手术室", "健康管理中心", "住院处", "收费处", "药学部", "药房",
        "质控科", "预防保健科", "公共卫生科", "肾病科", "血液净化中心", "内镜室", "功能科", "心电科",
        "康复科", "肿瘤内科", "透析室", "体检科", "针灸推拿科", "医学检验科", "医学检验中心", "化验室", "化验专用章",
        "放射诊断专用章", "心电诊断专用章", "急诊专用章", "科室专用章", "审核专用章", "门诊办", "肝病科", "结核科",
        "甲乳外科", "风湿科", "血液科", "心血管病中心", "出入院管理处", "医学影像中心", "护士站",
    ),
    SealKind.UNKNOWN: (
        "财务专用章", "收费专用章", "发票专用章", "合同专用章", "现金收讫", "业务专用章", "票据专用章", "收讫章",
        "转账收讫", "结算专用章", "财政票据监制章", "财务监制章", "财政部监制", "人事专用章",
    ),
}  # fmt: skip
"""Purpose lines by kind. ``UNKNOWN`` lists those which prove nothing medical, so that they are not taken for a 公章."""

WORDS: Final = (
    (SealKind.DEPARTMENT, re.compile(r"(影像|病理|超声|放射|检验|心电|内镜)诊断|诊断报告")),
    (SealKind.DIAGNOSIS_CERTIFICATE, re.compile(r"诊断证明|疾病诊断|疾病证明|医疗证明|病情证明|诊断专用章")),
    (SealKind.MEDICAL_RECORDS, re.compile(r"病案|病历|复印")),
    (SealKind.INSURANCE_OFFICE, re.compile(r"医保|医疗保[险障]|慢特?病|慢性病|特殊?病")),
    (SealKind.UNKNOWN, re.compile(r"合同|收讫|票据|监制|人事")),
    (
        SealKind.DEPARTMENT,
        re.compile(
            r"财务|收费|发票|结算|科|[部室]$|(门诊办|[院诊]处|管理处|药房|病[区房]|护士站|手术室)$|(体检|内镜|[检化]验|血透|透析|净化|影像|健康管理)中心"
            r"|[检化]验|检查|报告|放射|影像|病理|超声|门诊|住院|医务|急诊|心电|处方|药剂|出院"
        ),
    ),
)

LISTED: Final = tuple(sorted({purpose for purposes in PURPOSES.values() for purpose in purposes}))


def nearest_kind(text: str) -> SealKind:
    """The kind whose purposes a badly read line is surely nearest to: at least half of its characters, in order, and
    clearly more than for any other kind."""
    likeness = sorted(
        (
            (max(Levenshtein.normalized_similarity(text, purpose) for purpose in purposes), kind)
            for kind, purposes in PURPOSES.items()
        ),
        reverse=True,
    )
    (best, kind), (second, _) = likeness[:2]
    return kind if best >= 0.5 and best - second >= 0.12 else SealKind.UNKNOWN
