"""Plans of works: seen by who may, moved by the office, and told exactly after each move."""

from datetime import timedelta

import pytest
from django_scopes import scope

from speerpunt.core.work import work_promptly
from speerpunt.members.models import Organisation
from speerpunt.puzzle.models import EffectsTable, PlanFigures, PlannedWork, PlanRun, PlanStep, WorksPlan
from speerpunt.puzzle.services.figures import ask_for_effects, compute_effects, keep_figures
from tests import factories as make

LIST = "/leiden/werk/plannen/"
WORK = f"{LIST}werken/"
RUN = f"{LIST}volgorde/"


@pytest.fixture
def laid(leiden):
    """Two bridges that may not be closed together, and are for a week."""
    with scope(collective=leiden):
        make.make_area(leiden, name="Merenwijk", slug="merenwijk")
        make.make_road_network(leiden, zones_of_areas={"merenwijk": ["merenwijk"]})
        zijl = make.make_closed_bridge(leiden, "zijlbrug", visibility="public")
        spanjaard = make.make_closed_bridge(leiden, "spanjaardsbrug", visibility="public")
        make.make_works_rule(leiden, zijl, spanjaard, name="elkaars omleiding")
        plan = make.make_works_plan(leiden, name="Ons voorstel")
        make.make_planned(plan, zijl, week=1)
        make.make_planned(plan, spanjaard, week=2)
        yield plan


def planned(name):
    return PlannedWork.objects.get(work__name__startswith=name)


def page_of(client, plan, query=""):
    return client.get(f"{LIST}{plan.pk}/{query}")


def move(client, each, week, seen=None):
    return client.post(f"{WORK}{each.pk}/", {"week": week, "seen": "" if seen is None else seen})


def test_a_broken_rule_is_told_with_works_weeks_and_what_helps(laid, sign_in):
    page = page_of(sign_in("office"), laid)
    (sentence,) = page.context["picture"].sentences
    assert sentence.what == "Zijlbrug en Spanjaardsbrug zijn tegelijk bezig"
    assert sentence.when == "in week 21. Dat mag niet."
    assert sentence.fix.words == "Spanjaardsbrug 1 week later"
    assert (page.context["picture"].kept, page.context["picture"].rules) == (0, 1)
    assert "spanjaardsbrug' and" not in page.content.decode()


def test_what_the_sentence_offers_mends_it(laid, sign_in):
    office = sign_in("office")
    fix = page_of(office, laid).context["picture"].sentences[0].fix
    answer = move(office, fix.planned, fix.week, seen=1)
    assert answer.status_code == 302
    picture = page_of(office, laid).context["picture"]
    assert (picture.sentences, picture.kept) == ([], 1)


def test_after_a_move_the_figures_are_exact_and_the_page_computes_nothing(
    laid, sign_in, monkeypatch, tmp_path, settings
):
    settings.VAR = tmp_path
    office = sign_in("office")
    assert page_of(office, laid).context["picture"].figures is None
    move(office, planned("Zijl"), 5)
    assert PlanFigures.objects.count() == 0
    assert page_of(office, laid).context["picture"].is_awaited
    assert office.get(f"{LIST}{laid.pk}/cijfers/").status_code == 204
    assert work_promptly()
    assert office.get(f"{LIST}{laid.pk}/cijfers/").status_code == 200
    kept = PlanFigures.objects.get()
    assert page_of(office, laid).context["picture"].figures == kept
    assert kept.cost == pytest.approx(sum(kept.per_week), rel=1e-6)
    assert [week for week, minutes in enumerate(kept.minutes[0]) if minutes > 0] == [2, 3, 5, 6]
    move(office, planned("Zijl"), 6)
    move(office, planned("Zijl"), 4)
    picture = page_of(office, laid).context["picture"]
    assert (picture.figures, picture.former) == (None, kept)
    assert work_promptly()
    assert not work_promptly()
    assert PlanFigures.objects.get().digest != kept.digest


def test_who_moves_in_an_older_plan_gets_the_newer_one_and_is_told(laid, sign_in):
    office = sign_in("office")
    move(office, planned("Zijl"), 5, seen=1)
    answer = move(office, planned("Zijl"), 3, seen=1)
    assert answer.status_code == 409
    assert "Iemand anders heeft het plan intussen veranderd" in answer.content.decode()
    assert planned("Zijl").week == 5


@pytest.mark.parametrize("week", ["-1", "7", "99999999999999999999", "morgen", ""])
def test_a_week_that_the_plan_does_not_have_moves_nothing(laid, sign_in, week):
    answer = move(sign_in("office"), planned("Zijl"), week)
    assert answer.status_code in {200, 409}
    assert (planned("Zijl").week, PlanStep.objects.count()) == (1, 0)


def test_undone_and_done_again_from_the_page(laid, sign_in):
    office = sign_in("office")
    move(office, planned("Zijl"), 5)
    office.post(f"{LIST}{laid.pk}/terug/")
    assert planned("Zijl").week == 1
    office.post(f"{LIST}{laid.pk}/opnieuw/")
    assert planned("Zijl").week == 5


def test_what_was_moved_is_told_to_the_office(laid, sign_in):
    office, each = sign_in("office"), planned("Zijl")
    office.post(f"{WORK}{each.pk}/", {"week": 3, "duration_weeks": 4})
    office.post(f"{WORK}{each.pk}/vast/", {"vast": "ja"})
    office.post(f"{LIST}{laid.pk}/terug/")
    lines = page_of(office, laid).context["steps"]
    assert [(line.words, line.step.undone_at is not None) for line in lines] == [
        (["Zijlbrug: vastgezet"], True),
        (["Zijlbrug: van week 20 naar 22", "Zijlbrug: van 2 naar 4 weken lang"], False),
    ]
    assert page_of(sign_in("member"), laid).context["steps"] == []


def test_a_wish_becomes_a_search_and_is_told_with_what_stands_in_its_way(laid, sign_in):
    office, each = sign_in("office"), planned("Zijl")
    office.post(f"{WORK}{each.pk}/", {"week": 5, "wens": "ja"})
    run = PlanRun.objects.get()
    assert (run.wish, planned("Zijl").week) == ({each.key: 5}, 1)
    run.state, run.problem = "failed", "Geen"
    run.contradiction = [["fixed_start", [each.key], [5]]]
    run.save()
    page = page_of(office, laid).content.decode()
    assert "Zijlbrug begint in week 24" in page
    office.post(f"{WORK}{each.pk}/vast/", {"vast": "ja"})
    office.post(f"{WORK}{each.pk}/", {"week": 4, "wens": "ja"})
    assert PlanRun.objects.count() == 1


def test_a_search_goes_on_from_one_of_the_same_plan_only(laid, sign_in):
    other = make.make_works_plan(laid.collective)
    runs = [make.make_plan_run(plan, state="done", starts={"1": 3}) for plan in (other, laid)]
    for run, starts in zip(runs, ({}, {"1": 3}), strict=True):
        sign_in("office").post(f"{LIST}{laid.pk}/zoeken/", {"seconds": 60, "further": run.pk})
        asked = PlanRun.objects.filter(state="running").get()
        assert asked.starts == starts
        asked.delete()


def test_a_locked_work_cannot_be_dragged_until_it_is_unlocked(laid, sign_in):
    office, each = sign_in("office"), planned("Zijl")
    office.post(f"{WORK}{each.pk}/vast/", {"vast": "ja"})
    assert f'href="{WORK}{each.pk}/" aria-label' not in page_of(office, laid).content.decode()
    assert move(office, each, 5).status_code == 409
    office.post(f"{WORK}{each.pk}/vast/", {"vast": "nee"})
    move(office, each, 5)
    assert planned("Zijl").week == 5


@pytest.mark.parametrize("kind", ["member", "board", "park_manager"])
def test_who_is_inside_looks_and_does_not_move(laid, sign_in, kind):
    client, each = sign_in(kind), planned("Zijl")
    page = page_of(client, laid).content.decode()
    assert "Ons voorstel" in page
    assert 'class="movable"' not in page
    refused = (
        move(client, each, 5),
        client.post(f"{WORK}{each.pk}/vast/", {"vast": "ja"}),
        client.post(f"{LIST}{laid.pk}/terug/"),
        client.post(f"{LIST}{laid.pk}/zoeken/", {"seconds": 10}),
        client.get(f"{LIST}{laid.pk}/effecten/"),
        client.post(f"{LIST}{laid.pk}/afspreken/"),
    )
    assert [answer.status_code for answer in refused] == [403] * 6
    assert (planned("Zijl").week, PlanRun.objects.count()) == (1, 0)


def test_a_work_that_one_may_not_see_leaves_no_trace_and_its_figures_stay(laid, sign_in):
    keep_figures(laid)
    each = planned("Spanjaard")
    each.work.visibility = "board"
    each.work.save()
    page = page_of(sign_in("member"), laid)
    picture, text = page.context["picture"], page.content.decode()
    assert "Spanjaard" not in text
    assert ([row.name for row in picture.rows], picture.sentences, picture.rules) == (["Zijlbrug"], [], 0)
    assert picture.figures is not None
    assert page_of(sign_in("board"), laid).context["picture"].rules == 1


def test_a_partner_sees_a_plan_of_his_dossier_once_it_is_shared(leiden, laid, sign_in):
    partner, office = sign_in("partner"), sign_in("office")
    priority = make.make_priority(make.make_edition(leiden), visibility="public")
    ours, others = (
        make.make_project(priority, title="Bruggen"),
        make.make_project(priority, visibility="public"),
    )
    make.make_partner(ours, Organisation.objects.get(kind="partner"), shares_dossier=True)
    share = f"{LIST}{laid.pk}/delen/"
    assert "Kies het dossier" in office.post(share, {"is_shared": "on"}).content.decode()
    # What everybody may see is not therefore shared with every partner.
    for dossier, status in ((others, 404), (ours, 200)):
        assert page_of(partner, laid).status_code == 404
        office.post(share, {"dossier": dossier.title, "is_shared": "on"})
        assert page_of(partner, laid).status_code == status
    assert "Ons voorstel" in partner.get(LIST).content.decode()
    assert "Verschuif" not in page_of(partner, laid).content.decode()
    assert partner.get(f"{LIST}{laid.pk}/cijfers/").status_code == 200
    for forbidden in ("delen", "kopie", "afspreken", "effecten"):
        assert partner.get(f"{LIST}{laid.pk}/{forbidden}/").status_code in {403, 404}
    office.post(share, {"dossier": ours.title})
    assert page_of(partner, laid).status_code == 404
    assert "Ons voorstel" not in partner.get(LIST).content.decode()


def test_effects_are_asked_for_once_and_served_with_a_mark(laid, sign_in):
    office, page = sign_in("office"), f"{LIST}{laid.pk}/effecten/"
    assert office.get(page).json() == {"effects": None}
    office.post(f"{LIST}{laid.pk}/rekenen/")
    with scope(collective=laid.collective):
        user = make.make_visitor(laid.collective, "office")
        again = ask_for_effects(laid, by=user)
        assert again is not None
        table = compute_effects(laid)
        assert ask_for_effects(laid, by=user) is None
    answer = office.get(page)
    assert answer.json()["effects"] == table.table
    assert office.get(page, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    move(office, planned("Zijl"), 5)
    assert office.get(page)["ETag"] == answer["ETag"]


def test_the_table_of_effects_says_what_the_exact_figures_say_of_pairs(laid):
    table = compute_effects(laid).table
    cost = keep_figures(laid).cost
    one, other = planned("Zijl").key, planned("Spanjaard").key
    together = next(extra for left, right, extra in table["pair"] if {left, right} == {one, other})
    guess = 2 * table["single"][one] + 2 * table["single"][other] + together
    assert guess == pytest.approx(cost, rel=1e-6)
    assert EffectsTable.objects.count() == 1


def test_the_answer_of_a_search_is_laid_and_undone(laid, sign_in):
    office = sign_in("office")
    starts = {planned("Zijl").key: 5, planned("Spanjaard").key: 0}
    run = make.make_plan_run(laid, state="done", starts=starts, cost=1.0, bound=1.0, gap=0.0)
    office.post(f"{RUN}{run.pk}/leg/")
    assert (planned("Zijl").week, planned("Spanjaard").week) == (5, 0)
    office.post(f"{LIST}{laid.pk}/terug/")
    assert (planned("Zijl").week, planned("Spanjaard").week) == (1, 2)


def test_the_answer_of_a_search_is_kept_beside_the_plan(laid, sign_in):
    office = sign_in("office")
    starts = {planned("Zijl").key: 5}
    run = make.make_plan_run(laid, state="done", starts=starts, cost=1.0, bound=1.0, gap=0.0)
    office.post(f"{RUN}{run.pk}/bewaar/", {"name": "Beste"})
    kept = WorksPlan.objects.get(name="Beste")
    assert sorted(kept.planned.values_list("week", flat=True)) == [2, 5]
    keep_figures(laid)
    page = page_of(office, kept, f"?met={laid.pk}")
    picture = page.context["picture"]
    assert [(row.name, row.moved_by) for row in picture.moved] == [("Zijlbrug", 4)]
    figures = laid.figures
    minutes = dict(zip(figures.areas, figures.minutes, strict=True))
    assert [row.minutes for row in picture.other_areas] == [
        minutes[row.area.slug] for row in picture.other_areas
    ]
    assert len(picture.other_areas) == len(figures.areas)


def test_a_search_that_fell_over_does_not_keep_the_next_one_away(laid, sign_in):
    run = make.make_plan_run(laid)
    sign_in("office").post(f"{LIST}{laid.pk}/zoeken/", {"seconds": 10})
    run.refresh_from_db()
    assert run.state == "failed"
    assert PlanRun.objects.filter(state="running").count() == 1


def test_rules_that_contradict_each_other_are_told(laid, sign_in):
    keys = [planned("Zijl").key, planned("Spanjaard").key]
    make.make_plan_run(
        laid,
        state="failed",
        problem="Geen",
        contradiction=[["never_together", keys, []], ["window", keys[:1], []]],
    )
    page = page_of(sign_in("office"), laid).content.decode()
    assert "Zijlbrug, Spanjaardsbrug mogen niet tegelijk" in page
    assert "Zijlbrug moet op tijd beginnen" in page


def test_a_week_that_the_source_changed_is_flagged(laid, sign_in):
    each = planned("Zijl")
    each.source_week = 1
    each.save()
    phase = make.make_phase(each.work, start=laid.first_monday + timedelta(weeks=1))
    office = sign_in("office")
    assert page_of(office, laid).context["picture"].changed_at_source == []
    phase.start += timedelta(weeks=1)
    phase.save()
    assert [row.name for row in page_of(office, laid).context["picture"].changed_at_source] == ["Zijlbrug"]


def test_a_plan_is_made_of_the_works_that_are_ticked(laid, sign_in):
    work = planned("Zijl").work
    make.make_phase(work, start=laid.first_monday, end=laid.first_monday + timedelta(days=11))
    form = {"name": "Nieuw", "first_day": laid.first_monday.isoformat(), "weeks": 10, "works": [work.pk]}
    office = sign_in("office")
    office.post(f"{LIST}nieuw/", form)
    assert WorksPlan.objects.get(name="Nieuw").planned.get().duration_weeks == 2
    assert "Er is al een plan met die naam" in office.post(f"{LIST}nieuw/", form).content.decode()


def test_a_plan_costs_the_same_queries_with_two_works_and_with_three(
    laid, sign_in, django_assert_num_queries, django_assert_max_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("office")
    page_of(client, laid)
    with CaptureQueriesContext(connection) as two:
        page_of(client, laid)
    make.make_planned(laid, make.make_closed_bridge(laid.collective, "sumatrabrug"), week=4)
    with django_assert_num_queries(len(two)):
        page_of(client, laid)


def test_the_list_costs_the_same_queries_with_one_plan_and_with_three(
    laid, sign_in, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in("member")
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    make.make_works_plan(laid.collective)
    make.make_works_plan(laid.collective)
    with django_assert_num_queries(len(one)):
        client.get(LIST)
