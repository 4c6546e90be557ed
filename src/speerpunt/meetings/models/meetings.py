"""A meeting, who is invited to it, and who was there."""

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, Frozen, LongTextField
from speerpunt.core.texts import folded
from speerpunt.members.enums import SeatKind
from speerpunt.members.models import Body, Organisation, Person
from speerpunt.priorities.models import Project

from ..enums import Access, Answer, Form, MeetingKind, MeetingState, MinutesState, Presence, SignUpState
from .series import MeetingSeries


class Meeting(CollectiveModel):
    """A body comes together. What it is from one day to the next, `state` and `minutes_state` say."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body"))
    series = models.ForeignKey(
        MeetingSeries,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("series"),
    )
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(
        _("kind"), max_length=9, choices=MeetingKind.choices, default=MeetingKind.ORDINARY
    )
    introduction = LongTextField(_("introduction"), blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    form = models.CharField(_("form"), max_length=9, choices=Form.choices, default=Form.IN_PERSON)
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("online at"), max_length=400, blank=True)
    # Who may know of it; each item says for itself who may read it, and never wider.
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices, default=Access.ALL)
    state = models.CharField(
        _("state"), max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED, editable=False
    )
    cancel_reason = models.CharField(_("why not"), max_length=200, blank=True)
    # What an invitation is recognised by in another calendar, and how often it was changed since (RFC 5545).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # Of one that came out of another calendar: what it is recognised by there.
    outside_uid = models.CharField(max_length=255, blank=True, editable=False)
    # What that calendar said last: what was changed here stays until it says something else.
    outside_values = models.JSONField(default=dict, editable=False)
    # When the agenda was sent last; papers of a later moment are late.
    called_at = models.DateTimeField(_("agenda sent at"), null=True, editable=False)
    opened_at = models.DateTimeField(_("opened at"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    minutes_state = models.CharField(
        pgettext_lazy("of a meeting", "minutes"),
        max_length=8,
        choices=MinutesState.choices,
        default=MinutesState.NONE,
        editable=False,
    )
    approved_in = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="approves",
        verbose_name=_("minutes approved in"),
        editable=False,
    )
    # From here on the minutes are frozen; only numbered corrections follow.
    approved_at = models.DateTimeField(_("minutes approved at"), null=True, editable=False)
    dossier = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("dossier"),
    )
    # Of a session with partners: the internal one that prepared it.
    prepared_in = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="prepares",
        verbose_name=_("prepared in"),
    )
    # Of a gathering.
    places = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    sign_up_until = models.DateTimeField(_("sign up until"), null=True, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ("starts_at", "pk")
        indexes = (
            models.Index(fields=("collective", "starts_at"), name="meeting_by_moment"),
            models.Index(fields=("collective", "body", "starts_at"), name="meeting_of_body"),
            models.Index(fields=("collective", "called_at"), name="meeting_called"),
            models.Index(fields=("collective", "approved_at"), name="meeting_approved"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(minutes_state=MinutesState.APPROVED),
                name="meeting_frozen_is_approved",
            ),
            models.UniqueConstraint(
                fields=("collective", "outside_uid", "starts_at"),
                condition=~Q(outside_uid=""),
                name="meeting_from_outside_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {timezone.localdate(self.starts_at):%d-%m-%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.as_searched()
        super().save(*args, **kwargs)

    def as_searched(self) -> str:
        return folded(f"{self.title} {self.place}")

    def get_absolute_url(self) -> str:
        return address("meetings:meeting", self.pk)

    @property
    def minutes(self) -> int:
        """How long it is planned to take."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)

    @property
    def is_sent(self) -> bool:
        return self.called_at is not None

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_frozen(self) -> bool:
        return self.approved_at is not None

    @property
    def is_written(self) -> bool:
        """Whether lines of its minutes can be added and changed."""
        return self.state in (MeetingState.RUNNING, MeetingState.HELD) and not self.is_frozen

    @property
    def is_gathering(self) -> bool:
        return self.kind == MeetingKind.GATHERING

    def is_past(self, at: datetime | None = None) -> bool:
        return self.ends_at < (at or timezone.now())


class Attendance(CollectiveModel):
    """Somebody is invited to a meeting: by a seat in the body, or as a guest, who sees what is open to all."""

    # What the minutes say of it; that he answered late changes nothing in them.
    frozen: ClassVar[Frozen] = Frozen(
        (("meeting",), "approved_at"), ("meeting", "person", "seat", "proxy", "presence")
    )

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("person")
    )
    on_behalf_of = models.ForeignKey(
        Organisation,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    # The seat at the moment of inviting; nothing for a guest.
    seat = models.CharField(_("seat"), max_length=10, choices=SeatKind.choices, blank=True)
    answer = models.CharField(_("answer"), max_length=6, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    # Who speaks and votes in his place.
    proxy = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proxies",
        verbose_name=_("proxy"),
    )
    presence = models.CharField(
        _("presence"), max_length=7, choices=Presence.choices, default=Presence.UNKNOWN
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, editable=False)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("meeting", "person__family_name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "person"), name="attendance_once"),
            models.CheckConstraint(
                condition=Q(proxy__isnull=True) | ~Q(proxy=F("person")), name="attendance_proxy_is_another"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.meeting_id}"

    @property
    def is_guest(self) -> bool:
        return not self.seat

    @property
    def decides(self) -> bool:
        return bool(self.seat) and self.seat != SeatKind.OBSERVER


class SignUp(CollectiveModel):
    """Somebody comes to a gathering, or waits for a place."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="sign_ups", verbose_name=_("gathering")
    )
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="sign_ups", verbose_name=_("person")
    )
    state = models.CharField(
        _("state"), max_length=9, choices=SignUpState.choices, default=SignUpState.SIGNED_UP
    )
    # Whoever waits longest comes first.
    signed_up_at = models.DateTimeField(_("signed up at"), default=timezone.now)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ("signed_up_at", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="sign_up_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
