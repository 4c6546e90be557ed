import asyncio
import errno
from io import BytesIO
from types import SimpleNamespace

import pytest

from speerpunt.config import reception
from speerpunt.config.reception import (
    LARGEST_BODY,
    Reception,
    ReceptionProblem,
    VisitorGone,
    body_size,
    environment_of,
    take_in,
)


class Headers:
    """As the server hands them over: small letters, and a name may come twice."""

    def __init__(self, *items):
        self._items = list(items)

    def items(self):
        return self._items

    def get(self, name, default=None):
        return dict(self._items).get(name, default)

    def __contains__(self, name):
        return name in dict(self._items)


class Line:
    """A visitor who sends these pieces, with a pause before each."""

    def __init__(self, *pieces, pause=0.0):
        self._pieces, self._pause = pieces, pause
        self.answer = None

    async def __aiter__(self):
        for piece in self._pieces:
            await asyncio.sleep(self._pause)
            yield piece

    def response_bytes(self, status, headers, body):
        self.answer = (status, dict(headers), body.decode())


def scope(*headers, method="GET", path="/", query=""):
    return SimpleNamespace(
        proto="http",
        http_version="1.1",
        scheme="http",
        method=method,
        path=path,
        query_string=query,
        client="127.0.0.1:51000",
        server="[::1]:8000",
        headers=Headers(*headers),
    )


def echo(environment, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Set-Cookie", " a=b")])
    return [environment["REQUEST_METHOD"].encode(), b" ", environment["wsgi.input"].read()]


def ask(line, *headers, application=echo):
    asyncio.run(Reception(application).receive(scope(*headers, method="POST"), line))
    return line.answer


def test_a_request_in_pieces_comes_to_django_whole():
    assert ask(Line(b"naam=", b"Jansen", b""), ("content-length", "11")) == (
        200,
        {"Content-Type": "text/plain", "Set-Cookie": "a=b"},
        "POST naam=Jansen",
    )


def test_a_request_that_broke_off_is_never_answered():
    assert ask(Line(b"naam="), ("content-length", "11")) is None
    with pytest.raises(VisitorGone):
        asyncio.run(take_in(Line(b"naam="), 11, BytesIO()))


def test_who_sends_too_slowly_is_told_so(monkeypatch):
    monkeypatch.setattr(reception, "GRACE_SECONDS", 0.05)
    status, headers, said = ask(Line(*[b"a"] * 50, pause=0.02), ("content-length", "50"))
    assert (status, headers["connection"]) == (408, "close")
    assert said == "De aanvraag kwam te langzaam binnen. Probeer het opnieuw."


def test_a_large_request_may_take_as_long_as_it_comes_at_a_fair_pace(monkeypatch):
    monkeypatch.setattr(reception, "GRACE_SECONDS", 0.05)
    piece = b"a" * 1000  # at 10.000 a second each is worth 0.1 second
    status, _headers, _said = ask(Line(*[piece] * 8, pause=0.02), ("content-length", "8000"))
    assert status == 200


def test_more_than_any_form_takes_is_refused_unread():
    status, _headers, said = ask(Line(), ("content-length", str(LARGEST_BODY + 1)))
    assert status == 413
    assert said == "Dit is te groot: hoogstens 26 MB per keer."


def test_a_request_of_unknown_size_is_refused():
    with pytest.raises(ReceptionProblem, match="Content-Length") as refused:
        body_size(scope(("transfer-encoding", "chunked")))
    assert refused.value.status == 411


def test_a_full_disk_under_an_upload_is_said():
    class Full(BytesIO):
        def write(self, piece):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ReceptionProblem) as refused:
        asyncio.run(take_in(Line(b"abc"), 3, Full()))
    assert refused.value.status == 503


def test_django_gets_the_path_and_the_headers_as_wsgi_writes_them():
    given = scope(
        ("host", "localhost"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-forwarded-for", "10.0.0.1"),
        ("x-forwarded-for", "10.0.0.2"),
        ("x_forwarded_for", "6.6.6.6"),
        ("content-type", "text/plain"),
        path="/leiden/caf\u00e9/",
        query="q=%C3%A9",
    )
    environment = environment_of(given)
    assert environment["PATH_INFO"].encode("latin-1").decode() == "/leiden/caf\u00e9/"
    assert environment["QUERY_STRING"] == "q=%C3%A9"
    assert environment["HTTP_COOKIE"] == "a=1; b=2"
    assert environment["HTTP_X_FORWARDED_FOR"] == "10.0.0.1,10.0.0.2"
    assert environment["CONTENT_TYPE"] == "text/plain"
    assert (environment["SERVER_NAME"], environment["SERVER_PORT"]) == ("::1", "8000")
    assert environment["REMOTE_ADDR"] == "127.0.0.1"


def test_the_next_request_is_taken_in_while_django_answers_another():
    """The first is answered only after the second has come in whole."""
    came_in = asyncio.Event()

    class Second(Line):
        async def __aiter__(self):
            yield b"b"
            came_in.set()

    def application(environment, start_response):
        if environment["wsgi.input"].read() == b"a":
            asyncio.run_coroutine_threadsafe(came_in.wait(), loop).result(timeout=5)
        start_response("200 OK", [])
        return [b"klaar"]

    async def both():
        nonlocal loop
        loop = asyncio.get_running_loop()
        desk = Reception(application)
        lines = Line(b"a"), Second(b"b")
        asked = scope(("content-length", "1"), method="POST")
        await asyncio.gather(*(desk.receive(asked, line) for line in lines))
        return [line.answer[2] for line in lines]

    loop = None
    assert asyncio.run(both()) == ["klaar", "klaar"]
