"""An account for a person: offered by mail, taken with a secret of which only a digest is kept."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.digests import digest_of, new_secret
from speerpunt.core.enums import Verb
from speerpunt.core.models import Collective, User
from speerpunt.core.services import record
from speerpunt.core.services.mail import COLLECTIVE_HEADER

from ..models import Invitation, Person

VALID_FOR = timedelta(days=14)


class InvitationProblem(Exception):
    """Why an invitation cannot be sent or taken; the message is for the person at the screen."""


@transaction.atomic
def invite_person(person: Person, *, by: User) -> Invitation:
    """Withdraw what was open, make a new invitation, and write its mail down with it."""
    _may_be_invited(person)
    withdraw_invitations(person)
    secret = new_secret()
    invitation = Invitation.objects.create(
        collective_id=person.collective_id,
        person=person,
        email=person.email,
        secret_digest=digest_of(secret),
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    record(person, Verb.INVITED, by=by)
    # The address comes from a setting: a Host header must not decide where a secret leads.
    link = settings.BASE_URL + address("members:invitation", secret)
    _send(invitation, person.collective, link)
    return invitation


def _may_be_invited(person: Person) -> None:
    if not person.email:
        raise InvitationProblem(_("This person has no email address yet. Add one first."))
    if person.user_id is not None:
        raise InvitationProblem(_("This person has an account already."))
    if person.erased_at is not None:
        raise InvitationProblem(_("This person was erased."))


def _send(invitation: Invitation, collective: Collective, link: str) -> None:
    context = {
        "person": invitation.person,
        "collective": collective,
        "link": link,
        "expires_at": invitation.expires_at,
    }
    text = render_to_string("members/mail/invitation.txt", context)
    # One line: what follows on a line break would be another line of the head of the mail.
    subject = _("Your account at %(collective)s") % {"collective": " ".join(collective.name.split())}
    headers = {COLLECTIVE_HEADER: collective.slug}
    EmailMessage(subject, text, None, [invitation.email], headers=headers).send()


@transaction.atomic
def withdraw_invitations(person: Person) -> int:
    return Invitation.objects.filter(person=person, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )


def open_invitation(secret: str) -> Invitation | None:
    """The invitation that the secret opens in the collective at hand, if it still holds."""
    found = Invitation.objects.filter(secret_digest=digest_of(secret)).select_related("person").first()
    return found if found and found.is_open else None


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, user: User | None = None, password: str | None = None
) -> User:
    """Tie the person to an account: that of who is signed in, or a new one."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_open:
        raise InvitationProblem(_("This invitation is no longer valid. Ask the office for a new one."))
    account = user or _new_account(invitation.email, password)
    if account.email.lower() != invitation.email.lower():
        raise InvitationProblem(_("This invitation is for another email address."))
    person = invitation.person
    if Person.objects.filter(user=account).exclude(pk=person.pk).exists():
        raise InvitationProblem(_("Your account belongs to another person of this collective already."))
    person.user = account
    person.save(update_fields=["user", "search_text"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    record(person, Verb.LINKED, by=account)
    return account


def _new_account(email: str, password: str | None) -> User:
    if User.objects.filter(email__iexact=email).exists():
        raise InvitationProblem(_("There is an account with this email address. Sign in first."))
    return User.objects.create_user(email, password)
