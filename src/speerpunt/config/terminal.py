"""How a command is run for somebody at a terminal: in his language, without what only a programmer reads."""

import gettext as standard_gettext
import os
import sys
from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError
from collections.abc import Sequence

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.databases.outages import Outage, outage_behind

INTERRUPTED = 130
HIGHEST_PORT = 65535
MOST_PROCESSES = 64
COMMANDS_OF_DJANGO = "django.core.management.commands."
# What Django adds to every command, and nobody here needs to read about.
OF_DJANGO = {
    *("--version", "--verbosity", "--settings", "--pythonpath"),
    *("--traceback", "--no-color", "--force-color", "--skip-checks"),
}
# The words of Python's own reader of arguments, so that the catalogue has them.
OF_PYTHON = (
    gettext_lazy("usage: "),
    gettext_lazy("positional arguments"),
    gettext_lazy("options"),
    gettext_lazy("show this help message and exit"),
    gettext_lazy("%(prog)s: error: %(message)s\n"),
    gettext_lazy("the following arguments are required: %s"),
    gettext_lazy("unrecognized arguments: %s"),
    gettext_lazy("argument %(argument_name)s: %(message)s"),
    gettext_lazy("invalid %(type)s value: %(value)r"),
    gettext_lazy("invalid choice: %(value)r (choose from %(choices)s)"),
    gettext_lazy("expected one argument"),
)


def speak(language: str) -> None:
    """Python's own texts come from the same catalogue as ours."""
    os.environ["LANGUAGE"] = language
    standard_gettext.bindtextdomain("django", str(settings.LOCALE_PATHS[0]))
    standard_gettext.textdomain("django")


def run(command: BaseCommand, typed: str, summary: str, words: Sequence[str]) -> int:
    """The exit code. What goes wrong is said in one line; --traceback shows where."""
    # Django sets this too; without it a wrong argument is raised instead of told.
    command._called_from_command_line = True  # type: ignore[attr-defined]
    command.help = summary
    parser = command.create_parser("speerpunt", typed)
    _hide_what_django_adds(command, parser)
    options = vars(parser.parse_args(words))
    try:
        command.execute(*options.pop("args", ()), **options)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (CommandError, DatabaseError) as problem:
        said = explained(problem)
        if options["traceback"] or not said:
            raise
        print(said, file=sys.stderr)
        return problem.returncode if isinstance(problem, CommandError) else 1
    return 0


def _hide_what_django_adds(command: BaseCommand, parser: ArgumentParser) -> None:
    """It still works. Of a command that is Django's, `speerpunt manage` tells everything."""
    hidden = _names_in_django(command)
    for action in parser._actions:
        if "--help" not in action.option_strings and (
            action.dest in hidden or OF_DJANGO & {*action.option_strings}
        ):
            action.help = SUPPRESS


def _names_in_django(command: BaseCommand) -> set[str]:
    """What the command of Django takes that this one is, or is made from."""
    made_from = [each for each in type(command).__mro__ if each.__module__.startswith(COMMANDS_OF_DJANGO)]
    return {action.dest for each in made_from[:1] for action in each().create_parser("", "")._actions}


def explained(problem: CommandError | DatabaseError) -> str:
    """Empty for what is a fault of the program."""
    if isinstance(problem, CommandError):
        return str(problem)
    outage = outage_behind(problem)
    if outage is Outage.FULL:
        return _("The disk is full. Nothing was changed.")
    if outage is Outage.AWAY:
        return _("The database cannot be reached: %(reason)s") % {
            "reason": str(problem).strip().splitlines()[0]
        }
    return _("The database is not up to date. Run: speerpunt migrate") if _lacks_table(problem) else ""


def _lacks_table(problem: DatabaseError) -> bool:
    undefined_table = getattr(problem.__cause__, "sqlstate", "") == "42P01"
    return undefined_table or str(problem).startswith("no such table")


def port_number(text: str) -> int:
    return _number_up_to(HIGHEST_PORT, text)


def process_count(text: str) -> int:
    return _number_up_to(MOST_PROCESSES, text)


def _number_up_to(most: int, text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= most:
        return int(text)
    raise ArgumentTypeError(_("give a number from 1 to %(most)d") % {"most": most})
