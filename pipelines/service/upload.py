"""A form with files, taken in as it comes: the files go to a private folder, the rest is short or refused.

The files lie there under their ordinals; what they are called is told beside them, and never used as a path.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from pipelines.service.refusals import FieldFault, Refused

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

FILE: Final = "file"
_MOST_VALUE: Final = 200
"""Bytes of a part that is no file: codes and names of channels."""
_MOST_PARTS: Final = 8
"""Parts that are no file."""
_MOST_HEADER: Final = 4_000
"""Bytes of one header of a part; a file's name of 255 characters, encoded, has 2,300."""
_FRAME: Final = 100_000
"""Bytes of a form beyond its files and long parts: boundaries, headers and short parts."""
_FRAME_OF_FILE: Final = 5_000
"""Bytes of a file's part beyond its content."""
_LONGEST_SHOWN: Final = 40
_ONCE: Final = "这一项只能有一个"


@dataclass(frozen=True)
class FormBounds:
    """What a form may have: bytes of a file and of all files, number of files, and bytes of parts that may be long."""

    most_bytes: int
    most_total: int
    most_files: int
    long_parts: Mapping[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        """Bytes of the whole body."""
        return self.most_total + sum(self.long_parts.values()) + _FRAME + self.most_files * _FRAME_OF_FILE


@dataclass(frozen=True)
class Uploaded:
    """A file that came: where it lies, what it is called (it may be anything), its size and its SHA-256."""

    path: Path
    name: str
    size: int
    sha256: str


class Form:
    """What came in: the other parts by their names, and the files in their order."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.files: list[Uploaded] = []

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


async def take_form(content_type: str, chunks: AsyncIterator[bytes], folder: Path, bounds: FormBounds) -> Form:
    """Take in a form within the bounds; the files go to ``folder``, which must be empty.

    Raises Refused: request.not_multipart, request.malformed, request.invalid, upload.too_large, upload.too_many. The
    files are there in any case as far as they came; who calls removes them.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refused("request.not_multipart")
    form = Form()
    with _Parts(form, folder, bounds) as parts:
        came = 0
        try:
            parser = MultipartParser(boundary, parts.callbacks(), max_header_size=_MOST_HEADER)
            async for chunk in chunks:
                came += len(chunk)
                if came > bounds.whole:
                    raise Refused("upload.too_large")
                parser.write(chunk)
            parser.finalize()
        except FormParserError as error:
            raise Refused("request.malformed") from error
        if not parts.ended:
            raise Refused("request.malformed")
    return form


class _Incoming:
    """A file while it comes."""

    def __init__(self, path: Path, name: str) -> None:
        self._path, self._name = path, name
        self._stream: BinaryIO = os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, piece: bytes) -> None:
        self.size += len(piece)
        self._digest.update(piece)
        self._stream.write(piece)

    def close(self) -> Uploaded:
        self._stream.close()
        return Uploaded(self._path, self._name, self.size, self._digest.hexdigest())


class _Parts:
    """Hears of the form's parts one after another."""

    def __init__(self, form: Form, folder: Path, bounds: FormBounds) -> None:
        self._form, self._folder, self._bounds = form, folder, bounds
        self.ended = False
        self._count, self._total = 0, 0
        self._file: _Incoming | None = None
        self._begin()

    def __enter__(self) -> _Parts:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            with suppress(OSError):
                self._file.close()

    def callbacks(self) -> MultipartCallbacks:
        """For the parser."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._headers_finished,
            "on_part_data": self._data,
            "on_part_end": self._end,
            "on_end": self._all_ended,
        }

    def _begin(self) -> None:
        self._header, self._headers = (bytearray(), bytearray()), dict[bytes, bytes]()
        self._name, self._value = "", bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._header[0].extend(data[start:end])

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1].extend(data[start:end])

    def _header_end(self) -> None:
        name, value = self._header
        self._headers[bytes(name).lower()] = bytes(value)
        self._header = (bytearray(), bytearray())

    def _headers_finished(self) -> None:
        kind, options = parse_options_header(self._headers.get(b"content-disposition"))
        name = options.get(b"name")
        if kind != b"form-data" or not name:
            raise Refused("request.malformed")
        self._name = name.decode("utf-8", errors="replace")
        if self._name == FILE:
            self._begin_file(_called(options.get(b"filename", b"")))
            return
        self._count += 1
        if self._count > _MOST_PARTS:
            raise Refused("request.malformed")
        if self._name in self._form.values:
            raise Refused("request.invalid", errors=(FieldFault(field=shown(self._name), message=_ONCE),))

    def _begin_file(self, name: str) -> None:
        number = len(self._form.files)
        if number >= self._bounds.most_files:
            if self._bounds.most_files == 1:
                raise Refused("request.invalid", errors=(FieldFault(field=FILE, message=_ONCE),))
            raise Refused("upload.too_many")
        self._file = _Incoming(self._folder / str(number), name)

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._file is None:
            self._value.extend(piece)
            if len(self._value) > self._bounds.long_parts.get(self._name, _MOST_VALUE):
                raise Refused("request.invalid", errors=(FieldFault(field=shown(self._name), message="这一项过长"),))
            return
        self._total += len(piece)
        if self._file.size + len(piece) > self._bounds.most_bytes or self._total > self._bounds.most_total:
            raise Refused("upload.too_large")
        self._file.write(piece)

    def _end(self) -> None:
        if self._file is None:
            self._form.values[self._name] = self._value.decode("utf-8", errors="replace").strip()
            return
        self._form.files.append(self._file.close())
        self._file = None

    def _all_ended(self) -> None:
        self.ended = True


def shown(name: str) -> str:
    """A part's or key's name as it is told back: names that are not ours may hold anything."""
    return name if name.isascii() and name.isidentifier() and len(name) <= _LONGEST_SHOWN else "?"


def _called(raw: bytes) -> str:
    """A file's name: UTF-8, or GB 18030 as old programs send it."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
