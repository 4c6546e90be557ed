"""A file as the platform for road works exports it, with everything odd that such files hold. All of it is made up."""

import json
from typing import Any

HERE = (4.4950, 52.1580)


def period(
    start: str, end: str, *, name: str = "Overall date", status: str = "INITIAL", **more: Any
) -> dict[str, Any]:
    return {"name": name, "startDate": start, "endDate": end, "status": status, **more}


def situation(number: str, *, at: tuple[float, float] | None = HERE, **facts: Any) -> dict[str, Any]:
    """A street that is opened for cables in May 2026, unless said otherwise."""
    usual: dict[str, Any] = {
        "type": "SITUATION",
        "activityType": "WORK",
        "workType": "CABLES",
        "workObject": "ROAD",
        "impact": "AVERAGE",
        "status": "FINAL",
        "source": "MELVIN",
        "situationRecordId": f"NDW03_{number}_1_MAN_1",
        "addition": "Nieuwe kabels",
        "location": {"city": "Leiden", "road": "Zonnestraat", "district": ""},
        "roadAuthority": {"name": "Leiden", "type": "MUNICIPALITY"},
        "periods": [period("2026-05-04T05:00:00Z", "2026-05-15T14:00:00Z")],
        "url": "",
    }
    return _feature(number, {**usual, **facts}, {"type": "Point", "coordinates": list(at)} if at else None)


def restriction(
    number: str, *, line: Any = ((4.4950, 52.1580), (4.4960, 52.1585)), **facts: Any
) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "type": "RESTRICTION",
        "recordId": None,
        "restrictionType": "COMPLETE",
        "transportMode": "CAR",
        "vehicleTypes": None,
        "name": "Beperking 1",
        "direction": "BOTH",
        "periods": [],
        "emergency": {"passageAllowed": "true", "description": ""},
    }
    return _feature(number, {**usual, **facts}, _line(line))


def detour(
    number: str, *, line: Any = ((4.4950, 52.1580), (4.5000, 52.1600)), **facts: Any
) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "type": "DETOUR",
        "recordId": f"NDW03_{number}_DETAB_1",
        "transportMode": "CAR",
        "vehicleTypes": ["CAR", "VAN"],
        "name": "Omleiding",
        "direction": "A_B",
    }
    return _feature(number, {**usual, **facts}, _line(line))


def _feature(number: str, facts: dict[str, Any], geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": number, "properties": facts, "geometry": geometry}


def _line(positions: Any) -> dict[str, Any] | None:
    if positions is None:
        return None
    return {"type": "LineString", "coordinates": [list(each) for each in positions]}


def melvin_file(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def odd_melvin_file() -> bytes:
    """One of every oddity that FACTS of such files tell of, beside works that are plain."""
    return melvin_file(
        situation("1"),
        restriction("1"),
        restriction(
            "1", transportMode=None, vehicleTypes=["BUS", "PEDESTRIAN"], emergency={"passageAllowed": "false"}
        ),
        detour("1"),
        situation("2", situationRecordId=None),
        _external("3"),
        situation(
            "4",
            at=(4.4000, 52.0100),
            location={"city": "Delft", "road": "alle vaarwegen"},
            activityType="WATERWAY",
        ),
        situation("5", periods=[period("2019-12-31T23:00:00Z", "2099-12-30T23:00:00Z")]),
        situation(
            "6",
            activityType="EVENT",
            workType=None,
            eventName="Feest op de gracht",
            periods=[
                period("2026-10-01T22:00:00Z", "2026-10-04T22:00:00Z"),
                period(
                    "2026-10-02T06:00:00Z",
                    "2026-10-02T22:00:00Z",
                    name="Vooravond",
                    status="PROBABLY_STARTED",
                    id=71,
                ),
                period("2026-10-03T06:00:00Z", "2026-10-04T04:00:00Z", name="Feestdag", id=72),
            ],
        ),
        situation("7", periods=[period("2026-06-01T05:00:00Z", "2026-05-01T05:00:00Z")]),
        situation("8", impact="EMPTY", workType="SNOW_CLEARING", workObject="BRIDGE"),
        situation("9", impact=None, workType="UNHEARD_OF"),
        situation("10", status="DELETED"),
        restriction("11"),
        situation("12", at=(104.0, 52.0)),
        situation("13", periods=[]),
        {"type": "Feature", "properties": None, "geometry": None},
    )


def _external(number: str) -> dict[str, Any]:
    """Of a national road, whose restriction has no line."""
    return situation(
        number, type="EXTERNAL_SITUATION", source="SPIN", maintainer="Rijkswaterstaat", roadAuthority=None
    ) | {"type": "Feature"}
