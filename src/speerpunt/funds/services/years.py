"""The years of the books: opening, what came in, putting right, closing."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes

from ..enums import CORRECTED, GRANTED, UNSETTLED, RequestState, SwapState
from ..enums import EntryKind as Kind
from ..models import DrawingAccount, FundingRequest, FundYear, LedgerEntry, Swap
from ..models.requests import IS_UNSETTLED
from ..problems import FundsProblem
from ..queries.balances import Balance, balance_of, balances_of, committed_in, corrected_amount
from ..queries.years import is_first
from .ledger import book, held

FIRST_YEAR, LAST_YEAR = 2000, 2199


@transaction.atomic
def open_year(collective: Collective, number: int, *, by: User | None) -> FundYear:
    """The first one, whichever that is; then always the one after the last."""
    last = FundYear.objects.select_for_update().order_by("-year").first()
    if last is not None and number != last.year + 1:
        raise FundsProblem(
            _("The years follow each other: the next one is %(year)d.") % {"year": last.year + 1}
        )
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise FundsProblem(_("This year cannot be right. Choose one from 2000 to 2199."))
    year = FundYear.objects.create(collective=collective, year=number)
    record(year, Verb.CREATED, by=by)
    return year


def set_yield(year: FundYear, account: DrawingAccount, cents: int, *, by: User | None) -> bool:
    """What the account brings in this year. A second amount corrects the first. Whether anything changed."""
    with held(year) as now:
        return _set_amount(
            now, account, Kind.YIELD, cents, text=_("Yield of %(year)s") % {"year": now}, by=by
        )


def set_savings(year: FundYear, account: DrawingAccount, cents: int, *, by: User | None) -> bool:
    """What was saved before the books began: in their first year only, and once."""
    with held(year) as now:
        there = balance_of(account, now).saved
        if there == cents:
            return False
        if not is_first(now):
            raise FundsProblem(
                _("Savings follow from the year before. They are typed in for the first year only.")
            )
        if there:
            raise FundsProblem(_("The savings of %(account)s stand already.") % {"account": account})
        day = date(now.year, 1, 1)
        book(now, account, Kind.SAVING, cents, text=_("Saved from before"), day=day, by=by)
        return True


def _set_amount(
    year: FundYear, account: DrawingAccount, kind: Kind, cents: int, *, text: str, by: User | None
) -> bool:
    entries = LedgerEntry.objects.filter(year=year, account=account, kind=kind)
    first = entries.filter(corrects__isnull=True).first()
    difference = cents - sum(entries.values_list("amount_eur_cents", flat=True))
    if difference == 0:
        return False
    day = date(year.year, 1, 1) if first is None else None
    book(year, account, kind, difference, text=text, day=day, corrects=first, by=by)
    return True


@transaction.atomic
def correct_entry(entry: LedgerEntry, cents: int, *, reason: str, by: User | None) -> LedgerEntry:
    """`cents` is what there is too little of in the entry, below zero what there is too much. It stands in a year that is
    open now, and refers to the entry."""
    if entry.kind not in CORRECTED or entry.is_correction:
        raise FundsProblem(
            _("Only a yield and a payment are corrected. Other entries have one that undoes them.")
        )
    request = _locked(entry.request)
    with held(_year_of_correction(entry, request)) as year:
        if corrected_amount(entry) + cents < 0:
            raise FundsProblem(_("A correction takes away no more than there was."))
        return _book_correction(year, entry, request, cents, reason=reason, by=by)


def _book_correction(
    year: FundYear,
    entry: LedgerEntry,
    request: FundingRequest | None,
    cents: int,
    *,
    reason: str,
    by: User | None,
) -> LedgerEntry:
    is_settled = request is not None and request.state == RequestState.CLOSED
    if is_settled and cents > 0:
        raise FundsProblem(_("This request is closed. What was paid more needs a request of its own."))
    kind = Kind(entry.kind)
    done = book(year, entry.account, kind, cents, text=reason, request=request, corrects=entry, by=by)
    if request is not None and is_settled:
        text = _("Came back after closing: %(title)s") % {"title": request.title}
        book(year, entry.account, Kind.RELEASE, -cents, text=text, request=request, by=by)
    return done


def _year_of_correction(entry: LedgerEntry, request: FundingRequest | None) -> FundYear:
    """Its own when that is open; of a request the one in which it is booked now; else the first that is open."""
    if request is not None and request.state in UNSETTLED:
        return request.year
    open_now = FundYear.objects.filter(closed_at__isnull=True, year__gte=entry.year.year).order_by("year")
    found = open_now.first()
    if found is None:
        raise FundsProblem(_("No year is open. Open one first."))
    return found


def _locked(request: FundingRequest | None) -> FundingRequest | None:
    return None if request is None else FundingRequest.objects.select_for_update().get(pk=request.pk)


@transaction.atomic
def close_year(year: FundYear, *, by: User | None) -> FundYear:
    """What is left becomes savings of the next year; what was granted and not paid stays granted there."""
    if FundYear.objects.filter(year__lt=year.year, closed_at__isnull=True).exists():
        raise FundsProblem(_("An earlier year is still open. Close that one first."))
    with held(year) as now:
        if timezone.localdate().year < now.year:
            raise FundsProblem(_("This year has not begun yet."))
        if Swap.objects.filter(year=now, state=SwapState.PROPOSED).exists():
            raise FundsProblem(_("A swap of this year still waits for consent. Answer or withdraw it first."))
        following = FundYear.objects.filter(year=now.year + 1).first() or open_year(
            now.collective, now.year + 1, by=by
        )
        with held(following) as after:
            _carry_over(now, after, by=by)
        save_changes(now, by=by, closed_at=timezone.now())
        return after


def _carry_over(year: FundYear, after: FundYear, *, by: User | None) -> None:
    open_commitments = committed_in(year)
    requests = FundingRequest.objects.filter(IS_UNSETTLED, year=year).select_related("account")
    moving = list(requests.select_for_update(of=("self",)).order_by("pk"))
    for request in moving:
        _release(year, request, open_commitments.get(request.pk, 0), after, by=by)
    balances = balances_of(year)
    for account in DrawingAccount.objects.filter(pk__in=balances).order_by("pk"):
        _save(account, balances[account.pk], year, after, by=by)
    for request in moving:
        if request.state in GRANTED and open_commitments.get(request.pk, 0):
            text = _("Granted in %(year)s: %(title)s") % {"year": year, "title": request.title}
            cents = open_commitments[request.pk]
            first = date(after.year, 1, 1)
            book(after, request.account, Kind.GRANT, cents, text=text, day=first, request=request, by=by)
        save_changes(request, by=by, year=after)


def _release(
    year: FundYear, request: FundingRequest, cents: int, after: FundYear, *, by: User | None
) -> None:
    if cents:
        text = _("Goes along to %(year)s: %(title)s") % {"year": after, "title": request.title}
        last = date(year.year, 12, 31)
        book(year, request.account, Kind.RELEASE, cents, text=text, day=last, request=request, by=by)


def _save(
    account: DrawingAccount, balance: Balance, year: FundYear, after: FundYear, *, by: User | None
) -> None:
    if balance.free:
        out, into = _("Saved for %(year)s") % {"year": after}, _("Saved from %(year)s") % {"year": year}
        last, first = date(year.year, 12, 31), date(after.year, 1, 1)
        book(year, account, Kind.CARRY, balance.free, text=out, day=last, by=by)
        book(after, account, Kind.SAVING, balance.free, text=into, day=first, by=by)
