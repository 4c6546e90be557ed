"""What the address names, as far as the visitor may see it; 404 otherwise."""

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from speerpunt.members.models import Body
from speerpunt.members.queries.bodies import bodies_visible_to
from speerpunt.members.rules import standing

from ..models import AgendaItem, AgendaTemplate, Decision, Meeting, PaperBundle, Position
from ..queries import (
    bundles_visible_to,
    decisions_visible_to,
    items_visible_to,
    meetings_visible_to,
    positions_visible_to,
)


def body(request: HttpRequest, pk: int) -> Body:
    return get_object_or_404(bodies_visible_to(request.user), pk=pk)


def meeting(request: HttpRequest, pk: int) -> Meeting:
    return get_object_or_404(meetings_visible_to(request.user).select_related("body", "dossier"), pk=pk)


def item(request: HttpRequest, pk: int) -> AgendaItem:
    rows = items_visible_to(request.user).select_related("body", "meeting", "introduced_by", "dossier")
    return get_object_or_404(rows, pk=pk)


def seated_body(request: HttpRequest, pk: int) -> Body:
    """Also for who sits in it without belonging to the collective."""
    seen = Q(pk__in=bodies_visible_to(request.user).values("pk")) | Q(pk__in=standing(request.user).body_ids)
    return get_object_or_404(Body.objects.filter(seen), pk=pk)


def template(request: HttpRequest, pk: int) -> AgendaTemplate:
    return get_object_or_404(AgendaTemplate.objects.select_related("body"), pk=pk)


def bundle(request: HttpRequest, pk: int) -> PaperBundle:
    return get_object_or_404(bundles_visible_to(request.user).select_related("item"), pk=pk)


def decision(request: HttpRequest, pk: int) -> Decision:
    return get_object_or_404(decisions_visible_to(request.user).select_related("body", "item"), pk=pk)


def position(request: HttpRequest, pk: int) -> Position:
    return get_object_or_404(positions_visible_to(request.user).select_related("body", "dossier"), pk=pk)
