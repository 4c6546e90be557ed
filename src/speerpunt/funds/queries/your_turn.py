"""What waits for one visitor: to decide, to pay, to account for, to consent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from speerpunt.core.queries.once import kept_for_standing
from speerpunt.core.queries.written import WrittenRows
from speerpunt.members.rules import standing

from ..enums import RequestState, SwapState
from ..models import FundingRequest, Swap
from ..rules import sees_all
from .visible import accounts_spoken_for, requests_visible_to


@dataclass(frozen=True)
class Waiting:
    # Asked, and not decided on: for the board and the office.
    to_decide: list[FundingRequest]
    # Granted to what he speaks for, and not accounted for yet.
    to_account: list[FundingRequest]
    to_consent: list[Swap]
    day: date

    def __bool__(self) -> bool:
        return bool(self.to_decide or self.to_account or self.to_consent)


def waiting_for(user: Any) -> Waiting:
    at, day = standing(user), timezone.localdate()
    if not at.is_on_a_board:
        return Waiting([], [], [], day)
    return Waiting(
        to_decide=_to_decide(user).ask() if sees_all(at) else [],
        to_account=_to_account(user).ask() if at.board_ids else [],
        to_consent=_to_consent(user).ask() if at.board_ids else [],
        day=day,
    )


@kept_for_standing
def _to_decide(user: Any) -> WrittenRows[FundingRequest]:
    """A board member does not decide on what he asked himself."""
    at = standing(user)
    rows = requests_visible_to(user).filter(state=RequestState.ASKED)
    if not at.is_office:
        rows = rows.exclude(asked_by=at.person_id)
    return WrittenRows(rows.select_related("account").order_by("asked_on", "pk"))


@kept_for_standing
def _to_account(user: Any) -> WrittenRows[FundingRequest]:
    mine = accounts_spoken_for(user).order_by().values("pk")
    rows = FundingRequest.objects.filter(state=RequestState.APPROVED, account__in=mine)
    with_day = rows.filter(account_due__isnull=False)
    return WrittenRows(with_day.select_related("account").order_by("account_due", "pk"))


@kept_for_standing
def _to_consent(user: Any) -> WrittenRows[Swap]:
    """Unless he consented for the other side himself."""
    person_id = standing(user).person_id
    mine = accounts_spoken_for(user).order_by().values("pk")
    give = Q(giver__in=mine, giver_consent_at__isnull=True)
    take = Q(taker__in=mine, taker_consent_at__isnull=True)
    if person_id is not None:
        give &= Q(taker_consent_by__isnull=True) | ~Q(taker_consent_by=person_id)
        take &= Q(giver_consent_by__isnull=True) | ~Q(giver_consent_by=person_id)
    rows = Swap.objects.filter(give | take, state=SwapState.PROPOSED)
    return WrittenRows(rows.select_related("giver", "taker").order_by("created_at", "pk"))
