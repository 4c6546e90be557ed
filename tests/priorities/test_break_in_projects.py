"""Who works on a project may change much, and by that break nothing and learn nothing that is not for him."""

from urllib.parse import urlencode

import pytest
from django.test import Client
from django_scopes import scope

from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.priorities.models import Milestone, Project
from tests.factories import (
    make_body,
    make_edition,
    make_member,
    make_milestone,
    make_organisation,
    make_partner,
    make_plan_import,
    make_priority,
    make_project,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"


@pytest.fixture
def leiden(db):
    from tests.factories import make_collective

    return make_collective("leiden", city="Leiden")


def worker(leiden, project, kind=StandingKind.PARTNER) -> Client:
    """Somebody with a seat in the core team of the project."""
    account = make_visitor(leiden, kind)
    with scope(collective=leiden):
        team = make_body(leiden)
        make_seat(team, Person.objects.get(user=account))
        Project.objects.filter(pk=project.pk).update(core_team=team)
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def project(leiden):
    return make_project(make_priority(make_edition(leiden)))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1899-12-31", "2200-01-01"])
def test_a_milestone_far_away_does_not_break_the_page(leiden, project, day):
    client = worker(leiden, project)
    client.post(f"/leiden/projecten/{project.pk}/moment/", {"kind": "milestone", "title": "Ver", "due": day})
    assert client.get(f"/leiden/projecten/{project.pk}/").status_code == 200
    with scope(collective=leiden):
        assert not Milestone.objects.exists()


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("1e300", "4"), ("52", "-1e300"), ("91", "4"), ("nan", "nan")]
)
def test_a_place_that_is_none_does_not_break_the_city(leiden, project, latitude, longitude):
    client = worker(leiden, project)
    form = client.get(f"/leiden/projecten/{project.pk}/wijzigen/").context["form"]
    fields = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
    client.post(
        f"/leiden/projecten/{project.pk}/wijzigen/", {**fields, "latitude": latitude, "longitude": longitude}
    )
    with scope(collective=leiden):
        assert Project.objects.get(pk=project.pk).latitude is None
    assert Client().get("/leiden/").status_code == 200


def test_a_partner_in_a_core_team_does_not_read_the_register_through_a_form(leiden, project):
    """Neither in the suggestions, nor in what the form says of a name that fits."""
    make_member(leiden, name=f"Bakker {CANARY} een")
    make_member(leiden, name=f"Bakker {CANARY} twee")
    make_organisation(leiden, kind="school", name=f"School {CANARY}")
    client, page = worker(leiden, project), f"/leiden/projecten/{project.pk}/partner/"
    assert CANARY not in client.get(page).content.decode()
    for name in ("bakker", "kanarie een", "school"):
        answer = client.post(page, {"organisation": name})
        assert answer.status_code == 200
        assert CANARY not in answer.content.decode()


def test_a_worker_cannot_place_share_or_hand_over_a_project(leiden, project):
    client = worker(leiden, project, StandingKind.MEMBER)
    other = make_priority(make_edition(leiden))
    partner = make_partner(project, make_organisation(leiden, kind="partner"))
    form = client.get(f"/leiden/projecten/{project.pk}/wijzigen/").context["form"]
    fields = {name: value for name in form.fields if (value := form[name].value()) not in (None, "")}
    with scope(collective=leiden):
        lead = Person.objects.first()
    placing = {
        "priority": other.pk,
        "visibility": "public",
        "lead": lead.pk,
        "core_team": "",
        "collective": 1,
    }
    assert client.post(f"/leiden/projecten/{project.pk}/wijzigen/", {**fields, **placing}).status_code == 302
    client.post(f"/leiden/partners/{partner.pk}/wijzigen/", {"part": "mee", "shares_dossier": "on"})
    with scope(collective=leiden):
        after = Project.objects.get(pk=project.pk)
        partner.refresh_from_db()
    assert (after.priority_id, after.visibility, after.lead_id) == (project.priority_id, "members", None)
    assert after.core_team_id is not None
    assert partner.shares_dossier is False


def test_a_shared_dossier_does_not_tell_the_title_of_a_closed_priority(leiden):
    closed = make_priority(make_edition(leiden), title=f"Geheim {CANARY}", visibility="closed")
    part = make_priority(closed.edition, parent=closed, title=f"Deel {CANARY}", visibility="public")
    account = make_visitor(leiden, StandingKind.PARTNER)
    client = Client()
    client.force_login(account)
    with scope(collective=leiden):
        organisation = Person.objects.get(user=account).roles.get().organisation
        projects = [make_project(each, title="Gedeeld", visibility="closed") for each in (closed, part)]
        for each in projects:
            make_partner(each, organisation, shares_dossier=True)
            make_milestone(each, kind="decision", due="2026-12-01")
    pages = ["/leiden/", "/leiden/vandaag/", "/leiden/projecten/", "/leiden/projecten/bord/"]
    pages += [f"/leiden/projecten/{each.pk}/" for each in projects]
    answers = {page: client.get(page) for page in pages}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {page for page, answer in answers.items() if CANARY in answer.content.decode()} == set()


def test_the_review_of_an_import_takes_no_sign_that_a_database_refuses(leiden):
    client = Client()
    client.force_login(make_visitor(leiden))
    with scope(collective=leiden):
        found = make_plan_import(leiden, titles=["Een", "Twee"])
    fields = {
        "naam-1": "a\x00b",
        f"naam-{'9' * 5000}": "x",
        "verhef": f"{'9' * 5000}-priority",
        "samen-1": "9" * 5000,
    }
    written = urlencode(fields)
    answer = client.post(
        f"/leiden/plannen/invoer/{found.pk}/", written, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 302
    with scope(collective=leiden):
        found.refresh_from_db()
    assert found.choices["1"]["name"] == "ab"
