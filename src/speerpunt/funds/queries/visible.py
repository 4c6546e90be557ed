"""What a visitor may see of money. Every page, sum, file and panel starts from one of these."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.members.enums import OrganisationKind
from speerpunt.members.models import Membership
from speerpunt.members.rules import Standing, standing
from speerpunt.places.models import AreaAssociation, Placement

from ..enums import RequestState
from ..models import DrawingAccount, FundingRequest, Grant, Swap
from ..rules import sees_all

NOTHING = Q(pk__in=())


def accounts_visible_to(user: Any) -> QuerySet[DrawingAccount]:
    """Of which somebody reads the statement."""
    return _accounts(user).all()


@kept_for_standing
def _accounts(user: Any) -> QuerySet[DrawingAccount]:
    at = standing(user)
    if sees_all(at):
        return DrawingAccount.objects.all()
    return DrawingAccount.objects.filter(_spoken_for(at) | _belonging(at))


def accounts_spoken_for(user: Any) -> QuerySet[DrawingAccount]:
    """Not those of the office, which speaks for nobody."""
    return _voices(user).all()


@kept_for_standing
def _voices(user: Any) -> QuerySet[DrawingAccount]:
    return DrawingAccount.objects.filter(_spoken_for(standing(user)))


def accounts_asked_for(user: Any) -> QuerySet[DrawingAccount]:
    """For which somebody may ask."""
    return DrawingAccount.objects.all() if standing(user).is_office else accounts_spoken_for(user)


def requests_visible_to(user: Any) -> QuerySet[FundingRequest]:
    return _requests(user).all()


@kept_for_standing
def _requests(user: Any) -> QuerySet[FundingRequest]:
    at = standing(user)
    if at.is_office:
        return FundingRequest.objects.all()
    shown = ~Q(state=RequestState.DRAFT)
    if sees_all(at):
        return FundingRequest.objects.filter(shown | _spoken_for(at, "account__"))
    return FundingRequest.objects.filter(_spoken_for(at, "account__") | (shown & _managed(at)))


def swaps_visible_to(user: Any) -> QuerySet[Swap]:
    return _swaps(user).all()


@kept_for_standing
def _swaps(user: Any) -> QuerySet[Swap]:
    at = standing(user)
    if sees_all(at):
        return Swap.objects.all()
    return Swap.objects.filter(_spoken_for(at, "giver__") | _spoken_for(at, "taker__"))


def grants_visible_to(user: Any) -> QuerySet[Grant]:
    return _grants(user).all()


@kept_for_standing
def _grants(user: Any) -> QuerySet[Grant]:
    at = standing(user)
    rows = Grant.objects.filter(visibility__in=at.visibilities())
    return rows if at.is_inside else Grant.objects.none()


def _of_organisations(ids: Iterable[int], others: Any = (), account: str = "") -> Q:
    """Accounts that one of these speaks for; `others` are organisations as a queryset."""
    rows = AreaAssociation.objects.active()
    areas = Q(**{f"{account}area__in": rows.filter(organisation__in=ids).values("area_id")})
    found = areas | Q(**{f"{account}organisation__in": ids})
    if others != ():
        found |= Q(**{f"{account}area__in": rows.filter(organisation__in=others).values("area_id")})
        found |= Q(**{f"{account}organisation__in": others})
    return found


def _below_umbrellas() -> QuerySet[Membership]:
    """The twin of `rules.umbrellas_of`."""
    rows: QuerySet[Membership] = Membership.objects.active()
    return rows.exclude(umbrella__kind=OrganisationKind.COLLECTIVE)


def _spoken_for(at: Standing, account: str = "") -> Q:
    """The twin of `rules.speaks_for`; `account` leads to it."""
    if not at.board_ids:
        return NOTHING
    members = _below_umbrellas().filter(umbrella__in=at.board_ids).values("organisation_id")
    return _of_organisations(at.board_ids, members, account)


def _managed(at: Standing) -> Q:
    """The twin of `rules.manages`, of requests."""
    return _of_organisations(at.managed_ids, account="account__") if at.managed_ids else NOTHING


def _belonging(at: Standing) -> Q:
    """The twin of `rules.belongs_to`."""
    if not at.organisation_ids or not at.is_inside:
        return NOTHING
    above = _below_umbrellas().filter(organisation__in=at.organisation_ids).values("umbrella_id")
    placed = Placement.objects.filter(organisation__in=at.organisation_ids).values("area_id")
    return _of_organisations(at.organisation_ids, above) | Q(area__in=placed)
