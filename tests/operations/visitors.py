"""People at a real server, over HTTP: they sign in and add organisations, many at once."""

import http.client
import itertools
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.journeys.site import EMPTY_OFFICE, EMPTY_PASSWORD

ANSWER_WITHIN_SECONDS = 40
OK, FOUND = 200, 302


@dataclass
class Answer:
    status: int
    text: str


class Visitor:
    """One browser: one connection, its own cookies."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=ANSWER_WITHIN_SECONDS)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        filled = {"csrfmiddlewaretoken": self._cookies.get("csrftoken", ""), **fields}
        return self._ask("POST", path, urlencode(filled))

    def upload(self, path: str, name: str, content: bytes) -> Answer:
        edge = uuid.uuid4().hex
        token = self._cookies.get("csrftoken", "")
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
            f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + content + f"\r\n--{edge}--\r\n".encode()
        return self._ask("POST", path, body, f"multipart/form-data; boundary={edge}")

    def _ask(
        self, method: str, path: str, body: str | bytes = "", kind: str = "application/x-www-form-urlencoded"
    ) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": cookie, "Content-Type": kind}
        self._connection.request(method, path, body or None, headers)
        with self._connection.getresponse() as answer:
            text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(answer.status, text)

    def sign_in(self, login: str = EMPTY_OFFICE, password: str = EMPTY_PASSWORD) -> None:
        self.get("/account/aanmelden/")
        answer = self.post("/account/aanmelden/", login=login, password=password)
        assert answer.status == FOUND, (answer.status, answer.text)

    def add_organisation(self, name: str) -> Answer:
        return self.post("/leeg/organisaties/nieuw/", kind="enterprise", name=name)

    def beside(self, url: str) -> "Visitor":
        """The same person in another window."""
        other = Visitor(url)
        other._cookies = dict(self._cookies)
        return other

    def moved_to(self, url: str) -> "Visitor":
        """The same person, at the same site on another address."""
        self.leave()
        return self.beside(url)

    def leave(self) -> None:
        self._connection.close()


FIRST_ANSWER_WITHIN_SECONDS = 30


@dataclass
class Written:
    """What a crowd was told is kept, what it was told is not, and how long each answer took."""

    kept: list[str] = field(default_factory=list)
    refused: list[Answer] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def slow(self) -> float:
        """The 95th percentile."""
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


class Crowd:
    """Visitors who add organisations (or do something else) one after the other, each as fast as it is answered."""

    def __init__(
        self,
        visitors: list[Visitor],
        label: str,
        add: Callable[[Visitor, str], Answer] = Visitor.add_organisation,
        expected: int = FOUND,
        pause: float = 0,
    ) -> None:
        self.written = Written()
        self._add, self._expected, self._pause = add, expected, pause
        self._over = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=[visitor, f"{label}-{number}"])
            for number, visitor in enumerate(visitors)
        ]

    def write_for(self, seconds: float) -> None:
        """And at least until something is kept: a server that has just begun takes a while for its first answers."""
        for thread in self._threads:
            thread.start()
        time.sleep(seconds)
        latest = time.monotonic() + FIRST_ANSWER_WITHIN_SECONDS
        while not self.written.kept and time.monotonic() < latest:
            time.sleep(0.1)

    def stop(self) -> Written:
        self._over.set()
        for thread in self._threads:
            thread.join()
        return self.written

    def _write(self, visitor: Visitor, label: str) -> None:
        for number in itertools.count():
            if self._over.is_set():
                return
            name, started = f"{label}-{number}", time.monotonic()
            try:
                answer = self._add(visitor, name)
            except (OSError, http.client.HTTPException):
                visitor.leave()
                return  # the server is gone, and nothing was promised
            self.written.seconds.append(time.monotonic() - started)
            if answer.status == self._expected:
                self.written.kept.append(name)
            else:
                self.written.refused.append(answer)
            self._over.wait(self._pause)


def signed_in(url: str, count: int, *account: str) -> list[Visitor]:
    """One person with as many windows open: each password is checked slowly, on purpose."""
    first = Visitor(url)
    first.sign_in(*account)
    return [first, *(first.beside(url) for _ in range(count - 1))]
