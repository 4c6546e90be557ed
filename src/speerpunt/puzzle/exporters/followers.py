"""Mails to who follows works: one to confirm with, and one that tells what changed."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.models import Collective
from speerpunt.core.services.mail import COLLECTIVE_HEADER

from ..enums import Mode
from ..models import WorksFollower
from ..queries.followers import WorksNews, asked_by, confirm_token, stop_token
from ..queries.public import with_origin


def confirmation_as_mail(follower: WorksFollower, collective: Collective) -> EmailMessage:
    subject = _("Works in %(place)s by mail: is this your address?")
    if follower.confirmed_at is not None:
        subject = _("You are told of works in %(place)s")
    return _mail(follower, collective, subject, "confirm", {})


def news_as_mail(follower: WorksFollower, news: WorksNews, collective: Collective) -> EmailMessage:
    mail = _mail(follower, collective, _("Changed: works in %(place)s"), "news", {"news": news})
    mail.extra_headers |= {
        "List-Id": f"<works.{collective.slug}.{_host()}>",
        "List-Unsubscribe": f"<{_stop_url(follower)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
    }
    return mail


def place_of(follower: WorksFollower, collective: Collective) -> str:
    """For what place this is, in words."""
    place = follower.area.name if follower.area is not None else follower.postcode or collective.city
    place = with_origin(place, asked_by(follower).route)
    if follower.mode:
        return _("%(place)s, by %(vehicle)s") % {"place": place, "vehicle": Mode(follower.mode).label}
    return place


def _mail(
    follower: WorksFollower, collective: Collective, subject: str, template: str, more: dict[str, Any]
) -> EmailMessage:
    place = place_of(follower, collective)
    context = {
        "follower": follower,
        "collective": collective,
        "place": place,
        "page_url": _page_url(follower),
        "confirm_url": _url("puzzle:follow_confirm", confirm_token(follower)),
        "stop_url": _stop_url(follower),
        **more,
    }
    text = render_to_string(f"puzzle/mail/{template}.txt", context)
    # On one line: what follows on a line break would be another line of the head of the mail.
    words = " ".join((subject % {"place": place}).split())
    number = f"{template}.{follower.pk}.{int(timezone.now().timestamp())}"
    headers = {
        COLLECTIVE_HEADER: collective.slug,
        "Message-ID": f"<works.{collective.slug}.{number}@{_host()}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(words, text, None, [follower.email], headers=headers)


def _page_url(follower: WorksFollower) -> str:
    asked = {
        "gebied": follower.area.slug if follower.area is not None else "",
        "postcode": follower.postcode,
        "vanaf": follower.origin,
        "voertuig": follower.mode,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{settings.BASE_URL}{address('puzzle:reachable')}?{query}"


def _stop_url(follower: WorksFollower) -> str:
    return _url("puzzle:follow_stop", stop_token(follower))


def _url(page: str, token: str) -> str:
    return settings.BASE_URL + address(page, token)


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"
