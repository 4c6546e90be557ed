"""Adding to the ledger. One booking at a time in a year, so that nobody grants what another just granted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.cells import grouped_euros
from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record
from speerpunt.members.queries.people import person_of

from ..enums import COMMITMENT, MOST_CENTS, ROOM, EntryKind
from ..models import DrawingAccount, FundingRequest, FundYear, LedgerEntry, Swap
from ..problems import FundsProblem
from ..queries.balances import balance_of, committed_in

LONGEST_TEXT = 200


@contextmanager
def held(year: FundYear) -> Iterator[FundYear]:
    """The year as it is now, held until the transaction ends."""
    with transaction.atomic():
        now = FundYear.objects.select_for_update().get(pk=year.pk)
        if now.is_closed:
            raise FundsProblem(
                _("%(year)s is closed. Put it right in the year that is open now.") % {"year": now}
            )
        yield now


def book(
    year: FundYear,
    account: DrawingAccount,
    kind: EntryKind,
    cents: int,
    *,
    text: str,
    by: User | None,
    day: date | None = None,
    request: FundingRequest | None = None,
    swap: Swap | None = None,
    corrects: LedgerEntry | None = None,
) -> LedgerEntry:
    """Within `held(year)`. The database refuses the same as is refused here; here it is said in words."""
    day = day or _usual_day(year)
    _check_amount(cents, is_correction=corrects is not None)
    _check_day(year, day)
    _check_room(year, account, ROOM.get(kind, 0) * cents)
    if request is not None:
        _check_commitment(year, request, COMMITMENT.get(kind, 0) * cents)
    entry = LedgerEntry.objects.create(
        collective_id=year.collective_id,
        year=year,
        account=account,
        kind=kind,
        amount_eur_cents=cents,
        day=day,
        text=text[:LONGEST_TEXT],
        request=request,
        swap=swap,
        corrects=corrects,
        booked_by=person_of(by),
    )
    record(entry, Verb.CREATED, by=by)
    return entry


def _usual_day(year: FundYear) -> date:
    """Today, as far as that can be a day of this year."""
    first, last = date(year.year, 1, 1), date(year.year + 1, 12, 31)
    return min(max(timezone.localdate(), first), last)


def _check_amount(cents: int, *, is_correction: bool) -> None:
    if cents == 0 or abs(cents) > MOST_CENTS or (cents < 0 and not is_correction):
        raise FundsProblem(_("An amount is more than zero, and at most ten thousand million euros."))


def _check_day(year: FundYear, day: date) -> None:
    """What is booked late may have a day in the next year."""
    if day > timezone.localdate() and day.year != year.year:
        raise FundsProblem(_("This day is still to come."))
    if day.year not in {year.year, year.year + 1}:
        raise FundsProblem(_("This day does not lie in %(year)s.") % {"year": year})


def _check_room(year: FundYear, account: DrawingAccount, effect: int) -> None:
    if effect >= 0:
        return
    free = balance_of(account, year).free
    if free + effect < 0:
        raise FundsProblem(
            _("%(account)s has € %(free)s left to grant in %(year)s. This is € %(asked)s.")
            % {
                "account": account,
                "free": grouped_euros(free),
                "year": year,
                "asked": grouped_euros(-effect),
            }
        )


def _check_commitment(year: FundYear, request: FundingRequest, effect: int) -> None:
    if effect >= 0:
        return
    committed = committed_in(year).get(request.pk, 0)
    if committed + effect < 0:
        raise FundsProblem(
            _("Of what was granted € %(left)s is left. This is € %(asked)s.")
            % {"left": grouped_euros(committed), "asked": grouped_euros(-effect)}
        )
