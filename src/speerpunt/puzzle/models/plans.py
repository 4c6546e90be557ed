"""The puzzle on the table: works laid in weeks, the rules between them, and the best order that was found."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, User
from speerpunt.meetings.models import Decision
from speerpunt.priorities.models import Project

from ..enums import PlanState, RuleKind, RunState
from .works import Work

MOST_WEEKS = 260


class WorksPlan(CollectiveModel):
    """One way to lay the works in weeks. Each move is a step that can be undone."""

    name = models.CharField(_("name"), max_length=160)
    first_monday = models.DateField(_("first week"))
    weeks = models.PositiveSmallIntegerField(
        _("weeks"), validators=[MinValueValidator(1), MaxValueValidator(MOST_WEEKS)]
    )
    state = models.CharField(
        _("state"), max_length=8, choices=PlanState.choices, default=PlanState.DRAFT, editable=False
    )
    dossier = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="works_plans",
        verbose_name=_("dossier"),
    )
    based_on = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="variants", verbose_name=_("based on")
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="works_plans",
        verbose_name=_("agreed by decision"),
    )
    # Rises with each step; who moves something in an older one is told.
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("plan of works")
        verbose_name_plural = _("plans of works")
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("collective", "name"), name="works_plan_name_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("puzzle:plan", self.pk)


class PlannedWork(CollectiveModel):
    """A period of a work as it lies in a plan; a work of several periods lies there several times."""

    plan = models.ForeignKey(
        WorksPlan, on_delete=models.CASCADE, related_name="planned", verbose_name=_("plan of works")
    )
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="planned", verbose_name=_("work"))
    # Which of the periods of the work, in their order.
    phase_number = models.PositiveSmallIntegerField(default=0)
    # Weeks count from 0.
    week = models.PositiveSmallIntegerField(_("week"))
    duration_weeks = models.PositiveSmallIntegerField(_("weeks"), validators=[MinValueValidator(1)])
    earliest = models.PositiveSmallIntegerField(_("not before week"), default=0)
    latest = models.PositiveSmallIntegerField(_("not after week"), null=True, blank=True)
    is_locked = models.BooleanField(_("stays where it is"), default=False)
    # Corridors or quarters that a limit is set for.
    groups = models.JSONField(_("groups"), default=list, blank=True)
    # As the source had it when it was laid: another week there raises a flag.
    source_week = models.IntegerField(null=True, editable=False)

    class Meta:
        verbose_name = _("planned work")
        verbose_name_plural = _("planned works")
        ordering = ("week", "pk")
        constraints = (
            models.UniqueConstraint(fields=("plan", "work", "phase_number"), name="planned_work_once"),
        )

    def __str__(self) -> str:
        return f"{self.work_id} {self.week}"

    @property
    def place(self) -> tuple[int, int]:
        """The same period of the same work, in whatever plan."""
        return self.work_id, self.phase_number

    @property
    def key(self) -> str:
        """What the engine calls it."""
        return str(self.pk)


class PlanStep(CollectiveModel):
    """What somebody moved or locked at one go; undone and done again as a whole."""

    plan = models.ForeignKey(
        WorksPlan, on_delete=models.CASCADE, related_name="steps", verbose_name=_("plan of works")
    )
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    # Of each planned work: its number, and what a field was and became.
    changes = models.JSONField(default=list, editable=False)
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)

    class Meta:
        verbose_name = _("step in a plan of works")
        verbose_name_plural = _("steps in plans of works")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.plan_id} {self.pk}"


class WorksRule(CollectiveModel):
    """A rule that a plan obeys; one that breaks it is shown with it, and not repaired in silence."""

    kind = models.CharField(_("kind"), max_length=14, choices=RuleKind.choices)
    name = models.CharField(_("why"), max_length=160)
    # Of "never together" and "not in these weeks" (nothing: any work).
    works = models.ManyToManyField(Work, blank=True, related_name="rules", verbose_name=_("works"))
    before = models.ForeignKey(
        Work, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("comes first")
    )
    after = models.ForeignKey(
        Work,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("waits for it"),
    )
    lag_weeks = models.PositiveSmallIntegerField(_("weeks in between"), default=0)
    # Of a limit; without a group it is for all works together.
    group = models.CharField(_("group"), max_length=60, blank=True)
    most = models.PositiveSmallIntegerField(_("at most at once"), null=True, blank=True)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("until"), null=True, blank=True)
    is_yearly = models.BooleanField(_("comes back every year"), default=False)
    # Without it the days are only shown.
    binds = models.BooleanField(_("works may not go on then"), default=True)

    class Meta:
        verbose_name = _("rule for works")
        verbose_name_plural = _("rules for works")
        ordering = ("kind", "name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.PRECEDENCE) | Q(before__isnull=False, after__isnull=False),
                name="works_rule_order_has_both",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.AT_MOST) | Q(most__isnull=False),
                name="works_rule_limit_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.BLACKOUT) | Q(first_day__isnull=False, last_day__isnull=False),
                name="works_rule_blackout_has_days",
            ),
        )

    def __str__(self) -> str:
        return self.name


class PlanRun(CollectiveModel):
    """A search for the best order: its input, what was found, and how far from the best possible that is."""

    plan = models.ForeignKey(
        WorksPlan, on_delete=models.CASCADE, related_name="runs", verbose_name=_("plan of works")
    )
    state = models.CharField(
        _("state"), max_length=7, choices=RunState.choices, default=RunState.RUNNING, editable=False
    )
    digest = models.CharField(max_length=64, editable=False)
    seed = models.PositiveIntegerField(default=0)
    limit_seconds = models.PositiveSmallIntegerField(_("time in seconds"), default=60)
    # Week of each planned work, by its number: where the search begins, and then what it found.
    starts = models.JSONField(default=dict, editable=False)
    # Weeks in which somebody wants works to begin, whatever else has to move for it.
    wish = models.JSONField(default=dict, editable=False)
    cost = models.FloatField(_("cost"), null=True)
    bound = models.FloatField(_("bound"), null=True)
    gap = models.FloatField(_("gap"), null=True)
    is_best = models.BooleanField(_("proven to be the best"), default=False)
    # Whether the bound holds for every plan, or for those of the states that were computed.
    proven = models.TextField(_("what is proven"), blank=True, editable=False)
    states = models.PositiveIntegerField(_("states"), default=0)
    seconds = models.FloatField(_("seconds"), default=0.0)
    problem = models.CharField(_("reason"), max_length=400, blank=True)
    # The rules that contradict each other, where no plan keeps them all.
    contradiction = models.JSONField(default=list, editable=False)
    stop_asked_at = models.DateTimeField(null=True, editable=False)
    asked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("search for the best order")
        verbose_name_plural = _("searches for the best order")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"
