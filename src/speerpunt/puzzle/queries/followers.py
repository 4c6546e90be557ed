"""Who follows works by mail, whose moment has come, and what is news for one of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Max, Min, QuerySet
from django.utils import timezone

from speerpunt.core.enums import Visibility
from speerpunt.core.models import HistoryEvent

from ..enums import TellFrequency, WorkStatus
from ..models import Work, WorksFollower
from .public import Asked, asked_with, open_works, public_works

HOUR, WEEKDAY = 8, 0
# Of ten changes in one go one mail tells.
QUIET_AFTER = timedelta(minutes=3)
KEPT_UNCONFIRMED = timedelta(days=7)

Days = tuple[date | None, date | None]


def confirmed() -> QuerySet[WorksFollower]:
    return WorksFollower.objects.filter(confirmed_at__isnull=False)


def count_followers() -> int:
    """How many addresses are told; which ones, nobody learns."""
    return confirmed().order_by().values("email").distinct().count()


def never_confirmed(now: datetime) -> QuerySet[WorksFollower]:
    return WorksFollower.objects.filter(confirmed_at__isnull=True, asked_at__lt=now - KEPT_UNCONFIRMED)


def next_moment(follower: WorksFollower, after: datetime) -> datetime:
    """On Monday at eight; who hears at once is looked at every day besides, for what comes within reach by itself."""
    first = timezone.localdate(after)
    days = (first + timedelta(days=number) for number in range(8))
    moments = (timezone.make_aware(datetime.combine(day, time(HOUR))) for day in days)
    is_weekly = follower.frequency == TellFrequency.WEEKLY
    return next(
        moment
        for moment in moments
        if moment > after and (not is_weekly or timezone.localdate(moment).weekday() == WEEKDAY)
    )


def due_followers(now: datetime) -> Iterator[WorksFollower]:
    """Of the collective at hand."""
    yield from confirmed().filter(next_at__lte=now)
    changed = HistoryEvent.objects.filter(target_model=Work._meta.label_lower, at__lte=now - QUIET_AFTER)
    last = changed.order_by("-at").values_list("at", flat=True).first()
    if last is not None:
        at_once = confirmed().filter(frequency=TellFrequency.AT_ONCE, next_at__gt=now)
        yield from at_once.filter(looked_until__lt=last)


def asked_by(follower: WorksFollower) -> Asked:
    area = follower.area.slug if follower.area is not None else ""
    return asked_with(area=area, postcode=follower.postcode, mode=follower.mode, origin=follower.origin)


@dataclass(frozen=True)
class ToldWork:
    name: str
    days: Days
    before: Days = (None, None)
    closed_for: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class WorksNews:
    new: list[ToldWork]
    moved: list[ToldWork]
    gone: list[ToldWork]
    # What he knows once he is told.
    known: dict[str, list[str | None]]

    def __bool__(self) -> bool:
        return bool(self.new or self.moved or self.gone)


def news_for(follower: WorksFollower, today: date) -> WorksNews:
    """What became otherwise since he was told last. Only of works that everybody may know of at this moment."""
    works = public_works(asked_by(follower), today)
    now = {str(each.work.pk): _told(each.work, each.closed_for) for each in works}
    before = {key: _read(days) for key, days in follower.known.items()}
    later, gone = _left(before.keys() - now.keys(), today, before)
    seen = now | later
    moved = [key for key, told in seen.items() if key in before and before[key] != told.days]
    return WorksNews(
        new=[told for key, told in now.items() if key not in before],
        moved=[replace(seen[key], before=before[key]) for key in moved],
        gone=gone,
        known={key: _kept(told.days) for key, told in seen.items()},
    )


def _left(keys: set[str], today: date, before: dict[str, Days]) -> tuple[dict[str, ToldWork], list[ToldWork]]:
    """Of what is not near any more: what comes later now, and what was called off. What is over says nothing."""
    later: dict[str, ToldWork] = {}
    gone: list[ToldWork] = []
    rows = Work.objects.filter(pk__in=[int(key) for key in keys], visibility=Visibility.PUBLIC)
    still_open = set(open_works().values_list("pk", flat=True)) if keys else set()
    for work in rows.annotate(first_day=Min("phases__start"), last_day=Max("phases__end")).order_by("pk"):
        told = _told(work)
        if work.vanished_at is not None or work.status == WorkStatus.CANCELLED:
            was_over = (before[str(work.pk)][1] or today) < today
            gone += [] if was_over else [told]
        elif work.pk in still_open and (told.days[0] or today) > today:
            later[str(work.pk)] = told
    return later, gone


def _told(work: Any, closed_for: list[str] | None = None) -> ToldWork:
    return ToldWork(work.name, (work.first_day, work.last_day), closed_for=closed_for or [])


def _kept(days: Days) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


def _read(days: list[str | None]) -> Days:
    first, last = (date.fromisoformat(day) if day else None for day in days)
    return first, last


def confirm_token(follower: WorksFollower) -> str:
    """Made from the key of the installation and kept nowhere; it opens nothing but this."""
    return _signer("confirm").sign(str(follower.pk))


def stop_token(follower: WorksFollower) -> str:
    return _signer("stop").sign(str(follower.pk))


def follower_of_confirm_token(token: str) -> WorksFollower | None:
    return _follower_of(token, "confirm")


def follower_of_stop_token(token: str) -> WorksFollower | None:
    return _follower_of(token, "stop")


def is_stop_token(token: str) -> bool:
    """Also of one who stopped already."""
    try:
        _signer("stop").unsign(token)
    except BadSignature:
        return False
    return True


def _follower_of(token: str, what: str) -> WorksFollower | None:
    try:
        pk = _signer(what).unsign(token)
    except BadSignature:
        return None
    return WorksFollower.objects.select_related("area").filter(pk=pk).first()


def _signer(what: str) -> Signer:
    return Signer(salt=f"puzzle.followers.{what}", sep=".")
