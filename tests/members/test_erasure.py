"""A person asks to be forgotten: no trace of who it was, while what was done stays."""

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import HistoryEvent, User
from speerpunt.core.services import add_comment, save_changes
from speerpunt.core.services.erasures import erase_again
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import OrganisationRole, Person
from speerpunt.members.queries import standing_of
from speerpunt.members.services.erasure import erase_person
from tests.factories import make_collective, make_organisation, make_visitor

pytestmark = pytest.mark.django_db

CANARY = "Zonneschijn"


@pytest.fixture
def leiden():
    return make_collective("leiden")


@pytest.fixture
def office(leiden):
    return make_visitor(leiden, StandingKind.OFFICE)


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        texts = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            texts.append(str(cursor.fetchall()))
    return "\n".join(texts)


def test_no_trace_of_the_name_or_address_is_left(leiden, office):
    account = make_visitor(leiden, StandingKind.MEMBER, email=f"{CANARY}@oud.example".lower())
    with scope(collective=leiden):
        person = Person.objects.get(user=account)
        save_changes(person, by=office, family_name=CANARY, phone="071-1234567")
        save_changes(person, by=office, family_name=f"{CANARY}-Maan")
        add_comment(make_organisation(leiden), text="Goed plan.", by=account)
        assert CANARY.lower() in everything_in_the_database().lower()
        erase_person(person, by=office)
        assert CANARY.lower() not in everything_in_the_database().lower()
        assert "071-1234567" not in everything_in_the_database()
        assert HistoryEvent.objects.filter(target_id=person.pk, target_model="members.person").count() == 3


def test_the_account_goes_and_rights_end(leiden, office):
    account = make_visitor(leiden, StandingKind.BOARD)
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=account), by=office)
    assert User.objects.filter(pk=account.pk).exists() is False


def test_roles_end_today_and_stay_as_history(leiden, office):
    account = make_visitor(leiden, StandingKind.MEMBER)
    with scope(collective=leiden):
        person = Person.objects.get(user=account)
        erase_person(person, by=office)
        assert OrganisationRole.objects.get(person=person).end == timezone.localdate()


def test_an_account_that_another_collective_knows_stays(leiden, office):
    delft = make_collective("delft")
    account = make_visitor(leiden, StandingKind.MEMBER)
    there = Person.objects.create(collective=delft, user=account, family_name="Elders")
    with scope(collective=leiden):
        erase_person(Person.objects.get(user=account), by=office)
    assert standing_of(account, delft).person_id == there.pk


def test_who_is_erased_comes_on_a_list_without_a_name(leiden, office, settings, tmp_path):
    stored = settings.STORAGES["erasures"]
    settings.STORAGES = settings.STORAGES | {
        "erasures": {**stored, "OPTIONS": {**stored["OPTIONS"], "location": tmp_path}}
    }
    with scope(collective=leiden):
        person = Person.objects.create(collective=leiden, family_name=CANARY, email="zon@oud.example")
        erase_person(person, by=office)
    (listed,) = tmp_path.iterdir()
    assert f'"id": {person.pk}' in listed.read_text()
    assert CANARY not in listed.read_text()
    assert listed.stat().st_mode & 0o777 == 0o600


def test_only_the_same_person_of_the_same_database_is_erased_again(leiden, office, settings, tmp_path):
    """A number may be given out twice after an older database came back; nobody is erased for another."""
    stored = settings.STORAGES["erasures"]
    settings.STORAGES = settings.STORAGES | {
        "erasures": {**stored, "OPTIONS": {**stored["OPTIONS"], "location": tmp_path}}
    }
    with scope(collective=leiden):
        erased, other = (
            Person.objects.create(collective=leiden, family_name=name) for name in (CANARY, "Blijver")
        )
        for person in (erased, other):
            save_changes(person, by=office, phone="071-1111111")
        erase_person(erased, by=office)
        Person.objects.filter(pk=erased.pk).update(family_name=CANARY, erased_at=None)
        assert erase_again() == 1
        (listed,) = tmp_path.iterdir()
        listed.write_text(listed.read_text().replace(f'"id": {erased.pk}', f'"id": {other.pk}'))
        assert erase_again() == 0
        assert Person.objects.get(pk=other.pk).family_name == "Blijver"
