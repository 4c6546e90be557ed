import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.db import connection
from django_scopes import scope

from speerpunt.config.console import ENTRIES, main
from speerpunt.members.models import Organisation
from tests.factories import make_collective, make_organisation


@pytest.fixture
def speak_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.mark.usefixtures("speak_english")
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: " ".join(entry.words))
def test_every_entry_leads_to_a_command(entry, capsys):
    assert "." in entry.command or entry.command in get_commands()
    with pytest.raises(SystemExit) as ended:
        main([*entry.words, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: speerpunt {' '.join(entry.words)} ")


@pytest.mark.usefixtures("speak_english")
def test_without_a_command_all_are_listed(capsys):
    assert main([]) == 0
    listed = capsys.readouterr().out
    assert "speerpunt import plan           Read a plan from a document" in listed
    assert listed.count("  speerpunt ") == len(ENTRIES) + 1


@pytest.mark.usefixtures("speak_english")
def test_an_unknown_command_is_named(capsys):
    assert main(["import", "everything"]) == 2
    assert capsys.readouterr().out.startswith("There is no command “import everything”.")


@pytest.mark.parametrize(("spoken", "title"), [("nl_NL.UTF-8", "Opdrachten:"), ("C.UTF-8", "Opdrachten:")])
def test_dutch_is_spoken_unless_another_language_is_asked_for(spoken, title, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", spoken)
    main([])
    assert title in capsys.readouterr().out


def test_help_is_in_dutch_and_holds_nothing_for_programmers(capsys):
    with pytest.raises(SystemExit):
        main(["import", "organisations", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("gebruik: speerpunt import organisations ")
    for words in ("Organisaties lezen uit een tabel", "eerste deel van het adres, zoals leiden", "opties:"):
        assert words in said
    for words in ("--pythonpath", "--traceback", "--skip-checks", "show this help"):
        assert words not in said


def test_help_of_a_command_of_django_is_short(capsys):
    with pytest.raises(SystemExit):
        main(["migrate", "--help"])
    said = capsys.readouterr().out
    assert "De database bijwerken" in said
    assert "--fake" not in said
    assert "app_label" not in said
    assert "--one-by-one" in said


@pytest.mark.parametrize(("typed", "code"), [("import", 2), ("import --help", 0)])
def test_the_first_word_of_several_commands_lists_those(typed, code, capsys):
    assert main(typed.split()) == code
    listed = capsys.readouterr().out
    assert listed.startswith("Opdrachten:\n  speerpunt import plan ")
    named = {line.split()[2] for line in listed.splitlines() if line.startswith("  speerpunt import ")}
    assert named == {"plan", "organisations", "areas", "projects", "indicators", "numbers"}


@pytest.mark.parametrize("asked", ["--help", "-h", "help"])
def test_who_asks_for_help_gets_the_list_and_no_reproach(asked, capsys):
    assert main([asked]) == 0
    assert capsys.readouterr().out.startswith("Opdrachten:")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("import organisations", "dit klopt niet: dit ontbreekt: file, --collective"),
        ("check nonsense", "dit klopt niet: dit kennen wij niet: nonsense"),
        ("serve --port abc", "geef een getal van 1 tot en met 65535"),
        ("serve --port 99999", "geef een getal van 1 tot en met 65535"),
        ("demo --port 0", "geef een getal van 1 tot en met 65535"),
        ("serve --workers 0", "geef een getal van 1 tot en met 64"),
        ("import areas a.geojson --collective leiden --crs utm", "'utm' kan niet; kies uit"),
    ],
)
def test_wrong_words_are_said_in_dutch(typed, said, capsys):
    with pytest.raises(SystemExit) as ended:
        main(typed.split())
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("import organisations nee.csv --collective leiden", "nee.csv: dit bestand of deze map is er niet."),
        ("import areas nee.geojson --collective leiden", "nee.geojson: dit bestand of deze map is er niet."),
        ("import plan nee.docx --collective leiden", "nee.docx: dit bestand of deze map is er niet."),
        ("import organisations . --collective leiden", ". is een map, geen bestand."),
        (
            "export organisations nee/x.csv --collective leiden",
            "nee/x.csv: dit bestand of deze map is er niet.",
        ),
        (
            "export areas nee/x.geojson --collective leiden",
            "nee/x.geojson: dit bestand of deze map is er niet.",
        ),
        ("export organisations x.pdf --collective leiden", "Kies een naam die eindigt op .csv of .xlsx."),
        ("export areas x.geojson --collective nergens", "Er is geen collectief “nergens”."),
        (
            "create-collective leiden --name A --city B --email a@b.example",
            "Er is al een collectief op “leiden”.",
        ),
        ("create-collective Delft --name A --city B --email a@b.example", "slug: "),
        ("create-collective delft --name A --city B --email nomail", "email: "),
        ("demo --host 0.0.0.0", "Een demonstratie is alleen voor deze computer."),
    ],
)
def test_what_goes_wrong_is_one_line_in_dutch(typed, said, capsys, monkeypatch, tmp_path):
    make_collective("leiden")
    monkeypatch.chdir(tmp_path)
    assert main(typed.split()) == 1
    told = capsys.readouterr()
    assert told.err.startswith(said)
    assert told.err.count("\n") == 1
    assert not told.out


@pytest.mark.django_db
def test_a_table_that_is_not_there_says_what_to_do(capsys, monkeypatch):
    make_collective("leiden")

    def without_table(*_arguments, **_options):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM not_made_yet")

    monkeypatch.setattr("speerpunt.core.management.commands.check_guards.Command.handle", without_table)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == "De database is niet bijgewerkt. Voer uit: speerpunt migrate\n"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_organisations_go_out_and_come_in_again_unchanged(kind, capsys, tmp_path):
    leiden = make_collective("leiden")
    make_organisation(leiden, name="=Som & Zoon", kvk_number="01234567", city="Leiden")
    make_organisation(leiden, name="'t Café", kvk_number="12345678", postcode="2311AB")
    file = tmp_path / f"register.{kind}"
    assert main(["export", "organisations", str(file), "--collective", "leiden"]) == 0
    assert main(["import", "organisations", str(file), "--collective", "leiden"]) == 0
    with scope(collective=leiden):
        count = Organisation.objects.count()
    assert f"0 nieuw, 0 gewijzigd, {count} gelijk." in capsys.readouterr().out


def test_the_command_itself_runs_from_a_bare_environment(tmp_path):
    bare = {"PATH": os.environ["PATH"], "SPEERPUNT_VAR": str(tmp_path)}
    program = Path(sys.executable).with_name("speerpunt")
    ended = subprocess.run(
        [program, "check", "--help"], env=bare, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("usage: speerpunt check ")  # nothing is compiled there, so no Dutch
