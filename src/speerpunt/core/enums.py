"""Choices that several apps share."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Visibility(models.TextChoices):
    """Who may see a thing, from widest to narrowest circle."""

    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members")
    BOARD = "board", _("Boards and office")
    CLOSED = "closed", _("Office only")


def narrowest(circles: Iterable[str]) -> str:
    """The one of these circles that lies within all others."""
    return max(circles, key=Visibility.values.index)


class Theme(models.TextChoices):
    """The five themes that overlap in every place of a city."""

    SPACE = "space", _("Spatial development")
    ENERGY = "energy", _("Energy")
    MOBILITY = "mobility", _("Mobility")
    EDUCATION_SPORT = "education_sport", _("Education and sport")
    HOUSING = "housing", _("Housing")


class Health(models.TextChoices):
    """How a thing stands. Always shown as shape, word and colour together."""

    ON_COURSE = "on_course", _("on course")
    ATTENTION = "attention", _("attention")
    STUCK = "stuck", _("stuck")
    NOT_STARTED = "not_started", _("not started")
    DONE = "done", _("done")


class Level(models.TextChoices):
    LOCAL = "local", _("Local")
    REGIONAL = "regional", _("Regional")
    NATIONAL = "national", _("National")


class Certainty(models.TextChoices):
    """How well a fact is known."""

    HIGH = "high", _("certain")
    MEDIUM = "medium", _("fairly certain")
    LOW = "low", _("uncertain")


class Verb(models.TextChoices):
    """What happened to a thing, as the history tells it."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    TRASHED = "trashed", _("moved to the trash")
    RESTORED = "restored", _("restored")
    DELETED = "deleted", _("deleted")
    IMPORTED = "imported", _("imported")
    LINKED = "linked", _("linked")
    UNLINKED = "unlinked", _("unlinked")
    INVITED = "invited", _("invited")
    ERASED = "erased", _("erased")


class Frequency(models.TextChoices):
    """How often somebody is told of what he follows."""

    AT_ONCE = "at_once", pgettext_lazy("frequency", "at once")
    DAILY = "daily", _("every day")
    WEEKLY = "weekly", _("every week")
    NEVER = "never", pgettext_lazy("frequency", "never")


class JobState(models.TextChoices):
    """How far work behind the scenes is."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("going on")
    DONE = "done", pgettext_lazy("job", "done")
    FAILED = "failed", _("failed")
