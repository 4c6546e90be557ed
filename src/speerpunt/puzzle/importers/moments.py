"""Moments as sources write them, as days here. A day that stands for “not known” is not a day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")
# Nobody knows what happens then; what is said of it is a placeholder.
FIRST_YEAR, LAST_YEAR = 1990, 2090
# The first or last days of a year so far away are one too.
FAR_YEARS = 5


def read_moment(text: object) -> datetime | None:
    """A moment with its offset; without one it is in UTC. None where it is no moment at all."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def first_day(moment: datetime) -> date:
    return moment.astimezone(HERE).date()


def last_day(moment: datetime) -> date:
    """What ends at midnight goes on until the day before."""
    here = moment.astimezone(HERE)
    return (here - timedelta(microseconds=1)).date() if (here.hour, here.minute) == (0, 0) else here.date()


def stands_for_unknown(day: date, today: date) -> bool:
    """A placeholder: an impossible year, or a turn of the year far from today.

    >>> stands_for_unknown(date(2099, 12, 30), date(2026, 1, 1)), stands_for_unknown(date(2027, 12, 31), date(2026, 1, 1))
    (True, False)
    """
    if not FIRST_YEAR < day.year < LAST_YEAR:
        return True
    is_turn_of_year = (day.month, day.day) in {(1, 1), (12, 30), (12, 31)}
    return is_turn_of_year and abs(day.year - today.year) >= FAR_YEARS
