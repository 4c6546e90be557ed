from collections.abc import Sequence

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from ..enums import Verb
from ..models import CollectiveModel, Comment, Follow, User
from .telling import begin_telling


@transaction.atomic
def follow(target: CollectiveModel, *, by: User) -> Follow:
    """Following twice is following once. Who follows something is told of it."""
    begin_telling(target.collective_id, user=by)
    found, _ = Follow.objects.get_or_create(
        user=by,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        defaults={"collective_id": target.collective_id},
    )
    return found


@transaction.atomic
def unfollow(target: CollectiveModel, *, by: User) -> None:
    Follow.objects.filter(
        user=by, content_type=ContentType.objects.get_for_model(target), object_id=target.pk
    ).delete()


@transaction.atomic
def bring_followers(previous: CollectiveModel, target: CollectiveModel) -> None:
    """Who follows the one follows the other too."""
    kind = ContentType.objects.get_for_model(previous)
    users = Follow.objects.filter(content_type=kind, object_id=previous.pk).values_list("user", flat=True)
    for user in User.objects.filter(pk__in=users):
        follow(target, by=user)


def let_go_of_deleted(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """What is deleted takes its comments and its followers along."""
    if verb == Verb.DELETED:
        kind = ContentType.objects.get_for_model(targets[0])
        ids = [target.pk for target in targets]
        for model in (Comment, Follow):
            model.objects.filter(content_type=kind, object_id__in=ids).delete()
