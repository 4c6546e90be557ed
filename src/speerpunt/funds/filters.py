"""What the lists of requests and outside grants can be narrowed to. Choices come from what the visitor may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.members.filters import Filter, ListFilters, by_field

from .enums import GrantKind, GrantState, RequestState
from .models import DrawingAccount, FundingRequest, FundYear
from .queries import requests_visible_to

Requests = QuerySet[FundingRequest]

# In the address -> title and field.
REQUEST_COLUMNS = {
    "wat": (_("What for"), "title"),
    "voor": (_("For"), "account__name"),
    "bedrag": (_("Asked"), "amount_eur_cents"),
    "dag": (_("Asked on"), "asked_on"),
    "stand": (_("State"), "state"),
}
GRANT_COLUMNS = {
    "wat": (_("What for"), "title"),
    "van": (_("Given by"), "provider"),
    "bedrag": (pgettext_lazy("of a grant", "Amount"), "amount_eur_cents"),
    "stand": (_("State"), "state"),
}


class RequestFilters(ListFilters):
    texts = {"zoek": _("search")}

    def __init__(self, query: QueryDict, user: Any) -> None:
        super().__init__(query)
        self.user = user

    def available(self) -> Iterable[Filter]:
        seen = requests_visible_to(self.user).order_by()
        accounts = DrawingAccount.objects.filter(pk__in=seen.values("account_id")).order_by("name")
        years = FundYear.objects.filter(pk__in=seen.values("year_id")).order_by("-year")
        yield self._filter("voor", _("for"), accounts.values_list("pk", "name"), by_field("account_id"))
        yield self._filter("jaar", _("year"), years.values_list("pk", "year"), by_field("year_id"))
        yield self._filter("stand", _("state"), RequestState.choices, by_field("state"))


class GrantFilters(ListFilters):
    texts = {"zoek": _("search")}

    def available(self) -> Iterable[Filter]:
        yield self._filter("soort", _("kind"), GrantKind.choices, by_field("kind"))
        yield self._filter("stand", _("state"), GrantState.choices, by_field("state"))
