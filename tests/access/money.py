"""One of everything of money."""

from typing import TYPE_CHECKING

from speerpunt.core.services import add_comment
from speerpunt.funds.models import LedgerEntry
from speerpunt.members.enums import StandingKind
from tests import factories as make

if TYPE_CHECKING:
    from .world import World


def add_money(world: "World", mark: str) -> None:
    """Of the area, for which none of the visitors speaks and in which none of them lies."""
    collective = world.collective
    year = make.make_fund_year(collective)
    account = make.make_drawing_account(collective, area=world.objects["area"], name=f"Geld {mark}")
    other = make.make_drawing_account(
        collective, organisation=world.objects["umbrella"], name=f"Sector {mark}"
    )
    make.make_yield(account, year)
    make.make_granted_request(account, year, cents=100_00, title=f"Toegekend {mark}")
    asked = make.make_funding_request(
        account, year, title=f"Verlichting {mark}", purpose=mark, project=world.objects["project"]
    )
    grant = make.make_grant(collective, title=f"Subsidie {mark}", conditions=mark)
    world.objects.update(
        fund_year=year,
        drawing_account=account,
        ledger_entry=LedgerEntry.objects.filter(account=account, kind="yield").get(),
        money_asked=asked,
        money_comment=add_comment(asked, text=f"Zo {mark}", by=world.visitors[StandingKind.OFFICE]),
        swap=make.make_swap(year, account, other, reason=f"Ruil {mark}"),
        grant=grant,
        instalment=make.make_instalment(grant, note=mark),
        grant_duty=make.make_duty(grant, what=f"Verslag {mark}"),
    )
