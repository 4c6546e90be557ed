"""Invitation lists and who stands on them: for who may invite, and for nobody else."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from speerpunt.members.models import Person

from ..models import InvitationList, Invitee


def lists_visible_to(user: Any) -> QuerySet[InvitationList]:
    may = user.has_perm("puzzle.invite")
    return InvitationList.objects.all() if may else InvitationList.objects.none()


def invitees_visible_to(user: Any) -> QuerySet[Invitee]:
    return Invitee.objects.filter(invitation_list__in=lists_visible_to(user))


def with_counts(lists: QuerySet[InvitationList]) -> QuerySet[InvitationList]:
    people = Count("invitees", filter=Q(invitees__person__isnull=False))
    return lists.select_related("meeting", "dossier").annotate(people=people)


def invitees_of(invitation_list: InvitationList) -> list[Invitee]:
    return list(invitation_list.invitees.select_related("person", "organisation", "area"))


def people_to_add(invitation_list: InvitationList) -> QuerySet[Person]:
    """Everybody whom we know and who is not on it."""
    on_it = invitation_list.invitees.filter(person__isnull=False)
    return Person.objects.filter(erased_at__isnull=True).exclude(pk__in=on_it.values("person"))
