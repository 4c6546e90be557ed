"""Names of files and folders that mean the same on every system, and nothing else."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

LONGEST_NAME = 255  # bytes, as most file systems have it
LONGEST_SHOWN = 120
# Signs that show nothing, and those that turn the order of reading around, so that exe.pdf ends in .exe
UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
NOT_ON_WINDOWS = re.compile(r'[<>:"/\\|?*]')
# Whatever comes behind the first dot, Windows takes these for a printer, a line or nothing.
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)


def composed(name: str) -> str:
    """The one way of writing its letters; macOS writes an accent apart from its letter."""
    return unicodedata.normalize("NFC", name)


def trimmed(name: str) -> str:
    """Without what Windows leaves out by itself: spaces around it, dots and spaces behind it."""
    return name.strip().rstrip(". ")


def is_reserved(name: str) -> bool:
    return bool(RESERVED.match(name))


def same_name(name: str) -> str:
    """What is equal for two names that a file system may take for one."""
    return composed(composed(name).casefold())


def safe_name(name: str) -> str:
    """As much like `name` as every system can write."""
    safe = trimmed(NOT_ON_WINDOWS.sub("_", UNSHOWN.sub("", composed(name))))
    if not safe or is_reserved(safe):
        safe = f"_{safe}"
    return _shortened(safe, LONGEST_SHOWN)


def unique_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or the first of `name (2)`, `name (3)`, … that is not taken. `taken` holds `same_name`s."""
    taken = taken if isinstance(taken, set | dict) else set(taken)
    path, number, found = PurePath(name), 1, name
    while same_name(found) in taken:
        number += 1
        found = f"{path.stem} ({number}){path.suffix}"
    return found


def _shortened(name: str, most: int) -> str:
    if len(name) <= most and len(name.encode()) <= LONGEST_NAME:
        return name
    suffix = PurePath(name).suffix if len(PurePath(name).suffix) <= 10 else ""
    stem = name[: most - len(suffix)]
    while len(stem.encode()) + len(suffix.encode()) > LONGEST_NAME:
        stem = stem[:-1]
    return trimmed(stem.removesuffix(suffix)) + suffix
