"""Two bridges that may not be closed together, three teams, and phones that play.

Models are loaded inside the fixtures: pytest reads this file before Django is ready.
"""

import pytest
from django_scopes import scope


@pytest.fixture
def in_leiden(leiden):
    with scope(collective=leiden):
        yield leiden


@pytest.fixture
def plan(in_leiden):
    from tests import factories as make

    for slug in ("merenwijk", "de-waard"):
        make.make_area(in_leiden, name=slug.title(), slug=slug)
    make.make_road_network(in_leiden, zones_of_areas={"merenwijk": ["merenwijk"], "de-waard": ["de-waard"]})
    zijl = make.make_closed_bridge(in_leiden, "zijlbrug", visibility="public")
    spanjaard = make.make_closed_bridge(in_leiden, "spanjaardsbrug", visibility="public")
    make.make_works_rule(in_leiden, zijl, spanjaard, name="elkaars omleiding")
    plan = make.make_works_plan(in_leiden, name="Ons voorstel")
    make.make_planned(plan, zijl, week=1)
    make.make_planned(plan, spanjaard, week=4)
    return plan


@pytest.fixture
def office(in_leiden):
    from tests import factories as make

    return make.make_visitor(in_leiden, "office")


@pytest.fixture
def open_a_game(plan, office):
    from speerpunt.places.models import Area
    from speerpunt.puzzle.services.games.opening import TeamWish, open_game

    def open_one(**fields):
        areas = {area.slug: area for area in Area.objects.all()}
        given = {
            "name": "Spel",
            "works": plan.planned.select_related("work"),
            "first_week": 0,
            "weeks": 8,
            "teams": [
                TeamWish("Merenwijk", [areas["merenwijk"]]),
                TeamWish("De Waard", [areas["de-waard"]]),
                TeamWish("Hotels", list(areas.values())),
            ],
            "rounds": 2,
            "minutes": None,
            "shows_closed_works": False,
        }
        return open_game(plan, by=office, **(given | fields))

    return open_one


@pytest.fixture
def game(open_a_game):
    return open_a_game()


@pytest.fixture
def playing(game, office):
    """In its first round."""
    from speerpunt.puzzle.services.games.rounds import begin_round

    begin_round(game, by=office)
    game.refresh_from_db()
    return game


@pytest.fixture
def phone(playing):
    """`phone("Merenwijk", "Anna")` is in the game."""

    from .phones import Phone

    def join(team="Merenwijk", nickname="Anna"):
        return Phone(playing.code, playing.teams.get(name=team), nickname).join()

    return join


@pytest.fixture
def player_of():
    from speerpunt.puzzle.models import GamePlayer

    return lambda nickname: GamePlayer.objects.get(nickname=nickname)
