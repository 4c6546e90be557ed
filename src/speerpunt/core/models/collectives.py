"""The collective, and that every row of one belongs to it."""

from dataclasses import dataclass
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .fields import LongTextField, WebsiteField

# First words of an address that the installation itself uses.
RESERVED_SLUGS = frozenset(
    {"account", "admin", "api", "gezond", "healthz", "i18n", "media", "metrics", "nieuw", "static"}
)


class Collective(models.Model):
    """One business collective; everything else belongs to exactly one of these."""

    slug = models.SlugField(
        _("address"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]{1,39}$", _("Use small letters, digits and hyphens."))],
    )
    name = models.CharField(_("name"), max_length=120)
    city = models.CharField(_("city"), max_length=80)
    introduction = LongTextField(_("introduction"), blank=True)
    email = models.EmailField(_("email of the office"), blank=True)
    website = WebsiteField(_("website"), blank=True)
    # West, south, east, north in degrees WGS84; the first view of every map.
    map_bounds = models.JSONField(_("map bounds"), default=list, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("collective")
        verbose_name_plural = _("collectives")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """The one row that says what kind of database this is."""

    is_demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installations")

    def __str__(self) -> str:
        return "demo" if self.is_demo else "live"

    @classmethod
    def current(cls) -> "Installation":
        return cls.objects.first() or cls()


@dataclass(frozen=True)
class Frozen:
    """From a moment on these fields stay as they are; the database guards it (`core.guards`)."""

    # Foreign keys from the row to another, and the field there that holds the moment once it has come.
    since: tuple[tuple[str, ...], str]
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """What the database refuses of a model, whoever writes it (`core.guards`)."""

    subject: str
    # INSERT, UPDATE or DELETE.
    events: tuple[str, ...]
    # SQL over NEW and OLD that both databases read.
    condition: str
    message: str
    # A table, and the column of NEW that names the row of it that is held meanwhile: where writers run side by side,
    # each looks at what the one before him wrote.
    holds: tuple[str, str] | None = None


class CollectiveModel(models.Model):
    """A row that belongs to one collective. Reading one outside a scope is an error."""

    frozen: ClassVar[Frozen | None] = None
    refusals: ClassVar[tuple[Refusal, ...]] = ()

    collective = models.ForeignKey(
        Collective, on_delete=models.CASCADE, related_name="+", verbose_name=_("collective"), editable=False
    )

    objects = ScopedManager(collective="collective")

    class Meta:
        abstract = True
