"""Projects leave as a table and come in again: unchanged, or changed in exactly the cell that was changed."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from speerpunt.core.models import HistoryEvent
from speerpunt.core.services.imports import ImportProblem
from speerpunt.core.spreadsheets import FORMATS
from speerpunt.priorities.exporters.projects import export_projects
from speerpunt.priorities.models import Priority, Project
from speerpunt.priorities.services.project_imports import PROJECTS
from tests.factories import (
    make_area,
    make_body,
    make_challenge,
    make_edition,
    make_person,
    make_priority,
    make_project,
    make_theme,
)
from tests.sheets import HOSTILE_TEXTS, bring_in, plan_of, problems_of, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(inside, priority):
    """A project with a value in every column, and ones with what a spreadsheet trips over."""
    below = make_priority(priority.edition, parent=priority, number=2, title="Water")
    old = make_priority(make_edition(inside, title="Plan 2024"), number=1, title="Ruimte")
    people = [make_person(inside, given_name="Jan", family_name="Jansen") for _ in range(2)]
    full = make_project(
        below,
        title="Brug",
        summary="Een brug.\nMet een fietspad.",
        challenge=make_challenge(priority, title="Oevers"),
        phase="execution",
        health="attention",
        health_reason="Wacht op geld",
        collective_role="connector",
        service_kind="park_management",
        core_team=make_body(inside, name="Kernteam | Water"),
        lead=people[0],
        start=date(2026, 1, 5),
        end=date(2027, 3, 1),
        dates_assumed=True,
        budget_eur_cents=1250050,
        next_step="Raad",
        next_step_by=people[1],
        next_step_due=date(2026, 12, 3),
        latitude=52.16,
        longitude=4.4912345,
        visibility="board",
    )
    make_theme(full, "mobility")
    make_theme(full, "energy")
    full.areas.set([make_area(inside, name="A | B"), make_area(inside, name="De Waard")])
    for text in HOSTILE_TEXTS:
        make_project(priority, title=text, summary=text, next_step=text, health_reason=text[:100])
    make_project(old, title="Brug")
    return full


def exported(kind, **options):
    options = {"priorities": Priority.objects.all(), "with_people": True, **options}
    return export_projects(Project.objects.all(), kind, "leiden", **options)


@pytest.mark.parametrize("kind", FORMATS)
def test_what_leaves_comes_in_again_unchanged(everything, inside, kind):
    plan = plan_of(PROJECTS, inside, exported(kind))
    assert (plan.problems, plan.new, said(plan, PROJECTS)) == ([], [], [])
    assert len(plan.unchanged) == Project.objects.count()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=60))
def test_every_text_comes_back(everything, inside, text):
    Project.objects.filter(pk=everything.pk).update(summary=text, next_step=text.replace("\n", " "))
    for kind in FORMATS:
        assert said(plan_of(PROJECTS, inside, exported(kind)), PROJECTS) == []


def with_cell(content, column, value):
    """The workbook with one cell of the first project changed, as somebody does it in a spreadsheet."""
    book = load_workbook(io.BytesIO(content))
    headings = [cell.value for cell in book.active[1]]
    titles = [row[headings.index("titel")].value for row in book.active.iter_rows()]
    place = titles.index("Brug", 1 if titles.count("Brug") == 1 else 0) + 1
    ids = [book.active.cell(row, 1).value for row in range(1, book.active.max_row + 1)]
    place = ids.index(f"leiden-{Project.objects.order_by('pk').first().pk}") + 1
    book.active.cell(place, headings.index(column) + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("column", "value", "change"),
    [
        ("fase", "Voorbereiding", ("phase", "Uitvoering", "Voorbereiding")),
        ("titel", "Fietsbrug", ("title", "Brug", "Fietsbrug")),
        ("tot en met", date(2027, 4, 1), ("end", "01-03-2027", "01-04-2027")),
        ("budget in euro’s", 13000.5, ("budget_eur_cents", "€ 12.500,50", "€ 13.000,50")),
        ("thema’s", "Wonen", ("themes", "Energie, Mobiliteit", "Wonen")),
        ("gebieden", "De Waard", ("areas", "A | B, De Waard", "De Waard")),
        ("speerpunt", "1 Ruimte", ("priority", "Water", "Ruimte")),
        ("data zijn aangenomen", "nee", ("dates_assumed", "ja", "nee")),
    ],
)
def test_one_changed_cell_changes_that_field_only(everything, inside, column, value, change):
    content = with_cell(exported("xlsx"), column, value)
    assert said(plan_of(PROJECTS, inside, content), PROJECTS) == [change]
    events = HistoryEvent.objects.count()
    report = bring_in(PROJECTS, inside, content)
    assert (report.new, report.changed) == (0, 1)
    line = HistoryEvent.objects.order_by("-pk").first()
    assert (HistoryEvent.objects.count(), line.target_id) == (events + 1, everything.pk)
    assert [each["field"] for each in line.changes] == [change[0]]
    assert plan_of(PROJECTS, inside, content).changed == []


def test_a_new_project_comes_in_with_what_the_file_says(inside, priority):
    make_area(inside, name="De Waard")
    text = "Speerpunt;Titel;Fase;Gebied;Thema;Budget;Vanaf\n1 Ruimte;Kade;Idee;De Waard;Mobiliteit;€ 12.500;3 maart 2026\n"
    assert bring_in(PROJECTS, inside, text).new == 1
    made = Project.objects.get()
    assert (made.title, made.priority, made.budget_eur_cents, made.start) == (
        "Kade",
        priority,
        1250000,
        date(2026, 3, 3),
    )
    assert ([area.name for area in made.areas.all()], made.themes.get().theme) == (["De Waard"], "mobility")
    assert HistoryEvent.objects.get(target_model="priorities.project").verb == "imported"
    assert bring_in(PROJECTS, inside, text).unchanged == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Titel\nKade\n", (2, "speerpunt")),
        ("Speerpunt;Fase\nRuimte;Idee\n", (2, "titel")),
        ("Speerpunt;Titel\n9 Lucht;Kade\n", (2, "speerpunt")),
        ("Speerpunt;Titel;Fase\nRuimte;Kade;Snel\n", (2, "fase")),
        ("Speerpunt;Titel;Stand\nRuimte;Kade;stokt\n", (2, "waarom, in één regel")),
        ("Speerpunt;Titel;Vanaf;Tot\nRuimte;Kade;1-2-2026;1-1-2026\n", (2, "tot en met")),
        ("Speerpunt;Titel;Tot\nRuimte;Kade;3/4/2026\n", (2, "tot en met")),
        ("Speerpunt;Titel;Gebied\nRuimte;Kade;Nergens\n", (2, "gebieden")),
        ("Speerpunt;Titel;Trekker\nRuimte;Kade;Niemand\n", (2, "trekker")),
        ("Speerpunt;Titel\nRuimte;Kade\nRuimte;kade\n", (3, "titel")),
        ("Speerpunt;Titel;lat\nRuimte;Kade;52.1\n", (2, "breedtegraad")),
    ],
)
def test_what_cannot_be_is_refused_with_line_and_column(inside, priority, text, problem):
    assert problems_of(plan_of(PROJECTS, inside, text)) == [problem]


def test_one_bad_row_keeps_everything_out(inside, priority):
    with pytest.raises(ImportProblem):
        bring_in(PROJECTS, inside, "Speerpunt;Titel\nRuimte;Kade\n9 Lucht;Wolk\n")
    assert Project.objects.count() == 0


def test_namesakes_are_told_apart_by_their_number(inside, priority):
    people = [make_person(inside, given_name="Jan", family_name="Jansen") for _ in range(2)]
    row = "Speerpunt;Titel;Trekker\nRuimte;Kade;{}\n"
    assert problems_of(plan_of(PROJECTS, inside, row.format("Jan Jansen"))) == [(2, "trekker")]
    bring_in(PROJECTS, inside, row.format(f"Jan Jansen #{people[1].pk}"))
    assert Project.objects.get().lead == people[1]


def test_a_number_of_another_collective_means_nothing_here(inside, priority):
    ours = make_project(priority, title="Van ons")
    text = f"Speerpunt-nummer;Speerpunt;Titel\ndelft-{ours.pk};Ruimte;Iets anders\n"
    assert bring_in(PROJECTS, inside, text).new == 1
    ours.refresh_from_db()
    assert ours.title == "Van ons"


def test_the_command_asks_before_more_people_see_something(inside, priority, tmp_path, capsys):
    make_project(priority, title="Kade", visibility="closed")
    file = tmp_path / "projecten.csv"
    file.write_text("Speerpunt;Titel;Wie mag het zien\nRuimte;Kade;Iedereen\n")
    with pytest.raises(CommandError, match="--wider"):
        call_command("import_projects", str(file), collective="leiden")
    assert Project.objects.get().visibility == "closed"
    call_command("import_projects", str(file), collective="leiden", wider=True)
    assert Project.objects.get().visibility == "public"
    call_command("export_projects", str(tmp_path / "uit.xlsx"), collective="leiden")
    assert plan_of(PROJECTS, inside, (tmp_path / "uit.xlsx").read_bytes()).changed == []
