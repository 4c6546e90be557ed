"""What would move when a project moves, and what somebody moved last."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from ..models import PlanningStep, Project
from .dependencies import links_visible_to
from .scheduling import Link, Shift, Slot, reached_from, shift_after
from .visible import projects_visible_to

# A step that lies further back is no longer offered to be undone.
KEPT_DAYS = 30
JUST_NOW = timedelta(minutes=5)


@dataclass(frozen=True)
class Following:
    """One project that waits for what moves."""

    project: Project
    days: int
    start: date | None
    end: date | None


@dataclass(frozen=True)
class Preview:
    """What shifts when the rest follows, and what should but stays: it is done, or not ours to change."""

    shifting: list[Following]
    staying: list[Following]


@dataclass(frozen=True)
class Steps:
    """What this person can undo and do again."""

    last: PlanningStep | None
    next: PlanningStep | None

    @property
    def is_fresh(self) -> bool:
        """Moved or undone just now."""
        moments = [self.last.at if self.last else None, self.next.undone_at if self.next else None]
        return any(at is not None and timezone.now() - at < JUST_NOW for at in moments)


def preview_of(project: Project, start: date | None, end: date | None, user: Any) -> Preview:
    links = links_visible_to(user)
    projects = {
        each.pk: each for each in projects_visible_to(user).filter(pk__in=concerned(project.pk, links))
    }
    shift = following_shift(projects, links, project.pk, Slot(start, end), user)
    return Preview(_following(shift.days, projects), _following(shift.held, projects))


def concerned(moved: int, links: list[Link]) -> set[int]:
    """What may shift, and what that waits for: together they decide."""
    reached = reached_from(moved, links)
    return reached | {link.before for link in links if link.after in reached}


def following_shift(
    projects: dict[int, Project], links: list[Link], moved: int, slot: Slot, user: Any
) -> Shift:
    """The shift of what follows, were `moved` to stand in `slot`."""
    reached = reached_from(moved, links)
    slots = {
        pk: Slot(each.start, each.end, stays=pk in reached and not may_shift(each, user))
        for pk, each in projects.items()
    }
    return shift_after({**slots, moved: slot}, links, moved)


def may_shift(project: Project, user: Any) -> bool:
    """What is done lies where it lay."""
    return not project.is_done and user.has_perm("priorities.change_project", project)


def _following(days: dict[int, int], projects: dict[int, Project]) -> list[Following]:
    found = [_moved(projects[pk], each) for pk, each in days.items()]
    return sorted(found, key=lambda each: (each.start or date.max, each.project.title))


def _moved(project: Project, days: int) -> Following:
    slot = Slot(project.start, project.end).later(days)
    return Following(project, days, slot.start, slot.end)


def steps_of(user: Any) -> Steps:
    """The last step that stands, and the first undone one after it. Of a project out of sight, none."""
    since = timezone.now() - timedelta(days=KEPT_DAYS)
    mine = (
        PlanningStep.objects.filter(by_id=user.pk or 0, at__gte=since, project__in=projects_visible_to(user))
        .select_related("project")
        .order_by("-pk")
    )
    last = mine.filter(undone_at__isnull=True).first()
    undone = mine.filter(Q(undone_at__isnull=False), pk__gt=last.pk if last else 0)
    return Steps(last, undone.order_by("pk").first())
