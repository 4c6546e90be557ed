"""Works go out as a table and come in again."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.core.services.imports import ImportProblem
from speerpunt.puzzle.exporters.works import export_works
from speerpunt.puzzle.models import Clash, Work
from speerpunt.puzzle.queries import works_visible_to
from speerpunt.puzzle.services.table_imports import WORKS
from tests import factories as make
from tests.sheets import HOSTILE_TEXTS, bring_in, plan_of, problems_of, said

LINE = {"type": "LineString", "coordinates": [[4.495, 52.158], [4.5, 52.16]]}


@pytest.fixture
def inside(leiden):
    with scope(collective=leiden):
        yield leiden


@pytest.fixture
def office(inside):
    from speerpunt.members.queries import attach_standing

    user = make.make_visitor(inside, "office")
    attach_standing(user, inside)
    return user


def add_all_kinds(leiden):
    """One of everything that a column can hold."""
    project = make.make_project(make.make_priority(make.make_edition(leiden)), title="Kadeherstel")
    area = make.make_area(leiden, name="Roosevelt", slug="roosevelt")
    work = make.make_work(
        leiden, name="Kade", kind="quay", project=project, outside_id="K-1", geometry=LINE, hindrance="big"
    )
    make.make_phase(work, start=date(2026, 5, 4), end=date(2026, 5, 15), position=0)
    later = make.make_phase(
        work,
        start=date(2026, 9, 1),
        end=None,
        position=1,
        name="Kade | noord",
        start_certainty="high",
        end_certainty="low",
    )
    make.make_stretch(
        work, kind="closed", modes=["car", "bus"], lets_bus_pass=False, geometry=LINE, phase=later
    )
    make.make_stretch(work, is_detour=True, geometry=LINE)
    placeless = make.make_work(leiden, name="Zonder plek", kind="event", status="idea", road="Haven")
    placeless.areas.set([area])
    several = make.make_work(
        leiden, name="Twee stukken", geometry={"type": "Point", "coordinates": [4.5, 52.16]}
    )
    make.make_stretch(several, kind="narrowed", share_left=0.5, name="Oprit, 'noord' | \\")
    make.make_stretch(several, kind="speed", speed_kmh=30, direction="against", lets_emergency_pass=True)
    for number, text in enumerate(HOSTILE_TEXTS):
        make.make_work(leiden, name=f"{number} {text}"[:200], description=text, authority=text[:120])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_in_and_changes_nothing(inside, office, kind):
    add_all_kinds(inside)
    file = export_works(Work.objects.all(), kind, "leiden", user=office)
    plan = plan_of(WORKS, inside, file)
    assert (problems_of(plan), said(plan, WORKS), len(plan.new)) == ([], [], 0)
    assert len(plan.unchanged) == Work.objects.count()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_of_one_collective_comes_in_at_another(inside, office, kind):
    add_all_kinds(inside)
    file = export_works(Work.objects.order_by("pk"), kind, "leiden", user=office)
    other = make.make_collective("delft")
    with scope(collective=other):
        make.make_project(make.make_priority(make.make_edition(other)), title="Kadeherstel")
        make.make_area(other, name="Roosevelt", slug="roosevelt")
        assert bring_in(WORKS, other, file).new == 3 + len(HOSTILE_TEXTS)
        work = Work.objects.get(outside_id="K-1")
        later = ("Kade | noord", "high", "low")
        assert [
            (phase.start, phase.end, phase.name, phase.start_certainty, phase.end_certainty)
            for phase in work.phases.all()
        ] == [
            (date(2026, 5, 4), date(2026, 5, 15), "", "medium", "medium"),
            (date(2026, 9, 1), None, *later),
        ]
        line, detour = work.lines.all()
        assert (line.kind, line.modes, line.lets_bus_pass, line.geometry, line.phase.name) == (
            "closed",
            ["car", "bus"],
            False,
            LINE,
            "Kade | noord",
        )
        assert (detour.is_detour, detour.geometry, detour.phase) == (True, LINE, None)
        narrowed, slow = Work.objects.get(name="Twee stukken").lines.all()
        assert (narrowed.share_left, narrowed.name) == (0.5, "Oprit, 'noord' | \\")
        assert (slow.speed_kmh, slow.direction, slow.lets_emergency_pass) == (30, "against", True)
        assert bring_in(WORKS, other, file).unchanged == 3 + len(HOSTILE_TEXTS)


def test_a_list_of_a_contractor_comes_in_and_is_known_by_its_number_again(inside, office):
    area = make.make_area(inside, name="Hier", slug="hier", geometry=make.make_square(4.4950, 52.1580, 0.01))
    file = "Nummer;Naam;Soort;Begin;Eind;Straat;Plek;Maatregel;Voertuigen\n"
    first = file + "7;Riool Haven;riool;4-5-2026;15-5-2026;Haven;94000 463750;dicht;auto | bus\n"
    assert bring_in(WORKS, inside, first, by=office).new == 1
    work = Work.objects.get()
    assert (work.kind, work.road, work.visibility, list(work.areas.all())) == (
        "sewer",
        "Haven",
        "members",
        [area],
    )
    assert HistoryEvent.objects.filter(target_model="puzzle.work", verb="imported").count() == 1
    later = first.replace("15-5-2026", "22-5-2026").replace("Riool Haven", "Riool Haven, fase 1")
    plan = plan_of(WORKS, inside, later)
    assert said(plan, WORKS) == [
        ("name", "Riool Haven", "Riool Haven, fase 1"),
        ("end", "15-05-2026", "22-05-2026"),
    ]
    bring_in(WORKS, inside, later, by=office)
    assert work.phases.get().end == date(2026, 5, 22)


def test_errors_name_line_and_column_and_nothing_comes_in(inside, office):
    file = (
        "Nummer;Naam;Soort;Begin;Eind;Plek;Project;Gebied\n"
        "1;Goed;straat;4-5-2026;15-5-2026;;;\n"
        "2;;straat;;;;;\n"
        "3;A;vliegveld;;;;;\n"
        "4;B;straat;15-5-2026;4-5-2026;;;\n"
        "5;C;straat;4-5-2026 | 1-6-2026;15-5-2026;;;\n"
        "6;D;straat;;;ergens;;\n"
        "7;E;straat;;;;Onbekend;\n"
        "8;F;straat;;;;;Nergens\n"
        "1;Dubbel;straat;;;;;\n"
    )
    plan = plan_of(WORKS, inside, file)
    assert sorted(problems_of(plan)) == [
        (3, "naam"),
        (4, "soort"),
        (5, "tot en met"),
        (6, "tot en met"),
        (7, "plek van het werk"),
        (8, "dossier"),
        (9, "gebieden"),
        (10, "naam"),
    ]
    sound = "Nummer;Naam;Begin;Eind\n1;Goed;4-5-2026;15-5-2026\n2;Fout;15-5-2026;4-5-2026\n"
    with pytest.raises(ImportProblem):
        bring_in(WORKS, inside, sound, by=office)
    assert Work.objects.count() == 0


def test_a_file_of_works_is_settled_once_however_long_it_is(inside, office, django_assert_max_num_queries):
    rows = "".join(f"{number};Werk {number};1-1-2199;2-1-2199;94000 463750\n" for number in range(20))
    with django_assert_max_num_queries(260):
        bring_in(WORKS, inside, "Nummer;Naam;Begin;Eind;Plek\n" + rows, by=office)
    assert Clash.objects.count() == 20 * 19 / 2


def test_stretches_in_a_cell_come_in_the_place_of_those_that_were(inside, office):
    work = make.make_work(inside, name="Kade", outside_id="K-1")
    make.make_stretch(work, geometry=LINE, links=["a-b"], snap_state="confirmed")
    make.make_stretch(work, kind="narrowed")
    both = [
        {"type": "Feature", "geometry": LINE, "properties": {"kind": "closed", "modes": ["car"]}},
        {"type": "Feature", "geometry": LINE, "properties": {"is_detour": True, "name": "Via de Haven"}},
    ]
    cell = json.dumps({"type": "FeatureCollection", "features": both}).replace('"', '""')
    file = f'Nummer;Trajecten;Fasen\nK-1;"{cell}";\n'
    assert said(plan_of(WORKS, inside, file), WORKS) == [
        ("stretches", "2 trajecten", "2 trajecten, waarvan 1 omleiding")
    ]
    bring_in(WORKS, inside, file, by=office)
    line, detour = work.lines.all()
    # It lies as it lay, so what somebody confirmed of it holds.
    assert (line.modes, line.links, line.snap_state) == (["car"], ["a-b"], "confirmed")
    assert (detour.is_detour, detour.name) == (True, "Via de Haven")


@pytest.mark.parametrize(
    "features",
    [
        [],
        [{}],
        [None],
        "x",
        [{"properties": {"kind": "weg"}}],
        [{"properties": {"kind": ["closed"]}}],
        [{"properties": {"modes": "car"}}],
        [{"properties": {"modes": [[]]}}],
        [{"properties": {"speed_kmh": 1e400}}],
        [{"properties": {"speed_kmh": True}}],
        [{"properties": {"share_left": "0.5"}}],
        [{"properties": {"name": "\u0000"}}],
        [{"properties": {"name": "\ud800"}}],
        [{"properties": {"phase": -1}}],
        [{"properties": {"lets_bus_pass": "nee"}}],
        [{"properties": {}, "geometry": {"type": "Point", "coordinates": [10**400, 52]}}],
        [{"properties": {}}] * 201,
    ],
)
def test_nonsense_in_a_cell_of_stretches_is_refused(inside, office, features):
    make.make_work(inside, name="Kade", outside_id="K-1")
    cell = json.dumps({"features": features}).replace('"', '""')
    assert problems_of(plan_of(WORKS, inside, f'Nummer;Trajecten\nK-1;"{cell}"\n')) == [(2, "alle trajecten")]


def test_more_people_would_see_it_is_told(inside, office):
    work = make.make_work(inside, name="Idee", visibility="board")
    (changed,) = plan_of(WORKS, inside, "Naam;Zichtbaarheid\nIdee;Iedereen\n").changed
    assert (changed.target, changed.is_wider) == (work, True)


def test_who_takes_the_list_along_gets_what_he_sees(leiden, sign_in):
    with scope(collective=leiden):
        hidden = make.make_project(
            make.make_priority(make.make_edition(leiden)), title="Dicht dossier", visibility="closed"
        )
        make.make_work(leiden, name="Open", visibility="public", project=hidden, geometry=LINE)
        make.make_work(leiden, name="Van het bestuur", visibility="board", geometry=LINE)
        assert works_visible_to(AnonymousUser()).count() == 1
    member = sign_in("member")
    table = member.get("/leiden/werk/uitvoer.csv").content.decode()
    assert "Open" in table
    assert "Van het bestuur" not in table
    assert "Dicht dossier" not in table
    features = json.loads(member.get("/leiden/werk/uitvoer.geojson").content)["features"]
    assert [(each["properties"]["name"], each["geometry"]) for each in features] == [("Open", LINE)]
    assert member.get("/leiden/werk/uitvoer.geojson?soort=event").json()["features"] == []
    assert member.get("/leiden/werk/uitvoer.doc").status_code == 404
    assert sign_in("partner").get("/leiden/werk/uitvoer.csv").status_code == 403
