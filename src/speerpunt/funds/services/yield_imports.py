"""Yields from a file, written by the services that the pages use too."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective, User
from speerpunt.core.sheets import ImportPlan, Progress, Sheet

from ..queries.yield_exchange import COLUMNS
from ..queries.yield_imports import plan_yields
from .years import set_savings, set_yield


@transaction.atomic
def write_yields(collective: Collective, plan: ImportPlan, by: User | None, progress: Progress) -> None:
    """An amount that changed becomes a correction."""
    for planned in [*plan.new, *plan.changed]:
        account, year = planned.row.values["account"], planned.row.values["year"]
        changed = {name: new for name, _old, new in planned.changes}
        if "saved" in changed:
            set_savings(year, account, changed["saved"], by=by)
        if "yield" in changed:
            set_yield(year, account, changed["yield"], by=by)
        progress(1)


YIELDS = Sheet(
    name="funds.yields",
    columns=COLUMNS,
    permission="funds.manage_money",
    page="funds:yield_import",
    home="funds:money",
    home_title=_("Money"),
    title=_("Import yields"),
    lead=_("What each area and sector yields in a year. First you see what would change."),
    row_word=_("Yield"),
    advice=(
        _("A row is one area or sector in one year. Both must be here already; we know them by their name."),
        _("A second amount for the same year is booked as a correction of the first."),
        _("What was saved before comes in once, in the first year."),
    ),
    plan=plan_yields,
    write=write_yields,
)
