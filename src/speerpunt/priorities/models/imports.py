"""An existing plan on its way in, and the words by which its lines are recognised."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User

from ..enums import ImportStatus, NodeKind
from .plans import PlanEdition


class KindWord(CollectiveModel):
    """Words in a plan that tell what the lines under them are."""

    phrase = models.CharField(_("words"), max_length=80)
    kind = models.CharField(_("mark"), max_length=14, choices=NodeKind.choices)

    class Meta:
        verbose_name = _("word that marks a kind")
        verbose_name_plural = _("words that mark a kind")
        ordering = ("phrase",)
        constraints = (models.UniqueConstraint(fields=("collective", "phrase"), name="kind_word_once"),)

    def __str__(self) -> str:
        return self.phrase


class PlanImport(CollectiveModel):
    """An uploaded plan waiting for a person to say what becomes what."""

    edition = models.ForeignKey(
        PlanEdition,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("plan edition"),
    )
    file_name = models.CharField(_("file"), max_length=200)
    # Nodes as recognised, and per node id what the reviewer chose otherwise.
    nodes = models.JSONField(_("lines"), default=list)
    choices = models.JSONField(_("choices"), default=dict)
    # What was made, merged and left out, once it is taken over.
    report = models.JSONField(_("report"), default=dict)
    status = models.CharField(
        _("status"), max_length=8, choices=ImportStatus.choices, default=ImportStatus.REVIEW
    )
    uploaded_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("plan import")
        verbose_name_plural = _("plan imports")
        ordering = ("-uploaded_at",)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("priorities:plan_import", self.pk)
