"""What one mail tells: per thing one entry, with what asks something of the reader first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.actions.models import ActionRequest
from speerpunt.actions.queries import requests_for
from speerpunt.core.enums import Frequency
from speerpunt.core.models import Telling
from speerpunt.core.queries.changes import Change
from speerpunt.core.queries.news import Period
from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.members.rules import standing
from speerpunt.priorities.queries import PlanPicture

from .agenda import AgendaEntry, agenda_of, own_or_followed
from .followed import changes_in_followed
from .tasks import own_open_actions, projects_to_act_in

# How far a mail looks ahead: as far as the next one, and once more.
AHEAD: dict[str, timedelta] = {
    Frequency.AT_ONCE: timedelta(days=2),
    Frequency.DAILY: timedelta(days=7),
    Frequency.WEEKLY: timedelta(days=14),
    Frequency.NEVER: timedelta(days=14),
}
MOST_ENTRIES = 15
MOST_LINES = 5
MOST_CHANGES = 500


@dataclass(frozen=True)
class DigestEntry:
    """One thing with one link. `acts`: what the reader does himself; `more`: how many lines were left out."""

    title: str
    url: str
    acts: list[str]
    lines: list[str]
    more: int


@dataclass(frozen=True)
class Digest:
    """`more`: how many things were left out. Not news: nothing that was not told before."""

    entries: list[DigestEntry]
    more: int
    is_news: bool

    @property
    def count(self) -> int:
        return len(self.entries) + self.more


def digest_of(user: Any, telling: Telling, until: datetime) -> Digest:
    """What happened after he was told last, and what comes; with the rights that he has now."""
    picture = PlanPicture(user)
    at = standing(user)
    today, told = timezone.localdate(until), timezone.localdate(telling.told_until)
    period = Period(telling.told_until, until)
    his_own = [*projects_to_act_in(at, picture), *own_open_actions(user)]
    changes = changes_in_followed(picture, period, MOST_CHANGES, also=his_own)
    reach = _Reach(today, told, AHEAD[telling.frequency])
    concern = own_or_followed(at, picture)
    coming = [
        entry
        for entry in agenda_of(user, today, picture)
        if (entry.is_mine or entry.project_id in concern) and reach.holds(entry)
    ]
    asked = requests_for(user)
    entries = _entries(asked, coming, changes)
    is_asked_anew = any(telling.told_until < request.asked_at <= until for request in asked)
    return Digest(
        entries=entries[:MOST_ENTRIES],
        more=max(0, len(entries) - MOST_ENTRIES),
        is_news=bool(changes) or is_asked_anew or any(reach.is_new(entry) for entry in coming),
    )


@dataclass(frozen=True)
class _Reach:
    """What comes near enough to tell, and what came nearer since the last time."""

    today: date
    told: date
    ahead: timedelta

    def holds(self, entry: AgendaEntry) -> bool:
        is_near = entry.day <= self.today + self.ahead
        return is_near and (entry.is_mine or entry.day >= self.today)

    def is_new(self, entry: AgendaEntry) -> bool:
        came_near = self.told + self.ahead < entry.day
        is_late_now = entry.is_mine and self.told <= entry.day < self.today
        return came_near or is_late_now


class _Pages:
    """What is told, by the page where it is read."""

    def __init__(self) -> None:
        self.titles: dict[str, str] = {}
        self.acts: dict[str, list[str]] = defaultdict(list)
        self.lines: dict[str, list[str]] = defaultdict(list)

    def add(self, url: str, title: str, said: str, *, is_act: bool = False) -> None:
        self.titles.setdefault(url, title)
        told = self.acts[url] if is_act else self.lines[url]
        if said not in told:
            told.append(said)

    def entries(self) -> list[DigestEntry]:
        """First where the reader acts."""
        order = sorted(self.titles, key=lambda url: not self.acts[url])
        return [self._entry(url) for url in order]

    def _entry(self, url: str) -> DigestEntry:
        lines = self.lines[url]
        shown = lines[:MOST_LINES]
        return DigestEntry(self.titles[url], url, self.acts[url], shown, len(lines) - len(shown))


def _entries(
    asked: Iterable[ActionRequest], coming: Iterable[AgendaEntry], changes: Iterable[Change]
) -> list[DigestEntry]:
    """In order: questions that wait for an answer, what he does first, what changed last, what comes first."""
    pages = _Pages()
    for request in asked:
        action = request.action
        pages.add(action.get_absolute_url(), action.title, _("a question waits for your answer"), is_act=True)
    coming = list(coming)
    for entry in coming:
        if entry.is_mine:
            title = entry.where if entry.project_id is not None else entry.title
            pages.add(entry.url, title, _said(entry), is_act=True)
    for change in changes:
        pages.add(change.subject.get_absolute_url(), str(change.subject), change.what)
    for entry in coming:
        if not entry.is_mine:
            pages.add(entry.url, entry.where, _said(entry))
    return pages.entries()


def _said(entry: AgendaEntry) -> str:
    """Decision: Council chooses, do 10 dec."""
    said = {"title": entry.title, "day": said_as(entry.day, "D j M").lower(), "where": entry.where}
    if entry.is_mine and entry.project_id is not None:
        return _("%(title)s, by %(day)s") % said
    if entry.is_mine:
        return (_("by %(day)s, %(where)s") if entry.where else _("by %(day)s")) % said
    return _("%(title)s, %(day)s (assumed)") % said if entry.is_assumed else _("%(title)s, %(day)s") % said
