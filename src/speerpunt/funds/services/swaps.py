"""Swaps between accounts: proposed by one, consented to for both, then booked."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Person
from speerpunt.members.queries.people import person_of

from ..enums import MOST_CENTS, SwapState
from ..enums import EntryKind as Kind
from ..models import DrawingAccount, FundYear, Swap
from ..problems import FundsProblem
from .ledger import book, held


@transaction.atomic
def propose_swap(
    year: FundYear,
    *,
    giver: DrawingAccount,
    taker: DrawingAccount,
    cents: int,
    reason: str,
    by: User | None,
) -> Swap:
    """Nothing is consented to by proposing it: each side says so."""
    if giver == taker:
        raise FundsProblem(_("A swap is between two."))
    if not 0 < cents <= MOST_CENTS:
        raise FundsProblem(_("An amount is more than zero, and at most ten thousand million euros."))
    with held(year) as now:
        swap = Swap.objects.create(
            collective_id=now.collective_id,
            year=now,
            giver=giver,
            taker=taker,
            amount_eur_cents=cents,
            reason=reason,
            proposed_by=person_of(by),
        )
    record(swap, Verb.CREATED, by=by)
    return swap


def consent_to_swap(swap: Swap, account: DrawingAccount, *, by: User) -> bool:
    """For the account that he speaks for, which the caller asks. Whether the swap is booked by that."""
    with held(swap.year) as year:
        swap, person = _locked(swap), person_of(by)
        if person is None:
            raise FundsProblem(_("Only a person who is known here can consent."))
        _consent(swap, account, person, by=by)
        if swap.giver_consent_at is None or swap.taker_consent_at is None:
            return False
        save_changes(swap, by=by, state=SwapState.BOOKED)
        out, into = (
            _("To %(account)s") % {"account": swap.taker},
            _("From %(account)s") % {"account": swap.giver},
        )
        cents = swap.amount_eur_cents
        book(year, swap.giver, Kind.SWAP_OUT, cents, text=f"{out}: {swap.reason}", swap=swap, by=by)
        book(year, swap.taker, Kind.SWAP_IN, cents, text=f"{into}: {swap.reason}", swap=swap, by=by)
        return True


def _consent(swap: Swap, account: DrawingAccount, person: Person, *, by: User) -> None:
    side, other = ("giver", "taker") if account.pk == swap.giver_id else ("taker", "giver")
    if account.pk not in {swap.giver_id, swap.taker_id}:
        raise FundsProblem(_("This account has no part in the swap."))
    if getattr(swap, f"{side}_consent_at") is not None:
        raise FundsProblem(_("Consent was given already for %(account)s.") % {"account": account})
    if getattr(swap, f"{other}_consent_by_id") == person.pk:
        raise FundsProblem(_("You consented for the other side. Somebody else consents for this one."))
    consent: dict[str, Any] = {f"{side}_consent_by": person, f"{side}_consent_at": timezone.now()}
    save_changes(swap, by=by, **consent)


@transaction.atomic
def refuse_swap(swap: Swap, *, reason: str, by: User | None) -> None:
    save_changes(_locked(swap), by=by, state=SwapState.REFUSED, answer=reason)


@transaction.atomic
def withdraw_swap(swap: Swap, *, by: User | None) -> None:
    save_changes(_locked(swap), by=by, state=SwapState.WITHDRAWN)


def _locked(swap: Swap) -> Swap:
    rows = Swap.objects.select_for_update(of=("self",)).select_related("giver", "taker", "year")
    now = rows.get(pk=swap.pk)
    if not now.is_open:
        raise FundsProblem(_("This swap was answered already. Nothing was changed."))
    return now
