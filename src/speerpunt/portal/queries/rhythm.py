"""How often somebody is told, in words."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from speerpunt.core.enums import Frequency
from speerpunt.core.models import Telling


def rhythm_sentence(telling: Telling) -> str:
    said = {"day": WEEKDAYS[telling.weekday], "hour": f"{telling.hour}.00"}
    sentences = {
        Frequency.AT_ONCE: _("You get a mail within a quarter of an hour after something changed."),
        Frequency.DAILY: _("You get a mail each day at %(hour)s, when there is something to tell."),
        Frequency.WEEKLY: _(
            "You get a mail each week on %(day)s at %(hour)s, when there is something to tell."
        ),
        Frequency.NEVER: _("You get no mail."),
    }
    return sentences[Frequency(telling.frequency)] % said
