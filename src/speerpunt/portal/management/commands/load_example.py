"""`speerpunt manage load_example examples/leiden`: an example collective, ready to look at."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from speerpunt.core.models import Collective
from speerpunt.portal.importers import read_example
from speerpunt.portal.problems import ExampleProblem
from speerpunt.portal.services.demo import DemoProblem, demo_password, make_demo_accounts, mark_demo
from speerpunt.portal.services.example import Example, load_example

MOST_SHOWN = 20


class Command(BaseCommand):
    help = "Load an example collective: all of it, or nothing. What is there already stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("example", help="a folder with data files, or the name of one in examples/")
        parser.add_argument(
            "--enterprises", type=int, help="how many of the made-up enterprises; all without it"
        )
        parser.add_argument("--demo", action="store_true", help="make accounts to look around with")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            example = read_example(_folder(options["example"]), options["enterprises"])
            with transaction.atomic():
                if options["demo"]:
                    mark_demo()
                collective = self._load(example)
                if options["demo"]:
                    self._make_accounts(collective, example)
        except (ExampleProblem, DemoProblem) as problem:
            raise CommandError(_shortened(str(problem))) from problem

    def _load(self, example: Example) -> Collective:
        with tqdm(total=len(example.enterprises), unit=" rows", disable=None) as bar:

            def progress(step: str, rows: int) -> None:
                bar.set_description(step)
                bar.update(rows)

            loading = load_example(example, progress=progress)
        name = loading.collective.name
        if loading.added:
            said = _("%(name)s: %(count)d rows loaded.") % {"name": name, "count": loading.added}
        else:
            said = _("%(name)s: everything was there already.") % {"name": name}
        self.stdout.write(self.style.SUCCESS(said))
        return loading.collective

    def _make_accounts(self, collective: Collective, example: Example) -> None:
        file = settings.VAR / "demo-password"
        password = demo_password(file)
        accounts = make_demo_accounts(collective, example.people, password=password)
        width = max(len(str(account.kind.label)) for account in accounts)
        self.stdout.write(
            _("Sign in at /%(slug)s/ with one of these, all with the same password:")
            % {"slug": collective.slug}
        )
        for account in accounts:
            self.stdout.write(f"  {account.kind.label!s:<{width}}  {account.email}")
        self.stdout.write(
            _("Password: %(password)s (kept in %(file)s)") % {"password": password, "file": file}
        )


def _folder(named: str) -> Path:
    """As typed, else among the examples that come with the source."""
    typed = Path(named)
    return typed if typed.is_dir() else settings.PROJECT / "examples" / named


def _shortened(message: str) -> str:
    lines = message.splitlines()
    rest = len(lines) - MOST_SHOWN
    return "\n".join(lines[:MOST_SHOWN] + ([f"… and {rest} more"] if rest > 0 else []))
