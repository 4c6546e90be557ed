from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType

from ..models import CollectiveModel, Follow, User
from .subjects import hangs_on, targets_in_sight


@dataclass(frozen=True)
class Followers:
    """Of one thing, named as in the address at which one follows it. Who they are is nobody's business."""

    app: str
    kind: str
    pk: int
    count: int
    is_mine: bool


@dataclass(frozen=True)
class Followed:
    """A thing that somebody follows; `kind` is "Project" or "Area"."""

    target: Any
    kind: str
    app: str
    model: str


def followers_of(target: CollectiveModel, user: Any) -> Followers | None:
    """For who may follow it."""
    if not user.has_perm("core.follow", target):
        return None
    who = set(Follow.objects.filter(hangs_on(target)).values_list("user_id", flat=True))
    meta = target._meta
    return Followers(meta.app_label, str(meta.model_name), target.pk, len(who), user.pk in who)


def followed_things(user: User) -> list[Followed]:
    """All that somebody follows and may see now, by kind and name."""
    targets = targets_in_sight(user, Follow.objects.filter(user=user))
    found = [_followed(target) for target in targets.values()]
    return sorted(found, key=lambda each: (each.kind, str(each.target).casefold(), each.target.pk))


def _followed(target: CollectiveModel) -> Followed:
    meta = target._meta
    return Followed(target, str(meta.verbose_name), meta.app_label, str(meta.model_name))


def followed_by_model(user: User) -> dict[type[CollectiveModel], set[int]]:
    """Everything that the user follows, by the kind of row; one query."""
    found: dict[type[CollectiveModel], set[int]] = defaultdict(set)
    if user.is_authenticated:
        for kind, pk in Follow.objects.filter(user=user).values_list("content_type", "object_id"):
            found[ContentType.objects.get_for_id(kind).model_class()].add(pk)
    return found
