"""A form with one file, taken in as it comes: the file goes to a private folder, the rest is short or refused.

What the upload is called is not kept: names of files are personal data, and nothing here needs them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
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
_MOST_HEADER: Final = 4_000
"""Bytes of one header of a part; a file's name of 255 characters, encoded, has 2,300."""
MOST_FRAME: Final = 100_000
"""Bytes of a form beyond its file: boundaries, headers and short parts."""


class Form:
    """What came in: short parts by their names, and the file's place, size and SHA-256."""

    def __init__(self, path: Path) -> None:
        self.values: dict[str, str] = {}
        self.path = path
        self.size = 0
        self.sha256 = ""
        self.has_file = False


async def take_form(content_type: str, chunks: AsyncIterator[bytes], path: Path, most_bytes: int) -> Form:
    """Take in a form whose file must have at most ``most_bytes``; ``path`` is where the file goes, and must be new.

    Raises Refused: request.not_multipart, request.malformed, request.invalid, upload.too_large. The file is there in
    any case as far as it came; who calls removes it.
    """
    kind, options = parse_options_header(content_type)
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise Refused("request.not_multipart")
    form = Form(path)
    with _private_file(path) as stream:
        parts = _Parts(form, stream, most_bytes)
        came = 0
        try:
            parser = MultipartParser(boundary, parts.callbacks(), max_header_size=_MOST_HEADER)
            async for chunk in chunks:
                came += len(chunk)
                if came > most_bytes + MOST_FRAME:
                    raise Refused("upload.too_large")
                parser.write(chunk)
            parser.finalize()
        except FormParserError as error:
            raise Refused("request.malformed") from error
    if not parts.ended:
        raise Refused("request.malformed")
    form.sha256 = parts.digest.hexdigest()
    return form


@contextmanager
def _private_file(path: Path) -> Iterator[BinaryIO]:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as stream:
        yield stream


class _Parts:
    """Hears of the form's parts one after another."""

    def __init__(self, form: Form, stream: BinaryIO, most_bytes: int) -> None:
        self._form, self._stream, self._most = form, stream, most_bytes
        self.digest = hashlib.sha256()
        self.ended = False
        self._count = 0
        self._begin()

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
        self._count += 1
        if self._count > _MOST_PARTS:
            raise Refused("request.malformed")
        kind, options = parse_options_header(self._headers.get(b"content-disposition"))
        name = options.get(b"name")
        if kind != b"form-data" or not name:
            raise Refused("request.malformed")
        self._name = name.decode("utf-8", errors="replace")
        if self._name in self._form.values or (self._name == FILE and self._form.has_file):
            raise Refused("request.invalid", errors=(FieldFault(field=self._shown(), message="这一项只能有一个"),))
        self._form.has_file |= self._name == FILE

    def _data(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._name != FILE:
            self._value.extend(piece)
            if len(self._value) > _MOST_VALUE:
                raise Refused("request.invalid", errors=(FieldFault(field=self._shown(), message="这一项过长"),))
            return
        self._form.size += len(piece)
        if self._form.size > self._most:
            raise Refused("upload.too_large")
        self.digest.update(piece)
        self._stream.write(piece)

    def _end(self) -> None:
        if self._name != FILE:
            self._form.values[self._name] = self._value.decode("utf-8", errors="replace").strip()

    def _all_ended(self) -> None:
        self.ended = True

    def _shown(self) -> str:
        """A part's name as it is told back: names that are not ours may hold anything."""
        return self._name if self._name.isascii() and self._name.isidentifier() else "?"
