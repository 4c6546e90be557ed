"""The second collective always tries to get in; the database itself keeps it out."""

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.models.signals import post_migrate, pre_migrate
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from speerpunt.core.enums import Verb
from speerpunt.core.guards import collective_models, expected_guards, present_guards
from speerpunt.core.models import Comment, Follow, HistoryEvent
from speerpunt.core.services import add_comment, follow, record
from speerpunt.members.models import Membership, Organisation
from speerpunt.priorities.services import delete_project
from tests.factories import (
    make_area,
    make_collective,
    make_edition,
    make_organisation,
    make_person,
    make_priority,
    make_project,
    make_user,
)

pytestmark = pytest.mark.django_db


def test_every_expected_guard_is_in_the_database():
    expected = {guard.name(event) for guard in expected_guards() for event in guard.events}
    assert present_guards() == expected


def test_every_model_of_ours_belongs_to_a_collective_or_says_why_not():
    # A code to sign in belongs to no collective, and neither does its mail.
    without = {"Collective", "Installation", "User", "OutgoingMail", "RecurringWork"}
    ours = [model for model in apps.get_models() if model.__module__.startswith("speerpunt.")]
    assert {model.__name__ for model in ours} - {model.__name__ for model in collective_models()} == without


def test_a_reader_without_a_scope_gets_an_error():
    with pytest.raises(ScopeError):
        Organisation.objects.count()


def test_a_writer_cannot_refer_to_another_collective():
    ours, theirs = make_organisation(make_collective()), make_organisation(make_collective())
    with pytest.raises(DatabaseError, match="another collective"), transaction.atomic():
        Membership.objects.create(collective_id=ours.collective_id, organisation=ours, umbrella=theirs)


def test_a_writer_cannot_move_a_row_to_another_collective():
    organisation, other = make_organisation(make_collective()), make_collective()
    with scopes_disabled(), pytest.raises(DatabaseError, match="move"), transaction.atomic():
        Organisation.objects.filter(pk=organisation.pk).update(collective=other)


def test_a_writer_cannot_link_a_project_to_an_area_of_another_collective():
    leiden, delft = make_collective(), make_collective()
    project = make_project(make_priority(make_edition(leiden)))
    with scope(collective=leiden), pytest.raises(DatabaseError, match="another"), transaction.atomic():
        project.areas.through.objects.create(project_id=project.pk, area_id=make_area(delft).pk)


def test_a_follower_cannot_hang_on_a_row_of_another_collective():
    leiden, delft = make_collective(), make_collective()
    area = make_area(delft)
    area.collective = leiden
    with scope(collective=leiden), pytest.raises(DatabaseError, match="hangs on nothing"):
        follow(area, by=make_user())


def test_only_what_the_registry_names_can_be_hung_on():
    leiden = make_collective()
    with scope(collective=leiden), pytest.raises(DatabaseError, match="hangs on nothing"):
        follow(make_person(leiden), by=make_user())


def test_a_deleted_project_takes_its_comments_and_followers_along():
    leiden = make_collective()
    project, kept = (make_project(make_priority(make_edition(leiden))) for _each in range(2))
    user = make_user()
    with scope(collective=leiden):
        for target in (project, kept):
            follow(target, by=user)
            add_comment(target, text="Goed zo", by=user)
        delete_project(project, by=None)
        assert [row.object_id for row in Follow.objects.all()] == [kept.pk]
        assert [row.object_id for row in Comment.objects.all()] == [kept.pk]


@pytest.mark.parametrize(
    "statement", ["UPDATE core_historyevent SET note = 'x'", "DELETE FROM core_historyevent"]
)
def test_nobody_changes_the_history(statement):
    collective = make_collective()
    record(make_organisation(collective), Verb.CREATED, by=None)
    with pytest.raises(DatabaseError, match="history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with scope(collective=collective):
        assert HistoryEvent.objects.count() == 1


def test_the_check_names_a_missing_guard_and_repairs_it(capsys):
    call_command("check_guards")
    guard = expected_guards()[0]
    on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {guard.name(guard.events[0])}{on_table}")
    with pytest.raises(CommandError, match="1"):
        call_command("check_guards")
    assert f"{guard.table}.{guard.subject}" in capsys.readouterr().out
    call_command("check_guards", "--repair")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_emptied_keeps_its_guards():
    call_command("flush", interactive=False, verbosity=0)
    expected = {guard.name(event) for guard in expected_guards() for event in guard.events}
    assert present_guards() == expected


@pytest.mark.django_db(transaction=True)
def test_a_table_is_made_anew_by_a_migration_while_others_refer_to_it():
    """As an upgrade does: on SQLite a trigger that names the table would stand in the way."""
    make_organisation(make_collective())
    config = apps.get_app_config("core")
    announced = {
        "sender": config,
        "app_config": config,
        "verbosity": 0,
        "interactive": False,
        "using": "default",
    }
    pre_migrate.send(**announced, plan=["something"], apps=apps)
    with connection.schema_editor() as editor:
        old = Organisation._meta.get_field("name")
        new = models.CharField(max_length=old.max_length + 1)
        new.set_attributes_from_name("name")
        editor.alter_field(Organisation, old, new, strict=True)
        editor.alter_field(Organisation, new, old, strict=True)
        if connection.vendor == "sqlite":
            editor._remake_table(Organisation)
    post_migrate.send(**announced, plan=["something"], apps=apps)
    assert present_guards() == {guard.name(event) for guard in expected_guards() for event in guard.events}
