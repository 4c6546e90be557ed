"""The OpenAPI document of one collective, and what stands at the front of its interface."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from ninja.openapi.schema import REF_TEMPLATE

from speerpunt.core.addresses import address

from ..enums import READ, WRITE
from ..middleware import PROBLEM_TYPE
from ..problems import ALL
from ..schemas.base import Problem
from .answers import GEOJSON, JSON, answer
from .kinds import KINDS
from .v1 import API

ABOUT = (
    "Everything that a key may do here its owner may do on the pages, at that moment. "
    "Words, limits and examples stand in docs/api.md."
)
HEADERS = {
    "get": ("If-None-Match", False, "An ETag that you have: 304 when it is still that."),
    "post": (
        "Idempotency-Key",
        False,
        "A name for this request: sent again within a day, nothing is made twice.",
    ),
    "patch": ("If-Match", True, "The ETag of what you change, or *."),
    "delete": ("If-Match", True, "The ETag of what you delete, or *."),
}


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Where a program begins; says nothing that is not public."""
    root = f"{settings.BASE_URL}{request.path}"
    return JsonResponse(
        {
            "collective": request.collective.name,  # type: ignore[attr-defined]
            "openapi": f"{root}openapi.json",
            "reference": settings.BASE_URL + address("api:reference"),
            "kinds": {kind.name: f"{root}{kind.name}" for kind in KINDS},
        }
    )


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(request, JsonResponse(document_of(request.collective.slug)).content)  # type: ignore[attr-defined]


@lru_cache(maxsize=64)
def document_of(slug: str) -> dict[str, Any]:
    """The same for everybody: it names operations, not rows."""
    made: dict[str, Any] = API.get_openapi_schema(path_prefix="")
    made["info"]["description"] = ABOUT
    made["servers"] = [{"url": f"{settings.BASE_URL}/{slug}/api/v1"}]
    made["components"]["schemas"]["Problem"] = Problem.model_json_schema(ref_template=REF_TEMPLATE)
    nested = made["components"]["schemas"]["Problem"].pop("$defs")
    made["components"]["schemas"].update(nested)
    groups = {kind.name: kind.group.value for kind in KINDS}
    for path, methods in made["paths"].items():
        group = groups[path.split("/")[1].removesuffix(".geojson")]
        for method, operation in methods.items():
            _complete(operation, method, group)
    return made


def _complete(operation: dict[str, Any], method: str, group: str) -> None:
    """What holds for all operations of one method."""
    name, is_needed, about = HEADERS[method]
    header = {"name": name, "in": "header", "required": is_needed, "description": about}
    operation["parameters"].append(header | {"schema": {"type": "string", "maxLength": 200}})
    operation["x-scope"] = f"{group}:{READ if method == 'get' else WRITE}"
    answers = operation["responses"]
    for status, told in answers.items():
        if int(status) in {200, 201}:
            told["headers"] = {"ETag": {"schema": {"type": "string"}}}
            if operation["operationId"].startswith("map_"):
                told["content"] = {GEOJSON: told["content"][JSON]}
    content = {PROBLEM_TYPE: {"schema": {"$ref": REF_TEMPLATE.format(model="Problem")}}}
    for status in sorted({each.status for each in ALL}):
        answers[str(status)] = {"description": _named(status), "content": content}


def _named(status: int) -> str:
    return "; ".join(each.name for each in ALL if each.status == status)
