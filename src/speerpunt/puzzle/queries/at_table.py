"""Who is at the table about works, which touched areas are heard there, and who is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from speerpunt.meetings.queries import items_visible_to, meetings_visible_to
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Body, Membership, Organisation, Seat
from speerpunt.members.queries.bodies import bodies_visible_to
from speerpunt.places.models import AreaAssociation, Placement
from speerpunt.priorities.models import ProjectPartner

from ..models import Involvement
from .reach import latest_run
from .subjects import Subject
from .touched import TouchedArea, areas_by_slug, touched_areas, with_numbers


@dataclass(frozen=True)
class Voices:
    """Who could speak for a touched area, and who of them is at the table."""

    touched: TouchedArea
    associations: list[Organisation]
    umbrellas: list[Organisation]
    present: frozenset[int]

    @property
    def all(self) -> list[Organisation]:
        return [*self.associations, *self.umbrellas]

    @property
    def heard(self) -> list[Organisation]:
        return [each for each in self.all if each.pk in self.present]

    @property
    def is_heard(self) -> bool:
        return bool(self.heard)

    @property
    def is_heard_itself(self) -> bool:
        """By its own association, and not by an umbrella only."""
        return any(each.pk in self.present for each in self.associations)

    @property
    def missing(self) -> list[Organisation]:
        """Whom to ask: its association, else its umbrella; nobody where it is heard."""
        if self.is_heard:
            return []
        return self.associations or self.umbrellas


@dataclass(frozen=True)
class Table:
    """Bodies that have the dossier, with their seats, and partners in it."""

    bodies: list[Body] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    partners: list[ProjectPartner] = field(default_factory=list)

    @property
    def present(self) -> frozenset[int]:
        """Organisations that have a say."""
        by_seat = {seat.on_behalf_of_id for seat in self.seats if seat.on_behalf_of_id}
        by_body = {body.organisation_id for body in self.bodies if body.organisation_id}
        return frozenset(by_seat | by_body | {each.organisation_id for each in self.partners})

    @property
    def rows(self) -> list[tuple[Body, list[Organisation]]]:
        """Each body with on whose behalf one sits there."""
        behalf: dict[int, dict[int, Organisation]] = defaultdict(dict)
        for seat in self.seats:
            if seat.on_behalf_of is not None:
                behalf[seat.body_id][seat.on_behalf_of.pk] = seat.on_behalf_of
        return [(body, sorted(behalf[body.pk].values(), key=lambda each: each.name)) for body in self.bodies]


@dataclass(frozen=True)
class InvolvementPicture:
    subject: Subject
    voices: list[Voices]
    table: Table
    involvement: Involvement | None
    is_computed: bool

    @property
    def missing(self) -> list[Voices]:
        return [each for each in self.voices if not each.is_heard]

    @property
    def jobs(self) -> int | None:
        """Of all touched areas; an area whose jobs are not told makes the sum unknown."""
        jobs = [each.touched.numbers.jobs for each in self.voices]
        return None if None in jobs else sum(filter(None, jobs))


def involvement_picture(subject: Subject, user: Any) -> InvolvementPicture:
    """In as many queries whatever it is about."""
    run = latest_run()
    touched = with_numbers(touched_areas(subject, run, areas_by_slug()), user)
    table = table_of(subject, user)
    return InvolvementPicture(
        subject=subject,
        voices=_voices(touched, table.present),
        table=table,
        involvement=_involvement(subject),
        is_computed=run is not None,
    )


def table_of(subject: Subject, user: Any) -> Table:
    dossiers = [each.pk for each in subject.dossiers]
    meetings = meetings_visible_to(user).filter(dossier__in=dossiers)
    items = items_visible_to(user).filter(dossier__in=dossiers)
    holds = Q(pk__in=meetings.values("body")) | Q(pk__in=items.values("body")) | Q(projects__in=dossiers)
    bodies = list(bodies_visible_to(user).filter(holds).select_related("organisation").distinct())
    seats = Seat.objects.active().filter(body__in=bodies, person__isnull=False)
    partners = ProjectPartner.objects.filter(project__in=dossiers, organisation__trashed_at__isnull=True)
    return Table(
        bodies,
        list(seats.select_related("on_behalf_of", "person", "body")),
        list(partners.select_related("organisation")),
    )


def _involvement(subject: Subject) -> Involvement | None:
    if subject.work is not None:
        return Involvement.objects.filter(work=subject.work).first()
    if subject.clash is not None:
        return Involvement.objects.filter(clash=subject.clash).first()
    return None


def _voices(touched: list[TouchedArea], present: frozenset[int]) -> list[Voices]:
    areas = [each.area.pk for each in touched]
    associations = _associations(areas)
    umbrellas = _umbrellas(areas, associations)
    return [Voices(each, associations[each.area.pk], umbrellas[each.area.pk], present) for each in touched]


def _associations(areas: Iterable[int]) -> dict[int, list[Organisation]]:
    found: dict[int, list[Organisation]] = defaultdict(list)
    rows = AreaAssociation.objects.active().filter(
        area__in=list(areas), organisation__trashed_at__isnull=True
    )
    for row in rows.select_related("organisation").order_by("organisation__name"):
        found[row.area_id].append(row.organisation)
    return found


def _umbrellas(
    areas: list[int], associations: dict[int, list[Organisation]]
) -> dict[int, list[Organisation]]:
    """Those that its associations belong to; of an area without, the one with most members there."""
    ours = [each.pk for rows in associations.values() for each in rows]
    memberships = Membership.objects.active().filter(
        organisation__in=ours,
        umbrella__kind=OrganisationKind.UMBRELLA,
        umbrella__trashed_at__isnull=True,
    )
    by_association: dict[int, list[Organisation]] = defaultdict(list)
    for row in memberships.select_related("umbrella").order_by("umbrella__name"):
        by_association[row.organisation_id].append(row.umbrella)
    of_most = _umbrellas_of_most(areas)
    found: dict[int, list[Organisation]] = defaultdict(list)
    for area in areas:
        named = {
            each.pk: each for association in associations[area] for each in by_association[association.pk]
        }
        found[area] = list(named.values()) or of_most[area]
    return found


def _umbrellas_of_most(areas: list[int]) -> dict[int, list[Organisation]]:
    today = timezone.localdate()
    counted = (
        Placement.objects.filter(
            Q(organisation__memberships__start__isnull=True) | Q(organisation__memberships__start__lte=today),
            Q(organisation__memberships__end__isnull=True) | Q(organisation__memberships__end__gte=today),
            area__in=areas,
            organisation__trashed_at__isnull=True,
            organisation__memberships__umbrella__kind=OrganisationKind.UMBRELLA,
            organisation__memberships__umbrella__trashed_at__isnull=True,
        )
        .values("area", "organisation__memberships__umbrella")
        .annotate(members=Count("organisation", distinct=True))
        .order_by("area", "-members", "organisation__memberships__umbrella")
    )
    most: dict[int, int] = {}
    for row in counted:
        most.setdefault(row["area"], row["organisation__memberships__umbrella"])
    umbrellas = Organisation.objects.in_bulk(set(most.values()))
    found: dict[int, list[Organisation]] = defaultdict(list)
    for area, umbrella in most.items():
        found[area].append(umbrellas[umbrella])
    return found
