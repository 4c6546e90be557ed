"""Programs that grant from the same account at once: `grants.py services|rows`.

The database has its tables already. With `rows` they write past every service, so that only the database is left to
refuse. Prints as JSON how many grants each program got through, and what is left. They are forks of one program, which
has closed its connection.
"""

import json
import multiprocessing
import sys

import django

PROGRAMS, TRIES, GRANT, YIELD = 4, 5, 100_00, 1_050_00


def main(way: str) -> dict[str, object]:
    django.setup()
    from django.db import connection

    keys = prepared()
    connection.close()
    with multiprocessing.get_context("fork").Pool(PROGRAMS) as pool:
        got = pool.starmap(grant_often, [(way, *keys)] * PROGRAMS, chunksize=1)
    return {"granted": got, "left": left(*keys)}


def prepared() -> tuple[int, int, int]:
    """Collective, account and decision."""
    from django_scopes import scope

    from tests import factories as make

    collective = make.make_collective("leiden")
    with scope(collective=collective):
        account = make.make_drawing_account(collective)
        make.make_yield(account, make.make_fund_year(collective), YIELD)
        return collective.pk, account.pk, make.make_meeting_decision(collective).pk


def grant_often(way: str, *keys: int) -> int:
    grant = {"services": by_services, "rows": by_rows}[way]
    return sum(grant(*keys) for _try in range(TRIES))


def by_services(collective_id: int, account_id: int, decision_id: int) -> bool:
    from django_scopes import scope

    from speerpunt.core.models import Collective
    from speerpunt.funds.models import DrawingAccount, FundYear
    from speerpunt.funds.services import FundsProblem, approve_request, ask, write_request
    from speerpunt.meetings.models import Decision

    collective = Collective.objects.get(pk=collective_id)
    with scope(collective=collective):
        account, year = DrawingAccount.objects.get(pk=account_id), FundYear.objects.get()
        request = write_request(
            collective, by=None, account=account, year=year, title="Aanvraag", amount_eur_cents=GRANT
        )
        ask(request, by=None)
        try:
            decision = Decision.objects.get(pk=decision_id)
            approve_request(request, cents=GRANT, decision=decision, by=None)
        except FundsProblem:
            return False
    return True


def by_rows(collective_id: int, account_id: int, _decision_id: int) -> bool:
    from django.db import DatabaseError, transaction
    from django_scopes import scope

    from speerpunt.core.models import Collective
    from speerpunt.funds.models import DrawingAccount, FundYear, LedgerEntry
    from tests import factories as make

    collective = Collective.objects.get(pk=collective_id)
    with scope(collective=collective):
        account, year = DrawingAccount.objects.get(pk=account_id), FundYear.objects.get()
        request = make.make_funding_request(account, year)
        facts = {"collective": collective, "account": account, "year": year, "request": request}
        try:
            with transaction.atomic():
                LedgerEntry.objects.create(kind="grant", amount_eur_cents=GRANT, text="x", **facts)
        except DatabaseError:
            return False
    return True


def left(collective_id: int, account_id: int, _decision_id: int) -> int:
    from django_scopes import scope

    from speerpunt.core.models import Collective
    from speerpunt.funds.models import DrawingAccount, FundYear
    from speerpunt.funds.queries import balance_of

    with scope(collective=Collective.objects.get(pk=collective_id)):
        return balance_of(DrawingAccount.objects.get(pk=account_id), FundYear.objects.get()).free


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
