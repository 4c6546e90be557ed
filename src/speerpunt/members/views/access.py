"""What the address names, as far as the visitor may see it; 404 otherwise."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Body, Membership, OrganisationRole, Person, Seat
from ..queries.organisations import organisations_visible_to
from ..queries.people import people_visible_to


def organisation(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(organisations_visible_to(request.user, with_trash=True), pk=pk)


def kept_organisation(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(organisations_visible_to(request.user), pk=pk)


def membership(request: HttpRequest, pk: int) -> Any:
    visible = organisations_visible_to(request.user)
    rows = Membership.objects.select_related("organisation", "umbrella")
    return get_object_or_404(rows, pk=pk, organisation__in=visible)


def role(request: HttpRequest, pk: int) -> Any:
    if not request.user.has_perm("members.list_people"):
        raise Http404
    return get_object_or_404(OrganisationRole.objects.select_related("organisation", "person"), pk=pk)


def person(request: HttpRequest, pk: int) -> Person:
    return get_object_or_404(people_visible_to(request.user), pk=pk)


def body(request: HttpRequest, pk: int) -> Body:
    if not request.user.has_perm("members.list_bodies"):
        raise Http404
    return get_object_or_404(Body.objects.select_related("organisation"), pk=pk)


def seat(request: HttpRequest, pk: int) -> Seat:
    if not request.user.has_perm("members.list_bodies"):
        raise Http404
    return get_object_or_404(Seat.objects.select_related("body", "person", "on_behalf_of"), pk=pk)
