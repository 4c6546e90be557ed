"""An agenda: what is on it, in which order, and what goes to another meeting, to the backlog, or off it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Body
from speerpunt.places.models import Area

from ..enums import Access, ItemState, MeetingState
from ..models import AgendaItem, Meeting
from ..problems import MeetingProblem


@transaction.atomic
def add_item(meeting: Meeting, *, by: User | None, areas: Iterable[Area] = (), **values: Any) -> AgendaItem:
    """At the end of the agenda."""
    meeting = open_agenda(meeting)
    return _add(meeting.body, meeting, _last_position(meeting) + 1, by=by, areas=areas, **values)


@transaction.atomic
def propose_item(body: Body, *, by: User | None, areas: Iterable[Area] = (), **values: Any) -> AgendaItem:
    """For some day: in the backlog of the body."""
    return _add(body, None, 0, by=by, areas=areas, **values)


def _add(
    body: Body,
    meeting: Meeting | None,
    position: int,
    *,
    by: User | None,
    areas: Iterable[Area],
    **values: Any,
) -> AgendaItem:
    item = AgendaItem.objects.create(
        collective_id=body.collective_id, body=body, meeting=meeting, position=position, **values
    )
    item.areas.set(areas)
    record(item, Verb.CREATED, by=by, changes=[("meeting", None, meeting)])
    return item


@transaction.atomic
def change_item(
    item: AgendaItem, *, by: User | None, areas: Iterable[Area] | None = None, **values: Any
) -> None:
    item = open_item(item)
    if "title" in save_changes(item, by=by, **values):
        item.bundles.update(name=item.title)
    if areas is not None:
        _set_areas(item, areas, by=by)


def _set_areas(item: AgendaItem, areas: Iterable[Area], *, by: User | None) -> None:
    before = sorted(area.name for area in item.areas.all())
    item.areas.set(areas)
    after = sorted(area.name for area in item.areas.all())
    if before != after:
        record(item, Verb.CHANGED, by=by, changes=[("areas", ", ".join(before), ", ".join(after))])


@transaction.atomic
def order_items(meeting: Meeting, order: Sequence[int], *, seen: Sequence[int], by: User | None) -> None:
    """Put the items in this order, unless the agenda is another one by now than who ordered it had seen."""
    meeting = open_agenda(meeting)
    items = {item.pk: item for item in on_agenda(meeting)}
    if list(items) != list(seen):
        raise MeetingProblem(
            _("Somebody else changed this agenda in the meantime. Look at it again, then put it in order.")
        )
    if sorted(order) != sorted(items):
        raise MeetingProblem(_("Not all items of the agenda are in this order. Nothing was changed."))
    if list(order) != list(items):
        _number([items[pk] for pk in order])
        record(meeting, Verb.CHANGED, by=by, note=_("The agenda has another order."))


@transaction.atomic
def shift_item(item: AgendaItem, places: int, *, seen: Sequence[int], by: User | None) -> None:
    """So many places down the agenda; up when it is less than nothing."""
    if item.meeting is None:
        raise MeetingProblem(_("This item is on no agenda. Put it on one first."))
    order = [pk for pk in seen if pk != item.pk]
    to = min(max(list(seen).index(item.pk) + places, 0), len(order)) if item.pk in seen else 0
    order_items(item.meeting, [*order[:to], item.pk, *order[to:]], seen=seen, by=by)


@transaction.atomic
def move_item(item: AgendaItem, meeting: Meeting | None, *, by: User | None) -> None:
    """To the end of another agenda of the same body, or back to its backlog."""
    item = open_item(item)
    if meeting is not None:
        meeting = open_agenda(meeting)
        if meeting.body_id != item.body_id:
            raise MeetingProblem(_("This is a meeting of another body. Choose one of the same body."))
    if item.entries.exists():
        raise MeetingProblem(
            _("This item has minutes already. Take it up again in the other meeting instead.")
        )
    was = item.meeting
    access = item.access if meeting is None else within(meeting, item.access)
    position = _last_position(meeting) + 1 if meeting is not None else 0
    save_changes(item, by=by, meeting=meeting, access=access)
    AgendaItem.objects.filter(pk=item.pk).update(position=position)
    _close_ranks(was)


@transaction.atomic
def drop_item(item: AgendaItem, *, by: User | None) -> None:
    """Off the agenda or out of the backlog; it can be put back where it was."""
    item = open_item(item)
    if item.entries.filter(removed_at__isnull=True).exists():
        raise MeetingProblem(_("This item has minutes already, so it stays."))
    save_changes(item, by=by, state=ItemState.DROPPED)


@transaction.atomic
def restore_item(item: AgendaItem, *, by: User | None) -> None:
    """To its old place; at the end when there are others by now."""
    item = _locked(item)
    if item.state != ItemState.DROPPED:
        raise MeetingProblem(_("This item is on the agenda already."))
    if item.meeting is not None:
        open_agenda(item.meeting)
    save_changes(item, by=by, state=ItemState.OPEN)


def within(meeting: Meeting, access: str) -> str:
    """The circle of an item is never wider than that of its meeting."""
    return max(access, str(meeting.access), key=Access.values.index)


def open_agenda(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends, so that one at a time changes its agenda."""
    now = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if now.is_frozen:
        raise MeetingProblem(_("The minutes of this meeting are approved, so its agenda stays as it is."))
    if now.state == MeetingState.CANCELLED:
        raise MeetingProblem(_("This meeting is cancelled, so its agenda stays as it is."))
    return now


def open_item(item: AgendaItem) -> AgendaItem:
    """The item as it is now; it and its agenda may still change."""
    now = _locked(item)
    if now.state == ItemState.DROPPED:
        raise MeetingProblem(_("This item was dropped in the meantime. Put it back first."))
    if now.meeting is not None:
        now.meeting = open_agenda(now.meeting)
    return now


def _locked(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update().get(pk=item.pk)


def on_agenda(meeting: Meeting) -> list[AgendaItem]:
    """All of it, whoever may see what: a service knows more than its caller."""
    rows = AgendaItem.objects.filter(meeting=meeting).exclude(state=ItemState.DROPPED)
    return list(rows.order_by("position", "pk"))


def _last_position(meeting: Meeting) -> int:
    found = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))
    return int(found["last"] or 0)


def _close_ranks(meeting: Meeting | None) -> None:
    if meeting is not None:
        _number(on_agenda(meeting))


def _number(items: Iterable[AgendaItem]) -> None:
    moved = []
    for place, item in enumerate(items, start=1):
        if item.position != place:
            item.position = place
            moved.append(item)
    AgendaItem.objects.bulk_update(moved, ["position"], batch_size=200)
