"""What works of now do to who travels, in words: which works, in which weeks, with what consequence, and the way out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..enums import Mode, RuleKind
from ..models import ReachRun, WorksRule
from ..queries.blackouts import ClosedDays
from ..queries.reach import AreaWeeks
from .broken import WeekWords, short_name

FELT = 0.5


@dataclass(frozen=True)
class Consequence:
    """`what` in bold, `when`, what follows from it, and what would help."""

    what: str
    when: str
    then: str
    way_out: str
    weeks: tuple[int, ...]

    @property
    def week(self) -> int:
        """The first of them."""
        return self.weeks[0]


class Consequences:
    """Tells of works that the reader sees; of others it says nothing, whatever they do."""

    def __init__(
        self, run: ReachRun, rows: Sequence[AreaWeeks], works: Mapping[int, Any], words: WeekWords, mode: str
    ) -> None:
        self.run, self.rows, self.works, self.words = run, rows, works, words
        self.mode = str(Mode(mode).label) if mode in Mode.values else mode
        self.weeks_of: dict[int, list[int]] = {}
        for week, state in enumerate(run.weeks):
            for pk in state or ():
                self.weeks_of.setdefault(pk, []).append(week)

    def all(self, rules: Sequence[WorksRule], days: Sequence[ClosedDays]) -> list[Consequence]:
        together = list(self._together(rules))
        said = {week for each in together for week in each.weeks}
        return [*together, *self._cut_off(said), *self._in_closed_days(days)]

    def _together(self, rules: Sequence[WorksRule]) -> Iterator[Consequence]:
        for rule in rules:
            if rule.kind != RuleKind.NEVER_TOGETHER:
                continue
            known = [work.pk for work in rule.works.all() if work.pk in self.works]
            for one, other in combinations(known, 2):
                weeks = sorted(set(self.weeks_of.get(one, ())) & set(self.weeks_of.get(other, ())))
                if weeks:
                    yield self._of_pair(one, other, weeks)

    def _of_pair(self, one: int, other: int, weeks: list[int]) -> Consequence:
        first, then = sorted((one, other), key=lambda pk: self.weeks_of[pk][0])
        later = self.weeks_of[first][-1] + 1 - self.weeks_of[then][0]
        what = _("%(one)s and %(other)s go on together") % {
            "one": self._name(first),
            "other": self._name(then),
        }
        way_out = ngettext(
            "Let %(work)s begin %(count)d week later.", "Let %(work)s begin %(count)d weeks later.", later
        ) % {"work": self._name(then), "count": later}
        return Consequence(what, self._said(weeks), self._effect(weeks), way_out, tuple(weeks))

    def _effect(self, weeks: list[int]) -> str:
        """On the area that is worst off in these weeks."""
        shut = [row.area.name for row in self.rows if row.cut_off & set(weeks)]
        if shut:
            said = ngettext(
                "%(areas)s cannot be reached by %(vehicle)s then.",
                "%(areas)s cannot be reached by %(vehicle)s then.",
                len(shut),
            )
            return said % {"areas": _listed(shut), "vehicle": self.mode}
        minutes, name = max(
            ((row.minutes[week] or 0.0, row.area.name) for row in self.rows for week in weeks),
            default=(0.0, ""),
        )
        if minutes < FELT:
            return _("No area loses half a minute or more a trip.")
        said = ngettext(
            "%(area)s loses %(count)d minute a trip.",
            "%(area)s loses %(count)d minutes a trip.",
            round(minutes),
        )
        return said % {"area": name, "count": round(minutes)}

    def _cut_off(self, said: set[int]) -> Iterator[Consequence]:
        """An area without a way out, for a reason that no rule tells."""
        for row in self.rows:
            weeks = sorted(row.cut_off)
            if not weeks or set(weeks) & said:
                continue
            causes = self._causes(row, weeks)
            way_out = (
                _("Keep one of these open: %(works)s.")
                % {"works": _listed([self._name(pk) for pk in causes])}
                if causes
                else ""
            )
            what = _("%(area)s is cut off for %(vehicle)s") % {"area": row.area.name, "vehicle": self.mode}
            yield Consequence(
                what, self._said(weeks), _("Nothing outside the area can be reached."), way_out, tuple(weeks)
            )

    def _causes(self, row: AreaWeeks, weeks: list[int]) -> list[int]:
        """Works that go on in all of these weeks and close a road; those that hurt the area alone come first."""
        shared = [pk for pk in self.works if set(weeks) <= set(self.weeks_of.get(pk, ()))]
        place = self.run.areas.index(row.area.slug)
        alone = self.run.alone

        def hurts(pk: int) -> bool:
            found = alone.get(str(pk))
            return found is not None and any(
                cut[place] or (minutes[place] or 0.0) >= FELT
                for cut, minutes in zip(found["is_cut_off"], found["extra_minutes"], strict=True)
            )

        return [pk for pk in shared if hurts(pk)] or shared

    def _in_closed_days(self, days: Sequence[ClosedDays]) -> Iterator[Consequence]:
        for each in days:
            if not each.binds:
                continue
            weeks = [week for week in range(len(self.run.weeks)) if each.touches(self.words.mondays[week])]
            for pk in self.works:
                hit = [week for week in weeks if week in self.weeks_of.get(pk, ())]
                if hit and each.holds_for(pk):
                    yield self._of_days(each, pk, hit)

    def _of_days(self, days: ClosedDays, pk: int, weeks: list[int]) -> Consequence:
        what = _("%(work)s goes on during %(days)s") % {"work": self._name(pk), "days": days.name}
        way_out = _("Stop it in these weeks, or begin after %(week)s.") % {
            "week": self.words.many((weeks[-1],))
        }
        return Consequence(what, self._said(weeks), self._effect(weeks), way_out, tuple(weeks))

    def _said(self, weeks: list[int]) -> str:
        return _("in %(weeks)s.") % {"weeks": self.words.many(tuple(weeks))}

    def _name(self, pk: int) -> str:
        return short_name(self.works[pk].name)


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
