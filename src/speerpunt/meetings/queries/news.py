"""What changed on an agenda since it was sent, as far as the reader may see it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import HistoryEvent
from speerpunt.core.templatetags.drawing.days import said_as

from ..enums import ItemState
from ..models import AgendaItem, Meeting
from .agenda import Agenda
from .visible import items_visible_to

# Fields whose change somebody who prepares wants to know.
TELLING = {"title", "question", "kind", "minutes", "introduced_by", "access"}
WHERE = {"place", "form", "link"}
WHEN = {"starts_at", "ends_at"}


def sent_before(meeting: Meeting) -> datetime | None:
    """When the agenda was sent the time before last."""
    events = HistoryEvent.objects.filter(target_model="meetings.meeting", target_id=meeting.pk)
    for event in events.order_by("-at", "-pk")[:200]:
        for change in event.changes:
            if change["field"] == "called_at":
                return parse_datetime(change["from"]) if change["from"] else None
    return None


def news_of(agenda: Agenda, user: Any, since: datetime | None) -> list[str]:
    """In sentences; nothing when it was never sent before."""
    if since is None:
        return []
    return [
        *_about_meeting(agenda.meeting, since),
        *_about_items(agenda, user, since),
        *_about_papers(agenda, since),
    ]


def _about_meeting(meeting: Meeting, since: datetime) -> Iterator[str]:
    events = _events("meetings.meeting", [meeting.pk], since)
    # As it was before the first change of each.
    changed = {change["field"]: change["from"] for event in events for change in event.changes}
    was = parse_datetime(changed["starts_at"]) if changed.get("starts_at") else None
    if was is not None and was != meeting.starts_at:
        yield _("Another moment; it was %(was)s.") % {"was": said_as(timezone.localtime(was), "l j F, H.i")}
    elif WHEN & changed.keys():
        yield _("It ends at another time.")
    if WHERE & changed.keys():
        yield _("Another place or way to take part.")
    moved = [event.note for event in events if WHEN & {change["field"] for change in event.changes}]
    yield from (note for note in moved[:1] if note)
    if any(event.note == _("The agenda has another order.") for event in events):
        yield _("The items have another order.")


def _about_items(agenda: Agenda, user: Any, since: datetime) -> Iterator[str]:
    here = {line.item.pk: line.item for line in agenda.lines}
    gone = _gone(agenda.meeting, user, since, here)
    came: set[int] = set()
    changed: set[int] = set()
    for event in _events("meetings.agendaitem", here, since):
        fields = {change["field"] for change in event.changes}
        if event.verb == Verb.CREATED or "meeting" in fields:
            came.add(event.target_id)
        elif fields & TELLING:
            changed.add(event.target_id)
    yield from (_("New: %(title)s") % {"title": here[pk].title} for pk in here if pk in came)
    yield from (_("Changed: %(title)s") % {"title": here[pk].title} for pk in here if pk in changed - came)
    yield from (_("Off the agenda: %(title)s") % {"title": item.title} for item in gone)


def _gone(meeting: Meeting, user: Any, since: datetime, here: Iterable[int]) -> list[AgendaItem]:
    """Dropped, or on another agenda or in the backlog now; of what the reader still sees."""
    left = {
        event.target_id
        for event in HistoryEvent.objects.filter(target_model="meetings.agendaitem", at__gt=since)
        if any(_takes_off(change, meeting) for change in event.changes)
    }
    rows = items_visible_to(user).filter(pk__in=left - set(here), body=meeting.body_id, created_at__lte=since)
    return [item for item in rows if item.meeting_id == meeting.pk or _left(item, meeting, since)]


def _takes_off(change: dict[str, Any], meeting: Meeting) -> bool:
    was = change["from"]
    if change["field"] == "meeting":
        return isinstance(was, dict) and was.get("id") == meeting.pk
    return bool(change["field"] == "state" and change["to"] == ItemState.DROPPED)


def _left(item: AgendaItem, meeting: Meeting, since: datetime) -> bool:
    """It stood on this agenda, and not only on another one."""
    events = _events("meetings.agendaitem", [item.pk], since)
    return any(
        change["field"] == "meeting" and _takes_off(change, meeting)
        for event in events
        for change in event.changes
    )


def _about_papers(agenda: Agenda, since: datetime) -> Iterator[str]:
    for line in agenda.lines:
        for paper in line.papers:
            about = {"paper": paper.document.title, "title": line.item.title}
            if paper.paper.added_at > since:
                yield _("New paper with “%(title)s”: %(paper)s") % about
            elif paper.version.number > 1 and paper.version.uploaded_at > since:
                yield _("New version with “%(title)s”: %(paper)s") % about


def _events(model: str, ids: Iterable[int], since: datetime) -> list[HistoryEvent]:
    rows = HistoryEvent.objects.filter(target_model=model, target_id__in=list(ids), at__gt=since)
    return list(rows.order_by("-at", "-pk"))
