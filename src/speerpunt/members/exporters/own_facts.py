"""Everything that is known of somebody, for himself: what he is, what he did and what hangs on his name.

Found by looking at every model that points to an account or a person, so that one that comes later is in it too. What is
written in a row comes along when it is his own words, or when he may read that row now; else only that there is one, and when.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django_scopes import scope, scopes_disabled

from speerpunt.core.models import CollectiveModel, User
from speerpunt.core.registry import sight_of

from ..models import Person
from ..queries import attach_standing

# Told, said or set by the person himself, or about nobody else.
OWN_WORDS = frozenset(
    {
        "account.emailaddress",
        "core.comment",
        "core.follow",
        "core.importdraft",
        "core.telling",
        "meetings.attendance",
        "meetings.interest",
        "meetings.papernote",
        "meetings.remark",
        "meetings.signup",
        "members.organisationrole",
        "members.person",
        "members.seat",
        "socialaccount.socialaccount",
        "usersessions.usersession",
    }
)
SECRET = frozenset(
    {"secret_digest", "session_key", "password", "search_text", "data", "extra_data", "digest", "code"}
)
MOST_ROWS, AT_ONCE = 20_000, 500

Facts = dict[str, Any]


@dataclass(frozen=True)
class Tie:
    """A field that points to an account or to a person."""

    model: type[models.Model]
    field: "models.ForeignKey[Any, Any]"

    @property
    def is_of_a_collective(self) -> bool:
        return issubclass(self.model, CollectiveModel)


def ties_to(target: type[models.Model]) -> list[Tie]:
    return [
        Tie(model, field)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is target
    ]


def own_facts(account: User) -> Facts:
    with scopes_disabled():
        people = list(Person.objects.filter(user=account).select_related("collective"))
    return {
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "account": {
            "email": account.email,
            "since": account.date_joined.isoformat(timespec="seconds"),
            "last_sign_in": account.last_login and account.last_login.isoformat(timespec="seconds"),
        },
        "of_the_account": list(_of_account(account)),
        "collectives": {person.collective.name: _in_collective(account, person) for person in people},
    }


def _of_account(account: User) -> Iterator[Facts]:
    for tie in ties_to(User):
        if not tie.is_of_a_collective:
            is_own = tie.model._meta.label_lower in OWN_WORDS
            for row in tie.model._default_manager.filter(**{tie.field.name: account})[:MOST_ROWS]:
                yield _facts(row, tie, is_open=is_own)


def _in_collective(account: User, person: Person) -> list[Facts]:
    """With the rights that he has there now."""
    with scope(collective=person.collective):
        attach_standing(account, person.collective)
        ties = [
            (tie, whom)
            for whom in (account, person)
            for tie in ties_to(type(whom))
            if tie.is_of_a_collective and tie.model is not Person
        ]
        found = [each for tie, whom in ties for each in _of_tie(tie, whom, account)]
        return [_facts(person, is_open=True), *found]


def _of_tie(tie: Tie, whom: models.Model, account: User) -> Iterator[Facts]:
    rows = list(tie.model._default_manager.filter(**{tie.field.name: whom}).order_by("pk")[:MOST_ROWS])
    is_own = tie.model._meta.label_lower in OWN_WORDS
    seen = {} if is_own else _names_in_sight(tie.model, (row.pk for row in rows), account)
    around = {
        field.name: _names_in_sight(
            field.related_model, (getattr(row, field.attname) for row in rows), account
        )
        for field in tie.model._meta.fields
        if isinstance(field, models.ForeignKey)
    }
    for row in rows:
        told = _facts(row, tie, is_open=is_own or row.pk in seen)
        for name, names in around.items():
            number = getattr(row, f"{name}_id")
            if number in names:
                told[name] = names[number]
        yield told


def _names_in_sight(model: Any, numbers: Iterable[Any], account: User) -> dict[Any, str]:
    """What rows are called, of those that he may read now."""
    visible_to = sight_of(model)
    wanted = sorted({number for number in numbers if number is not None})
    if visible_to is None or not wanted:
        return {}
    parts = (wanted[start : start + AT_ONCE] for start in range(0, len(wanted), AT_ONCE))
    return {row.pk: str(row) for part in parts for row in visible_to(account).filter(pk__in=part)}


def _facts(row: models.Model, tie: Tie | None = None, *, is_open: bool) -> Facts:
    told: Facts = {"kind": capfirst(str(row._meta.verbose_name))}
    if tie is not None:
        told["as"] = str(tie.field.verbose_name)
    for field in row._meta.fields:
        if field.name in SECRET or field.is_relation or field.primary_key:
            continue
        if is_open or isinstance(field, models.DateField) or field.choices:
            told[field.name] = _said(row, field)
    return told


def _said(row: models.Model, field: "models.Field[Any, Any]") -> Any:
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(getattr(row, f"get_{field.name}_display")() if field.choices else value)
