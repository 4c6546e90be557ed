"""What people are involved in: a work, a clash, or all works of a period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.priorities.models import Project
from speerpunt.priorities.queries import projects_visible_to

from ..enums import WorkStatus
from ..models import Clash, Work
from .periods import said_period
from .visible import works_visible_to
from .works import under_way, with_period

OVER = (WorkStatus.DONE, WorkStatus.CANCELLED)


@dataclass(frozen=True)
class Subject:
    """Works as somebody sees them, with the days and the dossiers that they are talked about in."""

    title: str
    works: tuple[Work, ...]
    dossiers: tuple[Project, ...]
    first_day: date | None
    last_day: date | None
    work: Work | None = None
    clash: Clash | None = None

    @property
    def dossier(self) -> Project | None:
        return self.dossiers[0] if self.dossiers else None

    @property
    def period(self) -> str:
        phases = len(self.clash.periods) if self.clash else 1
        return said_period(self.first_day, self.last_day, phases)

    def goes_on(self, state: set[int], monday: date, sunday: date) -> bool:
        """In a week with these works: all works of a clash, the work itself, or any in the period."""
        if self.clash is not None or self.work is not None:
            together = {work.pk for work in self.works}
            return together <= state and self._both_go_on(monday, sunday)
        return self._holds(monday, sunday)

    def _both_go_on(self, monday: date, sunday: date) -> bool:
        """Of a clash, in this week and not only somewhere between its first day and its last."""
        return self.clash is None or any(
            first <= sunday and (last is None or last >= monday) for first, last in self.clash.together
        )

    def _holds(self, monday: date, sunday: date) -> bool:
        has_begun = self.first_day is None or self.first_day <= sunday
        return has_begun and (self.last_day is None or self.last_day >= monday)

    def contacts(self) -> Iterator[tuple[str, str]]:
        """Whom the works themselves name, with the work."""
        for work in self.works:
            for said in (work.authority, work.contact_role):
                if said:
                    yield said, work.name
        if self.clash is not None and self.clash.talk_to:
            yield self.clash.talk_to, self.title


def coming_works(user: Any) -> QuerySet[Work]:
    """Not over: under way, to come, or not known when."""
    return works_visible_to(user).exclude(status__in=OVER).filter(under_way(timezone.localdate(), date.max))


def subject_of_work(work: Work, user: Any) -> Subject:
    (row,) = with_period(Work.objects.filter(pk=work.pk)).prefetch_related("areas")
    return _of_work(row, _dossiers(user, [work.project_id]))


def subjects_of_works(works: QuerySet[Work], user: Any) -> list[Subject]:
    """In a few queries, however many works there are."""
    rows = list(with_period(works).prefetch_related("areas").order_by("first_day", "name"))
    dossiers = {each.pk: each for each in _dossiers(user, [work.project_id for work in rows])}
    return [_of_work(row, tuple(filter(None, [dossiers.get(row.project_id or 0)]))) for row in rows]


def _of_work(row: Any, dossiers: tuple[Project, ...]) -> Subject:
    last = None if row.open_ends else row.last_day
    return Subject(row.name, (row,), dossiers, row.first_day, last, work=row)


def subject_of_clash(clash: Clash, user: Any) -> Subject:
    works = tuple(each for each in (clash.work, clash.other_work) if each is not None)
    prefetch_related_objects(works, "areas")
    other = clash.other_work or clash.project
    title = _("%(one)s and %(other)s") % {"one": clash.work, "other": other}
    dossiers = _dossiers(user, [clash.project_id, *(work.project_id for work in works)])
    return Subject(title, works, dossiers, clash.first_day, clash.last_day, clash=clash)


def subject_of_period(first: date, last: date, user: Any) -> Subject:
    rows = works_visible_to(user).exclude(status__in=OVER).filter(under_way(first, last))
    works = tuple(Work.objects.filter(pk__in=rows.values("pk")).prefetch_related("areas"))
    dossiers = _dossiers(user, [work.project_id for work in works])
    return Subject(_("All works of a period"), works, dossiers, first, last)


def _dossiers(user: Any, pks: list[int | None]) -> tuple[Project, ...]:
    """Those that he sees, in this order."""
    wanted = list(dict.fromkeys(pk for pk in pks if pk))
    found = projects_visible_to(user).in_bulk(wanted) if wanted else {}
    return tuple(found[pk] for pk in wanted if pk in found)
