"""What a paper's structure says of its type, where no known title does: a table of results with their ranges, what was
seen and then what is concluded, variants by their names, drugs with their doses, a list of prices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from intake.extract.headings import Heading, compact, headings
from intake.extract.lab_cards import count_cards
from intake.extract.lab_columns import header_columns
from intake.extract.lab_words import words_of
from intake.extract.level import level_rows
from intake.page import Line
from models.codes import DocType

_LABELLED: Final = r"(?:^|\n)(?:[一二三四五六\d]{1,2}[、.．)])?"
_SEEN: Final = re.compile(
    _LABELLED
    + r"(?!大体|肉眼|镜下|光镜|术中|巨检|病情|手术)[一-龥A-Za-z线/]{0,6}(?:所见|描述|表现|征象)(?:[:：]|\n|[一-龥]{4})"
)
_CONCLUDED: Final = re.compile(
    _LABELLED + r"(?!处理|治疗|认定|病理|[出入]院|初步|门诊|临床|主要|其他|鉴别|申请|会诊|术[前后中])"
    r"[一-龥A-Za-z线/]{0,6}(?:提示|印象|意见|结论|诊断)(?:[:：]|\n|\d)"
)
_STUDY: Final = re.compile(
    r"CT|MRI|磁共振|(?<![A-Z])[DM]R(?![A-Z])|X线|X光|摄片|拍片|超声|彩超|B超|多普勒|CDFI|心电|脑电|肌电|胃镜|肠镜|内镜|喉镜|气管镜|宫腔镜|造影|骨密度|肺功能"
    r"|平扫|扫描|探头|镜号|钼靶|核素|显像|眼底|TCD|OCT|听阈|睡眠监测"
)
_WAVES: Final = re.compile(r"(?:^|\n|[^A-Z])(?:P-?R间?期?|QRS|QTc?|RV5|SV1|心[室房]率|电轴|窦性|P波|ST段|ST-T)")
_TISSUE: Final = (
    re.compile(r"送检(?:材料|标本|物|组织|部位|脏器)|标本(?:名称|部位|来源)|取材部位"),
    re.compile(r"大体(?:所见|描述|检查)?|肉眼(?:所见|观察|检查)|巨检"),
    re.compile(r"(?:镜下|光镜|显微镜)(?:所见|描述|观察|检查)?|镜检"),
    re.compile(r"免疫组(?:化|织化学)|IHC|Ki-?67|特殊染色"),
    re.compile(r"病理(?:编?号|诊断|医[师生])|切片号|蜡块"),
)
_VARIANT: Final = re.compile(
    r"rs\d{4,}|c\.[\d*+-]+|p\.[A-Z(]|NM_\d+|chr\d+|CD\d{1,3}(?:[-/]\d+)?\(|IVS|基因型|\*\d+/\*\d+|拷贝数变异|外显子\d|突变位点|检测位点|等位基因"
)
_DOSE: Final = re.compile(
    r"\d(?:\.\d+)?(?:m?g|ml|μg|克|毫克|片|粒|丸|袋|支|盒)(?![A-Za-z/])|(?:每[日天次]|一日|1日|[qbt][id]d?)\d?[次片粒]?",
    re.IGNORECASE,
)
_DRUGS: Final = re.compile(
    r"(?:^|\n)R[pP]?[.:：/]?(?:\n|$)|调[配剂]|发药|审[方核]药师|水煎|[煎分]服|(?:^|\n)Sig|[付剂]数|剂量|用法"
)
_PRICES: Final = re.compile(r"单价|数量|金额|规格|医保类[别型]|自付比例|收费类别|计价单位")
_PAID: Final = re.compile(r"票据|发票|收据|交款人|缴款人|处方|(?:^|\n)R[pP]")
_DISEASE_COURSE: Final = re.compile(r"主诉|现病史|出院医嘱|入院情况|查房|诊疗经过")

_BOUND: Final = re.compile(r"[<>≤≥]")
_HEADED: Final = (
    (DocType.GENETIC_REPORT, re.compile(r"基因|突变|测序|外显子|染色体|核型|遗传|分子诊断|FISH")),
    (DocType.PATHOLOGY_REPORT, re.compile(r"病理|(?<!血)细胞学|TCT|液基|活检|组织学|TBS|免疫组化|冰冻|印片")),
    (
        DocType.EXAMINATION_REPORT,
        re.compile(
            r"超声|彩超|B超|CT|(?<![A-Z])[DM]R|MRI|X线|心电|脑电|肌电|神经传导|诱发电位|动态血压|肺功能|通气功能|弥散功能|(?<!显微)镜(?!检)"
            r"|造影|骨密度|眼底|OCT|TCD|多普勒|平板运动|电测听|听阈|睡眠|核医学|PET|显像|尿动力|测压|呼气试验|超声心动|磁共振|摄片"
        ),
    ),
    (
        DocType.LAB_REPORT,
        re.compile(
            r"血[常液清气凝脂糖细型沉]|尿[常液沉蛋]|[便粪]|生化|免疫|凝血|检验|化验|糖化|HbA[1l]c|激素|抗体|抗原|肝功|肾功|甲功|电解质|肿瘤标志|微生物"
            r"|培养|药敏|核酸|定量|定性|测定|测试|过敏原|蛋白|全套|[两三四五六七八十]项",
            re.IGNORECASE,
        ),
    ),
)
"""What a heading speaks of that is in no list of titles. The first type that fits."""
_NO_REPORT: Final = re.compile(
    r"申请|预约|同意|须知|通知|清单|登记|监测[表单记]|记录[表单]|指引|导诊|指南|宣教|治疗|护理|透析|输血|手术|体检|登记|凭|费|处方|证明|小结|病历|病案"
)
_SIGNED: Final = re.compile(
    r"报告(?:日期|时间|者|人|医)|(?:检[查验测]|审核|诊断|书写|复核|分析|操作)(?:日期|时间|者|人|医师|医生|员)|医师签名|签发|(?:\n|^)(?:检验|检测|审核|复核|核对)[:：]?"
)
_HEAD_WEIGHT: Final = 2.2
_HEAD_SIGNED: Final = 0.8
"""A heading weighs this much, and more over the dates and hands of a report: less than ``other`` by itself. The
weights here were chosen on 63 papers set in a browser (types right 52 before, 62 now); of 100 drawn ones none is told
worse."""
_UPPERMOST: Final = 0.25
_LARGER: Final = 1.12
_LARGEST: Final = 1.3
"""How much larger than the text a centred heading is, and one beside the middle of what is printed."""
_TABLE: Final = 2.0
_ROW: Final = 0.5
_ROWS: Final = 6
"""A table's header, and each of its first rows, in the weights of ``doc_types.yaml``."""
_FEW: Final = 3


def structure_weights(lines: Sequence[Line]) -> dict[DocType, float]:
    """What the structure gives to each type it speaks for, in the weights of ``doc_types.yaml``."""
    text = "\n".join(compact(line.text) for line in lines)
    if _DISEASE_COURSE.search(text):
        return {}  # Records quote all kinds of reports.
    found = {
        DocType.LAB_REPORT: _results(lines),
        DocType.EXAMINATION_REPORT: _study(text),
        DocType.PATHOLOGY_REPORT: _tissue(text),
        DocType.GENETIC_REPORT: _variants(text),
        DocType.PRESCRIPTION: _drugs(text),
        DocType.OTHER: _prices(text),
    }
    headed = _headed(lines)
    if headed is not None:
        found[headed] += _HEAD_WEIGHT + _HEAD_SIGNED * min(len(set(_SIGNED.findall(text))), 2)
    return {kind: weight for kind, weight in found.items() if weight}


def _headed(lines: Sequence[Line]) -> DocType | None:
    """The type that the words of the page's foremost headings speak of, where none of them speaks of something else."""
    foremost = [heading for heading in headings(lines) if _is_foremost(heading)]
    if any(_NO_REPORT.search(heading.text) for heading in foremost):
        return None
    for heading in reversed(foremost):
        kind = next((kind for kind, pattern in _HEADED if pattern.search(heading.text)), None)
        if kind is not None:
            return kind
    return None


def _is_foremost(heading: Heading) -> bool:
    large = heading.size >= (_LARGER if heading.centred else _LARGEST)
    return heading.alone and large and heading.top < _UPPERMOST and ":" not in heading.text


def _results(lines: Sequence[Line]) -> float:
    """A header of results with ranges, or none but rows that hold name, result and range."""
    rows = level_rows(lines)
    headed = any({"reference", "value"} <= {column.role for column in header_columns(row)} for row in rows)
    cards = count_cards(lines)
    headed = headed or cards > 1
    complete = max(sum(map(_is_result, rows)), cards)
    if complete < (2 if headed else _FEW):
        return 0.0
    return _TABLE * headed + _ROW * min(complete, _ROWS)


def _is_result(row: Sequence[Line]) -> bool:
    kinds = [word.kind for line in row for word in words_of(line.text)]
    bounded = any(word.kind == "number" and _BOUND.match(word.text) for line in row for word in words_of(line.text))
    numeric = "number" in kinds and ("range" in kinds or (bounded and kinds.count("number") > 1))
    return "name" in kinds and (numeric or kinds.count("quality") > 1 or ("quality" in kinds and "range" in kinds))


def _study(text: str) -> float:
    seen, concluded = bool(_SEEN.search(text)), bool(_CONCLUDED.search(text))
    study = bool(_STUDY.search(text))
    waves = len(set(_WAVES.findall(text)))
    described = 3.5 if seen and concluded else 1.0 if seen else 0.0
    return described * (1.0 if study else 0.6) + (2.5 if waves >= _FEW and concluded else 0.0)


def _tissue(text: str) -> float:
    signs = sum(1 for pattern in _TISSUE if pattern.search(text))
    return 1.2 * signs if signs >= _FEW else 0.0


def _variants(text: str) -> float:
    return 1.0 * min(len(set(_VARIANT.findall(text))), 4)


def _drugs(text: str) -> float:
    doses = len(_DOSE.findall(text))
    signs = len({match.strip() for match in _DRUGS.findall(text)})
    return 1.0 * min(signs, 4) if doses >= _FEW and signs > 1 else 0.0


def _prices(text: str) -> float:
    columns = len(set(_PRICES.findall(text)))
    return 1.5 * columns if columns >= _FEW and not _PAID.search(text) else 0.0
