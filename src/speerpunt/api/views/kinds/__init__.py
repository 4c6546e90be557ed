"""Every kind of thing that other systems read and write, each with the query, the right, the form and the service of
its page."""

from .actions import ACTIONS
from .kind import Kind
from .meetings import DECISIONS, ITEMS, MEETINGS
from .members import BODIES, MEMBERSHIPS, ORGANISATIONS, PEOPLE
from .places import AREAS, INDICATORS, MEASUREMENTS, TARGETS
from .plan import EDITIONS, PRIORITIES
from .projects import MILESTONES, PROJECTS, RESULTS
from .works import PLANNED, PLANS, WORKS

KINDS: tuple[Kind, ...] = (
    ORGANISATIONS,
    MEMBERSHIPS,
    BODIES,
    PEOPLE,
    AREAS,
    INDICATORS,
    MEASUREMENTS,
    TARGETS,
    EDITIONS,
    PRIORITIES,
    PROJECTS,
    MILESTONES,
    RESULTS,
    ACTIONS,
    MEETINGS,
    ITEMS,
    DECISIONS,
    WORKS,
    PLANS,
    PLANNED,
)
__all__ = ["KINDS", "Kind"]
