"""From when until when, as far as a source knows; what is odd about it is told."""

from datetime import date

from ..enums import Oddity
from .moments import first_day, last_day, read_moment, stands_for_unknown
from .readings import Reading


def read_days(
    starts: object, ends: object, outside_id: str, reading: Reading, today: date
) -> tuple[date | None, date | None]:
    """The first and the last day; None where it is not known."""
    begin, finish = read_moment(starts), read_moment(ends)
    start = first_day(begin) if begin else None
    end = last_day(finish) if finish else None
    if start and stands_for_unknown(start, today):
        reading.tell(Oddity.FAR_START, outside_id, start)
        start = None
    if end and stands_for_unknown(end, today):
        reading.tell(Oddity.FAR_END, outside_id, end)
        end = None
    if begin and finish and finish < begin:
        reading.tell(Oddity.ENDS_BEFORE_START, outside_id, f"{start} {end}")
        end = None
    return start, max(start, end) if start and end else end
