"""Actions that are agreed in a meeting: the minutes keep what was said, the action goes its own way."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from speerpunt.actions.models import Action
from speerpunt.actions.services import add_action, change_action, drop_action, reopen_action
from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from ..enums import Access
from ..models import AgendaItem, MinuteEntry
from ..problems import MeetingProblem

LONGEST_TITLE = 200
LONGEST_ORIGIN = 120


def make_promise(
    item: AgendaItem, *, title: str, owner: Person, due: date, areas: Iterable[Area], by: User
) -> Action:
    return add_action(
        item.collective,
        target=_hangs_on(item, by),
        by=by,
        title=_fitting(title),
        owner=owner,
        due=due,
        origin=_origin(item),
        areas=areas,
    )


def _hangs_on(item: AgendaItem, by: User) -> CollectiveModel:
    """The dossier of an item that everybody may see; else the item, so that nobody else sees it but its owner."""
    is_known = item.access == Access.ALL and item.dossier is not None
    if is_known and by.has_perm("actions.add_action", item.dossier):
        assert item.dossier is not None
        return item.dossier
    return item


def _origin(item: AgendaItem) -> str:
    """Its owner reads this, also when he may know nothing of the item or of the meeting."""
    meeting = item.meeting
    if meeting is None or meeting.access != Access.ALL:
        return _("A meeting")
    day = said_as(timezone.localdate(meeting.starts_at), "j F Y")
    return f"{item.body}, {day}"[:LONGEST_ORIGIN]


def _fitting(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise MeetingProblem(_("An action is one line of at most 200 signs. Put the rest in a note."))
    return title


def change_promise(
    entry: MinuteEntry,
    *,
    title: str,
    by: User,
    owner: Person | None = None,
    due: date | None = None,
    areas: Iterable[Area] | None = None,
) -> dict[str, Any]:
    """Of the action and of the line. Returns what the line says."""
    action = _action_of(entry)
    said = {"owner": owner or entry.owner, "due": due or entry.due}
    if not action.is_open:
        raise MeetingProblem(_("This action is closed already. Reopen it first, on its own page."))
    change_action(action, by=by, title=_fitting(title), areas=areas, **said)
    return said


def drop_promise(entry: MinuteEntry, *, by: User) -> None:
    if entry.action is not None and entry.action.is_open:
        drop_action(entry.action, reason=_taken_out(), by=by)


def take_promise_up_again(entry: MinuteEntry, *, by: User) -> None:
    """Not when it had been dropped for another reason before."""
    if entry.action is not None and entry.action.drop_reason in _said_in_every_language():
        reopen_action(entry.action, by=by)


def _taken_out() -> str:
    return _("Taken out of the minutes")


def _said_in_every_language() -> set[str]:
    said = set()
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.add(_taken_out())
    return said


def _action_of(entry: MinuteEntry) -> Action:
    assert entry.action is not None
    return entry.action
