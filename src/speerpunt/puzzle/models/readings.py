"""Files of sources on their way in. What was read waits as rows, so that nobody ever holds all of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User

from ..enums import Oddity, ReadingState
from .works import WorkSource


class WorksReading(CollectiveModel):
    """One reading of a source on its way in: looked at, reviewed, then taken over as a whole."""

    source = models.ForeignKey(
        WorkSource, on_delete=models.CASCADE, related_name="readings", verbose_name=_("source")
    )
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    # Where the storage has the file; empty once it is gone.
    place = models.CharField(max_length=120, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=ReadingState.choices, default=ReadingState.LOOKING, editable=False
    )
    problem = models.CharField(_("reason"), max_length=400, blank=True, editable=False)
    # The last day of which the file says anything.
    horizon = models.DateField(null=True, editable=False)
    outcome = models.JSONField(default=dict, editable=False)
    requested_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("reading of a source")
        verbose_name_plural = _("readings of sources")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("puzzle:reading", self.pk)


class StagedWork(CollectiveModel):
    """A work as a file has it, until the file was taken over or put aside."""

    reading = models.ForeignKey(
        WorksReading, on_delete=models.CASCADE, related_name="staged", verbose_name=_("reading of a source")
    )
    outside_id = models.CharField(_("number at the source"), max_length=120)
    # With its phases and lines, as plain values.
    said = models.JSONField(editable=False)
    digest = models.CharField(max_length=32, editable=False)

    class Meta:
        verbose_name = _("work that waits")
        verbose_name_plural = _("works that wait")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("reading", "outside_id"), name="staged_work_once"),)

    def __str__(self) -> str:
        return self.outside_id


class ReadingOddity(CollectiveModel):
    """Something unusual in a file, and where it stands."""

    reading = models.ForeignKey(
        WorksReading, on_delete=models.CASCADE, related_name="oddities", verbose_name=_("reading of a source")
    )
    oddity = models.CharField(_("what is unusual"), max_length=24, choices=Oddity.choices)
    outside_id = models.CharField(_("number at the source"), max_length=120, blank=True)
    # What stands there, where that helps to find it.
    what = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("oddity of a reading")
        verbose_name_plural = _("oddities of readings")
        ordering = ("pk",)
        indexes = (models.Index(fields=("reading", "oddity"), name="reading_oddity"),)

    def __str__(self) -> str:
        return f"{self.outside_id}: {self.get_oddity_display()}"
