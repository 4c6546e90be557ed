"""What examples/leiden promises: everything resolves, is counted, is dated and is short."""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.examples import leiden
from tests.examples.leiden import FOLDER, TODAY, ids, rows, sentences, table

FILES = (
    "actions",
    "areas",
    "bodies",
    "collective",
    "documents",
    "enterprises",
    "indicators",
    "meetings",
    "organisations",
    "people",
    "plan",
    "results",
)
MARKS = (
    "assumed",
    "dates_assumed",
    "start_assumed",
    "since_assumed",
    "day_assumed",
    "source",
    "dates_source",
)
HOLIDAYS = (
    (date(2026, 7, 18), date(2026, 8, 30)),
    (date(2026, 10, 17), date(2026, 10, 25)),
    (date(2026, 12, 19), date(2027, 1, 3)),
    (date(2027, 2, 20), date(2027, 2, 28)),
    (date(2027, 4, 24), date(2027, 5, 2)),
    (date(2027, 7, 17), date(2027, 8, 29)),
    (date(2027, 10, 16), date(2027, 10, 24)),
)


@pytest.mark.parametrize("name", FILES)
def test_file_says_where_its_facts_come_from(name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert table(name)["source"]


def test_organisations_are_counted_as_in_the_plan() -> None:
    kinds = Counter(row["kind"] for row in rows("organisations") if row["named_in_plan"])
    assert {kind: kinds[kind] for kind in ("umbrella", "association", "hotel", "school", "club")} == {
        "umbrella": 10,
        "association": 12,
        "hotel": 13,
        "school": 21,
        "club": 11,
    }


@pytest.mark.parametrize(
    ("umbrella", "members"),
    [
        ("ondernemend-leiden", 10),
        ("bedrijvig-leiden", 8),
        ("shopja", 4),
        ("hoteloverleg", 13),
        ("topsport-leiden", 11),
    ],
)
def test_umbrella_has_its_members(umbrella: str, members: int) -> None:
    joined = [
        m for row in rows("organisations") for m in row.get("memberships", []) if m["umbrella"] == umbrella
    ]
    assert len(joined) == members


def test_memberships_and_areas_of_organisations_resolve() -> None:
    for row in rows("organisations"):
        assert {m["umbrella"] for m in row.get("memberships", [])} <= ids("organisations"), row["id"]
        assert set(row.get("areas", [])) <= ids("areas"), row["id"]


def test_people_are_roles_with_fictional_addresses() -> None:
    for row in rows("people"):
        assert row["email"].endswith("@leiden.example"), row["id"]
        assert {role["organisation"] for role in row["roles"]} <= ids("organisations"), row["id"]


def test_each_kind_of_visitor_can_sign_in_once() -> None:
    roles = Counter(row["demo_role"] for row in rows("people") if row.get("demo_account"))
    assert roles == Counter(["office", "board", "umbrella_board", "park_manager", "member", "partner"])


def test_bodies_and_seats_resolve() -> None:
    for row in rows("bodies"):
        assert row["organisation"] in ids("organisations"), row["id"]
        assert {seat["person"] for seat in row["seats"]} <= ids("people"), row["id"]


@pytest.mark.parametrize(
    ("body", "meetings"),
    [
        ("bestuur-ondernemend-leiden", {"in_person": 10, "online": 5}),
        ("bestuur-bedrijvig-leiden", {"in_person": 10}),
        ("overleg-mobiliteit", {"in_person": 3}),
        ("key-region-stuurgroep", {"in_person": 6}),
        ("key-region-werkgroep", {"in_person": 6}),
        ("terreinenstrategie-stuurgroep", {"in_person": 6}),
        ("terreinenstrategie-werkgroep", {"in_person": 6}),
        ("overleg-bedrijfsleven-rijnland", {"in_person": 4, "gatherings": 3}),
    ],
)
def test_body_meets_as_often_as_the_plan_says(body: str, meetings: dict[str, int]) -> None:
    row = next(row for row in rows("bodies") if row["id"] == body)
    assert (row["meetings_per_year"], row["meetings_assumed"]) == (meetings, False)


def test_three_core_teams() -> None:
    assert Counter(row["kind"] for row in rows("bodies"))["core_team"] == 3


def test_areas_are_counted_as_in_the_plan() -> None:
    assert Counter(row["kind"] for row in rows("areas")) == {
        "city": 1,
        "business_park": 8,
        "neighbourhood_centre": 6,
        "city_centre": 1,
        "station_area": 1,
        "science_park": 1,
    }


def test_areas_resolve_and_touch_all_five_themes() -> None:
    themes = {"space", "energy", "mobility", "education_sport", "housing"}
    for row in rows("areas"):
        assert set(row.get("associations", [])) <= ids("organisations"), row["id"]
        assert row.get("park_manager", "programmamanager") in ids("people"), row["id"]
        assert {a["indicator"] for a in row["ambitions"]} <= ids("indicators"), row["id"]
        assert Counter((a["theme"], a["kind"]) for a in row["ambitions"]) == {
            (theme, kind): 1 for theme in themes for kind in ("ambition", "desired_image")
        }


def test_six_priorities_and_two_sub_priorities() -> None:
    mains = [row for row in rows("plan", "priorities") if "parent" not in row]
    subs = {row["id"]: row["parent"] for row in rows("plan", "priorities") if "parent" in row}
    assert ([row["number"] for row in mains], subs) == (
        [1, 2, 3, 4, 5, 6],
        {"energie": "ruimte", "wonen": "ruimte"},
    )


def test_projects_resolve() -> None:
    challenges = {row["id"]: row["priority"] for row in rows("plan", "challenges")}
    assert 60 <= len(rows("plan", "projects")) <= 90
    for row in rows("plan", "projects"):
        assert challenges[row["challenge"]] == row["priority"], row["id"]
        assert set(row["areas"]) <= ids("areas"), row["id"]
        assert row["lead"] in ids("people"), row["id"]
        assert row.get("next_step_by", row["lead"]) in ids("people"), row["id"]
        assert {p["organisation"] for p in row.get("partners", [])} <= ids("organisations"), row["id"]
        assert row.get("core_team", "kernteam-mobiliteit") in ids("bodies"), row["id"]


def test_project_ids_are_used_once() -> None:
    for name, key in (("plan", "projects"), ("organisations", None), ("people", None), ("bodies", None)):
        assert len(rows(name, key)) == len(ids(name, key))


def test_a_project_says_what_is_next_unless_it_is_done() -> None:
    for row in rows("plan", "projects"):
        assert ("next_step" in row) == (row["health"] != "done"), row["id"]


def test_projects_are_mostly_on_course_and_one_is_stuck() -> None:
    health = Counter(row["health"] for row in rows("plan", "projects"))
    stuck = [row["id"] for row in rows("plan", "projects") if row["health"] == "stuck"]
    assert (health["on_course"] > 40, stuck) == (True, ["spanjaardsbrug"])


def test_spanjaardsbrug_is_shared_with_province_and_municipality() -> None:
    row = next(row for row in rows("plan", "projects") if row["id"] == "spanjaardsbrug")
    shared = {p["organisation"] for p in row["partners"] if p.get("shares_dossier")}
    assert shared == {"provincie-zuid-holland", "gemeente-leiden"}


def test_decisions_lie_behind_us_and_come_in_five_weeks() -> None:
    due = [m["due"] for row in rows("plan", "projects") for m in row["milestones"] if m["kind"] == "decision"]
    past = [day for day in due if day < TODAY]
    soon = [day for day in due if TODAY <= day <= TODAY + timedelta(weeks=5)]
    assert (len(past) >= 5, len(soon) >= 5) == (True, True)


def test_moments_of_the_plan_are_working_days_outside_holidays() -> None:
    for row in rows("plan", "projects"):
        for moment in [m["due"] for m in row["milestones"]] + [row.get("next_step_due", TODAY)]:
            assert moment.weekday() < 5, (row["id"], moment)
            assert not any(first <= moment <= last for first, last in HOLIDAYS), (row["id"], moment)


def test_milestones_lie_within_their_project_and_are_done_when_past() -> None:
    for row in rows("plan", "projects"):
        for moment in row["milestones"]:
            assert row["start"] <= moment["due"] <= row["end"], (row["id"], moment["title"])
            assert ("done_on" in moment) == (moment["due"] < TODAY), (row["id"], moment["title"])


@pytest.mark.parametrize("name", ["areas", "bodies", "organisations", "people", "results"])
def test_every_date_is_assumed_or_has_a_source(name: str) -> None:
    for row in rows(name):
        for key, day, record in leiden.dates(row):
            assert any(record.get(mark) for mark in MARKS), (row["id"], key, day)


def test_every_date_of_a_project_is_assumed_or_has_a_source() -> None:
    for row in rows("plan", "projects"):
        assert row["dates_assumed"] or row["dates_source"], row["id"]
        assert row.get("next_step_assumed", row["health"] == "done"), row["id"]
        assert all(moment["assumed"] for moment in row["milestones"]), row["id"]


def test_results_resolve_and_are_felt_or_reached_in_both_years() -> None:
    seen = set()
    for row in rows("results"):
        assert row["priority"] in ids("plan", "priorities"), row["id"]
        assert row.get("project", "spanjaardsbrug") in ids("plan", "projects"), row["id"]
        assert row["reached_on"] <= TODAY, row["id"]
        seen.add((row["reached_on"].year, row["kind"]))
    assert seen == {(2025, "process"), (2025, "practice"), (2026, "process"), (2026, "practice")}


def test_series_and_targets_resolve_and_fit_the_periods() -> None:
    periods = len(rows("indicators", "periods"))
    for row in rows("indicators", "series") + rows("indicators", "targets"):
        assert row["indicator"] in ids("indicators"), row
        assert row["area"] in ids("areas"), row
        assert len(row.get("values", [])) <= periods, row
        assert row["assumed"], row


def test_city_counts_what_the_plan_says() -> None:
    city = {
        row["indicator"]: row["values"][-1] for row in rows("indicators", "series") if row["area"] == "leiden"
    }
    assert (city["ondernemingen"], city["banen"]) == (9000, 67000)


def test_no_sentence_is_longer_than_fifteen_words() -> None:
    texts = [row[key] for name in FILES for _kind, row in _records(name) for key in WORDED if key in row]
    long = [part for text in texts for part in sentences(text) if len(part.split()) > 15]
    assert long == []


def test_no_summary_is_longer_than_twenty_five_words() -> None:
    summaries = [row["summary"] for name in FILES for _kind, row in _records(name) if "summary" in row]
    assert [text for text in summaries if len(text.split()) > 25] == []


def test_spread_of_enterprises_resolves_and_adds_up() -> None:
    spread = table("enterprises")
    branches = {row["id"] for row in spread["branches"]}
    for row in spread["areas"]:
        assert row["id"] in ids("areas")
        assert row.get("association", "shopja") in ids("organisations")
        assert (set(row["branches"]) <= branches, sum(row["branches"].values())) == (True, 100), row["id"]
    assert sum(row["enterprises"] for row in spread["areas"]) < spread["total"] == 9000


def test_names_suffice_for_every_enterprise() -> None:
    names = table("enterprises")["names"]
    kinds = sum(len(row["kinds"]) for row in table("enterprises")["branches"])
    assert len(names["adjectives"]) * len(names["nouns"]) * kinds > 10 * table("enterprises")["total"]


def test_a_kind_of_business_belongs_to_one_branch() -> None:
    named = [kind["name"] for row in table("enterprises")["branches"] for kind in row["kinds"]]
    assert len(named) == len(set(named))


def test_the_board_meets_as_often_as_it_planned() -> None:
    forms = Counter(
        row.get("form", "in_person")
        for row in rows("meetings")
        if row["body"] == "bestuur-ondernemend-leiden"
    )
    assert forms == {"in_person": 10, "online": 5}


def test_meetings_fall_on_working_days_outside_holidays() -> None:
    for row in rows("meetings"):
        assert row["on"].weekday() < 5, row["id"]
        assert not any(first <= row["on"] <= last for first, last in HOLIDAYS), row["id"]
        assert row["assumed"], row["id"]


def test_meetings_that_lie_behind_us_were_held_or_cancelled() -> None:
    for row in rows("meetings"):
        is_over = row.get("state") in {"held", "cancelled"}
        assert is_over == (row["on"] < TODAY), row["id"]


def test_agendas_fit_in_their_meeting() -> None:
    for row in rows("meetings"):
        taken = sum(item.get("minutes", 10) for item in row.get("items", ()))
        assert taken <= row.get("minutes", 120), row["id"]


def test_the_coming_meeting_of_the_board_is_that_of_the_design() -> None:
    row = next(row for row in rows("meetings") if row["id"] == "bestuur-2026-11")
    closed = [item["title"] for item in row["items"] if item.get("access") == "closed"]
    assert (len(row["items"]), closed, row["state"]) == (10, ["Begroting 2027"], "called")


def test_minutes_are_told_in_short_sentences() -> None:
    items = [item for row in rows("meetings") for item in row.get("items", ())]
    said = [line for item in items for line in item.get("said", ())]
    said += [decided["text"] for item in items for decided in item.get("decided", ())]
    assert [part for text in said for part in sentences(text) if len(part.split()) > 15] == []


WORDED = (
    "title",
    "summary",
    "lead",
    "text",
    "intro",
    "health_reason",
    "next_step",
    "evidence",
    "definition",
    "question",
    "mandate",
)


def _records(name: str) -> list[tuple[str, dict[str, object]]]:
    """Every table of a file, also those within another."""
    found = []
    waiting = list(table(name).items())
    while waiting:
        key, value = waiting.pop()
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict):
                found.append((key, each))
                waiting += each.items()
    return found


def test_actions_resolve_and_some_are_overdue_asked_and_closed() -> None:
    people = ids("people")
    for row in rows("actions"):
        assert {row["owner"], row["made_by"]} <= people, row["title"]
        assert row["assumed"], row["title"]
        assert ("closed_on" in row) == (row.get("state", "open") != "open"), row["title"]
    is_open = [row for row in rows("actions") if "state" not in row]
    assert any(row["due"] < TODAY for row in is_open)
    assert any("answer" not in asked for row in is_open for asked in row.get("requests", ()))
