"""`speerpunt reindex`: the search index as the rows are now, of one collective or of all."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from speerpunt.core.management.exchange import named_collective, progress_bar
from speerpunt.core.models import Collective
from speerpunt.core.services.search_index import forget_everything, reindex, rows_to_index


class Command(BaseCommand):
    help = "Read everything that can be found anew. What did not change stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--collective", help=_("only this one, by the first part of its address"))
        parser.add_argument("--anew", action="store_true", help=_("forget the whole index first"))

    def handle(self, *args: Any, **options: Any) -> None:
        named = options["collective"]
        for collective in [named_collective(named)] if named else Collective.objects.all():
            if options["anew"]:
                forget_everything(collective)
            with progress_bar(rows_to_index(collective)) as bar:
                made = reindex(collective, progress=bar.update)
            told = {"name": collective.name, "count": made}
            self.stdout.write(self.style.SUCCESS(_("%(name)s: %(count)d rows read for search.") % told))
