"""Django's own, that makes all tables at once where there are none."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS
from django.utils.translation import gettext as _

from ...databases.laying import is_bare, lay_tables

# Asks for something else than to be brought up to date.
OTHERWISE = (
    "app_label",
    "fake",
    "fake_initial",
    "plan",
    "check_unapplied",
    "prune",
    "run_syncdb",
    "one_by_one",
)


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--one-by-one",
            action="store_true",
            help=_("on an empty database too: one migration after the other, which takes most of a minute"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_asked_otherwise = any(options.get(word) for word in OTHERWISE)
        if options["database"] == DEFAULT_DB_ALIAS and not is_asked_otherwise and is_bare():
            lay_tables()
            if options["verbosity"]:
                self.stdout.write(_("The database was empty; all tables are there now."))
        super().handle(*args, **options)
