"""Logs as JSON lines: what happened, to which request, how long it took; nothing that was sent, read or called.

Other people's loggers are heard too, but only which logger it was, how grave, and of an error its class and line: their
texts may quote anything.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final, TextIO

from pipelines.executors.attempt import describe

_LOG: Final = logging.getLogger("yancai.service")
_FIELDS: Final = "yancai_fields"
_TOLD: Final = ("uvicorn.error",)
"""Loggers whose texts are fixed: a server that starts, listens and stops."""


def log_event(event: str, severity: int = logging.INFO, **fields: str | float | None) -> None:
    """Write one line. What is None is left out."""
    _LOG.log(severity, event, extra={_FIELDS: {name: value for name, value in fields.items() if value is not None}})


def log_as_json(stream: TextIO | None = None) -> None:
    """Let every logger of this process write JSON lines, to standard error where no stream is given."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("yancai.service", *_TOLD):
        logging.getLogger(name).setLevel(logging.INFO)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"time": when, "level": record.levelname.lower()}
        if record.name == _LOG.name:
            line |= {"event": record.getMessage(), **getattr(record, _FIELDS, {})}
        else:
            line |= {"event": "log", "logger": record.name}
            if record.name in _TOLD and not record.exc_info:
                # Without its arguments: they may be addresses of callers.
                line["message"] = str(record.msg)
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)
