from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from ..models import CollectiveModel, Follow, User


@transaction.atomic
def follow(target: CollectiveModel, *, by: User) -> Follow:
    """Following twice is following once."""
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
