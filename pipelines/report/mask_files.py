"""What people see of a file's or a case's name: 李晓明身份证.jpg becomes 李**身份证.jpg.

Uploads and folders are mostly named after people. Of every run of Chinese characters that is no common word for a
paper the first character stays. Latin letters and digits stay (nobody could tell scans apart otherwise), except what
looks like an ID or mobile number, which the caller masks.
"""

from __future__ import annotations

import re

_PAPER_WORDS = re.findall(
    r"\S+",
    """
    疾病诊断证明书 诊断证明书 诊断证明 疾病证明 证明书 证明 出院小结 出院记录 出院 入院记录 入院 住院
    病案首页 首页 病案 门诊病历 门诊 电子病历 病历 病程 检验报告单 检验报告 检查报告 化验单
    化验 检验 检查 病理 基因检测 基因 报告单 报告 手术记录 手术 处方 医疗
    票据 发票 收据 清单 待遇认定 申请表 申请书 申请 认定 审批表 备案表 登记表
    慢特病 特殊疾病 慢性病 身份证 证件 人像面 国徽面 正面 反面 背面 社保卡 医保卡
    医保 社保 户口本 授权委托书 委托书 承诺书 复印件 扫描件 扫描 原件 照片 图片
    图像 截图 文件夹 文件 新建 微信 副本 材料 资料 附件 其他 案件
    超声 心电图
""",
)
_KEPT = re.compile(
    "|".join([*sorted(_PAPER_WORDS, key=lambda word: (-len(word), word)), r"第(?=\d)", r"(?<=\d)[页份件号张]"])
)
_RUN = re.compile(r"[\u3400-\u9fff·]+")


def mask_file(name: str) -> str:
    """A file's, folder's or case's name without people's names."""
    kept = list(_KEPT.finditer(name))
    starts = [0, *(word.end() for word in kept)]
    ends = [*(word.start() for word in kept), len(name)]
    between = (
        _RUN.sub(lambda run: _first(run.group()), name[start:end]) for start, end in zip(starts, ends, strict=True)
    )
    words = [*(word.group() for word in kept), ""]
    return "".join(part + word for part, word in zip(between, words, strict=True))


def _first(run: str) -> str:
    return run[:1] + "*" * (len(run) - 1)
