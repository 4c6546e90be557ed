"""Taking over a reviewed plan: all of it or nothing, each row under the right one, and a way back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.enums import Health, Verb, Visibility
from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.services import record
from speerpunt.core.texts import folded
from speerpunt.members.models import Body, Organisation
from speerpunt.members.services.bodies import BodyProblem, add_body
from speerpunt.members.services.organisations import OrganisationProblem, add_organisation

from ..enums import ImportStatus, MilestoneKind, NodeKind, ResultKind
from ..models import (
    Aim,
    Challenge,
    Milestone,
    PlanEdition,
    PlanImport,
    Priority,
    Project,
    ProjectPart,
    ProjectPartner,
    Result,
)
from ..queries.doubles import Double, doubles_in, merged_pk
from ..queries.guesses import body_kind, day_in, organisation_kind
from ..queries.outline import OutlineLine, PlanOutline
from .pieces import add_piece
from .plan_imports import locked_for_review
from .plans import PlanProblem, add_edition, add_priority
from .projects import add_project

MODELS: dict[str, type[CollectiveModel]] = {
    NodeKind.PRIORITY: Priority,
    NodeKind.SUB_PRIORITY: Priority,
    NodeKind.CHALLENGE: Challenge,
    NodeKind.AIM: Aim,
    NodeKind.BODY: Body,
    NodeKind.PROJECT: Project,
    NodeKind.ORGANISATION: Organisation,
    NodeKind.PART: ProjectPart,
    NodeKind.MILESTONE: Milestone,
    NodeKind.RESULT: Result,
}


@transaction.atomic
def take_over_plan(
    plan_import: PlanImport,
    *,
    by: User | None,
    edition: PlanEdition | None = None,
    new_plan: Mapping[str, Any] | None = None,
    visibility: Visibility = Visibility.MEMBERS,
    with_text: bool = True,
) -> PlanImport:
    """Make and merge everything that the review says, in an existing plan or in a new draft.

    The import keeps a report of what was made, so that it can be undone.
    """
    fresh = locked_for_review(plan_import)
    outline = PlanOutline(fresh)
    if outline.orphans:
        raise PlanProblem(_orphans_said(len(outline.orphans)))
    edition = edition or add_edition(fresh.collective, by=by, **(new_plan or {}))
    run = _Run(fresh, edition, outline, by, visibility, doubles_in(outline, edition))
    run.explanations = outline.explanations() if with_text else {}
    try:
        run.take_all()
    except (BodyProblem, OrganisationProblem) as problem:
        raise PlanProblem(str(problem)) from problem
    fresh.edition, fresh.status, fresh.report = edition, ImportStatus.DONE, run.report()
    fresh.save(update_fields=["edition", "status", "report"])
    record(fresh, Verb.IMPORTED, by=by, note=edition.title)
    return fresh


def _orphans_said(count: int) -> str:
    said = ngettext(
        "%(count)s line has no place yet. Say under what it belongs; nothing was taken over.",
        "%(count)s lines have no place yet. Say under what they belong; nothing was taken over.",
        count,
    )
    return said % {"count": count}


@dataclass
class _Run:
    plan_import: PlanImport
    edition: PlanEdition
    outline: PlanOutline
    by: User | None
    visibility: Visibility
    doubles: dict[int, Double]
    explanations: dict[int, list[str]] = field(default_factory=dict)
    rows: dict[int, Any] = field(default_factory=dict)
    # The same name twice under the same row in one document is one thing.
    seen: dict[tuple[str, int, str], Any] = field(default_factory=dict)
    made: list[dict[str, Any]] = field(default_factory=list)
    merged: list[dict[str, Any]] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)

    def take_all(self) -> None:
        """In the order of MODELS, so that everything finds what it hangs on."""
        for kind in MODELS:
            for line in self.outline.of_kinds(frozenset({kind})):
                self.take(line)

    def take(self, line: OutlineLine) -> None:
        owner = self._owner(line)
        key = (line.kind, owner.pk if owner is not None else 0, folded(line.name))
        existing = self.seen.get(key) or self._existing(line)
        if existing is None:
            existing = self._makers()[line.kind](line, owner)
            self.made.append(self._told(line, existing))
        else:
            self.merged.append(self._told(line, existing))
        self.rows[line.id] = self.seen[key] = existing
        self._seat_at_table(line, existing)

    def _makers(self) -> dict[str, Callable[[OutlineLine, Any], CollectiveModel]]:
        return {
            NodeKind.PRIORITY: self._priority,
            NodeKind.SUB_PRIORITY: self._priority,
            NodeKind.CHALLENGE: lambda line, owner: self._thought(Challenge, line, owner),
            NodeKind.AIM: lambda line, owner: self._thought(Aim, line, owner),
            NodeKind.BODY: self._body,
            NodeKind.PROJECT: self._project,
            NodeKind.ORGANISATION: self._organisation,
            NodeKind.PART: self._part,
            NodeKind.MILESTONE: self._milestone,
            NodeKind.RESULT: self._result,
        }

    def _owner(self, line: OutlineLine) -> Any:
        above = self.outline.owner_of(line)
        return self.rows[above.id] if above is not None else None

    def _existing(self, line: OutlineLine) -> CollectiveModel | None:
        pk = merged_pk(line, self.doubles.get(line.id))
        found: CollectiveModel | None = MODELS[line.kind].objects.get(pk=pk) if pk else None
        return found

    def _told(self, line: OutlineLine, row: CollectiveModel) -> dict[str, Any]:
        return {"line": line.id, "kind": line.kind, "pk": row.pk, "name": line.name}

    def _note(self, line: OutlineLine) -> str:
        words = _("%(file)s, line %(line)s")
        return (words % {"file": self.plan_import.file_name, "line": line.source_line})[-200:]

    def _explained(self, line: OutlineLine) -> str:
        """The whole line where the name is only a part of it, and the text that stands under it."""
        whole = [line.title] if len(line.title) > len(line.name) + 8 else []
        return "\n\n".join([*whole, *self.explanations.get(line.id, [])])

    def _priority(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        return add_priority(
            self.edition,
            by=self.by,
            verb=Verb.IMPORTED,
            note=self._note(line),
            title=line.name[:160],
            parent=owner,
            summary=self._explained(line),
            health=Health.NOT_STARTED,
        )

    def _thought(self, model: type[Aim] | type[Challenge], line: OutlineLine, owner: Any) -> CollectiveModel:
        text = self._explained(line)
        return self._add(model(priority=owner, title=line.name[:200], text=text), line)

    def _body(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        body = add_body(self.edition.collective, by=self.by, name=line.name[:160], kind=body_kind(line.name))
        record(body, Verb.IMPORTED, by=self.by, note=self._note(line))
        return body

    def _organisation(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        kind = organisation_kind(line.name)
        organisation = add_organisation(self.edition.collective, by=self.by, name=line.name[:200], kind=kind)
        record(organisation, Verb.IMPORTED, by=self.by, note=self._note(line))
        return organisation

    def _project(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        challenge = self.outline.nearest(line, frozenset({NodeKind.CHALLENGE}))
        return add_project(
            owner,
            by=self.by,
            verb=Verb.IMPORTED,
            note=self._note(line),
            title=line.name[:200],
            summary=self._explained(line),
            challenge=self.rows[challenge.id] if challenge is not None else None,
            visibility=self.visibility,
        )

    def _part(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        return self._add(ProjectPart(project=owner, text=line.title[:240]), line)

    def _milestone(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        day = day_in(line.title)
        milestone = Milestone(
            project=owner,
            kind=MilestoneKind.MILESTONE,
            title=line.name[:200],
            due=day or self.edition.end,
            is_assumed=day is None,
        )
        return self._add(milestone, line)

    def _result(self, line: OutlineLine, owner: Any) -> CollectiveModel:
        """Plans say what was reached before they began."""
        project = self.outline.nearest(line, frozenset({NodeKind.PROJECT}))
        day = day_in(line.title)
        result = Result(
            priority=owner,
            project=self.rows[project.id] if project is not None else None,
            kind=ResultKind.PROCESS,
            title=line.name[:200],
            text=self._explained(line),
            reached_on=day or self.edition.start,
            is_assumed=day is None,
            visibility=self.visibility,
        )
        return self._add(result, line)

    def _add(self, piece: Any, line: OutlineLine) -> CollectiveModel:
        piece.collective_id = self.edition.collective_id
        add_piece(piece, by=self.by, verb=Verb.IMPORTED, note=self._note(line))
        kept: CollectiveModel = piece
        return kept

    def _seat_at_table(self, line: OutlineLine, row: Any) -> None:
        """An organisation that stands under a project is at its table; the dossier is not shared by that."""
        above = self.outline.nearest(line, frozenset({NodeKind.PROJECT}))
        if line.kind != NodeKind.ORGANISATION or above is None:
            return
        project = self.rows[above.id]
        if not ProjectPartner.objects.filter(project=project, organisation=row).exists():
            partner = self._add(ProjectPartner(project=project, organisation=row), line)
            self.seats.append(partner.pk)

    def report(self) -> dict[str, Any]:
        left_out = sum(line.kind in {NodeKind.SECTION, NodeKind.NOTHING} for line in self.outline)
        explained = sum(len(texts) for texts in self.explanations.values())
        text = self.outline.counts[NodeKind.TEXT]
        return {
            "made": self.made,
            "merged": self.merged,
            "seats": self.seats,
            "explained": explained,
            "left_out": left_out + text - explained,
        }
