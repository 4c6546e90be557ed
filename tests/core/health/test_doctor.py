"""Each thing that can be the matter is made to happen, and found."""

import json
import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.config.console import main
from speerpunt.core.guards import expected_guards, install_guards, remove_guards
from speerpunt.core.health import checks, database, files, work
from speerpunt.core.models import Job, OutgoingMail, RecurringWork
from speerpunt.core.work import do_recurring_work
from speerpunt.members.models import Membership, Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    """A folder of its own, in which a worker has just looked round."""
    settings.VAR = tmp_path
    tmp_path.chmod(0o700)
    stored = settings.STORAGES["documents"]
    settings.STORAGES = settings.STORAGES | {
        "documents": {**stored, "OPTIONS": {**stored["OPTIONS"], "location": tmp_path / "files"}}
    }
    RecurringWork.objects.create(name=work.BEAT, next_at=timezone.now())
    return tmp_path


@pytest.fixture(autouse=True)
def migrated():
    """The tables of tests come from the models (tests/conftest.py); noted as if by the migrations, which make the same."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE django_migrations (id integer, app text, name text, applied timestamp)")
        rows = [(number, *each) for number, each in enumerate(MigrationLoader(None).disk_migrations)]
        cursor.executemany("INSERT INTO django_migrations (id, app, name) VALUES (%s, %s, %s)", rows)


@pytest.fixture
def leiden():
    return make.make_collective("leiden")


def codes(**options) -> list[str]:
    return [finding.code for finding in checks.examine(**options)]


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_all_is_well(leiden, capsys):
    make.make_document(make.make_folder(leiden))
    make.make_project(make.make_priority(make.make_edition(leiden)))
    assert main(["doctor", "--files"]) == 0
    assert capsys.readouterr().out == "Alles is in orde.\n"


def test_a_guard_that_is_gone(leiden, capsys):
    guard = expected_guards()[0]
    on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {guard.name(guard.events[0])}{on_table}")
    assert codes() == ["guards"]
    assert main(["doctor"]) == 1
    told = capsys.readouterr()
    assert f"{guard.table}.{guard.subject}" in told.out
    assert "Voer uit: speerpunt check --repair" in told.out
    assert told.err == "Er is 1 ding aan de hand.\n"


def test_for_a_program(leiden, capsys):
    remove_guards()
    with pytest.raises(CommandError):
        call_command("doctor", "--json")
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], set(found)) == ("guards", {"code", "message", "advice"})


def test_a_reference_to_another_collective(leiden):
    """It came in while the guards were away."""
    ours, theirs = make.make_organisation(leiden), make.make_organisation(make.make_collective())
    remove_guards()
    with scope(collective=leiden):
        row = Membership.objects.create(collective=leiden, organisation=ours, umbrella=theirs)
    install_guards()
    (found,) = checks.examine()
    assert (found.code, f"members_membership.umbrella_id {row.pk}" in found.message) == ("crossed", True)


def test_a_link_to_another_collective(leiden):
    project = make.make_project(make.make_priority(make.make_edition(leiden)))
    remove_guards()
    with scope(collective=leiden):
        project.areas.through.objects.create(
            project_id=project.pk, area_id=make.make_area(make.make_collective()).pk
        )
    install_guards()
    assert codes() == ["crossed"]


def test_what_hangs_on_a_row_of_another_collective(leiden):
    area = make.make_area(make.make_collective())
    folder = make.make_folder(leiden, on=make.make_area(leiden))
    remove_guards()
    with scopes_disabled():
        type(folder).objects.filter(pk=folder.pk).update(object_id=area.pk)
    install_guards()
    assert codes() == ["crossed"]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_refers_to_nothing():
    leiden = make.make_collective("leiden")
    organisation = make.make_organisation(leiden)
    remove_guards()
    connection.disable_constraint_checking()
    if connection.vendor == "postgresql":
        run("SET session_replication_role = replica")
    with scopes_disabled():
        Organisation.objects.filter(pk=organisation.pk).update(collective_id=99_999)
        assert [found.code for found in database.check_foreign_keys()] == ["foreign_keys"]
        Organisation.objects.filter(pk=organisation.pk).update(collective_id=leiden.pk)
    if connection.vendor == "postgresql":
        run("SET session_replication_role = origin")
    connection.enable_constraint_checking()
    install_guards()


def test_a_damaged_database(leiden, monkeypatch, tmp_path):
    if connection.vendor == "postgresql":
        pytest.skip("needs a page of PostgreSQL's own to be broken")
    file = tmp_path / "stuk.sqlite3"
    entry = {"ENGINE": "speerpunt.core.databases.sqlite3", "NAME": str(file)}
    broken = ConnectionHandler({"default": entry})["default"]
    with broken.cursor() as cursor:
        cursor.execute("CREATE TABLE een (a TEXT)")
        cursor.execute("CREATE INDEX op_a ON een (a)")
        cursor.executemany("INSERT INTO een VALUES (%s)", [("x" * 300,)] * 200)
    broken.close()
    content = bytearray(file.read_bytes())
    content[content.rindex(b"x" * 300)] = ord("y")
    file.write_bytes(content)
    monkeypatch.setattr(database, "connection", broken)
    (found,) = database.check_integrity()
    broken.close()
    assert found.code == "integrity"


def test_a_database_that_is_behind(leiden):
    run("DELETE FROM django_migrations WHERE app = 'actions' AND name = '0002_covering_index'")
    assert codes() == ["migrations"]


def test_an_unsafe_sqlite(leiden, monkeypatch):
    monkeypatch.setattr("speerpunt.core.databases.sqlite3.library.is_safe", lambda version: False)
    assert codes() == ([] if connection.vendor == "postgresql" else ["sqlite_unsafe"])


def test_a_file_that_is_gone_one_that_changed_and_one_too_many(leiden, var):
    folder = make.make_folder(leiden)
    gone, other = (make.make_document(folder).current.stored.place for _each in range(2))
    (var / "files" / gone).unlink()
    (var / "files" / other).write_bytes(b"iets anders")
    assert codes() == ["files_missing"]
    assert codes(with_digests=True) == ["files_missing", "files_damaged"]
    storages["documents"].save("9/ab/abcd", ContentFile(b"van niemand"))
    assert codes() == ["files_missing"]
    os.utime(var / "files/9/ab/abcd", (time.time() - 300_000,) * 2)
    assert codes() == ["files_missing", "files_orphaned"]


def test_no_worker(leiden):
    RecurringWork.objects.filter(name=work.BEAT).update(next_at=timezone.now() - timedelta(hours=1))
    assert codes() == ["worker"]
    do_recurring_work()
    assert codes() == []


def test_a_worker_at_one_job_for_long_is_at_work(leiden):
    RecurringWork.objects.filter(name=work.BEAT).delete()
    with scope(collective=leiden):
        Job.objects.create(collective=leiden, kind="x", state="running", seen_at=timezone.now())
    assert codes() == []


def test_jobs_that_stand_still(leiden):
    with scope(collective=leiden):
        long_ago = timezone.now() - timedelta(hours=2)
        Job.objects.create(collective=leiden, kind="x", created_at=long_ago)
        Job.objects.create(collective=leiden, kind="x", state="running", seen_at=long_ago)
        assert codes() == ["jobs"]


def test_mail_that_is_given_up(leiden):
    OutgoingMail.objects.create(sender="a@b.example", subject="x", due_at=None)
    assert codes() == ["mail"]


def test_a_folder_that_others_can_read(leiden, var):
    var.chmod(0o755)
    (var / "secret_key").write_text("x")
    (var / "secret_key").chmod(0o600)
    assert codes() == []
    (var / "secret_key").chmod(0o644)
    assert codes() == ["modes"]


def test_a_disk_that_is_nearly_full(leiden, monkeypatch):
    monkeypatch.setattr(files, "room_in", lambda folder: 10 * 1024**2)
    assert codes() == ["room"]
