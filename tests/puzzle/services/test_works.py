"""Works that people write down."""

from datetime import date

import pytest

from speerpunt.core.models import HistoryEvent
from speerpunt.puzzle.models import Clash, Work, WorkLine
from speerpunt.puzzle.problems import PuzzleProblem, weekly_problem
from speerpunt.puzzle.services.snapping import confirm_links
from speerpunt.puzzle.services.stretches import add_stretch, change_stretch, remove_stretch
from speerpunt.puzzle.services.works import Period, add_work, change_work, restore_work, trash_work
from tests import factories as make

from .test_snapping import drawn

HERE = {"type": "Point", "coordinates": [4.4950, 52.1580]}
MAY = Period(date(2026, 5, 4), date(2026, 5, 15))


def added(leiden, office, **values):
    return add_work(leiden, by=office, **{"name": "Kade", "kind": "quay", "geometry": HERE, **values})


def phases(work):
    return [(each.name, each.start, each.end) for each in work.phases.all()]


def test_a_work_touches_its_areas_and_clashes_at_once(leiden, office):
    area = make.make_area(leiden, geometry=make.make_square(4.4950, 52.1580, 0.001))
    ahead = [Period(date(2199, 1, 1), date(2199, 2, 1))]
    one, other = (added(leiden, office, periods=ahead, name=name) for name in ("Kade", "Brug"))
    assert list(one.areas.all()) == [area]
    assert (one.longitude, one.latitude) == (4.495, 52.158)
    assert [(clash.work_id, clash.other_work_id) for clash in Clash.objects.all()] == [(one.pk, other.pk)]
    change_work(other, by=office, geometry={"type": "Point", "coordinates": [4.55, 52.2]})
    assert Clash.objects.get().gone_at is not None


def test_where_nothing_is_drawn_the_areas_stay_that_were_ticked(leiden, office):
    area = make.make_area(leiden, geometry=make.make_square(4.4950, 52.1580, 0.001))
    work = added(leiden, office, geometry=None, areas=[area])
    change_work(work, by=office, name="Andere naam")
    assert list(work.areas.all()) == [area]


def test_periods_are_changed_added_and_removed_and_stretches_outlive_them(leiden, office):
    work = added(leiden, office, periods=[MAY, Period(date(2026, 9, 1), None, "tweede")])
    first, second = work.phases.all()
    line = add_stretch(work, by=office, kind="closed", phase=second)
    change_work(
        work,
        by=office,
        periods=[Period(date(2026, 5, 11), None, pk=first.pk), Period(None, date(2027, 1, 1))],
    )
    assert phases(work) == [("", date(2026, 5, 11), None), ("", None, date(2027, 1, 1))]
    line.refresh_from_db()
    assert line.phase is None
    assert list(HistoryEvent.objects.filter(verb="unlinked").values_list("note", flat=True)) == [
        "vanaf 1 sep 2026, einde niet bekend"
    ]


def test_who_saves_over_the_change_of_another_is_told_and_nothing_changes(leiden, office):
    work = added(leiden, office, periods=[MAY])
    seen = Work.objects.get().updated_at
    change_work(work, by=office, name="Van een ander")
    with pytest.raises(PuzzleProblem):
        change_work(work, by=office, seen=seen, name="Van mij", periods=[])
    assert (Work.objects.get().name, work.phases.count()) == ("Van een ander", 1)
    line = add_stretch(work, by=office)
    with pytest.raises(PuzzleProblem):
        change_stretch(line, by=office, seen=seen, kind="narrowed")


def test_a_work_in_the_trash_does_nothing_to_the_roads_until_it_is_back(leiden, office):
    network = make.make_road_network(leiden)
    make.make_area(leiden, slug="nergens")
    work = make.make_closed_bridge(leiden, "zijlbrug", status="running")
    make.make_phase(work, start=date(2026, 5, 4), end=date(2026, 5, 15))
    monday = date(2026, 5, 4)
    assert weekly_problem(network, monday, 1).states == (frozenset({work.pk}),)
    trash_work(work, by=office)
    assert weekly_problem(network, monday, 1).states == (frozenset(),)
    with pytest.raises(PuzzleProblem):
        change_work(work, by=office, name="x")
    restore_work(Work.objects.get(), by=office)
    assert weekly_problem(network, monday, 1).states == (frozenset({work.pk}),)


def test_what_is_agreed_on_is_not_thrown_away(leiden, office):
    work = added(leiden, office)
    make.make_planned(make.make_works_plan(leiden, state="agreed"), work)
    with pytest.raises(PuzzleProblem):
        trash_work(work, by=office)
    assert Work.objects.kept().count() == 1


def test_a_stretch_is_laid_on_the_roads_and_drawn_anew_laid_anew(leiden, office):
    network = make.make_road_network(leiden)
    work = added(leiden, office)
    line = add_stretch(work, by=office, geometry=drawn(network, "zijlbrug"))
    line.refresh_from_db()
    assert {"zijlbrug", "zijlbrug-back"} <= set(line.links)
    confirm_links(line, ["zijlbrug"], by=office)
    change_stretch(line, by=office, name="De brug")
    assert WorkLine.objects.get().links == ["zijlbrug"]
    change_stretch(line, by=office, geometry=drawn(network, "spanjaardsbrug"))
    assert "spanjaardsbrug" in WorkLine.objects.get().links
    remove_stretch(line, by=office)
    assert work.lines.count() == 0


def test_a_road_that_becomes_one_way_is_shut_from_the_other_side(leiden, office):
    network = make.make_road_network(leiden)
    work = added(leiden, office, status="running", periods=[MAY])
    add_stretch(work, by=office, kind="one_way", direction="along", geometry=drawn(network, "zijlbrug"))
    found = weekly_problem(network, date(2026, 5, 4), 1)
    line = WorkLine.objects.get()
    assert "zijlbrug-back" in line.links
    assert "zijlbrug" not in line.links
    assert found.measures[work.pk].closes
