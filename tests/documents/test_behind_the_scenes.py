"""Reading what came in, and trees of files in and out."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from speerpunt.core.models import Job
from speerpunt.core.registry import search_sources
from speerpunt.core.work import work_once
from speerpunt.documents.models import Document, FolderImport, StoredFile
from speerpunt.documents.services.reading import read_what_was_missed
from tests import factories as make
from tests.examples.leiden import FOLDER as LEIDEN

pytestmark = pytest.mark.django_db


def work() -> None:
    while work_once():
        pass


def zipped(**files: bytes) -> SimpleUploadedFile:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return SimpleUploadedFile("boom.zip", content.getvalue())


def test_what_came_in_is_read_and_drawn(desk):
    folder = make.make_folder(desk.collective)
    client = desk.client()
    pdf = (LEIDEN / "documents" / "laadplan-de-waard.pdf").read_bytes()
    client.post(f"{folder.get_absolute_url()}toevoegen/", {"files": [SimpleUploadedFile("plan.pdf", pdf)]})
    document = Document.objects.get()
    assert "worden gemaakt" in client.get(document.get_absolute_url()).content.decode()
    work()
    stored = StoredFile.objects.get()
    assert (stored.text_state, stored.preview_count) == ("read", 3)
    assert "Bestelauto" in stored.text
    answer = client.get(f"{document.get_absolute_url()}versie/1/blad/3/")
    assert b"".join(answer)[8:12] == b"WEBP"
    assert client.get(f"{document.get_absolute_url()}versie/1/blad/4/").status_code == 404
    shown = client.get(f"{document.get_absolute_url()}?blad=2").content.decode()
    assert "versie/1/blad/2/" in shown
    assert "Bladzijde 2 van 3" in shown


def test_a_paper_is_found_by_the_words_of_the_version_that_holds(desk):
    folder = make.make_folder(desk.collective)
    document = make.make_document(folder, "plan.txt", b"een oud woord")
    make.make_document(folder, "plan.txt", b"een nieuw woord", beside=(document,))
    trashed = make.make_document(folder, "weg.txt")
    from speerpunt.documents.services.documents import trash_documents

    trash_documents([trashed], by=None)
    source = next(each for each in search_sources() if each.model is Document)
    texts = list(source.texts(Document.objects.all()))
    assert [(each.title, each.text) for each in texts] == [("plan", "een nieuw woord")]


def test_what_was_missed_is_read_later(desk, settings, monkeypatch):
    from datetime import timedelta

    from speerpunt.documents.services import reading

    document = make.make_document(make.make_folder(desk.collective), text=None)
    monkeypatch.setattr(reading, "MISSED_AFTER", timedelta(0))
    read_what_was_missed()
    work()
    stored = StoredFile.objects.get(pk=document.current.stored_id)
    assert stored.text_state == "read"


def test_a_tree_comes_in_after_a_look(desk):
    top = make.make_folder(desk.collective, on=desk.project)
    client = desk.client()
    files = {
        "Verslagen/2026/maart.txt": b"maart",
        "Verslagen/2026/april.txt": b"april",
        "brief.txt": b"brief",
        "script.html": b"<script>",
        "leeg.txt": b"",
        "../uitbraak.txt": b"weg",
    }
    answer = client.post(f"{top.get_absolute_url()}invoer/", {"file": zipped(**files)})
    found = FolderImport.objects.get()
    assert answer.url == found.get_absolute_url()
    assert "We kijken elk bestand" in client.get(answer.url).content.decode()
    work()
    page = client.get(answer.url).content.decode()
    assert "2 nieuwe mappen" in page
    refused = client.get(f"{answer.url}?toon=geweigerd").content.decode()
    assert refused.count("refusal") == 3
    assert Document.objects.count() == 0
    client.post(f"{answer.url}overnemen/")
    work()
    found.refresh_from_db()
    assert found.outcome == {"new": 3, "versions": 0, "same": 0, "refused": 3, "folders": 2}
    assert found.place == ""
    april = Document.objects.get(name="april.txt")
    assert [str(each) for each in (april.folder, april.folder.parent)] == ["2026", "Verslagen"]
    assert april.folder.target == desk.project
    assert april.current.stored.text == "april"
    assert "3 nieuw" in client.get(answer.url).content.decode()
    assert all(job.problem == "" for job in Job.objects.all())


def test_a_second_time_changes_nothing_and_a_change_is_a_version(desk):
    top = make.make_folder(desk.collective)
    client = desk.client()
    outcomes = []
    for content in (b"een", b"een", b"twee"):
        answer = client.post(
            f"{top.get_absolute_url()}invoer/", {"file": zipped(**{"Map/a.txt": content, "b.txt": b"b"})}
        )
        work()
        client.post(f"{answer.url}overnemen/")
        work()
        outcomes.append(FolderImport.objects.latest("pk").outcome)
    counts = [(each["new"], each["versions"], each["same"]) for each in outcomes]
    assert counts == [(2, 0, 0), (0, 0, 2), (0, 1, 1)]
    assert Document.objects.count() == 2


def test_an_import_asked_twice_comes_in_once(desk):
    top = make.make_folder(desk.collective)
    client = desk.client()
    answer = client.post(f"{top.get_absolute_url()}invoer/", {"file": zipped(**{"a.txt": b"a"})})
    work()
    client.post(f"{answer.url}overnemen/")
    client.post(f"{answer.url}overnemen/")
    work()
    assert Document.objects.get().versions.count() == 1


def test_who_lost_the_right_meanwhile_brings_nothing_in(desk):
    from speerpunt.members.models import OrganisationRole

    top = make.make_folder(desk.collective)
    client = desk.client()
    answer = client.post(f"{top.get_absolute_url()}invoer/", {"file": zipped(**{"a.txt": b"a"})})
    work()
    client.post(f"{answer.url}overnemen/")
    OrganisationRole.objects.all().delete()
    work()
    assert Document.objects.count() == 0
    assert "mag deze map niet meer" in Job.objects.latest("pk").problem


def test_what_is_no_zip_is_refused_as_a_whole(desk):
    top = make.make_folder(desk.collective)
    client = desk.client()
    answer = client.post(
        f"{top.get_absolute_url()}invoer/", {"file": SimpleUploadedFile("boom.zip", b"geen zip")}
    )
    work()
    found = FolderImport.objects.get()
    assert (found.state, found.place) == ("refused", "")
    assert found.problem
    assert found.problem in client.get(answer.url).content.decode().replace("&#x27;", "'")


def test_a_folder_goes_out_as_a_zip_and_comes_in_the_same(desk):
    top = make.make_folder(desk.collective, name="Archief")
    below = make.make_folder(desk.collective, top, name="2026")
    make.make_document(top, "a.txt", b"boven")
    make.make_document(below, "a.txt", b"onder")
    make.make_document(below, "geheim.txt", b"geheim", visibility="closed")
    client = desk.client("member")
    answer = client.get(f"{top.get_absolute_url()}zip/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Archief.zip"'
    content = b"".join(answer)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    assert files == {"a.txt": b"boven", "2026/a.txt": b"onder"}
    office = desk.client()
    answer = office.post(
        f"{top.get_absolute_url()}invoer/", {"file": SimpleUploadedFile("Archief.zip", content)}
    )
    work()
    assert "Er zou niets veranderen" in office.get(answer.url).content.decode()


def test_some_papers_go_out_as_a_zip(desk):
    folder = make.make_folder(desk.collective)
    picked, other = make.make_document(folder, "wel.txt"), make.make_document(folder, "niet.txt")
    answer = desk.client("member").post(
        f"{folder.get_absolute_url()}bewerken/", {"rij": [picked.pk], "actie": "zip"}
    )
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        assert archive.namelist() == ["wel.txt"]
    assert other.trashed_at is None


def test_strangers_get_a_copy_that_tells_nothing_of_its_maker(desk):
    from docx import Document as WordDocument

    written = WordDocument()
    written.add_paragraph("Openbare tekst")
    written.core_properties.author = "Kanarie van Dijk"
    content = io.BytesIO()
    written.save(content)
    folder = make.make_folder(desk.collective, on=desk.area)
    document = make.make_document(folder, "brief.docx", content.getvalue(), kind="word")
    path = f"{document.get_absolute_url()}bestand/"
    for kind, tells in (("anonymous", False), ("partner", False), ("member", True)):
        with zipfile.ZipFile(io.BytesIO(b"".join(desk.client(kind).get(path)))) as archive:
            inside = b"".join(archive.read(name) for name in archive.namelist())
        assert (b"Kanarie van Dijk" in inside) is tells, kind
        assert b"Openbare tekst" in inside
    with zipfile.ZipFile(
        io.BytesIO(b"".join(desk.client("anonymous").get(f"{folder.get_absolute_url()}zip/")))
    ) as out:
        inner = out.read("brief.docx")
    with zipfile.ZipFile(io.BytesIO(inner)) as archive:
        assert b"Kanarie" not in b"".join(archive.read(name) for name in archive.namelist())


def test_what_cannot_be_stripped_is_not_given_to_strangers(desk):
    folder = make.make_folder(desk.collective, on=desk.area)
    document = make.make_document(folder, "oud.doc", b"\xd0\xcf\x11\xe0 Kanarie van Dijk", kind="other")
    path = f"{document.get_absolute_url()}bestand/"
    answer = desk.client("anonymous").get(path)
    assert answer.status_code == 409
    assert "Kanarie" not in answer.content.decode()
    assert desk.client("member").get(path).status_code == 200


def test_nothing_tells_of_who_was_erased(desk):
    from speerpunt.members.models import Person
    from speerpunt.members.services.erasure import erase_person

    office = make.make_visitor(desk.collective)
    person = Person.objects.get(user=office)
    person.family_name = "Kanarie van Dijk"
    person.save()
    document = make.make_document(make.make_folder(desk.collective), by=office)
    page = document.get_absolute_url()
    assert "Kanarie" in desk.client().get(page).content.decode()
    erase_person(person, by=make.make_visitor(desk.collective))
    assert "Kanarie" not in desk.client().get(page).content.decode()
    document.current.refresh_from_db()
    assert document.current.uploaded_by is None
