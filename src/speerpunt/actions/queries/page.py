"""Everything on the page of one action, as far as this visitor may see it."""

from dataclasses import dataclass
from typing import Any

from speerpunt.members.queries.history import SignedLine, signed_history_of
from speerpunt.places.models import Area

from ..models import Action, ActionRequest
from .places import Place, places_of


@dataclass(frozen=True)
class ActionPage:
    place: Place | None
    areas: list[Area]
    # Newest first.
    requests: list[ActionRequest]
    history: list[SignedLine]

    @property
    def open_request(self) -> ActionRequest | None:
        return next((each for each in self.requests if each.is_open), None)

    @property
    def answered(self) -> list[ActionRequest]:
        return [each for each in self.requests if not each.is_open]


def action_page(action: Action, user: Any) -> ActionPage:
    requests = list(action.requests.select_related("new_owner", "asked_by", "answered_by"))
    for each in requests:
        each.action = action
    return ActionPage(
        place=places_of(user, [action]).get(action.pk),
        areas=list(action.areas.kept().only("collective", "name", "slug").order_by("name")),
        requests=requests,
        history=signed_history_of(action, *requests, reader=user),
    )
