"""The OpenAPI document as a page to read, without a script."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from speerpunt.core.addresses import address

from ..enums import Group
from .document import document_of

LONGEST_CHOICE = 12


@dataclass(frozen=True)
class Part:
    """A field of a body, or a word of a query."""

    name: str
    said: str
    is_needed: bool


@dataclass(frozen=True)
class Operation:
    key: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    asked: list[Part]
    sent: list[Part]


def reference(request: HttpRequest) -> HttpResponse:
    document = document_of(request.collective.slug)  # type: ignore[attr-defined]
    groups: dict[str, list[Operation]] = defaultdict(list)
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            groups[each["tags"][0]].append(_operation(document, path, method, each))
    context = {
        "groups": [(group, groups[group.value]) for group in Group],
        "root": settings.BASE_URL + address("api:front"),
        "may_make": request.user.has_perm("api.make_token"),
    }
    return render(request, "api/reference.html", context)


def _operation(document: dict[str, Any], path: str, method: str, each: dict[str, Any]) -> Operation:
    body = each.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    needed = [part for part in each["parameters"] if part["in"] != "path"]
    return Operation(
        key=each["operationId"],
        method=method.upper(),
        path=path,
        summary=each["summary"],
        about=each.get("description", ""),
        scope=each["x-scope"],
        asked=[Part(part["name"], _said(document, part["schema"]), part["required"]) for part in needed],
        sent=_parts(document, body),
    )


def _parts(document: dict[str, Any], schema: dict[str, Any]) -> list[Part]:
    schema = _looked_up(document, schema)
    needed = schema.get("required", ())
    return [
        Part(name, _said(document, each), name in needed)
        for name, each in schema.get("properties", {}).items()
    ]


def _looked_up(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    return document["components"]["schemas"][name] if name else schema


def _said(document: dict[str, Any], schema: dict[str, Any]) -> str:
    """In a few words: `string, at most 200`, `one of up, down, near`."""
    schema = _looked_up(document, schema)
    if "anyOf" in schema:
        return " | ".join(_said(document, each) for each in schema["anyOf"])
    if "enum" in schema:
        shown = ", ".join(str(each) or '""' for each in schema["enum"][:LONGEST_CHOICE])
        return shown + (", …" if len(schema["enum"]) > LONGEST_CHOICE else "")
    if "const" in schema:
        return str(schema["const"]) or '""'
    kind = schema.get("format") or schema.get("type", "")
    if kind == "array":
        return f"[{_said(document, schema['items'])}]"
    return f"{kind} ≤ {schema['maxLength']}" if "maxLength" in schema else str(kind)
