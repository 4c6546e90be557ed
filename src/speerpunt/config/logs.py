"""What a line of the log may say."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from http.client import responses
from typing import Any

# An invitation carries its secret in the address of its page.
SECRET = re.compile(r"[\w-]{40,}")


class WithoutSecrets(logging.Filter):
    """A request for a host that is not ours is one line, not a page: anybody can send a thousand of them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub("…", record.getMessage()), ()
        if record.name == "django.security.DisallowedHost":
            record.exc_info = None
        return True


class JsonLines(logging.Formatter):
    """One line of JSON for each event, without anything of a person.

    What others than we write down may hold an address or a name: of that only the place and the pattern of the message
    stay. Of an exception its kind and where it came from stay, not what it says.
    """

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
            "where": f"{record.module}:{record.lineno}",
        }
        told |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            kind, _problem, trace = record.exc_info
            told["exception"] = f"{kind.__module__}.{kind.__qualname__}"
            told["trace"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
            ]
        return json.dumps(told, ensure_ascii=False)


def _message(record: logging.LogRecord) -> str:
    status = getattr(record, "status_code", None)
    if status is not None:
        return f"{status} {responses.get(status, '')}".strip()
    if not record.name.startswith("speerpunt"):
        return str(record.msg) if record.args and isinstance(record.msg, str) else ""
    given = record.args if isinstance(record.args, tuple) else ()
    said = str(record.msg) % tuple(map(_without_text, given)) if given else str(record.msg)
    return SECRET.sub("…", said)


def _without_text(argument: Any) -> Any:
    """What an exception says may quote the row that it is about."""
    return type(argument).__name__ if isinstance(argument, BaseException) else argument
