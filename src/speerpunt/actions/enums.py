"""Choices of this app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("action", "open")
    DONE = "done", pgettext_lazy("action", "done")
    # Nobody will do it any more; the reason stands beside it.
    DROPPED = "dropped", pgettext_lazy("action", "dropped")


class RequestState(models.TextChoices):
    OPEN = "open", _("waits for an answer")
    AGREED = "agreed", _("agreed")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")
    # The action changed or was closed before anybody answered.
    OVERTAKEN = "overtaken", _("no longer needed")


ANSWERS = (RequestState.AGREED, RequestState.REFUSED)
