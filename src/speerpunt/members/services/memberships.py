"""Who belongs to which umbrella, from when until when."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..models import Membership, Organisation


class MembershipProblem(Exception):
    """Why a membership cannot be written down; the message is for the person at the screen."""


@transaction.atomic
def add_membership(
    organisation: Organisation,
    umbrella: Organisation,
    *,
    by: User | None,
    start: date | None = None,
    end: date | None = None,
    dates_assumed: bool = False,
) -> Membership:
    _check_no_overlap(organisation, umbrella, start, end)
    membership = Membership.objects.create(
        collective_id=organisation.collective_id,
        organisation=organisation,
        umbrella=umbrella,
        start=start,
        end=end,
        dates_assumed=dates_assumed,
    )
    record(
        membership,
        Verb.CREATED,
        by=by,
        changes=[("organisation", None, organisation), ("umbrella", None, umbrella), ("start", None, start)],
    )
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, end: date, by: User | None) -> None:
    """The end is the last day."""
    if membership.start is not None and end < membership.start:
        raise MembershipProblem(_("The membership began on a later day. Choose a day from then on."))
    save_changes(membership, by=by, end=end)


def _check_no_overlap(
    organisation: Organisation, umbrella: Organisation, start: date | None, end: date | None
) -> None:
    """One membership at a time: a second one begins after the first ends."""
    if organisation.pk == umbrella.pk:
        raise MembershipProblem(_("An organisation cannot be a member of itself."))
    for other in Membership.objects.filter(organisation=organisation, umbrella=umbrella):
        begins_later = start is not None and other.end is not None and other.end < start
        ends_before = end is not None and other.start is not None and end < other.start
        if not (begins_later or ends_before):
            raise MembershipProblem(
                _("%(member)s belongs to %(umbrella)s in that time already. Nothing was changed.")
                % {"member": organisation.name, "umbrella": umbrella.name}
            )
