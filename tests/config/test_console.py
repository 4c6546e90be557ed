import pytest
from django.core.management import get_commands

from speerpunt.config.console import ENTRIES, main


@pytest.fixture
def speak_english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


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
