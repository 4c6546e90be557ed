"""`speerpunt demo`: the example of Leiden, ready to sign in."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from .serving import HOST, PORT, refuse_elsewhere, refuse_taken_port, serve, worker_count
from .terminal import port_number

EXAMPLE = "leiden"


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default=HOST, help=_("address at which it answers; %(default)s unless said otherwise")
        )
        parser.add_argument(
            "--port", type=port_number, default=PORT, help=_("%(default)s unless said otherwise")
        )
        parser.add_argument("--no-serve", action="store_true", help=_("only prepare the example"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            # Before anything is made: it is a demonstration, whatever the database holds now.
            refuse_elsewhere(options["host"])
            refuse_taken_port(options["host"], options["port"])
        call_command("migrate", verbosity=0)
        # Says itself who can sign in, and refuses a database that is in real use.
        call_command("load_example", EXAMPLE, "--demo", stdout=self.stdout)
        if options["no_serve"]:
            return
        self.stdout.write(_("Open %(address)s. Stop with Ctrl+C.") % {"address": _address(options)})
        self.stdout.flush()
        serve(options["host"], options["port"], worker_count())


def _address(options: dict[str, Any]) -> str:
    return f"http://{options['host']}:{options['port']}/{EXAMPLE}/"
