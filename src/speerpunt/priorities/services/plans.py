"""Plan editions and the priorities in them."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from speerpunt.core.enums import Health, Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record, record_many, save_changes
from speerpunt.core.services.follows import bring_followers

from ..enums import EditionStatus, Phase
from ..models import Aim, Challenge, PlanEdition, Priority, Project
from .pieces import swap_places

LONGEST_ADDRESS = 60


class PlanProblem(Exception):
    """The plan would no longer fit together; the message is for the person at the screen."""


@transaction.atomic
def add_edition(collective: Collective, *, by: User | None, **values: Any) -> PlanEdition:
    edition = PlanEdition.objects.create(collective=collective, **values)
    record(edition, Verb.CREATED, by=by)
    return edition


@transaction.atomic
def change_edition(edition: PlanEdition, *, by: User | None, **values: Any) -> None:
    save_changes(edition, by=by, **values)


@transaction.atomic
def delete_edition(edition: PlanEdition, *, by: User | None) -> None:
    """Only a draft without projects goes; a plan that has applied is part of our history."""
    if edition.status != EditionStatus.DRAFT:
        raise PlanProblem(_("Only a draft can be deleted. A plan that has applied stays to be read."))
    if Project.objects.filter(priority__edition=edition).exists():
        raise PlanProblem(_("This draft has projects. Move or delete them first."))
    record_many(((each, ()) for each in Priority.objects.filter(edition=edition)), Verb.DELETED, by=by)
    record(edition, Verb.DELETED, by=by, note=edition.title)
    edition.delete()


@transaction.atomic
def copy_edition(edition: PlanEdition, *, by: User | None, **values: Any) -> PlanEdition:
    """A new draft with the same priorities, aims and challenges. Projects follow when it becomes current."""
    copy = add_edition(edition.collective, by=by, **values)
    copies: dict[int, Priority] = {}
    for original in Priority.objects.filter(edition=edition).order_by("parent_id"):
        copies[original.pk] = _copy_priority(original, copy)
    for original_id, made in copies.items():
        parent_id = Priority.objects.values_list("parent_id", flat=True).get(pk=original_id)
        if parent_id is not None:
            made.parent = copies[parent_id]
            made.save(update_fields=["parent"])
        record(made, Verb.CREATED, by=by, note=edition.title)
    for model in (Aim, Challenge):
        _copy_pieces(model, copies)
    return copy


def _copy_priority(original: Priority, edition: PlanEdition) -> Priority:
    """How it stands begins anew."""
    return Priority.objects.create(
        collective_id=original.collective_id,
        edition=edition,
        number=original.number,
        title=original.title,
        slug=original.slug,
        summary=original.summary,
        visibility=original.visibility,
        health=Health.NOT_STARTED,
    )


def _copy_pieces(model: type[Aim] | type[Challenge], copies: dict[int, Priority]) -> None:
    for piece in model.objects.filter(priority_id__in=copies):
        model.objects.create(
            collective_id=piece.collective_id,
            priority=copies[piece.priority_id],
            title=piece.title,
            text=piece.text,
            position=piece.position,
        )


@transaction.atomic
def make_current(edition: PlanEdition, *, by: User | None, bring_projects: bool = True) -> int:
    """The one plan that holds from now on. Returns how many projects run on in it."""
    if edition.status == EditionStatus.CURRENT:
        return 0
    previous = PlanEdition.objects.filter(status=EditionStatus.CURRENT).first()
    if previous is not None:
        save_changes(previous, by=by, status=EditionStatus.PAST)
    save_changes(edition, by=by, status=EditionStatus.CURRENT)
    if previous is None:
        return 0
    _bring_followers(previous, edition)
    return _bring_projects(previous, edition, by) if bring_projects else 0


def _bring_followers(previous: PlanEdition, edition: PlanEdition) -> None:
    """Who follows a priority follows the one of the same address in the next plan."""
    priorities = {priority.slug: priority for priority in Priority.objects.filter(edition=edition)}
    for priority in Priority.objects.filter(edition=previous):
        if priority.slug in priorities:
            bring_followers(priority, priorities[priority.slug])


def _bring_projects(previous: PlanEdition, edition: PlanEdition, by: User | None) -> int:
    """Unfinished projects move to the priority of the same address, and to the challenge of the same title."""
    priorities = {priority.slug: priority for priority in Priority.objects.filter(edition=edition)}
    challenges = {
        (challenge.priority_id, challenge.title): challenge
        for challenge in Challenge.objects.filter(priority__edition=edition)
    }
    moved = 0
    running = Project.objects.filter(priority__edition=previous).exclude(phase=Phase.DONE)
    for project in running.select_related("priority", "challenge"):
        priority = priorities.get(project.priority.slug)
        if priority is None:
            continue
        challenge = challenges.get((priority.pk, project.challenge.title)) if project.challenge else None
        save_changes(project, by=by, note=edition.title, priority=priority, challenge=challenge)
        moved += 1
    return moved


@transaction.atomic
def add_priority(
    edition: PlanEdition, *, by: User | None, verb: Verb = Verb.CREATED, note: str = "", **values: Any
) -> Priority:
    values.setdefault("number", _following_number(edition, values.get("parent")))
    priority = Priority(collective_id=edition.collective_id, edition=edition, **values)
    _check_parent(priority)
    priority.slug = free_address(edition, priority.title)
    priority.save()
    record(priority, verb, by=by, note=note)
    return priority


def free_address(edition: PlanEdition, title: str) -> str:
    """A readable address that no other priority of the edition has; it stays when the title changes."""
    base = slugify(title)[: LONGEST_ADDRESS - 4].strip("-") or "speerpunt"
    taken = set(Priority.objects.filter(edition=edition).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def _following_number(edition: PlanEdition, parent: Priority | None) -> int:
    last = Priority.objects.filter(edition=edition, parent=parent).order_by("-number").first()
    return 1 if last is None else last.number + 1


@transaction.atomic
def change_priority(priority: Priority, *, by: User | None, **values: Any) -> None:
    save_changes(priority, by=by, **values)
    _check_parent(priority)


def _check_parent(priority: Priority) -> None:
    parent = priority.parent
    if parent is None:
        return
    if parent.edition_id != priority.edition_id:
        raise PlanProblem(_("A sub-priority belongs to a priority of the same plan."))
    if parent.parent_id is not None or parent.pk == priority.pk:
        raise PlanProblem(_("A sub-priority belongs to a main priority. Choose one of those."))
    if priority.pk and priority.parts.exists():
        raise PlanProblem(_("This priority has sub-priorities of its own. Move those first."))


@transaction.atomic
def move_priority(priority: Priority, *, up: bool, by: User | None) -> None:
    siblings = Priority.objects.filter(edition=priority.edition_id, parent=priority.parent_id)
    swap_places(list(siblings), priority, "number", up=up, by=by)


@transaction.atomic
def delete_priority(priority: Priority, *, by: User | None) -> None:
    """With its aims, challenges and results; projects have to be moved first."""
    below = [priority.pk, *priority.parts.values_list("pk", flat=True)]
    if Project.objects.filter(priority_id__in=below).exists():
        raise PlanProblem(_("This priority has projects. Move or delete them first; nothing was deleted."))
    record(priority, Verb.DELETED, by=by, note=priority.title)
    record(priority.edition, Verb.UNLINKED, by=by, note=priority.title)
    priority.delete()
