"""Outside grants with what came in of them, and what is due when."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.members.rules import standing
from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..enums import GRANT_ENDED
from ..models import Grant, GrantDuty, GrantInstalment
from .visible import grants_visible_to


@dataclass
class GrantLine:
    grant: Grant
    # Only when the reader may see it.
    project: Project | None
    instalments: list[GrantInstalment] = field(default_factory=list)
    duties: list[GrantDuty] = field(default_factory=list)

    @property
    def received(self) -> int:
        return sum(each.received_eur_cents or 0 for each in self.instalments)

    @property
    def expected(self) -> int:
        return sum(each.amount_eur_cents for each in self.instalments)

    @property
    def next_due(self) -> date | None:
        """The first thing that is to be handed in."""
        return min((each.due for each in self.duties if each.done_on is None), default=None)


@dataclass(frozen=True)
class GrantPage:
    line: GrantLine
    history: list[SignedLine]


def grant_lines(grants: Iterable[Grant], user: Any) -> list[GrantLine]:
    """In three questions, however many there are."""
    rows = list(grants)
    keys = [grant.pk for grant in rows]
    asked = {grant.project_id for grant in rows if grant.project_id}
    projects = {each.pk: each for each in projects_visible_to(user).filter(pk__in=asked)}
    instalments, duties = defaultdict(list), defaultdict(list)
    for instalment in GrantInstalment.objects.filter(grant__in=keys):
        instalments[instalment.grant_id].append(instalment)
    for duty in GrantDuty.objects.filter(grant__in=keys):
        duties[duty.grant_id].append(duty)
    return [
        GrantLine(grant, projects.get(grant.project_id or 0), instalments[grant.pk], duties[grant.pk])
        for grant in rows
    ]


def grant_page(grant: Grant, user: Any) -> GrantPage:
    line = grant_lines([grant], user)[0]
    return GrantPage(line, signed_history_of(grant, *line.instalments, *line.duties, reader=user))


def duties_of(user: Any, until: date) -> QuerySet[GrantDuty]:
    """What is still to be handed in by a day: to the office of all grants, to others of those that they lead."""
    at = standing(user)
    seen = grants_visible_to(user).exclude(state__in=GRANT_ENDED)
    if not at.is_office:
        seen = seen.filter(lead=at.person_id) if at.person_id is not None else seen.none()
    rows = GrantDuty.objects.filter(grant__in=seen.order_by().values("pk"), done_on__isnull=True)
    return rows.filter(due__lte=until).select_related("grant").order_by("due", "pk")


def late_instalments(user: Any, today: date) -> QuerySet[GrantInstalment]:
    """That should have come in by now, for the office."""
    if not standing(user).is_office:
        return GrantInstalment.objects.none()
    rows = GrantInstalment.objects.filter(Q(received_on__isnull=True), expected_on__lt=today)
    return rows.exclude(grant__state__in=GRANT_ENDED).select_related("grant").order_by("expected_on", "pk")


SOON = timedelta(days=42)
