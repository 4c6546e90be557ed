"""JSON as it leaves: with the mark of its version, or nothing where the asker has it already."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from pydantic import BaseModel

from ..problems import ApiProblem, Trouble

JSON = "application/json"
GEOJSON = "application/geo+json"


def etag_of(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:32]}"'


def told(row: BaseModel) -> bytes:
    return row.model_dump_json().encode()


def answer(
    request: HttpRequest, body: bytes, *, status: int = 200, kind: str = JSON, **headers: str
) -> HttpResponse:
    etag = etag_of(body)
    if request.method in {"GET", "HEAD"} and _knows(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(body, status=status, content_type=kind, headers={"ETag": etag, **headers})


def _knows(header: str, etag: str) -> bool:
    known = parse_etags(header)
    return "*" in known or etag in {each.removeprefix("W/") for each in known}


def check_version(request: HttpRequest, current: bytes) -> None:
    """Nobody overwrites what he did not see."""
    header = request.headers.get("If-Match", "")
    if not header:
        raise ApiProblem(
            Trouble.UNCONDITIONAL, _("Send the ETag of what you read, or * for whatever it is now.")
        )
    known = parse_etags(header)
    if "*" not in known and etag_of(current) not in known:
        raise ApiProblem(Trouble.CHANGED, _("Read it again, and change that."))


def page_bytes(rows: Sequence[BaseModel], following: str | None) -> bytes:
    return b'{"items":[' + b",".join(map(told, rows)) + b'],"next":' + json.dumps(following).encode() + b"}"


def feature_bytes(rows: Sequence[BaseModel], shape_of: Any) -> bytes:
    """`shape_of` takes from the told row what stands beside its properties."""
    features = (json.dumps(_feature(row, shape_of), ensure_ascii=False).encode() for row in rows)
    return b'{"type":"FeatureCollection","features":[' + b",".join(features) + b"]}"


def _feature(row: Any, shape_of: Any) -> dict[str, Any]:
    properties = row.model_dump(mode="json", exclude={"geometry"})
    return {"type": "Feature", "id": row.id, "geometry": shape_of(row), "properties": properties}


def following_address(request: HttpRequest, last: int) -> str:
    asked = {name: value for name, value in request.GET.items() if name != "after"}
    return f"{settings.BASE_URL}{request.path}?{urlencode({**asked, 'after': last})}"


def page_address(row: Any) -> str:
    return f"{settings.BASE_URL}{row.get_absolute_url()}"
