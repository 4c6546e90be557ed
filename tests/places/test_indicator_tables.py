"""Indicators and their numbers leave as tables and come in again, in the long form and as a year for each column."""

from datetime import date

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from speerpunt.core.models import HistoryEvent
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.places.exporters.tables import export_indicators, export_numbers
from speerpunt.places.models import AreaAlias, Indicator, Measurement, Target
from speerpunt.places.services.indicator_imports import INDICATORS, NUMBERS
from tests.factories import make_area, make_indicator, make_measurement, make_target
from tests.sheets import HOSTILE_TEXTS, bring_in, plan_of, problems_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def waard(inside):
    area = make_area(inside, name="De Waard", slug="de-waard")
    AreaAlias.objects.create(collective=inside, area=area, name="Waardgebied")
    return area


@pytest.fixture
def vacancy(inside):
    return make_indicator(
        inside, name="Leegstand", slug="leegstand", unit="% van de panden", direction="down"
    )


@pytest.fixture
def many(inside, vacancy, waard):
    for number, text in enumerate(HOSTILE_TEXTS):
        row = make_indicator(
            inside,
            name=text,
            unit=text[:40],
            decimals=number % 5,
            theme="energy",
            direction="keep",
            scale_low=-0.5,
            scale_high=number + 0.125,
            definition=text,
            source=text,
        )
        make_measurement(row, waard, value=number + 0.001, note=text, source=text, is_assumed=True)
        make_measurement(row, None, value=1234567.5)
        make_target(row, waard, value=-0.25, source=text)
        make_target(row, None, value=12)
    make_indicator(inside, name="Leegstand")
    return inside


@pytest.mark.parametrize("kind", FORMATS)
def test_indicators_that_leave_come_in_again_unchanged(many, kind):
    plan = plan_of(INDICATORS, many, export_indicators(Indicator.objects.all(), kind, "leiden"))
    assert (plan.problems, plan.new, said(plan, INDICATORS)) == ([], [], [])
    assert len(plan.unchanged) == Indicator.objects.count()


@pytest.mark.parametrize("kind", FORMATS)
def test_numbers_that_leave_come_in_again_unchanged(many, kind):
    plan = plan_of(NUMBERS, many, export_numbers(Indicator.objects.all(), kind))
    assert (plan.problems, plan.new, said(plan, NUMBERS)) == ([], [], [])
    assert len(plan.unchanged) == Measurement.objects.count() + Target.objects.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.floats(-1e12, 1e12).filter(lambda value: value == 0 or abs(value) > 1e-6), st.text(max_size=40))
def test_every_number_and_note_comes_back(inside, vacancy, value, note):
    kept = "".join(sign for sign in note if sign.isprintable())
    Measurement.objects.update_or_create(
        collective=inside,
        indicator=vacancy,
        measured_on=date(2026, 11, 1),
        defaults={"value": value, "note": kept},
    )
    for kind in FORMATS:
        plan = plan_of(NUMBERS, inside, export_numbers(Indicator.objects.all(), kind))
        assert (plan.problems, said(plan, NUMBERS)) == ([], [])


def test_one_changed_cell_changes_that_field_only(many, vacancy):
    content = export_indicators(Indicator.objects.filter(pk=vacancy.pk), "csv", "leiden").decode("utf-8-sig")
    changed = content.replace("lager is beter", "hoger is beter")
    assert said(plan_of(INDICATORS, many, changed), INDICATORS) == [
        ("direction", "lager is beter", "hoger is beter")
    ]
    bring_in(INDICATORS, many, changed)
    line = HistoryEvent.objects.order_by("-pk").first()
    assert (line.target_id, line.changes) == (
        vacancy.pk,
        [{"field": "direction", "from": "down", "to": "up"}],
    )


def test_numbers_come_in_as_long_rows(inside, vacancy, waard):
    text = (
        "Soort;Indicator;Gebied;Datum;Waarde;Bron\n"
        ";Leegstand;De Waard;31-12-2025;7,5%;Telling\n"
        "meting;leegstand;waardgebied;1 november 2026;6.5;Telling\n"
        "doel;Leegstand;;2027-12-31;5;Plan\n"
    )
    assert bring_in(NUMBERS, inside, text).new == 3
    rows = Measurement.objects.order_by("measured_on").values_list("area__name", "measured_on", "value")
    assert list(rows) == [("De Waard", date(2025, 12, 31), 7.5), ("De Waard", date(2026, 11, 1), 6.5)]
    target = Target.objects.get()
    assert (target.area, target.value, target.source) == (None, 5, "Plan")
    assert bring_in(NUMBERS, inside, text).unchanged == 3
    assert bring_in(NUMBERS, inside, text.replace("6.5", "6,25")).changed == 1
    assert HistoryEvent.objects.order_by("-pk").first().changes == [
        {"field": "value", "from": 6.5, "to": 6.25}
    ]


WIDE = "Gebied;2023;2024;2025\nDe Waard;7,5;;6,5\nDe hele stad;8;9;\n"


def test_a_year_for_each_column_becomes_a_row_for_each_number(inside, vacancy, waard):
    options = {"indicator": "leegstand", "year_day": "12-31", "source": "CBS"}
    assert bring_in(NUMBERS, inside, WIDE, **options).new == 4
    rows = Measurement.objects.order_by("area__name", "measured_on")
    assert set(rows.values_list("area__name", "measured_on", "value", "source")) == {
        ("De Waard", date(2023, 12, 31), 7.5, "CBS"),
        ("De Waard", date(2025, 12, 31), 6.5, "CBS"),
        (None, date(2023, 12, 31), 8, "CBS"),
        (None, date(2024, 12, 31), 9, "CBS"),
    }


def test_a_year_without_a_day_is_not_guessed(inside, vacancy, waard):
    plan = plan_of(NUMBERS, inside, WIDE, indicator="leegstand")
    assert problems_of(plan) == [(2, "dag"), (2, "dag"), (3, "dag"), (3, "dag")]


@pytest.mark.parametrize(
    "text",
    [
        "Naam;2023;2024\nDe Waard;1;2\n",
        "Gebied;2023\nDe Waard;1\n",
        "Gebied;Waarde;2023;2024\nDe Waard;1;2;3\n",
        "Gebied;Iets;2023;2024\nDe Waard;1;2;3\n",
    ],
)
def test_a_table_that_is_not_surely_wide_stays_as_it_is(text):
    from speerpunt.core.importers.uploads import read_upload

    assert not read_upload(NUMBERS, text.encode()).is_unfolded


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Onbekend;De Waard;1-1-2026;5", "indicator"),
        ("Leegstand;Nergens;1-1-2026;5", "gebied"),
        ("Leegstand;De Waard;1/2/2026;5", "dag"),
        ("Leegstand;De Waard;1-1-2026;1.234", "waarde"),
        ("Leegstand;De Waard;1-1-2026;veel", "waarde"),
        ("Leegstand;De Waard;1-1-2026;", "waarde"),
        ("Leegstand;De Waard;;5", "dag"),
        (";De Waard;1-1-2026;5", "indicator"),
        ("Leegstand;De Waard;1-1-2190;5", "dag"),
        ("Banen;De Waard;1-1-2026;5%", "waarde"),
    ],
)
def test_what_cannot_be_is_refused_with_line_and_column(inside, vacancy, waard, row, column):
    make_indicator(inside, name="Banen", unit="banen")
    text = f"Indicator;Gebied;Dag;Waarde\nLeegstand;;1-1-2020;3\n{row}\n"
    assert problems_of(plan_of(NUMBERS, inside, text)) == [(3, column)]


def test_the_same_number_twice_is_refused(inside, vacancy, waard):
    text = "Indicator;Gebied;Dag;Waarde\nLeegstand;De Waard;1-1-2026;5\nLeegstand;Waardgebied;1-1-2026;6\n"
    assert problems_of(plan_of(NUMBERS, inside, text)) == [(3, "dag")]


def test_a_workbook_says_percentages_and_days_in_its_own_way(inside, vacancy, waard, tmp_path):
    book = Workbook()
    book.active.append(["Indicator", "Gebied", "Dag", "Waarde"])
    book.active.append(["Leegstand", "De Waard", date(2026, 11, 3), 0.075])
    book.active["D2"].number_format = "0.0%"
    book.active.append(["Leegstand", "De Waard", 46330, 7.125])
    book.save(tmp_path / "cijfers.xlsx")
    assert bring_in(NUMBERS, inside, (tmp_path / "cijfers.xlsx").read_bytes()).new == 2
    rows = Measurement.objects.order_by("measured_on").values_list("measured_on", "value")
    assert list(rows) == [(date(2026, 11, 3), 7.5), (date(2026, 11, 4), 7.125)]


def test_a_scale_has_two_ends(inside):
    assert problems_of(plan_of(INDICATORS, inside, "Naam;Schaal van\nLeegstand;3\n")) == [(2, "schaal tot")]


def test_the_commands_take_out_what_they_bring_in(inside, vacancy, waard, tmp_path, capsys):
    make_measurement(vacancy, waard, value=7.5)
    for what, sheet in (("indicators", INDICATORS), ("numbers", NUMBERS)):
        file = tmp_path / f"{what}.xlsx"
        call_command(f"export_{what}", str(file), collective="leiden")
        call_command(f"import_{what}", str(file), collective="leiden", dry_run=True)
        assert "0 nieuw, 0 gewijzigd, 1 gelijk" in capsys.readouterr().out
        assert plan_of(sheet, inside, file.read_bytes()).changed == []


def test_everybody_takes_indicators_along_and_the_office_brings_them_in(visit, vacancy):
    for what in ("indicatoren/uitvoer/csv/", "indicatoren/metingen/uitvoer/xlsx/"):
        assert visit().get(f"/leiden/{what}").status_code == 200
    assert visit().get("/leiden/indicatoren/uitvoer/pdf/").status_code == 404
    for what in ("indicatoren/invoer/", "indicatoren/metingen/invoer/"):
        assert visit("member").get(f"/leiden/{what}").status_code == 403
        assert visit("office").get(f"/leiden/{what}").status_code == 200
