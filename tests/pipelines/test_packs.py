"""The shipped packs say what is published and mark what is not; an office's files take the place of ours."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from models.codes import DocType, Outcome, SealKind, Title
from models.error import UsageError, YancaiError
from models.rules import MaterialRule, Rule, RulePack, SealRule, TitleRule
from pipelines.packs import loading
from pipelines.packs.catalogues import same_hospital
from pipelines.packs.loading import Pack, known_regions, load_pack

REGIONS = ["hubei-shennongjia", "jiangxi-shangrao", "sichuan-nanchong"]
DAY = date(2026, 11, 22)
PUBLISHED = {
    "jiangxi-shangrao": "form title records clear term",
    "sichuan-nanchong": "records reports certificate form clear colour disease self number insured",
    "hubei-shennongjia": "data id form records reports certificate disease notice review clear true self",
}
"""The published rules by the last part of their ids."""


def rule(pack: Pack, name: str) -> Rule:
    return next(one for one in pack.rules if one.id == name)


def materials(pack: Pack, outcome: Outcome) -> list[str]:
    return sorted(one.id for one in pack.rules if isinstance(one, MaterialRule) and one.if_absent is outcome)


def test_the_regions_are_known_with_their_names() -> None:
    assert list(known_regions()) == REGIONS
    assert all(known_regions().values())


@pytest.mark.parametrize("region", REGIONS)
def test_every_published_rule_is_asked_or_its_absence_explained(region: str) -> None:
    pack = load_pack(region)
    prefix = next(one.id[:3] for one in pack.rules if not one.id.startswith("cm-"))
    told = {one.id for one in pack.rules} | {one.id for one in pack.unchecked}
    assert {prefix + name for name in PUBLISHED[region].split()} <= told
    assert all(one.source and one.reason for one in pack.unchecked)


@pytest.mark.parametrize("region", REGIONS)
def test_every_rule_is_grounded_and_in_force(region: str) -> None:
    pack = load_pack(region)
    assert pack.in_force(DAY) == pack.rules
    assert all(one.source or one.assumed for one in pack.rules)


def test_what_must_be_there_in_each_region() -> None:
    asked = {region: materials(load_pack(region), Outcome.FAIL) for region in REGIONS}
    assert asked == {
        "jiangxi-shangrao": ["sr-form", "sr-records", "sr-reports"],
        "sichuan-nanchong": ["nc-certificate", "nc-form", "nc-records", "nc-reports"],
        "hubei-shennongjia": ["sn-certificate", "sn-id", "sn-records", "sn-reports"],
    }
    # Other listed papers are told and hold nothing back.
    for region in REGIONS:
        pack = load_pack(region)
        assert not any(rule(pack, name).blocks for name in materials(pack, Outcome.UNSURE))


def test_what_the_texts_do_not_say_is_not_asked() -> None:
    jiangxi, sichuan, hubei = (
        {one.kind for one in load_pack(region).rules}
        for region in ("jiangxi-shangrao", "sichuan-nanchong", "hubei-shennongjia")
    )
    assert not {"seal", "hospital_grade"} & jiangxi
    assert not {"title", "signature", "hospital_grade", "form"} & hubei
    assert {"seal", "title", "hospital_grade", "form"} <= sichuan
    for region in ("jiangxi-shangrao", "sichuan-nanchong"):
        asked = [one for one in load_pack(region).rules if isinstance(one, MaterialRule)]
        assert not any(DocType.ID_CARD_FRONT in one.any_of for one in asked)


def test_the_form_the_mini_program_makes_is_never_asked_for() -> None:
    asked = [one for one in load_pack("hubei-shennongjia").rules if isinstance(one, MaterialRule)]
    assert not any(DocType.APPLICATION_FORM in one.any_of for one in asked)
    with pytest.raises(ValueError, match="channel"):
        RulePack.model_validate(
            {
                "code": "x",
                "name": "x",
                "made_by_channel": ["application_form"],
                "rules": [
                    {"id": "f", "kind": "material", "label": "x", "any_of": ["application_form"], "assumed": True}
                ],
            }
        )


def test_nor_may_an_office_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "hubei-shennongjia.yaml").write_text(
        "code: hubei-shennongjia\nname: 本地\nextends: hubei-shennongjia\nrules:\n"
        "  - {id: own-form, kind: material, label: 申请表, any_of: [application_form], assumed: true}\n",
        encoding="utf-8",
    )
    with pytest.raises(YancaiError, match="own-form"):
        load_pack("hubei-shennongjia", tmp_path)


def test_a_folder_that_is_not_there_is_no_quiet_return_to_the_starter_lists(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="YANCAI_LISTS"):
        load_pack("sichuan-nanchong", tmp_path / "none")


def test_titles_and_seals_as_published() -> None:
    jiangxi, sichuan, hubei = map(load_pack, ("jiangxi-shangrao", "sichuan-nanchong", "hubei-shennongjia"))
    form, certificate = rule(jiangxi, "sr-title"), rule(sichuan, "nc-certificate-title")
    assert isinstance(form, TitleRule)
    assert isinstance(certificate, TitleRule)
    assert (form.at_least, form.if_below) == (Title.ASSOCIATE_CHIEF, Outcome.FAIL)
    assert (certificate.at_least, certificate.if_below) == (Title.ATTENDING, Outcome.UNSURE)
    for pack, name in ((sichuan, "nc-certificate-seal"), (hubei, "sn-certificate-seal")):
        seal = rule(pack, name)
        assert isinstance(seal, SealRule)
        assert seal.accepted == (SealKind.OFFICIAL,)


def test_starter_lists_say_that_they_are_none_of_the_offices() -> None:
    pack = load_pack("sichuan-nanchong")
    assert pack.hospitals.starter
    assert pack.diseases.starter
    assert pack.diseases.find("高血压3级（极高危）") == pack.diseases.find("x", "M03900")
    names = [disease.name for disease in pack.diseases.diseases]
    assert [found.name for name in names if (found := pack.diseases.find(name))] == names


def test_an_unknown_region_is_told_the_known_ones() -> None:
    with pytest.raises(UsageError, match="sichuan-nanchong") as caught:
        load_pack("atlantis")
    assert caught.value.exit_code == 2


def test_the_identity_says_what_was_used(tmp_path: Path) -> None:
    first = load_pack("sichuan-nanchong")
    assert first.identity == load_pack("sichuan-nanchong", tmp_path).identity
    assert first.identity.startswith("sichuan-nanchong@")
    shutil.copy(Path(loading.__file__).parent / "lists" / "hospitals.yaml", tmp_path)
    assert load_pack("sichuan-nanchong", tmp_path).identity == first.identity
    (tmp_path / "hospitals.yaml").write_text("starter: false\nhospitals: []\n", encoding="utf-8")
    own = load_pack("sichuan-nanchong", tmp_path)
    assert own.identity != first.identity
    assert not own.hospitals.starter


def test_an_office_brings_its_own_codes(tmp_path: Path) -> None:
    shipped = load_pack("sichuan-nanchong")
    assert shipped.icd10.starter
    own = "starter: false\ncodes:\n  - {code: I10, name: 高血压, disease: M99999}\n"
    (tmp_path / "icd10.yaml").write_text(own, encoding="utf-8")
    pack = load_pack("sichuan-nanchong", tmp_path)
    assert not pack.icd10.starter
    entry = pack.icd10.of_code("I10.x05")
    assert entry is not None
    assert entry.disease == "M99999"
    assert pack.icd10.of_code("E11.900") is None
    assert pack.identity != shipped.identity


def test_an_office_changes_and_adds_rules(tmp_path: Path) -> None:
    (tmp_path / "sichuan-nanchong.yaml").write_text(
        "code: sichuan-nanchong\nname: 本地\nextends: sichuan-nanchong\nrules:\n"
        "  - {id: nc-certificate-seal, kind: seal, applies_to: [diagnosis_certificate], assumed: true,\n"
        "     accepted: [official, diagnosis_certificate]}\n"
        "  - {id: own-recent, kind: recency, applies_to: [lab_report], months: 6, assumed: true, since: 2027-01-01}\n",
        encoding="utf-8",
    )
    shipped, own = load_pack("sichuan-nanchong"), load_pack("sichuan-nanchong", tmp_path)
    seal = rule(own, "nc-certificate-seal")
    assert isinstance(seal, SealRule)
    assert SealKind.DIAGNOSIS_CERTIFICATE in seal.accepted
    assert [one.id for one in own.rules] == [*(one.id for one in shipped.rules), "own-recent"]
    assert "own-recent" not in [one.id for one in own.in_force(DAY)]
    assert "own-recent" in [one.id for one in own.in_force(date(2027, 1, 1))]
    assert own.name == shipped.name
    assert own.identity != shipped.identity


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("hospitals.yaml", "starter: true\nhospitls: []\n", "hospitls.*没有这个键|hospitals.*缺少这个键"),
        ("diseases.yaml", "starter: [", "YAML"),
        ("diseases.yaml", "", "整个文件"),
        ("sichuan-nanchong.yaml", "code: x\nname: x\n", "code 和 extends"),
        (
            "sichuan-nanchong.yaml",
            "code: sichuan-nanchong\nname: x\nextends: sichuan-nanchong\nrules:\n"
            "  - {id: a, kind: clarity, assumed: true, colour: red}\n",
            "colour.*没有这个键",
        ),
        (
            "sichuan-nanchong.yaml",
            "code: sichuan-nanchong\nname: x\nextends: sichuan-nanchong\nrules:\n  - {id: a, kind: clarity}\n",
            "source",
        ),
        (
            "sichuan-nanchong.yaml",
            "code: sichuan-nanchong\nname: x\nextends: sichuan-nanchong\nrules:\n  - {id: a, kind: smell}\n",
            "没有这种规则",
        ),
    ],
)
def test_a_slip_in_a_file_is_told_with_file_and_key(tmp_path: Path, name: str, content: str, told: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(YancaiError, match=told) as caught:
        load_pack("sichuan-nanchong", tmp_path)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("青山市人民医院", "青山市人民医院", True),
        ("青山市人民医院", "青山市 人民医院（总院）".replace("（总院）", ""), True),
        ("东海省青山市人民医院", "青山市人民医院", True),
        ("青山市中心医院", "青山市中心医陀", True),
        ("青山市人民医院", "青山市第一人民医院", False),
        ("青山市第一人民医院", "青山市第二人民医院", False),
        ("青山市人民医院", "清山市人民医院", False),
        ("青山市中医院", "青山市中心医院", False),
        ("青山市人民医院", "", False),
    ],
)
def test_hospitals_are_told_apart(one: str, other: str, same: bool) -> None:
    assert same_hospital(one, other) is same
    assert same_hospital(other, one) is same
