"""Agendas of a council in both forms, made up for the tests."""

import json
from typing import Any


def point(number: int, title: str, **more: Any) -> dict[str, Any]:
    """As Notubiz gives one."""
    data = {
        "title_prefix": f"{number}.",
        "heading": more.pop("heading", False),
        "attributes": [{"id": 1, "value": title}, {"id": 4, "value": more.pop("text", "")}],
    }
    return {
        "id": 7000 + number,
        "order": number,
        "confidential": 0,
        "agenda_items": [],
        "documents": [],
        "type_data": data,
        **more,
    }


def meeting(number: int = 501, start: str = "2026-12-10 20:00:00", **more: Any) -> dict[str, Any]:
    return {
        "id": number,
        "organisation": {"id": 271},
        "confidential": 0,
        "plannings": [{"start_date": start, "end_date": None}],
        "attributes": {"Titel": "commissie Stedelijke Ontwikkeling", "Locatie": "Stadhuis"},
        "agenda_items": [
            point(
                2,
                "Fasering van de Spanjaardsbrug en de Zijlbrug",
                text="<p>Tien weken dicht &amp; omrijden</p>",
            ),
            point(1, "Opening"),
            point(3, "Wonen", heading=True, agenda_items=[point(31, "Parkeernorm op De Waard")]),
            point(4, "Benoeming", confidential=1),
        ],
        **more,
    }


def notubiz(*meetings: dict[str, Any]) -> bytes:
    return json.dumps({"meetings": list(meetings or (meeting(),))}).encode()


def open_council_data() -> bytes:
    """An answer of the search engine of Open Raadsinformatie."""
    rows = [
        {"_id": "9", "_source": {"@type": "AgendaItem", "name": "Lammebrug", "position": 2, "parent": "1"}},
        {"_id": "8", "_source": {"@type": "AgendaItem", "name": "Opening", "position": 1, "parent": "1"}},
        {
            "_id": "1",
            "_source": {
                "@type": "Meeting",
                "name": "Gemeenteraad",
                "start_date": "2026-12-17T19:30:00+01:00",
                "location": "Raadzaal",
            },
        },
        {"_id": "2", "_source": {"@type": "Person", "name": "Iemand"}},
    ]
    return json.dumps({"hits": {"hits": rows}}).encode()
