"""The dossier and what hangs on it."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Health, Level, Theme, Visibility
from speerpunt.core.models import CollectiveModel, LongTextField
from speerpunt.core.texts import folded
from speerpunt.members.models import Body, Organisation, Person
from speerpunt.places.models import Area

from ..enums import CollectiveRole, MilestoneKind, Phase, ResultKind, ServiceKind
from .plans import Challenge, Priority


class Project(CollectiveModel):
    """The dossier: what it is, how it stands, what is next, who acts."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text", "updated_at")

    priority = models.ForeignKey(
        Priority, on_delete=models.PROTECT, related_name="projects", verbose_name=_("priority")
    )
    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("challenge"),
    )
    title = models.CharField(_("title"), max_length=200)
    summary = LongTextField(_("what it is"), blank=True)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.IDEA)
    health = models.CharField(
        _("how it stands"), max_length=12, choices=Health.choices, default=Health.NOT_STARTED
    )
    health_reason = models.CharField(_("why, in one line"), max_length=160, blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level.choices, default=Level.LOCAL)
    collective_role = models.CharField(
        _("our role"), max_length=12, choices=CollectiveRole.choices, blank=True
    )
    service_kind = models.CharField(
        _("kind of service"), max_length=24, choices=ServiceKind.choices, blank=True
    )
    core_team = models.ForeignKey(
        Body,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("core team"),
    )
    lead = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="led_projects",
        verbose_name=_("lead"),
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("until"), null=True, blank=True)
    dates_assumed = models.BooleanField(_("dates are assumed"), default=False)
    budget_eur_cents = models.BigIntegerField(_("budget in euro cents"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="next_steps",
        verbose_name=_("who acts"),
    )
    next_step_due = models.DateField(_("by"), null=True, blank=True)
    next_step_assumed = models.BooleanField(_("next step is assumed"), default=False)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.MEMBERS
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="projects", verbose_name=_("areas"))
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("title", "pk")
        indexes = (models.Index(fields=("collective", "priority"), name="project_priority"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=True) | Q(end__gte=F("start")),
                name="project_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(budget_eur_cents__isnull=True) | Q(budget_eur_cents__gte=0),
                name="project_budget_positive",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.as_searched()
        super().save(*args, **kwargs)

    def as_searched(self) -> str:
        return folded(f"{self.title} {self.summary} {self.next_step}")

    def get_absolute_url(self) -> str:
        return address("priorities:project", self.pk)

    @property
    def is_done(self) -> bool:
        return self.phase == Phase.DONE


class ProjectTheme(CollectiveModel):
    """A project touches a theme."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="themes", verbose_name=_("project")
    )
    theme = models.CharField(_("theme"), max_length=16, choices=Theme.choices)

    class Meta:
        verbose_name = _("theme of a project")
        verbose_name_plural = _("themes of projects")
        ordering = ("theme",)
        constraints = (models.UniqueConstraint(fields=("project", "theme"), name="project_theme_once"),)

    def __str__(self) -> str:
        return str(self.get_theme_display())


class ProjectPartner(CollectiveModel):
    """An organisation at the table of a project; shares the dossier only when that is said."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="partner_rows", verbose_name=_("project")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="partner_rows", verbose_name=_("organisation")
    )
    part = models.CharField(_("part in it"), max_length=60, blank=True)
    shares_dossier = models.BooleanField(_("may see the dossier"), default=False)

    class Meta:
        verbose_name = _("partner of a project")
        verbose_name_plural = _("partners of projects")
        ordering = ("organisation__name",)
        constraints = (
            models.UniqueConstraint(fields=("project", "organisation"), name="project_partner_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}"


class ProjectPart(CollectiveModel):
    """One of the pieces of work that a project consists of."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="parts", verbose_name=_("project")
    )
    text = models.CharField(_("what"), max_length=240)
    position = models.PositiveSmallIntegerField(_("place"), default=0)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("part of a project")
        verbose_name_plural = _("parts of projects")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.text


class Milestone(CollectiveModel):
    """A moment that counts; a decision is one that somebody takes."""

    project = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="milestones", verbose_name=_("project")
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=MilestoneKind.choices, default=MilestoneKind.MILESTONE
    )
    title = models.CharField(_("title"), max_length=200)
    due = models.DateField(_("date"))
    decided_by = models.CharField(_("who decides"), max_length=120, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    is_assumed = models.BooleanField(_("date is assumed"), default=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("due", "pk")
        indexes = (models.Index(fields=("collective", "kind", "due"), name="milestone_due"),)

    def __str__(self) -> str:
        return self.title


class Result(CollectiveModel):
    """What was reached, in the process or felt in practice, with date and evidence."""

    priority = models.ForeignKey(
        Priority, on_delete=models.CASCADE, related_name="results", verbose_name=_("priority")
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="results",
        verbose_name=_("project"),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ResultKind.choices)
    title = models.CharField(_("title"), max_length=200)
    text = LongTextField(_("explanation"), blank=True)
    reached_on = models.DateField(_("reached on"), default=date.today)
    evidence = models.CharField(_("evidence"), max_length=240, blank=True)
    is_assumed = models.BooleanField(_("date is assumed"), default=False)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ("-reached_on", "-pk")

    def __str__(self) -> str:
        return self.title
