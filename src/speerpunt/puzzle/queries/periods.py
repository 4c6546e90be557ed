"""Periods of works in words."""

from datetime import date

from django.utils.translation import gettext as _

from speerpunt.core.templatetags.moments import full_day


def said_period(start: date | None, end: date | None, phases: int = 1) -> str:
    """In words; what is not known is said, not guessed."""
    if start is None and end is None:
        return _("not known when")
    if end is None:
        said = _("from %(start)s, end not known") % {"start": full_day(start)}  # type: ignore[arg-type]
    elif start is None:
        said = _("until %(end)s, start not known") % {"end": full_day(end)}
    elif start == end:
        said = full_day(start)
    else:
        said = _("%(start)s to %(end)s") % {"start": full_day(start), "end": full_day(end)}
    return _("%(period)s, in %(count)d periods") % {"period": said, "count": phases} if phases > 1 else said
