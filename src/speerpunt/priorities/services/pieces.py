"""What hangs on a project or a priority: milestones, parts, partners, results, aims, challenges."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..models import Aim, Challenge, Milestone, Priority, Project, ProjectPart, ProjectPartner, Result

Piece = Aim | Challenge | Milestone | ProjectPart | ProjectPartner | Result
Owner = Project | Priority
NOT_TOLD = frozenset({"id", "collective", "position"})


@transaction.atomic
def add_piece(piece: Piece, *, by: User | None, verb: Verb = Verb.CREATED, note: str = "") -> None:
    """Keep a new piece, last in its row, and tell what it is."""
    if isinstance(piece, ProjectPart | Aim | Challenge) and not piece.position:
        piece.position = _following_position(piece)
    piece.save(force_insert=True)
    record(piece, verb, by=by, changes=_told(piece), note=note)
    _touch(piece)


def _told(piece: Piece) -> list[tuple[str, Any, Any]]:
    named = [field.name for field in piece._meta.concrete_fields if field.name not in NOT_TOLD]
    return [(name, None, value) for name in named if (value := getattr(piece, name)) not in (None, "", False)]


def _following_position(piece: ProjectPart | Aim | Challenge) -> int:
    last = _siblings(piece).order_by("-position").first()
    return 1 if last is None else last.position + 1


def _siblings(piece: ProjectPart | Aim | Challenge) -> Any:
    owner = "project" if isinstance(piece, ProjectPart) else "priority"
    return type(piece).objects.filter(**{owner: getattr(piece, owner)})


def _touch(piece: Piece) -> None:
    """A project whose piece changes has changed."""
    project = getattr(piece, "project", None)
    if project is not None:
        Project.objects.filter(pk=project.pk).update(updated_at=timezone.now())


@transaction.atomic
def change_piece(piece: Piece, *, by: User | None, **values: Any) -> None:
    if save_changes(piece, by=by, **values):
        _touch(piece)


@transaction.atomic
def remove_piece(piece: Piece, *, by: User | None) -> None:
    """The history of whatever it hung on keeps what it was."""
    note = f"{piece._meta.verbose_name}: {name_of(piece)}"[:200]
    record(piece, Verb.DELETED, by=by, note=note)
    record(owner_of(piece), Verb.UNLINKED, by=by, note=note)
    _touch(piece)
    piece.delete()


def owner_of(piece: Piece) -> Owner:
    """The project, or the priority where there is none."""
    project: Project | None = getattr(piece, "project", None)
    return project if project is not None else piece.priority  # type: ignore[union-attr]


def blank_piece(kind: type[Any], owner: Owner) -> Any:
    """A new one, not kept yet. A result of a project belongs to its priority too, and is as widely known."""
    if isinstance(owner, Priority):
        return kind(collective_id=owner.collective_id, priority=owner)
    piece = kind(collective_id=owner.collective_id, project=owner)
    if isinstance(piece, Result):
        piece.priority, piece.visibility = owner.priority, owner.visibility
    return piece


def permission_on(owner: Owner) -> str:
    """Asked of what a piece hangs on."""
    return "priorities.change_project" if isinstance(owner, Project) else "priorities.manage_plan"


def name_of(piece: Piece) -> str:
    return str(piece.organisation if isinstance(piece, ProjectPartner) else piece)


@transaction.atomic
def finish_piece(piece: Milestone | ProjectPart, *, is_done: bool, by: User | None) -> None:
    """Done today, or after all not done."""
    change_piece(piece, by=by, done_on=timezone.localdate() if is_done else None)


@transaction.atomic
def move_piece(piece: ProjectPart | Aim | Challenge, *, up: bool, by: User | None) -> None:
    """Change places with the one above or below it."""
    swap_places(list(_siblings(piece)), piece, "position", up=up, by=by)


def swap_places(rows: list[Any], row: Any, field: str, *, up: bool, by: User | None) -> None:
    """Number the rows anew with `row` one place up or down; rows that keep their number are not touched."""
    here = next(place for place, each in enumerate(rows) if each.pk == row.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for number, each in enumerate(rows, start=1):
        changed: dict[str, Any] = {field: number}
        save_changes(each, by=by, **changed)
