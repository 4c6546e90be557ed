"""Where works get in each other's way."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, LongTextField
from speerpunt.meetings.models import Decision
from speerpunt.priorities.models import Project

from ..enums import ClashState
from .works import Work

LONGEST_TITLE = 440


class Clash(CollectiveModel):
    """A work meets another work, or a project, at the same time: in place, or in an area that both touch."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="clashes", verbose_name=_("work"))
    other_work = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="clashes_with",
        verbose_name=_("other work"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="clashes",
        verbose_name=_("project"),
    )
    # What both are called, kept up with them: papers and actions of a clash are named after it.
    title = models.CharField(_("title"), max_length=LONGEST_TITLE, default="", editable=False)
    # In what they meet, as in `ClashKind`.
    ways = models.JSONField(_("meet in"), default=list)
    metres = models.FloatField(_("metres apart"), null=True, blank=True)
    links = models.JSONField(_("links that both are on"), default=list, blank=True)
    # Days that both go on, the first and the last of each period; without a last one, nobody knows when it ends.
    periods = models.JSONField(_("periods"), default=list, editable=False)
    # Over all of these.
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=ClashState.choices, default=ClashState.OPEN)
    talk_to = models.CharField(_("whom to talk to"), max_length=160, blank=True)
    outcome = LongTextField(_("what came of it"), blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="clashes",
        verbose_name=_("decision"),
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now, editable=False)
    gone_at = models.DateTimeField(_("no longer there since"), null=True, editable=False)

    class Meta:
        verbose_name = _("clash")
        verbose_name_plural = _("clashes")
        ordering = ("first_day", "pk")
        indexes = (models.Index(fields=("collective", "state", "first_day"), name="clash_by_day"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(other_work__isnull=False, project__isnull=True)
                | Q(other_work__isnull=True, project__isnull=False),
                name="clash_with_one_thing",
            ),
            models.CheckConstraint(condition=~Q(work=F("other_work")), name="clash_with_another"),
            models.UniqueConstraint(
                fields=("work", "other_work"),
                condition=Q(other_work__isnull=False),
                name="clash_of_works_once",
            ),
            models.UniqueConstraint(
                fields=("work", "project"), condition=Q(project__isnull=False), name="clash_with_project_once"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("puzzle:clash", self.pk)

    @property
    def together(self) -> list[tuple[date, date | None]]:
        """The periods in which both go on."""
        return [
            (date.fromisoformat(first), date.fromisoformat(last) if last else None)
            for first, last in self.periods
        ]

    @property
    def days(self) -> int | None:
        """On so many days both go on; None where nobody knows the end."""
        if any(last is None for _first, last in self.together):
            return None
        return sum((last - first).days + 1 for first, last in self.together if last)
