"""A new collective, with what it cannot do without: its own organisation, a board, and somebody at the office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope

from speerpunt.core.enums import Verb
from speerpunt.core.models import RESERVED_SLUGS, Collective, User
from speerpunt.core.services import record

from ..enums import BodyKind, OrganisationKind, RoleKind
from ..models import Body, Organisation, OrganisationRole, Person


class CollectiveProblem(Exception):
    """Why a collective cannot be made; the message is for the person at the screen."""


@transaction.atomic
def create_collective(
    *, name: str, slug: str, city: str, office_name: str, office_email: str, password: str | None = None
) -> Collective:
    _check_slug(slug)
    collective = Collective(name=name, slug=slug, city=city, email=office_email)
    _check_fields(collective)
    collective.save(force_insert=True)
    with scope(collective=collective):
        own = Organisation.objects.create(
            collective=collective, kind=OrganisationKind.COLLECTIVE, name=name, city=city
        )
        Body.objects.create(
            collective=collective,
            kind=BodyKind.BOARD,
            name=_("Board of %(name)s") % {"name": name},
            organisation=own,
        )
        account = _account(office_email, password)
        person = Person.objects.create(
            collective=collective, family_name=office_name, email=office_email, user=account
        )
        OrganisationRole.objects.create(
            collective=collective,
            person=person,
            organisation=own,
            kind=RoleKind.OFFICE,
            start=timezone.localdate(),
        )
        record(own, Verb.CREATED, by=account)
    return collective


def _check_slug(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise CollectiveProblem(_("The address “%(slug)s” is in use by the site itself.") % {"slug": slug})
    if Collective.objects.filter(slug=slug).exists():
        raise CollectiveProblem(_("There is a collective at “%(slug)s” already.") % {"slug": slug})


def _check_fields(collective: Collective) -> None:
    """What no form checked: the command line asks the same."""
    try:
        collective.clean_fields()
    except ValidationError as problem:
        told = [f"{name}: {said}" for name, all_said in problem.message_dict.items() for said in all_said]
        raise CollectiveProblem("\n".join(told)) from problem


def _account(email: str, password: str | None) -> User:
    """An existing account keeps its password."""
    found = User.objects.filter(email__iexact=email).first()
    return found or User.objects.create_user(email, password)


@transaction.atomic
def update_collective(collective: Collective, *, by: User, **values: Any) -> None:
    own = Organisation.objects.filter(kind=OrganisationKind.COLLECTIVE).first()
    changes = [(field, getattr(collective, field), value) for field, value in values.items()]
    changes = [(field, old, new) for field, old, new in changes if old != new]
    for field, _old, new in changes:
        setattr(collective, field, new)
    collective.save(update_fields=[field for field, _old, _new in changes])
    if own and changes:
        record(own, Verb.CHANGED, by=by, changes=changes, note=_("Settings of the collective"))


def setup_code() -> str:
    """Whoever can read the server's log may set up the first collective; nobody else."""
    return TimestampSigner(salt="speerpunt.setup").sign("setup")


def is_setup_code(code: str) -> bool:
    try:
        return TimestampSigner(salt="speerpunt.setup").unsign(code, max_age=24 * 3600) == "setup"
    except BadSignature:
        return False
