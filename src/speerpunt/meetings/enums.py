from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Access(models.TextChoices):
    """Who may read what a body discusses, from widest to narrowest circle."""

    ALL = "all", _("Everybody in the collective")
    BODY = "body", _("This body")
    CLOSED = "closed", _("Closed: only who decides here")


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", _("Meeting")
    INTERNAL = "internal", _("Internal working session")
    EXTERNAL = "external", _("Session with partners")
    GATHERING = "gathering", _("Gathering for members")


class Form(models.TextChoices):
    """How people come together."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("in person and online")


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planned")
    CALLED = "called", _("agenda sent")
    RUNNING = "running", _("going on")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("cancelled")


class MinutesState(models.TextChoices):
    NONE = "none", _("no minutes yet")
    DRAFT = "draft", _("being written")
    SENT = "sent", _("sent for remarks")
    APPROVED = "approved", _("approved")


class Answer(models.TextChoices):
    """What somebody says who is invited."""

    OPEN = "open", _("no answer yet")
    COMES = "comes", _("comes")
    ONLINE = "online", _("comes online")
    AWAY = "away", _("does not come")


class Presence(models.TextChoices):
    """Whether somebody was there, as the minutes say."""

    UNKNOWN = "unknown", _("not noted")
    PRESENT = "present", _("present")
    ONLINE = "online", _("present online")
    ABSENT = "absent", _("absent")


class SignUpState(models.TextChoices):
    SIGNED_UP = "signed_up", _("signed up")
    WAITING = "waiting", _("on the waiting list")
    WITHDRAWN = "withdrawn", _("signed off")


class ItemKind(models.TextChoices):
    """What a body is asked to do with an item."""

    INFORMATION = "information", _("for information")
    OPINION = "opinion", _("for opinion")
    DECISION = "decision", _("for decision")
    # The body walks through what was promised: the item shows the open actions.
    ACTIONS = "actions", _("walk through the actions")


class ItemState(models.TextChoices):
    OPEN = "open", pgettext_lazy("agenda item", "open")
    DISCUSSED = "discussed", _("discussed")
    DROPPED = "dropped", pgettext_lazy("agenda item", "dropped")


class EntryKind(models.TextChoices):
    """What one line of the minutes is."""

    NOTE = "note", _("note")
    DECISION = "decision", _("decision")
    ACTION = "action", _("action")


class DecisionState(models.TextChoices):
    IN_FORCE = "in_force", _("in force")
    CARRIED_OUT = "carried_out", _("carried out")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RemarkState(models.TextChoices):
    OPEN = "open", pgettext_lazy("remark", "open")
    TAKEN_OVER = "taken_over", _("taken over")
    DECLINED = "declined", _("not taken over")


class PositionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("position", "draft")
    AGREED = "agreed", pgettext_lazy("position", "agreed")
    REPLACED = "replaced", _("replaced")


class CouncilState(models.TextChoices):
    """What the office does with an item of the council."""

    NEW = "new", pgettext_lazy("council item", "new")
    SPEAK = "speak", _("we speak")
    FOLLOW = "follow", _("we follow it")
    IGNORED = "ignored", _("not for us")
