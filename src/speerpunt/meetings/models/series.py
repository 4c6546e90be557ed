"""How often a body means to meet, and when it does not."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import CollectiveModel
from speerpunt.members.models import Body

from ..enums import Access, Form


class YearPlan(CollectiveModel):
    """How many meetings a body means to hold in a year; without one, what the body usually plans."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, related_name="year_plans", verbose_name=_("body")
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    planned_in_person = models.PositiveSmallIntegerField(_("meetings in person"), default=0)
    planned_online = models.PositiveSmallIntegerField(_("meetings online"), default=0)

    class Meta:
        verbose_name = _("year plan")
        verbose_name_plural = _("year plans")
        ordering = ("body__name", "year")
        constraints = (models.UniqueConstraint(fields=("body", "year"), name="year_plan_once"),)

    def __str__(self) -> str:
        return f"{self.body_id} {self.year}"


class Holiday(CollectiveModel):
    """Days on which the collective does not meet, besides public holidays: school holidays, a city's feast."""

    name = models.CharField(_("name"), max_length=80)
    start = models.DateField(_("from"))
    end = models.DateField(_("until"))

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        ordering = ("start", "name")
        constraints = (
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="holiday_ends_after_start"),
            models.UniqueConstraint(fields=("collective", "name", "start"), name="holiday_once"),
        )

    def __str__(self) -> str:
        return self.name


class MeetingSeries(CollectiveModel):
    """A body meets by a pattern. The meetings themselves are rows; each may be moved or cancelled by itself."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="series", verbose_name=_("body"))
    title = models.CharField(_("title"), max_length=160)
    # An RRULE of RFC 5545, without its start.
    pattern = models.CharField(_("pattern"), max_length=200)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    start_time = models.TimeField(_("starts at"))
    duration_minutes = models.PositiveSmallIntegerField(_("minutes"), default=120)
    form = models.CharField(_("form"), max_length=9, choices=Form.choices, default=Form.IN_PERSON)
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("online at"), max_length=400, blank=True)
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices, default=Access.ALL)
    skips_holidays = models.BooleanField(_("not on holidays"), default=True)

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = _("series of meetings")
        ordering = ("body__name", "first_day")
        constraints = (
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="series_ends_after_start"),
        )

    def __str__(self) -> str:
        return self.title
