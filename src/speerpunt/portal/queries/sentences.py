"""Sentences made from what stands on the page, for whoever reads one line only."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.enums import Health
from speerpunt.priorities.models import Milestone, Priority
from speerpunt.priorities.queries import PriorityStanding

FINE = frozenset({Health.ON_COURSE, Health.DONE})
# A decision about something that is not fine is worth telling sooner than another.
PRESSING_AHEAD = timedelta(days=28)


def city_sentence(rows: Sequence[PriorityStanding], decisions: Sequence[Milestone], today: date) -> str:
    """How the priorities stand, and what comes first."""
    if not rows:
        return _("There is no current plan yet.")
    return f"{_how_they_stand(rows)} {_what_comes(rows, decisions, today)}".strip()


def _how_they_stand(rows: Sequence[PriorityStanding]) -> str:
    fine = sum(row.priority.health in FINE for row in rows)
    if fine == len(rows):
        return _("All priorities are on course.")
    if not fine:
        return _("None of the priorities is on course.")
    said = ngettext(
        "One of the %(all)s priorities is on course.",
        "%(fine)s of the %(all)s priorities are on course.",
        fine,
    )
    return capfirst(said % {"fine": counted(fine), "all": counted(len(rows))})


def counted(number: int) -> str:
    """One to nine in words."""
    return str(apnumber(number))


def _what_comes(rows: Sequence[PriorityStanding], decisions: Sequence[Milestone], today: date) -> str:
    worst = sorted((row.priority for row in rows if row.priority.health not in FINE), key=_how_bad)
    pressing = next((each for each in decisions if _is_pressing(each, worst, today)), None)
    if decisions:
        return _decision_comes(pressing or decisions[0], today)
    if worst and worst[0].health == Health.STUCK:
        return _("%(priority)s is stuck.") % {"priority": worst[0].title}
    if worst and worst[0].health == Health.ATTENTION:
        return _("%(priority)s needs attention.") % {"priority": worst[0].title}
    return ""


def _how_bad(priority: Priority) -> tuple[bool, bool]:
    return priority.health != Health.STUCK, priority.health != Health.ATTENTION


def _is_pressing(decision: Milestone, worst: Sequence[Priority], today: date) -> bool:
    return _subject(decision) in worst and decision.due <= today + PRESSING_AHEAD


def _subject(decision: Milestone) -> Priority:
    priority = decision.project.priority
    return priority.parent or priority


def _decision_comes(decision: Milestone, today: date) -> str:
    facts = {"day": date_format(decision.due, "l j F"), "subject": _within_sentence(_subject(decision).title)}
    if decision.is_assumed:
        return _("We assume that a decision about %(subject)s is taken on %(day)s.") % facts
    if decision.due == today:
        return _("Today a decision is taken about %(subject)s.") % facts
    if decision.due == today + timedelta(days=1):
        return _("Tomorrow a decision is taken about %(subject)s.") % facts
    return _("On %(day)s a decision is taken about %(subject)s.") % facts


def _within_sentence(title: str) -> str:
    """Without the capital of a title; a word in capitals keeps them."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def today_sentence(count: int) -> str:
    """How much asks something of one person now."""
    if not count:
        return _("Nothing asks something of you now.")
    said = ngettext(
        "One thing asks something of you now. The rest can wait.",
        "%(count)s things ask something of you now. The rest can wait.",
        count,
    )
    return capfirst(said % {"count": counted(count)})
