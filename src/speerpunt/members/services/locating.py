"""From an address to a point, by the national address register, when a setting names its address."""

import http.client
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT_SECONDS = 5
MOST_BYTES = 256 * 1024
POINT = re.compile(r"^POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)$")


class LocatingProblem(Exception):
    """Why no point was found; the message is for the person at the screen."""


@dataclass(frozen=True)
class FoundPoint:
    latitude: float
    longitude: float
    # The address as the register writes it, for the person to check.
    shown: str


def is_locating_possible() -> bool:
    return bool(settings.GEOCODER_URL)


def find_point(street: str, house_number: str, postcode: str, city: str) -> FoundPoint:
    """The point of an address. Only an answer with the asked postcode or street counts."""
    asked = " ".join(part for part in (street, house_number, postcode, city) if part)
    if not house_number or not (postcode or (street and city)):
        raise LocatingProblem(
            _("Fill in a house number, with a postcode or a street and city. Then try again.")
        )
    for document in _documents(_answer(asked)):
        found = _point_of(document)
        if found is not None and _is_asked(document, street, house_number, postcode):
            return found
    raise LocatingProblem(
        _("The address register does not know this address. Check it, or set a pin on the map.")
    )


def _answer(asked: str) -> Any:
    """Only ever the host of the setting: redirects are not followed, and little is read."""
    base = urlsplit(settings.GEOCODER_URL)
    kind = http.client.HTTPConnection if base.scheme == "http" else http.client.HTTPSConnection
    path = f"{base.path.rstrip('/')}/free?q={quote_plus(asked)}&fq=type:adres&rows=5"
    try:
        connection = kind(base.netloc, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("GET", path, headers={"Accept": "application/json"})
            response = connection.getresponse()
            content = response.read(MOST_BYTES + 1)
        finally:
            connection.close()
        return _read(response.status, content)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise LocatingProblem(
            _("The address register does not answer now. Try again later, or set a pin on the map.")
        ) from error


def _read(status: int, content: bytes) -> Any:
    if status != http.client.OK or len(content) > MOST_BYTES:
        raise ValueError(status)
    return json.loads(content)


def _documents(answer: Any) -> list[dict[str, Any]]:
    response = answer.get("response") if isinstance(answer, dict) else None
    documents = response.get("docs") if isinstance(response, dict) else None
    return [each for each in documents if isinstance(each, dict)] if isinstance(documents, list) else []


def _point_of(document: dict[str, Any]) -> FoundPoint | None:
    """`POINT(longitude latitude)`, in degrees WGS84."""
    match = POINT.match(str(document.get("centroide_ll", "")))
    if document.get("type") != "adres" or match is None:
        return None
    longitude, latitude = float(match[1]), float(match[2])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return FoundPoint(latitude, longitude, str(document.get("weergavenaam", ""))[:200])


def _is_asked(document: dict[str, Any], street: str, house_number: str, postcode: str) -> bool:
    """The register answers with what looks alike; a neighbouring street is not this address."""
    number = re.match(r"\d+", house_number)
    if number is None or str(document.get("huisnummer", "")) != number[0]:
        return False
    if postcode:
        return bool(document.get("postcode") == postcode)
    return bool(str(document.get("straatnaam", "")).casefold() == street.casefold())
