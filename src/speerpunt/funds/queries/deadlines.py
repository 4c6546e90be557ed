"""What somebody himself must hand in by a day: for a grant that he keeps an eye on, and for money that was granted to
what he speaks for. Told in his calendar and in his mail."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.members.rules import standing

from ..enums import RequestState
from .grants import duties_of
from .visible import accounts_spoken_for, requests_visible_to


@dataclass(frozen=True)
class Deadline:
    """`key` stays the same as long as the thing exists, also when its day moves."""

    key: str
    day: date
    title: str
    url: str
    where: str


def deadlines_of(user: Any, until: date) -> Iterator[Deadline]:
    at = standing(user)
    if not at.is_inside or at.person_id is None:
        return
    for duty in duties_of(user, until).filter(grant__lead=at.person_id):
        yield Deadline(
            f"subsidie-{duty.pk}", duty.due, duty.what, duty.grant.get_absolute_url(), duty.grant.title
        )
    if not at.board_ids:
        return
    mine = accounts_spoken_for(user).order_by().values("pk")
    asked = requests_visible_to(user).filter(state=RequestState.APPROVED, account__in=mine)
    for each in asked.filter(account_due__lte=until).select_related("account").order_by("account_due", "pk"):
        title = _("Account for: %(title)s") % {"title": each.title}
        yield Deadline(
            f"aanvraag-{each.pk}", each.account_due, title, each.get_absolute_url(), each.account.name
        )
