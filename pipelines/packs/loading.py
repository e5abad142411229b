"""Load a region's rules and the lists they use, and say by a sum exactly what they were.

An office's own lists lie in a folder of its choice (the setting ``lists``) under the names of the starter lists they
replace: ``hospitals.yaml``, ``diseases.yaml``, ``icd10.yaml``. A pack of the office's own lies there too, as
``REGION.yaml`` with ``extends: REGION``: a rule with the id of one of ours takes its place, any other is added.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import yaml
from pydantic import ValidationError

from models.codes import DocType
from models.error import UsageError, YancaiError
from models.record import Record
from models.rules import MaterialRule, Recognition, Rule, RulePack, SupplementTerm, UncheckedRule
from pipelines.packs.catalogues import DiseaseList, HospitalList, IcdList

_FOLDER: Final = Path(__file__).parent
_COMMON: Final = "common"
_SLIP: Final = "请检查拼写；可用的键见 docs/rules.md"
_FAULTS: Final = {
    "extra_forbidden": "没有这个键",
    "missing": "缺少这个键",
    "union_tag_invalid": "没有这种规则（kind）",
    "union_tag_not_found": "缺少规则的种类（kind）",
    "model_type": "应为键值对",
    "enum": "没有这个取值",
    "literal_error": "没有这个取值",
}
"""What pydantic found, in the words of those who write packs; anything else as pydantic says it."""
_YAML: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The parser in C, where PyYAML was built with it: a region is loaded in 13 ms instead of 91."""
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Pack:
    """A region's rules, those of the packs it extends first, with its lists.

    ``identity`` is ``CODE@SHA-256`` over every byte that made them.
    """

    code: str
    name: str
    channels: tuple[str, ...]
    term_working_days: int | None
    supplement_term: SupplementTerm | None
    """The time the region or the office gives for handing in again; no published text does."""
    recognition: Recognition
    rules: tuple[Rule, ...]
    hospitals: HospitalList
    diseases: DiseaseList
    icd10: IcdList
    unchecked: tuple[UncheckedRule, ...]
    """Published rules that the papers cannot answer, with the reasons."""
    identity: str

    def in_force(self, day: date) -> tuple[Rule, ...]:
        """The rules that hold on a day."""
        return tuple(rule for rule in self.rules if rule.holds_on(day))


def known_regions() -> dict[str, str]:
    """The regions' codes and Chinese names, sorted by code."""
    codes = sorted(path.stem for path in _FOLDER.glob("*.yaml") if path.stem != _COMMON)
    return {code: _read_pack(code)[0].name for code in codes}


def load_pack(code: str, lists: Path | None = None) -> Pack:
    """The rules of a region; ``lists`` is the folder of the office's own lists.

    Raises UsageError for a region that is not known, YancaiError for a file that does not say what it should.
    """
    if code not in (regions := known_regions()):
        known = "、".join(f"{one}（{name}）" for one, name in regions.items())
        raise UsageError(f"没有地区“{code}”的规则。可用的地区：{known}。")
    if lists is not None and not lists.is_dir():
        raise UsageError(f"找不到名单文件夹“{lists}”。请检查设置 YANCAI_LISTS。")
    chain = _chain(code)
    pack, rules = chain[-1][0], _all_rules(chain)
    if own := _own_pack(code, lists):
        chain.append(own)
        rules = _replaced(rules, own[0].rules)
    _ask_for_nothing_made_by_the_channel(rules, {kind for one, _ in chain for kind in one.made_by_channel})
    hospitals, hospital_bytes = _read_list(HospitalList, pack.hospitals or "hospitals.yaml", lists)
    diseases, disease_bytes = _read_list(DiseaseList, pack.diseases or "diseases.yaml", lists)
    icd10, icd10_bytes = _read_list(IcdList, pack.icd10 or "icd10.yaml", lists)
    content = b"\x00".join([*(data for _, data in chain), hospital_bytes, disease_bytes, icd10_bytes])
    return Pack(
        code=code,
        name=pack.name,
        channels=pack.channels,
        term_working_days=chain[-1][0].term_working_days or pack.term_working_days,
        supplement_term=chain[-1][0].supplement_term or pack.supplement_term,
        recognition=_recognition(pack, chain[-1][0]),
        rules=rules,
        hospitals=hospitals,
        diseases=diseases,
        icd10=icd10,
        unchecked=tuple(entry for one, _ in chain for entry in one.unchecked),
        identity=f"{code}@{hashlib.sha256(content).hexdigest()}",
    )


def _chain(code: str) -> list[tuple[RulePack, bytes]]:
    """The pack and what it extends, the most general first."""
    chain: list[tuple[RulePack, bytes]] = []
    wanted: str | None = code
    while wanted is not None:
        if any(pack.code == wanted for pack, _ in chain):
            raise YancaiError(f"规则包 {wanted} 直接或间接地扩展了自己。")
        chain.insert(0, _read_pack(wanted))
        wanted = chain[0][0].extends
    return chain


def _own_pack(code: str, lists: Path | None) -> tuple[RulePack, bytes] | None:
    """The office's own pack for a region, where its folder has one."""
    path = lists / f"{code}.yaml" if lists else None
    if path is None or not path.is_file():
        return None
    own = read_yaml(RulePack, path)
    if own[0].code != code or own[0].extends != code:
        raise YancaiError(f"规则包有误：{path} 的 code 和 extends 都应为 {code}。")
    return own


def _recognition(region: RulePack, office: RulePack) -> Recognition:
    """What the region publishes, the office's terms before it; its own sentence and examples replace the region's."""
    published = region.recognition or Recognition()
    own = office.recognition if office is not region else None
    if own is None:
        return published
    return Recognition(
        source=own.source or published.source,
        examples=own.examples or published.examples,
        terms=(*own.terms, *published.terms),
    )


def _replaced(rules: tuple[Rule, ...], own: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """The rules with the office's in place of those of the same id, and its further ones behind."""
    by_id = {rule.id: rule for rule in own}
    if len(by_id) < len(own):
        raise YancaiError("本地规则包中有重复的规则编号。")
    known = {rule.id for rule in rules}
    return (*(by_id.get(rule.id, rule) for rule in rules), *(rule for rule in own if rule.id not in known))


def _all_rules(chain: list[tuple[RulePack, bytes]]) -> tuple[Rule, ...]:
    rules = [rule for pack, _ in chain for rule in pack.rules]
    names = [rule.id for rule in rules]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise YancaiError(f"规则编号重复：{'、'.join(twice)}。")
    return tuple(rules)


def _ask_for_nothing_made_by_the_channel(rules: tuple[Rule, ...], made: set[DocType]) -> None:
    """What the region's pack says of its channel binds the packs it extends and the office's own too."""
    for rule in rules:
        if isinstance(rule, MaterialRule) and made & set(rule.any_of):
            raise YancaiError(f"规则 {rule.id} 索要由申报渠道自动生成的材料，请删去。")


def _read_pack(code: str) -> tuple[RulePack, bytes]:
    path = _FOLDER / f"{code}.yaml"
    return read_yaml(RulePack, path)


def _read_list(kind: type[R], name: str, lists: Path | None) -> tuple[R, bytes]:
    own = lists / name if lists else None
    return read_yaml(kind, own if own and own.is_file() else _FOLDER / "lists" / name)


def read_yaml(kind: type[R], path: Path) -> tuple[R, bytes]:
    """A record from a YAML file and the file's bytes. Raises YancaiError that names file, key and reason."""
    try:
        data = path.read_bytes()
        return kind.model_validate(yaml.load(data, Loader=_YAML)), data
    except OSError as error:
        raise YancaiError(f"规则或名单文件无法读取：{path}（{error.strerror}）。") from error
    except yaml.YAMLError as error:
        raise YancaiError(f"规则或名单文件不是有效的 YAML：{path}（{str(error).splitlines()[0]}）。") from error
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "整个文件"
        why = _FAULTS.get(first["type"], first["msg"])
        raise YancaiError(f"规则或名单文件有误：{path} 的 {key}：{why}。{_SLIP}。") from error
