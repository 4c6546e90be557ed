"""The files of a zip one by one: looked at first, taken out later."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from ..models import DEEPEST
from ..problems import FileProblem
from ..services.names import plain_name
from ..services.problem import DocumentProblem
from ..services.storage import digest_of_file, temporary_folder
from .archives import Archive, ArchivedFile, RefusedEntry, read_archive
from .contents import inspect_file

MOST_FILES = 2000
Entry = dict[str, Any]


def look_at(
    path: Path, name: str, *, depth: int, begin: Callable[[int], None], progress: Callable[[int], None]
) -> list[Entry]:
    """What each file is, or why it does not come in `depth` folders deep. Raises when the zip itself is refused."""
    archive = read_archive(path, name)
    if len(archive.files) > MOST_FILES:
        raise DocumentProblem(
            _("There are more than %(most)d files in it. Make a zip of each folder.") % {"most": MOST_FILES}
        )
    begin(len(archive.files))
    entries = [_refused(entry) for entry in archive.refused]
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        for file in archive.files:
            entries.append(_looked_at(archive, file, Path(folder) / "file", depth))
            progress(1)
    return sorted(entries, key=lambda entry: entry["path"].casefold())


def _refused(entry: RefusedEntry) -> Entry:
    return {"path": entry.path, "size": 0, "sha256": "", "kind": "", "problem": str(entry.problem)}


def _looked_at(archive: Archive, file: ArchivedFile, place: Path, depth: int) -> Entry:
    entry = {"path": path_of(file), "size": file.size, "sha256": "", "kind": "", "problem": ""}
    try:
        _check_depth(file, depth)
        archive.extract(file, place)
        return entry | {"kind": inspect_file(place, file.name).value, "sha256": digest_of_file(place)}
    except FileProblem as problem:
        return entry | {"problem": str(problem)}
    finally:
        place.unlink(missing_ok=True)


def _check_depth(file: ArchivedFile, depth: int) -> None:
    if depth + len(file.folder) > DEEPEST:
        raise FileProblem("long_name", file.name)


def path_of(file: ArchivedFile) -> str:
    """As it will be called here."""
    return "/".join([*(plain_name(part, 120) for part in file.folder), plain_name(file.name)])


def taken_out(path: Path, wanted: Mapping[str, Entry]) -> Iterator[tuple[str, Path]]:
    """Each wanted file with its bytes, which are gone when the next one comes."""
    archive = read_archive(path)
    with tempfile.TemporaryDirectory(dir=temporary_folder()) as folder:
        for file in archive.files:
            name, place = path_of(file), Path(folder) / "file"
            if name in wanted:
                archive.extract(file, place)
                if digest_of_file(place) != wanted[name]["sha256"]:
                    raise DocumentProblem(_("The zip is not what it was any more. Upload it again."))
                yield name, place
                place.unlink(missing_ok=True)
