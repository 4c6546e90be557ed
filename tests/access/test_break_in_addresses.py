"""Nonsense in the address: whatever stands behind the question mark, the site answers, and never with a fault."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .addresses import path_of
from .short_refusals import URLS as SHORT_REFUSALS
from .table import ROWS, Row
from .turns import in_turn
from .world import World, build_world

pytestmark = pytest.mark.django_db

WORDS = (  # noqa: SIM905 - a list of words reads better as words
    "zoek soort koepel gebied branche omvang prullenbak postcode op bladzijde plan thema ook maand speerpunt stand"
    " fase niveau partner kernteam kolommen toon vroeger indicator rol organisatie account terug code"
    " bladzijde voertuig vanaf week vorige weg van tot hinder bron wat wanneer met beheerder"
).split()
NASTY = (
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"9" * 20,
    b"9" * 5000,
    b"-1",
    b"1e400",
    "٣²".encode(),
    b"' OR 1=1 --",
    b"%",
    b"__class__",
    b"-priority__edition__status",
    b"<script>alert(1)</script>",
    "\u202e\ufeff\uffff".encode(),
    b"x" * 3000,
)
# Pages whose lists, filters, maps and figures an address steers; the hunt below tries those harder.
STEERED = (
    "members:organisations",
    "members:organisation_map",
    "members:organisation_points",
    "members:people",
    "members:bodies",
    "places:areas",
    "places:indicators",
    "places:area_shapes",
    "portal:city",
    "priorities:priorities",
    "priorities:priority",
    "priorities:projects",
    "priorities:projects_board",
    "puzzle:works",
    "puzzle:clashes",
    "puzzle:reach",
    "puzzle:stretches",
    "puzzle:reading",
    "puzzle:reachable",
    "puzzle:reachable_geojson",
)
NUMBERS = [2**31, 2**63 - 1, 2**63, 10**30, "9" * 4000, "9" * 5000]
HUNT = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
SIGNS = st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass"))
QUERIES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(NASTY) | st.binary(max_size=6) | SIGNS),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def world() -> World:
    return build_world("leiden")


def visitors(world: World) -> dict[str, Client]:
    found = {kind: Client(raise_request_exception=False) for kind in ("office", "anonymous")}
    found["office"].force_login(world.visitors["office"])
    return found


def whose_turn_it_is(each: Any, of_all: Sequence[Any]) -> Iterator[tuple[str, Row]]:
    """The addresses at which this one is tried."""
    for place, (name, row) in enumerate(ROWS.items()):
        if each in in_turn(of_all, place):
            yield name, row


def written(query: list[tuple[str, bytes]]) -> str:
    return "&".join(f"{name}={quote_from_bytes(value)}" for name, value in query)


NONSENSE = [
    written([(word, NASTY[(place + shift) % len(NASTY)]) for place, word in enumerate(WORDS)])
    for shift in (0, 5, 10)
]


@pytest.mark.parametrize("query", NONSENSE, ids=range(len(NONSENSE)))
def test_no_address_stumbles_over_nonsense(world, query):
    """Every word at once, on every page, as who sees most and who sees least."""
    wrong = {}
    for visitor, client in visitors(world).items():
        for name, row in whose_turn_it_is(query, NONSENSE):
            status = client.get(f"{path_of(name, 'leiden', row.arguments(world))}?{query}").status_code
            if status >= 500:
                wrong[name, visitor] = status
    assert wrong == {}


@pytest.mark.urls(SHORT_REFUSALS)
@pytest.mark.parametrize("name", STEERED)
def test_no_list_stumbles_over_a_nasty_value_by_itself(world, name):
    path = path_of(name, "leiden", ROWS[name].arguments(world))
    wrong = set()
    for visitor, client in visitors(world).items():
        for value in in_turn(NASTY, STEERED.index(name)):
            for words in (WORDS[::2], WORDS[1::2]):  # each time about half of what the page reads
                query = written([(word, value) for word in words])
                if client.get(f"{path}?{query}").status_code >= 500:
                    wrong.add((visitor, value[:20], *words))
    assert wrong == set()


@pytest.mark.urls(SHORT_REFUSALS)
@HUNT
@given(name=st.sampled_from(STEERED), query=QUERIES)
def test_no_list_stumbles_over_what_nobody_thought_of(world, name, query):
    path = path_of(name, "leiden", ROWS[name].arguments(world))
    for visitor, client in visitors(world).items():
        assert client.get(f"{path}?{written(query)}").status_code < 500, (visitor, name, query)


@pytest.mark.parametrize("path", ["/%00/", "/%00", "/leiden%00/", "/leiden/%00/", "/%FF/", "/%ED%A0%80/"])
def test_a_path_of_nonsense_leads_nowhere(client, world, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("value", ['"aaaaaaaa\\000bbbb"', "é" * 20, "x" * 3000, '"\\355\\240\\200aaaaaaaa"'])
def test_a_cookie_of_nonsense_is_no_session(world, value):
    client = Client(raise_request_exception=False)
    client.raise_request_exception = False
    answer = client.get(
        "/leiden/", headers={"cookie": f"sessionid={value}; csrftoken={value}; language={value}"}
    )
    assert answer.status_code == 200


@pytest.mark.urls(SHORT_REFUSALS)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_that_no_row_can_have_leads_nowhere(world, number):
    wrong = {}
    for visitor, client in visitors(world).items():
        for name, row in whose_turn_it_is(number, NUMBERS):
            arguments = row.arguments(world)
            if "pk" in arguments:
                path = path_of(name, "leiden", {**arguments, "pk": number})
                statuses = {client.get(path).status_code, client.post(path).status_code}
                if not statuses <= {403, 404}:
                    wrong[name, visitor] = statuses
    assert wrong == {}
