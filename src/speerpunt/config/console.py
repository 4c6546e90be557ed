"""The `speerpunt` command: a few words, each of which leads to a command of the app that owns it."""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .terminal import run, speak


@dataclass(frozen=True)
class Entry:
    """What a person types, and the command behind it."""

    words: tuple[str, ...]
    command: str
    summary: str | Promise


ENTRIES = (
    Entry(("demo",), "speerpunt.config.demo", gettext_lazy("Try Speerpunt with the example of Leiden")),
    Entry(("serve",), "speerpunt.config.serving", gettext_lazy("Serve Speerpunt")),
    Entry(
        ("work",),
        "speerpunt.config.working",
        gettext_lazy("Do what waits behind the scenes (serve does so too)"),
    ),
    Entry(("migrate",), "migrate", gettext_lazy("Bring the database up to date")),
    Entry(("create-collective",), "create_collective", gettext_lazy("Make a new collective")),
    Entry(
        ("reset-second-factor",),
        "reset_second_factor",
        gettext_lazy("Let somebody who lost the phone set up the second step anew"),
    ),
    Entry(("import", "plan"), "import_plan", gettext_lazy("Read a plan from a document")),
    Entry(
        ("import", "organisations"), "import_organisations", gettext_lazy("Read organisations from a table")
    ),
    Entry(("import", "areas"), "import_areas", gettext_lazy("Read areas from GeoJSON or a table")),
    Entry(("import", "indicators"), "import_indicators", gettext_lazy("Read indicators from a table")),
    Entry(
        ("import", "numbers"), "import_numbers", gettext_lazy("Read what was measured and meant from a table")
    ),
    Entry(("import", "projects"), "import_projects", gettext_lazy("Read projects from a table")),
    Entry(
        ("export", "organisations"), "export_organisations", gettext_lazy("Write organisations to a table")
    ),
    Entry(("export", "areas"), "export_areas", gettext_lazy("Write areas to GeoJSON or a table")),
    Entry(("export", "indicators"), "export_indicators", gettext_lazy("Write indicators to a table")),
    Entry(
        ("export", "numbers"), "export_numbers", gettext_lazy("Write what was measured and meant to a table")
    ),
    Entry(("export", "projects"), "export_projects", gettext_lazy("Write projects to a table")),
    Entry(("reindex",), "reindex", gettext_lazy("Make the search index anew")),
    Entry(("backup",), "backup", gettext_lazy("Put the database and all files into one archive")),
    Entry(("restore",), "restore", gettext_lazy("Bring an archive back into an empty installation")),
    Entry(
        ("doctor",), "doctor", gettext_lazy("Say what is the matter with this installation, and what to do")
    ),
    Entry(("check",), "check_guards", gettext_lazy("Check how the database guards each collective")),
)
# Any command of Django or of an app, for those who know its name.
ANY_COMMAND = "manage"
USAGE_PROBLEM = 2
# How many new things make Python look for garbage among them, and how often it looks among older ones too.
SELDOM = (50_000, 20, 20)
HELP = {"-h", "--help", "help"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the answer is the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "speerpunt.config.settings")
    try:
        _load()
    except ImproperlyConfigured as problem:
        print(problem, file=sys.stderr)
        return 1
    language = _language_of_terminal()
    speak(language)
    with translation.override(language):
        return _run(words)


def _load() -> None:
    """All that a command or a page needs. It stays, so looking through it for garbage is in vain.

    Looking seldom saves a quarter of the start, and of making the tables of a new installation.
    """
    gc.set_threshold(*SELDOM)
    django.setup()
    import_module(settings.ROOT_URLCONF)
    gc.freeze()


def _run(words: list[str]) -> int:
    if words[:1] == [ANY_COMMAND]:
        ManagementUtility(["speerpunt manage", *words[1:]]).execute()
        return 0
    entry = _entry_for(words)
    if entry is None:
        print(_overview(words))
        return 0 if _asks_for_help(words) else USAGE_PROBLEM
    own = words[len(entry.words) :]
    return run(_command(entry), " ".join(entry.words), str(entry.summary), own)


def _asks_for_help(words: list[str]) -> bool:
    return not words or words[-1] in HELP


def _entry_for(words: list[str]) -> Entry | None:
    return next((entry for entry in ENTRIES if tuple(words[: len(entry.words)]) == entry.words), None)


def _command(entry: Entry) -> BaseCommand:
    if "." in entry.command:
        command: BaseCommand = import_module(entry.command).Command()
        return command
    return ManagementUtility(["speerpunt"]).fetch_command(entry.command)


def _overview(words: list[str]) -> str:
    """All commands, or those that begin with the same word; and what was wrong, if something was."""
    begun = [entry for entry in ENTRIES if words[:1] == [entry.words[0]]]
    listed = _listed(begun or ENTRIES)
    if _asks_for_help(words) or (begun and len(words) == 1):
        return listed
    unknown = _("There is no command “%(words)s”.") % {"words": " ".join(words)}
    return f"{unknown}\n{listed}"


def _listed(entries: Sequence[Entry]) -> str:
    rows = [(" ".join(entry.words), str(entry.summary)) for entry in entries]
    if entries is ENTRIES:
        rows.append((f"{ANY_COMMAND} …", _("Any other command, by its name")))
    width = max(len(typed) for typed, _summary in rows)
    lines = [f"  speerpunt {typed:<{width}}  {summary}" for typed, summary in rows]
    return "\n".join([_("Commands:"), *lines, _("Add --help to a command to see what it takes.")])


def _language_of_terminal() -> str:
    """Dutch, unless the terminal speaks another language that we speak too."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    wanted = spoken[:2].lower()
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
