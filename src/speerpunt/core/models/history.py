"""What happened, and the personal values in it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import Verb
from .accounts import User
from .collectives import CollectiveModel


class HistoryEvent(CollectiveModel):
    """Who did what to which row, and what each field was and became. Only ever added to.

    Ids stand here for people; what a person can ask to be erased stands in `PersonalValue`.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    # No constraint: the line stays when the account goes.
    actor = models.ForeignKey(
        User,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    verb = models.CharField(_("what"), max_length=12, choices=Verb.choices)
    target_model = models.CharField(_("kind"), max_length=80)
    target_id = models.BigIntegerField(_("number"))
    changes = models.JSONField(_("changes"), default=list)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("history event")
        verbose_name_plural = _("history events")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("collective", "target_model", "target_id", "-at"), name="history_target"),
            models.Index(fields=("collective", "-at"), name="history_recent"),
            # What is news, without what an import brought in.
            models.Index(
                fields=("collective", "verb", "-at", "target_model", "target_id", "actor"),
                name="history_news",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target_model} {self.target_id} {self.verb}"


class PersonalValue(CollectiveModel):
    """A value of a person that the history refers to, kept apart so that it can be erased."""

    person_id = models.BigIntegerField(_("person"), db_index=True)
    value = models.TextField(_("value"))

    class Meta:
        verbose_name = _("personal value")
        verbose_name_plural = _("personal values")

    def __str__(self) -> str:
        return f"{self.person_id}"
