"""The minutes of a meeting, as far as their reader may see them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.utils import timezone

from speerpunt.actions.models import Action
from speerpunt.actions.queries import actions_visible_to
from speerpunt.core.models import User
from speerpunt.documents.models import Document
from speerpunt.documents.queries.visible import documents_visible_to
from speerpunt.members.queries.history import names_of_accounts
from speerpunt.members.rules import standing

from ..enums import ItemState
from ..models import AgendaItem, Correction, Interest, Meeting, MinuteEntry, Paper, Remark, Writing
from .attendance import Gathered, gathered
from .clock import Clock, clock_of
from .visible import entries_visible_to, items_read_by, items_visible_to

FORGOTTEN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class Point:
    """An item of the agenda, numbered as its reader sees it."""

    number: int
    item: AgendaItem

    @property
    def is_done(self) -> bool:
        return self.item.state == ItemState.DISCUSSED


@dataclass
class ItemMinutes:
    """Everything that the minutes say about one item."""

    point: Point
    lines: list[MinuteEntry] = field(default_factory=list)
    interests: list[Interest] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def points_of(meeting: Meeting, user: Any) -> list[Point]:
    """What was dropped stands on no agenda. Of the rest each reader counts what he sees."""
    rows = items_visible_to(user).filter(meeting=meeting).exclude(state=ItemState.DROPPED)
    rows = rows.select_related("introduced_by", "approves").order_by("position", "pk")
    points = [Point(number, item) for number, item in enumerate(rows, 1)]
    for point in points:
        point.item.meeting = meeting
    return points


def current_point(points: list[Point]) -> Point | None:
    """What is discussed now; else what comes next; else the first."""
    started = [each for each in points if each.item.started_at and each.item.state == ItemState.OPEN]
    waiting = [each for each in points if each.item.state == ItemState.OPEN]
    return next(iter(started or waiting or points), None)


def with_what_they_say(entries: QuerySet[MinuteEntry]) -> QuerySet[MinuteEntry]:
    rows = entries.select_related("decision", "action__owner", "owner")
    return rows.order_by("said_at", "pk")


def in_sight(entries: QuerySet[MinuteEntry], user: Any) -> list[MinuteEntry]:
    """Each with `sees_action`: what became of its action is only told to who sees that."""
    lines = list(with_what_they_say(entries))
    promised = [line.action_id for line in lines if line.action_id is not None]
    seen = actions_visible_to(user).filter(pk__in=promised).order_by() if promised else Action.objects.none()
    ids = set(seen.values_list("pk", flat=True))
    for line in lines:
        line.sees_action = line.action_id in ids  # type: ignore[attr-defined]
    return lines


def lines_of(item: AgendaItem, user: Any) -> list[MinuteEntry]:
    return in_sight(entries_visible_to(user).filter(item=item), user)


def removed_lines_of(item: AgendaItem) -> list[MinuteEntry]:
    """For who writes the minutes, to put them back."""
    rows = MinuteEntry.objects.filter(item=item, removed_at__isnull=False)
    return list(with_what_they_say(rows))


def minutes_of(meeting: Meeting, user: Any) -> list[ItemMinutes]:
    """In ten queries, however long the meeting was."""
    read = set(items_read_by(user).filter(meeting=meeting).values_list("pk", flat=True))
    points = points_of(meeting, user)
    found = {point.item.pk: ItemMinutes(point) for point in points if point.item.pk in read}
    for entry in in_sight(entries_visible_to(user).filter(item__in=found), user):
        found[entry.item_id].lines.append(entry)
    for interest in Interest.objects.filter(item__in=found).select_related("person"):
        found[interest.item_id].interests.append(interest)
    for correction in Correction.objects.filter(item__in=found).order_by("number"):
        found[correction.item_id].corrections.append(correction)
    for remark in remarks_visible_to(user, meeting).filter(item__in=found).select_related("person"):
        found[remark.item_id].remarks.append(remark)
    return list(found.values())


def remarks_visible_to(user: Any, meeting: Meeting) -> QuerySet[Remark]:
    """Who writes the minutes reads all, others their own."""
    rows = Remark.objects.filter(item__meeting=meeting)
    if user.has_perm("meetings.write_minutes", meeting):
        return rows
    return rows.filter(person_id=standing(user).person_id or 0)


def papers_of(item: AgendaItem, user: Any) -> list[Document]:
    """As far as the reader may open them."""
    wanted = Paper.objects.filter(item=item).order_by("position", "pk").values_list("document_id", flat=True)
    seen = {paper.pk: paper for paper in documents_visible_to(user).filter(pk__in=list(wanted))}
    return [seen[pk] for pk in wanted if pk in seen]


def others_writing(item: AgendaItem, user: User) -> list[str]:
    """Who else was typing here in the last half minute."""
    fresh = Writing.objects.filter(item=item, seen_at__gt=timezone.now() - FORGOTTEN_AFTER)
    names = names_of_accounts(fresh.exclude(user=user).order_by("pk").values_list("user_id", flat=True))
    return sorted(names.values())


def pulse_of(item: AgendaItem, user: User) -> str:
    """Changes with whatever somebody who writes the minutes of this item must see; three short queries."""
    lines = MinuteEntry.objects.filter(item=item).aggregate(
        count=Count("pk"), versions=Sum("version"), closed=Count("pk", filter=~Q(action__state="open"))
    )
    items = AgendaItem.objects.filter(meeting=item.meeting_id).aggregate(
        begun=Count("started_at"),
        ended=Max("finished_at"),
        done=Count("pk", filter=Q(state=ItemState.DISCUSSED)),
    )
    minute = timezone.now().strftime("%H%M")
    writers = ",".join(others_writing(item, user))
    return "|".join(str(each) for each in (item.pk, *lines.values(), *items.values(), minute, writers))


@dataclass(frozen=True)
class Desk:
    """What stands on the desk of who writes the minutes: the agenda, and one item of it."""

    meeting: Meeting
    points: list[Point]
    point: Point
    lines: list[MinuteEntry]
    removed: list[MinuteEntry]
    interests: list[Interest]
    papers: list[Document]
    writers: list[str]
    clock: Clock
    gathered: Gathered

    @property
    def before(self) -> Point | None:
        return self._beside(-1)

    @property
    def after(self) -> Point | None:
        return self._beside(1)

    def _beside(self, step: int) -> Point | None:
        at = self.points.index(self.point) + step
        return self.points[at] if 0 <= at < len(self.points) else None


def desk_of(meeting: Meeting, item: AgendaItem | None, user: User) -> Desk | None:
    """Nothing when the agenda is empty."""
    points = points_of(meeting, user)
    chosen = next((each for each in points if item is not None and each.item.pk == item.pk), None)
    point = chosen or current_point(points)
    if point is None:
        return None
    return Desk(
        meeting=meeting,
        points=points,
        point=point,
        lines=lines_of(point.item, user),
        removed=removed_lines_of(point.item),
        interests=list(Interest.objects.filter(item=point.item).select_related("person")),
        papers=papers_of(point.item, user),
        writers=others_writing(point.item, user),
        clock=clock_of(meeting, [each.item for each in points], timezone.now()),
        gathered=gathered(meeting),
    )
