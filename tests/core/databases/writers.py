"""Programs that all write to the same database: `writers.py FILE SECONDS HOW_MANY`.

Prints how long each write took, in seconds, as a JSON list. They are forks of one program, which
has closed its connection, so that the test spends its time on writing.
"""

import json
import multiprocessing
import sys
import time

import django
from django.conf import settings
from django.db import connection, transaction

PAUSE_SECONDS = 0.01
TABLES = (
    "CREATE TABLE note (id integer PRIMARY KEY, number integer)",
    "CREATE TABLE total (id integer PRIMARY KEY, number integer)",
    "INSERT INTO total VALUES (1, 0)",
)


def main(file: str, seconds: float, writers: int) -> list[float]:
    settings.configure(DATABASES={"default": {"ENGINE": "speerpunt.core.databases.sqlite3", "NAME": file}})
    django.setup()
    for sql in TABLES:
        run_sql(sql)
    connection.close()
    with multiprocessing.get_context("fork").Pool(writers) as pool:
        took = pool.map(write_for, [seconds] * writers, chunksize=1)
    return [each for of_one in took for each in of_one]


def write_for(seconds: float) -> list[float]:
    took = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        started = time.monotonic()
        write(len(took))
        took.append(time.monotonic() - started)
        time.sleep(PAUSE_SECONDS)
    return took


@transaction.atomic
def write(number: int) -> None:
    """Read, then write on what was read, with a savepoint: what a service does."""
    (total,) = run_sql("SELECT number FROM total")
    run_sql("INSERT INTO note (number) VALUES (%s)", [number])
    with transaction.atomic():
        run_sql("UPDATE total SET number = %s", [total + 1])


def run_sql(sql, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))))
