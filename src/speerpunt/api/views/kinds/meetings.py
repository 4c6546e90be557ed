"""Meetings, what stands on their agendas, and decisions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.doors import demand
from speerpunt.meetings.enums import EntryKind, ItemState
from speerpunt.meetings.forms.approval import DecisionStateForm
from speerpunt.meetings.forms.meetings import (
    CancelForm,
    ChangeMeetingForm,
    MoveForm,
    NewMeetingForm,
    RestoreForm,
)
from speerpunt.meetings.forms.minutes import LineForm
from speerpunt.meetings.models import AgendaItem, Decision, Meeting
from speerpunt.meetings.queries import decisions_visible_to, items_visible_to, meetings_visible_to
from speerpunt.meetings.queries.conflicts import Slot, conflicts_with
from speerpunt.meetings.services.decisions import change_decision_state
from speerpunt.meetings.services.meetings import (
    add_meeting,
    cancel_meeting,
    change_meeting,
    move_meeting,
    restore_meeting,
)
from speerpunt.meetings.services.minutes import add_decision
from speerpunt.priorities.queries import projects_visible_to

from ...enums import Group
from ...problems import ApiProblem, Trouble, wrong
from ...schemas.meetings import (
    Cancelled,
    DecisionChange,
    DecisionNew,
    DecisionQuery,
    DecisionTold,
    ItemQuery,
    ItemTold,
    MeetingChange,
    MeetingNew,
    MeetingQuery,
    MeetingTells,
    MeetingTold,
    Moved,
)
from ..answers import page_address
from ..filling import Sent, fill, seen
from .kind import Deed, Kind, Rows, by, ids_in_sight, only, within

OF_MEETING = (
    "id",
    "title",
    "kind",
    "introduction",
    "starts_at",
    "ends_at",
    "form",
    "place",
    "access",
    "state",
    "cancel_reason",
    "places",
    "sign_up_until",
)
MOMENT_NAMES = {"day": "starts_at", "starts": "starts_at", "ends": "ends_at"}


def meetings_to_tell(user: Any) -> Rows:
    return meetings_visible_to(user).select_related("body")


def tell_meetings(user: Any, rows: Sequence[Meeting]) -> list[MeetingTold]:
    dossiers = ids_in_sight(projects_visible_to(user), (row.dossier_id for row in rows))
    return [
        MeetingTold(
            **{name: getattr(row, name) for name in OF_MEETING},
            body=row.body_id,
            body_name=str(row.body),
            link=None,
            dossier=only(row.dossier_id, dossiers),
            page=page_address(row),
        )
        for row in rows
    ]


def _with_link(request: HttpRequest, row: Meeting, told: MeetingTold) -> MeetingTold:
    """An address online is a door: who sees that a meeting is held need not come in."""
    may_join = request.user.has_perm("meetings.join_online", row) and not row.is_cancelled
    return told.model_copy(update={"link": row.link or None}) if may_join else told


def _moment(sent: Sent) -> Sent:
    """A moment as the form of the page knows it: a day with two times."""
    starts, ends = (timezone.localtime(sent.pop(name)) for name in ("starts_at", "ends_at"))
    if starts.date() != ends.date():
        raise wrong("#/ends_at", _("A meeting begins and ends on one day."))
    return {**sent, "day": starts.date(), "starts": _minute(starts), "ends": _minute(ends)}


def _minute(moment: datetime) -> Any:
    return moment.time().replace(second=0, microsecond=0)


def _refuse_conflicts(user: Any, slot: Slot, in_spite: bool) -> None:
    """A page shows what happens at the same time and asks once more; here that is said beforehand."""
    found = [] if in_spite else conflicts_with([slot], user)[0]
    if found:
        names = "; ".join(str(each.meeting) for each in found)
        said = _("At the same time: %(meetings)s. Send in_spite_of_conflicts to plan it all the same.")
        raise ApiProblem(Trouble.CONFLICT, said % {"meetings": names})


def _add(request: HttpRequest, sent: Sent) -> Meeting:
    demand(request, "meetings.add_meetings")
    in_spite = sent.pop("in_spite_of_conflicts", False)

    def make(data: Sent | None) -> NewMeetingForm:
        blank = Meeting(collective=request.collective)  # type: ignore[attr-defined]
        return NewMeetingForm(data, instance=blank, user=request.user)

    form = fill(make, _moment(sent), names=MOMENT_NAMES)
    body = form.cleaned_data["body"]
    demand(request, "meetings.add_meeting", body)
    values = form.about
    _refuse_conflicts(request.user, Slot(body.pk, values["starts_at"], values["ends_at"]), in_spite)
    return add_meeting(body, by=request.user, **values)  # type: ignore[arg-type]


def _change(request: HttpRequest, row: Meeting, sent: Sent) -> None:
    form = fill(lambda data: ChangeMeetingForm(data, instance=row, user=request.user), sent)
    tells = form.cleaned_data["tells"]
    change_meeting(row, by=request.user, tells=tells, **form.about)  # type: ignore[arg-type]


def _move(request: HttpRequest, row: Meeting, sent: Sent) -> None:
    in_spite = sent.pop("in_spite_of_conflicts", False)
    said = fill(lambda data: MoveForm(data, meeting=row), _moment(sent), names=MOMENT_NAMES).cleaned_data
    slot = Slot(row.body_id, said["starts_at"], said["ends_at"], row.pk)
    _refuse_conflicts(request.user, slot, in_spite)
    names = ("starts_at", "ends_at", "reason", "tells")
    move_meeting(row, by=request.user, **{name: said[name] for name in names})  # type: ignore[arg-type]


def _cancel(request: HttpRequest, row: Meeting, sent: Sent) -> None:
    cancel_meeting(row, by=request.user, **fill(CancelForm, sent).cleaned_data)  # type: ignore[arg-type]


def _restore(request: HttpRequest, row: Meeting, sent: Sent) -> None:
    restore_meeting(row, by=request.user, **fill(RestoreForm, sent).cleaned_data)  # type: ignore[arg-type]


CHANGE = "meetings.change_meeting"
MEETINGS = Kind(
    "meetings",
    "meeting",
    Group.MEETINGS,
    Meeting,
    meetings_to_tell,
    MeetingTold,
    tell_meetings,
    about="Planned, moved, cancelled and put back; never deleted. Agendas, minutes and their approval are made on the pages.",
    query=MeetingQuery,
    filters={
        "body": by("body"),
        "state": by("state"),
        "kind": by("kind"),
        "starts_from": lambda rows, value, user: rows.filter(starts_at__date__gte=value),
        "starts_before": lambda rows, value, user: rows.filter(starts_at__date__lt=value),
    },
    list_permission="meetings.list_meetings",
    new=MeetingNew,
    add=_add,
    change_asks=MeetingChange,
    change=_change,
    change_permission=CHANGE,
    deeds=(
        Deed("move", "The meeting has another moment.", CHANGE, Moved, _move),
        Deed("cancel", "The meeting is not held.", CHANGE, Cancelled, _cancel),
        Deed("restore", "A cancelled meeting goes on after all.", CHANGE, MeetingTells, _restore),
    ),
    tell_more=_with_link,
)


def tell_items(user: Any, rows: Sequence[AgendaItem]) -> list[ItemTold]:
    """An item that is only shared with somebody tells him nothing of its meeting."""
    meetings = ids_in_sight(meetings_visible_to(user), (row.meeting_id for row in rows))
    dossiers = ids_in_sight(projects_visible_to(user), (row.dossier_id for row in rows))
    names = ("id", "title", "question", "kind", "state", "minutes", "access")
    return [
        ItemTold(
            **{name: getattr(row, name) for name in names},
            meeting=only(row.meeting_id, meetings),
            body=row.body_id,
            dossier=only(row.dossier_id, dossiers),
            page=page_address(row),
        )
        for row in rows
    ]


ITEMS = Kind(
    "agenda-items",
    "agenda_item",
    Group.MEETINGS,
    AgendaItem,
    items_visible_to,
    ItemTold,
    tell_items,
    about="What a body talks about. Read only: an agenda is put in order, with its papers, on its page.",
    query=ItemQuery,
    filters={"meeting": within("meeting", meetings_visible_to)},
)


def decisions_to_tell(user: Any) -> Rows:
    return decisions_visible_to(user).select_related("body", "item__meeting")


def tell_decisions(user: Any, rows: Sequence[Decision]) -> list[DecisionTold]:
    """As on its page: item, meeting and dossier as far as its reader sees these."""
    items = ids_in_sight(items_visible_to(user), (row.item_id for row in rows))
    meetings = ids_in_sight(meetings_visible_to(user), (row.item.meeting_id for row in rows))
    dossiers = ids_in_sight(projects_visible_to(user), (row.dossier_id for row in rows))
    names = ("id", "decided_on", "text", "votes_for", "votes_against", "votes_abstained", "binds", "state")
    return [
        DecisionTold(
            **{name: getattr(row, name) for name in names},
            number=str(row),
            body=row.body_id,
            body_name=str(row.body),
            item=only(row.item_id, items),
            meeting=only(row.item.meeting_id, meetings) if row.item_id in items else None,
            dossier=only(row.dossier_id, dossiers),
            page=page_address(row),
        )
        for row in rows
    ]


def _decide(request: HttpRequest, sent: Sent) -> Decision:
    rows = items_visible_to(request.user).filter(meeting__isnull=False).exclude(state=ItemState.DROPPED)
    item = seen(rows.select_related("body", "meeting", "dossier"), sent.pop("item"), "#/item")
    demand(request, "meetings.write_minutes", item.meeting)
    said = {**sent, "kind": EntryKind.DECISION}
    form = fill(lambda data: LineForm(data, user=request.user), said)
    entry = add_decision(item, key=uuid4(), by=request.user, **form.values())  # type: ignore[arg-type]
    return entry.decision


def _say_what_became(request: HttpRequest, row: Decision, sent: Sent) -> None:
    form = fill(lambda data: DecisionStateForm(data, initial={"state": row.state}), sent)
    change_decision_state(row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]


def _in_year(rows: Rows, value: int, user: Any) -> Rows:
    return rows.filter(year=value)


DECISIONS = Kind(
    "decisions",
    "decision",
    Group.MEETINGS,
    Decision,
    decisions_to_tell,
    DecisionTold,
    tell_decisions,
    about=(
        "What bodies decided. A new one is a line in minutes that are open; approved minutes are frozen and refuse it (409). "
        "Of a decision that is there only its state changes: its words and votes are those of the minutes."
    ),
    query=DecisionQuery,
    filters={
        "body": by("body"),
        "state": by("state"),
        "dossier": within("dossier", projects_visible_to),
        "year": _in_year,
    },
    list_permission="meetings.view_decisions",
    new=DecisionNew,
    add=_decide,
    change_asks=DecisionChange,
    change=_say_what_became,
    change_permission="meetings.write_minutes",
)
