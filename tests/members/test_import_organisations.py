"""Rows come in all at once or not at all, and a second time nothing changes."""

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from speerpunt.core import registry
from speerpunt.core.importers.matching import guessed_matching
from speerpunt.core.importers.rows import read_rows
from speerpunt.core.importers.uploads import read_upload
from speerpunt.core.models import HistoryEvent
from speerpunt.core.services.imports import ImportProblem, import_rows
from speerpunt.members.exporters import export_organisations
from speerpunt.members.models import Membership, Organisation
from speerpunt.members.queries.imports import plan_import
from speerpunt.members.services.imports import ORGANISATIONS
from tests.factories import make_collective, make_membership, make_organisation
from tests.sheets import HOSTILE_TEXTS

pytestmark = pytest.mark.django_db

HEAD = "KVK-nummer;Vestigingsnummer;Handelsnaam;Straatnaam;Huisnummer;Postcode;Plaats;Koepels;Banen\n"
TWO = (
    HEAD
    + "01234567;000012345678;Café Één;Rijn;1;2312 ab;Leiden;Bedrijvig;4\n01234567;000012345679;Café Twee;Rijn;2;2312AB;Leiden;;\n"
)


@pytest.fixture
def inside(leiden):
    with scope(collective=leiden):
        make_organisation(leiden, kind="umbrella", name="Bedrijvig")
        yield leiden


def rows_of(text, **options):
    upload = read_upload(ORGANISATIONS, text if isinstance(text, bytes) else text.encode())
    return read_rows(ORGANISATIONS, upload.table.rows, upload.matching, options)


def bring_in(collective, text, **options):
    rows, problems = rows_of(text, **options)
    assert problems == []
    report = import_rows(ORGANISATIONS, collective, rows, by=None)
    return report.new, report.changed, report.unchanged


def test_the_headings_of_the_trade_register_are_recognised():
    headings = [
        "KVK-nummer",
        "Vestigingsnummer",
        "Handelsnaam",
        "Straatnaam",
        "Huisnummer",
        "PostCode",
        "E-mailadres",
        "?",
    ]
    assert guessed_matching(ORGANISATIONS.columns, headings) == {
        "kvk_number": 0,
        "branch_number": 1,
        "name": 2,
        "street": 3,
        "house_number": 4,
        "postcode": 5,
        "email": 6,
    }


def test_a_file_that_comes_in_twice_changes_nothing(inside):
    assert bring_in(inside, TWO) == (2, 0, 0)
    events = HistoryEvent.objects.count()
    assert bring_in(inside, TWO) == (0, 0, 2)
    assert HistoryEvent.objects.count() == events
    found = Organisation.objects.get(branch_number="000012345678")
    assert (found.name, found.postcode, found.jobs, found.kind) == ("Café Één", "2312AB", 4, "enterprise")
    assert [row.umbrella.name for row in found.memberships.all()] == ["Bedrijvig"]


def test_a_file_without_numbers_comes_in_twice_and_changes_nothing(inside):
    text = "Naam;Postcode;Huisnummer\nBakker;2312AB;1\nBakker;2312AB;2\n"
    assert bring_in(inside, text) == (2, 0, 0)
    assert bring_in(inside, text) == (0, 0, 2)


def test_the_preview_says_from_what_to_what(inside):
    bring_in(inside, TWO)
    rows, _problems = rows_of(TWO.replace("Café Twee", "Café Drie"))
    plan = plan_import(inside, rows)
    assert [each.changes for each in plan.changed] == [(("name", "Café Twee", "Café Drie"),)]
    assert (len(plan.new), len(plan.unchanged)) == (0, 1)


def test_an_empty_cell_changes_nothing(inside):
    bring_in(inside, TWO)
    assert bring_in(inside, TWO.replace("Leiden;Bedrijvig;4", ";;")) == (0, 0, 2)


def test_every_problem_names_its_line_and_column(inside):
    text = HEAD + '1234567;;"Een\nTwee";;;;;;\n12345678;12;Drie;;;2312;;;\n'
    _rows, problems = rows_of(text)
    assert [(problem.line, problem.column) for problem in problems] == [
        (2, "KVK-nummer"),
        (4, "vestigingsnummer"),
        (4, "postcode"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "01234567;;A;;;;;Onbekende koepel;\n", 2),
        (HEAD + "01234567;;;;;;;;\n", 2),
        (HEAD + "01234567;;A;;;;;;\n01234567;;B;;;;;;\n", 3),
        ("Naam\nBakker\nbakker\n", 3),
        ("Naam;Soort;Koepels\nNieuw;umbrella;Bedrijvig\nBedrijvig;umbrella;Bedrijvig\n", 3),
    ],
)
def test_rows_that_contradict_the_register_are_refused(inside, text, line):
    rows, problems = rows_of(text)
    assert problems == []
    assert [problem.line for problem in plan_import(inside, rows).problems] == [line]


def test_one_bad_row_keeps_everything_out(inside):
    rows, _problems = rows_of(HEAD + "01234567;;A;;;;;;\n12345678;;B;;;;;Onbekend;\n")
    before = Organisation.objects.count()
    with pytest.raises(ImportProblem) as caught:
        import_rows(ORGANISATIONS, inside, rows, by=None)
    assert [problem.line for problem in caught.value.problems] == [3]
    assert Organisation.objects.count() == before


def test_a_code_needs_its_edition(inside):
    text = "Naam;SBI\nA;56101\n"
    assert [problem.line for problem in rows_of(text)[1]] == [2]
    assert rows_of(text, sbi_version="2025")[0][0].values == {
        "name": "A",
        "sbi_code": "56101",
        "sbi_version": "2025",
    }
    assert [problem.column for problem in rows_of("Naam;SBI\nA;6201\n", sbi_version="2025")[1]] == [
        "SBI-code"
    ]


def test_half_a_point_is_refused(inside):
    assert [problem.line for problem in rows_of("Naam;Breedtegraad;Lengtegraad\nA;52.1;\n")[1]] == [2]


def test_a_number_of_another_collective_means_nothing_here(inside):
    ours = make_organisation(inside, name="Van ons")
    assert bring_in(inside, f"Speerpunt-nummer;Naam\ndelft-{ours.pk};Iets anders\n") == (1, 0, 0)
    ours.refresh_from_db()
    assert ours.name == "Van ons"


def test_our_own_number_renames(inside):
    ours = make_organisation(inside, name="Van ons")
    assert bring_in(inside, f"Speerpunt-nummer;Naam\nleiden-{ours.pk};Anders\n") == (0, 1, 0)
    ours.refresh_from_db()
    assert ours.search_text == "anders"


def test_a_row_does_not_wake_what_is_in_the_trash(inside):
    from django.utils import timezone

    gone = make_organisation(inside, name="Weg", trashed_at=timezone.now())
    rows, _problems = rows_of(f"Speerpunt-nummer;Naam\nleiden-{gone.pk};Weg\n")
    assert [problem.line for problem in plan_import(inside, rows).problems] == [2]


def test_other_apps_hear_who_moved(inside, monkeypatch):
    heard = []
    listener = lambda organisations: heard.append([each.name for each in organisations])  # noqa: E731
    monkeypatch.setitem(registry._listeners, "members.organisations_located", [listener])
    text = "Naam;Breedtegraad;Lengtegraad\nA;52,1601;4,4901\nB;;\n"
    bring_in(inside, text)
    bring_in(inside, text)
    assert heard == [["A"]]


@pytest.fixture
def hostile(inside):
    """Organisations whose names are what a spreadsheet or a parser trips over."""
    umbrella = make_organisation(inside, kind="umbrella", name="A | B \\ C")
    for number, name in enumerate(HOSTILE_TEXTS):
        each = make_organisation(
            inside,
            name=name,
            kvk_number=f"{number:08d}",
            branch_number=f"{number:012d}",
            description="=cmd\nregel twee",
            sbi_code="01131",
            sbi_version="2025",
            branch="retail",
            jobs=number * 1000,
            size_class="2-9",
            street="-straat",
            house_number="1-2",
            postcode="2312AB",
            city="Leiden",
            latitude=52.123456789 + number,
            longitude=-4.5,
            email="naam@voorbeeld.example",
            phone="+31 71 500",
            website="https://voorbeeld.example/?a=1",
        )
        make_membership(each, umbrella)
    make_organisation(inside, name="Leeg")
    return inside


def everything():
    return Organisation.objects.order_by("pk")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_comes_in_again_unchanged(hostile, kind):
    content = export_organisations(everything(), kind, "leiden", with_contact=True)
    rows, problems = rows_of(content)
    plan = plan_import(hostile, rows)
    assert (problems, plan.problems, plan.new, plan.changed) == ([], [], [], [])
    assert len(plan.unchanged) == Organisation.objects.count()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_leaves_comes_in_elsewhere_the_same(hostile, kind):
    content = export_organisations(everything(), kind, "leiden", with_contact=True)
    shown = (
        "kind",
        "name",
        "kvk_number",
        "branch_number",
        "description",
        "jobs",
        "latitude",
        "website",
        "phone",
    )
    expected = list(everything().values_list(*shown))
    memberships = Membership.objects.count()
    delft = make_collective("delft")
    with scope(collective=delft):
        assert bring_in(delft, content) == (len(expected), 0, 0)
        assert list(everything().values_list(*shown)) == expected
        assert Membership.objects.count() == memberships


def test_the_command_brings_a_file_in(inside, tmp_path, capsys):
    file = tmp_path / "leden.csv"
    file.write_text(TWO, encoding="cp1252")
    call_command("import_organisations", str(file), collective="leiden", dry_run=True)
    assert Organisation.objects.filter(kind="enterprise").count() == 0
    call_command("import_organisations", str(file), collective="leiden")
    assert Organisation.objects.filter(kind="enterprise").count() == 2
    call_command("export_organisations", str(tmp_path / "uit.csv"), collective="leiden")
    assert "Café Één" in (tmp_path / "uit.csv").read_text(encoding="utf-8-sig")


def test_the_command_names_the_line_that_is_wrong(inside, tmp_path, capsys):
    file = tmp_path / "leden.csv"
    file.write_text(HEAD + "1234567;;A;;;;;;\n")
    with pytest.raises(CommandError, match="1"):
        call_command("import_organisations", str(file), collective="leiden")
    assert "1234567" in capsys.readouterr().err
