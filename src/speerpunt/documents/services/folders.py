"""Folders: the first one of a row, those below it, and what becomes of them when the row goes."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb, Visibility, narrowest
from speerpunt.core.models import Collective, CollectiveModel, User
from speerpunt.core.queries.subjects import circle_of, hangs_on, kind_of
from speerpunt.core.registry import subjects
from speerpunt.core.services import record, save_changes

from ..models import DEEPEST, Document, Folder
from .names import plain_name
from .problem import DocumentProblem

LONGEST_FOLDER_NAME = 120


@transaction.atomic
def first_folder_of(target: CollectiveModel, *, by: User | None) -> Folder:
    """The folder of a row itself, made when it is first needed."""
    found = Folder.objects.filter(hangs_on(target), parent__isnull=True).first()
    if found is not None:
        return found
    _one_at_a_time(target.collective_id)
    folder, is_new = Folder.objects.get_or_create(
        collective_id=target.collective_id,
        content_type=kind_of(type(target)),
        object_id=target.pk,
        parent=None,
    )
    if is_new:
        _place(folder)
        record(folder, Verb.CREATED, by=by)
    return folder


@transaction.atomic
def add_folder(
    collective: Collective, *, parent: Folder | None, name: str, by: User | None, visibility: str = ""
) -> Folder:
    """Without a parent it is one of the collective itself, which says by itself who may see it."""
    _one_at_a_time(collective.pk)
    folder = Folder(collective=collective, name=_folder_name(name), visibility=visibility)
    if parent is None:
        folder.visibility = folder.circle = visibility or Visibility.MEMBERS
    else:
        _lie_in(folder, _present(parent))
    folder.save()
    _place(folder)
    record(folder, Verb.CREATED, by=by)
    return folder


def _one_at_a_time(collective_id: int) -> None:
    """The tree of a collective changes in one place at a time, so that nothing ends up in itself."""
    Collective.objects.select_for_update().get(pk=collective_id)


def _folder_name(name: str) -> str:
    return plain_name(name, LONGEST_FOLDER_NAME)


def _present(folder: Folder) -> Folder:
    """As it is now; a folder in the trash takes nothing in."""
    fresh = Folder.objects.filter(pk=folder.pk, trashed_at__isnull=True).first()
    if fresh is None:
        raise DocumentProblem(_("This folder is in the trash now. Choose another one."))
    return fresh


def _lie_in(folder: Folder, parent: Folder) -> None:
    if len(parent.ids_on_path) >= DEEPEST:
        raise DocumentProblem(
            _("Folders lie at most %(most)d deep. Choose one higher up.") % {"most": DEEPEST}
        )
    folder.parent = parent
    folder.content_type_id, folder.object_id = parent.content_type_id, parent.object_id
    folder.circle = _within(parent.circle, folder.visibility)


def _within(*circles: str) -> str:
    said = [circle for circle in circles if circle]
    return narrowest(said) if said else ""


def _place(folder: Folder) -> None:
    """Its path, once it has a number."""
    above = folder.parent.path if folder.parent else "/"
    folder.path = f"{above}{folder.pk}/"
    folder.save()


@transaction.atomic
def change_folder(folder: Folder, *, by: User | None, name: str, visibility: str) -> list[str]:
    """What lies below it is narrowed along. Returns the names of the fields that changed."""
    _one_at_a_time(folder.collective_id)
    renamed = {} if folder.is_first else {"name": _folder_name(name)}
    changed = save_changes(folder, by=by, visibility=visibility, **renamed)
    if "visibility" in changed:
        folder.circle = _within(folder.parent.circle if folder.parent else "", visibility)
        folder.save(update_fields=["circle"])
        _pull_along(folder)
    return changed


def _pull_along(folder: Folder) -> None:
    """Every folder below hangs where this one hangs, lies on its path and within its circle."""
    for below in Folder.objects.filter(parent=folder):
        _lie_in(below, folder)
        below.path = f"{folder.path}{below.pk}/"
        below.save()
        _pull_along(below)


@transaction.atomic
def move_folder(folder: Folder, *, into: Folder, by: User | None) -> None:
    """With all that lies in it."""
    _one_at_a_time(folder.collective_id)
    into = _present(into)
    if folder.pk in into.ids_on_path:
        raise DocumentProblem(_("A folder cannot lie in itself. Choose another one."))
    if folder.is_first:
        raise DocumentProblem(_("This folder belongs to its page and stays there."))
    deepest = max(len(each.ids_on_path) for each in below_or_at(folder)) - len(folder.ids_on_path)
    if len(into.ids_on_path) + deepest >= DEEPEST:
        raise DocumentProblem(
            _("Folders lie at most %(most)d deep. Choose one higher up.") % {"most": DEEPEST}
        )
    before = folder.parent
    _lie_in(folder, into)
    _place(folder)
    _pull_along(folder)
    if before != into:
        record(folder, Verb.CHANGED, by=by, changes=[("parent", before, into)])


def below_or_at(folder: Folder) -> Sequence[Folder]:
    """The folder and all below it, also what is in the trash."""
    return list(Folder.objects.filter(path__startswith=folder.path))


@transaction.atomic
def trash_folder(folder: Folder, *, by: User | None) -> None:
    """With all that lies in it: what goes together carries the same moment, and comes back together."""
    if folder.trashed_at is not None:
        return
    if folder.is_first:
        raise DocumentProblem(_("This folder belongs to its page and stays there."))
    now = timezone.now()
    inside = [each.pk for each in below_or_at(folder)]
    Folder.objects.filter(pk__in=inside, trashed_at__isnull=True).update(trashed_at=now)
    Document.objects.filter(folder__in=inside, trashed_at__isnull=True).update(trashed_at=now)
    folder.trashed_at = now
    record(folder, Verb.TRASHED, by=by)


@transaction.atomic
def restore_folder(folder: Folder, *, by: User | None) -> None:
    """With what went into the trash together with it; what it lies in comes back too, if need be."""
    if folder.trashed_at is None:
        return
    _bring_back(folder, folder.trashed_at)
    Folder.objects.filter(pk__in=folder.ids_on_path).update(trashed_at=None)
    folder.trashed_at = None
    record(folder, Verb.RESTORED, by=by)


def _bring_back(folder: Folder, since: datetime) -> None:
    inside = [each.pk for each in below_or_at(folder)]
    Folder.objects.filter(pk__in=inside, trashed_at=since).update(trashed_at=None)
    Document.objects.filter(folder__in=inside, trashed_at=since).update(trashed_at=None)


def keep_papers_of_deleted(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """What hangs on a row that is deleted goes to the collective, named after it and as closed as it was."""
    model = type(targets[0])
    if verb != Verb.DELETED or model not in {subject.model for subject in subjects()}:
        return
    by_id = {target.pk: target for target in targets}
    for folder in _first_folders(kind_of(model), list(by_id)):
        target = by_id[folder.object_id]
        _hand_to_collective(folder, name=str(target), circle=circle_of(target))


def _first_folders(kind: ContentType, ids: list[int]) -> Sequence[Folder]:
    return list(Folder.objects.filter(content_type=kind, object_id__in=ids, parent__isnull=True))


def _hand_to_collective(folder: Folder, *, name: str, circle: str) -> None:
    folder.content_type = folder.object_id = None
    folder.name = _folder_name(name)
    folder.visibility = folder.circle = _within(folder.visibility, circle)
    folder.save()
    _pull_along(folder)
    record(folder, Verb.CHANGED, by=None, note=_("What it hung on was deleted."))


def keep_papers_of_vanished(collective: Collective) -> None:
    """The same for a row that went along with another without a word: nobody but the office sees them then."""
    first = Folder.objects.filter(collective=collective, parent__isnull=True, object_id__isnull=False)
    for subject in subjects():
        kind = kind_of(subject.model)
        present = subject.model._base_manager.values("pk")
        for folder in first.filter(content_type=kind).exclude(object_id__in=present):
            name = _("Of a %(kind)s that is gone") % {"kind": subject.model._meta.verbose_name}
            _hand_to_collective(folder, name=name, circle=Visibility.CLOSED)
