"""Words for the codes that decisions rest on, where figures name them. A code without words is shown as it is."""

from __future__ import annotations

from typing import Final

from models.labels import FIELD_LABELS
from pipelines.report.labels import STAGE_LABELS

REASONS: Final = {
    "material.missing": "缺少材料",
    "material.side_missing": "证件缺一面",
    "material.type_uncertain": "材料类型不能确定",
    "material.maybe_unread": "可能有材料未能读出",
    "material.card_unread": "证件未能读出",
    "material.agents_card": "未见申请人本人的证件",
    "seal.missing": "没有印章",
    "seal.not_found": "未找到印章",
    "seal.other_kind": "印章种类不符",
    "seal.other_color": "印章颜色不符",
    "seal.other_hospital": "印章与医院不符",
    "seal.other_body": "不是医院的印章",
    "seal.incomplete": "印章不完整",
    "seal.faint": "印章不清",
    "seal.unread": "印章文字未能辨认",
    "seal.hospital_unread": "医院名称未能读出",
    "seal.grey_copy": "复印件上的印章",
    "seal.electronic": "电子印章",
    "title.below": "医师职称不够",
    "title.not_found": "未写医师职称",
    "title.no_physician": "未找到医师",
    "title.unsigned": "医师未签名",
    "title.doubtful": "医师职称存疑",
    "title.several": "医师职称不一",
    "signature.missing": "没有签名",
    "signature.unclear": "签名不清",
    "signature.no_line": "没有签名处",
    "form.entry_blank": "申请表有空项",
    "form.blank": "申请表未填写",
    "form.not_found": "申请表项目未找到",
    "form.other_form": "申请表不是本地的",
    "form.insured_elsewhere": "参保地不是本地",
    "form.doubtful": "申请表存疑",
    "clarity.unreadable": "无法辨认",
    "clarity.poor": "较模糊",
    "clarity.covered": "被遮挡",
    "clarity.unread": "清晰度未能测定",
    "clarity.blank": "空白页",
    "person.name": "姓名不一致",
    "person.name_slip": "姓名有一字之差",
    "person.id_number": "身份证号不一致",
    "person.other": "材料不是同一人的",
    "person.unnamed": "材料上没有姓名",
    "person.age": "年龄不一致",
    "person.sex": "性别不一致",
    "person.birth_date": "出生日期不一致",
    "person.number": "住院号等有一位之差",
    "id.check_digit": "身份证号校验位有误",
    "id.length": "身份证号位数有误",
    "id.age": "年龄与身份证号不符",
    "id.age_by_one": "年龄与身份证号差一岁",
    "id.sex": "性别与身份证号不符",
    "id.birth_date": "出生日期与身份证号不符",
    "grade.below": "医院等级不够",
    "grade.not_listed": "医院不在名单中",
    "grade.hospital_unread": "医院未能读出",
    "disease.not_listed": "病种不在目录中",
    "disease.code_differs": "病种代码与名称不符",
    "disease.not_stated": "未写申请病种",
    "diagnosis.not_found": "材料上没有所申请病种的诊断",
    "diagnosis.related": "诊断与申请病种相近",
    "diagnosis.in_text": "病种只见于正文，诊断中没有",
    "dates.future": "日期在将来",
    "dates.order": "日期先后有误",
    "validity.expired": "身份证已过期",
    "validity.doubtful": "身份证有效期存疑",
    "validity.not_found": "身份证有效期未找到",
    "recency.too_old": "材料过旧",
    "recency.no_date": "材料上没有日期",
    "declared.person": "申报的人与材料不符",
    "declared.agent": "申报的代办人与材料不符",
    "declared.disease": "申报的病种与材料不符",
    "declared.type": "申报的材料类型不符",
    "declared.file": "申报的文件没有提交",
    "declared_data.incomplete": "申报信息不全",
    "duplicates.same_file": "重复提交同一文件",
    "duplicates.same_paper": "重复提交同一材料",
    "chronology.stay_differs": "住院日期不一致",
    "genuine.value_and_flag": "检验值与标志矛盾",
    "genuine.electronic_signature": "文件有电子签名",
    "genuine.electronic_words": "正文提到电子印章或签名",
    "genuine.inserted_seal": "印章像是后加的",
    "recognised.doubtful": "材料类型存疑",
    "recognised.other": "不是要求的材料",
    "file.damaged": "文件损坏",
    "file.encrypted": "文件加密",
    "file.empty": "空文件",
    "file.too_large": "文件过大",
    "file.unsupported": "文件类型不支持",
    "file.unavailable": "文件无法读取",
    "file.forbidden": "文件没有访问权限",
    "file.link": "链接，不是文件",
    "file.not_regular": "不是普通文件",
    "file.too_many_pages": "页数过多",
    "image.too_large": "图片尺寸过大",
    "page.damaged": "页面损坏",
    "page.incomplete": "页面上有小图损坏",
    "page.too_large": "页面尺寸过大",
    "page.several_papers": "一页上有两份材料",
    "case.empty": "没有提交任何材料",
    "application.invalid": "申报信息无法读取",
    "worker.raised": "读取时程序出错",
    "worker.died": "读取进程终止",
    "worker.timed_out": "读取超时",
    "worker.outgrown": "读取时内存超限",
    **{f"{stage}.failed": f"“{label}”时程序出错" for stage, label in STAGE_LABELS.items()},
}
_MACHINE: Final = {"accept": "可通过", "review": "须核对", "resubmit": "须补正", "accepted": "通过", "returned": "退回"}


def reason_words(code: str) -> str:
    """What a reason is called."""
    return REASONS.get(code, code)


def machine_words(pair: str) -> str:
    """``accept→returned`` as people say it: 预检“可通过”，人工“退回”."""
    machine, _, person = pair.partition("→")
    return f"预检“{_MACHINE.get(machine, machine)}”，人工{_MACHINE.get(person, person)}"


def field_words(name: str) -> str:
    """What a corrected field is called."""
    labels: dict[str, str] = {str(one): label for one, label in FIELD_LABELS.items()}
    return "材料类型" if name == "doc_type" else labels.get(name, name)
