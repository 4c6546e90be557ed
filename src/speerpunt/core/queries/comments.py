from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from ..models import CollectiveModel, Comment


def comments_on(target: CollectiveModel) -> QuerySet[Comment]:
    return Comment.objects.filter(
        content_type=ContentType.objects.get_for_model(target), object_id=target.pk
    ).select_related("author")
