"""What was said, decided and promised, line by line under each item."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from speerpunt.actions.models import Action
from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, Frozen, LongTextField, User
from speerpunt.core.texts import folded
from speerpunt.members.models import Body, Person
from speerpunt.priorities.models import Project

from ..enums import DecisionState, EntryKind, RemarkState
from .agenda import AgendaItem
from .meetings import Meeting

VOTES = ("votes_for", "votes_against", "votes_abstained")


class MinuteEntry(CollectiveModel):
    """One line of the minutes: a note, a decision or an action. Taken away, it can be put back until approval."""

    derived_fields: ClassVar[tuple[str, ...]] = ("changed_at",)
    frozen: ClassVar[Frozen] = Frozen(
        (("item", "meeting"), "approved_at"), ("item", "kind", "text", "due", "said_at", "removed_at", "key")
    )

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="entries", verbose_name=_("agenda item")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind.choices)
    # Of an action: what was agreed, with who and by when below. The action itself moves on; the minutes do not.
    text = LongTextField(_("text"), blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    due = models.DateField(_("by when"), null=True, blank=True)
    action = models.OneToOneField(
        Action,
        on_delete=models.PROTECT,
        null=True,
        related_name="minute_entry",
        verbose_name=_("action"),
        editable=False,
    )
    # Made by the browser, so that a line that is sent again after a lost connection is the same line.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    # Rises with each change; who changes an older one is told.
    version = models.PositiveIntegerField(default=1, editable=False)
    said_at = models.DateTimeField(_("at"), default=timezone.now)
    written_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    removed_at = models.DateTimeField(_("taken away at"), null=True, editable=False)

    class Meta:
        verbose_name = _("line of the minutes")
        verbose_name_plural = _("lines of the minutes")
        ordering = ("said_at", "pk")
        indexes = (
            models.Index(fields=("collective", "item", "said_at"), name="entry_of_item"),
            models.Index(fields=("collective", "said_at"), name="entry_by_moment"),
            models.Index(
                fields=("collective", "item"), condition=Q(action__isnull=False), name="entry_with_action"
            ),
            # Few: a decision is asked whether its line is among them, rather than for its line.
            models.Index(fields=("collective",), condition=Q(removed_at__isnull=False), name="entry_removed"),
        )
        constraints = (
            models.UniqueConstraint(fields=("collective", "key"), name="entry_once"),
            models.CheckConstraint(
                condition=Q(kind=EntryKind.ACTION, action__isnull=False)
                | (~Q(kind=EntryKind.ACTION) & Q(action__isnull=True)),
                name="entry_action_has_action",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Decision(CollectiveModel):
    """What a body decided, under a number that is given once."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)
    frozen: ClassVar[Frozen] = Frozen(
        (("item", "meeting"), "approved_at"),
        ("item", "entry", "body", "year", "number", "text", *VOTES, "binds"),
    )

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("agenda item")
    )
    entry = models.OneToOneField(
        MinuteEntry,
        on_delete=models.PROTECT,
        related_name="decision",
        verbose_name=_("line of the minutes"),
        editable=False,
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions", verbose_name=_("body"))
    dossier = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("dossier"),
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveIntegerField(_("number"), editable=False)
    decided_on = models.DateField(_("decided on"))
    # The same as that of its line, for the register.
    text = LongTextField(_("decision"))
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("votes", "for"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(pgettext_lazy("votes", "against"), null=True, blank=True)
    votes_abstained = models.PositiveSmallIntegerField(_("abstained"), null=True, blank=True)
    binds = models.CharField(_("binds"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=11, choices=DecisionState.choices, default=DecisionState.IN_FORCE
    )
    search_text = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ("-decided_on", "-number")
        indexes = (
            # Also leads to what says who may read one, so that the register counts without its table.
            models.Index(fields=("collective", "decided_on", "entry", "item"), name="decision_by_day"),
            models.Index(fields=("collective", "body"), name="decision_of_body"),
            models.Index(fields=("collective", "dossier", "decided_on"), name="decision_of_dossier"),
        )
        constraints = (
            models.UniqueConstraint(fields=("body", "year", "number"), name="decision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = folded(f"{self} {self.text} {self.binds}")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return address("meetings:decision", self.pk)

    @property
    def is_voted(self) -> bool:
        return self.votes_for is not None

    @property
    def votes(self) -> int:
        return sum(getattr(self, name) or 0 for name in VOTES)


class Interest(CollectiveModel):
    """Somebody has an interest of his own in an item, and says so."""

    frozen: ClassVar[Frozen] = Frozen(
        (("item", "meeting"), "approved_at"), ("item", "person", "said", "left_room")
    )

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="interests", verbose_name=_("agenda item")
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    said = models.CharField(_("which interest"), max_length=300)
    # Then he has no vote in it.
    left_room = models.BooleanField(_("left the room"), default=False)

    class Meta:
        verbose_name = _("declaration of interest")
        verbose_name_plural = _("declarations of interest")
        ordering = ("item", "pk")
        constraints = (models.UniqueConstraint(fields=("item", "person"), name="interest_once"),)

    def __str__(self) -> str:
        return self.said


class Writing(CollectiveModel):
    """Somebody is writing under this item at this moment; forgotten after half a minute."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="writers", verbose_name=_("agenda item")
    )
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    class Meta:
        verbose_name = _("who is writing")
        verbose_name_plural = _("who is writing")
        constraints = (models.UniqueConstraint(fields=("item", "user"), name="writing_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.item_id}"


class Remark(CollectiveModel):
    """What somebody who was there says of draft minutes."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="remarks", verbose_name=_("agenda item")
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    text = LongTextField(_("text"), max_length=4000)
    state = models.CharField(
        _("state"), max_length=10, choices=RemarkState.choices, default=RemarkState.OPEN, editable=False
    )
    answer = models.CharField(_("answer"), max_length=400, blank=True)
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("remark on minutes")
        verbose_name_plural = _("remarks on minutes")
        ordering = ("item", "created_at", "pk")

    def __str__(self) -> str:
        return self.text[:60]


class Correction(CollectiveModel):
    """What is put right after minutes were approved; these themselves stay as they are."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("agenda item")
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    text = LongTextField(_("text"), max_length=4000)
    made_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ("meeting", "number")
        constraints = (models.UniqueConstraint(fields=("meeting", "number"), name="correction_number_once"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"
