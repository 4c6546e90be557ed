"""Rules that a plan breaks, in words, with what would help."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from speerpunt.core.templatetags.moments import full_day
from speerpunt.engine.sequence import Plan, Problem
from speerpunt.engine.sequence import Rule as Broken

from ..models import PlannedWork, WorksPlan


def short_name(name: str) -> str:
    """What stands before the colon, which is where it is.

    >>> short_name("Spanjaardsbrug: groot onderhoud")
    'Spanjaardsbrug'
    """
    return name.split(":", maxsplit=1)[0].strip()


@dataclass(frozen=True)
class Fix:
    """A move that mends it; other rules may speak against it."""

    planned: PlannedWork
    week: int
    words: str


@dataclass(frozen=True)
class Sentence:
    """`what` in bold, then `when`; the works by the keys of the engine."""

    what: str
    when: str
    keys: tuple[str, ...]
    weeks: tuple[int, ...]
    # Sentences of one rule have the same: a blackout that several works break is one.
    about: tuple[str, ...] = ()
    fix: Fix | None = None


@dataclass(frozen=True)
class Span:
    """Weeks that are no plan."""

    first_monday: date
    weeks: int


class WeekWords:
    """Weeks as a calendar names them; with the year where a number comes twice."""

    def __init__(self, span: Span | WorksPlan) -> None:
        self.mondays = [span.first_monday + timedelta(weeks=week) for week in range(span.weeks)]
        numbers = [monday.isocalendar().week for monday in self.mondays]
        self.twice = {number for number in numbers if numbers.count(number) > 1}

    def number(self, week: int) -> int:
        return self.mondays[min(max(week, 0), len(self.mondays) - 1)].isocalendar().week

    def one(self, week: int) -> str:
        place = min(max(week, 0), len(self.mondays) - 1)
        year, number, _day = self.mondays[place].isocalendar()
        if number in self.twice:
            return _("%(number)d of %(year)d") % {"number": number, "year": year}
        return str(number)

    def from_on(self, week: int) -> str:
        return _("week %(week)s, %(day)s") % {"week": self.one(week), "day": full_day(self.mondays[week])}

    def many(self, weeks: tuple[int, ...]) -> str:
        """week 3; weeks 3 to 5 and 8"""
        spans: list[list[int]] = []
        for week in sorted(weeks):
            if spans and week == spans[-1][1] + 1:
                spans[-1][1] = week
            else:
                spans.append([week, week])
        said = [self._span(first, last) for first, last in spans]
        listed = _("%(some)s and %(last)s") % {"some": ", ".join(said[:-1]), "last": said[-1]}
        return ngettext("week %(weeks)s", "weeks %(weeks)s", len(weeks)) % {
            "weeks": listed if len(said) > 1 else said[0]
        }

    def _span(self, first: int, last: int) -> str:
        if first == last:
            return self.one(first)
        return pgettext("weeks", "%(first)s to %(last)s") % {"first": self.one(first), "last": self.one(last)}


class Explaining:
    """Says the rules that are broken about works of which it knows the names; about others it says nothing."""

    def __init__(
        self, problem: Problem, laid: Plan, planned: Mapping[str, PlannedWork], words: WeekWords
    ) -> None:
        self.problem, self.laid, self.planned, self.words = problem, laid, planned, words

    def sentences(self, broken: tuple[Broken, ...]) -> Iterator[Sentence]:
        for rule in broken:
            say = self._sayings.get(rule.rule)
            if say and all(key in self.planned for key in rule.works):
                what, when = say(rule)
                yield Sentence(what, when, rule.works, rule.weeks, self._about(rule), self._fix(rule))

    def _about(self, rule: Broken) -> tuple[str, ...]:
        if rule.rule == "blackout":
            return (rule.rule, self._blackout_name(rule))
        if rule.rule == "max_concurrent":
            return (rule.rule, self._limit(rule)[0])
        return (rule.rule, *rule.works)

    @cached_property
    def _sayings(self) -> dict[str, Any]:
        return {
            "horizon": self._horizon,
            "fixed_start": self._fixed,
            "window": self._window,
            "blackout": self._blackout,
            "precedence": self._precedence,
            "never_together": self._together,
            "max_concurrent": self._crowded,
        }

    def name(self, key: str) -> str:
        return short_name(self.planned[key].work.name)

    def names(self, keys: tuple[str, ...]) -> str:
        names = list(dict.fromkeys(self.name(key) for key in keys))
        if len(names) == 1:
            return names[0]
        return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}

    def _horizon(self, rule: Broken) -> tuple[str, str]:
        return _("%(work)s does not end within this plan.") % {"work": self.name(rule.works[0])}, ""

    def _fixed(self, rule: Broken) -> tuple[str, str]:
        return _("%(work)s does not lie in its own week.") % {"work": self.name(rule.works[0])}, ""

    def _window(self, rule: Broken) -> tuple[str, str]:
        work = self.problem.by_id[rule.works[0]]
        start = self.laid.starts[work.id]
        name = {"work": self.name(work.id)}
        if start < work.earliest:
            when = _("It can from week %(week)s on.") % {"week": self.words.one(work.earliest)}
            return _("%(work)s begins too early.") % name, when
        when = _("It has to begin by week %(week)s.") % {"week": self.words.one(work.latest or 0)}
        return _("%(work)s begins too late.") % name, when

    def _blackout(self, rule: Broken) -> tuple[str, str]:
        what = _("%(work)s goes on during %(days)s") % {
            "work": self.name(rule.works[0]),
            "days": self._blackout_name(rule) or _("weeks without works"),
        }
        return what, _("in %(weeks)s.") % {"weeks": self.words.many(rule.weeks)}

    def _blackout_name(self, rule: Broken) -> str:
        weeks = set(rule.weeks)
        hit = (
            each
            for each in self.problem.blackouts
            if each.holds_for(rule.works[0]) and weeks & set(each.weeks)
        )
        return next((each.name for each in hit), "")

    def _precedence(self, rule: Broken) -> tuple[str, str]:
        before, after = rule.works
        what = _("%(after)s begins before %(before)s is done") % {
            "after": self.name(after),
            "before": self.name(before),
        }
        soonest = self._soonest(before, after)
        return what, _("It can from week %(week)s on.") % {"week": self.words.one(soonest)}

    def _together(self, rule: Broken) -> tuple[str, str]:
        what = _("%(works)s go on at the same time") % {"works": self.names(rule.works)}
        return what, _("in %(weeks)s. They may not.") % {"weeks": self.words.many(rule.weeks)}

    def _crowded(self, rule: Broken) -> tuple[str, str]:
        group, most = self._limit(rule)
        place = _(" in “%(group)s”") % {"group": group} if group else ""
        count = max(len(set(self._under_way(week)) & set(rule.works)) for week in rule.weeks)
        what = _("%(count)d works at once%(place)s") % {"count": count, "place": place}
        when = _("in %(weeks)s. Agreed is at most %(most)d.") % {
            "weeks": self.words.many(rule.weeks),
            "most": most,
        }
        return what, when

    def _limit(self, rule: Broken) -> tuple[str, int]:
        limits = self.problem.max_concurrent
        for group, most in limits.groups.items():
            members = {work.id for work in self.problem.works if group in work.groups}
            crowded = [w for w in range(self.problem.weeks) if len(self._under_way(w) & members) > most]
            if set(rule.works) <= members and tuple(crowded) == rule.weeks:
                return group, most
        return "", limits.overall or 0

    @cached_property
    def _states(self) -> tuple[frozenset[str], ...]:
        return self.laid.states(self.problem)

    def _under_way(self, week: int) -> frozenset[str]:
        return self._states[week]

    def _soonest(self, before: str, after: str) -> int:
        lag = max(
            (each.lag for each in self.problem.precedence if (each.before, each.after) == (before, after)),
            default=0,
        )
        return self.laid.starts[before] + self.problem.by_id[before].duration + lag

    def _fix(self, rule: Broken) -> Fix | None:
        for key, week in self._wishes(rule):
            fix = self._move(key, week)
            if fix is not None:
                return fix
        return None

    def _wishes(self, rule: Broken) -> Iterator[tuple[str, int]]:
        """Moves that would mend it, the likeliest first."""
        starts, by_id = self.laid.starts, self.problem.by_id
        if rule.rule == "window":
            work = by_id[rule.works[0]]
            early = starts[work.id] < work.earliest
            yield work.id, work.earliest if early else work.latest or 0
        elif rule.rule == "precedence":
            yield rule.works[1], self._soonest(*rule.works)
        elif rule.rule == "blackout":
            key = rule.works[0]
            yield key, max(rule.weeks) + 1
            yield key, min(rule.weeks) - by_id[key].duration
        elif rule.rule in {"never_together", "max_concurrent"}:
            for key in sorted(rule.works, key=lambda each: -starts[each]):
                yield key, self._after_others(key, rule)

    def _after_others(self, key: str, rule: Broken) -> int:
        others = [
            self.laid.starts[other] + self.problem.by_id[other].duration
            for other in rule.works
            if other != key and self.laid.starts[other] <= max(rule.weeks)
        ]
        if rule.rule == "max_concurrent":
            return max(rule.weeks) + 1
        return max(others, default=0)

    def _move(self, key: str, week: int) -> Fix | None:
        planned, work = self.planned[key], self.problem.by_id[key]
        latest = self.problem.weeks - work.duration if work.latest is None else work.latest
        if planned.is_locked or week == planned.week or not work.earliest <= week <= latest:
            return None
        if week + work.duration > self.problem.weeks:
            return None
        by = week - planned.week
        later = ngettext("%(work)s %(count)d week later", "%(work)s %(count)d weeks later", abs(by))
        sooner = ngettext("%(work)s %(count)d week sooner", "%(work)s %(count)d weeks sooner", abs(by))
        words = (later if by > 0 else sooner) % {"work": short_name(planned.work.name), "count": abs(by)}
        return Fix(planned, week, words)
