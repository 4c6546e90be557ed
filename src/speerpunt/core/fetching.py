"""Files at an address that somebody gave, from the open internet only.

An address can name a machine behind our own doors: the database beside us, the pages of a cloud about itself. So the name is
looked up once, every number it stands for must be public, and the connection goes to that number and to no other; the name
is only told to the other side. A redirect is an address anew.
"""

import gzip
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.utils.translation import gettext_lazy

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 3
PATIENCE_SECONDS = 20.0
BITE = 65_536
AGENT = "Speerpunt"
MOVED = {301, 302, 303, 307, 308}


class Refusal(StrEnum):
    """Why nothing came."""

    ADDRESS = "address"
    INSIDE = "inside"
    SILENT = "silent"
    ANSWER = "answer"
    TOO_LARGE = "too_large"
    REDIRECTS = "redirects"


# For who gave the address.
WHY = {
    Refusal.ADDRESS: gettext_lazy("This address cannot be read. Give one that begins with https."),
    Refusal.INSIDE: gettext_lazy("This address is not on the open internet, so it is not read."),
    Refusal.SILENT: gettext_lazy("Nobody answers at this address. What we have stays as it is."),
    Refusal.ANSWER: gettext_lazy("The address gives no file. What we have stays as it is."),
    Refusal.TOO_LARGE: gettext_lazy("The file at this address is too large."),
    Refusal.REDIRECTS: gettext_lazy("The address leads on and on. Give the one where the file is."),
}


class FetchProblem(Exception):
    def __init__(self, refusal: Refusal, what: str = "") -> None:
        super().__init__(f"{refusal}: {what}" if what else str(refusal))
        self.refusal, self.what = refusal, what


@dataclass(frozen=True)
class Limits:
    megabytes: int = 60
    # Of what is inside, when it comes packed (gzip).
    unpacked_megabytes: int = 400
    # Only tests say so.
    may_be_inside: bool = False


def fetch(url: str, into: Path, limits: Limits = Limits()) -> None:
    """Write what stands at the address to a file, unpacked.

    Raises:
        FetchProblem: the address is none of ours to ask, nobody answers, or it is too much.
    """
    for _turn in range(MOST_REDIRECTS + 1):
        with _answer(url, limits) as answer:
            if answer.status in MOVED:
                url = urljoin(url, answer.getheader("Location") or "")
                continue
            if answer.status != 200:
                raise FetchProblem(Refusal.ANSWER, str(answer.status))
            _write(answer, into, limits)
            return
    raise FetchProblem(Refusal.REDIRECTS)


@contextmanager
def _answer(url: str, limits: Limits) -> Iterator[http.client.HTTPResponse]:
    parts = _checked(url)
    connection = _Pinned(parts, _public_number(parts, limits))
    try:
        path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
        connection.request(
            "GET", path, headers={"User-Agent": AGENT, "Host": parts.netloc, "Accept-Encoding": "gzip"}
        )
        with closing(connection.getresponse()) as answer:
            yield answer
    except (OSError, http.client.HTTPException, UnicodeError) as problem:
        raise FetchProblem(Refusal.SILENT, type(problem).__name__) from problem
    finally:
        connection.close()


def _checked(url: str) -> SplitResult:
    """A plain address: http or https, a name, no name of a user, no other port than the usual one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise FetchProblem(Refusal.ADDRESS) from problem
    is_plain = parts.scheme in PORTS and parts.hostname and parts.username is None and url.isascii()
    if not is_plain or any(sign.isspace() or ord(sign) < 32 for sign in url):
        raise FetchProblem(Refusal.ADDRESS)
    if port is not None and port < 1:
        raise FetchProblem(Refusal.ADDRESS)
    return parts


def _public_number(parts: SplitResult, limits: Limits) -> tuple[Any, ...]:
    """The first number of the name; refused when any of them is not public."""
    assert parts.hostname
    port = parts.port or PORTS[parts.scheme]
    if not limits.may_be_inside and port != PORTS[parts.scheme]:
        raise FetchProblem(Refusal.ADDRESS, str(port))
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise FetchProblem(Refusal.SILENT, parts.hostname) from problem
    numbers = [each[4] for each in found]
    if not limits.may_be_inside and not all(is_public(str(number[0])) for number in numbers):
        raise FetchProblem(Refusal.INSIDE, parts.hostname)
    return numbers[0]


def is_public(number: str) -> bool:
    """
    >>> [is_public(number) for number in ("127.0.0.1", "10.0.0.8", "169.254.169.254", "::1", "::ffff:10.0.0.8", "193.0.6.139")]
    [False, False, False, False, False, True]
    """
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        address = inner
    return address.is_global and not address.is_multicast


class _Pinned(http.client.HTTPConnection):
    """To the number that was checked, whatever the name stands for by now."""

    def __init__(self, parts: SplitResult, number: tuple[Any, ...]) -> None:
        super().__init__(parts.hostname or "", parts.port or PORTS[parts.scheme], timeout=PATIENCE_SECONDS)
        self._number, self._is_safe = number, parts.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection(self._number[:2], self.timeout)
        if self._is_safe:
            # The certificate must be that of the name.
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _write(answer: http.client.HTTPResponse, into: Path, limits: Limits) -> None:
    """Stops at the limit, whatever the other side said beforehand."""
    packed = _Bounded(answer, limits.megabytes * 1_000_000)
    first = packed.read(2)
    source: IO[bytes] = _Joined(first, packed)  # type: ignore[assignment]
    with into.open("wb") as out:
        # Some say that it is packed, some only do it.
        opened = gzip.GzipFile(fileobj=source) if first == b"\x1f\x8b" else source
        written = 0
        try:
            while chunk := opened.read(BITE):
                written += len(chunk)
                if written > limits.unpacked_megabytes * 1_000_000:
                    raise FetchProblem(Refusal.TOO_LARGE)
                out.write(chunk)
        except (gzip.BadGzipFile, EOFError) as problem:
            raise FetchProblem(Refusal.ANSWER, "gzip") from problem


class _Bounded:
    """Reads so many bytes at most."""

    def __init__(self, answer: http.client.HTTPResponse, most: int) -> None:
        self._answer, self._left = answer, most

    def read(self, count: int = -1) -> bytes:
        chunk = self._answer.read(count if count >= 0 else BITE)
        self._left -= len(chunk)
        if self._left < 0:
            raise FetchProblem(Refusal.TOO_LARGE)
        return chunk


class _Joined:
    """What was read already, and the rest."""

    def __init__(self, first: bytes, rest: _Bounded) -> None:
        self._first, self._rest = first, rest

    def read(self, count: int = -1) -> bytes:
        if self._first:
            first, self._first = self._first[:count], self._first[count:] if count >= 0 else b""
            return first
        return self._rest.read(count)
