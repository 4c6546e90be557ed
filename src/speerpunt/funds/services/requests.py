"""A request for money from its first draft until it is closed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.cells import grouped_euros
from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, save_changes
from speerpunt.meetings.models import Decision
from speerpunt.members.queries.people import person_of

from ..enums import EntryKind as Kind
from ..enums import RequestState as State
from ..models import FundingRequest
from ..problems import FundsProblem
from ..queries.balances import of_request
from ..queries.evidence import has_evidence
from .ledger import book, held


@transaction.atomic
def write_request(collective: Collective, *, by: User | None, **values: Any) -> FundingRequest:
    """A draft: it asks nothing yet."""
    request = FundingRequest.objects.create(collective=collective, asked_by=person_of(by), **values)
    record(request, Verb.CREATED, by=by, changes=[("account", None, request.account)])
    return request


@transaction.atomic
def change_request(request: FundingRequest, *, by: User | None, **values: Any) -> None:
    """Until it is decided on."""
    save_changes(_locked(request, State.DRAFT, State.ASKED), by=by, **values)


@transaction.atomic
def ask(request: FundingRequest, *, by: User | None) -> None:
    request = _locked(request, State.DRAFT)
    asker = person_of(by) or request.asked_by
    save_changes(request, by=by, state=State.ASKED, asked_on=timezone.localdate(), asked_by=asker)


@transaction.atomic
def withdraw_request(request: FundingRequest, *, by: User | None, reason: str = "") -> None:
    request = _locked(request, State.DRAFT, State.ASKED)
    save_changes(request, by=by, state=State.WITHDRAWN, answer=reason)


@transaction.atomic
def approve_request(
    request: FundingRequest,
    *,
    cents: int,
    decision: Decision,
    by: User | None,
    account_due: date | None = None,
    answer: str = "",
    day: date | None = None,
) -> None:
    """As a meeting decided: at most what was asked, and at most what there is."""
    if cents > request.amount_eur_cents:
        raise FundsProblem(_("No more can be granted than was asked."))
    with held(request.year) as year:
        request = _locked(request, State.ASKED)
        save_changes(
            request,
            by=by,
            state=State.APPROVED,
            decision=decision,
            decided_on=decision.decided_on,
            account_due=account_due,
            answer=answer,
        )
        text = request.title
        book(year, request.account, Kind.GRANT, cents, text=text, request=request, by=by, day=day)


@transaction.atomic
def refuse_request(
    request: FundingRequest, *, reason: str, by: User | None, decision: Decision | None = None
) -> None:
    request = _locked(request, State.ASKED)
    decided_on = decision.decided_on if decision is not None else timezone.localdate()
    save_changes(request, by=by, state=State.REFUSED, decision=decision, decided_on=decided_on, answer=reason)


def pay(request: FundingRequest, cents: int, *, text: str, by: User | None, day: date | None = None) -> None:
    """A part, or all that was granted."""
    with held(request.year) as year:
        request = _locked(request, State.APPROVED, State.ACCOUNTED)
        text = f"{request.title}: {text}" if text else request.title
        book(year, request.account, Kind.SPENDING, cents, text=text, request=request, by=by, day=day)
        _tell_amount(request, _("Paid"), cents, by=by)


def let_fall_free(request: FundingRequest, cents: int, *, reason: str, by: User | None) -> None:
    """A part of what was granted is not needed; it can be granted again."""
    with held(request.year) as year:
        request = _locked(request, State.APPROVED, State.ACCOUNTED)
        book(year, request.account, Kind.RELEASE, cents, text=reason, request=request, by=by)
        _tell_amount(request, _("Fell free"), cents, by=by)


def _tell_amount(request: FundingRequest, word: str, cents: int, *, by: User | None) -> None:
    record(request, Verb.CHANGED, by=by, note=f"{word}: € {grouped_euros(cents)}")


@transaction.atomic
def give_account(request: FundingRequest, *, account_given: str, by: User | None) -> None:
    """What was done with the money, with evidence."""
    request = _locked(request, State.APPROVED)
    if not has_evidence(request):
        raise FundsProblem(_("There is no evidence yet. Add a paper to this request first, such as a bill."))
    save_changes(
        request,
        by=by,
        state=State.ACCOUNTED,
        account_given=account_given,
        accounted_on=timezone.localdate(),
    )


def settle_request(request: FundingRequest, *, by: User | None) -> None:
    """What was granted and not paid falls free. One that was paid is accounted for first."""
    with held(request.year) as year:
        request = _locked(request, State.APPROVED, State.ACCOUNTED)
        balance = of_request(request)
        if request.state == State.APPROVED and balance.spent:
            raise FundsProblem(_("Money was paid that is not accounted for yet."))
        if balance.committed:
            text = _("Not needed: %(title)s") % {"title": request.title}
            book(year, request.account, Kind.RELEASE, balance.committed, text=text, request=request, by=by)
        save_changes(request, by=by, state=State.CLOSED)


def _locked(request: FundingRequest, *states: State) -> FundingRequest:
    """The row as it is now, held until the transaction ends; it must be in one of these states."""
    now = (
        FundingRequest.objects.select_for_update(of=("self",))
        .select_related("account", "year")
        .get(pk=request.pk)
    )
    if now.state not in states or now.year_id != request.year_id:
        raise FundsProblem(
            _("Somebody was here before you: the request stands otherwise now. Nothing was changed.")
        )
    return now
