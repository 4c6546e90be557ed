"""Following works by mail without an account: asked, confirmed from the mail, told, stopped and forgotten."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.core.models import Collective, OutgoingMail
from speerpunt.core.services.mail import ask_for_mail
from speerpunt.places.models import Area

from ..models import WorksFollower
from ..queries.followers import due_followers, never_confirmed, news_for, next_moment

# Names of mail makers.
CONFIRM, NEWS = "puzzle.confirm", "puzzle.news"
# For how many places one address can be told.
MOST_PLACES = 12


@transaction.atomic
def ask_to_follow(
    collective: Collective,
    *,
    email: str,
    area: Area | None,
    postcode: str,
    mode: str,
    origin: str = "",
    frequency: str,
) -> None:
    """Whoever holds the address gets a mail, with what to press. Who follows this place already hears so in that mail."""
    email = email.lower()
    places = WorksFollower.objects.filter(email=email)
    place = {"area": area, "postcode": postcode, "mode": mode, "origin": origin}
    follower = places.filter(**place).first()
    if follower is None:
        if places.count() >= MOST_PLACES:
            return
        follower = WorksFollower.objects.create(
            collective=collective, email=email, frequency=frequency, **place
        )
    elif follower.confirmed_at is None:
        follower.frequency, follower.asked_at = frequency, timezone.now()
        follower.save(update_fields=["frequency", "asked_at"])
    ask_for_mail(CONFIRM, follower.pk, to=email, collective_slug=collective.slug)


@transaction.atomic
def confirm_following(follower: WorksFollower) -> None:
    """From now on; what there is already, the page tells."""
    now = timezone.now()
    fresh = WorksFollower.objects.select_for_update().get(pk=follower.pk)
    if fresh.confirmed_at is not None:
        return
    fresh.confirmed_at = fresh.looked_until = now
    fresh.next_at = next_moment(fresh, now)
    fresh.known = news_for(fresh, timezone.localdate(now)).known
    fresh.save(update_fields=["confirmed_at", "looked_until", "next_at", "known"])


@transaction.atomic
def stop_following(follower: WorksFollower) -> None:
    """The address goes, and mail to it that waits."""
    OutgoingMail.objects.filter(maker__in=(CONFIRM, NEWS), about=follower.pk).delete()
    follower.delete()


def forget_followers_of(*, address: str, collective_slug: str) -> None:
    """Somebody is erased: nothing of him stays here either."""
    with scopes_disabled():
        for follower in WorksFollower.objects.filter(collective__slug=collective_slug, email=address.lower()):
            stop_following(follower)


def has_followers() -> bool:
    with scopes_disabled():
        return WorksFollower.objects.exists()


def tell_followers() -> None:
    """Asks for the mail of each whose moment has come; who never confirmed is forgotten."""
    now = timezone.now()
    for collective in Collective.objects.order_by("pk"):
        with scope(collective=collective):
            for follower in list(never_confirmed(now)):
                stop_following(follower)
            for follower in list(due_followers(now)):
                _ask(follower, collective, now)


@transaction.atomic
def _ask(follower: WorksFollower, collective: Collective, now: datetime) -> None:
    """Of several workers one does it."""
    same = WorksFollower.objects.filter(
        pk=follower.pk, next_at=follower.next_at, looked_until=follower.looked_until
    )
    if same.update(next_at=next_moment(follower, now), looked_until=now):
        ask_for_mail(NEWS, follower.pk, to=follower.email, collective_slug=collective.slug)


def note_known(follower: WorksFollower, known: dict[str, Any]) -> None:
    """Asked while the mail leaves the queue, so in its transaction."""
    with scopes_disabled():
        WorksFollower.objects.filter(pk=follower.pk).update(known=known)
