"""What an archive would do to a folder, compared with what lies there now."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..enums import FileKind
from ..models import FolderImport
from .visible import documents_visible_to, folders_visible_to

NEW, VERSION, SAME, REFUSED = "nieuw", "versie", "gelijk", "geweigerd"


@dataclass(frozen=True)
class PlannedFile:
    path: str
    name: str
    # How deep it lies, and the folders above it.
    above: str
    size: int
    kind_word: str
    outcome: str
    problem: str


@dataclass(frozen=True)
class TreePlan:
    files: list[PlannedFile]
    new_folders: list[str]

    def of(self, outcome: str) -> list[PlannedFile]:
        return [file for file in self.files if file.outcome == outcome]

    @property
    def changes_something(self) -> bool:
        return any(file.outcome in {NEW, VERSION} for file in self.files)


def outcome_titles() -> dict[str, str]:
    return {
        NEW: _("New"),
        VERSION: _("New version"),
        SAME: _("Unchanged"),
        REFUSED: _("Refused"),
    }


def plan_of(folder_import: FolderImport, user: Any) -> TreePlan:
    """In two queries, as the folder is now and as far as the visitor sees it."""
    present = _Present(folder_import, user)
    files = [_planned(entry, present) for entry in folder_import.entries]
    wanted = {file.above for file in files if file.above and not file.problem}
    folders = {above for path in wanted for above in _prefixes(path)}
    return TreePlan(files, sorted(each for each in folders if each.casefold() not in present.folders))


def _prefixes(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]


class _Present:
    """The folders below, and the digest of each paper, by their path in small letters."""

    def __init__(self, folder_import: FolderImport, user: Any) -> None:
        top = folder_import.folder
        below = folders_visible_to(user).filter(path__startswith=top.path).order_by("path")
        paths: dict[int, str] = {top.pk: ""}
        for folder in sorted(below, key=lambda each: len(each.ids_on_path)):
            if folder.pk != top.pk and folder.parent_id in paths:
                above = paths[folder.parent_id]
                paths[folder.pk] = f"{above}/{folder.name.casefold()}".lstrip("/")
        self.folders = set(paths.values())
        rows = documents_visible_to(user).filter(folder__in=paths)
        named = rows.values_list("folder_id", "name", "current__stored__sha256")
        self.papers = {
            f"{paths[folder]}/{name.casefold()}".lstrip("/"): digest for folder, name, digest in named
        }


def _planned(entry: dict[str, Any], present: _Present) -> PlannedFile:
    above, _slash, name = entry["path"].rpartition("/")
    return PlannedFile(
        path=entry["path"],
        name=name,
        above=above,
        size=entry["size"],
        kind_word=str(FileKind(entry["kind"]).label) if entry["kind"] else "",
        outcome=_outcome(entry, present.papers.get(entry["path"].casefold())),
        problem=entry["problem"],
    )


def _outcome(entry: dict[str, Any], digest: str | None) -> str:
    if entry["problem"]:
        return REFUSED
    if digest is None:
        return NEW
    return SAME if digest == entry["sha256"] else VERSION
