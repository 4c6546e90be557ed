"""A list of who is to come and talk: made in one go from who is touched, kept, and used to plan a meeting."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, CollectiveModel, User
from speerpunt.core.services import record, save_changes
from speerpunt.meetings.models import Meeting
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.services.meetings import add_meeting
from speerpunt.meetings.services.sending import add_guest
from speerpunt.members.enums import RoleKind, SeatKind
from speerpunt.members.models import Body, Organisation, OrganisationRole, Person
from speerpunt.places.models import Area

from ..enums import InviteReason
from ..models import InvitationList, Invitee
from ..problems import PuzzleProblem
from ..queries.at_table import InvolvementPicture

# Who is written to on behalf of an organisation.
SPOKESMEN = (RoleKind.CONTACT, RoleKind.CHAIR, RoleKind.PARK_MANAGER)
ORDER = list(InviteReason)
# Stands for whom we do not know yet.
NOBODY: list[Person | None] = [None]
LEADS = (SeatKind.CHAIR, SeatKind.SECRETARY)


@transaction.atomic
def make_invitation_list(collective: Collective, picture: InvolvementPicture, *, by: User) -> InvitationList:
    """Who speaks for a touched area, their umbrellas, who leads a body with the dossier, and partners."""
    subject = picture.subject
    made = InvitationList.objects.create(
        collective=collective,
        name=(_("Talk about %(what)s") % {"what": subject.title})[:200],
        work=subject.work,
        clash=subject.clash,
        first_day=subject.first_day,
        last_day=subject.last_day,
        dossier=subject.dossier,
        made_by=by,
    )
    invitees = list(_invitees(made, picture))
    Invitee.objects.bulk_create(invitees)
    record(made, Verb.CREATED, by=by, changes=[("invitees", None, len(invitees))])
    return made


def _invitees(made: InvitationList, picture: InvolvementPicture) -> Iterator[Invitee]:
    """Each person once, for the first reason; an organisation of which we know nobody as itself."""
    seen: set[tuple[str, int]] = set()
    for invitee in _wanted(made, picture):
        mark = (
            ("person", invitee.person_id) if invitee.person_id else ("organisation", invitee.organisation_id)
        )
        if mark not in seen:
            seen.add(mark)  # type: ignore[arg-type]
            yield invitee


Wanted = tuple[InviteReason, Person | None, Organisation | None, Area | None]


def _wanted(made: InvitationList, picture: InvolvementPicture) -> Iterator[Invitee]:
    named = list(_organisations(picture))
    people = _spokesmen(organisation for _reason, organisation, _area in named)
    wanted: list[Wanted] = [
        (reason, person, organisation, area)
        for reason, organisation, area in named
        for person in people[organisation.pk] or NOBODY
    ]
    wanted += [
        (InviteReason.BODY, seat.person, seat.on_behalf_of, None)
        for seat in picture.table.seats
        if seat.kind in LEADS
    ]
    for reason, person, organisation, area in sorted(wanted, key=lambda each: ORDER.index(each[0])):
        yield Invitee(
            collective_id=made.collective_id,
            invitation_list=made,
            person=person,
            organisation=organisation,
            area=area,
            reason=reason.value,
        )


def _organisations(
    picture: InvolvementPicture,
) -> Iterator[tuple[InviteReason, Organisation, Area | None]]:
    for voice in picture.voices:
        for association in voice.associations:
            yield InviteReason.ASSOCIATION, association, voice.touched.area
        for umbrella in voice.umbrellas:
            yield InviteReason.UMBRELLA, umbrella, voice.touched.area
    for row in picture.table.partners:
        yield InviteReason.PARTNER, row.organisation, None


def _spokesmen(organisations: Iterable[Organisation]) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    roles = OrganisationRole.objects.active().filter(
        organisation__in=list(organisations), kind__in=SPOKESMEN, person__erased_at__isnull=True
    )
    for role in roles.select_related("person").order_by("kind", "person__family_name", "pk"):
        if role.person not in found[role.organisation_id]:
            found[role.organisation_id].append(role.person)
    return found


@transaction.atomic
def rename_list(invitation_list: InvitationList, *, name: str, by: User) -> None:
    save_changes(invitation_list, by=by, name=name)


@transaction.atomic
def remove_list(invitation_list: InvitationList, *, by: User) -> None:
    record(invitation_list, Verb.DELETED, by=by)
    invitation_list.delete()


@transaction.atomic
def add_invitee(invitation_list: InvitationList, person: Person, *, by: User) -> Invitee:
    """Once; a second time nothing changes."""
    found, is_new = Invitee.objects.get_or_create(
        invitation_list=invitation_list,
        person=person,
        defaults={
            "collective_id": invitation_list.collective_id,
            "reason": InviteReason.ADDED.value,
        },
    )
    if is_new:
        record(found, Verb.CREATED, by=by)
    return found


@transaction.atomic
def remove_invitee(invitee: Invitee, *, by: User) -> None:
    record(invitee, Verb.DELETED, by=by)
    invitee.delete()


@transaction.atomic
def plan_meeting(
    invitation_list: InvitationList,
    body: Body,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    form: str,
    place: str,
    by: User,
) -> Meeting:
    """On the dossier of the list, with everybody on it as a guest. Nobody is mailed before its agenda is sent."""
    held = InvitationList.objects.select_for_update().get(pk=invitation_list.pk)
    if held.meeting_id is not None:
        raise PuzzleProblem(_("A meeting is planned from this list already."))
    people = Person.objects.filter(pk__in=held.invitees.values("person"), erased_at__isnull=True).order_by(
        "pk"
    )
    try:
        meeting = add_meeting(
            body,
            by=by,
            title=title,
            starts_at=starts_at,
            ends_at=ends_at,
            form=form,
            place=place,
            dossier_id=held.dossier_id,
        )
        for person in people:
            add_guest(meeting, person, by=by)
    except MeetingProblem as problem:
        raise PuzzleProblem(str(problem)) from problem
    save_changes(held, by=by, meeting=meeting)
    return meeting


def let_go_of_erased(*, targets: Sequence[CollectiveModel], verb: Verb) -> None:
    """Who is erased stands on no list any more."""
    if verb == Verb.ERASED and isinstance(targets[0], Person):
        Invitee.objects.filter(person__in=[target.pk for target in targets]).delete()
