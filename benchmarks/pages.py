"""CPU time of one request, through the real WSGI application with every middleware, no page cache.

Runs in a process of its own for each database: `python -m benchmarks.pages` prints one JSON object.
"""

import io
import json
import os
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.cookies import SimpleCookie
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
django.setup()

from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django_scopes import scope  # noqa: E402

from benchmarks.actions import add_many_actions  # noqa: E402
from speerpunt.actions.models import Action  # noqa: E402
from speerpunt.core.models import Collective, User  # noqa: E402
from speerpunt.members.models import Organisation  # noqa: E402
from speerpunt.places.models import Area  # noqa: E402
from speerpunt.priorities.models import Project  # noqa: E402

WARM_UP, RUNS = 5, 60
MEMBER = "lid@leiden.example"
ACTIONS = 20_000
BACKEND = "speerpunt.core.backends.AccountBackend"


@dataclass(frozen=True)
class Asked:
    page: str
    path: str
    visitor: str
    kind: str


@dataclass(frozen=True)
class Measured:
    page: str
    visitor: str
    kind: str
    median_ms: float
    p95_ms: float
    queries: int
    kilobytes: float


def main() -> None:
    application = get_wsgi_application()
    add_many_actions(Collective.objects.get(slug="leiden"), ACTIONS)
    cookie = signed_in(MEMBER)
    results = [measure(application, page, cookie) for page in pages()]
    print(json.dumps({"engine": engine(), "rows": [asdict(result) for result in results]}))


def engine() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0]}"


def pages() -> Iterator[Asked]:
    """Every page that is measured, on real rows."""
    leiden = Collective.objects.get(slug="leiden")
    with scope(collective=leiden):
        enterprise = Organisation.objects.filter(kind="enterprise").order_by("pk")[100]
        project = Project.objects.get(title="Spanjaardsbrug")
        area = Area.objects.get(slug="de-waard")
        action = Action.objects.get(title="Bel de provincie over de twee dichte bruggen")
    yield Asked("Register", "/leiden/organisaties/", "member", "list")
    yield Asked("Register, searched", "/leiden/organisaties/?zoek=bakkerij", "member", "list")
    yield Asked("Register, page 100", "/leiden/organisaties/?bladzijde=100", "member", "list")
    yield Asked("Organisation", f"/leiden/organisaties/{enterprise.pk}/", "member", "object")
    yield Asked("Projects", "/leiden/projecten/", "member", "list")
    yield Asked("Timeline", "/leiden/projecten/tijdlijn/", "member", "list")
    yield Asked("Project", f"/leiden/projecten/{project.pk}/", "member", "object")
    yield Asked("Areas", "/leiden/gebieden/", "member", "list")
    yield Asked("Area", f"/leiden/gebieden/{area.slug}/", "member", "object")
    yield Asked("Actions", "/leiden/acties/", "member", "list")
    yield Asked("Actions, all", "/leiden/acties/?stand=alles", "member", "list")
    yield Asked("Actions, searched", "/leiden/acties/?zoek=bespreek", "member", "list")
    yield Asked("Actions of an area", f"/leiden/acties/?gebied={area.slug}", "member", "list")
    yield Asked("Action", f"/leiden/acties/{action.pk}/", "member", "object")
    yield Asked("City", "/leiden/", "member", "list")
    yield Asked("City", "/leiden/", "public", "list")
    yield Asked("Today", "/leiden/vandaag/", "member", "list")


def signed_in(email: str) -> str:
    user = User.objects.get(email=email)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookie = SimpleCookie({"sessionid": session.session_key or ""})
    return cookie.output(header="", sep=";").strip()


def measure(application: Any, asked: Asked, cookie: str) -> Measured:
    sent = cookie if asked.visitor != "public" else ""
    for _ in range(WARM_UP):
        size = request(application, asked.path, sent)
    milliseconds = sorted(timed(application, asked.path, sent) for _ in range(RUNS))
    return Measured(
        page=asked.page,
        visitor=asked.visitor,
        kind=asked.kind,
        median_ms=round(statistics.median(milliseconds), 1),
        p95_ms=round(milliseconds[int(RUNS * 0.95) - 1], 1),
        queries=queries(application, asked.path, sent),
        kilobytes=round(size / 1024, 1),
    )


def timed(application: Any, path: str, cookie: str) -> float:
    start = time.process_time()
    request(application, path, cookie)
    return (time.process_time() - start) * 1000


def request(application: Any, path: str, cookie: str) -> int:
    """One request; the number of bytes of the answer, which must be a page."""
    answered: list[str] = []
    plain, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": plain,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_COOKIE": cookie,
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    response = application(environ, lambda status, headers, *rest: answered.append(status))
    size = sum(len(part) for part in response)
    response.close()
    if answered != ["200 OK"]:
        raise RuntimeError(f"{path} answered {answered}")
    return size


def queries(application: Any, path: str, cookie: str) -> int:
    count = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counted):
        request(application, path, cookie)
    return count


if __name__ == "__main__":
    main()
