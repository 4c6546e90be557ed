"""Time goes by and the mail goes out, as the worker and the postman do it."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from django.core import mail
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import HistoryEvent, Telling
from speerpunt.core.services import follow
from speerpunt.core.services.mail import send_due_mail
from speerpunt.core.services.telling import choose_telling, tell_everybody
from tests.factories import make_project

PAGE = "/leiden/vandaag/berichten/"
LINK = "http://localhost:8000/leiden/projecten/"
DELIVERY = "django.core.mail.backends.locmem.EmailBackend"


@contextmanager
def at(moment):
    """As if it were that moment."""
    with patch.object(timezone, "now", lambda: moment):
        yield


def choose(collective, user, frequency="daily", weekday=0, hour=None):
    """And what happened before today is known already. The daily hour is half a day from now unless it is given."""
    if hour is None:
        hour = (timezone.localtime().hour + 12) % 24
    with scope(collective=collective):
        telling = choose_telling(collective, user=user, frequency=frequency, weekday=weekday, hour=hour)
        Telling.objects.filter(pk=telling.pk).update(told_until=timezone.now() - timedelta(hours=1))
        telling.refresh_from_db()
    return telling


def deliver(later=timedelta(days=1, hours=1)):
    """What goes out when so much time went by; each mail once, and nothing that goes out at once stays behind."""
    mail.outbox.clear()
    with at(timezone.now() + later):
        tell_everybody()
        send_due_mail()
        tell_everybody()
        send_due_mail()
    return list(mail.outbox)


def happened(collective, target, by=None, **fields):
    """A change of a field that a digest names."""
    with scope(collective=collective):
        HistoryEvent.objects.create(
            collective=collective,
            actor_id=by.pk if by else None,
            verb="changed",
            target_model=target._meta.label_lower,
            target_id=target.pk,
            changes=[{"field": "next_step", "from": "", "to": "x"}],
            **fields,
        )


def make_followed(collective, priority, user, **fields):
    project = make_project(priority, visibility="members", **fields)
    with scope(collective=collective):
        follow(project, by=user)
    return project


def soon(days):
    return timezone.localdate() + timedelta(days=days)


def mark_of(telling):
    with scope(collective=telling.collective):
        return Telling.objects.get(pk=telling.pk).told_until
