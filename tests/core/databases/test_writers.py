"""Row 2 of the quality table, short here.

SPEERPUNT_WRITER_SECONDS=60, as in `make quality`, gives the full length; only then the times are judged, because
in a short run beside other tests they say more of the machine.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.db.utils import ConnectionHandler

WRITERS = 16
FULL_LENGTH = os.environ.get("SPEERPUNT_WRITER_SECONDS", "")
SECONDS = FULL_LENGTH or "3"
LONGEST_SECONDS = 0.5
QUESTIONS = ("SELECT count(*) FROM note", "SELECT number FROM total", "PRAGMA integrity_check")
PROGRAM = Path(__file__).with_name("writers.py")


def test_sixteen_writers_wait_their_turn(tmp_path, django_db_blocker):
    file = tmp_path / "many.sqlite3"
    command = [sys.executable, str(PROGRAM), str(file), SECONDS, str(WRITERS)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.stderr == ""
    took = sorted(json.loads(ended.stdout))
    slow = took[int(len(took) * 0.95)]
    print(f"{len(took)} writes; 95% within {slow * 1000:.0f} ms, all within {took[-1] * 1000:.0f} ms")
    if FULL_LENGTH:
        assert slow <= LONGEST_SECONDS
    with django_db_blocker.unblock():
        assert counts(file) == (len(took), len(took), "ok")


def counts(file):
    engine = "speerpunt.core.databases.sqlite3"
    connection = ConnectionHandler({"default": {"ENGINE": engine, "NAME": str(file)}})["default"]
    with connection.cursor() as cursor:
        answers = tuple(cursor.execute(sql).fetchone()[0] for sql in QUESTIONS)
    connection.close()
    return answers
