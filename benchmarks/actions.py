"""Many actions, as a collective has after years: a fifth of them open, over everything that they hang on."""

from datetime import date, timedelta
from itertools import cycle

from django.utils import timezone
from django_scopes import scope

from speerpunt.actions.enums import ActionState
from speerpunt.actions.models import Action
from speerpunt.core.models import Collective, CollectiveModel
from speerpunt.core.queries.subjects import kind_of
from speerpunt.core.texts import folded
from speerpunt.members.models import Organisation, Person
from speerpunt.places.models import Area
from speerpunt.priorities.models import Priority, Project

OPEN_IN = 5
WORDS = ("Bel", "Schrijf", "Vraag", "Bespreek", "Controleer", "Verzamel", "Stuur")


def add_many_actions(collective: Collective, count: int) -> None:
    today = timezone.localdate()
    with scope(collective=collective):
        organisations = Organisation.objects.kept().order_by("pk")[:50]
        rows = [*Project.objects.all(), *Priority.objects.all(), *Area.objects.kept(), *organisations]
        targets, people = cycle(rows), cycle(Person.objects.all())
        Action.objects.bulk_create(
            (
                _action(
                    collective, number, next(targets), next(people), today + timedelta(days=number % 97 - 20)
                )
                for number in range(count)
            ),
            batch_size=1000,
        )


def _action(collective: Collective, number: int, target: CollectiveModel, owner: Person, due: date) -> Action:
    title = f"{WORDS[number % len(WORDS)]} nummer {number}"
    is_open = number % OPEN_IN == 0
    return Action(
        collective=collective,
        title=title,
        search_text=folded(title),
        owner=owner,
        due=due,
        state=ActionState.OPEN if is_open else ActionState.DONE,
        closed_on=None if is_open else due,
        content_type=kind_of(type(target)),
        object_id=target.pk,
        visibility="members" if number % 3 else "",
    )
