"""What whoever watches over the installation gets to know, and what nobody may learn from it."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from speerpunt.config.logs import JsonLines
from speerpunt.core import watching
from speerpunt.core.health import work
from speerpunt.core.models import Job, OutgoingMail, RecurringWork
from tests import factories as make

pytestmark = pytest.mark.django_db

CANARY = "Kanariepiet"


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def beating():
    RecurringWork.objects.create(name=work.BEAT, next_at=timezone.now())


@pytest.mark.usefixtures("beating")
def test_what_is_well_says_so(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200
    well = {"state": "ok", "database": "ok", "worker": "ok", "storage": "ok", "disk": "ok"}
    assert answer.json() == well
    assert answer["Cache-Control"].startswith("private")


def test_without_a_worker_it_is_ill(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["worker"]) == (503, "away")


@pytest.mark.usefixtures("beating")
def test_without_room_it_is_ill(client, monkeypatch):
    monkeypatch.setattr(watching, "room_in", lambda folder: 1000)
    assert client.get("/healthz").json() == {**client.get("/healthz").json(), "state": "ill", "disk": "low"}


@pytest.mark.usefixtures("beating")
def test_without_storage_it_is_ill(client, monkeypatch):
    def gone(name):
        raise OSError(f"no route to {CANARY}")

    monkeypatch.setattr(storages["documents"], "exists", gone)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["storage"]) == (503, "away")
    assert CANARY not in answer.content.decode()


def test_without_a_database_it_is_ill_and_says_no_more(monkeypatch):
    class Away:
        def cursor(self):
            raise DatabaseError(f"connection to {CANARY} failed")

    monkeypatch.setattr(watching, "connection", Away())
    state = watching.state()
    assert (state["database"], state["worker"]) == ("away", "unknown")
    assert CANARY not in str(state)


def test_figures_are_for_nobody_unless_said_so(client):
    assert client.get("/metrics").status_code == 404


def test_figures_are_for_who_has_the_token(client, settings):
    settings.METRICS_TOKEN = "een-lang-geheim"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"authorization": "Bearer iets-anders"}).status_code == 404
    answer = client.get("/metrics", headers={"authorization": "Bearer een-lang-geheim"})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "via"])
def test_a_network_that_is_named_may_read_them_but_not_through_a_proxy(client, settings, header):
    settings.METRICS_NETWORKS = ["127.0.0.0/8"]
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", headers={header: "127.0.0.1"}).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1").status_code == 404


def test_figures_count_pages_by_name_and_what_waits(client, settings):
    settings.METRICS_NETWORKS = ["127.0.0.1"]
    leiden = make.make_collective("leiden")
    with scope(collective=leiden):
        Job.objects.create(collective=leiden, kind="x", created_at=timezone.now() - timedelta(minutes=5))
    OutgoingMail.objects.create(sender="a@b.example", subject="x", due_at=None)
    client.get(f"/leiden/organisaties/?q={CANARY}")
    client.get(f"/leiden/{CANARY}/")
    told = client.get("/metrics").content.decode()
    lines = dict(line.rsplit(" ", 1) for line in told.splitlines() if not line.startswith("#"))
    assert float(lines['speerpunt_requests_total{method="GET",status="404",view=""}']) >= 1
    assert any("members:organisations" in line for line in lines)
    assert lines['speerpunt_jobs{state="queued"}'] == "1.0"
    assert lines['speerpunt_mails{state="given_up"}'] == "1.0"
    assert 290 < float(lines["speerpunt_job_waiting_seconds"]) < 400
    assert lines["speerpunt_worker_seconds"] == "-1.0"
    assert CANARY not in told


class Kept(logging.Handler):
    """Before any other sees a record, as when the settings ask for JSON."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[dict] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def log():
    kept, root, requests = Kept(), logging.getLogger(), logging.getLogger("speerpunt.requests")
    levels = root.level, requests.level
    root.handlers.insert(0, kept)
    root.setLevel(logging.INFO)
    requests.setLevel(logging.INFO)
    yield kept.lines
    root.removeHandler(kept)
    root.setLevel(levels[0])
    requests.setLevel(levels[1])


def test_a_request_is_one_line_of_json(client, log):
    make.make_collective("leiden")
    client.get("/leiden/")
    (line,) = (line for line in log if line["message"] == "request")
    assert set(line) == {
        *("at", "level", "logger", "message", "where"),
        *("method", "view", "status", "milliseconds", "collective"),
    }
    assert (line["view"], line["status"], line["collective"]) == ("portal:city", 200, "leiden")


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.get(f"/leiden/organisaties/?q={CANARY}"),
        lambda client: client.get(f"/leiden/{CANARY}/"),
        lambda client: client.get(f"/{CANARY}"),
        lambda client: client.get("/", headers={"host": f"{CANARY}.example"}),
        lambda client: client.get("/leiden/", headers={"user-agent": CANARY, "referer": CANARY}),
        lambda client: client.post("/account/aanmelden/", {"login": f"{CANARY}@a.example", "password": "x"}),
        lambda client: client.post("/account/aanmelden/code/", {"email": f"{CANARY}@a.example"}),
        lambda client: client.post("/leiden/organisaties/nieuw/", {"name": CANARY}),
        lambda client: Client(enforce_csrf_checks=True).post(
            "/leiden/organisaties/nieuw/",
            {"name": CANARY},
            headers={"referer": f"https://{CANARY}/"},
            secure=True,
        ),
        lambda client: client.get(f"/leiden/uitnodiging/{CANARY * 5}/"),
        lambda client: client.get(f"/leiden/projecten/?{CANARY}=1&pagina=zz"),
    ],
)
def test_nothing_of_a_visitor_stands_in_the_log(client, log, ask):
    make.make_collective("leiden")
    ask(client)
    assert log
    assert CANARY.lower() not in json.dumps(log).lower()


def test_what_an_exception_says_stays_out_of_it_and_where_it_was_does_not(client, log, monkeypatch):
    make.make_collective("leiden")
    client.raise_request_exception = False

    def fail(*_arguments, **_facts):
        raise ValueError(f"{CANARY}@a.example is there already")

    monkeypatch.setattr("speerpunt.core.middleware.CollectiveMiddleware.process_view", fail)
    assert client.get(f"/leiden/?q={CANARY}").status_code == 500
    assert CANARY.lower() not in json.dumps(log).lower()
    (line,) = (line for line in log if "exception" in line)
    assert (line["exception"], line["message"]) == ("builtins.ValueError", "500 Internal Server Error")
    assert any(" fail" in frame for frame in line["trace"])


def test_our_own_lines_say_what_kind_of_problem_there_was(log):
    logging.getLogger("speerpunt.core.work").warning(
        "Jobs wait: %s", DatabaseError(f"Key (email)=({CANARY})")
    )
    (line,) = log
    assert line["message"] == "Jobs wait: DatabaseError"


def test_what_others_write_down_keeps_only_its_pattern(log):
    elsewhere = logging.getLogger("elsewhere")
    elsewhere.warning(f"mail to {CANARY}@a.example failed")
    elsewhere.warning("mail to %s failed", CANARY)
    assert [line["message"] for line in log] == ["", "mail to %s failed"]
