"""The meetings of a body in a year against what it planned, as far as a visitor sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from speerpunt.core.queries.once import kept_for_collective, kept_for_standing
from speerpunt.core.queries.written import WrittenRows
from speerpunt.members.enums import BodyKind
from speerpunt.members.models import Body
from speerpunt.members.queries.bodies import bodies_visible_to

from ..enums import Form, MeetingKind, MeetingState
from ..models import Meeting, YearPlan
from .guests import Guest, guest_of
from .moments import day_of
from .visible import meetings_visible_to

# The board first, what is outside last.
KINDS = list(BodyKind)
# What a body plans is its own meetings; a gathering is for members.
COUNTS = ~Q(kind=MeetingKind.GATHERING) & ~Q(state=MeetingState.CANCELLED)


SHOWN = ("collective", "body", "title", "kind", "form", "state", "starts_at", "ends_at")


def year_of(moment: datetime) -> int:
    return timezone.localdate(moment).year


def within(year: int) -> Q:
    """By the clock here: a meeting on New Year's Eve belongs to the old year."""
    return Q(starts_at__gte=_new_year(year), starts_at__lt=_new_year(year + 1))


def _new_year(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class Plan:
    """How many meetings, in person and online."""

    in_person: int
    online: int

    @property
    def total(self) -> int:
        return self.in_person + self.online


def plan_of(body: Body, year: int) -> Plan:
    return plans_of([body], year)[body.pk]


def plans_of(bodies: Iterable[Body], year: int) -> dict[int, Plan]:
    """What was planned for that year, else what the body usually plans; in one query."""
    own = {plan.body_id: plan for plan in _plans_in(year).ask()}
    return {
        body.pk: Plan(
            *(
                (own[body.pk].planned_in_person, own[body.pk].planned_online)
                if body.pk in own
                else (body.planned_in_person, body.planned_online)
            )
        )
        for body in bodies
    }


@kept_for_collective
def _plans_in(year: int) -> WrittenRows[YearPlan]:
    return WrittenRows(YearPlan.objects.filter(year=year))


@dataclass(frozen=True)
class Ordinal:
    """The ninth of ten this year."""

    number: int
    planned: int


def ordinal_of(meeting: Meeting, user: Any) -> Ordinal | None:
    """Counted over what this visitor sees, so that a gap tells nothing."""
    if meeting.is_cancelled or meeting.is_gathering:
        return None
    year = year_of(meeting.starts_at)
    same = meetings_visible_to(user).filter(COUNTS, within(year), body_id=meeting.body_id)
    before = Q(starts_at__lt=meeting.starts_at) | Q(starts_at=meeting.starts_at, pk__lte=meeting.pk)
    found = same.aggregate(number=Count("pk", filter=before), total=Count("pk"))
    return Ordinal(found["number"], max(plan_of(meeting.body, year).total, found["total"]))


def years_of(rows: QuerySet[Meeting]) -> list[int]:
    """From the first meeting to the last, and this year and the next."""
    found = rows.order_by().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    this = timezone.localdate().year
    first = min(this, year_of(found["first"])) if found["first"] else this
    last = max(this + 1, year_of(found["last"])) if found["last"] else this + 1
    return list(range(max(first, last - 30), last + 1))


@dataclass(frozen=True)
class Score:
    """Held and coming against planned, of one form."""

    held: int
    coming: int
    planned: int

    @property
    def total(self) -> int:
        return self.held + self.coming


@dataclass(frozen=True)
class BodyYear:
    """One row of the year plan."""

    body: Body
    plan: Plan
    meetings: list[Meeting]
    in_person: Score
    online: Score
    # Of what is planned so many should have been held by today.
    due: int

    @property
    def held(self) -> int:
        return self.in_person.held + self.online.held

    @property
    def coming(self) -> int:
        return self.in_person.coming + self.online.coming

    @property
    def missing(self) -> int:
        """Planned, but without a day so far."""
        return max(self.plan.in_person - self.in_person.total, 0) + max(
            self.plan.online - self.online.total, 0
        )

    @property
    def is_behind(self) -> bool:
        return self.held < self.due

    @property
    def is_empty(self) -> bool:
        return not self.meetings and not self.plan.total


def body_years(user: Any, year: int, today: date | None = None) -> list[BodyYear]:
    """Every body with its year, as far as the visitor sees it; in three queries."""
    bodies = sorted(bodies_visible_to(user), key=lambda body: (KINDS.index(body.kind), body.name.casefold()))
    plans = plans_of(bodies, year)
    meetings: dict[int, list[Meeting]] = {body.pk: [] for body in bodies}
    for meeting in _meetings_in(user, guest_of(user), year).ask():
        if meeting.body_id in meetings:
            meetings[meeting.body_id].append(meeting)
    return [
        _body_year(body, plans[body.pk], meetings[body.pk], year, today or timezone.localdate())
        for body in bodies
    ]


@kept_for_standing
def _meetings_in(user: Any, guest: Guest, year: int) -> WrittenRows[Meeting]:
    rows = meetings_visible_to(user, guest).filter(within(year))
    return WrittenRows(rows.only(*SHOWN).order_by("starts_at", "pk"))


def _body_year(body: Body, plan: Plan, meetings: list[Meeting], year: int, today: date) -> BodyYear:
    for meeting in meetings:
        meeting.body = body
    counted = [each for each in meetings if not each.is_cancelled and not each.is_gathering]
    online = [each for each in counted if each.form == Form.ONLINE]
    in_person = [each for each in counted if each.form != Form.ONLINE]
    return BodyYear(
        body=body,
        plan=plan,
        meetings=meetings,
        in_person=_score(in_person, plan.in_person, today),
        online=_score(online, plan.online, today),
        due=int(plan.total * share_gone(year, today)),
    )


def _score(meetings: list[Meeting], planned: int, today: date) -> Score:
    held = sum(is_held(each, today) for each in meetings)
    return Score(held, len(meetings) - held, planned)


def is_held(meeting: Meeting, today: date) -> bool:
    """Said to be held, or its day has passed without a word about it."""
    if meeting.is_cancelled:
        return False
    return meeting.state == MeetingState.HELD or day_of(meeting.starts_at) < today


def share_gone(year: int, today: date) -> float:
    """Of the year, on a day."""
    if today.year != year:
        return float(today.year > year)
    return (today - date(year, 1, 1)).days / ((date(year + 1, 1, 1) - date(year, 1, 1)).days)
