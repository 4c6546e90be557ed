"""The collective and what every app hangs on it: accounts, history, comments, followers."""

from typing import Any, ClassVar

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from .enums import Frequency, JobState, Verb

# First words of an address that the installation itself uses.
RESERVED_SLUGS = frozenset({"account", "admin", "api", "i18n", "media", "nieuw", "static", "gezond"})

# Signs in one field: about five pages.
LONGEST_TEXT = 10_000


class WebsiteField(models.URLField):
    """An address on the web; typed without a scheme it is taken as https. To the database a plain URLField."""

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class LongTextField(models.TextField):
    """A text of a few pages at most, wherever it comes from. To the database a plain TextField."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": LONGEST_TEXT, **kwargs})
        self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length")
        return name, "django.db.models.TextField", args, kwargs


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


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """An account that can sign in. Who somebody is in a collective, its person says: no account is above the rules."""

    email = models.EmailField(_("email"), unique=True)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined at"), default=timezone.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    def has_perm(self, permission: str, target: Any = None) -> bool:
        return self.is_active and bool(rules.has_perm(permission, self, target))


class CollectiveModel(models.Model):
    """A row that belongs to one collective. Reading one outside a scope is an error."""

    collective = models.ForeignKey(
        Collective, on_delete=models.CASCADE, related_name="+", verbose_name=_("collective"), editable=False
    )

    objects = ScopedManager(collective="collective")

    class Meta:
        abstract = True


class HistoryEvent(CollectiveModel):
    """Who did what to which row, and what each field was and became. Only ever added to.

    Ids stand here for people; what a person can ask to be erased stands in `PersonalValue`.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    # No constraint: the line stays when the account goes.
    actor = models.ForeignKey(
        User,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    verb = models.CharField(_("what"), max_length=12, choices=Verb.choices)
    target_model = models.CharField(_("kind"), max_length=80)
    target_id = models.BigIntegerField(_("number"))
    changes = models.JSONField(_("changes"), default=list)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("history event")
        verbose_name_plural = _("history events")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("target_model", "target_id"), name="history_target"),
            models.Index(fields=("collective", "-at"), name="history_recent"),
        )

    def __str__(self) -> str:
        return f"{self.target_model} {self.target_id} {self.verb}"


class PersonalValue(CollectiveModel):
    """A value of a person that the history refers to, kept apart so that it can be erased."""

    person_id = models.BigIntegerField(_("person"), db_index=True)
    value = models.TextField(_("value"))

    class Meta:
        verbose_name = _("personal value")
        verbose_name_plural = _("personal values")

    def __str__(self) -> str:
        return f"{self.person_id}"


class LinkedModel(CollectiveModel):
    """Something that hangs on a row of a kind that `registry.subjects` names. The database keeps out the rest."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True


class Comment(LinkedModel):
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = LongTextField(_("text"), max_length=4000)
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("content_type", "object_id"), name="comment_target"),)

    def __str__(self) -> str:
        return self.text[:40]


class Follow(LinkedModel):
    """Somebody wants to be told when this changes."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    created_at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = (
            models.UniqueConstraint(fields=("user", "content_type", "object_id"), name="follow_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} -> {self.content_type_id}/{self.object_id}"


class OutgoingMail(models.Model):
    """A mail on its way out, written together with what it tells of; gone once it is handed over.

    Belongs to no collective by itself: a code to sign in is for all of them.
    """

    # Of the collective that sends it.
    collective_slug = models.SlugField(max_length=40, blank=True)
    sender = models.CharField(max_length=320)
    # Nobody: it is there only so that asking takes as long for an address that we do not know.
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    headers = models.JSONField(default=dict)
    # Made when it is handed over, with the rights of that moment: by what the registry has under this name, of the
    # row with this number. One at a time: what waits will tell the rest as well.
    maker = models.CharField(max_length=60, blank=True)
    about = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    # Nothing: given up.
    due_at = models.DateTimeField(null=True, default=timezone.now, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ("created_at", "pk")
        constraints = (models.UniqueConstraint(fields=("maker", "about"), name="made_mail_once"),)

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class Job(CollectiveModel):
    """Work behind the scenes that somebody asked for, and can follow."""

    # As a higher app entered it in the registry.
    kind = models.CharField(_("kind"), max_length=60)
    subject = models.CharField(_("about"), max_length=200, blank=True)
    arguments = models.JSONField(default=dict)
    requested_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=JobState.choices, default=JobState.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    # Machine and process, and when it last said that it is at work.
    worker = models.CharField(max_length=120, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("asked at"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("begun at"), null=True, editable=False)
    finished_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    message = models.CharField(_("outcome"), max_length=400, blank=True)
    page = models.CharField(max_length=200, blank=True)
    problem = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("state", "created_at"), name="job_state"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}".strip()

    def get_absolute_url(self) -> str:
        from .addresses import address  # which needs the collective of this module

        return address("core:job", self.pk)

    @property
    def is_over(self) -> bool:
        return self.state in {JobState.DONE, JobState.FAILED}

    @property
    def has_failed(self) -> bool:
        return self.state == JobState.FAILED


class RecurringWork(models.Model):
    """When something that comes round by itself is due; for the whole installation."""

    name = models.CharField(max_length=60, unique=True)
    next_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recurring work")
        verbose_name_plural = _("recurring work")

    def __str__(self) -> str:
        return self.name


class FeedAddress(CollectiveModel):
    """A secret address at which a calendar program reads for somebody. Only a digest of the secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = (models.UniqueConstraint(fields=("collective", "user"), name="feed_address_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d}"


class Telling(CollectiveModel):
    """How often somebody wants to be told of what he follows, and until when he was told."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    frequency = models.CharField(
        _("how often"), max_length=8, choices=Frequency.choices, default=Frequency.WEEKLY
    )
    # Monday is 0.
    weekday = models.PositiveSmallIntegerField(_("day of the week"), default=0)
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    # What happened up to this moment he knows.
    told_until = models.DateTimeField(default=timezone.now, editable=False)
    # Nothing: never.
    next_at = models.DateTimeField(null=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = (models.UniqueConstraint(fields=("collective", "user"), name="telling_once"),)

    def __str__(self) -> str:
        return f"{self.user_id} {self.frequency}"


class ImportDraft(CollectiveModel):
    """A file on its way in: read, not yet written. Only who uploaded it sees it; it goes when it is done or old."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("account"))
    # Which kind of table, as an app entered it in the registry.
    sheet = models.CharField(_("kind"), max_length=60)
    file_name = models.CharField(_("file"), max_length=200)
    # The file itself, as long as it waits to be read.
    content = models.BinaryField(default=b"")
    headings = models.JSONField(_("headings"), default=list)
    # Each row is its line in the file and its cells as text.
    rows = models.JSONField(_("rows"), default=list)
    # Column of ours -> place in the row; and what counts for the whole file.
    matching = models.JSONField(_("matching"), default=dict)
    options = models.JSONField(_("options"), default=dict)
    is_unfolded = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("uploaded at"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("valid until"), db_index=True)

    class Meta:
        verbose_name = _("import draft")
        verbose_name_plural = _("import drafts")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """Not read yet."""
        return not self.headings


# The index has a folder of its own.
from .search.models import SearchEntry, SearchMark, SearchWord  # noqa: E402, F401 -- needs `CollectiveModel`
