"""All settings, gathered once at the door and handed down: how we work, never what an office asks.

They come from ``YANCAI_*`` in the environment (``YANCAI_BATCH__SECONDS_PER_FILE=60``), else from the TOML file named in
``YANCAI_CONFIG`` or from ``yancai.toml`` in the user's configuration folder (``~/.config/yancai`` on Linux), else they
are the defaults beside what they configure. The working folder is never looked at: it may be an applicant's upload.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated

import platformdirs
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from intake.settings import IntakeSettings
from models.error import UsageError
from models.record import Record

CONFIG_VARIABLE = "YANCAI_CONFIG"
DEFAULT_CONFIG = "yancai.toml"


class BatchOptions(Record):
    """How a batch runs, and ``check`` with its one file at a time.

    The time a case may take (so much, and so much more for every file), its memory, and when a worker is new.
    A page takes one to three seconds; a PDF may have as many pages as the limits allow.
    """

    seconds_per_case: Annotated[float, Field(gt=0)] = 120.0
    seconds_per_file: Annotated[float, Field(ge=0)] = 120.0
    tasks_per_worker: Annotated[int, Field(gt=0)] = 400
    start_seconds: Annotated[float, Field(gt=0)] = 180.0
    cores_per_worker: Annotated[int, Field(gt=0)] = 1
    """Processors of a worker of a cluster (``--executor ray``), and the threads of its engine."""
    worker_gigabytes: Annotated[float, Field(gt=0)] = 3.0
    """Memory beyond which a worker is ended. One with its engine stays near 1 GB, with the largest pages below 2."""
    recycle_gigabytes: Annotated[float, Field(gt=0)] = 1.5
    """Memory beyond which a worker is replaced between two cases, which costs its start and no case."""

    def seconds_for(self, files: int) -> float:
        """The longest that reading so many files of a case at a stretch may take."""
        return self.seconds_per_case + self.seconds_per_file * files


class StoreOptions(Record):
    """Where records are kept beyond a run, and for how long."""

    url: SecretStr | None = None
    """A SQLite file's path or ``postgresql://...``; it may hold a password, hence the type that does not show it."""
    keep_days: Annotated[int, Field(gt=0)] | None = None
    """For how many days ``purge`` leaves a record where it is not told a day."""


class OfficeOptions(Record):
    """The reviewers' queue (``docs/queue.md``); it lives in the store's database."""

    vault: Path | None = None
    """The folder of the uploaded files; None: ``vault`` beside the store's SQLite file."""
    second_looks: Annotated[float, Field(ge=0, le=1)] = 0.05
    """The share of cases that a second person decides too."""
    near_days: Annotated[int, Field(ge=0)] = 5
    """From so many working days before its due date on a case stands on top of the queue."""
    reading_attempts: Annotated[int, Field(gt=0)] = 3
    """How often a case's reading is begun before a person gets the case without one."""
    session_hours: Annotated[float, Field(gt=0)] = 10.0
    """How long one may stay signed in."""
    idle_minutes: Annotated[float, Field(gt=0)] = 30.0
    """How long one stays signed in without doing anything."""
    wrong_passwords: Annotated[int, Field(gt=0)] = 5
    """After so many in a row a name is locked for ``lock_minutes``."""
    lock_minutes: Annotated[float, Field(gt=0)] = 15.0


class ServiceOptions(Record):
    """How the pre-check service runs, and what a request may cost.

    A telephone's photograph is read in one to two seconds, a PDF in about as many a page.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8710
    workers: Annotated[int, Field(gt=0)] | None = None
    """Processes that read; None: as many as there are processors and memory for. One more looks only."""
    seconds: Annotated[float, Field(gt=0)] = 60.0
    """The longest a pre-check may take; a file of a case has the seconds of ``batch``."""
    look_seconds: Annotated[float, Field(gt=0)] = 15.0
    """The longest a look (``level=quick``) may take."""
    upload_seconds: Annotated[float, Field(gt=0)] = 60.0
    most_bytes: Annotated[int, Field(gt=0)] = 20_000_000
    most_pages: Annotated[int, Field(gt=0)] = 10
    """Of a pre-check; cases are read under ``intake.limits``, as everywhere."""
    waiting: Annotated[int, Field(ge=0)] | None = None
    """Requests that may wait for a worker; None: as many as there are workers, so that nobody waits for more than one
    reading before their own."""
    wait_seconds: Annotated[float, Field(gt=0)] = 15.0
    uploads: Annotated[int, Field(gt=0)] = 32
    """Requests that may be under way at the same time, uploads included, whatever their channel."""
    per_minute: Annotated[int, Field(gt=0)] = 120
    """Requests a minute of one key, unless the key has its own number; a sixth of them may come at once."""
    at_once: Annotated[int, Field(gt=0)] = 8
    """Requests of one key at the same time, unless the key has its own number."""
    repeat_seconds: Annotated[float, Field(gt=0)] = 600.0
    """For how long an answer is kept for who asks again with the same Idempotency-Key."""
    repeat_answers: Annotated[int, Field(gt=0)] = 500
    case_files: Annotated[int, Field(gt=0)] = 40
    """Files of a case, or of one supplement to it."""
    case_bytes: Annotated[int, Field(gt=0)] = 200_000_000
    """Bytes of all of them; each has at most ``most_bytes``."""
    case_upload_seconds: Annotated[float, Field(gt=0)] = 300.0
    case_uploads: Annotated[int, Field(gt=0)] = 4
    """Cases and supplements that may come in at once, of all keys: each may take ``case_bytes`` of the disk."""
    lease_seconds: Annotated[float, Field(gt=0)] = 60.0
    """So long after a service died the cases that it was reading are taken up again."""
    hook_seconds: Annotated[float, Field(gt=0)] = 10.0
    """The longest a webhook's receiver may take to answer."""
    hook_days: Annotated[float, Field(gt=0)] = 3.0
    """For how long an event is sent again and again to a receiver that does not take it."""
    stop_seconds: Annotated[float, Field(gt=0)] = 90.0
    """How long a service that is asked to stop goes on with requests it has accepted."""
    pages_without_tls: bool = False
    """Let the reviewers' page be used without TLS from other machines: for trials, never over a network others use."""
    keys: Path | None = None
    """The file of the keys; None: ``keys.json`` beside the user's configuration."""
    folder: Path | None = None
    """Where the private folder for uploads is made; None: where the system keeps temporary files."""


class WatchOptions(Record):
    """How ``watch`` looks at its folder."""

    settle_seconds: Annotated[float, Field(gt=0)] = 15.0
    """For so long nothing of a case may have changed before it is read. A scanner pauses some seconds between pages."""
    poll_seconds: Annotated[float, Field(gt=0)] = 5.0


class NoticeOffice(Record):
    """What the notices of one region say of the office; what is not set is left out of them."""

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    hand_in: str | None = None
    """How papers are handed in again, as a sentence of the office's own."""
    read_at: str | None = None
    """Where the whole notice is to be read, as a text message says it (请登录……查看)."""
    sms_sign: str | None = None
    """The signature 【...】 before a text message, where the gateway does not put it there."""


class NoticeOptions(Record):
    """How notices to applicants are made."""

    offices: dict[str, NoticeOffice] = Field(default_factory=dict)
    """By the region's code."""
    sms_parts: Annotated[int, Field(ge=1, le=10)] = 2
    """Of how many messages a text may be sent."""
    font: Path | None = None
    """A font file for PDFs in place of the built-in one, which lacks rare characters."""


class Settings(BaseSettings):
    """Every room's options."""

    model_config = SettingsConfigDict(
        env_prefix="YANCAI_", env_nested_delimiter="__", frozen=True, extra="forbid", env_ignore_empty=True
    )

    intake: IntakeSettings = IntakeSettings()
    batch: BatchOptions = BatchOptions()
    store: StoreOptions = StoreOptions()
    office: OfficeOptions = OfficeOptions()
    service: ServiceOptions = ServiceOptions()
    notice: NoticeOptions = NoticeOptions()
    watch: WatchOptions = WatchOptions()
    lists: Path | None = None
    """The folder of the office's own lists in place of the starter lists: hospitals, diseases, icd10 (.yaml)."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order of the sources: what the program says, the environment, the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=_config_file())

    def digest(self) -> str:
        """SHA-256 of what can change a record: intake's settings without the number of threads."""
        telling = self.intake.model_dump_json(exclude={"engine": {"threads"}})
        return hashlib.sha256(telling.encode()).hexdigest()


def load_settings() -> Settings:
    """The settings of this run. Raises UsageError that names the setting where one is unknown or wrong."""
    try:
        return Settings()
    except (ValidationError, SettingsError, TOMLDecodeError) as error:
        raise UsageError(f"设置有误：{_faults(error)}。请检查环境变量 YANCAI_* 和配置文件。") from error


def store_place(options: StoreOptions) -> str | None:
    """The store's URL or path as it is, for who opens it."""
    return options.url.get_secret_value() if options.url else None


def _config_file() -> Path | None:
    named = os.environ.get(CONFIG_VARIABLE)
    if named:
        if not Path(named).is_file():
            raise UsageError(f"找不到 {CONFIG_VARIABLE} 指定的配置文件“{named}”。")
        return Path(named)
    own = Path(platformdirs.user_config_dir("yancai", appauthor=False)) / DEFAULT_CONFIG
    return own if own.is_file() else None


def _faults(error: ValidationError | SettingsError | TOMLDecodeError) -> str:
    if isinstance(error, ValidationError):
        return "；".join(f"{'.'.join(map(str, fault['loc']))}（{fault['msg']}）" for fault in error.errors())
    return str(error)
