"""Where teams agree and where they part: for each work, the weeks in which they lay it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low

NEAR_WEEKS = 1


@dataclass(frozen=True)
class Agreement:
    """One work: how many teams begin it in each week.

    `week` is that to which most teams come near, within one week; of several such weeks the one that most chose, then
    the one nearest to the middle, then the first.
    """

    work: str
    teams_in: Mapping[int, int]

    @property
    def teams(self) -> int:
        return sum(self.teams_in.values())

    @property
    def middle(self) -> int:
        return median_low(week for week, count in self.teams_in.items() for _team in range(count))

    @property
    def week(self) -> int:
        middle = self.middle
        candidates = {week + by for week in self.teams_in for by in range(-NEAR_WEEKS, NEAR_WEEKS + 1)}
        return min(
            (week for week in candidates if week >= 0),
            key=lambda week: (-self.near(week), -self.teams_in.get(week, 0), abs(week - middle), week),
        )

    @property
    def share(self) -> float:
        """Of the teams that come near to `week`."""
        return self.near(self.week) / self.teams

    @property
    def spread(self) -> int:
        """Weeks between the first and the last team."""
        return max(self.teams_in) - min(self.teams_in)

    def near(self, week: int) -> int:
        return sum(count for each, count in self.teams_in.items() if abs(each - week) <= NEAR_WEEKS)


def consensus(plans: Iterable[Mapping[str, int]]) -> list[Agreement]:
    """Of each work in the plans of all teams; where they part most comes first.

    >>> [(each.work, each.week, round(each.share, 2)) for each in consensus([{"a": 1, "b": 3}, {"a": 2, "b": 9}])]
    [('b', 3, 0.5), ('a', 1, 1.0)]
    """
    counted: dict[str, Counter[int]] = {}
    for plan in plans:
        for work, week in plan.items():
            counted.setdefault(work, Counter())[week] += 1
    found = [Agreement(work, dict(sorted(weeks.items()))) for work, weeks in counted.items()]
    return sorted(found, key=lambda each: (each.share, -each.spread, each.work))
