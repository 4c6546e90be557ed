"""Meetings of an example, with who was invited, their agendas and the papers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Q
from django.utils import timezone

from speerpunt.core.texts import folded
from speerpunt.meetings.enums import (
    Access,
    Answer,
    Form,
    ItemKind,
    ItemState,
    MeetingKind,
    MeetingState,
    MinutesState,
    Presence,
)
from speerpunt.meetings.models import AgendaItem, Attendance, Meeting, SignUp
from speerpunt.members.models import Seat

from .identities import (
    AreaReference,
    BodyReference,
    ItemId,
    MeetingId,
    MeetingReference,
    PersonReference,
    ProjectReference,
)
from .loading import AT_ONCE, Loading
from .minutes import ActionLineRow, DecisionRow, InterestRow

SENT_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class PaperRow:
    """A file of the example, or the title of a document that comes in with documents.toml."""

    title: str
    file: str = ""
    access: Access = Access.ALL


@dataclass(frozen=True)
class ItemRow:
    title: str
    id: ItemId = ""
    question: str = ""
    kind: ItemKind = ItemKind.INFORMATION
    minutes: int = 10
    introduced_by: PersonReference | None = None
    dossier: ProjectReference | None = None
    areas: tuple[AreaReference, ...] = ()
    access: Access = Access.BODY
    # The minutes of this meeting are approved here.
    approves: MeetingReference | None = None
    papers: tuple[PaperRow, ...] = ()
    said: tuple[str, ...] = ()
    decided: tuple[DecisionRow, ...] = ()
    agreed: tuple[ActionLineRow, ...] = ()
    interests: tuple[InterestRow, ...] = ()


@dataclass(frozen=True)
class MeetingRow:
    """Everybody with a seat that day is invited as soon as the agenda is sent."""

    notes: ClassVar = ("assumed",)

    id: MeetingId
    body: BodyReference
    on: date
    title: str
    kind: MeetingKind = MeetingKind.ORDINARY
    hour: int = 16
    minute: int = 0
    minutes: int = 120
    form: Form = Form.IN_PERSON
    place: str = ""
    link: str = ""
    introduction: str = ""
    access: Access = Access.ALL
    state: MeetingState = MeetingState.PLANNED
    cancel_reason: str = ""
    approved_in: MeetingReference | None = None
    minutes_state: MinutesState | None = None
    dossier: ProjectReference | None = None
    prepared_in: MeetingReference | None = None
    guests: tuple[PersonReference, ...] = ()
    absent: tuple[PersonReference, ...] = ()
    # Who has not answered yet.
    silent: tuple[PersonReference, ...] = ()
    places: int | None = None
    signed_up: tuple[PersonReference, ...] = ()
    items: tuple[ItemRow, ...] = ()


@dataclass(frozen=True)
class BacklogRow:
    """What a body means to talk about some day."""

    notes: ClassVar = ("assumed",)

    body: BodyReference
    title: str
    question: str = ""
    kind: ItemKind = ItemKind.INFORMATION
    minutes: int = 10
    dossier: ProjectReference | None = None
    asked_by: PersonReference | None = None
    access: Access = Access.BODY


Pairs = Sequence[tuple[MeetingRow, Meeting]]
ItemPairs = Sequence[tuple[ItemRow, AgendaItem]]


@dataclass
class Agendas:
    """What each id of the file became."""

    meetings: dict[str, Meeting] = field(default_factory=dict)
    items: dict[str, AgendaItem] = field(default_factory=dict)
    pairs: list[tuple[ItemRow, AgendaItem]] = field(default_factory=list)


def add_meetings(loading: Loading, rows: Sequence[MeetingRow], backlog: Sequence[BacklogRow]) -> Agendas:
    ordered = sorted(rows, key=lambda row: row.on)
    found = loading.add(Meeting, [_meeting(loading, row) for row in ordered], ("uid",), is_told=True)
    agendas = Agendas({row.id: meeting for row, meeting in zip(ordered, found, strict=True)})
    _tie_together(loading, ordered, agendas)
    pairs = list(zip(ordered, found, strict=True))
    _invite(loading, pairs)
    _add_items(loading, pairs, agendas)
    waiting = [_waiting(loading, row) for row in backlog]
    loading.add(AgendaItem, waiting, ("body_id", "meeting_id", "title"))
    return agendas


def known_uid(loading: Loading, name: str) -> UUID:
    """The same at each loading, so that what somebody moved is not made again."""
    return uuid5(NAMESPACE_URL, f"speerpunt:{loading.collective.slug}:{name}")


def _meeting(loading: Loading, row: MeetingRow) -> Meeting:
    starts_at = timezone.make_aware(datetime.combine(row.on, time(row.hour, row.minute)))
    ends_at = starts_at + timedelta(minutes=row.minutes)
    is_held = row.state == MeetingState.HELD
    is_sent = row.state in (MeetingState.CALLED, MeetingState.HELD)
    return Meeting(
        uid=known_uid(loading, row.id),
        body=loading.bodies[row.body],
        title=row.title,
        search_text=folded(f"{row.title} {row.place}"),
        kind=row.kind,
        starts_at=starts_at,
        ends_at=ends_at,
        form=row.form,
        place=row.place,
        link=row.link,
        introduction=row.introduction,
        access=row.access,
        state=row.state,
        cancel_reason=row.cancel_reason,
        called_at=starts_at - SENT_BEFORE if is_sent else None,
        opened_at=starts_at if is_held else None,
        closed_at=ends_at if is_held else None,
        minutes_state=row.minutes_state or MinutesState.NONE,
        dossier=loading.projects[row.dossier] if row.dossier else None,
        places=row.places,
        sign_up_until=starts_at - SENT_BEFORE if row.places else None,
    )


def _tie_together(loading: Loading, rows: Sequence[MeetingRow], agendas: Agendas) -> None:
    """One leads to another, so both must be there first; only of what this run brought in."""
    fresh = {meeting.pk for meeting in loading.fresh[Meeting]}
    tied = []
    for row in rows:
        meeting = agendas.meetings[row.id]
        if meeting.pk in fresh and (row.approved_in or row.prepared_in):
            if row.approved_in:
                approving = agendas.meetings[row.approved_in]
                meeting.approved_in = approving
                meeting.approved_at = approving.starts_at + timedelta(minutes=10)
                meeting.minutes_state = MinutesState.APPROVED
            if row.prepared_in:
                meeting.prepared_in = agendas.meetings[row.prepared_in]
            tied.append(meeting)
    fields = ("approved_in", "approved_at", "minutes_state", "prepared_in")
    Meeting.objects.bulk_update(tied, fields, batch_size=AT_ONCE)


def _invite(loading: Loading, pairs: Pairs) -> None:
    sent = [(row, meeting) for row, meeting in pairs if meeting.called_at is not None]
    invited = [
        each for row, meeting in sent for each in (*_by_seat(row, meeting), *_guests(loading, row, meeting))
    ]
    loading.add(Attendance, _answered(loading, sent, invited), ("meeting_id", "person_id"))
    coming = (
        SignUp(
            meeting=meeting,
            person=loading.people[person],
            signed_up_at=meeting.starts_at - timedelta(days=30) + timedelta(hours=number),
        )
        for row, meeting in pairs
        for number, person in enumerate(row.signed_up)
    )
    loading.add(SignUp, coming, ("meeting_id", "person_id"))


def _by_seat(row: MeetingRow, meeting: Meeting) -> Iterator[Attendance]:
    held = (Q(start__isnull=True) | Q(start__lte=row.on)) & (Q(end__isnull=True) | Q(end__gte=row.on))
    seats = Seat.objects.filter(held, body=meeting.body, person__isnull=False)
    for seat in seats.select_related("person"):
        yield Attendance(
            meeting=meeting, person=seat.person, seat=seat.kind, on_behalf_of_id=seat.on_behalf_of_id
        )


def _guests(loading: Loading, row: MeetingRow, meeting: Meeting) -> Iterator[Attendance]:
    for person in row.guests:
        yield Attendance(meeting=meeting, person=loading.people[person])


def _answered(loading: Loading, sent: Pairs, invited: Sequence[Attendance]) -> Iterator[Attendance]:
    said = {meeting.pk: row for row, meeting in sent}
    for each in invited:
        row, meeting = said[each.meeting_id], each.meeting
        is_away = each.person_id in {loading.people[person].pk for person in row.absent}
        is_silent = each.person_id in {loading.people[person].pk for person in row.silent}
        each.invited_at = meeting.called_at
        if not is_silent:
            each.answer = Answer.AWAY if is_away else Answer.COMES
            each.answered_at = meeting.starts_at - SENT_BEFORE + timedelta(days=1)
        if row.state == MeetingState.HELD:
            each.presence = Presence.ABSENT if is_away else Presence.PRESENT
        yield each


def _add_items(loading: Loading, pairs: Pairs, agendas: Agendas) -> None:
    wanted, rows = [], []
    for row, meeting in pairs:
        begins = meeting.starts_at
        for position, each in enumerate(row.items, start=1):
            wanted.append(_item(loading, each, meeting, agendas, position, begins))
            rows.append(each)
            begins += timedelta(minutes=each.minutes)
    found = loading.add(AgendaItem, wanted, ("body_id", "meeting_id", "title"), is_told=True)
    agendas.pairs = list(zip(rows, found, strict=True))
    agendas.items = {row.id: item for row, item in agendas.pairs if row.id}
    _add_areas(loading, agendas.pairs)


def _item(
    loading: Loading, row: ItemRow, meeting: Meeting, agendas: Agendas, position: int, begins: datetime
) -> AgendaItem:
    is_held = meeting.state == MeetingState.HELD
    return AgendaItem(
        body_id=meeting.body_id,
        meeting=meeting,
        position=position,
        title=row.title,
        question=row.question,
        kind=row.kind,
        minutes=row.minutes,
        introduced_by=loading.people[row.introduced_by] if row.introduced_by else None,
        dossier=loading.projects[row.dossier] if row.dossier else None,
        access=row.access,
        approves=agendas.meetings[row.approves] if row.approves else None,
        state=ItemState.DISCUSSED if is_held else ItemState.OPEN,
        started_at=begins if is_held else None,
        finished_at=begins + timedelta(minutes=row.minutes) if is_held else None,
        search_text=folded(f"{row.title} {row.question}"),
    )


def _add_areas(loading: Loading, pairs: ItemPairs) -> None:
    fresh = {item.pk for item in loading.fresh[AgendaItem]}
    link = AgendaItem.areas.through
    link.objects.bulk_create(
        link(agendaitem_id=item.pk, area_id=loading.areas[area].pk)
        for row, item in pairs
        if item.pk in fresh
        for area in row.areas
    )


def _waiting(loading: Loading, row: BacklogRow) -> AgendaItem:
    return AgendaItem(
        body=loading.bodies[row.body],
        title=row.title,
        question=row.question,
        kind=row.kind,
        minutes=row.minutes,
        dossier=loading.projects[row.dossier] if row.dossier else None,
        asked_by=loading.people[row.asked_by] if row.asked_by else None,
        access=row.access,
        search_text=folded(f"{row.title} {row.question}"),
    )
