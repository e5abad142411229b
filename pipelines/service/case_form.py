"""The forms of cases: the declared application or the list of supplements, and the files with their claimed types."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from models.application import Application, DeclaredItem
from models.codes import DocType
from models.record import Record
from pipelines.declaration import faults
from pipelines.service.keys import Key
from pipelines.service.refusals import FieldFault, Refused
from pipelines.service.upload import FILE, Form, Uploaded, shown

APPLICATION: Final = "application"
ITEMS: Final = "items"
MOST_JSON: Final = 100_000
"""Bytes of an application or a list: a person, a disease and some files."""
_MOST_NAME: Final = 120
"""Characters of a file's name."""
_MOST_FAULTS: Final = 20
_REPLACEMENT: Final = "\ufffd"

T = TypeVar("T")


class SupplementItem(Record):
    """A file of a supplement."""

    file: str = Field(description="文件名，与表单中某个 file 的文件名相同")
    claimed_type: DocType = Field(description="材料类型")
    replaces: str | None = Field(default=None, description="它代替的原有文件的名称；原有文件不再读取，但仍保留在记录中")


_ITEMS: Final = TypeAdapter(tuple[SupplementItem, ...])


@dataclass(frozen=True)
class ClaimedFile:
    """A file that came, the type that was claimed for it, and the name of the earlier file it replaces."""

    uploaded: Uploaded
    name: str
    claimed_type: DocType
    replaces: str | None = None


@dataclass(frozen=True)
class CaseForm:
    """A new case as it came."""

    channel: str
    region: str
    application: Application
    """Its channel is the key's, its items are the files that came."""
    files: tuple[ClaimedFile, ...]

    def fingerprint(self) -> str:
        """What makes two requests the same: what was said, and the files' names and contents."""
        return _fingerprint(self.region, self.application.model_dump_json(), *_said(self.files))


@dataclass(frozen=True)
class SupplementForm:
    """A supplement as it came."""

    files: tuple[ClaimedFile, ...]

    def fingerprint(self, number: str) -> str:
        """What makes two requests the same; ``number``: the case's."""
        return _fingerprint(number, *_said(self.files))


def case_form(form: Form, regions: Collection[str], key: Key) -> CaseForm:
    """The form of a new case, checked. Raises Refused: request.invalid with every fault, channel.not_yours."""
    found = list(_unknown(form, ("region", "channel", APPLICATION)))
    if form.values.get("region") not in regions:
        found.append(FieldFault(field="region", message=f"应为以下之一：{'、'.join(regions)}"))
    if not form.values.get("channel"):
        found.append(FieldFault(field="channel", message="缺少渠道"))
    application = _parsed(form, APPLICATION, Application.model_validate_json, found)
    files = _claimed(form, application.items if application else (), f"{APPLICATION}.items", found)
    if found or application is None:
        raise _invalid(found)
    channel = form.values["channel"]
    if channel != key.channel or application.channel not in (None, channel):
        raise Refused("channel.not_yours")
    items = tuple(DeclaredItem(file=file.name, claimed_type=file.claimed_type) for file in files)
    application = application.model_copy(update={"channel": channel, "items": items})
    return CaseForm(channel, form.values["region"], application, files)


def supplement_form(form: Form) -> SupplementForm:
    """The form of a supplement, checked. Raises Refused: request.invalid with every fault."""
    found = list(_unknown(form, (ITEMS,)))
    items = _parsed(form, ITEMS, _ITEMS.validate_json, found)
    files = _claimed(form, items or (), ITEMS, found)
    replaced = [file.replaces for file in files if file.replaces]
    if len(replaced) != len(set(replaced)):
        found.append(FieldFault(field=ITEMS, message="一个原有文件只能由一个文件代替"))
    if found:
        raise _invalid(found)
    return SupplementForm(files)


def _unknown(form: Form, known: Sequence[str]) -> Iterator[FieldFault]:
    yield from (FieldFault(field=shown(name), message="没有这一项") for name in form.values if name not in known)


def _parsed(form: Form, part: str, parse: Callable[[str], T], found: list[FieldFault]) -> T | None:
    """A part that is JSON; what is wrong with it is added to what was found."""
    text = form.values.get(part)
    if not text:
        found.append(FieldFault(field=part, message="缺少这一项，应为 JSON"))
        return None
    if _REPLACEMENT in text:
        found.append(FieldFault(field=part, message="不是有效的 UTF-8"))
        return None
    try:
        return parse(text)
    except ValidationError as error:
        for place, message in faults(error):
            path = ".".join(one if one.isdigit() else shown(one) for one in map(str, place))
            found.append(FieldFault(field=f"{part}.{path}" if path else part, message=message))
        return None


class _Item(Protocol):
    @property
    def file(self) -> str: ...
    @property
    def claimed_type(self) -> DocType: ...


def _claimed(form: Form, items: Sequence[_Item], place: str, found: list[FieldFault]) -> tuple[ClaimedFile, ...]:
    """Every file with the item that names it; each must have exactly one."""
    if not form.files:
        found.append(FieldFault(field=FILE, message="缺少文件"))
    by_name: dict[str, _Item] = {}
    for number, item in enumerate(items):
        name = _plain(item.file)
        if name in by_name:
            found.append(FieldFault(field=f"{place}.{number}.file", message="同一个文件名出现两次"))
        by_name[name] = item
    files = []
    for number, uploaded in enumerate(form.files, start=1):
        name = _plain(uploaded.name)
        claim = by_name.pop(name, None)
        if not _fit(name):
            found.append(FieldFault(field=FILE, message=f"第 {number} 个文件的名称应为 1 至 {_MOST_NAME} 个可见字符"))
        elif claim is None:
            found.append(FieldFault(field=place, message=f"第 {number} 个文件没有列出，或文件名出现两次"))
        else:
            replaces = claim.replaces if isinstance(claim, SupplementItem) else None
            files.append(ClaimedFile(uploaded, name, claim.claimed_type, replaces and _plain(replaces)))
    if by_name and form.files:
        found.append(FieldFault(field=place, message=f"列出的文件中有 {len(by_name)} 个没有上传"))
    return tuple(files)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _fit(name: str) -> bool:
    """May a file be called so? Names stand in records and on pages, and a folder's name before some of them."""
    return 0 < len(name) <= _MOST_NAME and name.isprintable() and not {"/", "\\"} & set(name)


def _invalid(found: Sequence[FieldFault]) -> Refused:
    return Refused("request.invalid", errors=tuple(found[:_MOST_FAULTS]))


def _said(files: Sequence[ClaimedFile]) -> Iterator[str]:
    for file in files:
        yield from (file.name, file.claimed_type.value, file.replaces or "", file.uploaded.sha256)


def _fingerprint(*said: str) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
