"""The page of reachability: the map of a week, what goes wrong in words, and the days of the calendar."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from speerpunt.puzzle.models import WorkLine, WorksRule
from speerpunt.puzzle.services.reaching import ask_for_reach, compute_reach
from tests import factories as make

HERE = "/leiden/werk/bereikbaarheid/"
MONDAY = date(2026, 11, 30)


def closed(leiden, name, link, weeks, **fields):
    work = make.make_work(leiden, name=name, kind="bridge", status="fixed", **fields)
    make.make_phase(
        work,
        start=MONDAY + timedelta(weeks=weeks[0]),
        end=MONDAY + timedelta(weeks=weeks[1], days=4),
    )
    WorkLine.objects.create(
        collective=leiden, work=work, links=[link, f"{link}-back"], kind="closed", snap_state="sure"
    )
    return work


@pytest.fixture
def bridges(leiden):
    """Each other's detour, closed together in the third week, in which works may not go on at all."""
    with scope(collective=leiden):
        for slug in ("de-waard", "merenwijk"):
            make.make_area(leiden, name=slug.title(), slug=slug, geometry=make.make_square())
        make.make_road_network(leiden, zones_of_areas={"de-waard": ["de-waard"], "merenwijk": ["merenwijk"]})
        one = closed(leiden, "Zijlbrug: onderhoud", "zijlbrug", (1, 2), visibility="public")
        other = closed(leiden, "Spanjaardsbrug: onderhoud", "spanjaardsbrug", (2, 3), visibility="board")
        make.make_works_rule(leiden, one, other)
        make.make_works_rule(
            leiden,
            kind="blackout",
            name="Winkeldecember",
            first_day=date(2025, 12, 15),
            last_day=date(2025, 12, 16),
            is_yearly=True,
        )
        compute_reach(leiden, on=MONDAY, weeks=5)
    return one, other


def test_the_worst_week_stands_first_and_its_map_shows_what_is_closed(bridges, sign_in):
    answer = sign_in("office").get(HERE)
    assert answer.context["week"] == 2
    assert answer.context["map"].closed == ["Lage Rijndijk", "Willem de Zwijgerlaan"]
    assert 'class="road closed"' in answer.content.decode()
    quiet = sign_in("office").get(f"{HERE}?week=0").context
    assert (quiet["map"].closed, quiet["works_now"]) == ([], [])


def test_what_goes_wrong_names_works_weeks_consequence_and_way_out(bridges, sign_in):
    first, *_others = sign_in("office").get(HERE).context["consequences"]
    assert first.what == "Zijlbrug en Spanjaardsbrug lopen tegelijk"
    assert first.when == "in week 51."
    assert first.then.startswith("De-Waard verliest")
    assert first.way_out == "Laat Spanjaardsbrug 1 week later beginnen."


def test_works_go_on_in_days_that_come_back_every_year(bridges, sign_in):
    told = [each.what for each in sign_in("office").get(HERE).context["consequences"]]
    assert "Zijlbrug loopt door tijdens Winkeldecember" in told


def test_of_a_work_that_one_may_not_see_nothing_is_said(bridges, sign_in):
    page = sign_in("member").get(HERE)
    assert "Spanjaardsbrug" not in page.content.decode()
    assert [work.name for work in page.context["works_now"]] == ["Zijlbrug: onderhoud"]


def test_a_week_that_was_not_kept_and_one_that_is_no_week(bridges, leiden, sign_in):
    office = sign_in("office")
    assert office.get(f"{HERE}?week=99999999&voertuig=raket").context["week"] == 2
    assert office.get(f"{HERE}?week=999").context["week"] == 4


def test_days_that_are_only_shown_break_nothing(leiden, bridges, sign_in):
    with scope(collective=leiden):
        WorksRule.objects.filter(kind="blackout").update(binds=False)
    context = sign_in("office").get(HERE).context
    assert [stripe.name for stripe in context["board"].stripes] == ["Winkeldecember"]
    assert len(context["consequences"]) == 1


def test_while_it_is_computed_for_the_first_time_the_page_says_so_and_looks_again(leiden, sign_in):
    office = sign_in("office")
    assert "Er is nog niets berekend." in office.get(HERE).content.decode()
    with scope(collective=leiden):
        make.make_road_network(leiden)
        ask_for_reach(leiden, by=None)
    page = office.get(HERE).content.decode()
    assert "voor het eerst berekend" in page
    assert 'hx-trigger="every 2s"' in page
