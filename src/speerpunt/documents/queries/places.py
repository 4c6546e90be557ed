"""Where papers and folders can be moved to."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.queries.subjects import targets_of
from speerpunt.members.rules import standing

from ..models import Folder
from .visible import folders_visible_to

MOST_OFFERED = 2000
# An indent that a select shows.
STEP = "\u2003"


@dataclass(frozen=True)
class Places:
    """The folders, each named after what it hangs on and lying under it."""

    folders: dict[int, Folder]
    groups: dict[str, list[Folder]]

    def choices(self, without: Folder | None = None) -> list[tuple[str, list[tuple[int, str]]]]:
        """For a select. A folder cannot be moved into itself."""
        kept = {
            name: [each for each in rows if not _lies_in(each, without)] for name, rows in self.groups.items()
        }
        return [(name, [_option(each) for each in rows]) for name, rows in kept.items() if rows]


def _lies_in(folder: Folder, other: Folder | None) -> bool:
    return other is not None and folder.path.startswith(other.path)


def _option(folder: Folder) -> tuple[int, str]:
    return folder.pk, f"{STEP * (len(folder.ids_on_path) - 1)}{folder}"


def places_to_move_to(user: Any, folder: Folder) -> Places:
    """The office: anywhere. Others: within the folders of the same row, for which they have the right."""
    rows = folders_visible_to(user)
    if not standing(user).is_office:
        rows = rows.filter(content_type=folder.content_type_id, object_id=folder.object_id)
    found = list(rows.order_by("name", "pk")[:MOST_OFFERED])
    by_id = {each.pk: each for each in found}
    targets = targets_of(found)
    groups: dict[str, list[Folder]] = defaultdict(list)
    for each in sorted(found, key=lambda one: _place_in_tree(one, by_id)):
        target = targets.get((each.content_type_id or 0, each.object_id or 0))
        groups[str(target) if target is not None else _("The collective")].append(each)
    return Places(by_id, dict(groups))


def _place_in_tree(folder: Folder, by_id: dict[int, Folder]) -> tuple[Any, ...]:
    above = [by_id[pk] for pk in folder.ids_on_path if pk in by_id]
    return tuple((str(each).casefold(), each.pk) for each in above)
