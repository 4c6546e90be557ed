"""The timeline as a page, a table and a file."""

import re
from datetime import date

import pytest
from defusedxml import ElementTree
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speerpunt.priorities.enums import Zoom
from speerpunt.priorities.models import Baseline, Project
from speerpunt.priorities.services import take_baseline
from speerpunt.priorities.templatetags.drawing.period import Period
from tests.factories import (
    make_area,
    make_body,
    make_dependency,
    make_milestone,
    make_priority,
    make_project,
    make_visitor,
)

pytestmark = pytest.mark.django_db

TIMELINE = "/leiden/projecten/tijdlijn/"
TODAY = date(2026, 11, 26)


@pytest.fixture
def office(inside):
    client = Client()
    client.force_login(make_visitor(inside))
    return client


@pytest.fixture
def bridge(inside, priority):
    bridge = make_project(priority, title="Brug", start=date(2026, 3, 2), end=date(2027, 3, 31))
    make_milestone(bridge, title="Raadsbesluit", kind="decision", due=date(2026, 12, 10))
    return bridge


def page_of(client, **query):
    return client.get(TIMELINE, {"vanaf": "2026-07-01", **query}).content.decode()


def test_visitors_see_each_project_they_may_see_in_its_group(office, bridge, priority):
    other = make_priority(priority.edition, number=2, title="Mobiliteit")
    make_project(other, title="Weg", start=date(2026, 5, 1), end=date(2027, 5, 31))
    page = page_of(office)
    assert (
        page.index("<h2>1 Ruimte")
        < page.index(">Brug<")
        < page.index("<h2>2 Mobiliteit")
        < page.index(">Weg<")
    )


def test_a_project_in_two_areas_stands_in_both_and_says_so(office, inside, bridge):
    bridge.areas.add(make_area(inside, name="De Waard"), make_area(inside, name="Merenwijk"))
    page = page_of(office, groep="gebied")
    assert page.count(f'class="it" data-project="{bridge.pk}"') == 2
    assert "staat ook bij: De Waard" in page
    assert "staat ook bij: Merenwijk" in page
    table = page_of(office, groep="gebied", toon="tabel")
    assert table.count("staat ook bij") == 2


def test_with_a_filter_on_an_area_only_that_area_is_a_group(office, inside, bridge):
    bridge.areas.add(make_area(inside, name="De Waard", slug="de-waard"), make_area(inside, name="Merenwijk"))
    page = page_of(office, groep="gebied", gebied="de-waard")
    assert page.count(f'class="it" data-project="{bridge.pk}"') == 1


def test_projects_are_grouped_by_core_team_or_not_at_all(office, inside, bridge, priority):
    team = make_body(inside, name="Kernteam Zuid")
    make_project(priority, title="Weg", start=date(2026, 5, 1), end=date(2027, 5, 31), core_team=team)
    page = page_of(office, groep="kernteam")
    assert page.index("Kernteam Zuid <small>") < page.index(">Weg<") < page.index("Zonder kernteam")
    assert '<li class="group">' not in page_of(office, groep="geen")


def test_a_project_without_dates_is_listed_apart_with_a_way_to_give_them(office, inside, priority):
    project = make_project(priority, title="Ooit")
    page = page_of(office)
    assert "Zonder datum" in page
    assert f"/leiden/projecten/{project.pk}/planning/" in page


def test_search_and_filters_are_those_of_the_list(office, bridge, priority):
    make_project(priority, title="Weg", start=date(2026, 5, 1), end=date(2027, 5, 31), health="stuck")
    assert ">Brug<" not in page_of(office, stand="stuck")
    assert ">Weg<" not in page_of(office, zoek="brug")


def test_links_and_forms_keep_what_was_chosen(office, bridge):
    page = page_of(office, zoom="jaar", groep="geen", stand="not_started")
    assert "stand=not_started&amp;zoom=jaar&amp;vanaf=2027-01-01&amp;groep=geen" in page
    assert '<input type="hidden" name="zoom" value="jaar">' in page


@pytest.mark.parametrize("zoom", Zoom.values)
def test_every_zoom_shows_the_same_project(office, bridge, zoom):
    assert ">Brug<" in page_of(office, zoom=zoom)


def test_a_bar_stands_where_its_days_are(office, bridge):
    page = page_of(office, zoom="jaar", vanaf="2026-01-01")
    whole = re.search(r'class="whole todo" x="([\d.]+)%" width="([\d.]+)%"', page)
    assert float(whole[1]) == pytest.approx(60 / 365 * 100, abs=0.01)
    assert float(whole[2]) == pytest.approx(395 / 365 * 100, abs=0.01)


def test_assumed_dates_look_assumed(office, bridge, priority):
    make_project(priority, title="Weg", start=date(2026, 5, 1), end=date(2027, 5, 31), dates_assumed=True)
    make_project(priority, title="Pad", start=date(2026, 5, 1))
    page = page_of(office)
    assert page.count('class="whole assumed"') == 2
    assert "Weg: 1 mei 2026 tot 31 mei 2027 (aangenomen)" in page


def test_what_lies_out_of_sight_is_told_at_the_edge(office, priority, inside):
    make_project(priority, title="Oud", start=date(2020, 1, 1), end=date(2020, 3, 31))
    make_project(priority, title="Ver", start=date(2031, 6, 1), end=date(2032, 3, 31))
    page = page_of(office)
    assert "◂ gereed mrt 2020" in page
    assert "begint jun 2031 ▸" in page


def test_a_dependency_is_an_arrow_and_one_that_does_not_fit_is_broken(office, bridge, priority):
    fits = make_project(priority, title="Weg", start=date(2027, 5, 1), end=date(2027, 8, 31))
    early = make_project(priority, title="Pad", start=date(2027, 2, 1), end=date(2027, 8, 31))
    make_dependency(bridge, fits)
    make_dependency(bridge, early, lag_days=10)
    page = page_of(office)
    assert page.count('class="arrow"') == 2  # one of them in the legend
    assert page.count('class="arrow broken"') == 1
    table = page_of(office, toon="tabel")
    assert table.count("begint te vroeg") == 1
    assert "kan vanaf 11 apr 2027" in table


def test_the_table_says_what_the_figure_shows(office, bridge, edition, inside, priority):
    take_baseline(edition, title="Begin", by=None)
    Project.objects.filter(pk=bridge.pk).update(end=date(2027, 4, 10))
    first = make_project(priority, title="Sloop", start=date(2026, 1, 1), end=date(2026, 2, 1))
    make_dependency(first, bridge, lag_days=14)
    page = page_of(office, toon="tabel", basislijn=str(Baseline.objects.get().pk))
    row = re.sub(r"<[^>]+>|\s+", " ", page[page.index(">Brug<") : page.index("</tr>", page.index(">Brug<"))])
    for said in (
        "2 mrt 2026",
        "10 apr 2027",
        "10 dec 2026",
        "Raadsbesluit",
        "Sloop, 14 dagen ertussen",
        "10 dagen later",
    ):
        assert said in row
    assert "data-chart" not in page
    assert "niet in de basislijn" in page


def test_the_figure_shows_the_baseline_below(office, bridge, edition):
    baseline = take_baseline(edition, title="Begin", by=None)
    assert 'class="base same"' in page_of(office, basislijn=str(baseline.pk))
    Project.objects.filter(pk=bridge.pk).update(end=date(2027, 4, 10))
    assert 'class="base"' in page_of(office, basislijn=str(baseline.pk))
    assert 'class="base' not in page_of(office)


def test_who_may_not_move_gets_no_handles(inside, office, bridge):
    assert 'class="bar movable"' in page_of(office)
    member = Client()
    member.force_login(make_visitor(inside, "member"))
    page = page_of(member)
    assert 'class="bar movable"' not in page
    assert "Brug" in page
    assert "basislijnen/" not in page


def test_the_file_is_one_svg_that_needs_nothing_else(office, bridge, inside):
    answer = office.get(f"{TIMELINE}tijdlijn.svg", {"vanaf": "2026-07-01", "stand": "not_started"})
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="tijdlijn-leiden-')
    root = ElementTree.fromstring(answer.content)
    said = " ".join(root.itertext())
    for words in (
        "Tijdlijn van projecten",
        "Brug",
        "jul 2026 tot en met jun 2028",
        "niet begonnen",
        "Bron: Speerpunt",
    ):
        assert words in said
    assert not re.search(rb"href|url\((?!#)|@import|<script", answer.content)


def test_a_sign_that_xml_does_not_take_breaks_no_file(office, priority, inside):
    make_project(priority, title="Weg\x0b <b> & “nu”", start=date(2026, 5, 1), end=date(2027, 5, 31))
    root = ElementTree.fromstring(office.get(f"{TIMELINE}tijdlijn.svg").content)
    assert "Weg <b> & “nu”" in " ".join(root.itertext())


@pytest.mark.parametrize("query", [{}, {"toon": "tabel"}, {"groep": "gebied"}, {"groep": "kernteam"}])
def test_three_projects_cost_as_many_queries_as_one(office, inside, edition, priority, query):
    def add(number):
        project = make_project(
            priority,
            title=f"Project {number}",
            start=date(2026, 5, 1),
            end=date(2027, 5, 31),
            core_team=make_body(inside),
        )
        project.areas.add(make_area(inside))
        make_milestone(project)
        make_dependency(make_project(priority, start=date(2026, 1, 1), end=date(2026, 2, 1)), project)
        return project

    add(1)
    baseline = take_baseline(edition, title="Begin", by=None)
    query = {**query, "basislijn": str(baseline.pk)}
    page_of(office, **query)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page_of(office, **query)
    add(2)
    add(3)
    with CaptureQueriesContext(connection) as three:
        page_of(office, **query)
    assert len(three) == len(one)


def test_a_period_begins_on_the_first_and_goes_back_and_forth():
    period = Period.asked("jaar", "2026-07-15", TODAY)
    assert (period.begin, period.end) == (date(2026, 7, 1), date(2027, 6, 30))
    assert (period.earlier, period.later) == (date(2026, 1, 1), date(2027, 1, 1))
    assert period.zoomed(Zoom.QUARTER) == date(2026, 11, 1)
    assert Period.asked("", "onzin", TODAY).begin <= TODAY <= Period.asked("", "", TODAY).end
    assert Period.asked("vijf-jaar", "1900-01-01", TODAY).earlier == date(1900, 1, 1)


def test_a_quarter_is_marked_by_weeks_and_a_year_by_months():
    weeks = [
        mark.label for mark in Period.asked("kwartaal", "2026-10-01", TODAY).marks() if not mark.is_upper
    ]
    months = [mark.label for mark in Period.asked("jaar", "2026-10-01", TODAY).marks() if not mark.is_upper]
    assert len(weeks) == 13
    assert len(months) == 12


def move(client, project, **fields):
    seen = {"seen_start": project.start or "", "seen_end": project.end or ""}
    return client.post(f"/leiden/projecten/{project.pk}/planning/", {**seen, **fields})


def test_the_office_moves_a_project_and_takes_it_back_after_signing_in_again(office, bridge, inside):
    back = f"{TIMELINE}?zoom=jaar&groep=geen"
    answer = move(office, bridge, start="2026-04-02", end="2027-04-30", terug=back)
    assert answer["Location"] == back
    account = office.get("/leiden/").context["user"]
    again = Client()
    again.force_login(account)
    page = again.get(TIMELINE).content.decode()
    assert re.search(r"Bewaard\s+\d\d\.\d\d uur: Brug", page)
    undo = re.search(r'formaction="(/leiden/planning/\d+/ongedaan/)"', page)[1]
    again.post(undo)
    bridge.refresh_from_db()
    assert (bridge.start, bridge.end) == (date(2026, 3, 2), date(2027, 3, 31))
    assert "/opnieuw/" in again.get(TIMELINE).content.decode()


def test_who_looks_as_another_moves_and_undoes_nothing(office, bridge):
    move(office, bridge, start="2026-04-02", end="2027-04-30")
    assert "data-undo" in page_of(office)
    office.post("/leiden/beheer/kijk-als/", {"kind": "board"})
    page = page_of(office)
    assert "Brug" in page
    assert "data-undo" not in page
    assert 'class="bar movable"' not in page


def test_somebody_is_asked_whether_the_rest_follows(office, bridge, priority):
    road = make_project(priority, title="Weg", start=date(2027, 4, 1), end=date(2027, 6, 30))
    make_dependency(bridge, road)
    fields = {"start": "2026-03-02", "end": "2027-04-10"}
    page = move(office, bridge, **fields).content.decode()
    assert "10 dagen later" in page
    bridge.refresh_from_db()
    assert bridge.end == date(2027, 3, 31)
    move(office, bridge, **fields, volgers="ja")
    road.refresh_from_db()
    assert road.start == date(2027, 4, 11)


def test_a_form_that_was_left_open_says_what_happened_and_goes_on_from_there(office, bridge):
    seen = {"seen_start": "2026-01-01", "seen_end": "2026-01-31"}
    fields = {"start": "2026-04-02", "end": "2027-04-30"}
    answer = office.post(f"/leiden/projecten/{bridge.pk}/planning/", {**fields, **seen})
    assert "heeft intussen andere datums: 2 mrt 2026 tot en met 31 mrt 2027" in answer.content.decode()
    assert 'name="seen_start" value="2026-03-02"' in answer.content.decode()
    bridge.refresh_from_db()
    assert bridge.start == date(2026, 3, 2)


def test_the_dossier_says_what_waits_for_what(office, bridge, priority):
    road = make_project(priority, title="Weg", start=timezone.localdate())
    page = f"/leiden/projecten/{road.pk}/wacht-op/"
    assert (
        office.post(page, {"before": "brug", "lag_days": 14})["Location"] == f"/leiden/projecten/{road.pk}/"
    )
    after = office.get(f"/leiden/projecten/{road.pk}/").content.decode()
    before = office.get(f"/leiden/projecten/{bridge.pk}/").content.decode()
    assert "14 dagen ertussen" in after
    assert "14 dagen ertussen" in before
    circle = office.post(f"/leiden/projecten/{bridge.pk}/wacht-op/", {"before": "weg", "lag_days": 0})
    assert "Zo ontstaat een kring: “Brug” → “Weg” → “Brug”." in circle.content.decode()


def test_the_office_keeps_a_baseline_and_deletes_it(office, bridge, edition):
    page = f"/leiden/plannen/{edition.pk}/basislijnen/"
    answer = office.post(page, {"title": "Besluit"})
    baseline = Baseline.objects.get()
    assert answer["Location"] == f"{TIMELINE}?basislijn={baseline.pk}"
    assert "Er is al een basislijn" in office.post(page, {"title": "Besluit"}).content.decode()
    office.post(f"/leiden/plannen/basislijnen/{baseline.pk}/verwijderen/")
    assert not Baseline.objects.exists()
