"""`speerpunt reset-second-factor EMAIL`: for who lost the phone and finds nobody at the office."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.models import User

from ...services.second_factor import forget_second_factor


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help=_("the address with which somebody signs in"))

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(email__iexact=options["email"]).first()
        if account is None:
            raise CommandError(_("No account has this address. Nothing was changed."))
        forget_second_factor(account)
        self.stdout.write(_("The second step is gone, and everything that was signed in is signed out."))
