"""Who moves things in time moves nothing that he may not change, and learns of nothing that he may not see."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Person
from speerpunt.priorities.models import Baseline, PlanningStep, Project, ProjectDependency
from speerpunt.priorities.services import (
    DependencyProblem,
    PlanningProblem,
    add_dependency,
    move_in_time,
    take_baseline,
    undo_step,
)
from tests.factories import (
    make_body,
    make_dependency,
    make_edition,
    make_milestone,
    make_priority,
    make_project,
    make_seat,
    make_visitor,
)

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"
TIMELINE = "/leiden/projecten/tijdlijn/"


@pytest.fixture
def team(inside):
    return make_body(inside)


@pytest.fixture
def worker(inside, team, present):
    """A member with a seat in the core team; changes what that works on and nothing else."""
    account = make_visitor(inside, StandingKind.MEMBER)
    make_seat(team, Person.objects.get(user=account))
    return present(account)


@pytest.fixture
def office(inside, present):
    return present(make_visitor(inside))


def client_of(account=None):
    client = Client()
    if account is not None:
        client.force_login(account)
    return client


def planned(priority, title, start, end, **fields):
    return make_project(priority, title=title, start=start, end=end, **fields)


@pytest.fixture
def mine(priority, team):
    return planned(priority, "Van ons", date(2026, 3, 1), date(2026, 3, 31), core_team=team)


@pytest.fixture
def theirs(priority, mine):
    """Waits for ours, may be seen, may not be changed."""
    other = planned(priority, "Van hen", date(2026, 4, 1), date(2026, 4, 30))
    make_dependency(mine, other)
    return other


@pytest.fixture
def hidden(priority, mine):
    """Waits for ours and stands in the way of it, and may not be seen."""
    closed = planned(priority, CANARY, date(2026, 4, 1), date(2026, 12, 31), visibility="closed")
    make_dependency(mine, closed)
    return closed


def dates(project):
    project.refresh_from_db()
    return project.start, project.end


def move(client, project, start, end, **fields):
    return client.post(f"/leiden/projecten/{project.pk}/planning/", {"start": start, "end": end, **fields})


def test_nobody_moves_what_he_may_not_change_by_moving_what_comes_first(worker, mine, theirs):
    move(client_of(worker), mine, "2026-05-01", "2026-05-31", volgers="ja")
    assert dates(mine) == (date(2026, 5, 1), date(2026, 5, 31))
    assert dates(theirs) == (date(2026, 4, 1), date(2026, 4, 30))


def test_what_may_not_be_changed_is_named_and_holds_up_what_waits_for_it(
    worker, priority, mine, theirs, team
):
    far = planned(priority, "Weer van ons", date(2026, 5, 1), date(2026, 5, 31), core_team=team)
    make_dependency(theirs, far)
    answer = client_of(worker).post(
        f"/leiden/projecten/{mine.pk}/planning/",
        {"start": "2026-05-01", "end": "2026-05-31", "volgers": "ja"},
        follow=True,
    )
    assert "“Van hen”" in answer.content.decode()
    assert dates(far) == (date(2026, 5, 1), date(2026, 5, 31))


def test_moving_tells_nothing_of_a_project_out_of_sight(worker, mine, theirs, hidden, priority, team):
    """Not its name, not that it is there, and not by how far something else would have to shift because of it."""
    follower = planned(priority, "Volgt", date(2026, 4, 1), date(2026, 4, 30), core_team=team)
    make_dependency(mine, follower)
    make_dependency(hidden, follower)
    client = client_of(worker)
    asked = move(client, mine, "2026-03-11", "2026-04-10").content.decode()
    assert CANARY not in asked
    assert "10 dagen later" in asked
    move(client, mine, "2026-03-11", "2026-04-10", volgers="ja")
    assert dates(follower) == (date(2026, 4, 11), date(2026, 5, 10))
    assert dates(hidden) == (date(2026, 4, 1), date(2026, 12, 31))


def test_a_dependency_on_a_project_out_of_sight_shows_nowhere(worker, mine, hidden, priority, team):
    waiting = planned(priority, "Wacht", date(2026, 5, 1), date(2026, 5, 31), core_team=team)
    make_dependency(hidden, waiting)
    client = client_of(worker)
    pages = [
        TIMELINE,
        f"{TIMELINE}?toon=tabel",
        f"{TIMELINE}tijdlijn.svg",
        f"/leiden/projecten/{waiting.pk}/",
        f"/leiden/projecten/{waiting.pk}/planning/",
        f"/leiden/projecten/{waiting.pk}/geschiedenis/",
        f"/leiden/projecten/{mine.pk}/",
    ]
    said = [client.get(page).content.decode() for page in pages]
    assert [page for page, text in zip(pages, said, strict=True) if CANARY in text] == []
    assert "te vroeg" not in said[1]
    assert "data-before" not in said[0]
    assert "<polyline" not in said[2]


def test_the_history_does_not_name_the_other_end(office, worker, priority, mine):
    closed = planned(priority, CANARY, None, None, visibility="closed")
    add_dependency(closed, mine, lag_days=0, by=office)
    page = client_of(worker).get(f"/leiden/projecten/{mine.pk}/geschiedenis/").content.decode()
    assert "wacht op een ander project" in page
    assert CANARY not in page


def test_nobody_makes_something_wait_for_what_he_may_not_see(worker, mine, hidden):
    client, page = client_of(worker), f"/leiden/projecten/{mine.pk}/wacht-op/"
    assert CANARY not in client.get(page).content.decode()
    for name in (CANARY, f"{CANARY} #{hidden.pk}"):
        answer = client.post(page, {"before": name, "lag_days": 0}).content.decode()
        assert answer.count(CANARY) == answer.count(name)
    with pytest.raises(PermissionDenied):
        add_dependency(hidden, mine, lag_days=0, by=worker)
    assert not ProjectDependency.objects.filter(before=hidden).exists()


def test_nobody_makes_something_wait_that_he_may_not_change(worker, mine, theirs):
    with pytest.raises(PermissionDenied):
        add_dependency(mine, theirs, lag_days=0, by=worker)
    assert client_of(worker).get(f"/leiden/projecten/{theirs.pk}/wacht-op/").status_code == 403


def test_a_circle_through_what_is_out_of_sight_is_refused_without_a_name(
    worker, mine, hidden, priority, team
):
    follower = planned(priority, "Volgt", None, None, core_team=team)
    make_dependency(hidden, follower)
    with pytest.raises(DependencyProblem) as refused:
        add_dependency(follower, mine, lag_days=0, by=worker)
    assert CANARY not in str(refused.value)


def test_a_dependency_out_of_sight_cannot_be_changed_or_removed(worker, mine, hidden):
    dependency = ProjectDependency.objects.get(after=hidden)
    for way in ("wijzigen", "verwijderen"):
        assert client_of(worker).post(f"/leiden/wacht-op/{dependency.pk}/{way}/", {}).status_code == 404


def test_nobody_undoes_the_step_of_somebody_else(office, worker, mine):
    step = move_in_time(mine, start=date(2026, 5, 1), end=date(2026, 5, 31), by=office)
    client = client_of(worker)
    for way in ("ongedaan", "opnieuw"):
        assert client.post(f"/leiden/planning/{step.pk}/{way}/").status_code == 404
    with pytest.raises(PermissionDenied):
        undo_step(step, by=worker)
    assert dates(mine) == (date(2026, 5, 1), date(2026, 5, 31))
    assert "data-undo" not in client.get(TIMELINE).content.decode()


def test_who_left_the_core_team_no_longer_undoes_what_he_moved(inside, worker, mine, team, present):
    step = move_in_time(mine, start=date(2026, 5, 1), end=date(2026, 5, 31), by=worker)
    Project.objects.filter(pk=mine.pk).update(core_team=None)
    with pytest.raises(PermissionDenied):
        undo_step(step, by=present(worker))
    assert client_of(worker).post(f"/leiden/planning/{step.pk}/ongedaan/").status_code == 403
    assert dates(mine) == (date(2026, 5, 1), date(2026, 5, 31))


def test_a_step_is_not_undone_over_a_date_that_somebody_else_gave(office, worker, mine):
    milestone = make_milestone(mine, due=date(2026, 3, 20))
    step = move_in_time(mine, start=date(2026, 5, 1), end=date(2026, 5, 31), by=worker)
    milestone.refresh_from_db()
    milestone.due = date(2026, 6, 1)
    milestone.save()
    with pytest.raises(PlanningProblem):
        undo_step(step, by=worker)
    answer = client_of(worker).post(f"/leiden/planning/{step.pk}/ongedaan/", follow=True)
    assert "is daarna veranderd" in answer.content.decode()
    assert dates(mine) == (date(2026, 5, 1), date(2026, 5, 31))
    assert PlanningStep.objects.get().undone_at is None


def test_an_export_as_a_stranger_holds_what_a_stranger_sees(priority, hidden, theirs):
    planned(priority, "Voor iedereen", date(2026, 4, 1), date(2026, 12, 31), visibility="public")
    content = client_of().get(f"{TIMELINE}tijdlijn.svg").content.decode()
    assert "Voor iedereen" in content
    assert "Van hen" not in content
    assert CANARY not in content


def test_a_baseline_shows_of_projects_in_sight_only(office, worker, hidden, mine, edition):
    baseline = take_baseline(edition, title="Begin", by=office)
    draft = make_baseline_of_a_draft(edition.collective)
    page = client_of(worker).get(f"{TIMELINE}?toon=tabel&basislijn={baseline.pk}").content.decode()
    assert "Begin" in page
    assert CANARY not in page
    assert draft.title not in page
    assert (
        "Vergeleken met"
        not in client_of(worker).get(f"{TIMELINE}?toon=tabel&basislijn={draft.pk}").content.decode()
    )


def make_baseline_of_a_draft(collective):
    draft = make_edition(collective, status="draft")
    return Baseline.objects.create(collective=collective, edition=draft, title=f"Concept {CANARY}")


def test_the_address_of_a_filter_is_no_way_into_the_page(worker, mine):
    """Words from the address stand in links and fields."""
    script = "%22%3E%3Cscript%3Ekanarie()%3C/script%3E"
    for name in ("zoom", "vanaf", "groep", "basislijn", "toon", "zoek", "gebied", "terug"):
        for page in (TIMELINE, f"/leiden/projecten/{mine.pk}/planning/"):
            assert "<script>kanarie" not in client_of(worker).get(f"{page}?{name}={script}").content.decode()


def test_a_move_leads_back_to_this_site_only(worker, mine):
    for elsewhere in (
        "https://elders.example/",
        "//elders.example/leiden/projecten/tijdlijn/",
        "javascript:alert(1)",
    ):
        answer = move(client_of(worker), mine, "2026-05-01", "2026-05-31", terug=elsewhere)
        assert answer["Location"] == f"/leiden/projecten/{mine.pk}/"
        form = client_of(worker).get(f"/leiden/projecten/{mine.pk}/planning/?terug={elsewhere}")
        assert form.context["back"] == f"/leiden/projecten/{mine.pk}/"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "niks", "2026-02-31"])
def test_a_day_that_is_none_moves_nothing_and_breaks_no_page(worker, mine, day):
    assert move(client_of(worker), mine, day, "2026-05-31").status_code == 200
    assert dates(mine) == (date(2026, 3, 1), date(2026, 3, 31))
    assert client_of(worker).get(f"{TIMELINE}?vanaf={day}").status_code == 200


def test_a_shift_past_the_last_year_moves_nothing(office, priority):
    first = planned(priority, "Eerst", date(2026, 1, 1), date(2026, 1, 31))
    last = planned(priority, "Laatst", date(2199, 1, 1), date(2199, 11, 30))
    make_dependency(first, last, lag_days=300)
    with pytest.raises(PlanningProblem):
        move_in_time(first, start=date(2199, 1, 1), end=date(2199, 6, 30), by=office, with_successors=True)
    assert dates(first) == (date(2026, 1, 1), date(2026, 1, 31))
    assert not PlanningStep.objects.exists()


def test_a_priority_that_is_not_shared_does_not_head_a_group(inside, present):
    closed = make_priority(make_edition(inside), title=f"Geheim {CANARY}", visibility="closed")
    account = make_visitor(inside, StandingKind.MEMBER)
    team = make_body(inside)
    make_seat(team, Person.objects.get(user=account))
    planned(closed, "Gedeeld", date(2026, 3, 1), date(2027, 3, 31), core_team=team)
    client = client_of(account)
    for page in (TIMELINE, f"{TIMELINE}?toon=tabel", f"{TIMELINE}tijdlijn.svg"):
        said = client.get(page).content.decode()
        assert "Gedeeld" in said
        assert CANARY not in said
