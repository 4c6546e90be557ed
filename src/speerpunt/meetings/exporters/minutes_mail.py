"""The mail that says that draft minutes can be read: one link, and nothing of what was said."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.models import Collective, User
from speerpunt.core.services.mail import COLLECTIVE_HEADER

from ..models import Meeting


def draft_minutes_mail(meeting: Meeting, reader: User, collective: Collective) -> EmailMessage:
    said = {"collective": collective.name, "meeting": meeting}
    subject = _("%(collective)s: draft minutes of %(meeting)s") % said
    context = {
        "meeting": meeting,
        "collective": collective,
        "url": settings.BASE_URL + address("meetings:minutes_read", meeting.pk),
    }
    return EmailMessage(
        " ".join(subject.split()),
        render_to_string("meetings/mail/draft_minutes.txt", context),
        None,
        [reader.email],
        headers={COLLECTIVE_HEADER: collective.slug, "Auto-Submitted": "auto-generated"},
    )
