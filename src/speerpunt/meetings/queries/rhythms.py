"""How often a body meets: what somebody chooses in a form, the rule of RFC 5545 that is kept, and its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from dateutil.rrule import rrulestr
from django.utils.dates import MONTHS_3, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACES = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    -1: gettext_lazy("last"),
}
ALL_MONTHS = tuple(range(1, 13))
# More than once a week for four years.
MOST_DAYS = 220


@dataclass(frozen=True)
class Rhythm:
    """Every so many weeks on a weekday; or, with a `place`, on that weekday of the month: the second, the last."""

    weekday: int
    weeks: int = 1
    place: int = 0
    months: tuple[int, ...] = ALL_MONTHS

    @property
    def pattern(self) -> str:
        """An RRULE, without its start."""
        day = DAYS[self.weekday]
        if not self.place:
            return f"FREQ=WEEKLY;INTERVAL={self.weeks};BYDAY={day}"
        rule = f"FREQ=MONTHLY;BYDAY={self.place}{day}"
        if len(self.months) == len(ALL_MONTHS):
            return rule
        return f"{rule};BYMONTH={','.join(str(month) for month in sorted(self.months))}"

    @property
    def words(self) -> str:
        day = str(WEEKDAYS[self.weekday]).lower()
        if not self.place:
            told = ngettext("every week on %(day)s", "every %(weeks)d weeks on %(day)s", self.weeks)
            return told % {"day": day, "weeks": self.weeks}
        told = _("every %(place)s %(day)s of the month") % {"place": PLACES[self.place], "day": day}
        if len(self.months) == len(ALL_MONTHS):
            return told
        months = ", ".join(str(MONTHS_3[month]).lower() for month in sorted(self.months))
        return _("%(told)s: %(months)s") % {"told": told, "months": months}


def rhythm_of(pattern: str) -> Rhythm | None:
    """What the form made of it; nothing for a rule that came from elsewhere."""
    parts = dict(part.split("=", 1) for part in pattern.split(";") if "=" in part)
    day = parts.get("BYDAY", "")
    if day[-2:] not in DAYS:
        return None
    weekday = DAYS.index(day[-2:])
    if parts.get("FREQ") == "WEEKLY" and len(day) == len("MO"):
        return Rhythm(weekday, weeks=int(parts.get("INTERVAL", "1")))
    months = tuple(int(month) for month in parts["BYMONTH"].split(",")) if "BYMONTH" in parts else ALL_MONTHS
    place = day[:-2]
    known = place.lstrip("-").isdecimal() and int(place) in PLACES
    return Rhythm(weekday, place=int(place), months=months) if known else None


def said_pattern(pattern: str) -> str:
    rhythm = rhythm_of(pattern)
    return rhythm.words if rhythm else pattern


def days_of(pattern: str, first_day: date, last_day: date, *, start: date | None = None) -> Iterator[date]:
    """The days of a pattern, both ends included; weeks are counted from `start`."""
    rule = rrulestr(pattern, dtstart=datetime.combine(start or first_day, datetime.min.time()))
    # From midnight to midnight, without a clock: these are days.
    until = datetime.combine(last_day, datetime.min.time())
    found = rule.between(datetime.combine(first_day, datetime.min.time()), until, inc=True)
    return (moment.date() for moment in islice(found, MOST_DAYS))
