"""`speerpunt import plan FILE --collective leiden --dry-run --json`: what a plan would become."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.addresses import address
from speerpunt.core.management.exchange import add_file_and_collective, files_told_plainly, named_collective
from speerpunt.core.models import Collective
from speerpunt.priorities.importers import (
    DEFAULT_KIND_WORDS,
    DocumentProblem,
    Outline,
    outline_as_json,
    read_document,
    recognise_outline,
)
from speerpunt.priorities.models import PlanEdition
from speerpunt.priorities.queries.kind_words import own_kind_words
from speerpunt.priorities.services import keep_plan_import


class Command(BaseCommand):
    help = "Read an existing plan (.docx, .pdf, .md, .txt) and propose what becomes of each line."

    def add_arguments(self, parser: CommandParser) -> None:
        add_file_and_collective(parser)
        parser.add_argument("--edition", default="", help=_("title of the plan that it goes into"))
        parser.add_argument("--dry-run", action="store_true", help=_("only show; keep nothing for review"))
        parser.add_argument("--json", action="store_true", help=_("print the nodes as JSON and nothing else"))

    def handle(self, *args: Any, **options: Any) -> None:
        collective = named_collective(options["collective"])
        with scope(collective=collective):
            outline = _outline(options["file"])
            if not options["dry_run"]:
                self._keep(collective, options, outline)
        if options["json"]:
            self.stdout.write(json.dumps(outline_as_json(outline), ensure_ascii=False, indent=1))
        elif options["dry_run"]:
            self._show(outline)

    def _keep(self, collective: Collective, options: dict[str, Any], outline: Outline) -> None:
        kept = keep_plan_import(
            collective,
            file_name=options["file"].name,
            nodes=outline.nodes,
            edition=_edition(options["edition"]),
            by=None,
        )
        self.stderr.write(
            _("Waiting for review at %(path)s") % {"path": address("priorities:plan_import", kept.pk)}
        )

    def _show(self, outline: Outline) -> None:
        depth: dict[int | None, int] = {None: -1}
        for node in outline.nodes:
            depth[node.id] = depth[node.parent] + 1
            indent = "  " * depth[node.id]
            self.stdout.write(
                f"{node.source_line:>5}  {node.proposed_kind:<12} {node.confidence:>4.0%}  {indent}{node.title[:90]}"
            )


def _edition(title: str) -> PlanEdition | None:
    if not title:
        return None
    found = PlanEdition.objects.filter(title=title).first()
    if found is None:
        raise CommandError(_("There is no plan “%(title)s”.") % {"title": title})
    return found


def _outline(file: Path) -> Outline:
    try:
        with files_told_plainly():
            content = file.read_bytes()
        lines = read_document(file.name, content)
    except DocumentProblem as problem:
        raise CommandError(str(problem)) from problem
    return recognise_outline(lines, own_kind_words() or DEFAULT_KIND_WORDS)
