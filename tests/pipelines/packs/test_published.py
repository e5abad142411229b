"""What the packs quote is what is published: every rule of the table is asked or explained, every sentence is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.packs.loading import known_regions, load_pack

SHARED = Path(__file__).parents[4] / "shared"
SETTLED_SENTENCES = ("上传清晰、完整的相关病历材料电子版", "所有材料需真实、有效、完整", "选择为自己或为他人办理")
needs_texts = pytest.mark.skipif(not SHARED.is_dir(), reason="the published texts lie beside the repository")


def published() -> str:
    """The texts without white space and table bars, as sentences are looked for."""
    texts = (SHARED / name for name in ("domain.md", "settled.md"))
    return squeezed("".join(path.read_text(encoding="utf-8") for path in texts))


def squeezed(text: str) -> str:
    return re.sub(r"[\s|]", "", text)


def quoted() -> list[tuple[str, str]]:
    """Every rule's id with the sentence it quotes, asked or unchecked, over all packs."""
    packs = [load_pack(code) for code in known_regions()]
    return sorted({(one.id, one.source) for pack in packs for one in (*pack.rules, *pack.unchecked) if one.source})


@needs_texts
def test_every_rule_of_the_table_is_asked_or_explained() -> None:
    table = re.findall(r"^\| ((?:sr|nc|sn)-\w+) \|", (SHARED / "domain.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(table) >= 20
    packs = [load_pack(code) for code in known_regions()]
    known = {one.id for pack in packs for one in (*pack.rules, *pack.unchecked)}
    assert sorted(set(table) - known) == []


@needs_texts
@pytest.mark.parametrize(("name", "sentence"), quoted())
def test_a_quoted_sentence_is_published_word_for_word(name: str, sentence: str) -> None:
    assert squeezed(sentence) in published(), name


def test_a_rule_without_a_sentence_says_that_it_is_assumed() -> None:
    packs = [load_pack(code) for code in known_regions()]
    assert [one.id for pack in packs for one in pack.rules if not one.source and not one.assumed] == []


@pytest.mark.parametrize("sentence", SETTLED_SENTENCES)
def test_the_sentences_the_table_forgot_are_quoted_too(sentence: str) -> None:
    assert sentence in {source for _, source in quoted()}


def test_the_manuals_example_of_an_offices_own_pack_works(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[3] / "docs" / "rules.md").read_text(encoding="utf-8")
    lists, pack, dated, by_disease, terms = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    region = "sichuan-nanchong"
    (tmp_path / "hospitals.yaml").write_text(lists, encoding="utf-8")
    (tmp_path / f"{region}.yaml").write_text(
        pack.replace("REGION", region) + dated.removeprefix("rules:\n") + by_disease.removeprefix("rules:\n") + terms,
        encoding="utf-8",
    )
    shipped, own = load_pack(region), load_pack(region, tmp_path)
    assert not own.hospitals.starter
    assert {one.id for one in own.rules} - {one.id for one in shipped.rules} == {"own-recent", "own-pathology"}
    assert "nc-clear" not in {one.id for one in own.in_force(date(2027, 7, 1))}
    assert [(term.diseases, term.years) for term in own.recognition.terms] == [(("M005",), 5), (("M03900",), None)]
