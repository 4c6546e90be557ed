"""A backup while people write, and back again: nothing that was promised is lost, nobody who was erased returns."""

import json
import shutil

import pytest

from .backups import back_up_while_writing, command, lost_files, new_folder, restored
from .ledger import ask, own_database, shape_of

NAME = "Canarievogel"
MAKE_PERSON = f"""
from django_scopes import scope
from speerpunt.core.models import Collective, User
from speerpunt.core.services import save_changes
from speerpunt.members.models import Person
from speerpunt.core.services.search_index import reindex
collective = Collective.objects.get(slug="leeg")
with scope(collective=collective):
    user = User.objects.create_user("{NAME.lower()}@oud.example")
    person = Person.objects.create(collective=collective, user=user, given_name="Kees", family_name="{NAME}")
    save_changes(person, by=user, email="{NAME.lower()}@oud.example", phone="071-7654321")
    reindex(collective)
"""
ERASE = f"""
from django_scopes import scope
from speerpunt.core.models import Collective, User
from speerpunt.members.models import Person
from speerpunt.members.services.erasure import erase_person
collective = Collective.objects.get(slug="leeg")
with scope(collective=collective):
    erase_person(Person.objects.get(family_name="{NAME}"), by=User.objects.first())
"""


@pytest.fixture(scope="module")
def backed_up(prepared, database_url, tmp_path_factory, django_db_blocker):
    """A backup while people write, after which the person of the canary is erased."""
    archive = tmp_path_factory.mktemp("archive") / "kopie.zip"
    with django_db_blocker.unblock():
        prepared.run_in_shell(MAKE_PERSON)
        told = back_up_while_writing(prepared, database_url, archive, writers=3, seconds=1)
        prepared.run_in_shell(ERASE)
    prepared.stop()
    return archive, told


@pytest.fixture
def elsewhere(prepared, database_url, tmp_path, django_db_blocker):
    """An empty machine."""
    with django_db_blocker.unblock(), own_database(database_url) as url:
        yield new_folder(tmp_path / "elders", like=prepared.var), url


def test_every_promised_row_and_file_is_there(backed_up, elsewhere):
    archive, told = backed_up
    ledger = restored(archive, *elsewhere)
    assert (ledger.lost(told.rows), ledger.torn_or_doubled(), ledger.integrity) == ([], {}, "ok")
    assert lost_files(*elsewhere, told.files) == []
    assert archive.stat().st_mode & 0o777 == 0o600
    assert command(*elsewhere, "check").returncode == 0


def test_the_tables_are_those_that_the_migrations_make(backed_up, prepared, database_url, elsewhere):
    archive, _told = backed_up
    restored(archive, *elsewhere)
    assert shape_of(*elsewhere) == shape_of(prepared.var, database_url)


def test_it_does_not_come_over_what_is_there(backed_up, prepared, database_url, elsewhere):
    archive, _told = backed_up
    ended = command(prepared.var, database_url, "restore", str(archive))
    assert ended.returncode == 1
    assert "De database bevat al iets" in ended.stderr
    var, url = elsewhere
    (var / "files" / "1").mkdir(parents=True)
    (var / "files" / "1" / "stuk").write_bytes(b"van iemand")
    ended = command(var, url, "restore", str(archive))
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "bewaarplaats van stukken" in ended.stderr
    assert (var / "files" / "1" / "stuk").exists()


def everything_in(var, url):
    """Every byte of the folder, and every table."""
    found = [file.read_bytes() for file in var.rglob("*") if file.is_file() and "locale" not in file.parts]
    if url:
        for (table,) in ask(var, url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"):
            found.append(str(ask(var, url, f'SELECT * FROM "{table}"')).encode())
    return b"\n".join(found).lower()


def test_who_was_erased_after_the_backup_is_gone_after_the_restore(backed_up, prepared, elsewhere):
    archive, _told = backed_up
    var, url = elsewhere
    restored(archive, var, url)
    assert NAME.lower().encode() in everything_in(var, url), "without the list nobody knows of it"
    for each in var.iterdir():
        if each.name.startswith(("speerpunt.sqlite3", "files", "erasures")):
            shutil.rmtree(each) if each.is_dir() else each.unlink()
    if url:
        ask(var, url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    ended = command(var, url, "restore", str(archive), "--erasures", str(prepared.var / "erasures"))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "1 mensen zijn opnieuw gewist." in ended.stdout
    left = everything_in(var, url)
    assert NAME.lower().encode() not in left
    assert b"071-7654321" not in left
    assert [path.name for path in (var / "erasures").iterdir()] != []


def test_the_list_of_erasures_holds_nothing_of_who_it_was(backed_up, prepared):
    (told,) = (json.loads(file.read_text()) for file in (prepared.var / "erasures").iterdir())
    assert set(told) == {"collective", "kind", "id", "digest", "at"}
    assert told["kind"] == "members.person"
    assert NAME.lower() not in str(told).lower()


def test_a_restore_that_was_cut_short_is_not_served_and_can_be_done_again(backed_up, elsewhere):
    archive, _told = backed_up
    var, url = elsewhere
    (var / "files" / "1").mkdir(parents=True)
    (var / "files" / "1" / "half").write_bytes(b"van de vorige keer")
    (var / "restoring").touch()
    ended = command(var, url, "serve", "--port", "1")
    assert (ended.returncode, "terugzetten is niet" in ended.stderr) == (1, True)
    restored(archive, var, url)
    assert not (var / "restoring").exists()
    assert not (var / "files" / "1" / "half").exists()


def test_an_archive_of_a_newer_version_is_refused(backed_up, elsewhere, tmp_path):
    archive, _told = backed_up
    newer = changed(
        archive, tmp_path / "nieuwer.zip", lambda told: told["migrations"].append(["core", "9999_later"])
    )
    ended = command(*elsewhere, "restore", str(newer))
    assert (ended.returncode, "nieuwere" in ended.stderr) == (1, True)
    assert not (elsewhere[0] / "restoring").exists()


def test_another_digest_than_was_told_is_refused(backed_up, elsewhere):
    archive, _told = backed_up
    ended = command(*elsewhere, "restore", str(archive), "--digest", "0" * 64)
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)


def changed(archive, place, change):
    """The same parts, with another manifest and a digest that is right."""
    from speerpunt.core.backups.archive import NewArchive, opened

    with opened(archive) as old, NewArchive(place) as new:
        for name in old.manifest["parts"]:
            new.add(name, old.chunks(name))
        told = {key: value for key, value in old.manifest.items() if key not in {"parts", "format"}}
        change(told)
        new.finish(told)
    return place
