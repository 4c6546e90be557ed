"""What hangs on a subject: comments and followers."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import User
from .collectives import CollectiveModel
from .fields import LongTextField


class LinkedModel(CollectiveModel):
    """Something that hangs on a row of a kind that `registry.subjects` names. The database keeps out the rest."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class Comment(LinkedModel):
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = LongTextField(_("text"), max_length=4000)
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("content_type", "object_id"), name="comment_target"),)

    def __str__(self) -> str:
        return self.text[:40]


class Follow(LinkedModel):
    """Somebody wants to be told when this changes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = (
            models.UniqueConstraint(fields=("user", "content_type", "object_id"), name="follow_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.content_type_id}/{self.object_id}"
