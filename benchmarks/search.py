"""CPU time of a search in 12,000 organisations and 20,000 papers, and of what one gets without building a search.

Runs in a process of its own for each database, in one that `load_example` filled: `python -m benchmarks.search`
prints one JSON object. On PostgreSQL, the time of its server process counts too.
"""

import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.http import urlencode  # noqa: E402
from django_scopes import scope  # noqa: E402

from benchmarks.pages import MEMBER, engine, queries, request, signed_in  # noqa: E402
from benchmarks.papers import Words, add_many_papers  # noqa: E402
from benchmarks.plain_search import build_full_text, by_full_text, by_icontains  # noqa: E402
from speerpunt.core.models import Collective, SearchEntry, User  # noqa: E402
from speerpunt.core.services.search_index import reindex  # noqa: E402
from speerpunt.members.models import Organisation  # noqa: E402
from speerpunt.members.queries import attach_standing  # noqa: E402

ORGANISATIONS, PAPERS = 12_000, 20_000
WARM_UP, RUNS, PEER_RUNS = 2, 9, 1
OFFICE = "programmabureau@leiden.example"
VISITORS = (("office", OFFICE), ("member", MEMBER))


def main() -> None:
    leiden = Collective.objects.get(slug="leiden")
    add_organisations(leiden, ORGANISATIONS)
    words = add_many_papers(leiden, PAPERS)
    built = build(leiden)
    with scope(collective=leiden):
        asked = questions(words)
        build_full_text()
        built |= {
            "organisations": Organisation.objects.kept().count(),
            "papers": PAPERS,
            "entries": SearchEntry.objects.count(),
        }
    analyze()
    application = get_wsgi_application()
    rows = [
        measure(application, leiden, visitor, User.objects.get(email=email), text)
        for visitor, email in VISITORS
        for text in asked
    ]
    print(json.dumps({"engine": engine(), "built": built, "rows": rows}))


def add_organisations(leiden: Collective, count: int) -> None:
    """The made-up ones once more, under another name, until there are so many."""
    with scope(collective=leiden):
        rows = list(Organisation.objects.filter(kind="enterprise").order_by("pk"))
        more = rows[: max(count - Organisation.objects.count(), 0)]
        for row in more:
            row.pk, row.name, row.kvk_number, row.branch_number = None, f"{row.name} Twee", "", ""
        Organisation.objects.bulk_create(more, batch_size=1000)


def build(leiden: Collective) -> dict[str, float]:
    """Time of this process for the index, and what it takes on disk."""
    size, start = disk(), spent()
    reindex(leiden)
    seconds = (spent() - start) / 1000
    return {"seconds": round(seconds, 1), "megabytes": round((disk() - size) / 1e6, 1)}


def questions(words: Words) -> list[str]:
    """From a word that stands almost nowhere to one that stands everywhere, and what is no word at all."""
    shop = Organisation.objects.filter(kind="enterprise").exclude(postcode="").order_by("pk")[100]
    rare = [word for word in words.all if len(word) > 8][-1]
    return [
        rare,
        words.all[20_000],
        words.all[5_000],
        words.all[1_000],
        "spanjaardsbrug",
        "bakkerij",
        "leiden",
        "ondernemer",
        "terrein",
        "bedrijventerreinen",
        "fiets",
        "fietspaden leiden",
        "mobilitiet",
        "bedrijventerein",
        "spanjaardbrugg",
        "overleg gemeente mobiliteit",
        "ondernemers bedrijventerrein leiden",
        "parkeren op het bedrijventerrein bij de brug",
        shop.postcode,
        f"{shop.postcode[:4]} {shop.postcode[4:]}",
        shop.name,
        "xylofoonqwerty",
    ]


def measure(application: Any, leiden: Collective, visitor: str, user: User, text: str) -> dict[str, Any]:
    path, cookie = f"/leiden/zoeken/?{urlencode({'q': text})}", signed_in(user.email)
    whole = times(lambda: request(application, path, cookie), WARM_UP, RUNS)
    with scope(collective=leiden):
        attach_standing(user, leiden)
        contains = times(lambda: by_icontains(user, text), 0, PEER_RUNS)
        full_text = times(lambda: by_full_text(user, text), 1, PEER_RUNS)
    return {
        "asked": text,
        "visitor": visitor,
        "median_ms": round(statistics.median(whole), 1),
        "p95_ms": round(whole[int(RUNS * 0.95) - 1], 1),
        "queries": queries(application, path, cookie),
        "icontains_ms": round(statistics.median(contains), 1),
        "full_text_ms": round(statistics.median(full_text), 1),
    }


def times(task: Callable[[], object], warm_up: int, runs: int) -> list[float]:
    for _ in range(warm_up):
        task()
    taken = []
    for _ in range(runs):
        start = spent()
        task()
        taken.append(spent() - start)
    return sorted(taken)


def spent() -> float:
    """Milliseconds of a processor: of this process, and of the one that serves it on PostgreSQL."""
    served = 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            server = cursor.fetchone()[0]
        served = int(Path(f"/proc/{server}/schedstat").read_text().split()[0])
    return (time.process_time_ns() + served) / 1e6


def disk() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def analyze() -> None:
    """As the server of PostgreSQL does by itself before long."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
