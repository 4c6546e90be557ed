"""`speerpunt doctor`: what is the matter with this installation, and what to do about it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.health.checks import examine


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--files", action="store_true", help=_("read every file, and compare it with its digest")
        )
        parser.add_argument(
            "--json", action="store_true", help=_("for a program: a list with code, message and advice")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = list(examine(with_digests=options["files"]))
        if options["json"]:
            listed = [asdict(finding) for finding in findings]
            self.stdout.write(json.dumps(listed, ensure_ascii=False, indent=1))
        for finding in [] if options["json"] else findings:
            self.stdout.write(f"{finding.message}\n  {finding.advice}")
        if findings:
            raise CommandError(
                ngettext("%(count)d thing is the matter.", "%(count)d things are the matter.", len(findings))
                % {"count": len(findings)}
            )
        if not options["json"]:
            self.stdout.write(self.style.SUCCESS(_("All is well.")))
