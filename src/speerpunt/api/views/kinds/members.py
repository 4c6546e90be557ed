"""Organisations, memberships, bodies, and the names of people."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from speerpunt.core.doors import demand
from speerpunt.members.filters import with_words
from speerpunt.members.forms.fields import EndForm
from speerpunt.members.forms.organisations import MembershipForm, OrganisationForm, card_form_for
from speerpunt.members.models import Body, Membership, Organisation, Person
from speerpunt.members.queries.bodies import bodies_visible_to
from speerpunt.members.queries.organisations import organisations_visible_to
from speerpunt.members.queries.people import people_visible_to
from speerpunt.members.rules import standing
from speerpunt.members.services.memberships import add_membership, end_membership
from speerpunt.members.services.organisations import add_organisation, change_organisation, trash_organisation
from speerpunt.places.models import Placement

from ...enums import Group
from ...schemas.members import (
    BodyTold,
    MembershipChange,
    MembershipNew,
    MembershipQuery,
    MembershipTold,
    OrganisationChange,
    OrganisationNew,
    OrganisationQuery,
    OrganisationTold,
    PersonTold,
)
from ..answers import page_address
from ..filling import Sent, fill, seen
from .kind import Kind, Rows, by

CARD = (
    "id",
    "kind",
    "name",
    "description",
    "sbi_code",
    "sbi_version",
    "branch",
    "jobs",
    "size_class",
    "street",
    "house_number",
    "postcode",
    "city",
    "latitude",
    "longitude",
    "location_source",
    "website",
    "updated_at",
)


def tell_organisations(user: Any, rows: Sequence[Organisation]) -> list[OrganisationTold]:
    at = standing(user)
    told = []
    for row in rows:
        reaches = user.has_perm("members.view_contact", row)
        told.append(
            OrganisationTold(
                **{name: getattr(row, name) for name in CARD},
                kvk_number=row.kvk_number if at.is_inside else None,
                branch_number=row.branch_number if at.is_inside else None,
                email=row.email if reaches else None,
                phone=row.phone if reaches else None,
                page=page_address(row),
            )
        )
    return told


def _add(request: HttpRequest, sent: Sent) -> Organisation:
    demand(request, "members.add_organisation")
    form = fill(OrganisationForm, sent)
    return add_organisation(request.collective, by=request.user, **form.values)  # type: ignore[attr-defined, arg-type]


def _change(request: HttpRequest, row: Organisation, sent: Sent) -> None:
    make = card_form_for(request.user)
    form = fill(lambda data: make(data, instance=row), sent)
    change_organisation(row, by=request.user, **form.values)  # type: ignore[arg-type]


def _remove(request: HttpRequest, row: Organisation) -> None:
    trash_organisation(row, by=request.user)  # type: ignore[arg-type]


def _in_umbrella(rows: Rows, value: int, user: Any) -> Rows:
    return rows.filter(pk__in=Membership.objects.active().filter(umbrella=value).values("organisation"))


def _in_area(rows: Rows, value: int, user: Any) -> Rows:
    placed = Placement.objects.filter(area=value, area__trashed_at__isnull=True)
    return rows.filter(pk__in=placed.values("organisation"))


ORGANISATIONS = Kind(
    "organisations",
    "organisation",
    Group.MEMBERS,
    Organisation,
    organisations_visible_to,
    OrganisationTold,
    tell_organisations,
    about="The register: umbrellas, associations, enterprises and others. Deleting moves to the trash.",
    query=OrganisationQuery,
    filters={
        "kind": by("kind"),
        "branch": by("branch"),
        "size_class": by("size_class"),
        "umbrella": _in_umbrella,
        "area": _in_area,
        "search": lambda rows, value, user: with_words(rows, value),
    },
    list_permission="members.list_organisations",
    new=OrganisationNew,
    add=_add,
    change_asks=OrganisationChange,
    change=_change,
    change_permission="members.change_organisation",
    remove=_remove,
    remove_permission="members.trash_organisation",
)


def memberships_visible_to(user: Any) -> Rows:
    """As they stand on the pages of organisations."""
    visible = organisations_visible_to(user).order_by().values("pk")
    return Membership.objects.filter(organisation__in=visible, umbrella__trashed_at__isnull=True)


def tell_memberships(user: Any, rows: Sequence[Membership]) -> list[MembershipTold]:
    return [
        MembershipTold(
            id=row.pk,
            organisation=row.organisation_id,
            umbrella=row.umbrella_id,
            start=row.start,
            end=row.end,
            dates_assumed=row.dates_assumed,
        )
        for row in rows
    ]


def _join(request: HttpRequest, sent: Sent) -> Membership:
    demand(request, "members.manage_memberships")
    organisation = seen(organisations_visible_to(request.user), sent.pop("organisation"), "#/organisation")
    form = fill(lambda data: MembershipForm(data, organisation=organisation), sent)
    return add_membership(organisation, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _end(request: HttpRequest, row: Membership, sent: Sent) -> None:
    end_membership(row, by=request.user, **fill(EndForm, sent).cleaned_data)  # type: ignore[arg-type]


MEMBERSHIPS = Kind(
    "memberships",
    "membership",
    Group.MEMBERS,
    Membership,
    memberships_visible_to,
    MembershipTold,
    tell_memberships,
    about="An organisation belongs to an umbrella or association for a time. It ends; it is never deleted.",
    query=MembershipQuery,
    filters={"organisation": by("organisation"), "umbrella": by("umbrella")},
    new=MembershipNew,
    add=_join,
    change_asks=MembershipChange,
    change=_end,
    change_permission="members.manage_memberships",
)


def tell_bodies(user: Any, rows: Sequence[Body]) -> list[BodyTold]:
    return [
        BodyTold(
            id=row.pk,
            kind=row.kind,
            name=row.name,
            level=row.level,
            organisation=row.organisation_id,
            page=page_address(row),
        )
        for row in rows
    ]


BODIES = Kind(
    "bodies",
    "body",
    Group.MEMBERS,
    Body,
    bodies_visible_to,
    BodyTold,
    tell_bodies,
    about="Boards, teams and groups that meet. Read only: who sits where decides about rights, and is set on the pages.",
    list_permission="members.list_bodies",
)


def tell_people(user: Any, rows: Sequence[Person]) -> list[PersonTold]:
    return [PersonTold(id=row.pk, name=str(row)) for row in rows]


PEOPLE = Kind(
    "people",
    "person",
    Group.MEMBERS,
    Person,
    people_visible_to,
    PersonTold,
    tell_people,
    about="Names, so that somebody can be put in the lead or given an action. Read only, and without ways to reach anybody.",
    list_permission="members.list_people",
)
