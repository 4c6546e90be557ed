"""The places of a gathering: who waits longest comes in when one is free, and is told."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from speerpunt.core.models import User
from speerpunt.core.services import save_changes
from speerpunt.core.services.mail import COLLECTIVE_HEADER

from ..enums import SignUpState
from ..models import Meeting, SignUp


def has_place(meeting: Meeting) -> bool:
    """Asked while the meeting is locked."""
    taken = meeting.sign_ups.filter(state=SignUpState.SIGNED_UP).count()
    return meeting.places is None or taken < meeting.places


@transaction.atomic
def fill_places(meeting: Meeting, *, by: User | None) -> list[SignUp]:
    """Returns who came in."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    came_in = []
    waiting = meeting.sign_ups.filter(state=SignUpState.WAITING).order_by("signed_up_at", "pk")
    for sign_up in waiting.select_related("person"):
        if not has_place(meeting):
            break
        save_changes(sign_up, by=by, state=SignUpState.SIGNED_UP)
        came_in.append(sign_up)
        _tell(meeting, sign_up)
    return came_in


def _tell(meeting: Meeting, sign_up: SignUp) -> None:
    person = sign_up.person
    if not person.email or person.erased_at is not None:
        return
    link = settings.BASE_URL + meeting.get_absolute_url()
    context = {"meeting": meeting, "person": person, "link": link}
    subject = _("You have a place: %(title)s") % {"title": " ".join(meeting.title.split())}
    headers = {COLLECTIVE_HEADER: meeting.collective.slug}
    text = render_to_string("meetings/mail/place.txt", context)
    EmailMessage(subject, text, None, [person.email], headers=headers).send()
