"""Sixty-nine questions and what the plan of Leiden has on them; the same on both databases."""

import tomllib
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django_scopes import scope

from speerpunt.core.models import Collective, SearchEntry
from speerpunt.core.queries.search import name_of
from speerpunt.core.search.matching import answer
from speerpunt.members.models import Organisation
from speerpunt.members.queries import attach_standing
from tests.factories import make_visitor
from tests.portal.example import FEW, LEIDEN

pytestmark = pytest.mark.django_db

QUERIES = tomllib.loads(Path(__file__).with_name("queries.toml").read_text())["queries"]
SHOWN = 5


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    elsewhere = override_settings(VAR=tmp_path_factory.mktemp("var"))
    with django_db_blocker.unblock(), elsewhere, transaction.atomic():
        call_command("load_example", str(LEIDEN), f"--enterprises={FEW}", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def leiden():
    collective = Collective.objects.get(slug="leiden")
    with scope(collective=collective):
        yield collective


@pytest.fixture
def facts(leiden):
    """Of a made-up enterprise, which has numbers."""
    enterprise = Organisation.objects.filter(kind="enterprise").exclude(kvk_number="").order_by("pk")[7]
    return {
        "enterprise": enterprise.name,
        "kvk_number": enterprise.kvk_number,
        "postcode": enterprise.postcode.lower(),
        "postcode_with_space": f"{enterprise.postcode[:4]} {enterprise.postcode[4:]}",
    }


def visitor(collective, kind):
    user = AnonymousUser() if kind == "anonymous" else make_visitor(collective, kind)
    attach_standing(user, collective)
    return user


def found_by(user, text):
    """Titles by kind, best first."""
    kinds = answer(user, text).kinds
    titles = dict(SearchEntry.objects.values_list("pk", "title"))
    return {name_of(kind.source): [titles[pk] for pk in kind.ids] for kind in kinds}


def faults_of(query, found, facts):
    said = {
        name: [each.format(**facts) for each in _listed(query.get(name, []))]
        for name in ("first", "finds", "whole")
    }
    for kind, title in (each.split("/", 1) for each in said["finds"]):
        if title not in found.get(kind, [])[:SHOWN]:
            yield f"{title} is not among the first of {kind}: {found.get(kind, [])[:SHOWN]}"
    for kind, title in (each.split("/", 1) for each in said["first"]):
        if found.get(kind, [""])[0] != title:
            yield f"{title} is not the first of {kind}: {found.get(kind, [])[:SHOWN]}"
    if said["whole"]:
        kind = said["whole"][0].split("/", 1)[0]
        wanted = {each.split("/", 1)[1] for each in said["whole"]}
        if set(found.get(kind, [])) != wanted:
            yield f"of {kind} not {sorted(wanted)} but {found.get(kind, [])}"
    if query.get("nothing") and found:
        yield f"something is found: {found}"


def _listed(value):
    return [value] if isinstance(value, str) else value


@pytest.mark.parametrize(
    "query", QUERIES, ids=[f"{each.get('who', 'office')}: {each['q']}" for each in QUERIES]
)
def test_a_visitor_finds_what_the_plan_has_on_it(leiden, facts, query):
    user = visitor(leiden, query.get("who", "office"))
    found = found_by(user, query["q"].format(**facts))
    assert list(faults_of(query, found, facts)) == []


def test_there_are_at_least_sixty_questions():
    assert len(QUERIES) >= 60
