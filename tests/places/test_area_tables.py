"""Areas leave as a table and come in again; their shapes stay as they are."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speerpunt.core.spreadsheets import FORMATS
from speerpunt.places.exporters.tables import export_areas
from speerpunt.places.models import Area, AreaAlias, AreaAssociation
from speerpunt.places.services.area_imports import AREAS
from tests.factories import make_area, make_organisation, make_square
from tests.sheets import HOSTILE_TEXTS, bring_in, plan_of, problems_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(inside):
    city = make_area(inside, name="Leiden", slug="leiden", kind="city", geometry=make_square())
    club = make_organisation(inside, kind="association", name="BV De Waard | Oost")
    for number, text in enumerate(HOSTILE_TEXTS):
        area = make_area(
            inside,
            name=text,
            parent=city,
            summary=text,
            source=text,
            certainty="low",
            start=date(1990, 1, 1),
            end=date(2199, 12, 31),
            geometry=make_square(4.44 + number / 1000),
        )
        AreaAlias.objects.create(collective=inside, area=area, name=f"{text} (a – b)", start=date(1980, 5, 1))
        AreaAlias.objects.create(collective=inside, area=area, name=f"Ook {number}")
        AreaAssociation.objects.create(collective=inside, area=area, organisation=club, end=date(2030, 1, 1))
    return inside


@pytest.mark.parametrize("kind", FORMATS)
def test_what_leaves_comes_in_again_unchanged(many, kind):
    plan = plan_of(AREAS, many, export_areas(Area.objects.all(), kind))
    assert (plan.problems, plan.new, said(plan, AREAS)) == ([], [], [])
    assert len(plan.unchanged) == Area.objects.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_every_other_name_comes_back(inside, name):
    area = Area.objects.first() or make_area(inside)
    AreaAlias.objects.all().delete()
    AreaAlias.objects.create(collective=inside, area=area, name=name, end=date(2001, 1, 1))
    for kind in FORMATS:
        plan = plan_of(AREAS, inside, export_areas(Area.objects.all(), kind))
        assert (plan.problems, said(plan, AREAS)) == ([], [])


def test_one_changed_cell_changes_that_field_and_no_shape(inside):
    area = make_area(inside, name="De Waard", summary="Oud", geometry=make_square())
    content = export_areas(Area.objects.all(), "csv").decode("utf-8-sig").replace("Oud", "Nieuw")
    assert said(plan_of(AREAS, inside, content), AREAS) == [("summary", "Oud", "Nieuw")]
    assert bring_in(AREAS, inside, content).changed == 1
    area.refresh_from_db()
    assert (area.summary, area.geometry) == ("Nieuw", make_square())


def test_other_names_and_associations_say_from_what_to_what(inside):
    area = make_area(inside, name="De Waard")
    make_organisation(inside, kind="association", name="BV De Waard")
    text = "Naam;Andere namen;Vereniging\nDe Waard;Oude Haven (… – 2004-12-31) | Waard;BV De Waard\n"
    assert said(plan_of(AREAS, inside, text), AREAS) == [
        ("aliases", "", "Oude Haven (… – 2004-12-31), Waard"),
        ("associations", "", "BV De Waard"),
    ]
    bring_in(AREAS, inside, text)
    assert set(area.aliases.values_list("name", "end")) == {
        ("Oude Haven", date(2004, 12, 31)),
        ("Waard", None),
    }
    assert area.association_rows.get().organisation.name == "BV De Waard"


def test_a_new_area_has_no_shape_yet(inside):
    make_area(inside, name="Leiden", kind="city")
    assert bring_in(AREAS, inside, "Naam;Soort;Onderdeel van\nNieuweroord;Bedrijventerrein;Leiden\n").new == 1
    made = Area.objects.get(name="Nieuweroord")
    assert (made.kind, made.parent.name, made.geometry) == ("business_park", "Leiden", None)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Naam;Soort\nDe Waard;Kasteel\n", (2, "soort")),
        ("Naam;Onderdeel van\nDe Waard;Nergens\n", (2, "onderdeel van")),
        ("Naam;Vereniging\nDe Waard;Onbekend\n", (2, "verenigingen")),
        ("Naam;Van;Tot\nDe Waard;2-1-2026;1-1-2026\n", (2, "tot en met")),
        ("Naam;Van\nDe Waard;1/2/2026\n", (2, "van")),
        ("Adres;Naam\nDe Waard!;De Waard\n", (2, "adres")),
        ("Naam;Soort\n;Bedrijventerrein\n", (2, "naam")),
        ("Naam;Andere namen\nDe Waard;Haven (vroeger – nu)\n", (2, "andere namen")),
    ],
)
def test_what_cannot_be_is_refused_with_line_and_column(inside, text, problem):
    assert problems_of(plan_of(AREAS, inside, text)) == [problem]


def test_the_commands_know_a_table_by_the_name_of_its_file(inside, tmp_path, capsys):
    make_area(inside, name="De Waard", geometry=make_square())
    for ending in ("csv", "xlsx", "geojson"):
        file = tmp_path / f"gebieden.{ending}"
        call_command("export_areas", str(file), collective="leiden")
        call_command("import_areas", str(file), collective="leiden", dry_run=True)
        assert "0 nieuw, 0 gewijzigd, 1" in capsys.readouterr().out


def test_only_the_office_takes_areas_along_and_brings_them_in(visit, inside):
    for page in ("uitvoer/csv/", "invoer/tabel/"):
        assert visit("member").get(f"/leiden/gebieden/{page}").status_code == 403
        assert visit("office").get(f"/leiden/gebieden/{page}").status_code == 200
