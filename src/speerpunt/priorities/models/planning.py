"""Time over all projects: what waits for what, how it was planned before, and who moved what."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel, User

from .plans import PlanEdition
from .projects import Milestone, Project

LONGEST_LAG_DAYS = 1830


class ProjectDependency(CollectiveModel):
    """A project begins after another one is ready, and so many days later."""

    before = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="waited_for_by", verbose_name=_("comes first")
    )
    after = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="waits_for", verbose_name=_("waits for it")
    )
    lag_days = models.PositiveSmallIntegerField(
        _("days in between"), default=0, validators=[MaxValueValidator(LONGEST_LAG_DAYS)]
    )

    class Meta:
        verbose_name = _("dependency")
        verbose_name_plural = _("dependencies")
        ordering = ("before__title", "pk")
        constraints = (
            models.UniqueConstraint(fields=("before", "after"), name="dependency_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="dependency_on_another"),
        )

    def __str__(self) -> str:
        return f"{self.before_id} -> {self.after_id}"


class Baseline(CollectiveModel):
    """All dates of a plan as they were at a moment, to compare with."""

    edition = models.ForeignKey(
        PlanEdition, on_delete=models.CASCADE, related_name="baselines", verbose_name=_("plan edition")
    )
    title = models.CharField(_("title"), max_length=80)
    taken_at = models.DateTimeField(_("taken at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering = ("-taken_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("edition", "title"), name="baseline_title_once"),)

    def __str__(self) -> str:
        return self.title


class BaselineRow(CollectiveModel):
    """The dates of one project in a baseline, or of one of its milestones: that has only an end."""

    baseline = models.ForeignKey(
        Baseline, on_delete=models.CASCADE, related_name="rows", verbose_name=_("baseline")
    )
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="baseline_rows", verbose_name=_("project")
    )
    milestone = models.ForeignKey(
        Milestone,
        on_delete=models.CASCADE,
        null=True,
        related_name="baseline_rows",
        verbose_name=_("milestone"),
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("row of a baseline")
        verbose_name_plural = _("rows of baselines")
        constraints = (
            models.UniqueConstraint(
                fields=("baseline", "project"),
                condition=Q(milestone__isnull=True),
                name="baseline_project_once",
            ),
            models.UniqueConstraint(fields=("baseline", "milestone"), name="baseline_milestone_once"),
        )

    def __str__(self) -> str:
        return f"{self.start} - {self.end}"


class PlanningStep(CollectiveModel):
    """One move in time by one person, with everything that moved along: what is undone together."""

    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("by"))
    # What was moved by hand; the rest of the step followed from it.
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="planning_steps", verbose_name=_("project")
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)
    # So many rows moved. When one of them is deleted, the step can no longer be undone as a whole.
    size = models.PositiveIntegerField(_("rows"), default=0, editable=False)

    class Meta:
        verbose_name = _("planning step")
        verbose_name_plural = _("planning steps")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("collective", "by", "-id"), name="planning_step_latest"),)

    def __str__(self) -> str:
        return f"{self.by_id} {self.at:%Y-%m-%d %H:%M}"


class PlanningMove(CollectiveModel):
    """What the dates of one project were and became in a step; of a milestone, its date is the end."""

    step = models.ForeignKey(
        PlanningStep, on_delete=models.CASCADE, related_name="moves", verbose_name=_("planning step")
    )
    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="planning_moves", verbose_name=_("project")
    )
    milestone = models.ForeignKey(
        Milestone,
        on_delete=models.CASCADE,
        null=True,
        related_name="planning_moves",
        verbose_name=_("milestone"),
    )
    start_before = models.DateField(null=True)
    end_before = models.DateField(null=True)
    assumed_before = models.BooleanField(default=False)
    start_after = models.DateField(null=True)
    end_after = models.DateField(null=True)
    assumed_after = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("moved dates")
        verbose_name_plural = _("moved dates")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.project_id} {self.end_before} -> {self.end_after}"

    @property
    def before(self) -> tuple[date | None, date | None, bool]:
        return self.start_before, self.end_before, self.assumed_before

    @property
    def after(self) -> tuple[date | None, date | None, bool]:
        return self.start_after, self.end_after, self.assumed_after
