"""Money of an example: drawing rights over the years, requests, a swap, and what outside funds give."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import ClassVar

from django.utils import timezone

from speerpunt.core.services import save_changes
from speerpunt.documents.enums import EXTENSIONS, extension_of
from speerpunt.documents.services.documents import CheckedFile, Taken, take_in
from speerpunt.documents.services.folders import first_folder_of
from speerpunt.documents.services.reading import read_later
from speerpunt.funds.enums import DutyKind, EntryKind, GrantKind, GrantState, RequestState, SwapState
from speerpunt.funds.models import (
    DrawingAccount,
    FundingRequest,
    FundYear,
    Grant,
    GrantDuty,
    GrantInstalment,
    Swap,
)
from speerpunt.funds.services import (
    add_account,
    add_grant,
    add_part,
    approve_request,
    close_year,
    open_year,
    pay,
    refuse_request,
    set_savings,
    set_yield,
    settle_request,
)
from speerpunt.funds.services.ledger import book, held
from speerpunt.meetings.models import Decision

from .documents import FOLDER
from .identities import (
    AccountId,
    AccountReference,
    AreaReference,
    DecisionReference,
    OrganisationReference,
    PersonReference,
    ProjectReference,
)
from .loading import Loading

CENTS = 100
NOON = time(12)


@dataclass(frozen=True)
class YieldRow:
    year: int
    euros: int


@dataclass(frozen=True)
class AccountRow:
    notes: ClassVar = ("invented",)

    id: AccountId
    name: str
    yields: tuple[YieldRow, ...]
    area: AreaReference | None = None
    organisation: OrganisationReference | None = None
    saved_euros: int = 0


@dataclass(frozen=True)
class FundYearRow:
    year: int
    is_closed: bool = False


@dataclass(frozen=True)
class PaymentRow:
    day: date
    euros: int
    text: str = ""


@dataclass(frozen=True)
class FundingRequestRow:
    notes: ClassVar = ("invented",)

    account: AccountReference
    year: int
    title: str
    euros: int
    asked_by: PersonReference
    asked_on: date
    purpose: str = ""
    project: ProjectReference | None = None
    state: RequestState = RequestState.ASKED
    decision: DecisionReference | None = None
    decided_on: date | None = None
    granted_euros: int = 0
    answer: str = ""
    account_due: date | None = None
    payments: tuple[PaymentRow, ...] = ()
    account_given: str = ""
    accounted_on: date | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class SwapRow:
    notes: ClassVar = ("invented",)

    year: int
    giver: AccountReference
    taker: AccountReference
    euros: int
    reason: str
    proposed_by: PersonReference
    proposed_on: date
    giver_consent: PersonReference | None = None
    taker_consent: PersonReference | None = None


@dataclass(frozen=True)
class InstalmentRow:
    expected_on: date
    euros: int
    received_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class DutyRow:
    what: str
    due: date
    kind: DutyKind = DutyKind.REPORT
    done_on: date | None = None


@dataclass(frozen=True)
class GrantRow:
    notes: ClassVar = ("invented",)

    title: str
    fund: str
    provider: str
    kind: GrantKind = GrantKind.GRANT
    state: GrantState = GrantState.AWARDED
    euros: int = 0
    own_share_euros: int | None = None
    own_share_from: str = ""
    reference: str = ""
    conditions: str = ""
    start: date | None = None
    end: date | None = None
    project: ProjectReference | None = None
    lead: PersonReference | None = None
    instalments: tuple[InstalmentRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()


@dataclass(frozen=True)
class FundRows:
    """What the file of the money says."""

    accounts: Sequence[AccountRow] = ()
    years: Sequence[FundYearRow] = ()
    requests: Sequence[FundingRequestRow] = ()
    swaps: Sequence[SwapRow] = ()
    grants: Sequence[GrantRow] = ()


def add_funds(loading: Loading, rows: FundRows, decisions: dict[str, Decision], place: Path | None) -> None:
    """Once: books that somebody keeps are left alone."""
    if not rows.accounts or DrawingAccount.objects.exists() or FundYear.objects.exists():
        return
    books = _Books(loading, decisions, place)
    books.open(rows)
    for year in rows.years:
        for _day, _place, deed in sorted(books.deeds_of(rows, year.year), key=lambda each: each[:2]):
            deed()
        if year.is_closed:
            close_year(books.years[year.year], by=None)
    for grant in rows.grants:
        books.add_grant(grant)
    read_later(loading.collective, books.taken, by=None)


class _Books:
    def __init__(self, loading: Loading, decisions: dict[str, Decision], place: Path | None) -> None:
        self.loading, self.decisions, self.place = loading, decisions, place
        self.accounts: dict[str, DrawingAccount] = {}
        self.years: dict[int, FundYear] = {}
        self.requests: dict[str, FundingRequest] = {}
        self.taken: list[Taken] = []

    def open(self, rows: FundRows) -> None:
        for each in rows.years:
            self.years[each.year] = open_year(self.loading.collective, each.year, by=None)
        for row in rows.accounts:
            account = add_account(
                self.loading.collective,
                name=row.name,
                area=self.loading.areas[row.area] if row.area else None,
                organisation=self.loading.organisations[row.organisation] if row.organisation else None,
                by=None,
            )
            self.accounts[row.id] = account
            if row.saved_euros:
                first = self.years[min(self.years)]
                set_savings(first, account, row.saved_euros * CENTS, by=None)
            for brought_in in row.yields:
                set_yield(self.years[brought_in.year], account, brought_in.euros * CENTS, by=None)

    def deeds_of(self, rows: FundRows, year: int) -> Iterator[tuple[date, int, Callable[[], object]]]:
        """In the order of their days, as a treasurer would have booked them."""
        for number, row in enumerate(rows.requests):
            if row.year == year:
                yield row.asked_on, number, partial(self._ask, row)
                if row.decided_on:
                    yield row.decided_on, number, partial(self._decide, row)
                for payment in row.payments:
                    yield payment.day, number, partial(self._pay, row, payment)
                if row.accounted_on:
                    yield row.accounted_on, number, partial(self._account, row)
        for number, swap in enumerate(rows.swaps):
            if swap.year == year:
                yield swap.proposed_on, number, partial(self._swap, swap)

    def _ask(self, row: FundingRequestRow) -> None:
        self.requests[row.title] = FundingRequest.objects.create(
            collective=self.loading.collective,
            account=self.accounts[row.account],
            year=self.years[row.year],
            title=row.title,
            purpose=row.purpose,
            project=self.loading.projects[row.project] if row.project else None,
            amount_eur_cents=row.euros * CENTS,
            state=RequestState.DRAFT if row.state == RequestState.DRAFT else RequestState.ASKED,
            asked_by=self.loading.people[row.asked_by],
            asked_on=None if row.state == RequestState.DRAFT else row.asked_on,
            created_at=_noon(row.asked_on),
        )
        self._hand_in(row)

    def _hand_in(self, row: FundingRequestRow) -> None:
        if self.place is None:
            return
        for name in row.evidence:
            path = self.place / FOLDER / name
            file = CheckedFile(name, EXTENSIONS[extension_of(name)][0], path)
            folder = first_folder_of(self.requests[row.title], by=None)
            self.taken.append(take_in(folder, file, by=None, beside=[]))

    def _decide(self, row: FundingRequestRow) -> None:
        request = self.requests[row.title]
        if row.state == RequestState.REFUSED or row.decision is None:
            refuse_request(request, reason=row.answer, by=None)
            return
        approve_request(
            request,
            cents=row.granted_euros * CENTS,
            decision=self.decisions[row.decision],
            account_due=row.account_due,
            answer=row.answer,
            day=row.decided_on,
            by=None,
        )

    def _pay(self, row: FundingRequestRow, payment: PaymentRow) -> None:
        pay(self._now(row), payment.euros * CENTS, text=payment.text, day=payment.day, by=None)

    def _account(self, row: FundingRequestRow) -> None:
        request = self._now(row)
        save_changes(
            request,
            by=None,
            state=RequestState.ACCOUNTED,
            account_given=row.account_given,
            accounted_on=row.accounted_on,
        )
        if row.state == RequestState.CLOSED:
            settle_request(request, by=None)

    def _now(self, row: FundingRequestRow) -> FundingRequest:
        return FundingRequest.objects.select_related("year").get(pk=self.requests[row.title].pk)

    def _swap(self, row: SwapRow) -> None:
        people = self.loading.people
        at = _noon(row.proposed_on)
        given, taken = row.giver_consent, row.taker_consent
        swap = Swap.objects.create(
            collective=self.loading.collective,
            year=self.years[row.year],
            giver=self.accounts[row.giver],
            taker=self.accounts[row.taker],
            amount_eur_cents=row.euros * CENTS,
            reason=row.reason,
            proposed_by=people[row.proposed_by],
            giver_consent_by=people[given] if given else None,
            giver_consent_at=at if given else None,
            taker_consent_by=people[taken] if taken else None,
            taker_consent_at=at if taken else None,
            created_at=at,
        )
        if given and taken:
            self._book(swap, row)

    def _book(self, swap: Swap, row: SwapRow) -> None:
        with held(swap.year) as year:
            save_changes(swap, by=None, state=SwapState.BOOKED)
            for account, kind in ((swap.giver, EntryKind.SWAP_OUT), (swap.taker, EntryKind.SWAP_IN)):
                cents = swap.amount_eur_cents
                book(year, account, kind, cents, text=row.reason, swap=swap, day=row.proposed_on, by=None)

    def add_grant(self, row: GrantRow) -> None:
        grant: Grant = add_grant(
            self.loading.collective,
            title=row.title,
            kind=row.kind,
            fund=row.fund,
            provider=row.provider,
            reference=row.reference,
            state=row.state,
            amount_eur_cents=row.euros * CENTS or None,
            own_share_eur_cents=None if row.own_share_euros is None else row.own_share_euros * CENTS,
            own_share_from=row.own_share_from,
            conditions=row.conditions,
            start=row.start,
            end=row.end,
            project=self.loading.projects[row.project] if row.project else None,
            lead=self.loading.people[row.lead] if row.lead else None,
            by=None,
        )
        for each in row.instalments:
            came_in = each.euros * CENTS if each.received_on else None
            add_part(
                grant,
                GrantInstalment,
                expected_on=each.expected_on,
                amount_eur_cents=each.euros * CENTS,
                received_on=each.received_on,
                received_eur_cents=came_in,
                note=each.note,
                by=None,
            )
        for duty in row.duties:
            facts = {"kind": duty.kind, "what": duty.what, "due": duty.due, "done_on": duty.done_on}
            add_part(grant, GrantDuty, by=None, **facts)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, NOON))
