"""Papers and notes: who may not read or bring them, by every address that leads there."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.core.search.models import SearchEntry
from speerpunt.documents.models import Document
from speerpunt.documents.services.removal import remove_for_good
from speerpunt.meetings.models import Paper, PaperNote
from speerpunt.members.models import Body
from speerpunt.members.services.erasure import erase_person
from tests import factories as make


def bring(house, item, name="Oplegger.txt", content=b"Voorstel", access="all", who="chair"):
    files = {"files": SimpleUploadedFile(name, content), "access": access}
    return house.client(who).post(house.path(f"punten/{item.pk}/stukken/"), files)


def closed_paper(house):
    """With an item that everybody in the body sees, for who decides only."""
    item = make.make_item(house.meeting, title="Begroting", access="body")
    bring(house, item, "Salarissen kanarie.txt", b"kanarie in de tekst", access="closed")
    return item, Document.objects.get()


@pytest.mark.parametrize("who", ["observer", "outsider", "partner"])
def test_a_closed_paper_has_no_address_for_who_does_not_decide(house, who):
    item, document = closed_paper(house)
    paper = Paper.objects.get()
    client = house.client(who)
    for path in (
        f"/leiden/documenten/{document.pk}/",
        f"/leiden/documenten/{document.pk}/bestand/",
        f"/leiden/documenten/{document.pk}/versie/1/bestand/",
        f"/leiden/documenten/map/{document.folder_id}/",
        f"/leiden/documenten/map/{document.folder_id}/zip/",
        f"/leiden/overleg/punten/stukken/{document.folder.object_id}/",
    ):
        assert client.get(path).status_code == 404, path
    for rest in ("aantekening", "plaats", "lezers", "weg"):
        assert client.post(house.path(f"stukken/{paper.pk}/{rest}/"), {"text": "x"}).status_code == 404
    for path in (house.meeting.get_absolute_url(), item.get_absolute_url(), "/leiden/documenten/"):
        assert "kanarie" not in client.get(path, follow=True).content.decode()


def test_the_zip_of_an_item_holds_only_what_its_reader_may_read(house):
    item, _document = closed_paper(house)
    bring(house, item, "Open stuk.txt", b"voor het kernteam")
    answer = house.client("observer").get(house.path(f"punten/{item.pk}/stukken/zip/"))
    names = zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()
    assert names == ["Open stuk.txt"]
    whole = house.client("chair").get(house.path(f"{house.meeting.pk}/stukken/zip/"))
    names = zipfile.ZipFile(io.BytesIO(whole.getvalue())).namelist()
    assert sorted(names) == [
        "01 Begroting/",
        "01 Begroting/Open stuk.txt",
        "01 Begroting/Salarissen kanarie.txt",
    ]


def test_the_lead_of_another_body_with_the_number_of_a_bundle_keeps_no_papers(house):
    """The right on a folder is asked of its bundle, whose number must not pass for that of a body."""
    house.meeting.called_at = house.meeting.created_at
    house.meeting.access = "all"
    house.meeting.save()
    first, second = (make.make_item(house.meeting, access="all") for _each in range(2))
    bring(house, first, "Eerste.txt")
    bring(house, second, "Tweede.txt")
    document = next(each for each in Document.objects.all() if each.folder.object_id != house.body.pk)
    other = Body.objects.filter(pk=document.folder.object_id).first() or make.make_body(
        house.collective, pk=document.folder.object_id
    )
    make.make_seat(other, house.person("outsider"), kind="chair")
    client = house.client("outsider")
    assert client.get(document.get_absolute_url()).status_code == 200
    for rest in ("wijzigen", "weggooien", "versie"):
        assert client.post(f"{document.get_absolute_url()}{rest}/", {}).status_code == 403


@pytest.mark.parametrize("who", ["member", "observer"])
def test_who_does_not_lead_brings_and_links_no_papers(house, who):
    item = make.make_item(house.meeting, access="body")
    folder = make.make_folder(house.collective, on=make.make_area(house.collective))
    document = make.make_document(folder)
    assert bring(house, item, who=who).status_code == 403
    client = house.client(who)
    assert client.post(house.path(f"punten/{item.pk}/stukken/{document.pk}/")).status_code == 403
    assert client.get(house.path(f"punten/{item.pk}/stukken/zoeken/?zoek=stuk")).status_code == 403
    assert not Paper.objects.exists()


def test_a_document_that_a_chair_may_not_see_is_not_found_and_not_linked(house):
    folder = make.make_folder(house.collective, visibility="closed")
    document = make.make_document(folder, "kanarie.txt")
    item = make.make_item(house.meeting)
    chair = house.client("chair")
    page = chair.get(house.path(f"punten/{item.pk}/stukken/zoeken/?zoek=kanarie"))
    assert "kanarie.txt" not in page.content.decode()
    assert f"/stukken/{document.pk}/" not in page.content.decode()
    assert chair.post(house.path(f"punten/{item.pk}/stukken/{document.pk}/")).status_code == 404
    assert not Paper.objects.exists()


def test_a_document_of_another_collective_is_not_linked(house):
    other = make.make_collective("delft")
    with scope(collective=other):
        theirs = make.make_document(make.make_folder(other))
    item = make.make_item(house.meeting)
    answer = house.client("office").post(house.path(f"punten/{item.pk}/stukken/{theirs.pk}/"))
    assert answer.status_code == 404


def test_a_linked_document_keeps_its_own_readers(house):
    folder = make.make_folder(house.collective, visibility="closed")
    document = make.make_document(folder, "kanarie.txt")
    item = make.make_item(house.meeting, access="body")
    house.client("office").post(house.path(f"punten/{item.pk}/stukken/{document.pk}/"))
    assert Paper.objects.count() == 1
    chair = house.client("chair")
    for path in (item.get_absolute_url(), house.meeting.get_absolute_url()):
        assert "kanarie" not in chair.get(path).content.decode()
        assert "kanarie" in house.client("office").get(path).content.decode()


def test_a_hostile_file_does_not_come_in(house):
    item = make.make_item(house.meeting)
    page = house.client("chair").post(
        house.path(f"punten/{item.pk}/stukken/"),
        {"files": SimpleUploadedFile("stuk.pdf", b"MZ\x90 geen pdf"), "access": "all"},
        follow=True,
    )
    assert "is niet bewaard" in page.content.decode()
    assert not Document.objects.exists()


def test_nobody_reads_or_changes_the_note_of_another(house):
    item = make.make_item(house.meeting, access="body")
    bring(house, item)
    paper = Paper.objects.get()
    member = house.client("member")
    member.post(house.path(f"punten/{item.pk}/aantekening/"), {"text": "geheim-4711 over het punt"})
    member.post(house.path(f"stukken/{paper.pk}/aantekening/"), {"text": "geheim-4711 over het stuk"})
    for who in ("office", "chair", "second"):
        client = house.client(who)
        for path in (
            item.get_absolute_url(),
            house.meeting.get_absolute_url(),
            "/leiden/zoeken/?q=geheim-4711",
        ):
            assert "geheim-4711 over" not in client.get(path, follow=True).content.decode()
        client.post(house.path(f"stukken/{paper.pk}/aantekening/"), {"text": f"van {who}"})
        client.post(house.path(f"punten/{item.pk}/aantekening/"), {"text": ""})
    page = member.get(item.get_absolute_url()).content.decode()
    assert "geheim-4711 over het punt" in page
    assert "geheim-4711 over het stuk" in page


def test_a_note_stands_in_no_history_and_in_no_index(house):
    item = make.make_item(house.meeting, access="body")
    before = HistoryEvent.objects.count()
    house.client("member").post(house.path(f"punten/{item.pk}/aantekening/"), {"text": "geheim-4711"})
    assert HistoryEvent.objects.count() == before
    assert not SearchEntry.objects.filter(text__contains="geheim-4711").exists()


def test_who_is_erased_leaves_no_note(house):
    item = make.make_item(house.meeting, access="body")
    house.client("member").post(house.path(f"punten/{item.pk}/aantekening/"), {"text": "geheim-4711"})
    erase_person(house.person("member"), by=house.user("office"))
    assert not PaperNote.objects.exists()


def test_who_does_not_see_an_item_writes_no_note_on_it(house):
    item = make.make_item(house.meeting, access="closed")
    for who in ("observer", "outsider", "partner"):
        answer = house.client(who).post(house.path(f"punten/{item.pk}/aantekening/"), {"text": "x"})
        assert answer.status_code == 404
    assert not PaperNote.objects.exists()


def test_a_document_that_is_removed_for_good_leaves_its_items(house):
    item = make.make_item(house.meeting)
    bring(house, item)
    document = Document.objects.get()
    house.client("chair").post(house.path(f"stukken/{Paper.objects.get().pk}/weg/"))
    document.refresh_from_db()
    assert document.trashed_at is not None
    remove_for_good(document, by=house.user("office"))
    assert not Paper.objects.exists()


def test_the_history_of_an_item_names_no_paper_that_its_reader_may_not_read(house):
    folder = make.make_folder(house.collective, visibility="closed")
    document = make.make_document(folder, "kanarie.txt")
    item = make.make_item(house.meeting, access="body")
    office = house.client("office")
    office.post(house.path(f"punten/{item.pk}/stukken/{document.pk}/"))
    office.post(house.path(f"stukken/{Paper.objects.get().pk}/weg/"))
    events = HistoryEvent.objects.filter(target_model="meetings.agendaitem", target_id=item.pk)
    assert [(each.verb, each.changes, each.note) for each in events] == [
        ("unlinked", [], ""),
        ("linked", [], ""),
    ]
