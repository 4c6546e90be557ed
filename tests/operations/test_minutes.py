"""Several people write minutes at the same moment, over HTTP, on the database of the test run."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db.utils import ConnectionHandler

from speerpunt.config.databases import database_from_environment

from .trials import running
from .visitors import FOUND, Visitor

TYPISTS = 6
EACH = 5
MAKE_MEETING = """
from datetime import timedelta
from django.utils import timezone
from django_scopes import scope
from speerpunt.core.models import Collective
from speerpunt.meetings.models import AgendaItem, Meeting
from speerpunt.members.models import Body
collective = Collective.objects.get(slug="leeg")
with scope(collective=collective):
    now = timezone.now()
    body = Body.objects.create(collective=collective, kind="board", name="Bestuur dat schrijft")
    meeting = Meeting.objects.create(
        collective=collective, body=body, title="Samen", starts_at=now, ends_at=now + timedelta(hours=2),
        state="running", opened_at=now, called_at=now, minutes_state="draft",
    )
    AgendaItem.objects.create(collective=collective, body=body, meeting=meeting, title="Punt")
"""


@pytest.fixture(scope="module")
def written_to(prepared, database_url, django_db_blocker):
    """Asks the database of the server."""
    prepared.run_in_shell(MAKE_MEETING)

    def ask(question):
        entry = database_from_environment(prepared.var, {"SPEERPUNT_DATABASE_URL": database_url})
        with django_db_blocker.unblock():
            connection = ConnectionHandler({"default": entry})["default"]
            try:
                with connection.cursor() as cursor:
                    cursor.execute(question)
                    return cursor.fetchall()
            finally:
                connection.close()

    return ask


@pytest.fixture
def desk(written_to):
    meeting, item = written_to("SELECT meeting_id, id FROM meetings_agendaitem WHERE title = 'Punt'")[0]
    return f"/leeg/overleg/{meeting}/notulen/{item}/"


def together(server, desk, lines_of):
    """Each typist sends his lines, one after the other; all typists at once."""
    url = running(server).url
    office = Visitor(url)
    office.sign_in()
    office.get(desk)

    def write(typist):
        visitor = office.beside(url)
        statuses = [visitor.post(desk, **line).status for line in lines_of(typist)]
        visitor.leave()
        return statuses

    office.leave()
    with ThreadPoolExecutor(TYPISTS) as pool:
        return [status for statuses in pool.map(write, range(TYPISTS)) for status in statuses]


def test_the_same_line_sent_by_many_at_once_is_one_line(server, written_to, desk):
    """What a browser does that lost the answer, and sends again from two tabs."""
    keys = [str(uuid.uuid4()) for _each in range(EACH)]
    lines = [{"kind": "note", "text": f"Regel {key}", "key": key} for key in keys]
    assert set(together(server, desk, lambda typist: lines)) == {FOUND}
    counts = dict(
        written_to("SELECT text, COUNT(*) FROM meetings_minuteentry WHERE kind = 'note' GROUP BY text")
    )
    assert counts == {f"Regel {key}": 1 for key in keys}


def test_decisions_taken_at_once_have_each_their_own_number(server, written_to, desk):
    def lines_of(typist):
        return [
            {"kind": "decision", "text": f"Besluit {typist}.{number}", "key": str(uuid.uuid4())}
            for number in range(EACH)
        ]

    assert set(together(server, desk, lines_of)) == {FOUND}
    numbers = [number for (number,) in written_to("SELECT number FROM meetings_decision ORDER BY number")]
    assert numbers == list(range(1, TYPISTS * EACH + 1))
    assert "locked" not in server.log
