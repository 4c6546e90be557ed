"""What goes on behind the scenes: a mail is made at the moment at which it is sent."""

from typing import Any

from django.utils import timezone

from speerpunt.core.addresses import current_collective
from speerpunt.core.databases.unfinished import settled_until
from speerpunt.core.enums import Frequency
from speerpunt.core.models import OutgoingMail, Telling
from speerpunt.core.registry import MadeMail
from speerpunt.core.services.telling import note_told
from speerpunt.members.queries import attach_standing

from .exporters.digest import digest_as_mail
from .queries.digest import digest_of


def make_digest(mail: OutgoingMail) -> MadeMail:
    """With the rights that its reader has now; who has none any more, or wants none, gets nothing."""
    telling = Telling.objects.select_related("user").filter(pk=mail.about).first()
    if telling is None or telling.frequency == Frequency.NEVER:
        return MadeMail(None)
    collective, reader = current_collective(), _reader(telling)
    until = settled_until(timezone.now())
    told = MadeMail(None, lambda: note_told(telling, until))
    if reader is None:
        return told
    digest = digest_of(reader, telling, until)
    if not digest.is_news or not digest.entries:
        return told
    return MadeMail(digest_as_mail(telling, digest, collective), told.when_gone)


def _reader(telling: Telling) -> Any:
    attach_standing(telling.user, current_collective())
    return telling.user if telling.user.has_perm("portal.view_today") else None
