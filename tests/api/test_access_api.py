"""The twin of a page says what the page says: every kind, as every visitor, on our own rows, another collective's,
closed ones, and none at all."""

import pytest
from django.conf import settings
from django.test import Client
from django_scopes import scope

from speerpunt.api.views.kinds import KINDS
from tests.access.table import ROWS, VISITORS
from tests.access.world import CANARY, build_world

from .asking import asker_of
from .written import DEEDS, WRITTEN

pytestmark = pytest.mark.django_db
ACCOUNTS = [visitor for visitor in VISITORS if visitor not in ("anonymous", "public")]
NOWHERE = 999_999_999
REFUSED = (403, 404)


def askers_of(world):
    return {visitor: asker_of(world.collective, world.visitors[visitor]) for visitor in ACCOUNTS}


def pk_of(world, name):
    return world.objects[WRITTEN[name].row].pk


def test_a_row_is_seen_by_who_sees_its_page():
    world = build_world("leiden")
    askers = askers_of(world)
    wrong = {}
    for kind in KINDS:
        place = f"{kind.name}/{pk_of(world, kind.name)}"
        page = askers["office"].get(place).json().get("page", "").removeprefix(settings.BASE_URL)
        for visitor, asker in askers.items():
            status = asker.get(place).status_code
            client = Client(raise_request_exception=False)
            client.force_login(world.visitors[visitor])
            shown = client.get(page).status_code if page else status
            if (status == 200) != (shown == 200) or status not in (200, 404):
                wrong[kind.name, visitor] = (status, shown)
    assert wrong == {}


def test_who_may_not_write_on_the_page_may_not_here():
    world = build_world("leiden")
    askers = askers_of(world)
    wrong = {}
    for name, each in WRITTEN.items():
        for method, page in each.pages.items():
            for visitor, asker in askers.items():
                if visitor in ROWS[page].writers:
                    continue
                place = f"{name}/{pk_of(world, name)}"
                answer = asker.patch(place, each.change) if method == "PATCH" else asker.delete(place)
                if answer.status_code not in REFUSED:
                    wrong[name, method, visitor] = answer.status_code
    assert wrong == {}


def test_nobody_adds_what_he_may_not_add_on_a_page():
    """Only the office may add everything; what others may, their own tests say."""
    world = build_world("leiden")
    askers = askers_of(world)
    may = {("actions", "board"), ("actions", "umbrella_board")}
    wrong = {}
    for name, each in WRITTEN.items():
        if each.new is None:
            continue
        with scope(collective=world.collective):
            sent = each.new(world)
        sent.pop("target", None)
        for visitor, asker in askers.items():
            status = asker.post(name, sent).status_code
            if visitor != "office" and (name, visitor) not in may and status not in (*REFUSED, 422):
                wrong[name, visitor] = status
    assert wrong == {}


def test_nobody_does_with_one_what_he_may_not():
    world = build_world("leiden")
    wrong = {}
    for visitor, asker in askers_of(world).items():
        for name, deeds in DEEDS.items():
            for deed, body in deeds:
                if visitor == "office":
                    continue
                status = asker.post(f"{name}/{pk_of(world, name)}/{deed}", body(world)).status_code
                if status not in REFUSED:
                    wrong[name, deed, visitor] = status
    assert wrong == {}


def test_a_row_of_another_collective_answers_as_one_that_does_not_exist():
    world, elsewhere = build_world("leiden"), build_world("elders", CANARY)
    asker = asker_of(world.collective, world.visitors["office"])
    wrong = {}
    for name, each in WRITTEN.items():
        answers = [
            (
                asker.get(f"{name}/{number}").content,
                asker.patch(f"{name}/{number}", each.change or {}).status_code,
                asker.delete(f"{name}/{number}").status_code,
                *(
                    asker.post(f"{name}/{number}/{deed}", body(world)).content
                    for deed, body in DEEDS.get(name, ())
                ),
            )
            for number in (pk_of(elsewhere, name), NOWHERE)
        ]
        if answers[0] != answers[1] or b'"status": 404' not in answers[0][0]:
            wrong[name] = answers
    assert wrong == {}


def test_no_body_reaches_a_row_of_another_collective():
    """Every number that a body names, one after the other."""
    world, elsewhere = build_world("leiden"), build_world("elders", CANARY)
    asker = asker_of(world.collective, world.visitors["office"])
    wrong = {}
    for name, each in WRITTEN.items():
        if each.new is None:
            continue
        with scope(collective=world.collective):
            ours = each.new(world)
        with scope(collective=elsewhere.collective):
            theirs = each.new(elsewhere)
        for field, value in theirs.items():
            if not _names_a_row(value) or field in ("weeks", "jobs"):
                continue
            for there in (value, _nowhere(value)):
                answer = asker.post(name, {**ours, field: there})
                if answer.status_code not in (404, 422) or CANARY in answer.content.decode():
                    wrong[name, field] = answer.content
    assert wrong == {}


def _names_a_row(value):
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], int)
    return (isinstance(value, int) and not isinstance(value, bool) and value < 100_000) or (
        isinstance(value, dict) and "id" in value
    )


def _nowhere(value):
    if isinstance(value, list):
        return [NOWHERE]
    return {**value, "id": NOWHERE} if isinstance(value, dict) else NOWHERE


def test_nothing_of_another_collective_shows_in_any_list():
    world = build_world("leiden")
    build_world("elders", CANARY)
    shown = {
        (kind.name, visitor)
        for visitor, asker in askers_of(world).items()
        for kind in KINDS
        for form in ("", ".geojson" if kind.shape_of else "")
        if CANARY in asker.get(f"{kind.name}{form}?limit=200").content.decode()
    }
    assert shown == set()


def test_what_is_closed_shows_to_the_office_only():
    world = build_world("leiden", CANARY, is_closed=True)
    shown = set()
    for visitor, asker in askers_of(world).items():
        for kind in KINDS:
            places = [f"{kind.name}?limit=200", f"{kind.name}/{pk_of(world, kind.name)}"]
            places += [f"{kind.name}.geojson?limit=200"] if kind.shape_of else []
            told = "".join(asker.get(place).content.decode() for place in places)
            if visitor != "office" and world.closed_mark in told:
                shown.add((kind.name, visitor))
    assert shown == set()


def test_the_office_sees_what_is_closed():
    """Or the test above would prove nothing."""
    world = build_world("leiden", CANARY, is_closed=True)
    asker = asker_of(world.collective, world.visitors["office"])
    marked = {
        kind.name
        for kind in KINDS
        if world.closed_mark in asker.get(f"{kind.name}?limit=200").content.decode()
    }
    assert {"projects", "milestones", "results", "actions", "agenda-items", "decisions", "works"} <= marked


def test_a_filter_tells_nothing_that_a_page_hides():
    """By a closed project nobody but the office finds anything."""
    world = build_world("leiden", CANARY, is_closed=True)
    project, told = world.objects["project"].pk, {}
    for visitor, asker in askers_of(world).items():
        for query in (
            f"results?project={project}",
            f"decisions?dossier={project}",
            f"works?project={project}",
            f"projects?priority={world.objects['priority'].pk}",
            f"agenda-items?meeting={NOWHERE}",
        ):
            found = asker.get(query)
            if visitor != "office" and found.status_code == 200 and found.json()["items"]:
                told[query, visitor] = found.json()
    assert told == {}


def test_ways_to_reach_anybody_are_for_who_may_know_them():
    world = build_world("leiden")
    place = f"organisations/{pk_of(world, 'organisations')}"
    told = {
        visitor
        for visitor, asker in askers_of(world).items()
        if asker.get(place).status_code == 200 and asker.get(place).json()["email"]
    }
    assert told == {"office", "board", "umbrella_board"}
    assert "@" not in asker_of(world.collective, world.visitors["office"]).get("people").content.decode()


def test_who_may_not_place_a_project_sets_no_circle():
    from tests import factories as make

    world = build_world("leiden")
    with scope(collective=world.collective):
        lead = world.visitors["member"]
        project = make.make_project(world.objects["priority"], visibility="members", lead=lead.people.get())
    asker = asker_of(world.collective, lead)
    refused = asker.patch(f"projects/{project.pk}", {"visibility": "public"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (403, "#/visibility")
    assert asker.patch(f"projects/{project.pk}", {"next_step": "Bel"}).status_code == 200


def test_an_address_online_is_told_of_one_meeting_to_who_may_come():
    from tests import factories as make

    world = build_world("leiden")
    with scope(collective=world.collective):
        meeting = make.make_called_meeting(
            world.objects["body"], form="online", link="https://samen.example/kamer", access="all"
        )
    told = {}
    for visitor, asker in askers_of(world).items():
        assert "samen.example" not in asker.get("meetings?limit=200").content.decode()
        told[visitor] = "samen.example" in asker.get(f"meetings/{meeting.pk}").content.decode()
    assert {visitor for visitor, sees in told.items() if sees} == {"office"}
