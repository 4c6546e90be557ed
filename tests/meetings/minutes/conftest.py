"""A board that meets at this moment: its office writes, six people decide. Imports stand inside the fixtures."""

import pytest


@pytest.fixture
def leiden():
    from tests.factories import make_collective

    return make_collective("leiden")


@pytest.fixture
def inside(leiden):
    from django_scopes import scope

    with scope(collective=leiden):
        yield leiden


@pytest.fixture
def somebody(leiden):
    """`somebody("member")`: an account of that kind, with its standing."""
    from speerpunt.members.queries import attach_standing
    from tests.factories import make_visitor

    def make(kind, **fields):
        account = make_visitor(leiden, kind, **fields)
        attach_standing(account, leiden)
        return account

    return make


@pytest.fixture
def person_of(inside):
    from speerpunt.members.models import Person

    return lambda account: Person.objects.get(user=account)


@pytest.fixture
def seated(leiden, inside, body, somebody, person_of):
    """`seated("observer")`: an account with that seat in the body and nothing else."""
    from speerpunt.members.queries import attach_standing
    from tests.factories import make_seat

    def make(kind):
        account = somebody("public")
        make_seat(body, person_of(account), kind=kind)
        attach_standing(account, leiden)
        return account

    return make


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def body(inside):
    from tests.factories import make_body

    return make_body(inside, name="Bestuur", kind="board")


@pytest.fixture
def board(body):
    """Six people with a seat that decides."""
    from tests.factories import make_person, make_seat

    people = [make_person(body.collective, family_name=f"Bestuurder {letter}") for letter in "ABCDEF"]
    for place, person in enumerate(people):
        make_seat(body, person, kind="chair" if place == 0 else "member")
    return people


@pytest.fixture
def meeting(body):
    from django.utils import timezone

    from tests.factories import make_called_meeting

    now = timezone.now()
    return make_called_meeting(
        body,
        title="Bestuursvergadering",
        state="running",
        opened_at=now,
        minutes_state="draft",
        starts_at=now,
    )


@pytest.fixture
def item(meeting):
    from tests.factories import make_item

    return make_item(meeting, title="Volgorde bruggen", position=1)


@pytest.fixture
def closed_item(meeting):
    from tests.factories import make_item

    return make_item(meeting, title="Begroting besloten", access="closed", position=2)


@pytest.fixture
def attended(meeting, board):
    """Everybody on the list, nobody noted yet."""
    from tests.factories import make_attendance

    return [make_attendance(meeting, person, seat="member") for person in board]


@pytest.fixture
def later_meeting(body):
    from django.utils import timezone

    from tests.factories import make_called_meeting

    return make_called_meeting(body, in_days=30, state="running", opened_at=timezone.now())


@pytest.fixture
def signed_in():
    from django.test import Client

    def sign_in(account):
        client = Client()
        client.force_login(account)
        return client

    return sign_in


@pytest.fixture
def delivered(settings):
    """What the postman hands over."""
    from django.core import mail

    settings.MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail
