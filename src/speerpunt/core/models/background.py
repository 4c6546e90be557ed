"""What goes on behind the scenes: jobs, what comes round, mail on its way."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..enums import JobState
from .accounts import User
from .collectives import CollectiveModel


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
        from ..addresses import address  # which needs the collective of this module

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
