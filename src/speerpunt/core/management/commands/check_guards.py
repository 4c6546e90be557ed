"""`speerpunt check`: every guard of the database by name, and whether it is there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.guards import expected_guards, install_guards, present_guards


class Command(BaseCommand):
    help = "List the guards that keep collectives apart, and say which are missing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help=_("make the guards anew first"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repair"]:
            install_guards()
        present = present_guards()
        missing = 0
        for guard in expected_guards():
            for event in guard.events:
                is_there = guard.name(event) in present
                missing += not is_there
                state = _("present") if is_there else _("MISSING")
                self.stdout.write(f"{state:<8} {guard.table}.{guard.subject} ({event}): {guard.message}")
        if missing:
            raise CommandError(
                _("%(count)s guards are missing. Run: speerpunt check --repair") % {"count": missing}
            )
        self.stdout.write(self.style.SUCCESS(_("All guards are in place.")))
