"""From the lobby to the joint plan, with the engine behind it; and what the hall sees on the way."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from speerpunt.core.models import Job
from speerpunt.core.work import work_once, work_promptly
from speerpunt.engine.sequence import TrafficCosts, evaluate, find_broken
from speerpunt.puzzle.models import (
    GameMove,
    GamePlacement,
    GamePlayer,
    GameResult,
    GameRound,
    GameSession,
    PlanFigures,
    PlannedWork,
    WorksPlan,
)
from speerpunt.puzzle.problems import PuzzleProblem
from speerpunt.puzzle.problems.game_picture import game_picture
from speerpunt.puzzle.services.games.joint import keep_joint_plan
from speerpunt.puzzle.services.games.rounds import (
    begin_round,
    due_games,
    end_game,
    end_round,
    end_what_is_due,
    reveal,
)
from speerpunt.puzzle.services.games.scoring import board_of, prepare_game, score_round
from speerpunt.puzzle.services.ordering import problem_of


def key(game, name):
    return PlannedWork.objects.get(plan=game.board, work__name__startswith=name).key


def weeks(plan):
    return {each.work.name.split(":")[0]: each.week for each in plan.planned.select_related("work")}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("states")


@pytest.fixture
def kept_states(folder, settings):
    """What was computed for one of these tests is there for the next."""
    settings.VAR = folder


@pytest.fixture
def computed(kept_states, game, office):
    """In its first round, with the effects of its works."""
    prepare_game(game)
    begin_round(game, by=office)
    game.refresh_from_db()
    return game


@pytest.fixture
def played(computed, office, phone_in):
    """Two teams keep the rule that the bridges are not closed together, one breaks it."""
    phone_in(computed, "Merenwijk").lay("Zijl", 2)
    phone_in(computed, "De Waard").lay("Zijl", 6)
    phone_in(computed, "Hotels").lay("Zijl", 4)
    end_round(computed, by=office)
    score_round(computed.rounds.get())
    computed.refresh_from_db()
    return computed


@pytest.fixture
def phone_in():
    from .phones import Phone

    return lambda game, team: Phone(game.code, game.teams.get(name=team), f"Van {team}").join()


def test_the_board_has_what_lies_in_the_weeks_of_the_game_and_may_be_known(plan, open_a_game):
    first = open_a_game(name="Een", first_week=1, weeks=4)
    assert weeks(first.board) == {"Zijlbrug": 0}
    assert first.board.first_monday == plan.first_monday + timedelta(weeks=1)
    zijl = plan.planned.get(work__name__startswith="Zijl").work
    zijl.visibility = "board"
    zijl.save()
    assert weeks(open_a_game(name="Twee").board) == {"Spanjaardsbrug": 4}
    both = open_a_game(name="Drie", shows_closed_works=True)
    assert weeks(both.board) == {"Zijlbrug": 1, "Spanjaardsbrug": 4}
    with pytest.raises(PuzzleProblem):
        open_a_game(name="Vier", first_week=7, weeks=1)
    assert weeks(plan) == {"Zijlbrug": 1, "Spanjaardsbrug": 4}


def test_a_move_in_the_browser_costs_what_the_engine_says_of_single_works_and_pairs(computed, phone_in):
    """The bridges lie apart, so nothing is guessed: the city and the own area are exact."""
    anna = phone_in(computed, "Merenwijk")
    anna.lay("Zijl", 6)
    team = computed.teams.get(name="Merenwijk")
    PlannedWork.objects.filter(pk=key(computed, "Zijl")).update(week=6)
    order = board_of(computed).order
    exact = evaluate(
        order.problem, order.laid, TrafficCosts(order.bare, order.network, order.demand, order.areas)
    )
    assert team.city_cost == pytest.approx(exact.total, rel=1e-6)
    place = exact.areas.index("merenwijk")
    assert team.own_cost == pytest.approx(exact.per_area[place].sum(), rel=1e-4)
    news = anna.ask().json()
    assert news["city"] == pytest.approx(exact.total / 8 / 60, rel=1e-6)
    tables = anna.client.get(f"{anna.path}effecten/").json()
    assert 2 * sum(tables["city"]["single"].values()) == pytest.approx(exact.total, rel=1e-4)
    assert 2 * sum(tables["own"]["single"].values()) == pytest.approx(team.own_cost, rel=1e-4)


def test_effects_are_served_with_a_mark_and_follow_later(game, office, phone_in, kept_states):
    begin_round(game, by=office)
    anna = phone_in(game, "Merenwijk")
    before = anna.client.get(f"{anna.path}effecten/")
    assert before.json() == {"city": None, "own": None}
    assert anna.ask().json()["city"] is None
    prepare_game(game)
    after = anna.client.get(f"{anna.path}effecten/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    again = anna.client.get(f"{anna.path}effecten/", headers={"If-None-Match": after["ETag"]})
    assert again.status_code == 304
    assert anna.ask().json()["city"] > 0


def test_a_broken_rule_is_said_in_words_to_the_team(computed, phone_in):
    anna = phone_in(computed, "Merenwijk")
    anna.lay("Zijl", 4)
    (sentence,) = anna.ask().json()["broken"]
    assert sentence["what"] == "Zijlbrug en Spanjaardsbrug zijn tegelijk bezig"
    english = anna.client.get(f"{anna.path}stand/", headers={"Accept-Language": "en"})
    assert english.json()["broken"][0]["what"] == "Zijlbrug and Spanjaardsbrug go on at the same time"
    anna.lay("Zijl", 6)
    assert anna.ask().json()["broken"] == []


def test_results_are_exact_and_a_broken_plan_comes_last(played):
    picture = game_picture(played, board_of(played))
    assert picture.is_exact
    assert [line.team.name for line in picture.by_city][-1] == "Hotels"
    assert [line.broken for line in picture.by_city] == [0, 0, 1]
    # Apart the bridges cost the same in whatever week, so the first place is shared.
    assert [line.city_place for line in picture.by_city] == [1, 1, 3]
    assert [line.city_change for line in picture.by_city][:2] == [0.0, 0.0]
    result = GameResult.objects.get(team__name="Hotels")
    assert result.city_cost == pytest.approx(sum(result.per_week), rel=1e-4)


def test_the_best_possible_stands_beside_the_plans(played, office):
    run = played.board.runs.create(
        collective=played.collective,
        state="done",
        digest=board_of(played).order.digest,
        cost=100.0,
        bound=GameResult.objects.get(team__name="De Waard").city_cost / 2,
    )
    lines = {line.team.name: line.gap for line in game_picture(played, board_of(played)).lines}
    assert lines["De Waard"] == pytest.approx(50)
    assert lines["Hotels"] is None
    run.digest = "of other rules"
    run.save()
    assert {line.gap for line in game_picture(played, board_of(played)).lines} == {None}


def test_a_move_that_came_late_from_a_dead_spot_is_computed_again(played, phone_in):
    GameRound.objects.update(began_at=timezone.now() - timedelta(minutes=10))
    asked = Job.objects.filter(kind="puzzle.game_score").count()
    assert phone_in(played, "Hotels").lay("Spanjaard", 6, age=120_000) == "laid"
    assert Job.objects.filter(kind="puzzle.game_score").count() == asked + 1
    assert not played.rounds.get().is_scored
    score_round(played.rounds.get())
    assert GameResult.objects.get(team__name="Hotels").broken == 0


def test_teams_agree_on_a_joint_plan_that_keeps_the_rules_if_they_want(played, office):
    """No week has more teams near it than week 3, where the bridges would be closed together."""
    reveal(played, by=office)
    played.refresh_from_db()
    picture = game_picture(played, board_of(played))
    zijl, spanjaard = key(played, "Zijl"), key(played, "Spanjaard")
    assert picture.most == {zijl: 3, spanjaard: 4}
    assert [sentence.what for sentence in picture.most_broken] == [
        "Zijlbrug en Spanjaardsbrug zijn tegelijk bezig"
    ]
    # Two weeks off for one team or for another.
    assert picture.turn.nearest in ({zijl: 2, spanjaard: 4}, {zijl: 6, spanjaard: 4})
    joint = keep_joint_plan(played, name="Samen", starts=picture.turn.nearest, by=office)
    played.refresh_from_db()
    assert (played.state, played.joint_plan, joint.based_on) == ("agreed", joint, played.board)
    board = problem_of(joint)
    assert not find_broken(board.problem, board.laid)
    as_most = keep_joint_plan(played, name="Zoals de meesten", starts=picture.most, by=office)
    assert weeks(as_most) == {"Zijlbrug": 3, "Spanjaardsbrug": 4}


def test_there_is_no_joint_plan_before_the_plans_are_shown(played, office):
    with pytest.raises(PuzzleProblem):
        keep_joint_plan(played, name="Te vroeg", starts={}, by=office)
    assert not WorksPlan.objects.filter(name="Te vroeg").exists()


def test_the_clock_closes_a_round_and_a_forgotten_game(game, office):
    game.minutes = 5
    game.save()
    turn = begin_round(game, by=office)
    assert due_games() == []
    GameRound.objects.update(ends_at=timezone.now())
    end_what_is_due()
    turn.refresh_from_db()
    game.refresh_from_db()
    assert turn.ended_at is not None
    assert (game.state, due_games()) == ("closed", [])
    GameSession.objects.update(opened_at=timezone.now() - timedelta(days=3))
    end_what_is_due()
    game.refresh_from_db()
    assert (game.code, due_games()) == ("", [])


def test_who_played_is_forgotten_and_what_the_teams_laid_stays(played, office):
    end_game(played, by=office)
    assert GamePlayer.objects.count() == GameMove.objects.count() == 0
    assert GamePlacement.objects.filter(player=None).count() == 6
    assert GameResult.objects.count() == 3
    with pytest.raises(PuzzleProblem):
        begin_round(played, by=office)


def test_a_round_does_not_begin_twice_nor_are_plans_shown_while_it_goes_on(computed, office):
    with pytest.raises(PuzzleProblem):
        begin_round(computed, by=office)
    with pytest.raises(PuzzleProblem):
        reveal(computed, by=office)
    end_round(computed, by=office)
    end_round(computed, by=office)
    assert Job.objects.filter(kind="puzzle.game_score").count() == 1


def test_the_host_leads_the_game_from_its_page(plan, sign_in, kept_states, phone_in):
    host = sign_in("office")
    form = host.get(f"/leiden/werk/plannen/{plan.pk}/spel/")
    areas = [area.pk for area in form.context["form"].fields["areas"].queryset]
    answer = host.post(
        f"/leiden/werk/plannen/{plan.pk}/spel/",
        {
            "name": "Spel van vandaag",
            "works": [each.pk for each in plan.planned.all()],
            "first_week": 0,
            "weeks": 8,
            "areas": areas,
            "sectors": "Hotels: Merenwijk, de-waard\nHaven",
            "rounds": 1,
            "minutes": 10,
        },
    )
    game = GameSession.objects.get()
    page = answer["Location"]
    assert [team.name for team in game.teams.all()] == ["De-Waard", "Merenwijk", "Hotels", "Haven"]
    assert game.code in host.get(page).content.decode()
    while work_once():
        pass
    host.post(f"{page}begin/")
    phone_in(game, "Haven").lay("Zijl", 2)
    assert "De-Waard" in host.get(page).content.decode()
    host.post(f"{page}stop/")
    while work_once():
        pass
    host.post(f"{page}toon/")
    assert "Zijlbrug" in host.get(page).content.decode()
    host.post(f"{page}gezamenlijk/", {"name": "Samen", "choice": "most"})
    while work_promptly():
        pass
    joint = WorksPlan.objects.get(name="Samen")
    assert PlanFigures.objects.filter(plan=joint).exists()
    sheet = load_workbook(BytesIO(host.get(f"{page}uitvoer/xlsx/").content)).active
    assert sheet.max_row == 1 + 4 * 2
    assert "Van Haven" not in str([[cell.value for cell in row] for row in sheet])
    host.post(f"{page}einde/")
    assert host.get(page).status_code == 200
    assert GamePlayer.objects.count() == 0


def test_a_host_page_that_asks_again_costs_little(played, sign_in, django_assert_max_num_queries):
    host, path = sign_in("office"), f"{played.get_absolute_url()}stand/"
    etag = host.get(path)["ETag"]
    with django_assert_max_num_queries(12):
        assert host.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_a_list_of_games_costs_the_same_queries_with_one_and_with_three(
    game, open_a_game, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    host, path = sign_in("office"), "/leiden/werk/spellen/"
    host.get(path)
    with CaptureQueriesContext(connection) as one:
        host.get(path)
    open_a_game(name="Twee")
    open_a_game(name="Drie")
    with django_assert_num_queries(len(one)):
        host.get(path)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"areas": [], "sectors": ""}, "areas"),
        ({"sectors": "Hotels: Nergens"}, "sectors"),
        ({"sectors": "Merenwijk"}, "sectors"),
        ({"weeks": 9}, "weeks"),
        ({"minutes": 0}, "minutes"),
    ],
)
def test_a_game_that_cannot_be_is_not_opened(plan, sign_in, change, field):
    host, path = sign_in("office"), f"/leiden/werk/plannen/{plan.pk}/spel/"
    areas = [area.pk for area in host.get(path).context["form"].fields["areas"].queryset]
    works = [each.pk for each in plan.planned.all()]
    given = {"name": "Spel", "works": works, "first_week": 0, "weeks": 8, "areas": areas, "rounds": 1}
    page = host.post(path, given | change)
    assert field in page.context["form"].errors
    assert GameSession.objects.count() == 0


def test_a_closed_work_is_played_only_when_the_host_says_so(plan, sign_in):
    work = plan.planned.get(work__name__startswith="Zijl").work
    work.visibility = "members"
    work.save()
    host, path = sign_in("office"), f"/leiden/werk/plannen/{plan.pk}/spel/"
    form = host.get(path).context["form"]
    assert len(form.initial["works"]) == 1
    areas = [area.pk for area in form.fields["areas"].queryset]
    works = [each.pk for each in plan.planned.all()]
    given = {"name": "Spel", "works": works, "first_week": 0, "weeks": 8, "areas": areas, "rounds": 1}
    assert "shows_closed_works" in host.post(path, given).context["form"].errors
    host.post(path, given | {"shows_closed_works": "on"})
    assert GameSession.objects.get().board.planned.count() == 2
