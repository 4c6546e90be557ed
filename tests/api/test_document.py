"""The OpenAPI document is sound, and each operation does what it says: tried with rows that are there, and with nonsense."""

import os

import pytest
from django.db import transaction
from django.test import Client
from django_scopes import scope

from tests.access.world import build_world

from .asking import asker_of
from .trying import Trial, operations_of

pytestmark = pytest.mark.django_db
# `python -m tests.api` tries more.
EXAMPLES = int(os.environ.get("SPEERPUNT_API_EXAMPLES", "4"))


@pytest.fixture
def trial(monkeypatch):
    from speerpunt.api.services import limits

    monkeypatch.setattr(limits, "PER_MINUTE", 10**9)
    world = build_world("leiden", "oranje")
    with scope(collective=world.collective):
        yield Trial(world, asker_of(world.collective, world.visitors["office"]))


def test_the_document_is_as_openapi_wants_it(leiden):
    answer = Client().get("/leiden/api/v1/openapi.json")
    schema = operations_of(answer.json()).schema
    schema.validate()
    assert answer.json()["openapi"] == "3.1.0"
    assert (
        Client().get("/leiden/api/v1/openapi.json", headers={"If-None-Match": answer["ETag"]}).status_code
        == 304
    )


def test_every_operation_succeeds_with_rows_that_are_there(trial):
    wrong = {}
    for operation in trial.operations:
        with transaction.atomic():
            answer = trial.seeded(operation)
            transaction.set_rollback(True)
        if not 200 <= answer.status_code < 300:
            wrong[operation.label] = (answer.status_code, answer.content[:300])
    assert wrong == {}


@pytest.mark.slow
def test_nonsense_never_breaks_an_operation(trial):
    """What the document allows and what it forbids, with numbers of rows that are there: never a fault of ours, and every
    answer as the document has it."""
    for operation in trial.operations:
        trial.hunt(operation, EXAMPLES)
    assert next(iter(trial.faults.items()), None) is None
    assert trial.sent >= len(trial.operations) * EXAMPLES
