"""What a body decides: its number, its votes, and what became of it."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes
from speerpunt.members.models import Body

from ..enums import DecisionState
from ..models import AgendaItem, Decision, MinuteEntry
from ..problems import MeetingProblem
from ..queries.attendance import voters_on


@dataclass(frozen=True)
class Votes:
    in_favour: int
    against: int = 0
    abstained: int = 0

    @property
    def total(self) -> int:
        return self.in_favour + self.against + self.abstained


NO_VOTE: dict[str, Any] = {"votes_for": None, "votes_against": None, "votes_abstained": None}


def fields_of(votes: Votes | None) -> dict[str, Any]:
    if votes is None:
        return NO_VOTE
    return {
        "votes_for": votes.in_favour,
        "votes_against": votes.against,
        "votes_abstained": votes.abstained,
    }


def check_votes(item: AgendaItem, votes: Votes | None) -> None:
    """No more than there are people who may vote."""
    if votes is None:
        return
    most = voters_on(item)
    if votes.total > most:
        said = ngettext(
            "%(votes)d votes are more than may be cast: %(most)d person has a vote on this item.",
            "%(votes)d votes are more than may be cast: %(most)d people have a vote on this item.",
            most,
        )
        raise MeetingProblem(said % {"votes": votes.total, "most": most})
    if not votes.total:
        raise MeetingProblem(
            _("A vote with no votes decides nothing. Leave the numbers empty if nobody voted.")
        )


def write_decision(
    entry: MinuteEntry, item: AgendaItem, *, votes: Votes | None, binds: str, by: User
) -> Decision:
    """The number is taken while the body is held, so that no two meetings get the same."""
    assert item.meeting is not None
    day = timezone.localdate(item.meeting.starts_at)
    body = Body.objects.select_for_update(no_key=True).get(pk=item.body_id)
    last = Decision.objects.filter(body=body, year=day.year).aggregate(last=Max("number"))["last"]
    decision = Decision.objects.create(
        collective_id=item.collective_id,
        item=item,
        entry=entry,
        body=body,
        dossier_id=item.dossier_id,
        year=day.year,
        number=(last or 0) + 1,
        decided_on=day,
        text=entry.text,
        binds=binds,
        **fields_of(votes),
    )
    record(decision, Verb.CREATED, by=by)
    return decision


def change_decision(
    entry: MinuteEntry, *, text: str, by: User, votes: Votes | None = None, binds: str = ""
) -> None:
    check_votes(entry.item, votes)
    save_changes(entry.decision, by=by, text=text, binds=binds, **fields_of(votes))


@transaction.atomic
def change_decision_state(decision: Decision, *, state: str, by: User, note: str = "") -> None:
    """What became of it; what it says stays as it was."""
    now: Any = Decision.objects.select_for_update().get(pk=decision.pk)
    if state not in DecisionState.values:
        raise MeetingProblem(_("Choose one of the states. Nothing was changed."))
    save_changes(now, by=by, note=note, state=state)
