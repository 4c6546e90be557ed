"""Programs that send the same requests of another system at once, each with the same Idempotency-Key.

Prints as JSON what each was answered, and how many organisations there are in the end. They are forks of one program,
which has closed its connection.
"""

import json
import multiprocessing

import django

PROGRAMS, KEYS = 4, 5


def main() -> dict[str, object]:
    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()

    secret = prepared()
    connection.close()
    with multiprocessing.get_context("fork").Pool(PROGRAMS) as pool:
        answers = pool.map(asked_for_each_key, [secret] * PROGRAMS, chunksize=1)
    return {"answers": answers, "made": made()}


def prepared() -> str:
    from django_scopes import scope

    from speerpunt.members.enums import StandingKind
    from tests import factories as make

    collective = make.make_collective("leiden")
    office = make.make_visitor(collective, StandingKind.OFFICE)
    with scope(collective=collective):
        _key, secret = make.make_key(collective, office)
    return secret


def asked_for_each_key(secret: str) -> list[tuple[int, str]]:
    """Status and address of what was made, for each key."""
    from tests.api.asking import Asker

    asker = Asker(secret, "leiden")
    answers = (
        asker.post(
            "organisations", {"kind": "club", "name": f"Club {key}"}, **{"Idempotency-Key": f"nr-{key}"}
        )
        for key in range(KEYS)
    )
    return [(answer.status_code, answer.get("Location", "")) for answer in answers]


def made() -> int:
    from django_scopes import scopes_disabled

    from speerpunt.members.models import Organisation

    with scopes_disabled():
        return Organisation.objects.filter(name__startswith="Club").count()


if __name__ == "__main__":
    print(json.dumps(main()))
