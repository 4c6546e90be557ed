"""`speerpunt create-collective`: a new collective with somebody at its office."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from speerpunt.members.services.collectives import CollectiveProblem, create_collective


class Command(BaseCommand):
    help = "Make a new collective, with its first person of the programme office."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "slug", help=_("first part of its address, such as %(slug)s") % {"slug": "leiden"}
        )
        parser.add_argument("--name", required=True, help=_("how the collective is called"))
        parser.add_argument("--city", required=True, help=_("the city that it speaks for"))
        parser.add_argument(
            "--email",
            required=True,
            help=_("of the first person of the office; signs in with a mailed code"),
        )
        parser.add_argument("--person", default="Programmabureau", help=_("name of that person"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            collective = create_collective(
                name=options["name"],
                slug=options["slug"],
                city=options["city"],
                office_name=options["person"],
                office_email=options["email"],
            )
        except CollectiveProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(self.style.SUCCESS(f"{collective.name}: /{collective.slug}/"))
