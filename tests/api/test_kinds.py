"""Every kind: what is written is read back, by the services of the pages, with the history; lists stay cheap."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from speerpunt.api.views.kinds import KINDS
from speerpunt.core.models import HistoryEvent
from tests.access.world import World, build_world

from .asking import Asker, asker_of
from .written import DEEDS, WRITTEN

pytestmark = pytest.mark.django_db
BY_NAME = {kind.name: kind for kind in KINDS}
NEW = [name for name, each in WRITTEN.items() if each.new is not None]
CHANGED = [name for name, each in WRITTEN.items() if each.change is not None]
REMOVED = [name for name in WRITTEN if BY_NAME[name].remove is not None]


@pytest.fixture
def world():
    built = build_world("leiden", "oranje")
    with scope(collective=built.collective):
        yield built


@pytest.fixture
def asker(world) -> Asker:
    return asker_of(world.collective, world.visitors["office"], name="Gemeentekaart")


def place_of(world: World, name: str) -> str:
    return f"{name}/{world.objects[WRITTEN[name].row].pk}"


def test_every_kind_is_tried():
    assert set(WRITTEN) == set(BY_NAME)


@pytest.mark.parametrize("name", NEW)
def test_what_is_sent_is_read_back(world, asker, name):
    each = WRITTEN[name]
    sent = each.new(world)
    made = asker.post(name, sent)
    assert made.status_code == 201, made.json()
    read = asker.get(made["Location"])
    assert (read.json(), read["ETag"]) == (made.json(), made["ETag"])
    assert {key: read.json()[key] for key in sent if key not in each.untold} == {
        key: value for key, value in sent.items() if key not in each.untold
    }
    assert read.json()["id"] in [row["id"] for row in asker.get(f"{name}?limit=200").json()["items"]]


@pytest.mark.parametrize("name", CHANGED)
def test_a_change_leaves_all_else_as_it_was(world, asker, name):
    each, place = WRITTEN[name], place_of(world, name)
    before = asker.get(place)
    changed = asker.patch(place, each.change, before["ETag"])
    assert changed.status_code == 200, changed.json()
    told = {key: value for key, value in each.change.items() if key not in each.untold}
    expected = {**before.json(), **told}
    moved = {"updated_at", "version"}
    assert {k: v for k, v in changed.json().items() if k not in moved} == {
        k: v for k, v in expected.items() if k not in moved
    }
    assert asker.get(place).json() == changed.json()
    assert asker.patch(place, each.change, before["ETag"]).status_code == 412


@pytest.mark.parametrize("name", REMOVED)
def test_what_is_deleted_is_gone(world, asker, name):
    place = place_of(world, name)
    if name == "priorities":
        made = asker.post("priorities", WRITTEN[name].new(world)).json()
        place = f"priorities/{made['id']}"
    assert asker.delete(place, asker.get(place)["ETag"]).status_code == 204
    assert asker.get(place).status_code == 404
    assert asker.delete(place).status_code == 404


@pytest.mark.parametrize("name", DEEDS)
def test_what_is_done_with_one_goes_by_its_name(world, asker, name):
    place = place_of(world, name)
    states = [asker.post(f"{place}/{deed}", body(world)).json() for deed, body in DEEDS[name]]
    assert [each["state"] for each in states] == {
        "actions": ["done", "open", "dropped"],
        "meetings": ["planned", "cancelled", "planned"],
    }[name]


@pytest.mark.parametrize("name", NEW)
def test_the_history_names_the_owner_and_the_key(world, asker, name):
    made = asker.post(name, WRITTEN[name].new(world)).json()
    lines = HistoryEvent.objects.filter(
        target_model=BY_NAME[name].model._meta.label_lower, target_id=made["id"]
    )
    told = {(line.actor_id, line.note) for line in lines}
    assert told == {(world.visitors["office"].pk, "API · Gemeentekaart")}


def test_what_is_said_of_a_change_stands_before_the_key(world, asker):
    place = place_of(world, "meetings")
    asker.post(f"{place}/move", DEEDS["meetings"][0][1](world))
    assert HistoryEvent.objects.first().note == "Vakantie · API · Gemeentekaart"


def test_periods_of_a_work_come_back_as_they_are(world, asker):
    place = place_of(world, "works")
    (first,) = asker.get(place).json()["periods"]
    later = {"start": "2026-08-03", "end": None, "name": "Rest", "start_certainty": "low"}
    changed = asker.patch(place, {"periods": [first, later]}).json()
    assert changed["periods"][0]["id"] == first["id"]
    assert {**later, "end_certainty": "medium"}.items() <= changed["periods"][1].items()
    wrong = asker.patch(place, {"periods": [{"start": "2026-08-03", "end": "2026-08-01"}]})
    assert wrong.json()["errors"][0]["pointer"] == "#/periods/0/end"


def test_approved_minutes_refuse_a_decision(world, asker):
    refused = asker.post("decisions", {"item": world.objects["agenda_item"].pk, "text": "Toch maar niet."})
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:speerpunt:problem:conflict")


def test_a_meeting_at_the_same_time_is_told_first(world, asker):
    sent = {**WRITTEN["meetings"].new(world), "in_spite_of_conflicts": False}
    assert asker.post("meetings", sent).status_code == 201
    again = asker.post("meetings", {**sent, "title": "Nog een"})
    assert (again.status_code, "Extra overleg" in again.json()["detail"]) == (409, True)


def test_a_second_number_of_a_day_puts_the_first_right(world, asker):
    sent = WRITTEN["measurements"].new(world)
    first, second = (asker.post("measurements", {**sent, "value": value}).json() for value in (1, 2))
    assert (first["id"], second["value"]) == (second["id"], 2)


@pytest.mark.parametrize("name", WRITTEN)
def test_one_and_three_rows_cost_the_same(world, asker, name):
    made = [
        asker.post(name, {**WRITTEN[name].new(world), **_other(name, turn)}).json()["id"]
        for turn in range(3 if WRITTEN[name].new else 0)
    ]
    before = min(made, default=1) - 1
    asker.get(name)
    costs = {}
    for many in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            found = asker.get(f"{name}?limit={many}&after={before}").json()["items"]
        costs[len(found)] = len(queries)
    assert len(costs) == 2
    assert len(set(costs.values())) == 1


def _other(name: str, turn: int) -> dict[str, str]:
    """What has to differ from one row to the next."""
    return {
        "organisations": {"kvk_number": f"0000000{turn}"},
        "measurements": {"measured_on": f"2025-01-0{turn + 1}"},
        "targets": {"due": f"2031-01-0{turn + 1}"},
        "plans": {"name": f"Volgorde {turn}"},
    }.get(name, {})


def test_a_list_goes_on_where_it_ended(world, asker):
    seen, address, turns = [], "organisations?limit=2", 0
    while address:
        page = asker.get(address)
        seen += [row["id"] for row in page.json()["items"]]
        following = page.json()["next"]
        assert page.get("Link", "") == (f'<{following}>; rel="next"' if following else "")
        address, turns = following and following.removeprefix("http://localhost:8000"), turns + 1
    everything = [row["id"] for row in asker.get("organisations?limit=200").json()["items"]]
    assert seen == everything == sorted(everything)
    assert turns == (len(everything) + 1) // 2


def test_only_what_changed_since_is_told(world, asker):
    before = timezone.now().isoformat().replace("+", "%2B")
    for name in ("projects", "milestones"):
        assert asker.get(f"{name}?changed_since={before}").json()["items"] == []
        asker.patch(place_of(world, name), {"title": "Anders"})
        changed = asker.get(f"{name}?changed_since={before}").json()["items"]
        assert [row["title"] for row in changed] == ["Anders"]


FILTERS = [
    ("organisations", lambda world: f"kind=enterprise&umbrella={world.objects['umbrella'].pk}"),
    ("organisations", lambda world: "search=bakker"),
    ("memberships", lambda world: f"organisation={world.objects['organisation'].pk}"),
    ("measurements", lambda world: f"indicator={world.objects['indicator'].pk}"),
    ("projects", lambda world: f"area={world.objects['area'].pk}&theme=mobility&phase=idea"),
    ("projects", lambda world: f"priority={world.objects['priority'].pk}"),
    ("milestones", lambda world: f"project={world.objects['project'].pk}&kind=decision"),
    ("actions", lambda world: f"state=open&owner={world.objects['person'].pk}"),
    ("agenda-items", lambda world: f"meeting={world.objects['meeting'].pk}"),
    ("decisions", lambda world: f"dossier={world.objects['project'].pk}"),
    ("works", lambda world: f"project={world.objects['project'].pk}"),
    ("planned-works", lambda world: f"plan={world.objects['works_plan'].pk}"),
]


@pytest.mark.parametrize(("name", "query"), FILTERS)
def test_a_filter_leaves_out_what_is_otherwise(world, asker, name, query):
    found = [row["id"] for row in asker.get(f"{name}?{query(world)}").json()["items"]]
    everything = asker.get(f"{name}?limit=200").json()["items"]
    assert 0 < len(found) <= len(everything)
    assert asker.get(f"{name}?{query(world).replace('=', '=9999', 1)}").status_code in (200, 422)


@pytest.mark.parametrize("name", WRITTEN)
def test_every_filter_that_is_promised_is_there(name):
    kind = BY_NAME[name]
    usual = {"limit", "after", "changed_since"}
    assert set(kind.query.model_fields) - usual == set(kind.filters)
