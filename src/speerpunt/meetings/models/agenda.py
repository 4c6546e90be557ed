"""What a body talks about, and the papers for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, Frozen, LongTextField
from speerpunt.core.texts import folded
from speerpunt.documents.models import Document
from speerpunt.members.models import Body, Person
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import Access, ItemKind, ItemState
from .meetings import Meeting


class AgendaItem(CollectiveModel):
    """Something to talk about in a meeting or, without one, some day: the backlog of the body."""

    derived_fields: ClassVar[tuple[str, ...]] = ("search_text",)
    # What the minutes say of it.
    frozen: ClassVar[Frozen] = Frozen((("meeting",), "approved_at"), ("body", "meeting", "title", "question"))

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="agenda_items", verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("meeting"),
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    # What the body is asked.
    question = LongTextField(_("question"), blank=True)
    kind = models.CharField(
        _("asked of the body"), max_length=11, choices=ItemKind.choices, default=ItemKind.INFORMATION
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    introduced_by = models.ForeignKey(
        Person,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("introduced by"),
    )
    dossier = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name=_("dossier"),
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("areas"))
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices, default=Access.BODY)
    state = models.CharField(
        _("state"), max_length=9, choices=ItemState.choices, default=ItemState.OPEN, editable=False
    )
    started_at = models.DateTimeField(_("started at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    # In this item the minutes of an earlier meeting are approved.
    approves = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approves the minutes of"),
    )
    # Taken up again later: the item that goes on with it.
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("goes on with"),
        editable=False,
    )
    asked_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ("position", "pk")
        indexes = (
            # Each begins with the collective, as every question does: without, that one alone would be looked up by.
            models.Index(fields=("collective", "meeting", "position"), name="item_on_agenda"),
            models.Index(fields=("collective", "body", "meeting"), name="item_of_body"),
            models.Index(fields=("collective", "dossier", "meeting"), name="item_of_dossier"),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = folded(f"{self.title} {self.question}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return address("meetings:item", self.pk)

    @property
    def is_in_backlog(self) -> bool:
        return self.meeting_id is None


class AgendaTemplate(CollectiveModel):
    """An agenda to begin with."""

    body = models.ForeignKey(
        Body,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="agenda_templates",
        verbose_name=_("body"),
        help_text=_("Nothing: for every body."),
    )
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("agenda template")
        verbose_name_plural = _("agenda templates")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class TemplateItem(CollectiveModel):
    template = models.ForeignKey(
        AgendaTemplate, on_delete=models.CASCADE, related_name="items", verbose_name=_("agenda template")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(
        _("asked of the body"), max_length=11, choices=ItemKind.choices, default=ItemKind.INFORMATION
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices, default=Access.BODY)
    # Becomes the item in which the minutes of the meeting before are approved.
    is_for_minutes = models.BooleanField(_("approves the minutes before"), default=False)

    class Meta:
        verbose_name = _("item of an agenda template")
        verbose_name_plural = _("items of agenda templates")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title


class PaperBundle(CollectiveModel):
    """Where the papers of an item hang that have the same readers. `ALL`: whoever sees the item; the others are narrower."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="bundles", verbose_name=_("agenda item")
    )
    access = models.CharField(_("who may see it"), max_length=6, choices=Access.choices)
    # What its folder is called where papers are listed.
    name = models.CharField(_("name"), max_length=200, editable=False)

    class Meta:
        verbose_name = _("bundle of papers")
        verbose_name_plural = _("bundles of papers")
        ordering = ("item", "access")
        constraints = (models.UniqueConstraint(fields=("item", "access"), name="paper_bundle_once"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("meetings:bundle", self.pk)


class Paper(CollectiveModel):
    """A document goes with an item: one of the item's own bundles, or one that hangs elsewhere and keeps its readers."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="papers", verbose_name=_("agenda item")
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )
    position = models.PositiveIntegerField(_("order"), default=0)
    added_at = models.DateTimeField(_("added at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ("position", "pk")
        indexes = (models.Index(fields=("collective", "item", "position"), name="paper_of_item"),)
        constraints = (models.UniqueConstraint(fields=("item", "document"), name="paper_once"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.document_id}"


class PaperNote(CollectiveModel):
    """What somebody writes beside an item for himself. Nobody else reads it, the office neither."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="notes", verbose_name=_("agenda item")
    )
    # Of this paper; it stays when the paper is taken off the item, for when it comes back. Nothing: of the item as a whole.
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("document")
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("person"))
    text = LongTextField(_("text"), max_length=8000)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("private note")
        verbose_name_plural = _("private notes")
        ordering = ("item", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "document", "person"),
                condition=Q(document__isnull=False),
                name="paper_note_once",
            ),
            models.UniqueConstraint(
                fields=("item", "person"), condition=Q(document__isnull=True), name="item_note_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.item_id}"
