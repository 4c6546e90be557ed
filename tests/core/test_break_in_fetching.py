"""An address that somebody gives may not lead behind our own doors."""

import gzip
import http.server
import socket
import threading

import pytest

from speerpunt.core import fetching
from speerpunt.core.fetching import FetchProblem, Limits, Refusal, fetch, is_public

INSIDE_ALLOWED = Limits(may_be_inside=True)


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
    ],
)
def test_numbers_behind_our_doors_are_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/passwd",
        "ftp://voorbeeld.example/",
        "gopher://127.0.0.1/",
        "http://",
        "http://naam:geheim@voorbeeld.example/",
        "http://voorbeeld.example:22/",
        "http://voorbeeld.example:0/",
        "http://voorbeeld.example:x/",
        "http://voorbeeld.example/\r\nHost: x",
        "http://voorbééld.example/",
    ],
)
def test_another_kind_of_address_is_refused(url, tmp_path):
    with pytest.raises(FetchProblem) as told:
        fetch(url, tmp_path / "file")
    assert told.value.refusal == Refusal.ADDRESS


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0"]
)
def test_no_way_of_writing_our_own_machine_gets_in(host, tmp_path):
    with pytest.raises(FetchProblem) as told:
        fetch(f"http://{host}/", tmp_path / "file")
    assert told.value.refusal in {Refusal.INSIDE, Refusal.SILENT}
    assert not (tmp_path / "file").exists()


def test_a_name_of_which_one_number_is_inside_is_refused(tmp_path, monkeypatch):
    def numbers(host, port, **_more):
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("193.0.6.139", "10.0.0.1")
        ]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", numbers)
    with pytest.raises(FetchProblem) as told:
        fetch("http://voorbeeld.example/", tmp_path / "file")
    assert told.value.refusal == Refusal.INSIDE


def test_a_name_that_changes_after_it_was_looked_up_makes_no_difference(site, tmp_path, monkeypatch):
    """The connection goes to the number that was checked: the name is asked once."""
    asked = []
    real = socket.getaddrinfo

    def numbers(host, port, *more, **words):
        asked.append(host)
        return real("127.0.0.1", port, *more, **words)

    monkeypatch.setattr(fetching.socket, "getaddrinfo", numbers)
    fetch(f"http://voorbeeld.example:{site.port}/plain", tmp_path / "file", INSIDE_ALLOWED)
    assert asked.count("voorbeeld.example") == 1
    assert site.hosts == [f"voorbeeld.example:{site.port}"]


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.hosts.append(self.headers["Host"])
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_more):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.port, server.hosts = server.server_address[1], []
    server.answers = {
        "/plain": (200, {}, b"werk"),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"werk")),
        "/file.gz": (200, {}, gzip.compress(b"werk")),
        "/moved": (302, {"Location": "/plain"}, b""),
        "/circle": (302, {"Location": "/circle"}, b""),
        "/out": (302, {"Location": "file:///etc/passwd"}, b""),
        "/inside": (302, {"Location": "http://[::1]:1/"}, b""),
        "/gone": (404, {}, b""),
        "/large": (200, {}, b"x" * 2_000_001),
        "/bomb": (200, {}, gzip.compress(b"x" * 5_000_000)),
        "/torn": (200, {}, gzip.compress(b"werk" * 1000)[:40]),
    }
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/plain", "/packed", "/file.gz", "/moved"])
def test_a_file_comes_unpacked(site, tmp_path, path):
    fetch(f"http://127.0.0.1:{site.port}{path}", tmp_path / "file", INSIDE_ALLOWED)
    assert (tmp_path / "file").read_bytes() == b"werk"


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("/circle", Refusal.REDIRECTS),
        ("/out", Refusal.ADDRESS),
        ("/inside", Refusal.SILENT),
        ("/gone", Refusal.ANSWER),
        ("/large", Refusal.TOO_LARGE),
        ("/bomb", Refusal.TOO_LARGE),
        ("/torn", Refusal.ANSWER),
    ],
)
def test_what_goes_wrong_is_told_by_name(site, tmp_path, path, refusal):
    limits = Limits(megabytes=2, unpacked_megabytes=4, may_be_inside=True)
    with pytest.raises(FetchProblem) as told:
        fetch(f"http://127.0.0.1:{site.port}{path}", tmp_path / "file", limits)
    assert told.value.refusal == refusal


def test_a_redirect_is_checked_like_an_address(site, tmp_path, monkeypatch):
    """The first number is let through here; where it sends us to is not."""
    real = fetching._public_number
    turns = []

    def first_only(parts, limits):
        turns.append(parts.hostname)
        return real(parts, INSIDE_ALLOWED if len(turns) == 1 else limits)

    monkeypatch.setattr(fetching, "_public_number", first_only)
    site.answers["/moved"] = (302, {"Location": "http://127.0.0.1/latest/meta-data"}, b"")
    with pytest.raises(FetchProblem) as told:
        fetch(f"http://127.0.0.1:{site.port}/moved", tmp_path / "file")
    assert told.value.refusal == Refusal.INSIDE
