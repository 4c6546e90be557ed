"""Files of sources as large as one likes, written bit by bit. All of it is made up, and the same each time."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from .melvin import HERE, detour, period, restriction, situation

# As many as the export of one city has, and so many stretches.
WORKS_OF_A_CITY, LINES_OF_A_CITY = 325, 841
BEGIN = date(2026, 5, 4)
# Cities beside each other, as degrees.
APART = 0.09
CITIES_IN_A_ROW = 10
WORDS = "De weg gaat open voor kabels en leidingen; verkeer wordt omgeleid, hulpdiensten kunnen door. "


def write_melvin_file(path: Path, cities: int, *, works: int = WORKS_OF_A_CITY) -> int:
    """How many works it holds."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, feature in enumerate(_features(cities, works)):
            file.write((", " if number else "") + json.dumps(feature))
        file.write("]}")
    return cities * works


def _features(cities: int, works: int) -> Iterator[dict[str, Any]]:
    for city in range(cities):
        chance = random.Random(city)
        corner = (
            HERE[0] + APART * (city % CITIES_IN_A_ROW),
            HERE[1] - APART * (city // CITIES_IN_A_ROW),
        )
        for work in range(works):
            yield from _work(f"{city:04}{work:04}", work, corner, chance)


def _work(
    number: str, work: int, corner: tuple[float, float], chance: random.Random
) -> Iterator[dict[str, Any]]:
    at = (
        round(corner[0] + chance.uniform(-0.03, 0.03), 7),
        round(corner[1] + chance.uniform(-0.02, 0.02), 7),
    )
    start = BEGIN + timedelta(days=chance.randrange(400))
    yield situation(
        number,
        at=at,
        addition=WORDS * 4,
        location={"city": "Leiden", "road": f"Straat {number}", "district": ""},
        periods=[
            period(f"{start}T05:00:00Z", f"{start + timedelta(days=chance.randrange(1, 40))}T14:00:00Z")
        ],
    )
    for line in range(_lines_of(work)):
        made = detour if line % 3 == 2 else restriction
        yield made(number, line=_walk(at, chance), name=f"Beperking {line + 1}")


def _lines_of(work: int) -> int:
    """Of a city as many as it has, dealt out evenly."""
    before, after = (LINES_OF_A_CITY * each // WORKS_OF_A_CITY for each in (work, work + 1))
    return after - before


def _walk(at: tuple[float, float], chance: random.Random) -> list[tuple[float, float]]:
    longitude, latitude = at
    points = [at]
    for _step in range(chance.randrange(4, 24)):
        longitude += chance.uniform(-2e-4, 4e-4)
        latitude += chance.uniform(-2e-4, 2e-4)
        points.append((round(longitude, 7), round(latitude, 7)))
    return points


def write_datex_file(path: Path, situations: int) -> int:
    """A publication of a country, of which one situation in twenty lies near the city. How many lie there."""
    with path.open("w", encoding="utf-8") as file:
        file.write(DATEX_HEAD)
        for number in range(situations):
            file.write(_datex_situation(number, is_near=number % 20 == 0))
        file.write(DATEX_TAIL)
    return -(-situations // 20)


def _datex_situation(number: int, *, is_near: bool) -> str:
    chance = random.Random(number)
    north, east = (HERE[1], HERE[0]) if is_near else (51.5, 5.4)
    points = [
        f"{north + chance.uniform(-0.02, 0.02):.6f} {east + chance.uniform(-0.02, 0.02):.6f}"
        for _point in range(20)
    ]
    start = BEGIN + timedelta(days=chance.randrange(400))
    facts = {
        "number": number,
        "points": " ".join(points),
        "start": start,
        "end": start + timedelta(days=9),
        "words": WORDS,
    }
    return DATEX_SITUATION.format(**facts)


DATEX_HEAD = """<?xml version="1.0"?><mc:messageContainer xmlns:mc="http://datex2.eu/schema/3/messageContainer"
 xmlns:s="http://datex2.eu/schema/3/situation" xmlns:c="http://datex2.eu/schema/3/common"
 xmlns:l="http://datex2.eu/schema/3/locationReferencing"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><mc:payload xsi:type="s:SituationPublication">"""
DATEX_TAIL = "</mc:payload></mc:messageContainer>"
DATEX_RECORD = """<s:situationRecord xsi:type="s:{kind}" id="NDW_{number}_{part}" version="1">
<s:situationRecordCreationTime>2026-01-05T08:00:00Z</s:situationRecordCreationTime>
<s:probabilityOfOccurrence>certain</s:probabilityOfOccurrence>
<s:source><c:sourceName><c:values><c:value lang="nl">Gemeente</c:value></c:values></c:sourceName></s:source>
<s:validity><c:validityStatus>definedByValidityTimeSpec</c:validityStatus><c:validityTimeSpecification>
<c:overallStartTime>{start}T05:00:00Z</c:overallStartTime><c:overallEndTime>{end}T14:00:00Z</c:overallEndTime>
</c:validityTimeSpecification></s:validity>
<s:generalPublicComment><s:comment><c:values><c:value lang="nl">{words}</c:value></c:values></s:comment>
</s:generalPublicComment><s:locationReference xsi:type="l:LinearLocation">
<l:gmlLineString srsName="EPSG:4326"><l:posList>{points}</l:posList></l:gmlLineString></s:locationReference>{more}
</s:situationRecord>"""
DATEX_SITUATION = (
    '<s:situation id="NDW_{number}"><s:overallSeverity>medium</s:overallSeverity><s:headerInformation>'
    "<c:informationStatus>real</c:informationStatus></s:headerInformation>"
    + DATEX_RECORD.replace("{kind}", "MaintenanceWorks").replace("{part}", "1").replace("{more}", "")
    + DATEX_RECORD.replace("{kind}", "RoadOrCarriagewayOrLaneManagement")
    .replace("{part}", "2")
    .replace(
        "{more}",
        "<s:roadOrCarriagewayOrLaneManagementType>roadClosed</s:roadOrCarriagewayOrLaneManagementType>",
    )
    + "</s:situation>"
)
