"""Schemathesis on the interface: it reads our document and makes requests; these go to the application in this process."""

import json
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from speerpunt.api.views.document import document_of
from tests.access.world import World

from .asking import Asker
from .written import DEEDS, WRITTEN

# Fields that name rows, and which row of the world that may be.
NAMES = {
    "organisation": "organisation",
    "umbrella": "umbrella",
    "area": "area",
    "areas": "area",
    "indicator": "indicator",
    "edition": "edition",
    "priority": "priority",
    "project": "project",
    "dossier": "project",
    "owner": "person",
    "lead": "person",
    "next_step_by": "person",
    "body": "body",
    "core_team": "body",
    "item": "agenda_item",
    "works": "work",
}


@dataclass(frozen=True)
class Operations:
    schema: Any

    def __iter__(self) -> Any:
        return (each.ok() for each in self.schema.get_all_operations())


def operations_of(document: dict[str, Any]) -> Operations:
    return Operations(schemathesis.openapi.from_dict(document))


@dataclass
class Trial:
    world: World
    asker: Asker
    sent: int = 0
    faults: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.operations = list(operations_of(document_of(self.world.collective.slug)))

    def seeded(self, operation: Any) -> Any:
        """As a system would that knows what it does."""
        name, deed = _parts(operation.path)
        place = self._path(operation)
        written = WRITTEN[name.removesuffix(".geojson")]
        method = operation.method.lower()
        if method == "get":
            return self.asker.get(place)
        if method == "post":
            return self.asker.post(place, self._deed(name, deed) if deed else written.new(self.world))
        if method == "patch":
            return self.asker.patch(place, written.change)
        if name == "priorities":  # the one of the world has projects
            made = self.asker.post(name, written.new(self.world)).json()["id"]
            return self.asker.delete(f"{name}/{made}")
        return self.asker.delete(place)

    def _deed(self, name: str, deed: str) -> Any:
        """What has to be done before it, first."""
        before = {"reopen": "finish", "restore": "cancel"}.get(deed)
        bodies = dict(DEEDS[name])
        if before:
            row = self.world.objects[WRITTEN[name].row].pk
            self.asker.post(f"{name}/{row}/{before}", bodies[before](self.world))
        return bodies[deed](self.world)

    def _path(self, operation: Any) -> str:
        name, _deed = _parts(operation.path)
        row = self.world.objects[WRITTEN[name.removesuffix(".geojson")].row].pk
        return operation.path.lstrip("/").replace("{pk}", str(row))

    def hunt(self, operation: Any, examples: int) -> None:
        """Each request begins in the same world."""
        modes = operation.as_strategy(generation_mode=GenerationMode.POSITIVE) | operation.as_strategy(
            generation_mode=GenerationMode.NEGATIVE
        )

        @settings(
            max_examples=examples,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @given(case=modes, is_named=st.booleans())
        def one(case: Any, is_named: bool) -> None:
            with transaction.atomic():
                self._try(operation, case, is_named)
                transaction.set_rollback(True)

        one()

    def _try(self, operation: Any, case: Any, is_named: bool) -> None:
        self.sent += 1
        body = self._named(case.body) if is_named else case.body
        asked = {str(name): value for name, value in (case.headers or {}).items() if _is_plain(value)}
        headers = asked | self.asker.headers
        if operation.method.lower() in {"patch", "delete"}:
            headers["If-Match"] = "*"
        has_body = operation.body and not isinstance(body, schemathesis.core.NotSet)
        content = _written(body) if has_body else b""
        answer = self.asker.client.generic(
            operation.method.upper(),
            f"{self.asker.root}/{self._path(operation)}",
            content,
            content_type="application/json",
            headers=headers,
            query_params={name: _word(value) for name, value in (case.query or {}).items()},
        )
        self._judge(operation, answer, content)

    def _named(self, body: Any) -> Any:
        if not isinstance(body, dict):
            return body
        found = dict(body)
        for name in set(NAMES) & set(found):
            pk = self.world.objects[NAMES[name]].pk
            found[name] = [pk] if name in {"areas", "works"} else pk
        return found

    def _judge(self, operation: Any, answer: Any, content: bytes) -> None:
        wrong = (
            answer.status_code >= 500 or str(answer.status_code) not in operation.definition.raw["responses"]
        )
        kind = answer.headers.get("Content-Type", "")
        if answer.status_code >= 400:
            wrong = wrong or kind != "application/problem+json"
        if wrong:
            self.faults[operation.label] = (answer.status_code, answer.content[:300], content[:300])
        elif answer.content:
            self._judge_body(operation, answer, kind)

    def _judge_body(self, operation: Any, answer: Any, kind: str) -> None:
        from jsonschema import Draft202012Validator

        told = operation.definition.raw["responses"][str(answer.status_code)]["content"][kind]["schema"]
        document = document_of(self.world.collective.slug)
        validator = Draft202012Validator({**told, "components": document["components"]})
        found = [each.message for each in validator.iter_errors(json.loads(answer.content))]
        if found:
            self.faults[operation.label] = (answer.status_code, found[:3])


def _parts(path: str) -> tuple[str, str]:
    parts = path.strip("/").split("/")
    return parts[0], parts[2] if len(parts) > 2 else ""


def _written(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _is_plain(value: Any) -> bool:
    """What can stand in a header at all."""
    return isinstance(value, str) and value.isascii() and value.isprintable()


def _word(value: Any) -> str:
    return str(value).encode("utf-8", "replace").decode()
