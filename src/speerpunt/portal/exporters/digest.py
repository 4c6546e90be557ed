"""What somebody is told as a mail: complete as plain text, and laid out for who wants that."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.addresses import address
from speerpunt.core.models import Collective, Telling
from speerpunt.core.queries.telling import unsubscribe_token
from speerpunt.core.services.mail import COLLECTIVE_HEADER
from speerpunt.core.templatetags.drawing.days import said_as

from ..queries.digest import Digest
from ..queries.rhythm import rhythm_sentence


def digest_as_mail(telling: Telling, digest: Digest, collective: Collective) -> EmailMultiAlternatives:
    context = {
        "collective": collective,
        "digest": digest,
        "base": settings.BASE_URL,
        "rhythm": rhythm_sentence(telling),
        "since": said_as(timezone.localdate(telling.told_until), "D j M").lower(),
        "settings_url": settings.BASE_URL + address("portal:told"),
        "today_url": settings.BASE_URL + address("portal:today"),
        "stop_url": _stop_url(telling),
    }
    mail = EmailMultiAlternatives(
        _subject(digest, collective),
        render_to_string("portal/mail/digest.txt", context),
        None,
        [telling.user.email],
        headers=_headers(telling, collective),
    )
    mail.attach_alternative(render_to_string("portal/mail/digest.html", context), "text/html")
    return mail


def _subject(digest: Digest, collective: Collective) -> str:
    """On one line: what follows on a line break would be another line of the head of the mail."""
    said: dict[str, Any] = {"collective": collective.name, "title": digest.entries[0].title}
    others = digest.count - 1
    if not others:
        return " ".join((_("%(collective)s: %(title)s") % said).split())
    text = ngettext(
        "%(collective)s: %(title)s and %(others)s more",
        "%(collective)s: %(title)s and %(others)s more",
        others,
    )
    return " ".join((text % {**said, "others": others}).split())


def _headers(telling: Telling, collective: Collective) -> dict[str, str]:
    """Mail programs show a way out of their own (RFC 2369, 8058); out-of-office programs stay quiet (RFC 3834).

    Handed over twice, after a power failure, it has one number, by which a mail program knows it again.
    """
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    number = f"{telling.pk}.{int(telling.told_until.timestamp())}"
    return {
        COLLECTIVE_HEADER: collective.slug,
        "Message-ID": f"<told.{collective.slug}.{number}@{host}>",
        "List-Id": f"<told.{collective.slug}.{host}>",
        "List-Unsubscribe": f"<{_stop_url(telling)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }


def _stop_url(telling: Telling) -> str:
    return settings.BASE_URL + address("portal:told_stop", unsubscribe_token(telling))
