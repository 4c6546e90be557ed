"""Two bodies with 500 meetings, 20,000 items and 100,000 actions: what their pages cost.

Runs in a process of its own for each database, after the other pages: `python -m benchmarks.meetings` prints JSON.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import timedelta
from itertools import count, cycle

from django.utils import timezone
from django_scopes import scope

from .pages import (  # sets Django up, so it comes before any model
    Asked,
    get_wsgi_application,
    measure,
    signed_in,
)

# isort: split
from speerpunt.core.models import Collective
from speerpunt.core.texts import folded
from speerpunt.meetings.enums import EntryKind, ItemState, MeetingState, MinutesState
from speerpunt.meetings.models import AgendaItem, Attendance, Decision, Meeting, MinuteEntry
from speerpunt.members.models import Body, Seat
from speerpunt.priorities.models import Project

from .actions import add_many_actions

MEETINGS, ITEMS_EACH, ACTIONS = 500, 40, 100_000
BODIES = ("Bestuur Ondernemend Leiden", "Kernteam Mobiliteit")
ACCESS = ("all", "body", "all", "closed")
WORDS = ("Begroting", "Brug", "Parkeren", "Laden", "Schouw", "Woningbouw", "Stroom")
AT_ONCE = 1000
BOARD, MEMBER = "bestuur@leiden.example", "lid@leiden.example"


def main() -> None:
    application = get_wsgi_application()
    leiden = Collective.objects.get(slug="leiden")
    with scope(collective=leiden):
        add_many_meetings(leiden)
    add_many_actions(leiden, ACTIONS)
    rows = [
        asdict(measure(application, asked, signed_in(email)))
        for email in (BOARD, MEMBER)
        for asked in pages(email)
    ]
    counts = {"meetings": MEETINGS, "items": MEETINGS * ITEMS_EACH, "actions": ACTIONS}
    print(json.dumps({**counts, "rows": rows}))


def pages(email: str) -> Iterator[Asked]:
    with scope(collective=Collective.objects.get(slug="leiden")):
        held = Meeting.objects.filter(title="Lange reeks", approved_at__isnull=False).latest("starts_at")
        item = AgendaItem.objects.filter(meeting=held, access="all").first()
        decision = Decision.objects.filter(item__meeting=held, item__access="all").first()
        dossier = Project.objects.get(title="Spanjaardsbrug")
    assert item is not None
    assert decision is not None
    who = email.partition("@")[0]
    for page, path, kind in (
        ("Meetings", "/leiden/overleg/", "list"),
        ("Year", f"/leiden/overleg/jaar/{held.starts_at.year}/", "list"),
        ("Meeting with 40 items", f"/leiden/overleg/{held.pk}/", "object"),
        ("Agenda item", f"/leiden/overleg/punten/{item.pk}/", "object"),
        ("Minutes of 40 items", f"/leiden/overleg/{held.pk}/verslag/", "object"),
        ("Decisions", "/leiden/overleg/besluiten/", "list"),
        ("Decisions, searched", "/leiden/overleg/besluiten/?zoek=parkeren", "list"),
        ("Decision", f"/leiden/overleg/besluiten/{decision.pk}/", "object"),
        ("Dossier", f"/leiden/projecten/{dossier.pk}/", "object"),
        ("Today", "/leiden/vandaag/", "list"),
        ("Actions", "/leiden/acties/", "list"),
        ("Search", "/leiden/zoeken/?q=parkeren", "list"),
    ):
        yield Asked(page, path, who, kind)


def add_many_meetings(leiden: Collective) -> None:
    bodies = list(Body.objects.filter(name__in=BODIES))
    meetings = Meeting.objects.bulk_create(_meetings(leiden, bodies), batch_size=AT_ONCE)
    items = AgendaItem.objects.bulk_create(_items(leiden, meetings), batch_size=AT_ONCE)
    entries = MinuteEntry.objects.bulk_create(_entries(leiden, items), batch_size=AT_ONCE)
    Decision.objects.bulk_create(_decisions(leiden, entries), batch_size=AT_ONCE)
    seats = list(Seat.objects.active().filter(body__in=bodies, person__isnull=False))
    rows = (
        Attendance(
            collective=leiden,
            meeting=meeting,
            person_id=seat.person_id,
            seat=seat.kind,
            answer="comes",
            presence="present",
            invited_at=meeting.called_at,
        )
        for meeting in meetings
        for seat in seats
        if seat.body_id == meeting.body_id
    )
    Attendance.objects.bulk_create(rows, batch_size=AT_ONCE)


def _meetings(leiden: Collective, bodies: list[Body]) -> Iterator[Meeting]:
    """Every five days into the past, the last ones still to come."""
    first = timezone.now() + timedelta(days=60)
    for number in range(MEETINGS):
        starts_at = first - timedelta(days=number * 5)
        is_held = starts_at < timezone.now()
        yield Meeting(
            collective=leiden,
            body=bodies[number % len(bodies)],
            title="Lange reeks",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            state=MeetingState.HELD if is_held else MeetingState.CALLED,
            called_at=starts_at - timedelta(days=60) if not is_held else starts_at - timedelta(days=7),
            minutes_state=MinutesState.APPROVED if is_held else MinutesState.NONE,
            approved_at=starts_at + timedelta(days=30) if is_held else None,
        )


def _items(leiden: Collective, meetings: list[Meeting]) -> Iterator[AgendaItem]:
    dossiers, number = cycle(Project.objects.all()), count()
    for meeting in meetings:
        for position in range(1, ITEMS_EACH + 1):
            title = f"{WORDS[next(number) % len(WORDS)]} punt {position}"
            yield AgendaItem(
                collective=leiden,
                body_id=meeting.body_id,
                meeting=meeting,
                position=position,
                title=title,
                minutes=3,
                access=ACCESS[position % len(ACCESS)],
                dossier=next(dossiers),
                state=ItemState.DISCUSSED if meeting.approved_at else ItemState.OPEN,
                search_text=folded(title),
            )


def _entries(leiden: Collective, items: list[AgendaItem]) -> Iterator[MinuteEntry]:
    """Of what was held: two notes with each item, and a decision with one in four."""
    for number, item in enumerate(items):
        meeting = item.meeting
        if meeting is not None and meeting.approved_at:
            for each in range(2):
                text = f"{item.title}: gezegd door {each}."
                yield MinuteEntry(
                    collective=leiden, item=item, kind=EntryKind.NOTE, text=text, said_at=meeting.starts_at
                )
            if number % 4 == 1:
                yield MinuteEntry(
                    collective=leiden,
                    item=item,
                    kind=EntryKind.DECISION,
                    text=f"Het gremium besluit over {item.title}.",
                    said_at=meeting.starts_at,
                )


def _decisions(leiden: Collective, entries: list[MinuteEntry]) -> Iterator[Decision]:
    number = count(1000)
    for entry in entries:
        if entry.kind == EntryKind.DECISION:
            day = timezone.localdate(entry.said_at)
            yield Decision(
                collective=leiden,
                item=entry.item,
                entry=entry,
                body_id=entry.item.body_id,
                dossier_id=entry.item.dossier_id,
                year=day.year,
                number=next(number),
                decided_on=day,
                text=entry.text,
                search_text=folded(entry.text),
            )


if __name__ == "__main__":
    main()
