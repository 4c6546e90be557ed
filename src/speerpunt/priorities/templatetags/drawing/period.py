"""The part of time that the timeline shows, and the marks on its axis."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from speerpunt.core.templatetags.drawing.days import said_as
from speerpunt.core.templatetags.drawing.scale import TimeScale

from ...enums import Zoom

MONTHS = {Zoom.QUARTER: 3, Zoom.HALF_YEAR: 6, Zoom.YEAR: 12, Zoom.TWO_YEARS: 24, Zoom.FIVE_YEARS: 60}
# How far "earlier" and "later" go, in months.
STRIDE = {Zoom.QUARTER: 1, Zoom.HALF_YEAR: 3, Zoom.YEAR: 6, Zoom.TWO_YEARS: 12, Zoom.FIVE_YEARS: 24}
FIRST, LAST = date(1900, 1, 1), date(2190, 1, 1)


@dataclass(frozen=True)
class Mark:
    """A line on the axis with its words; the upper ones stand over several lower ones."""

    x: float
    label: str
    is_upper: bool
    # Left out where there is little room.
    is_roomy: bool = False


@dataclass(frozen=True)
class Period:
    zoom: Zoom
    begin: date

    @classmethod
    def around(cls, today: date, zoom: Zoom) -> "Period":
        """Today at a quarter of the width, beginning where people divide a year."""
        months = MONTHS[zoom]
        first = _month(today, -(months // 4))
        return cls(zoom, first if months < 12 else _month(first, -((first.month - 1) % 3)))

    @classmethod
    def asked(cls, zoom: str, begin: str, today: date) -> "Period":
        """As the address says; what makes no sense is left out."""
        known = Zoom(zoom) if zoom in Zoom.values else Zoom.TWO_YEARS
        try:
            first = date.fromisoformat(begin[:10]).replace(day=1)
        except ValueError:
            return cls.around(today, known)
        return cls(known, min(max(first, FIRST), LAST))

    @property
    def end(self) -> date:
        return _month(self.begin, MONTHS[self.zoom]) - timedelta(days=1)

    @property
    def scale(self) -> TimeScale:
        return TimeScale(self.begin, self.end)

    @property
    def earlier(self) -> date:
        return max(_month(self.begin, -STRIDE[self.zoom]), FIRST)

    @property
    def later(self) -> date:
        return min(_month(self.begin, STRIDE[self.zoom]), LAST)

    def zoomed(self, zoom: Zoom) -> date:
        """The begin of another zoom around the same middle."""
        return max(_month(self.begin, (MONTHS[self.zoom] - MONTHS[zoom]) // 2), FIRST)

    @property
    def said(self) -> str:
        first, last = (said_as(day, "M Y").lower() for day in (self.begin, self.end))
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    def marks(self) -> list[Mark]:
        return [*self._upper(), *self._lower()]

    def _upper(self) -> Iterator[Mark]:
        """Months over weeks; years over anything else. The first one also where it has begun already."""
        is_month = self.zoom is Zoom.QUARTER
        pattern = "F Y" if is_month else "Y"
        for count, month in enumerate(self._months()):
            if count == 0 or is_month or month.month == 1:
                yield Mark(self.scale.opening(month), said_as(month, pattern).lower(), is_upper=True)

    def _lower(self) -> Iterator[Mark]:
        if self.zoom is Zoom.QUARTER:
            yield from self._weeks()
            return
        step = 1 if MONTHS[self.zoom] <= 12 else 3
        shown = [month for month in self._months() if (month.month - 1) % step == 0]
        sparse = max(len(shown) // 4, 1)
        for place, month in enumerate(shown):
            label = (
                "" if MONTHS[self.zoom] > 24 and month.month != 7 else said_as(month, "M").rstrip(".").lower()
            )
            yield Mark(self.scale.opening(month), label, is_upper=False, is_roomy=place % sparse != 0)

    def _weeks(self) -> Iterator[Mark]:
        monday = self.begin + timedelta(days=-self.begin.weekday() % 7)
        place = 0
        while monday <= self.end:
            label = _("wk %(number)s") % {"number": monday.isocalendar().week}
            yield Mark(self.scale.opening(monday), label, is_upper=False, is_roomy=place % 3 != 0)
            monday, place = monday + timedelta(days=7), place + 1

    def _months(self) -> list[date]:
        return [_month(self.begin, count) for count in range(MONTHS[self.zoom])]


def _month(day: date, later: int) -> date:
    months = day.year * 12 + day.month - 1 + later
    return date(months // 12, months % 12 + 1, 1)
