"""Two machines that share a database and a storage, but no folder: both serve, both work, nothing is done twice."""

import time
from collections import Counter

import pytest

from tests.elsewhere import s3_server
from tests.journeys.site import Server

from .backups import FOLDER, MAKE_FOLDER, command, content_of, new_folder
from .ledger import ask, own_database
from .visitors import FOUND, Visitor

EACH = 6
READ_WITHIN_SECONDS = 90
SECRET = "een-geheim-dat-beide-machines-kennen-0123456789"


@pytest.fixture(scope="module")
def machines(prepared, database_url, tmp_path_factory, django_db_blocker):
    if not database_url:
        pytest.skip("SQLite is for one machine")
    places = tmp_path_factory.mktemp("machines")
    with s3_server() as storage, django_db_blocker.unblock(), own_database(database_url) as url:
        found = []
        for name in ("een", "twee"):
            server = Server(new_folder(places / name, like=prepared.var), url)
            server.environment |= {**storage, "SPEERPUNT_SECRET_KEY": SECRET}
            found.append(server)
        found[0].prepare_empty()
        found[0].run_in_shell(MAKE_FOLDER)
        for server in found:
            server.start(1)
        yield found, url
        for server in found:
            server.kill()


def signed_in_at_both(machines):
    """The session that one machine gave holds at the other."""
    first = Visitor(machines[0].site.url)
    first.sign_in()
    return first, first.beside(machines[1].site.url)


def test_what_one_takes_in_the_other_gives_and_each_job_is_done_once(machines):
    servers, url = machines
    visitors = signed_in_at_both(servers)
    folder = ask(servers[0].var, url, FOLDER)[0][0]
    names = [f"stuk-{number}" for number in range(2 * EACH)]
    for name, visitor in zip(names, visitors * EACH, strict=True):
        path = f"/leeg/documenten/map/{folder}/toevoegen/"
        assert visitor.upload(path, f"{name}.txt", content_of(name)).status == FOUND
    papers = dict(ask(servers[0].var, url, "SELECT name, id FROM documents_document"))
    assert sorted(papers) == sorted(f"{name}.txt" for name in names)
    for name, visitor in zip(names, visitors[::-1] * EACH, strict=True):
        answer = visitor.get(f"/leeg/documenten/{papers[f'{name}.txt']}/bestand/")
        assert (answer.status, answer.text.encode()) == (200, content_of(name))
    assert [list((server.var / "files").glob("*")) for server in servers] == [[], []]
    jobs = all_done(servers, url)
    assert Counter(state for state, _attempts in jobs) == {"done": len(names)}
    assert {attempts for _state, attempts in jobs} == {1}
    for visitor in visitors:
        visitor.leave()


def all_done(servers, url):
    end = time.monotonic() + READ_WITHIN_SECONDS
    while time.monotonic() < end:
        jobs = ask(servers[0].var, url, "SELECT state, attempts FROM core_job")
        if all(state == "done" for state, _attempts in jobs):
            return jobs
        time.sleep(0.3)
    return jobs


def test_either_makes_a_backup_that_comes_back_on_a_disk(machines, prepared, database_url, tmp_path):
    servers, url = machines
    archive = tmp_path / "kopie.zip"
    for server in servers:
        assert server.is_running()
    ended = command(servers[1].var, url, "backup", str(archive), **servers[1].environment)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (
        command(servers[0].var, url, "doctor", "--files", **servers[0].environment).stdout
        == "Alles is in orde.\n"
    )
    var = new_folder(tmp_path / "elders", like=prepared.var)
    ended = command(var, "", "restore", str(archive))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert command(var, "", "check").returncode == 0
    files = [each.read_bytes() for each in (var / "files").rglob("*") if each.is_file()]
    assert sorted(files) == sorted(content_of(f"stuk-{number}") for number in range(2 * EACH))
