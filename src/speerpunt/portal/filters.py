"""What the visitor of City wants to see on the map: a priority, a theme, a health, a month."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from speerpunt.core.enums import Health, Theme
from speerpunt.core.templatetags.drawing.points import MapPoint


@dataclass(frozen=True)
class CityFilter:
    """`month` counts from `start`, as the slider on the page does."""

    start: date
    months: int
    month: int
    priority: str = ""
    theme: str = ""
    health: str = ""
    is_asked: bool = False

    @property
    def first_day(self) -> date:
        return _month_after(self.start, self.month)

    def keeps(self, point: MapPoint) -> bool:
        return (
            self.priority in ("", point.tags["priority"])
            and (not self.theme or self.theme in point.tags["theme"])
            and self.health in ("", point.health)
            and self._runs(point)
        )

    def _runs(self, point: MapPoint) -> bool:
        """On at least one day of the month; an open side counts as running."""
        following = _month_after(self.first_day, 1)
        begins = point.start is None or point.start < following
        return begins and (point.end is None or point.end >= self.first_day)


def city_filter(asked: QueryDict, start: date, end: date, today: date) -> CityFilter:
    """Words and months that do not exist choose nothing: all, in the month of today."""
    first = start.replace(day=1)
    months = max(_months_between(first, end), 0)
    now = min(max(_months_between(first, today), 0), months)
    month = asked.get("maand", "")
    return CityFilter(
        start=first,
        months=months,
        month=int(month) if month.isdecimal() and len(month) < 5 and int(month) <= months else now,
        priority=asked.get("speerpunt", "") if asked.get("speerpunt", "").isdecimal() else "",
        theme=_known(asked.get("thema", ""), Theme.values),
        health=_known(asked.get("stand", ""), Health.values),
        is_asked=bool(asked),
    )


def _known(word: str, words: list[str]) -> str:
    return word if word in words else ""


def _months_between(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month


def _month_after(start: date, months: int) -> date:
    years, month = divmod(start.month - 1 + months, 12)
    return date(start.year + years, month + 1, 1)
