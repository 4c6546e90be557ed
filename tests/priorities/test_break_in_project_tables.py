"""A table of projects shows nobody more than the pages do, and opens nothing that nobody looked at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_scopes import scope

from speerpunt.core.importers.tables import read_table
from speerpunt.core.models import ImportDraft, Job
from speerpunt.core.work import work_once
from speerpunt.members.enums import StandingKind
from speerpunt.priorities.models import Project
from tests.factories import (
    make_edition,
    make_organisation,
    make_partner,
    make_person,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db

EXPORT, IMPORT = "/leiden/projecten/uitvoer/csv/", "/leiden/projecten/invoer/"


@pytest.fixture
def visit(leiden):
    def sign_in(kind=""):
        client = Client()
        if kind:
            client.force_login(make_visitor(leiden, kind))
        return client

    return sign_in


def titles(client, query=""):
    return {row[1][_place(client, "titel")] for row in _table(client, query).rows}


def _table(client, query=""):
    return read_table(client.get(f"{EXPORT}{query}").content)


def _place(client, heading):
    return _table(client).headings.index(heading)


@pytest.fixture
def circles(leiden, priority):
    with scope(collective=leiden):
        return [
            make_project(priority, title=circle, visibility=circle)
            for circle in ("public", "members", "board", "closed")
        ]


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        ("", {"public"}),
        (StandingKind.MEMBER, {"public", "members"}),
        (StandingKind.BOARD, {"public", "members", "board"}),
        (StandingKind.OFFICE, {"public", "members", "board", "closed"}),
    ],
)
def test_a_table_holds_what_its_reader_may_see(visit, circles, kind, seen):
    assert titles(visit(kind)) == seen


def test_a_table_follows_the_filters_of_the_list(visit, circles):
    assert titles(visit(StandingKind.OFFICE), "?zoek=clos") == {"closed"}


def test_strangers_read_no_people_and_no_amounts(visit, leiden, priority):
    with scope(collective=leiden):
        make_project(
            priority,
            visibility="public",
            lead=make_person(leiden, family_name="Geheim"),
            budget_eur_cents=471100,
        )
    content = visit().get(EXPORT).content.decode()
    assert ("Geheim" in content, "4711" in content, "trekker" in content) == (False, False, False)
    assert "Geheim" in visit(StandingKind.MEMBER).get(EXPORT).content.decode()


def test_who_shares_a_dossier_does_not_learn_its_closed_priority(leiden):
    with scope(collective=leiden):
        hidden = make_priority(make_edition(leiden), title="Verborgen speerpunt", visibility="closed")
        project = make_project(hidden, title="Gedeeld", visibility="board")
        user = make_visitor(leiden, StandingKind.PARTNER)
        organisation = user.people.get().roles.first().organisation
        make_partner(project, organisation, shares_dossier=True)
        make_organisation(leiden)
    client = Client()
    client.force_login(user)
    content = client.get(EXPORT).content.decode()
    assert ("Gedeeld" in content, "Verborgen" in content) == (True, False)


@pytest.mark.parametrize("kind", ["", *(kind for kind in StandingKind if kind != StandingKind.OFFICE)])
def test_only_the_office_brings_projects_in(visit, leiden, priority, kind):
    file = SimpleUploadedFile("p.csv", b"Speerpunt;Titel\nRuimte;Kade\n")
    assert visit(kind).post(IMPORT, {"file": file}).status_code == 403
    with scope(collective=leiden):
        assert ImportDraft.objects.count() == 0


def uploaded(client, leiden, text):
    client.post(IMPORT, {"file": SimpleUploadedFile("p.csv", text.encode())})
    with scope(collective=leiden):
        return f"{IMPORT}{ImportDraft.objects.get().pk}/voorbeeld/"


def test_what_more_people_would_see_is_marked(visit, leiden, priority):
    make_project(priority, title="Kade", visibility="closed")
    office = visit(StandingKind.OFFICE)
    preview = office.get(uploaded(office, leiden, "Speerpunt;Titel;Zichtbaarheid\nRuimte;Kade;Iedereen\n"))
    assert [row.is_wider for row in preview.context["rows"]] == [True]
    assert "Meer mensen dan nu krijgen 1 rij te zien." in preview.content.decode()


def test_what_was_closed_after_the_preview_stays_closed(visit, leiden, priority):
    """The file says what was true when it was looked at; in the meantime somebody closed the project."""
    project = make_project(priority, title="Kade", visibility="members")
    office = visit(StandingKind.OFFICE)
    preview = uploaded(office, leiden, "Speerpunt;Titel;Fase;Zichtbaarheid\nRuimte;Kade;Uitvoering;Leden\n")
    seen = office.get(preview).context["preview"].wider
    with scope(collective=leiden):
        Project.objects.update(visibility="closed")
    office.post(preview, {"wider": seen})
    work_once()
    with scope(collective=leiden):
        project.refresh_from_db()
        assert (project.visibility, project.phase) == ("closed", "idea")
        assert "Meer mensen zouden iets te zien krijgen" in Job.objects.get().problem


def test_what_was_seen_and_meant_comes_in(visit, leiden, priority):
    project = make_project(priority, title="Kade", visibility="closed")
    office = visit(StandingKind.OFFICE)
    preview = uploaded(office, leiden, "Speerpunt;Titel;Zichtbaarheid\nRuimte;Kade;Leden\n")
    office.post(preview, {"wider": office.get(preview).context["preview"].wider})
    work_once()
    with scope(collective=leiden):
        project.refresh_from_db()
        assert project.visibility == "members"


def test_a_move_to_a_wider_priority_is_marked_too(visit, leiden, edition):
    closed = make_priority(edition, number=2, title="Stil", visibility="closed")
    make_priority(edition, number=1, title="Ruimte")
    make_project(closed, title="Kade", visibility="public")
    office = visit(StandingKind.OFFICE)
    with scope(collective=leiden):
        pk = Project.objects.get().pk
    preview = office.get(uploaded(office, leiden, f"Speerpunt-nummer;Speerpunt\nleiden-{pk};1 Ruimte\n"))
    assert [row.is_wider for row in preview.context["rows"]] == [True]


def test_a_draft_of_one_kind_of_table_is_none_of_another(visit, leiden, priority):
    office = visit(StandingKind.OFFICE)
    draft = uploaded(office, leiden, "Speerpunt;Titel\nRuimte;Kade\n").split("/")[-3]
    assert office.get(f"/leiden/organisaties/invoer/{draft}/voorbeeld/").status_code == 404


def test_a_table_of_three_costs_as_many_queries_as_one(visit, leiden, priority, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    office = visit(StandingKind.OFFICE)
    counts = []
    for _ in range(2):
        with scope(collective=leiden):
            make_project(priority, lead=make_person(leiden))
            make_project(priority)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            office.get(EXPORT)
        counts.append(len(seen))
    assert counts[0] == counts[1]
