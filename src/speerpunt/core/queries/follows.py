from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from ..models import CollectiveModel, Follow, User


def is_following(user: User, target: CollectiveModel) -> bool:
    return target.pk in followed_ids(user, type(target))


def followed_by_model(user: User) -> dict[type[CollectiveModel], set[int]]:
    """Everything that the user follows, by the kind of row; one query."""
    found: dict[type[CollectiveModel], set[int]] = defaultdict(set)
    if user.is_authenticated:
        for kind, pk in Follow.objects.filter(user=user).values_list("content_type", "object_id"):
            found[ContentType.objects.get_for_id(kind).model_class()].add(pk)
    return found


def followed_ids(user: User, model: type[CollectiveModel]) -> set[int]:
    """Ids of the rows of this kind that the user follows."""
    if not user.is_authenticated:
        return set()
    kind = ContentType.objects.get_for_model(model)
    return set(Follow.objects.filter(user=user, content_type=kind).values_list("object_id", flat=True))
