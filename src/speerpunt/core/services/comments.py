from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from ..models import CollectiveModel, Comment, User


@transaction.atomic
def add_comment(target: CollectiveModel, *, text: str, by: User) -> Comment:
    return Comment.objects.create(
        collective_id=target.collective_id,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        author=by,
        text=text,
    )


@transaction.atomic
def remove_comment(comment: Comment) -> None:
    comment.delete()
