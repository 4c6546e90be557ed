"""Who may change what; every way in is tried by who may not, before the way that works."""

import pytest

from speerpunt.core.enums import Health, Visibility
from speerpunt.core.models import Comment
from speerpunt.core.services import add_comment
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.priorities.enums import EditionStatus, Phase
from speerpunt.priorities.models import Aim, PlanEdition, Priority, Project, ProjectPartner
from tests.factories import (
    make_aim,
    make_body,
    make_collective,
    make_edition,
    make_milestone,
    make_organisation,
    make_part,
    make_partner,
    make_priority,
    make_project,
    make_result,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, leiden):
    def as_kind(kind):
        user = make_visitor(leiden, kind)
        client.force_login(user)
        return user

    return as_kind


@pytest.fixture
def project(inside, priority):
    return make_project(priority, title="Brug", visibility=Visibility.MEMBERS)


def form_of(project, **changes):
    values = {
        "title": project.title,
        "priority": project.priority_id,
        "level": "local",
        "phase": project.phase,
        "health": project.health,
        "health_reason": project.health_reason,
        "visibility": project.visibility,
        "summary": "Kort.",
    }
    return {**values, **changes}


def test_a_member_reads_but_does_not_change(client, sign_in, project):
    sign_in(StandingKind.MEMBER)
    for word in (
        "wijzigen",
        "bijwerken",
        "verplaatsen",
        "verwijderen",
        "moment",
        "onderdeel",
        "partner",
        "resultaat",
    ):
        url = f"/leiden/projecten/{project.pk}/{word}/"
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    assert client.get("/leiden/projecten/nieuw/").status_code == 403


def test_a_partner_does_not_find_a_dossier_that_is_not_shared(client, sign_in, project, inside):
    user = sign_in(StandingKind.PARTNER)
    partner = make_partner(project, Person.objects.get(user=user).roles.get().organisation)
    url = project.get_absolute_url()
    assert client.get(url).status_code == 404
    assert "Brug" not in client.get("/leiden/projecten/").content.decode()
    ProjectPartner.objects.filter(pk=partner.pk).update(shares_dossier=True)
    assert client.get(url).status_code == 200
    assert "Brug" in client.get("/leiden/projecten/").content.decode()


def test_nobody_reaches_a_project_of_another_collective(client, sign_in, project):
    theirs = make_project(make_priority(make_edition(make_collective("delft"))), visibility=Visibility.PUBLIC)
    sign_in(StandingKind.OFFICE)
    for word in ("", "wijzigen/", "reactie/", "geschiedenis/"):
        assert client.post(f"/leiden/projecten/{theirs.pk}/{word}").status_code == 404
    assert client.get(f"/delft/projecten/{project.pk}/").status_code == 404
    assert client.get(f"/delft/projecten/{theirs.pk}/wijzigen/").status_code == 403


def test_a_core_team_changes_its_project_but_not_who_may_see_it(client, sign_in, project):
    user = sign_in(StandingKind.MEMBER)
    team = make_body(project.collective)
    make_seat(team, Person.objects.get(user=user))
    Project.objects.filter(pk=project.pk).update(core_team=team)
    url = f"/leiden/projecten/{project.pk}/wijzigen/"
    changes = form_of(project, title="Nieuwe brug", visibility="public", core_team="")
    assert client.post(url, changes).status_code == 302
    project.refresh_from_db()
    assert (project.title, project.visibility, project.core_team) == ("Nieuwe brug", Visibility.MEMBERS, team)
    assert client.post(f"/leiden/projecten/{project.pk}/verwijderen/").status_code == 403


def test_a_core_team_does_not_share_the_dossier(client, sign_in, project):
    user = sign_in(StandingKind.MEMBER)
    Project.objects.filter(pk=project.pk).update(lead=Person.objects.get(user=user))
    partner = make_partner(project, make_organisation(project.collective))
    url = f"/leiden/partners/{partner.pk}/wijzigen/"
    assert client.post(url, {"part": "advies", "shares_dossier": "on"}).status_code == 302
    partner.refresh_from_db()
    assert (partner.part, partner.shares_dossier) == ("advies", False)


def test_the_office_adds_and_changes_a_project(client, sign_in, priority, inside):
    sign_in(StandingKind.OFFICE)
    blank = Project(
        title="Energiehub",
        priority=priority,
        visibility="members",
        phase="idea",
        health="attention",
        health_reason="Het net is vol",
    )
    values = form_of(
        blank, start="2026-01-01", end="2026-12-31", budget_eur_cents="€ 12.500,50", themes=["energy"]
    )
    assert client.post("/leiden/projecten/nieuw/", values).status_code == 302
    project = Project.objects.get()
    assert (project.budget_eur_cents, project.themes.get().theme) == (1250050, "energy")
    assert client.get(f"/leiden/projecten/{project.pk}/wijzigen/").status_code == 200
    client.post(f"/leiden/projecten/{project.pk}/wijzigen/", form_of(project, title="Hub"))
    project.refresh_from_db()
    assert (project.title, project.themes.count(), project.budget_eur_cents) == ("Hub", 0, None)
    assert client.get(f"/leiden/projecten/{project.pk}/geschiedenis/").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": "2025-01-01", "start": "2026-01-01"},
        {"latitude": "52"},
        {"budget_eur_cents": "veel"},
        {"title": ""},
    ],
    ids=["period", "point", "amount", "title"],
)
def test_a_form_with_a_mistake_keeps_what_was_filled_in(wrong, client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    response = client.post(
        f"/leiden/projecten/{project.pk}/wijzigen/", form_of(project, summary="Bewaard", **wrong)
    )
    assert (response.status_code, "Bewaard" in response.content.decode()) == (200, True)
    assert len(response.context["form"].errors) == 1


def test_the_office_says_how_it_stands(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    values = {"phase": "execution", "health": "stuck", "health_reason": "Geen geld", "next_step": "Aanvragen"}
    assert client.post(f"/leiden/projecten/{project.pk}/bijwerken/", values).status_code == 302
    project.refresh_from_db()
    assert (project.health, project.next_step, project.title) == (Health.STUCK, "Aanvragen", "Brug")


def test_the_office_moves_a_project_and_stays_on_its_board(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    url, board = f"/leiden/projecten/{project.pk}/verplaatsen/", "/leiden/projecten/bord/?kolommen=fase"
    response = client.post(url, {"naar": "fase-execution", "terug": board})
    project.refresh_from_db()
    assert (response.url, project.phase) == (board, Phase.EXECUTION)
    assert (
        client.post(url, {"naar": "stand-on_course", "terug": "https://elders.example/"}).url
        == "/leiden/projecten/bord/"
    )
    assert client.post(url, {"naar": "fase-onzin"}).status_code == 400
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("health", ["attention", "stuck"])
def test_who_moves_a_project_to_a_worrying_column_is_asked_why(client, sign_in, project, health):
    sign_in(StandingKind.OFFICE)
    response = client.post(f"/leiden/projecten/{project.pk}/verplaatsen/", {"naar": f"stand-{health}"})
    project.refresh_from_db()
    assert (project.health, project.health_reason) == (health, "")
    assert response.url == f"/leiden/projecten/{project.pk}/bijwerken/"


@pytest.mark.parametrize(("health", "status"), [("attention", 200), ("stuck", 200), ("on_course", 302)])
def test_what_needs_attention_or_is_stuck_has_one_line_why(client, sign_in, project, health, status):
    sign_in(StandingKind.OFFICE)
    values = {"phase": "execution", "health": health, "health_reason": " "}
    response = client.post(f"/leiden/projecten/{project.pk}/bijwerken/", values)
    assert response.status_code == status
    project.refresh_from_db()
    assert (project.health == health) == (status == 302)


def test_the_public_does_not_comment(client, project):
    Project.objects.update(visibility=Visibility.PUBLIC)
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/", {"text": "ja"}).status_code == 403
    assert Comment.objects.count() == 0


def test_a_member_removes_only_his_own_comment(client, sign_in, project):
    other = add_comment(
        project, text="Van een ander", by=make_visitor(project.collective, StandingKind.MEMBER)
    )
    sign_in(StandingKind.MEMBER)
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/", {"text": "Van mij"}).status_code == 302
    mine = Comment.objects.get(text="Van mij")
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/{other.pk}/weg/").status_code == 404
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/{mine.pk}/weg/").status_code == 302
    sign_in(StandingKind.OFFICE)
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/{other.pk}/weg/").status_code == 302
    assert Comment.objects.count() == 0


def test_an_empty_comment_says_so_on_the_same_page(client, sign_in, project):
    sign_in(StandingKind.MEMBER)
    response = client.post(f"/leiden/projecten/{project.pk}/reactie/", {"text": " "})
    assert (response.status_code, len(response.context["comment_form"].errors)) == (200, 1)


def test_the_office_works_on_the_pieces_of_a_project(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    base, partner = f"/leiden/projecten/{project.pk}", make_organisation(project.collective, name="Provincie")
    asked = {
        "moment": {"kind": "decision", "title": "Raad", "due": "2026-12-10"},
        "onderdeel": {"text": "Omleiding"},
        "partner": {"organisation": "provincie", "part": "besluit", "shares_dossier": "on"},
        "resultaat": {
            "kind": "process",
            "title": "Op tafel",
            "reached_on": "2026-11-18",
            "visibility": "members",
        },
    }
    for word, values in asked.items():
        assert client.get(f"{base}/{word}/").status_code == 200
        assert client.post(f"{base}/{word}/", values).status_code == 302
    assert (project.milestones.get().title, project.parts.get().text) == ("Raad", "Omleiding")
    assert (project.partner_rows.get().organisation, project.results.get().priority) == (
        partner,
        project.priority,
    )
    assert client.post(f"{base}/partner/", asked["partner"]).status_code == 200
    assert client.get(project.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("word", "make"),
    [
        ("momenten", make_milestone),
        ("onderdelen", make_part),
        ("partners", lambda project: make_partner(project, make_organisation(project.collective))),
        ("resultaten", lambda project: make_result(project.priority, project=project)),
        ("plannen/doelen", lambda project: make_aim(project.priority)),
    ],
    ids=["milestone", "part", "partner", "result", "aim"],
)
def test_the_office_deletes_a_piece_after_a_question(word, make, client, sign_in, project):
    piece = make(project)
    url = f"/leiden/{word}/{piece.pk}/verwijderen/"
    sign_in(StandingKind.MEMBER)
    assert client.post(url).status_code == 403
    sign_in(StandingKind.OFFICE)
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 302
    assert not type(piece).objects.filter(pk=piece.pk).exists()


def test_pieces_of_a_hidden_project_do_not_exist(client, sign_in, project):
    Project.objects.update(visibility=Visibility.BOARD)
    part, moment = make_part(project), make_milestone(project)
    result = make_result(project.priority, project=project, visibility=Visibility.BOARD)
    sign_in(StandingKind.MEMBER)
    for url in (
        f"/leiden/onderdelen/{part.pk}/wijzigen/",
        f"/leiden/onderdelen/{part.pk}/gereed/",
        f"/leiden/onderdelen/{part.pk}/verplaatsen/",
        f"/leiden/momenten/{moment.pk}/verwijderen/",
        f"/leiden/resultaten/{result.pk}/wijzigen/",
    ):
        assert client.post(url).status_code == 404


def test_the_office_finishes_and_moves_parts(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    first, second = make_part(project, position=1), make_part(project, position=2)
    client.post(f"/leiden/onderdelen/{first.pk}/gereed/", {"gereed": "1"})
    client.post(f"/leiden/onderdelen/{second.pk}/verplaatsen/", {"naar": "omhoog"})
    assert [part.done_on is not None for part in project.parts.all()] == [False, True]
    assert client.get(f"/leiden/onderdelen/{first.pk}/gereed/").status_code == 405


def test_only_the_office_finds_the_workbench_of_plans(client, sign_in, edition, priority):
    sign_in(StandingKind.BOARD)
    for url in ("plannen/", "plannen/nieuw/", f"plannen/{edition.pk}/", f"plannen/{edition.pk}/geldend/"):
        assert client.post(f"/leiden/{url}").status_code == 403
    assert client.post(f"/leiden/plannen/speerpunten/{priority.pk}/verplaatsen/").status_code == 403


def test_the_office_makes_the_next_plan_and_makes_it_current(client, sign_in, edition, priority, inside):
    sign_in(StandingKind.OFFICE)
    make_project(priority)
    make_aim(priority)
    values = {"title": "Plan 2028-2029", "start": "2028-01-01", "end": "2029-12-31"}
    assert client.get(f"/leiden/plannen/{edition.pk}/volgend/").status_code == 200
    client.post(f"/leiden/plannen/{edition.pk}/volgend/", values)
    copy = PlanEdition.objects.get(title="Plan 2028-2029")
    assert client.get(f"/leiden/plannen/{copy.pk}/").status_code == 200
    client.post(f"/leiden/plannen/{copy.pk}/geldend/", {"bring_projects": "on"})
    copy.refresh_from_db()
    assert (copy.status, Project.objects.get().priority.edition) == (EditionStatus.CURRENT, copy)
    assert client.get("/leiden/plannen/").status_code == 200
    assert client.post(f"/leiden/plannen/{edition.pk}/volgend/", values).status_code == 200


def test_the_office_arranges_priorities_and_aims(client, sign_in, edition, priority, inside):
    sign_in(StandingKind.OFFICE)
    values = {"title": "Mobiliteit", "health": "on_course", "visibility": "public"}
    assert client.post(f"/leiden/plannen/{edition.pk}/speerpunt/", values).status_code == 302
    added = Priority.objects.get(slug="mobiliteit")
    client.post(f"/leiden/plannen/speerpunten/{added.pk}/verplaatsen/", {"naar": "omhoog"})
    client.post(f"/leiden/plannen/speerpunten/{priority.pk}/wijzigen/", {**values, "title": "Ruim"})
    assert [row.title for row in Priority.objects.all()] == ["Mobiliteit", "Ruim"]
    client.post(f"/leiden/plannen/speerpunten/{added.pk}/doel/", {"title": "Bereikbaar"})
    assert Aim.objects.get().priority == added
    wrong = client.post(f"/leiden/plannen/speerpunten/{added.pk}/wijzigen/", {**values, "parent": added.pk})
    assert wrong.status_code == 200
    client.post(f"/leiden/plannen/speerpunten/{added.pk}/verwijderen/")
    assert Priority.objects.get() == priority


def test_a_priority_with_projects_answers_why_it_stays(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    url = f"/leiden/plannen/speerpunten/{project.priority_id}/verwijderen/"
    assert client.post(url, follow=True).status_code == 200
    assert Priority.objects.filter(pk=project.priority_id).exists()


def test_looking_as_another_role_changes_nothing(client, sign_in, project):
    sign_in(StandingKind.OFFICE)
    client.post("/leiden/beheer/kijk-als/", {"kind": "member"})
    assert client.post(f"/leiden/projecten/{project.pk}/reactie/", {"text": "ja"}).status_code == 403
