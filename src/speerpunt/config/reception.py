"""Takes in each request whole before Django sees it, so that a slow visitor keeps nobody else waiting.

The event loop of a worker waits for as many visitors as there are connections. Django answers one request
at a time, in one thread that keeps its connection to the database; an answer too leaves that thread whole.
"""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

Headers = list[tuple[str, str]]
Environment = dict[str, Any]
Application = Callable[[Environment, Callable[..., Any]], Iterable[bytes]]

LARGEST_BODY = 26 * 1024 * 1024  # the largest upload that a form takes, and room for the fields beside it
KEPT_IN_MEMORY = 256 * 1024
# Larger ones lie on disk while they come in, so only a few may at once.
LARGE_AT_ONCE = 8
GRACE_SECONDS = 30.0
SLOWEST_BYTES_PER_SECOND = 10_000


@dataclass
class Answer:
    status: int
    headers: Headers
    body: bytes


class ReceptionProblem(Exception):
    """Why a request did not come in."""

    def __init__(self, status: int, reason: Any) -> None:
        super().__init__(str(reason))
        self.status, self.reason = status, reason

    def as_answer(self) -> Answer:
        with translation.override(settings.LANGUAGE_CODE):
            body = str(self.reason).encode()
        headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
        return Answer(self.status, headers, body)


class VisitorGone(Exception):
    """The connection broke before the request was whole."""


class Reception:
    """What the server calls for each request; `application` is Django's."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._desk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="django")
        self._room_for_large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def receive(self, scope: Scope, protocol: HTTPProtocol) -> None:
        with suppress(VisitorGone, ProtocolClosed):
            try:
                answer = await self._answer(scope, protocol)
            except ReceptionProblem as problem:
                answer = problem.as_answer()
            protocol.response_bytes(answer.status, answer.headers, answer.body)

    async def _answer(self, scope: Scope, protocol: HTTPProtocol) -> Answer:
        size = body_size(scope)
        with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY) as body:
            async with self._room_for_large if size > KEPT_IN_MEMORY else nullcontext():
                await take_in(protocol, size, body)
            environment = environment_of(scope) | {"wsgi.input": body}
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._desk, self._ask_django, environment)

    def _ask_django(self, environment: Environment) -> Answer:
        answer = Answer(500, [], b"")

        def start_response(status: str, headers: Headers, *_problem: Any) -> None:
            answer.status = int(status.split(" ", 1)[0])
            answer.headers = [(name, value.strip()) for name, value in headers]

        pieces = self._application(environment, start_response)
        try:
            answer.body = b"".join(pieces)
        finally:
            close = getattr(pieces, "close", None)
            if close:
                close()
        return answer


def body_size(scope: Scope) -> int:
    """As announced. Every browser announces it, so a body of unknown size is refused."""
    if "transfer-encoding" in scope.headers:
        raise ReceptionProblem(411, _("Say how large the request is: send Content-Length."))
    size = int(scope.headers.get("content-length", "0"))
    if size > LARGEST_BODY:
        most = {"most": LARGEST_BODY // 1024**2}
        raise ReceptionProblem(413, _("This is too large: at most %(most)d MB at a time.") % most)
    return size


async def take_in(protocol: HTTPProtocol, size: int, body: Any) -> None:
    """Within half a minute, and longer only for as long as it comes at a fair pace."""
    if not size:
        return
    loop = asyncio.get_running_loop()
    started, received = loop.time(), 0
    try:
        async with asyncio.timeout(GRACE_SECONDS) as patience:
            async for piece in protocol:
                received += len(piece)
                body.write(piece)
                patience.reschedule(started + GRACE_SECONDS + received / SLOWEST_BYTES_PER_SECOND)
    except TimeoutError as problem:
        raise ReceptionProblem(408, _("The request came in too slowly. Try again.")) from problem
    except OSError as problem:
        raise ReceptionProblem(503, _("There is no room on the server to take this in.")) from problem
    if received != size:
        raise VisitorGone
    body.seek(0)


def environment_of(scope: Scope) -> Environment:
    """What Django expects of a request, but for its body."""
    server, _colon, port = scope.server.rpartition(":")
    return {
        **_headers(scope),
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # Bytes in a text, one character each: that is how WSGI hands over a path.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(scope: Scope) -> Environment:
    found: Environment = {}
    for name, value in scope.headers.items():
        # `X_Real` would pass for `X-Real`, which a proxy removes or vouches for.
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        between = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    return found
