from typing import Any

from django.utils import timezone

from speerpunt.core.models import Collective
from speerpunt.funds.enums import EntryKind
from speerpunt.funds.models import (
    DrawingAccount,
    FundingRequest,
    FundYear,
    Grant,
    GrantDuty,
    GrantInstalment,
    Swap,
)
from speerpunt.funds.services import approve_request, ask, set_yield, write_request
from speerpunt.funds.services.ledger import book, held
from speerpunt.meetings.models import Decision
from speerpunt.members.models import Organisation
from speerpunt.places.models import Area, AreaAssociation

from .core import next_number
from .meetings import make_decision, make_held_meeting, make_item
from .members import make_body, make_organisation
from .places import make_area


def make_fund_year(collective: Collective, year: int = 0, **fields: Any) -> FundYear:
    """This year, unless another is given."""
    return FundYear.objects.create(collective=collective, year=year or timezone.localdate().year, **fields)


def make_association(area: Area, **fields: Any) -> Organisation:
    """That speaks for the area."""
    collective = Collective.objects.get(pk=area.collective_id)
    association = make_organisation(collective, **{"kind": "association", **fields})
    AreaAssociation.objects.create(collective=collective, area=area, organisation=association)
    return association


def make_drawing_account(
    collective: Collective,
    *,
    area: Area | None = None,
    organisation: Organisation | None = None,
    **fields: Any,
) -> DrawingAccount:
    """Of an area, unless an organisation is given that speaks for a sector."""
    if area is None and organisation is None:
        area = make_area(collective)
    fields.setdefault("name", area.name if area is not None else f"Sector {next_number()}")
    return DrawingAccount.objects.create(
        collective=collective, area=area, organisation=organisation, **fields
    )


def make_yield(account: DrawingAccount, year: FundYear, cents: int = 1_000_00) -> None:
    set_yield(year, account, cents, by=None)


def make_funding_request(
    account: DrawingAccount, year: FundYear, *, state: str = "asked", **fields: Any
) -> FundingRequest:
    usual = {
        "title": f"Aanvraag {next_number()}",
        "amount_eur_cents": 500_00,
        "asked_on": timezone.localdate(),
    }
    if state == "draft":
        usual["asked_on"] = None
    return FundingRequest.objects.create(
        collective_id=account.collective_id, account=account, year=year, state=state, **{**usual, **fields}
    )


def make_meeting_decision(collective: Collective, **fields: Any) -> Decision:
    """Of a meeting that was held; open to all in the collective."""
    access = fields.pop("access", "all")
    meeting = make_held_meeting(make_body(collective), access=access)
    return make_decision(make_item(meeting, access=access), **fields)


def make_granted_request(
    account: DrawingAccount,
    year: FundYear,
    *,
    cents: int = 500_00,
    decision: Decision | None = None,
    **fields: Any,
) -> FundingRequest:
    """Asked and granted through the services, of which the ledger knows."""
    collective = Collective.objects.get(pk=account.collective_id)
    fields.setdefault("title", f"Aanvraag {next_number()}")
    request = write_request(collective, by=None, account=account, year=year, amount_eur_cents=cents, **fields)
    ask(request, by=None)
    approve_request(request, cents=cents, decision=decision or make_meeting_decision(collective), by=None)
    request.refresh_from_db()
    return request


def make_swap(year: FundYear, giver: DrawingAccount, taker: DrawingAccount, **fields: Any) -> Swap:
    usual = {"amount_eur_cents": 100_00, "reason": f"Ruil {next_number()}"}
    return Swap.objects.create(
        collective_id=year.collective_id, year=year, giver=giver, taker=taker, **{**usual, **fields}
    )


def make_entry_of(account: DrawingAccount, year: FundYear, cents: int, text: str = "Opbrengst") -> Any:
    with held(year) as now:
        return book(now, account, EntryKind.YIELD, cents, text=text, by=None)


def make_grant(collective: Collective, **fields: Any) -> Grant:
    number = next_number()
    usual = {"title": f"Subsidie {number}", "fund": f"Regeling {number}", "provider": "Provincie"}
    return Grant.objects.create(collective=collective, **{**usual, **fields})


def make_instalment(grant: Grant, **fields: Any) -> GrantInstalment:
    usual = {"expected_on": timezone.localdate(), "amount_eur_cents": 100_00}
    return GrantInstalment.objects.create(
        collective_id=grant.collective_id, grant=grant, **{**usual, **fields}
    )


def make_duty(grant: Grant, **fields: Any) -> GrantDuty:
    usual = {"what": f"Verslag {next_number()}", "due": timezone.localdate()}
    return GrantDuty.objects.create(collective_id=grant.collective_id, grant=grant, **{**usual, **fields})
