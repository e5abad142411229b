"""What is deployed is what there is: every path, command, option, setting and port of the files in deploy/ exists."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.unneeded import needed, unneeded
from pipelines.recognition import purged_too_soon
from pipelines.settings import ServiceOptions, Settings, load_settings
from tests.deploy.words import check_command, set_names

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
PORT = ServiceOptions().port
_HOST = re.compile(r"https?://(?!127\.0\.0\.1)|[a-z0-9-]+\.(?:com|org|io|net|cn|dev)\b", re.IGNORECASE)


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions in their order, each on one line."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def last_stage() -> list[tuple[str, str]]:
    found = instructions()
    begins = max(number for number, (word, _) in enumerate(found) if word == "FROM")
    return found[begins:]


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return read


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """Each key of a unit with its value; keys may come several times."""
    for line in path.read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            yield key, value


def first(path: Path, key: str) -> str:
    return next(value for name, value in sections(path) if name == key)


def test_the_image_copies_what_is_there_and_no_more_than_its_context_has() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    allowed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    for word, rest in instructions():
        if word == "COPY" and "--from" not in rest:
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert source in allowed, source
    assert all((ROOT / one).exists() for one in allowed)


def test_the_image_holds_the_networks_and_runs_the_program_as_nobody_in_particular() -> None:
    words = dict(last_stage())
    assert words["USER"].split(":")[0].isdigit()
    assert int(words["USER"].split(":")[0]) >= 10_000
    assert words["ENTRYPOINT"] == '["yancai"]'
    check_command(yaml.safe_load(words["CMD"]))
    built = [rest for word, rest in instructions() if word == "RUN"]
    assert any("intake.ocr.fetch" in rest for rest in built)
    assert any("--require-hashes" in rest for rest in built)
    assert not any("pip" in rest for word, rest in last_stage() if word == "RUN")
    assert "--from=build" in next(rest for word, rest in last_stage() if word == "COPY")


def test_the_image_asks_the_services_own_port_whether_it_is_well() -> None:
    words = dict(last_stage())
    assert words["EXPOSE"] == str(PORT)
    assert f"http://127.0.0.1:{PORT}/healthz'" in words["HEALTHCHECK"]
    assert '@app.get("/healthz"' in (ROOT / "pipelines" / "service" / "app.py").read_text(encoding="utf-8")


def test_every_variable_that_is_set_is_known() -> None:
    known = {"YANCAI_CONFIG", "YANCAI_WEIGHTS", "PADDLE_PDX_CACHE_HOME", "PATH", "PYTHONDONTWRITEBYTECODE"}
    named = re.findall(r"([A-Z_]+)=", dict(last_stage())["ENV"])
    named += [value.partition("=")[0] for unit in UNITS for key, value in sections(unit) if key == "Environment"]
    for name in set(named) - known:
        room, _, option = name.removeprefix("YANCAI_").lower().partition("__")
        set_names(Settings(), {room: {option: None}})


def test_only_what_tests_and_linters_need_stays_behind() -> None:
    out = set(unneeded())
    assert {"pytest", "ruff", "mypy", "playwright", "schemathesis"} <= out
    kept = needed("yancai")
    assert {"paddleocr", "onnxruntime-openvino", "pymupdf", "fastapi", "psycopg", "psycopg-binary"} <= kept
    assert not out & kept
    assert {one.metadata["Name"].lower().replace("_", "-") for one in distributions()} >= out


def test_the_example_of_settings_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    path = DEPLOY / "yancai.toml"
    monkeypatch.setenv("YANCAI_CONFIG", str(path))
    settings = load_settings()
    assert settings.service.port == PORT
    assert settings.office.vault
    assert settings.store.keep_days
    assert purged_too_soon(settings) is None
    set_names(Settings(), tomllib.loads(path.read_text(encoding="utf-8")))
    # The lines that are commented out are understood as well.
    examples = re.findall(r"^# (\[notice.*|\w+ = \".*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    read = tomllib.loads("\n".join(examples).replace("REGION", "some-region"))
    assert Settings.model_validate(read).notice.offices["some-region"].phone


@pytest.mark.parametrize("name", ["service", "watch", "backup", "purge"])
def test_a_container_has_no_rights_and_runs_a_command_there_is(name: str) -> None:
    service = compose()["services"][name]
    check_command([re.sub(r"^\$\{.*\}$", "x", word) for word in service["command"]])
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["user"] == dict(last_stage())["USER"]
    assert service["depends_on"]["db"]["condition"] == "service_healthy"


def test_the_containers_fit_together() -> None:
    whole = compose()
    services = whole["services"]
    assert (ROOT / "deploy" / services["service"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / services["service"]["build"]["dockerfile"]).is_file()
    assert services["service"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert set(services["service"]["networks"]) <= set(whole["networks"])
    assert services["db"]["networks"] == ["inside"]
    assert whole["networks"]["inside"]["internal"] is True
    assert "ports" not in services["db"]
    stop = ServiceOptions().stop_seconds
    assert float(services["service"]["stop_grace_period"].removesuffix("s")) > stop
    for service in services.values():
        for volume in service["volumes"]:
            source = volume.partition(":")[0]
            assert source in whole["volumes"] or source.startswith(("./", "${"))
    # pg_dump must not be older than the server: both come from one release of the system.
    assert services["db"]["image"].endswith("-bookworm")
    assert dict(instructions())["ARG"].endswith("-bookworm")


def test_what_runs_by_the_clock_does_so_in_containers_too() -> None:
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    for timer in TIMERS:
        name = timer.stem.removeprefix("yancai-")
        service = compose()["services"][name]
        assert f"docker compose --file deploy/compose.yaml run --rm {name} " in page
        assert (service["profiles"], service["restart"]) == ([name], "no")
        words = shlex.split(first(timer.with_suffix(".service"), "ExecStart"))[1:]
        assert service["command"] == [word.replace("/var/backups/yancai", "/backups") for word in words]


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_runs_a_command_there_is_with_few_rights(unit: Path) -> None:
    program, *words = shlex.split(first(unit, "ExecStart").replace("%i", "x"))
    assert program == "/opt/yancai/bin/yancai"
    check_command(words)
    settings = dict(sections(unit))
    assert settings["User"] == "yancai"
    for key in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "PrivateDevices", "LockPersonality"):
        assert settings[key] == "yes", key
    assert settings["ProtectSystem"] == "strict"
    assert settings["MemoryMax"].endswith("G")
    assert settings["CapabilityBoundingSet"] == ""
    assert settings["UMask"] == "0077"


def test_the_units_name_places_that_are_made() -> None:
    made = (DEPLOY / "systemd" / "yancai.tmpfiles").read_text(encoding="utf-8")
    users = (DEPLOY / "systemd" / "yancai.sysusers").read_text(encoding="utf-8")
    assert users.split("\n")[1].split()[:2] == ["u", "yancai"]
    for unit in UNITS:
        for key, value in sections(unit):
            if key == "ReadWritePaths":
                assert f"d {value} " in made
            if key == "Environment" and value.startswith("YANCAI_CONFIG="):
                assert f"d {Path(value.partition('=')[2]).parent} " in made
    for timer in TIMERS:
        assert timer.with_suffix(".service") in UNITS
    serve = dict(sections(DEPLOY / "systemd" / "yancai.service"))
    assert float(serve["TimeoutStopSec"]) > ServiceOptions().stop_seconds


def test_systemd_itself_finds_nothing_wrong(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not installed")
    for unit in [*UNITS, *TIMERS]:
        # The program is not installed here; anything that can be executed stands for it.
        text = unit.read_text(encoding="utf-8").replace("/opt/yancai/bin/yancai", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / path.name.replace("@.", "@x.")) for path in [*UNITS, *TIMERS]]
    (tmp_path / "yancai-watch@x.service").symlink_to(tmp_path / "yancai-watch@.service")
    told = subprocess.run([analyze, "verify", "--man=no", *names], capture_output=True, text=True)
    about_ours = [line for line in told.stderr.splitlines() if "yancai" in line]
    assert about_ours == []
    for unit in UNITS:
        command = [analyze, "security", "--offline=true", "--threshold=20", str(tmp_path / unit.name)]
        scored = subprocess.run(command, capture_output=True, text=True)
        assert scored.returncode == 0, scored.stdout.splitlines()[-1]


@pytest.mark.parametrize("path", sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"))
def test_no_host_and_no_secret_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not _HOST.search(text), _HOST.search(text)
    assert not re.search(r"postgresql://[^:@\s]+:(?!PASSWORD)[^@\s]+@", text)
