"""Lines of the minutes, each typed once: notes, decisions and actions.

A line has a key that its browser made. The same key again, after a lost connection, is the same line.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from ..enums import EntryKind, ItemState
from ..models import AgendaItem, MinuteEntry, Writing
from ..problems import MeetingProblem, OutdatedProblem
from .decisions import Votes, change_decision, check_votes, write_decision
from .holding import held, writable
from .promises import change_promise, drop_promise, make_promise, take_promise_up_again
from .running import start

# What a browser may have kept while it had no connection.
LONGEST_KEPT = timedelta(days=14)


@transaction.atomic
def add_note(
    item: AgendaItem, *, text: str, key: UUID, by: User, said_at: datetime | None = None
) -> MinuteEntry:
    place = _place_for(item, key)
    return (
        place
        if isinstance(place, MinuteEntry)
        else _write(place, EntryKind.NOTE, key, by=by, said_at=said_at, text=text)
    )


@transaction.atomic
def add_decision(
    item: AgendaItem,
    *,
    text: str,
    key: UUID,
    by: User,
    votes: Votes | None = None,
    binds: str = "",
    said_at: datetime | None = None,
) -> MinuteEntry:
    """Under a number that it keeps, also when it is taken away."""
    place = _place_for(item, key)
    if isinstance(place, MinuteEntry):
        return place
    check_votes(place, votes)
    entry = _write(place, EntryKind.DECISION, key, by=by, said_at=said_at, text=text)
    write_decision(entry, place, votes=votes, binds=binds, by=by)
    return entry


@transaction.atomic
def add_promise(
    item: AgendaItem,
    *,
    text: str,
    owner: Person,
    due: date,
    key: UUID,
    by: User,
    areas: Iterable[Area] = (),
    said_at: datetime | None = None,
) -> MinuteEntry:
    """An action: it stands on the list of actions too, and goes its own way from there."""
    place = _place_for(item, key)
    if isinstance(place, MinuteEntry):
        return place
    action = make_promise(place, title=text, owner=owner, due=due, areas=areas, by=by)
    return _write(
        place, EntryKind.ACTION, key, by=by, said_at=said_at, text=text, owner=owner, due=due, action=action
    )


def _place_for(item: AgendaItem, key: UUID) -> AgendaItem | MinuteEntry:
    """The item as it is now, in a meeting held for writing; or the line that was written before."""
    held(item.meeting_id)
    written = MinuteEntry.objects.filter(key=key).first()
    if written is not None:
        return _same_item(written, item)
    meeting = writable(item.meeting_id)
    now = AgendaItem.objects.select_related("body", "meeting", "dossier").get(pk=item.pk)
    if now.meeting_id != meeting.pk or now.state == ItemState.DROPPED:
        raise MeetingProblem(_("This item is no longer on the agenda. Your text is kept."))
    start(now, meeting)
    return now


def _same_item(written: MinuteEntry, item: AgendaItem) -> MinuteEntry:
    if written.item_id != item.pk:
        raise MeetingProblem(_("This line was written under another item already. Nothing was changed."))
    return written


def _write(
    item: AgendaItem, kind: EntryKind, key: UUID, *, by: User, said_at: datetime | None, **values: Any
) -> MinuteEntry:
    try:
        with transaction.atomic():
            entry = MinuteEntry.objects.create(
                collective_id=item.collective_id,
                item=item,
                kind=kind,
                key=key,
                said_at=_believable(said_at),
                written_by=by,
                **values,
            )
    except IntegrityError:
        raise MeetingProblem(
            _("This line was written under another item already. Nothing was changed.")
        ) from None
    record(entry, Verb.CREATED, by=by)
    return entry


def _believable(said_at: datetime | None) -> datetime:
    """A clock that is wrong puts no line before or after the meeting."""
    now = timezone.now()
    return said_at if said_at is not None and now - LONGEST_KEPT < said_at <= now else now


@transaction.atomic
def change_line(entry: MinuteEntry, *, version: int, by: User, text: str, **values: Any) -> MinuteEntry:
    """`version` is that of the line as its changer saw it."""
    entry = _held(entry)
    if entry.version != version:
        raise OutdatedProblem(_("Somebody else changed this line in the meantime. Nothing was changed yet."))
    if entry.removed_at is not None:
        raise MeetingProblem(_("This line was taken away. Put it back first."))
    lines: dict[str, Any] = {"text": text}
    if entry.kind == EntryKind.DECISION:
        change_decision(entry, text=text, by=by, **values)
    elif entry.kind == EntryKind.ACTION:
        lines |= change_promise(entry, title=text, by=by, **values)
    _change(entry, by=by, **lines)
    return entry


@transaction.atomic
def remove_line(entry: MinuteEntry, *, by: User) -> None:
    """It can be put back until the minutes are approved. Its action is dropped with it."""
    entry = _held(entry)
    if entry.removed_at is not None:
        return
    drop_promise(entry, by=by)
    _change(entry, by=by, removed_at=timezone.now())


@transaction.atomic
def restore_line(entry: MinuteEntry, *, by: User) -> None:
    entry = _held(entry)
    if entry.removed_at is None:
        return
    take_promise_up_again(entry, by=by)
    _change(entry, by=by, removed_at=None)


def _held(entry: MinuteEntry) -> MinuteEntry:
    writable(entry.item.meeting_id)
    return MinuteEntry.objects.select_related("item__body", "item__meeting", "action", "owner").get(
        pk=entry.pk
    )


def _change(entry: MinuteEntry, *, by: User, **values: Any) -> None:
    entry.version += 1
    entry.save(update_fields=["version", "changed_at"])
    save_changes(entry, by=by, **values)


@transaction.atomic
def note_writing(item: AgendaItem, *, by: User) -> None:
    """Others who look at this item are told, until half a minute after the last time."""
    Writing.objects.update_or_create(
        item=item,
        user=by,
        defaults={"seen_at": timezone.now()},
        create_defaults={"seen_at": timezone.now(), "collective_id": item.collective_id},
    )


def stop_writing(item: AgendaItem, *, by: User) -> None:
    Writing.objects.filter(item=item, user=by).delete()
