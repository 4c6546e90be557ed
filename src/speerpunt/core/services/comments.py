from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from ..enums import Verb
from ..models import CollectiveModel, Comment, User
from .search_index import mark_for_search


@transaction.atomic
def add_comment(target: CollectiveModel, *, text: str, by: User) -> Comment:
    comment = Comment.objects.create(
        collective_id=target.collective_id,
        content_type=ContentType.objects.get_for_model(target),
        object_id=target.pk,
        author=by,
        text=text,
    )
    mark_for_search(targets=[comment], verb=Verb.CREATED)
    return comment


@transaction.atomic
def remove_comment(comment: Comment) -> None:
    mark_for_search(targets=[comment], verb=Verb.DELETED)
    comment.delete()
