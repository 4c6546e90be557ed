"""Forgetting a person: what they did stays, who they were goes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.registry import announce
from speerpunt.core.services import erase_personal_values, record
from speerpunt.core.services.erasures import note_erasure
from speerpunt.core.services.feeds import withdraw_feed_address
from speerpunt.core.services.mail import forget_mail
from speerpunt.core.services.telling import forget_telling

from ..models import Invitation, OrganisationRole, Person, Seat

# Announced with `account`: the collective knows nobody behind it any more.
ACCOUNT_LEFT = "members.account_left"


@transaction.atomic
def erase_person(person: Person, *, by: User | None) -> None:
    """Remove name, ways to reach, account and invitations; end roles and seats today."""
    account = person.user
    today = timezone.localdate()
    OrganisationRole.objects.active(today).filter(person=person).update(end=today)
    Seat.objects.active(today).filter(person=person).update(end=today)
    _forget_mail(person)
    if account is not None:
        withdraw_feed_address(account)
        forget_telling(account)
        announce(ACCOUNT_LEFT, account=account)
    Invitation.objects.filter(person=person).delete()
    person.given_name = person.email = person.phone = ""
    person.family_name = _("Erased person")
    person.user = None
    person.erased_at = timezone.now()
    person.save()
    erase_personal_values(person.collective_id, person.pk)
    record(person, Verb.ERASED, by=by)
    _close_account(account)
    note_erasure(person)


def erase_again(person: Person) -> None:
    """After an older database was restored, in which he is still known."""
    erase_person(person, by=None)


def _forget_mail(person: Person) -> None:
    invited = Invitation.objects.filter(person=person).values_list("email", flat=True)
    for email in {*invited, person.email}:
        forget_mail(email, person.collective.slug)


def _close_account(account: User | None) -> None:
    """An account that no collective knows any more goes too."""
    if account is None:
        return
    with scopes_disabled():
        is_known_elsewhere = Person.objects.filter(user=account).exists()
    if not is_known_elsewhere:
        forget_mail(account.email, "")
        account.delete()
