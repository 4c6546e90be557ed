"""What the council and its committees talk about, as far as it may touch us."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from speerpunt.core.addresses import address
from speerpunt.core.models import CollectiveModel, LongTextField, User
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project

from ..enums import CouncilState


class CouncilSource(CollectiveModel):
    """An address at which the council puts its agendas, read by itself."""

    name = models.CharField(_("name"), max_length=120)
    url = models.URLField(_("address"), max_length=400)
    every_hours = models.PositiveSmallIntegerField(_("read every so many hours"), default=24)
    # Whose right it is read with.
    set_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("set by"), editable=False
    )
    asked_at = models.DateTimeField(_("asked last at"), null=True, editable=False)
    read_at = models.DateTimeField(_("read last at"), null=True, editable=False)
    problem = models.CharField(_("reason"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("source of council agendas")
        verbose_name_plural = _("sources of council agendas")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("collective", "name"), name="council_source_once"),)

    def __str__(self) -> str:
        return self.name


class CouncilMeeting(CollectiveModel):
    """A public meeting of the council or a committee, as its own system tells it."""

    # What it is recognised by at its source, such as "notubiz:271:1234".
    outside_id = models.CharField(_("number at the source"), max_length=120, editable=False)
    committee = models.CharField(_("committee"), max_length=160)
    title = models.CharField(_("title"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts at"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=400, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    # Of the meeting as a whole, such as its invitation, its list of decisions and letters that came in.
    papers = models.JSONField(_("papers"), default=list, blank=True)
    seen_at = models.DateTimeField(_("last seen at the source"), default=timezone.now)

    class Meta:
        verbose_name = _("meeting of the council")
        verbose_name_plural = _("meetings of the council")
        ordering = ("starts_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("collective", "outside_id"), name="council_meeting_once"),
        )

    def __str__(self) -> str:
        return self.title or self.committee


class CouncilItem(CollectiveModel):
    """An item on such an agenda, with the dossiers and areas that it seems to touch."""

    meeting = models.ForeignKey(
        CouncilMeeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("meeting")
    )
    outside_id = models.CharField(_("number at the source"), max_length=120, editable=False)
    number = models.CharField(_("number"), max_length=20, blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=400)
    text = LongTextField(_("text"), blank=True)
    # Titles and addresses of what the council reads, as the source gives them.
    papers = models.JSONField(_("papers"), default=list, blank=True)
    dossiers = models.ManyToManyField(Project, blank=True, related_name="+", verbose_name=_("dossiers"))
    areas = models.ManyToManyField(Area, blank=True, related_name="+", verbose_name=_("areas"))
    # Which words it was recognised by.
    reasons = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(
        _("what we do"), max_length=7, choices=CouncilState.choices, default=CouncilState.NEW
    )
    note = models.CharField(_("note"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("item of the council")
        verbose_name_plural = _("items of the council")
        ordering = ("meeting", "position", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "outside_id"), name="council_item_once"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("meetings:council_item", self.pk)
