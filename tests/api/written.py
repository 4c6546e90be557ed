"""What another system sends to each kind: a new row, and a change of one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests import factories as make
from tests.access.world import World

Body = dict[str, Any]
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[4.48, 52.15], [4.5, 52.15], [4.5, 52.17], [4.48, 52.17], [4.48, 52.15]]],
}


@dataclass(frozen=True)
class Written:
    """`row` names the one in the world that is read and changed; `page_rows` the pages that do the same."""

    row: str
    new: Callable[[World], Body] | None = None
    change: Body | None = None
    # By method, the page of the access table that asks for the same right.
    pages: dict[str, str] = field(default_factory=dict)
    # What stays out of the answer, or is told in another way.
    untold: frozenset[str] = frozenset()


def day(in_days: int) -> str:
    return (timezone.localdate() + timedelta(days=in_days)).isoformat()


def pk(world: World, name: str) -> int:
    return world.objects[name].pk


def _meeting(world: World) -> Body:
    return {
        "body": pk(world, "body"),
        "title": "Extra overleg",
        "starts_at": f"{day(40)}T16:00:00+01:00",
        "ends_at": f"{day(40)}T17:30:00+01:00",
        "place": "Stadhuis",
        "introduction": "Over de kade.",
        "dossier": pk(world, "project"),
        "in_spite_of_conflicts": True,
    }


def _decision(world: World) -> Body:
    held = make.make_held_meeting(world.objects["body"], approved_at=None, minutes_state="draft")
    return {"item": make.make_item(held, access="all").pk, "text": "Wij doen mee.", "binds": "De kernteams"}


def _work(world: World) -> Body:
    return {
        "name": "Kade vernieuwen",
        "kind": "quay",
        "status": "fixed",
        "hindrance": "big",
        "road": "Galgewater",
        "project": pk(world, "project"),
        "areas": [pk(world, "area")],
        "visibility": "public",
        "geometry": {"type": "LineString", "coordinates": [[4.48, 52.15], [4.49, 52.16]]},
        "periods": [{"start": "2026-05-04", "end": "2026-07-03", "name": "Eerste deel"}],
    }


def _project(world: World) -> Body:
    return {
        "title": "Nieuwe brug",
        "priority": pk(world, "priority"),
        "summary": "Een brug over de Rijn.",
        "themes": ["mobility", "space"],
        "areas": [pk(world, "area")],
        "core_team": pk(world, "body"),
        "health": "attention",
        "health_reason": "De vergunning blijft uit.",
        "budget_eur_cents": 1234567,
        "latitude": 52.16,
        "longitude": 4.49,
        "start": "2026-01-05",
        "end": "2026-12-31",
        "visibility": "public",
    }


WRITTEN: dict[str, Written] = {
    "organisations": Written(
        "organisation",
        lambda world: {
            "kind": "enterprise",
            "name": "Bakkerij Zon",
            "kvk_number": "01234567",
            "jobs": 12,
            "size_class": "10-49",
            "postcode": "2312AB",
            "latitude": 52.16,
            "longitude": 4.49,
            "email": "zon@voorbeeld.example",
        },
        {"description": "Bakt brood.", "phone": "071 123 45 67"},
        {"PATCH": "members:organisation_change", "DELETE": "members:organisation_trash"},
    ),
    "memberships": Written(
        "membership",
        lambda world: {
            "organisation": make.make_organisation(world.collective).pk,
            "umbrella": pk(world, "umbrella"),
            "start": "2026-01-01",
        },
        {"end": "2199-12-31"},
        {"PATCH": "members:membership_end"},
    ),
    "bodies": Written("body"),
    "people": Written("person"),
    "areas": Written(
        "area",
        lambda world: {
            "name": "De Waard",
            "kind": "business_park",
            "geometry": SQUARE,
            "certainty": "high",
            "summary": "Vol bedrijven.",
            "start": "1960-01-01",
        },
        {"summary": "Aan het water."},
        {"PATCH": "places:area_change", "DELETE": "places:area_trash"},
    ),
    "indicators": Written(
        "indicator",
        lambda world: {"name": "Laadpalen", "unit": "stuks", "theme": "energy", "direction": "up"},
        {"definition": "Openbare laadpalen op 1 januari."},
        {"PATCH": "places:indicator_change"},
    ),
    "measurements": Written(
        "measurement",
        lambda world: {
            "indicator": pk(world, "indicator"),
            "area": pk(world, "area"),
            "measured_on": "2026-01-05",
            "value": 1.234,
            "note": "Geteld.",
        },
        None,
        {"DELETE": "places:measurement_remove"},
    ),
    "targets": Written(
        "target",
        lambda world: {"indicator": pk(world, "indicator"), "due": "2030-01-01", "value": 4.5},
        None,
        {"DELETE": "places:target_remove"},
    ),
    "editions": Written("edition"),
    "priorities": Written(
        "priority",
        lambda world: {
            "edition": pk(world, "edition"),
            "parent": pk(world, "priority"),
            "title": "Groen",
            "health": "on_course",
            "visibility": "members",
        },
        {"summary": "Meer groen."},
        {"PATCH": "priorities:priority_change"},
    ),
    "projects": Written(
        "project",
        _project,
        {"next_step": "Teken het contract"},
        {"PATCH": "priorities:project_change", "DELETE": "priorities:project_delete"},
    ),
    "milestones": Written(
        "milestone",
        lambda world: {
            "project": pk(world, "project"),
            "kind": "decision",
            "title": "De raad besluit",
            "due": "2026-06-01",
            "decided_by": "de raad",
        },
        {"done_on": "2026-06-02"},
        {"PATCH": "priorities:milestone_change", "DELETE": "priorities:milestone_delete"},
    ),
    "results": Written(
        "result",
        lambda world: {
            "project": pk(world, "project"),
            "kind": "practice",
            "title": "De brug is open",
            "text": "Sinds mei.",
            "reached_on": "2026-05-01",
        },
        {"evidence": "Telling van mei."},
        {"PATCH": "priorities:result_change", "DELETE": "priorities:result_delete"},
    ),
    "actions": Written(
        "action",
        lambda world: {
            "title": "Bel de gemeente",
            "owner": pk(world, "person"),
            "due": day(20),
            "explanation": "Over de kade.",
            "areas": [pk(world, "area")],
            "target": {"kind": "priorities.project", "id": pk(world, "project")},
        },
        {"origin": "Overleg van mei"},
        {"PATCH": "actions:action_change"},
        frozenset({"target"}),
    ),
    "meetings": Written(
        "next_meeting",
        _meeting,
        {"place": "Waaggebouw", "tells": False},
        {"PATCH": "meetings:meeting_change"},
        frozenset({"starts_at", "ends_at", "in_spite_of_conflicts", "tells"}),
    ),
    "agenda-items": Written("agenda_item"),
    "decisions": Written(
        "decision",
        _decision,
        {"state": "carried_out", "note": "In het contract"},
        {"PATCH": "meetings:decision_state"},
        frozenset({"note"}),
    ),
    "works": Written(
        "work",
        _work,
        {"contact_role": "Gebiedsmanager"},
        {"PATCH": "puzzle:work_change", "DELETE": "puzzle:work_trash"},
        # What is drawn finds its areas by itself.
        frozenset({"periods", "areas"}),
    ),
    "plans": Written(
        "works_plan",
        lambda world: {
            "name": "Volgorde 2026",
            "first_day": "2026-05-06",
            "weeks": 30,
            "works": [pk(world, "work")],
        },
        untold=frozenset({"first_day", "works"}),
    ),
    "planned-works": Written(
        "planned_work", None, {"week": 2, "duration_weeks": 3}, {"PATCH": "puzzle:planned_move"}
    ),
}
DEEDS: dict[str, list[tuple[str, Callable[[World], Body]]]] = {
    "actions": [
        ("finish", lambda world: {}),
        ("reopen", lambda world: {}),
        ("drop", lambda world: {"reason": "Niet meer nodig."}),
    ],
    "meetings": [
        (
            "move",
            lambda world: {
                "starts_at": f"{day(50)}T10:00:00+01:00",
                "ends_at": f"{day(50)}T12:00:00+01:00",
                "reason": "Vakantie",
                "in_spite_of_conflicts": True,
            },
        ),
        ("cancel", lambda world: {"reason": "Geen onderwerpen."}),
        ("restore", lambda world: {"tells": False}),
    ],
}
