"""What everybody may know: works that are public, now and coming, for a place and a kind of vehicle."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Avg, Count, Max, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from speerpunt.core.enums import Visibility
from speerpunt.members.models import Organisation
from speerpunt.places.models import Area
from speerpunt.places.queries import areas_visible_to

from ..enums import MeasureKind, Mode, WorkStatus
from ..models import UsualRoute, Work, WorkLine, WorkPhase
from .usual_routes import usual_route, works_on
from .works import under_way

WEEKS_AHEAD = 8
OVER = (WorkStatus.DONE, WorkStatus.CANCELLED, WorkStatus.IDEA)
# About 700 m, as far as one goes round a corner.
NEAR_LATITUDE, NEAR_LONGITUDE = 0.0063, 0.0103
# Fewer organisations than this would tell where one of them is.
ENOUGH_TO_LOCATE = 3


@dataclass(frozen=True)
class Asked:
    """Which works: in an area and on the way there, near a postcode, for a kind of vehicle; empty is all."""

    area: str = ""
    postcode: str = ""
    mode: str = ""
    route: UsualRoute | None = None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.area or self.postcode or self.mode)


@dataclass(frozen=True)
class PublicWork:
    """One work in plain words."""

    work: Work
    phases: list[WorkPhase]
    measures: list[WorkLine]
    detours: list[WorkLine]
    is_now: bool
    is_on_the_way: bool = False

    @property
    def closed_for(self) -> list[str]:
        """Kinds of vehicle that cannot pass somewhere; an empty list of modes is all of them."""
        shut: dict[str, None] = {}
        for line in self.measures:
            if line.kind == MeasureKind.CLOSED:
                shut |= dict.fromkeys(line.modes or [mode.value for mode in Mode if mode != Mode.BOAT])
        return [str(Mode(mode).label) for mode in Mode.values if mode in shut]

    @property
    def has_stopped_emergency(self) -> bool:
        return any(line.lets_emergency_pass is False for line in self.measures)


def asked_with(*, area: str, postcode: str, mode: str, origin: str) -> Asked:
    """There is a way where somebody said both where to and where from."""
    route = usual_route(origin, area, mode) if origin and area else None
    return Asked(area, postcode, mode, route)


def public_works(asked: Asked, today: date) -> list[PublicWork]:
    """Now and within the coming weeks, what goes on now first. In four queries, however many works there are."""
    until = today + timedelta(weeks=WEEKS_AHEAD)
    # Of which no period is known at all is neither now nor in these weeks.
    dated = open_works().filter(phases__isnull=False)
    on_the_way = works_on(asked.route) if asked.route is not None else set()
    rows = _narrowed(dated, asked, on_the_way).filter(under_way(today, until)).distinct()
    found = (
        Work.objects.filter(pk__in=rows.order_by().values("pk"))
        .select_related("source")
        .prefetch_related("phases", Prefetch("lines", queryset=WorkLine.objects.order_by("is_detour", "pk")))
        .annotate(first_day=Min("phases__start"), last_day=Max("phases__end"))
    )
    works = [_public_work(work, today, until, on_the_way) for work in found]
    return sorted(works, key=lambda each: (not each.is_now, each.phases[0].start or today, each.work.name))


def open_works() -> QuerySet[Work]:
    """Known to everybody and not over."""
    return (
        Work.objects.kept()
        .filter(visibility=Visibility.PUBLIC, vanished_at__isnull=True)
        .exclude(status__in=OVER)
    )


def _narrowed(rows: QuerySet[Work], asked: Asked, on_the_way: set[int]) -> QuerySet[Work]:
    if asked.area:
        rows = rows.filter(Q(areas__slug=asked.area) | Q(pk__in=on_the_way))
    if asked.postcode:
        place = place_of_postcode(asked.postcode)
        rows = rows.filter(_near(*place)) if place else rows.none()
    if asked.mode:
        rows = rows.filter(_hinders(asked.mode))
    return rows


def _hinders(mode: str) -> Q:
    """What is said of no kind of vehicle holds for all. Asked here: databases look into a list of JSON each in its own way."""
    lines = WorkLine.objects.filter(is_detour=False).exclude(kind=MeasureKind.NONE)
    hit = [line.work_id for line in lines.only("work_id", "modes") if not line.modes or mode in line.modes]
    return Q(pk__in=set(hit))


def _near(longitude: float, latitude: float) -> Q:
    return Q(
        latitude__range=(latitude - NEAR_LATITUDE, latitude + NEAR_LATITUDE),
        longitude__range=(longitude - NEAR_LONGITUDE, longitude + NEAR_LONGITUDE),
    )


def place_of_postcode(postcode: str) -> tuple[float, float] | None:
    """The middle of the organisations there; none where there are too few to hide one among."""
    rows = Organisation.objects.filter(
        postcode__startswith=postcode, latitude__isnull=False, trashed_at__isnull=True
    )
    found = rows.aggregate(count=Count("pk"), longitude=Avg("longitude"), latitude=Avg("latitude"))
    if found["count"] < ENOUGH_TO_LOCATE:
        return place_of_postcode(postcode[:4]) if len(postcode) > 4 else None
    return found["longitude"], found["latitude"]


def _public_work(work: Work, today: date, until: date, on_the_way: set[int]) -> PublicWork:
    phases = sorted(
        (phase for phase in work.phases.all() if _meets(phase, today, until)),
        key=lambda phase: phase.start or today,
    )
    lines = list(work.lines.all())
    return PublicWork(
        work=work,
        phases=phases,
        measures=[line for line in lines if not line.is_detour and line.kind != MeasureKind.NONE],
        detours=[line for line in lines if line.is_detour],
        is_now=any(_meets(phase, today, today) for phase in phases),
        is_on_the_way=work.pk in on_the_way,
    )


def _meets(phase: WorkPhase, first: date, last: date) -> bool:
    return (phase.start is None or phase.start <= last) and (phase.end is None or phase.end >= first)


def areas_to_choose() -> list[Area]:
    """As a stranger sees them."""
    return list(areas_visible_to(AnonymousUser()).order_by("name"))


def said_place(asked: Asked, areas: list[Area]) -> str:
    """For what place this is, in words."""
    if asked.area:
        name = next((area.name for area in areas if area.slug == asked.area), "")
        return with_origin(name, asked.route)
    return _("around %(postcode)s") % {"postcode": asked.postcode} if asked.postcode else ""


def with_origin(place: str, route: UsualRoute | None) -> str:
    if route is None:
        return place
    return _("%(place)s, coming from %(origin)s") % {"place": place, "origin": route.origin_name}
