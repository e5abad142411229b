"""Does a wording name a disease as one that the patient has: not denied, not suspected, not a relative's, not a word
of a department's, a diet's or a leaflet's?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from models.rules import Disease
from pipelines.packs.catalogues import names_of, squeezed

_CLAUSE: Final = re.compile(r"[，。；;,]")
_NOT_HAD: Final = re.compile(
    r"否认|排除|除外|没有|无明显|[并尚]无|(?:^|[：:])\s*无|无.*史|未[见患发诊有]|不[考支符伴存]|"
    r"疑似|可疑|疑诊|待排|待查|可能|[?？]|预防|避免|防止|警惕|"
    r"父|母(?!细胞)|兄|弟|姐|妹|祖|家族(?!性)|亲属"
)
"""Words that deny or doubt a disease, mean to keep it off, or tell of relatives (家族性 and 母细胞 are in diseases)."""
_BEFORE: Final = re.compile(r"[非无].{0,2}$")
"""非糖尿病, 非2型糖尿病; what 非 stands further before (非霍奇金淋巴瘤) is another word's."""
_AFTER: Final = re.compile(
    r"[病症]?(?:病?史)?(?:\s*[(]\s*[-—–−]|\s*[:]?\s*(?:无|否|阴性)|"
    r"(?:专?科|门诊|中心|病房|饮食|膳食|食谱|宣教|教育|知识|筛查|风险|高危人群))"
)
_SPACE: Final = re.compile(r"[ \t]+")
_LABEL: Final = re.compile(
    r"^\W*(?:(?:[一二三四五六七八九十]|\d{1,2})[、.．]\s*)?"
    r"(?:出院|入院|初步|临床|门诊|门急诊|主要|其他|目前|最后|确定|病理|病理学|影像|影像学|超声|心电图|西医|术后|补充|修正)?"
    r"(?:诊断|印象|结论)(?:意见|结果|印象|结论)?(?:[：:\s]+|$)"
)
"""A line that begins with the label of a diagnosis: neither 鉴别诊断 nor 诊断依据."""
_ANOTHER_LABEL: Final = re.compile(r"[^\s，。；：:]{2,12}[：:]")
_RUNNING: Final = re.compile(r"患者|既往|病史|曾|发现|[年月天日]前|建议|监测|口服|复查|随访|注意|控制")
"""Words of a history or an advice, where a line of running text follows the diagnoses without a label."""
_LINES: Final = 6
"""Lines behind a label that still belong to it, where no other label comes first."""


def names(wording: str, wanted: Disease) -> bool:
    """Whether the wording names the disease as one that is there."""
    return not denies(wording, wanted) and any(name in squeezed(wording) for name in names_of(wanted))


def is_doubted(wording: str) -> bool:
    """Whether the wording denies, excludes or only suspects whatever it names."""
    return bool(_NOT_HAD.search(wording))


def denies(wording: str, wanted: Disease) -> bool:
    """Whether the wording, where it names the disease at all, does not say that it is there."""
    said = squeezed(wording)
    if is_doubted(wording) or any(word in said for word in wanted.unless):
        return True
    # Spaces may part a name (2 型糖尿病), while 糖尿病（-） needs its brackets.
    solid = _SPACE.sub("", unicodedata.normalize("NFKC", wording))
    spots = [(match.start(), match.end()) for name in names_of(wanted) for match in re.finditer(re.escape(name), solid)]
    # The longest name at a place speaks for it: 高血压 in 高血压病史 and 高血压病 in it are one mention.
    return bool(spots) and any(_BEFORE.search(solid[:start]) or _AFTER.match(solid, end) for start, end in spots)


def clauses(text: str) -> list[str]:
    """The clauses of a paper's text. Lines are joined first: a denial may stand on the line before."""
    return _CLAUSE.split("".join(line.strip() for line in text.split("\n")))


def labelled(text: str) -> Iterator[str]:
    """The clauses behind the labels of diagnoses (诊断, 印象, 结论), each section joined before it is split."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if label := _LABEL.match(line):
            section = [line[label.end() :].strip()]
            for following in lines[index + 1 : index + 1 + _LINES]:
                if _LABEL.match(following) or _ANOTHER_LABEL.search(following) or _RUNNING.search(following):
                    break
                section.append(following.strip())
            for clause in _CLAUSE.split("".join(section)):
                # A colon inside the section belongs to another label on the same line.
                if not re.search("[：:]", clause) and not _RUNNING.search(clause):
                    yield clause
