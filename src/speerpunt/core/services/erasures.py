"""The list of who was erased, kept outside the database: an older one that is restored must forget them again.

Each erasure is a small file of its own that is never changed, so that several machines add to the list at once. It
holds numbers and a digest, nothing of who it was.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.module_loading import import_string
from django_scopes import scope, scopes_disabled

from ..models import Collective, CollectiveModel, HistoryEvent
from ..registry import eraser

STORAGE = "erasures"


@dataclass(frozen=True)
class Erasure:
    collective: int
    kind: str
    id: int
    # A number may be given out again after an older database was restored; this tells the one from the other.
    digest: str
    at: str

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.id}-{self.digest[:16]}.json"


def note_erasure(row: CollectiveModel) -> None:
    """The last thing before the transaction holds: rather told without having happened than the other way round."""
    kind = row._meta.label_lower
    erasure = Erasure(row.collective_id, kind, row.pk, _digest(row), timezone.now().isoformat())
    keep_erasures([erasure])


def keep_erasures(erasures: Iterable[Erasure]) -> None:
    """Adds those that are not on the list yet."""
    storage = storages[STORAGE]
    for each in erasures:
        if not storage.exists(each.name):
            storage.save(each.name, ContentFile(json.dumps(asdict(each)).encode()))


def noted_erasures() -> Iterator[tuple[str, bytes]]:
    """Name and contents of each."""
    storage, names = storages[STORAGE], list[str]()
    with suppress(FileNotFoundError):
        names = storage.listdir("")[1]
    for name in sorted(names):
        if name.endswith(".json"):
            with storage.open(name) as file:
                yield name, file.read()


def read_erasure(content: bytes) -> Erasure:
    """A `ValueError` for what is none."""
    told = json.loads(content)
    try:
        return Erasure(
            int(told["collective"]), str(told["kind"]), int(told["id"]), str(told["digest"]), str(told["at"])
        )
    except (KeyError, TypeError) as problem:
        raise ValueError("no erasure") from problem


def erase_again(progress: Callable[[], object] = lambda: None) -> int:
    """Whoever on the list stands in this database as he was. Returns how many."""
    erased = 0
    for _name, content in noted_erasures():
        erased += _erase(read_erasure(content))
        progress()
    return erased


def _erase(erasure: Erasure) -> bool:
    collective = Collective.objects.filter(pk=erasure.collective).first()
    if collective is None:
        return False
    with scope(collective=collective):
        row = apps.get_model(erasure.kind)._default_manager.filter(pk=erasure.id).first()
        if row is None or row.erased_at is not None or _digest(row) != erasure.digest:
            return False
        import_string(eraser(erasure.kind))(row)
    return True


def _digest(row: CollectiveModel) -> str:
    """Of when the collective and the row came to be: the same in every copy of this database, in no other."""
    with scopes_disabled():
        first = HistoryEvent.objects.filter(
            collective_id=row.collective_id, target_model=row._meta.label_lower, target_id=row.pk
        ).order_by("pk")
        began = first.values_list("at", flat=True).first()
    told = [row.collective.slug, row.collective.created_at, row._meta.label_lower, row.pk, began]
    return sha256("|".join(map(str, told)).encode()).hexdigest()
