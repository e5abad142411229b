"""Keys: shown once, kept as hashes, made and revoked by a command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cli
from models.error import UsageError, YancaiError
from pipelines.service.keys import KeyFile, KeyRing
from tests.pipelines.service.support import other_secret


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile(tmp_path / "office" / "keys.json")


def test_only_a_hash_is_kept_and_nobody_else_may_read_it(file: KeyFile) -> None:
    key, secret = file.add("prechecks", "渠道甲")
    kept = file.place.read_text(encoding="utf-8")
    assert secret.startswith(f"yc_{key.id}_")
    assert secret.split("_", 2)[2] not in kept
    assert json.loads(kept)[0]["hash"].startswith("$argon2id$")
    assert file.place.stat().st_mode & 0o777 == 0o600


def test_two_keys_of_one_channel_are_different(file: KeyFile) -> None:
    (one, first), (other, second) = (file.add("prechecks", "渠道甲") for _ in range(2))
    assert one.id != other.id
    assert first != second
    assert one.hash != other.hash


def test_a_ring_knows_a_key_after_it_was_proved(file: KeyFile) -> None:
    key, secret = file.add("prechecks", "渠道甲")
    ring = KeyRing(file)
    assert ring.named(secret) == key
    assert not ring.knows(secret)
    assert not ring.proves(key, other_secret(secret))
    assert ring.proves(key, secret)
    assert ring.knows(secret)
    file.revoke(key.id)
    assert not ring.knows(secret)
    assert ring.named(secret) is None


def test_a_key_made_while_the_service_runs_is_known(file: KeyFile) -> None:
    ring = KeyRing(file)
    assert ring.named("yc_00000000_" + "A" * 43) is None
    key, secret = file.add("metrics", None)
    assert ring.named(secret) == key


def test_a_damaged_file_is_told_and_not_written_over(file: KeyFile) -> None:
    file.add("prechecks", "渠道甲")
    file.place.write_text("[{}]")
    with pytest.raises(YancaiError, match="内容有误"):
        file.add("prechecks", "渠道乙")
    assert file.place.read_text() == "[{}]"


@pytest.mark.parametrize("channel", ["", "x" * 61, "a\nb"])
def test_a_channel_has_a_name(file: KeyFile, channel: str) -> None:
    with pytest.raises(UsageError, match="渠道名称"):
        file.add("prechecks", channel)


def test_the_command_adds_lists_and_revokes(
    file: KeyFile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YANCAI_SERVICE__KEYS", str(file.place))
    assert cli.run(["keys", "add", "--channel", "渠道甲", "--per-minute", "30", "--at-once", "2"]) == 0
    secret = capsys.readouterr().out.strip()
    number = secret.split("_")[1]
    assert cli.run(["keys", "add", "--metrics"]) == 0
    capsys.readouterr()
    assert cli.run(["keys", "list"]) == 0
    listed = capsys.readouterr().out
    assert f"{number}　渠道 渠道甲" in listed
    assert "每分钟 30 次" in listed
    assert "共 2 个密钥，其中 2 个可用" in listed
    assert secret not in listed
    assert cli.run(["keys", "revoke", number]) == 0
    capsys.readouterr()
    cli.run(["keys", "list"])
    assert "其中 1 个可用" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments", [["add"], ["add", "--channel", "x", "--metrics"], ["revoke", "00000000"], ["revoke"]]
)
def test_a_wrong_call_ends_with_two(
    file: KeyFile, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setenv("YANCAI_SERVICE__KEYS", str(file.place))
    assert cli.run(["keys", *arguments]) == 2
    assert capsys.readouterr().out == ""
