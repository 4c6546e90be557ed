"""What is sent wrong is told as a problem, never as a fault and never in HTML; what is sent twice is done once."""

import json

import pytest
from django.utils import timezone

from speerpunt.api.models import RepeatKey
from speerpunt.api.services.repeats import KEPT, forget_old_keys
from speerpunt.members.models import Organisation
from tests.factories import make_organisation

from .asking import Asker, asker_of

pytestmark = pytest.mark.django_db
NEW = {"kind": "club", "name": "Roeivereniging"}


def test_a_problem_says_what_and_where(office):
    refused = office.post("organisations", {"kind": "circus", "postcode": "x", "colour": "red"})
    told = refused.json()
    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert told["type"] == "urn:speerpunt:problem:invalid"
    assert {each["pointer"] for each in told["errors"]} == {"#/kind", "#/name", "#/colour"}


def test_what_the_form_finds_wrong_is_told_at_its_field(office):
    refused = office.post("organisations", {**NEW, "postcode": "12", "branch_number": "000012345678"})
    pointers = {each["pointer"] for each in refused.json()["errors"]}
    assert pointers == {"#/postcode", "#/kvk_number"}


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("nl-NL,nl;q=0.9", "Er klopt iets niet in het verzoek"),
        ("en", "Something in the request is not right"),
        ("", "Something in the request is not right"),
        ("fr", "Something in the request is not right"),
    ],
)
def test_a_problem_is_told_in_dutch_to_who_asks_for_it(leiden, office_user, language, title):
    asker = asker_of(leiden, office_user)
    asker.headers["Accept-Language"] = language
    assert asker.post("organisations", {}).json()["title"] == title


BAD = [
    ("{", 400),
    ("", 422),
    ("[]", 400),
    ('"tekst"', 400),
    ("null", 400),
    ('{"name": NaN}', 400),
    ('{"jobs": 1e999, "kind": "club", "name": "x"}', 422),
    ('{"jobs": ' + "9" * 6000 + "}", 400),
    ('{"name": "a", "name": "b"}', 400),
    ('{"kind": "club", "name": "a\\u0000b"}', 422),
    ('{"kind": "club", "name": "a\\ud800b"}', 422),
    ('{"\\u0000": 1}', 422),
    (b'{"name": "\xff"}', 400),
    (b"\x00", 400),
    ("[" * 50_000 + "]" * 50_000, 400),
    ('{"a":' * 30 + "1" + "}" * 30, 400),
    ('{"kind": "club", "name": true}', 422),
    ('{"kind": ["club"], "name": "x"}', 422),
    ('{"kind": "club", "name": "x", "jobs": -1}', 422),
    ('{"kind": "club", "name": "x", "jobs": 99999999999999999999}', 422),
    ('{"kind": "club", "name": "x", "latitude": 52.1}', 422),
    ('{"kind": "club", "name": "' + "x" * 201 + '"}', 422),
]


@pytest.mark.parametrize(("body", "status"), BAD)
def test_nonsense_is_refused_in_words(office, body, status):
    answer = office.post("organisations", body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert Organisation.objects.filter(kind="club").count() == 0


def test_only_json_is_taken(office):
    answer = office.client.post("/leiden/api/v1/organisations", NEW, headers=office.headers)
    assert (answer.status_code, answer.json()["type"]) == (415, "urn:speerpunt:problem:not-json")


def test_a_huge_body_is_refused_unread(office):
    answer = office.post("organisations", '{"name": "' + "x" * (3 * 1024 * 1024) + '"}')
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")


@pytest.mark.parametrize(
    "path",
    [
        "projects?limit=0",
        "projects?limit=201",
        "projects?limit=x",
        "projects?colour=red",
        "projects?priority__edition__status=draft",
        "projects?changed_since=yesterday",
        "projects?changed_since=2026-01-01T00:00:00",
        "projects?after=-1",
        "projects?priority=99999999999999999999",
        "meetings?starts_from=0",
    ],
)
def test_a_list_understands_only_what_it_promises(office, path):
    answer = office.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(
    "path", ["nothing", "projects/", "projects/x", "projects/99999999999999999999", "../x"]
)
def test_an_address_that_leads_nowhere_is_a_problem(office, path):
    answer = office.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_way_that_is_not_there_is_a_problem(office):
    answer = office.client.put("/leiden/api/v1/projects", headers=office.headers)
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_a_fault_of_ours_is_a_problem_too(office, monkeypatch):
    from speerpunt.api.views import routes

    monkeypatch.setattr(routes, "page_bytes", lambda *_any: 1 / 0)
    answer = office.get("editions")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert "ZeroDivision" not in answer.content.decode()


def test_a_row_that_did_not_change_is_not_sent_again(leiden, office):
    place = f"organisations/{make_organisation(leiden).pk}"
    first = office.get(place)
    again = office.get(place, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    office.patch(place, {"jobs": 3})
    assert office.get(place, **{"If-None-Match": first["ETag"]}).status_code == 200


def test_a_list_that_did_not_change_is_not_sent_again(leiden, office):
    make_organisation(leiden)
    etag = office.get("organisations")["ETag"]
    assert office.get("organisations", **{"If-None-Match": f'"x", W/{etag}'}).status_code == 304


def test_nobody_changes_what_he_did_not_read(leiden, office):
    place = f"organisations/{make_organisation(leiden).pk}"
    etag = office.get(place)["ETag"]
    assert office.patch(place, {"jobs": 3}, match="").status_code == 428
    assert office.patch(place, {"jobs": 3}, match=etag).status_code == 200
    assert office.patch(place, {"jobs": 4}, match=etag).status_code == 412
    assert office.delete(place, match=etag).status_code == 412
    assert office.delete(place, match="").status_code == 428
    assert office.get(place).json()["jobs"] == 3


def test_the_same_key_makes_nothing_twice(office):
    first, again = (office.post("organisations", NEW, **{"Idempotency-Key": "nr-1"}) for _turn in range(2))
    assert (first.status_code, first.content, first["Location"]) == (
        again.status_code,
        again.content,
        again["Location"],
    )
    assert Organisation.objects.filter(kind="club").count() == 1


def test_the_same_key_for_something_else_is_refused(office):
    office.post("organisations", NEW, **{"Idempotency-Key": "nr-1"})
    other = office.post("organisations", {**NEW, "name": "Anders"}, **{"Idempotency-Key": "nr-1"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:speerpunt:problem:key-used")
    elsewhere = office.post("areas", {"name": "x", "kind": "city"}, **{"Idempotency-Key": "nr-1"})
    assert elsewhere.status_code == 422


def test_a_key_of_another_system_is_another_key(leiden, office, office_user):
    other = asker_of(leiden, office_user)
    for asker in (office, other):
        assert asker.post("organisations", NEW, **{"Idempotency-Key": "nr-1"}).status_code == 201
    assert Organisation.objects.filter(kind="club").count() == 2


def test_what_was_refused_may_be_tried_again_with_the_same_key(office):
    assert office.post("organisations", {"kind": "club"}, **{"Idempotency-Key": "nr-1"}).status_code == 422
    assert office.post("organisations", NEW, **{"Idempotency-Key": "nr-1"}).status_code == 201


@pytest.mark.parametrize("key", ["é", "x" * 201, "a\tb"])
def test_a_key_is_a_short_plain_word(office, key):
    assert office.post("organisations", NEW, **{"Idempotency-Key": key}).status_code == 400


def test_a_key_is_forgotten_after_a_day(office):
    office.post("organisations", NEW, **{"Idempotency-Key": "nr-1"})
    forget_old_keys()
    assert RepeatKey.objects.count() == 1
    RepeatKey.objects.update(created_at=timezone.now() - KEPT)
    forget_old_keys()
    assert RepeatKey.objects.count() == 0


def test_nothing_is_half_done(leiden, office, monkeypatch):
    """What fails at the end takes along what was written before it."""
    from speerpunt.members.services import organisations

    def refuse(*_any, **_more):
        raise organisations.OrganisationProblem("Nee")

    place = f"organisations/{make_organisation(leiden, jobs=1).pk}"
    monkeypatch.setattr(organisations, "announce", refuse)
    assert office.patch(place, {"jobs": 3, "latitude": 52.1, "longitude": 4.5}).status_code == 409
    assert office.get(place).json()["jobs"] == 1


def test_the_front_says_where_everything_is(client, leiden):
    told = client.get("/leiden/api/v1/").json()
    assert told["openapi"].endswith("/leiden/api/v1/openapi.json")
    assert told["kinds"]["projects"].endswith("/leiden/api/v1/projects")


@pytest.mark.parametrize("path", ["", "openapi.json"])
def test_what_says_what_can_be_asked_takes_nothing(client, leiden, path):
    answer = client.post(f"/leiden/api/v1/{path}", {})
    assert answer.status_code in (403, 405)
    assert answer["Content-Type"] == "application/problem+json"


def test_answers_are_for_who_asked(office):
    answer = office.get("projects")
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Vary"] == "Authorization, Accept-Language"
    assert answer.cookies == {}


def test_unknown_collectives_are_told_as_problems(office):
    answer = Asker("spt_x_y", "nergens").get("projects")
    assert (answer.status_code, answer["Content-Type"]) in [
        (401, "application/problem+json"),
        (404, "application/problem+json"),
    ]
    assert json.loads(answer.content)["status"] == answer.status_code
