"""Being told: how often somebody chose, and asking for the mail when its moment has come.

What the mail says is made at the moment of sending. Until it is handed over the mark stays where it is, so a mail
server that is away for a week means one mail in the end, with everything in it.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from ..enums import Frequency
from ..models import Collective, Follow, OutgoingMail, Telling, User
from ..queries.telling import due_tellings, next_moment
from .mail import ask_for_mail

DIGEST = "digest"


@transaction.atomic
def begin_telling(collective_id: int, *, user: User) -> Telling:
    """Who follows something and chose nothing hears of it once a week: seldom enough to be read."""
    telling, is_new = Telling.objects.get_or_create(user=user, defaults={"collective_id": collective_id})
    if is_new:
        telling.next_at = next_moment(telling, telling.told_until)
        telling.save(update_fields=["next_at"])
    return telling


@transaction.atomic
def choose_telling(collective: Collective, *, user: User, frequency: str, weekday: int, hour: int) -> Telling:
    """From now on; who heard nothing for long begins today, not with all that he missed."""
    telling = begin_telling(collective.pk, user=user)
    now = timezone.now()
    if telling.frequency == Frequency.NEVER:
        telling.told_until = now
    telling.frequency, telling.weekday, telling.hour = frequency, weekday, hour
    telling.next_at = next_moment(telling, now)
    telling.save()
    return telling


@transaction.atomic
def stop_telling(telling: Telling) -> None:
    telling.frequency, telling.next_at = Frequency.NEVER, None
    telling.save(update_fields=["frequency", "next_at"])
    OutgoingMail.objects.filter(maker=DIGEST, about=telling.pk).delete()


@transaction.atomic
def forget_telling(user: User) -> None:
    """What somebody follows in the collective at hand, and how he was told of it."""
    for telling in Telling.objects.filter(user=user):
        OutgoingMail.objects.filter(maker=DIGEST, about=telling.pk).delete()
        telling.delete()
    Follow.objects.filter(user=user).delete()


def tell_everybody() -> None:
    """Ask for the mail of everybody whose moment has come, in each collective."""
    now = timezone.now()
    for collective in Collective.objects.order_by("pk"):
        with scope(collective=collective):
            for telling in list(due_tellings(now)):
                _ask(telling, collective, now)


@transaction.atomic
def _ask(telling: Telling, collective: Collective, now: datetime) -> None:
    """Of several workers one does it. However long the server was off, the next moment lies ahead."""
    same = Telling.objects.filter(pk=telling.pk, next_at=telling.next_at, told_until=telling.told_until)
    if same.update(next_at=next_moment(telling, now)):
        ask_for_mail(DIGEST, telling.pk, to=telling.user.email, collective_slug=collective.slug)


def note_told(telling: Telling, until: datetime) -> None:
    """He knows everything up to that moment. Asked while the mail leaves the queue, so in its transaction."""
    with scopes_disabled():
        Telling.objects.filter(pk=telling.pk, told_until__lt=until).update(told_until=until)
