"""What a file is, and the text in it. Every look at its bytes happens in the cage."""

import os
import re
import unicodedata
from pathlib import Path
from tempfile import TemporaryFile

from speerpunt.core.cage import Bounds, CageProblem, ask

from ..enums import EXTENSIONS, FileKind, extension_of
from ..problems import FileProblem, saying_it_is_kept, saying_which

MOST_MEGABYTES = 25
MOST_CHARACTERS = 1_000_000
CUT = "\n[…]"  # the last line of a text that went on
INSPECTION = Bounds(seconds=2, mebibytes=140, made=1)
READING = Bounds(seconds=30, mebibytes=256, made=8)
CAGED = "speerpunt.documents.importers.caged"
INSPECTORS = {
    FileKind.PDF: f"{CAGED}.pdf:inspect",
    FileKind.WORD: f"{CAGED}.office:inspect",
    FileKind.SHEET: f"{CAGED}.office:inspect",
    FileKind.SLIDES: f"{CAGED}.office:inspect",
    FileKind.TEXT: f"{CAGED}.plain:inspect",
    FileKind.PICTURE: f"{CAGED}.pictures:inspect",
    FileKind.OTHER: f"{CAGED}.others:inspect",
}
READERS = {
    FileKind.PDF: f"{CAGED}.pdf:read",
    FileKind.WORD: f"{CAGED}.word:read",
    FileKind.SHEET: f"{CAGED}.sheets:read",
    FileKind.SLIDES: f"{CAGED}.slides:read",
    FileKind.TEXT: f"{CAGED}.plain:read",
}


def inspect_file(path: Path, name: str) -> FileKind:
    """What kind of file stands at `path`, which was brought as `name`. Raises `FileProblem` when it is not kept."""
    extension = extension_of(name)
    if extension not in EXTENSIONS:
        raise FileProblem("unknown_kind", name)
    size = path.stat().st_size
    if size == 0:
        raise FileProblem("empty", name)
    if size > MOST_MEGABYTES * 1_000_000:
        raise FileProblem("too_large", name, limit=MOST_MEGABYTES)
    kind, _media_type = EXTENSIONS[extension]
    with saying_which(name):
        ask(INSPECTORS[kind], path, bounds=INSPECTION, extension=extension)
    return kind


def read_text(path: Path, kind: FileKind) -> str:
    """All text of a file that was inspected, at most a million signs (then it ends in `CUT`); empty without text."""
    if not kind.has_text:
        return ""
    with saying_it_is_kept(path.name):
        text, is_cut = _as_far_as_it_goes(path, kind)
    return _tidied(text) + (CUT if is_cut else "")


def _as_far_as_it_goes(path: Path, kind: FileKind) -> tuple[str, bool]:
    """The text, and whether there was more: the reader makes one sign more than asked, or was ended half-way."""
    with TemporaryFile() as made:
        try:
            ask(READERS[kind], path, bounds=READING, into=made, most=MOST_CHARACTERS)
            is_ended = False
        except CageProblem as problem:
            is_ended = problem.code == "too_much" and made.seek(0, os.SEEK_END) > 0
            if not is_ended:
                raise
        made.seek(0)
        text = made.read().decode("utf-8", "ignore")
    return text[:MOST_CHARACTERS], is_ended or len(text) > MOST_CHARACTERS


# Signs that end a line or a word; those that show nothing; those that the databases treat differently.
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNSHOWN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\ufeff\ufffe\uffff\ud800-\udfff]")


def _tidied(text: str) -> str:
    """Composed letters, one space between words, at most one empty line, nothing that is not text."""
    text = _BREAKS.sub("\n", text)
    text = unicodedata.normalize("NFC", _UNSHOWN.sub("", text))
    text = _SPACES.sub(" ", text).replace(" \n", "\n").replace("\n ", "\n")
    return _BLANK_LINES.sub("\n\n", text).strip()
