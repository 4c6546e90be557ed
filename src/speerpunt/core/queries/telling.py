"""Who is to be told, and when."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from ..databases.unfinished import settled_until
from ..enums import Frequency, Verb
from ..models import Comment, HistoryEvent, Telling, User

# Ten changes in one go are one mail: "at once" waits until it is quiet, but not for ever.
QUIET_AFTER = timedelta(minutes=3)
WAITS_AT_MOST = timedelta(minutes=15)
WEEK = 7
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def telling_of(user: User) -> Telling:
    """As somebody chose it, or as it is for who follows something and chose nothing; that one is not saved."""
    return Telling.objects.filter(user=user).first() or Telling(user=user)


def next_moment(telling: Telling, after: datetime) -> datetime | None:
    """The first full hour of his choice after that moment, on the clock of the collective, summer and winter.

    Also who wants to hear at once has one each day: that something is due, nobody does.
    """
    if telling.frequency == Frequency.NEVER:
        return None
    first = timezone.localdate(after)
    moments = (_moment(telling, first + timedelta(days=days)) for days in range(WEEK + 1))
    is_weekly = telling.frequency == Frequency.WEEKLY
    return next(
        moment
        for moment in moments
        if moment > after and (not is_weekly or timezone.localdate(moment).weekday() == telling.weekday)
    )


def _moment(telling: Telling, day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(telling.hour)))


def due_tellings(now: datetime) -> Iterator[Telling]:
    """Of the collective at hand: whose hour has come, or who hears at once of what happened."""
    tellings = Telling.objects.filter(user__is_active=True).select_related("user")
    yield from tellings.filter(next_at__lte=now)
    settled = settled_until(now)
    last = max(_news_at(settled, "-"), default=None)
    if last is not None:
        at_once = tellings.filter(frequency=Frequency.AT_ONCE, told_until__lt=last, next_at__gt=now)
        yield from (each for each in at_once if _has_waited(each, last, settled, now))


def _has_waited(telling: Telling, last: datetime, settled: datetime, now: datetime) -> bool:
    if last <= now - QUIET_AFTER:
        return True
    return min(_news_at(settled, "", telling.told_until)) <= now - WAITS_AT_MOST


def _news_at(until: datetime, order: str, since: datetime = LONG_AGO) -> list[datetime]:
    """When something happened and when somebody said something: the first of each, or the last with order "-"."""
    # What came in with a plan or a list is no news.
    events = HistoryEvent.objects.exclude(verb=Verb.IMPORTED)
    found = [
        rows.filter(**{f"{field}__gt": since, f"{field}__lte": until})
        .order_by(f"{order}{field}")
        .values_list(field, flat=True)
        .first()
        for rows, field in ((events, "at"), (Comment.objects.all(), "created_at"))
    ]
    return [each for each in found if each is not None]


def unsubscribe_token(telling: Telling) -> str:
    """Ends this telling and does nothing else; it is made from the key of the installation and kept nowhere."""
    return _signer().sign(str(telling.pk))


def telling_of_token(token: str) -> Telling | None:
    try:
        pk = _signer().unsign(token)
    except BadSignature:
        return None
    return Telling.objects.filter(pk=pk).first()


def _signer() -> Signer:
    return Signer(salt="core.telling", sep=".")
