"""Who does what by when, whatever it came from, and what is asked about that."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.enums import Visibility
from speerpunt.core.models import CollectiveModel, LinkedModel, LongTextField
from speerpunt.core.texts import folded
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from .enums import ActionState, RequestState

IS_OPEN = Q(state=ActionState.OPEN)
# Asked of every action, so that an index with these is enough, and no database rather reads all that is open.
OF_COLLECTIVE = ("collective", "state", "due", "id", "content_type", "object_id", "visibility")


class Action(LinkedModel):
    """One thing that one person does before a day. Never deleted: it is done, or dropped with a reason."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text", "first_due", "times_moved", "updated_at")

    # Nothing: it belongs to the collective as a whole.
    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    object_id = models.BigIntegerField(null=True, blank=True, editable=False)
    title = models.CharField(_("what"), max_length=200)
    explanation = LongTextField(_("explanation"), blank=True)
    # Nobody: the person was erased, and the office finds another.
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="actions", verbose_name=_("who")
    )
    due = models.DateField(_("by when"))
    # The day that was agreed first, once another one was.
    first_due = models.DateField(_("first by when"), null=True, editable=False)
    times_moved = models.PositiveSmallIntegerField(_("times moved"), default=0, editable=False)
    state = models.CharField(
        _("state"), max_length=7, choices=ActionState.choices, default=ActionState.OPEN, editable=False
    )
    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    drop_reason = models.CharField(_("why not"), max_length=200, blank=True)
    origin = models.CharField(_("comes from"), max_length=120, blank=True)
    # What it hung on until that was deleted; told only within the circle.
    former_subject = models.CharField(_("hung on"), max_length=200, blank=True, editable=False)
    areas = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("areas"))
    # Nothing: who may see what it hangs on.
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, blank=True, default=""
    )
    made_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("made by"),
        editable=False,
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ("due", "pk")
        indexes = (
            # Also answers who may see a row and whose it is, so that the list counts without the table.
            models.Index(fields=(*OF_COLLECTIVE, "owner", "made_by"), name="action_by_day"),
            models.Index(fields=("content_type", "object_id", "state"), name="action_target"),
            # How many hang on what, without reading each of them.
            models.Index(
                fields=("collective", "state", "content_type", "object_id", "visibility", "due"),
                name="action_tally",
            ),
            # The same of what concerns somebody himself, and whether somebody has something open.
            models.Index(fields=("owner", *OF_COLLECTIVE, "made_by"), name="action_owned"),
            models.Index(fields=("made_by", *OF_COLLECTIVE), name="action_made"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(content_type__isnull=True, object_id__isnull=True)
                | Q(content_type__isnull=False, object_id__isnull=False),
                name="action_whole_link",
            ),
            models.CheckConstraint(
                condition=Q(object_id__isnull=False) | ~Q(visibility=""), name="action_by_itself_has_circle"
            ),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, closed_on__isnull=True)
                | (~Q(state=ActionState.OPEN) & Q(closed_on__isnull=False)),
                name="action_closed_has_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.as_searched()
        super().save(*args, **kwargs)

    def as_searched(self) -> str:
        return folded(f"{self.title} {self.explanation} {self.origin}")

    def get_absolute_url(self) -> str:
        return address("actions:action", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    def is_overdue(self, on: date | None = None) -> bool:
        return self.is_open and self.due < (on or timezone.localdate())


class ActionRequest(CollectiveModel):
    """Somebody asks another day, or another person to take it over. Whoever answers says yes or no in words."""

    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="requests", verbose_name=_("action")
    )
    new_due = models.DateField(_("another day"), null=True, blank=True)
    new_owner = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("somebody else"),
    )
    reason = models.CharField(_("reason"), max_length=400)
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    state = models.CharField(
        _("answer"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN, editable=False
    )
    answered_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
        editable=False,
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    answer = models.CharField(_("in words"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("action",), condition=Q(state=RequestState.OPEN), name="action_request_open_once"
            ),
            models.CheckConstraint(
                condition=Q(new_due__isnull=True) | Q(new_owner__isnull=True), name="action_request_asks_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.action_id} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state == RequestState.OPEN

    @property
    def is_handover(self) -> bool:
        return self.new_due is None
