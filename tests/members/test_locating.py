"""From an address to a point, against a server of our own that answers in the shape of the address register."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from speerpunt.members.models import Organisation
from speerpunt.members.services.locating import LocatingProblem, find_point

REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo" / "pdok_bag_free_response.json"
ADDRESS = {
    "type": "adres",
    "weergavenaam": "Rijnkade 7, 2311ZZ Leiden",
    "straatnaam": "Rijnkade",
    "huisnummer": 7,
    "postcode": "2311ZZ",
    "centroide_ll": "POINT(4.4931 52.1592)",
}
STREET = {"type": "weg", "weergavenaam": "Rijnkade, Leiden", "centroide_ll": "POINT(4.4 52.1)"}


def answer(*documents):
    return json.dumps(
        {"response": {"numFound": len(documents), "start": 0, "docs": list(documents)}}
    ).encode()


class Register:
    """What the server answers, and what it was asked."""

    def __init__(self):
        self.status, self.body, self.headers, self.asked = 200, answer(STREET, ADDRESS), {}, []


@pytest.fixture
def register(settings):
    register = Register()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            register.asked.append(self.path)
            self.send_response(register.status)
            for name, value in register.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(register.body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}/search/v3_1"
    yield register
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_has_a_point(register):
    found = find_point("Rijnkade", "7", "2311ZZ", "Leiden")
    assert (found.latitude, found.longitude, found.shown) == (52.1592, 4.4931, "Rijnkade 7, 2311ZZ Leiden")
    asked = urlsplit(register.asked[0])
    assert asked.path == "/search/v3_1/free"
    assert parse_qs(asked.query) == {"q": ["Rijnkade 7 2311ZZ Leiden"], "fq": ["type:adres"], "rows": ["5"]}


def test_a_street_and_a_number_are_enough(register):
    assert find_point("rijnkade", "7a", "", "Leiden").latitude == 52.1592


@pytest.mark.parametrize(
    "address",
    [
        ("Rijnkade", "8", "2311ZZ", "Leiden"),
        ("Rijnkade", "7", "2311AA", "Leiden"),
        ("Andere straat", "7", "", "Leiden"),
        ("Rijnkade", "", "2311ZZ", "Leiden"),
        ("", "7", "", "Leiden"),
    ],
)
def test_what_only_looks_alike_is_not_the_address(register, address):
    with pytest.raises(LocatingProblem):
        find_point(*address)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"response": []}',
        b'{"response": {"docs": [1, {"type": "adres"}]}}',
        answer({**ADDRESS, "centroide_ll": "POINT(4.4931)"}),
        answer({**ADDRESS, "centroide_ll": "POINT(400 52)"}),
        b" " * 300_000,
    ],
)
def test_an_answer_that_makes_no_sense_is_no_point(register, body):
    register.body = body
    with pytest.raises(LocatingProblem):
        find_point("Rijnkade", "7", "2311ZZ", "Leiden")


def test_a_redirect_is_not_followed(register):
    register.status, register.headers = 302, {"Location": "http://127.0.0.1:1/"}
    with pytest.raises(LocatingProblem):
        find_point("Rijnkade", "7", "2311ZZ", "Leiden")
    assert len(register.asked) == 1


def test_an_address_cannot_leave_the_host_or_the_question(register):
    with pytest.raises(LocatingProblem):
        find_point("x&fq=type:weg#@kwaad.example\r\nHost: kwaad", "7", "2311AA", "Leiden")
    asked = urlsplit(register.asked[0])
    assert parse_qs(asked.query)["fq"] == ["type:adres"]


def test_a_register_that_does_not_answer_is_explained(settings):
    settings.GEOCODER_URL = "http://127.0.0.1:1/search"
    with pytest.raises(LocatingProblem):
        find_point("Rijnkade", "7", "2311ZZ", "Leiden")


def test_the_shape_is_that_of_the_real_register(register):
    if not REAL.exists():
        pytest.skip("The sample answers of the address register stand in ../shared, which is not here.")
    register.body = REAL.read_bytes()
    found = find_point("Dam", "1", "1012JS", "Amsterdam")
    assert (found.latitude, found.longitude) == (52.37329259, 4.8937175)


@pytest.mark.django_db
def test_the_office_finds_the_place_and_then_saves_it(register, office, leiden):
    values = {
        "kind": "enterprise",
        "name": "Bakker",
        "street": "Rijnkade",
        "house_number": "7",
        "postcode": "2311 zz",
    }
    response = office.post("/leiden/organisaties/nieuw/", {**values, "zoek_adres": "1"})
    form = response.context["form"]
    point = {name: form[name].value() for name in ("latitude", "longitude", "found_point")}
    assert point == {"latitude": "52.1592", "longitude": "4.4931", "found_point": "52.1592,4.4931"}
    assert Organisation._base_manager.filter(name="Bakker").exists() is False
    office.post("/leiden/organisaties/nieuw/", {**values, **point})
    assert Organisation._base_manager.get(name="Bakker").location_source == "register"


@pytest.mark.django_db
def test_without_the_setting_nothing_is_asked(register, settings, office, leiden):
    settings.GEOCODER_URL = ""
    values = {"kind": "enterprise", "name": "Bakker", "zoek_adres": "1"}
    assert office.post("/leiden/organisaties/nieuw/", values).status_code == 302
    assert register.asked == []
