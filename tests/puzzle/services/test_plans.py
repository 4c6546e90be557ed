"""Works laid in a plan, moved and moved back; what it costs, and the best order."""

from datetime import date, timedelta

import pytest
from django_scopes import scope

from speerpunt.puzzle.models import PlannedWork, WorkLine, WorksPlan, WorksRule
from speerpunt.puzzle.problems import PuzzleProblem
from speerpunt.puzzle.services.ordering import (
    ask_for_best,
    ask_to_stop,
    evaluate_laid,
    keep_as_plan,
    problem_of,
    search_best,
)
from speerpunt.puzzle.services.plans import (
    agree_plan,
    copy_plan,
    lay_as,
    lock_planned,
    make_plan,
    move_planned,
    redo_step,
    undo_step,
)
from tests import factories as make

MONDAY = date(2026, 5, 4)


@pytest.fixture
def leiden(db):
    collective = make.make_collective("leiden", city="Leiden")
    with scope(collective=collective):
        make.make_road_network(
            collective, zones_of_areas={"de-waard": ["de-waard"], "merenwijk": ["merenwijk"]}
        )
        yield collective


def bridge(leiden, link, *periods):
    """Closed both ways, in weeks counted from the first Monday."""
    work = make.make_work(leiden, name=link.title(), kind="bridge", status="fixed")
    for number, (first, last) in enumerate(periods):
        make.make_phase(
            work,
            position=number,
            start=MONDAY + timedelta(weeks=first),
            end=None if last is None else MONDAY + timedelta(weeks=last, days=4),
        )
    WorkLine.objects.create(
        collective=leiden, work=work, kind="closed", links=[link, f"{link}-back"], snap_state="confirmed"
    )
    return work


def plan_of(leiden, office, *works, weeks=8, name="Ons voorstel"):
    return make_plan(leiden, name=name, first_day=MONDAY, weeks=weeks, works=works, by=office)


def laid(plan):
    return [(each.work.name, each.week, each.duration_weeks, each.is_locked) for each in plan.planned.all()]


def test_works_lie_in_a_plan_as_their_periods_do(leiden, office):
    zijl = bridge(leiden, "zijlbrug", (1, 2), (4, 4))
    begun = bridge(leiden, "sumatrabrug", (-2, 1))
    endless = bridge(leiden, "koornbrug", (3, None))
    outside = bridge(leiden, "schrijversbrug", (9, 10))
    unknown = bridge(leiden, "leiderdorpsebrug")
    plan = plan_of(leiden, office, zijl, begun, endless, outside, unknown)
    assert laid(plan) == [
        ("Sumatrabrug", 0, 2, True),
        ("Zijlbrug", 1, 2, False),
        ("Koornbrug", 3, 5, True),
        ("Zijlbrug", 4, 1, False),
    ]


def test_a_move_is_undone_and_done_again(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    planned = plan.planned.get()
    move_planned(planned, week=4, by=office)
    move_planned(planned, week=6, by=office)
    weeks = []
    for step in (undo_step, undo_step, undo_step, redo_step, redo_step, redo_step):
        step(plan, by=office)
        weeks.append(PlannedWork.objects.get().week)
    assert weeks == [4, 1, 1, 4, 6, 6]
    undo_step(plan, by=office)
    move_planned(planned, week=2, by=office)
    assert redo_step(plan, by=office) is None


def test_a_work_is_made_longer_and_shorter_within_the_plan(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    planned = plan.planned.get()
    move_planned(planned, week=1, duration_weeks=7, by=office)
    assert laid(plan) == [("Zijlbrug", 1, 7, False)]
    with pytest.raises(PuzzleProblem):
        move_planned(planned, week=1, duration_weeks=8, by=office)
    undo_step(plan, by=office)
    assert laid(plan) == [("Zijlbrug", 1, 2, False)]


@pytest.mark.parametrize("week", [-1, 7, 99])
def test_what_does_not_fit_is_not_moved(leiden, office, week):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    with pytest.raises(PuzzleProblem):
        move_planned(plan.planned.get(), week=week, by=office)
    assert (plan.planned.get().week, plan.steps.count()) == (1, 0)


def test_who_moves_in_an_older_plan_is_told(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    planned = plan.planned.get()
    move_planned(planned, week=3, by=office, seen=1)
    with pytest.raises(PuzzleProblem, match=r"[Ii]emand anders|Somebody else"):
        move_planned(planned, week=5, by=office, seen=1)
    assert plan.planned.get().week == 3


def test_a_locked_work_and_an_agreed_plan_stay(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    planned = plan.planned.get()
    lock_planned(planned, is_locked=True, by=office)
    with pytest.raises(PuzzleProblem):
        move_planned(planned, week=3, by=office)
    lock_planned(planned, is_locked=False, by=office)
    agree_plan(plan, decision=None, by=office)
    for change in (
        lambda: move_planned(planned, week=3, by=office),
        lambda: undo_step(plan, by=office),
        lambda: lay_as(plan, {planned.key: 5}, by=office),
    ):
        with pytest.raises(PuzzleProblem):
            change()
    other = copy_plan(plan, name="Iets anders", by=office)
    move_planned(other.planned.get(), week=3, by=office)
    agree_plan(other, decision=None, by=office)
    assert list(WorksPlan.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "agreed"]


def test_a_plan_that_breaks_a_rule_is_shown_with_it(leiden, office):
    zijl, spanjaard = bridge(leiden, "zijlbrug", (1, 2)), bridge(leiden, "spanjaardsbrug", (2, 3))
    rule = WorksRule.objects.create(collective=leiden, kind="never_together", name="Elkaars omleiding")
    rule.works.set([zijl, spanjaard])
    WorksRule.objects.create(
        collective=leiden,
        kind="blackout",
        name="Feest",
        first_day=MONDAY + timedelta(weeks=1),
        last_day=MONDAY + timedelta(weeks=1),
    )
    plan = plan_of(leiden, office, zijl, spanjaard)
    found = evaluate_laid(problem_of(plan))
    broken = {(rule.rule, rule.weeks) for rule in found.broken}
    assert broken == {("blackout", (1,)), ("never_together", (2,))}
    assert found.areas[:2] == ("de-waard", "merenwijk")
    assert found.per_week[0] == 0 < found.per_week[1] < found.per_week[2]


def test_the_best_order_is_found_checked_and_laid(leiden, office):
    zijl, spanjaard = bridge(leiden, "zijlbrug", (1, 2)), bridge(leiden, "spanjaardsbrug", (1, 2))
    rule = WorksRule.objects.create(collective=leiden, kind="never_together", name="Elkaars omleiding")
    rule.works.set([zijl, spanjaard])
    plan = plan_of(leiden, office, zijl, spanjaard)
    run = search_best(ask_for_best(plan, seconds=5, by=office))
    assert (run.state, run.is_best, run.problem) == ("done", True, "")
    before = evaluate_laid(problem_of(plan))
    lay_as(plan, run.starts, by=office)
    after = evaluate_laid(problem_of(plan))
    assert before.broken
    assert not after.broken
    assert after.total == pytest.approx(run.cost, rel=1e-6)
    weeks = sorted(plan.planned.values_list("week", flat=True))
    assert weeks[1] - weeks[0] >= 2


def test_what_was_proven_of_an_order_stays_with_the_plan_that_is_kept_of_it(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    run = search_best(ask_for_best(plan, seconds=5, by=office))
    kept = keep_as_plan(run, name="Beste", by=office)
    proven = kept.runs.get()
    assert (proven.digest, proven.bound) == (problem_of(kept).digest, run.bound)
    assert proven.starts == {kept.planned.get().key: run.starts[plan.planned.get().key]}
    WorksRule.objects.create(
        collective=leiden, kind="blackout", name="Feest", first_day=MONDAY, last_day=MONDAY
    )
    assert not keep_as_plan(run, name="Later", by=office).runs.exists()


def test_a_wish_that_cannot_be_is_explained(leiden, office):
    zijl = bridge(leiden, "zijlbrug", (1, 2))
    WorksRule.objects.create(
        collective=leiden,
        kind="blackout",
        name="Nooit",
        first_day=MONDAY,
        last_day=MONDAY + timedelta(weeks=20),
    )
    plan = plan_of(leiden, office, zijl)
    run = search_best(ask_for_best(plan, seconds=5, by=office))
    assert run.state == "failed"
    assert [rule for rule, _works, _weeks in run.contradiction] == ["blackout"]


def test_an_order_is_found_in_which_a_wish_holds(leiden, office):
    zijl, spanjaard = bridge(leiden, "zijlbrug", (1, 2)), bridge(leiden, "spanjaardsbrug", (4, 5))
    rule = WorksRule.objects.create(collective=leiden, kind="never_together", name="Elkaars omleiding")
    rule.works.set([zijl, spanjaard])
    plan = plan_of(leiden, office, zijl, spanjaard)
    wished = plan.planned.get(work=zijl)
    run = search_best(ask_for_best(plan, seconds=5, by=office, wish={wished.key: 4}))
    assert (run.state, run.starts[wished.key]) == ("done", 4)
    # What was wished is no property of the plan: its own bound is another.
    assert run.digest != problem_of(plan).digest
    further = ask_for_best(plan, seconds=5, by=office, further=run)
    assert (further.wish, further.starts) == (run.wish, run.starts)
    assert search_best(further).cost == pytest.approx(run.cost, rel=1e-9)


def test_a_wish_that_breaks_a_rule_is_explained(leiden, office):
    zijl, spanjaard = bridge(leiden, "zijlbrug", (1, 2)), bridge(leiden, "spanjaardsbrug", (4, 5))
    rule = WorksRule.objects.create(collective=leiden, kind="never_together", name="Elkaars omleiding")
    rule.works.set([zijl, spanjaard])
    plan = plan_of(leiden, office, zijl, spanjaard)
    lock_planned(plan.planned.get(work=spanjaard), is_locked=True, by=office)
    wished = plan.planned.get(work=zijl)
    run = search_best(ask_for_best(plan, seconds=5, by=office, wish={wished.key: 4}))
    assert run.state == "failed"
    assert sorted(rule for rule, _works, _weeks in run.contradiction) == [
        "fixed_start",
        "fixed_start",
        "never_together",
    ]


def test_one_search_at_a_time(leiden, office):
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    ask_for_best(plan, seconds=60, by=office)
    with pytest.raises(PuzzleProblem):
        ask_for_best(plan, seconds=60, by=office)


def test_a_search_that_is_stopped_keeps_what_it_found(leiden, office):
    """Too many states to be through with them at once."""
    names = (
        "zijlbrug",
        "spanjaardsbrug",
        "sumatrabrug",
        "brug-zijlsingel",
        "wilhelminabrug",
        "leiderdorpsebrug",
    )
    works = [bridge(leiden, name, (number, number + 1)) for number, name in enumerate(names)]
    plan = plan_of(leiden, office, *works, weeks=30)
    run = ask_for_best(plan, seconds=600, by=office)
    ask_to_stop(run)
    found = search_best(run)
    assert found.state == "stopped"
    assert found.seconds < 60
    again = ask_for_best(plan, seconds=5, by=office)
    assert again.pk != run.pk


def test_a_limit_of_a_group_that_no_work_of_the_plan_is_in_asks_nothing(leiden, office):
    WorksRule.objects.create(collective=leiden, kind="at_most", name="Genoeg", group="n206", most=1)
    plan = plan_of(leiden, office, bridge(leiden, "zijlbrug", (1, 2)))
    assert evaluate_laid(problem_of(plan)).broken == ()
