"""What the pages say, and what they cost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from speerpunt.documents.models import Document, Folder
from tests import factories as make

pytestmark = pytest.mark.django_db


def upload(name: str, content: bytes = b"Een regel tekst.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def page(client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_office_puts_papers_with_a_project(desk):
    client = desk.client()
    at = f"/leiden/documenten/bij/priorities/project/{desk.project.pk}/"
    assert "De map ontstaat met het eerste bestand" in page(client, at)
    answer = client.post(at, {"files": [upload("verslag.txt"), upload("brief.txt", b"Iets anders.")]})
    folder = Folder.objects.get()
    assert (answer.status_code, answer.url) == (302, folder.get_absolute_url())
    assert folder.target == desk.project
    shown = page(client, folder.get_absolute_url())
    assert "verslag" in shown
    assert "brief" in shown
    assert "Documenten van Brug" in shown
    assert page(client, at) == page(client, folder.get_absolute_url()) or "verslag" in page(client, at)


def test_a_paper_stands_on_the_page_of_what_it_hangs_on(desk):
    make.make_document(make.make_folder(desk.collective, on=desk.project), "verslag.txt")
    shown = page(desk.client("member"), desk.project.get_absolute_url())
    assert "verslag" in shown
    assert "/leiden/documenten/bij/priorities/project/" in shown


def test_all_pages_answer(desk):
    folder = make.make_folder(desk.collective)
    below = make.make_folder(desk.collective, folder)
    document = make.make_document(folder, "verslag.txt")
    client = desk.client()
    for path in (
        "/leiden/documenten/",
        "/leiden/documenten/prullenbak/",
        "/leiden/documenten/map/nieuw/",
        *(
            f"{each.get_absolute_url()}{end}"
            for each in (folder, below)
            for end in ("", "nieuw/", "wijzigen/", "verplaatsen/", "weggooien/", "prullenbak/", "invoer/")
        ),
        *(f"{document.get_absolute_url()}{end}" for end in ("", "wijzigen/", "verplaatsen/", "weggooien/")),
    ):
        assert page(client, path)


def test_a_folder_has_a_column_for_who_may_see_only_where_a_paper_differs(desk):
    folder = make.make_folder(desk.collective, visibility="members")
    make.make_document(folder, "een.txt")
    column = ">Wie mag het zien</th>"
    assert column not in page(desk.client(), folder.get_absolute_url())
    make.make_document(folder, "twee.txt", visibility="board")
    assert column in page(desk.client(), folder.get_absolute_url())


@pytest.mark.parametrize("place", ["folder", "overview", "document", "panel"])
def test_three_cost_as_many_queries_as_one(desk, django_assert_num_queries, place):
    folder = make.make_folder(desk.collective, on=desk.project)
    first = make.make_document(folder, "een.txt")
    path = {
        "folder": folder.get_absolute_url(),
        "overview": "/leiden/documenten/",
        "document": first.get_absolute_url(),
        "panel": desk.project.get_absolute_url(),
    }[place]
    client = desk.client("member")
    client.get(path)
    cost = queries_of(client, path)
    for number in range(3):
        make.make_document(folder, f"meer {number}.txt")
        make.make_folder(desk.collective, folder)
        make.make_document(folder, "een.txt", beside=(first,))
    assert queries_of(client, path) == cost


def queries_of(client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_name_of_before_is_a_new_version(desk):
    folder = make.make_folder(desk.collective)
    client = desk.client()
    address = f"{folder.get_absolute_url()}toevoegen/"
    for content in (b"eerste", b"tweede", b"tweede"):
        client.post(address, {"files": [upload("plan.txt", content)]})
    document = Document.objects.get()
    assert [each.number for each in document.versions.all()] == [2, 1]
    assert b"".join(client.get(f"{document.get_absolute_url()}bestand/")) == b"tweede"
    assert b"".join(client.get(f"{document.get_absolute_url()}versie/1/bestand/")) == b"eerste"


def test_both_are_kept_when_that_is_asked(desk):
    folder = make.make_folder(desk.collective)
    client = desk.client()
    for content in (b"eerste", b"tweede"):
        client.post(
            f"{folder.get_absolute_url()}toevoegen/",
            {"files": [upload("plan.txt", content)], "same_name": "beide"},
        )
    assert sorted(Document.objects.values_list("name", flat=True)) == ["plan (2).txt", "plan.txt"]


def test_an_older_version_holds_again_on_top(desk):
    folder = make.make_folder(desk.collective)
    document = make.make_document(folder, "plan.txt", b"eerste")
    make.make_document(folder, "plan.txt", b"tweede", beside=(document,))
    client = desk.client()
    client.post(f"{document.get_absolute_url()}versie/1/terugzetten/")
    assert b"".join(client.get(f"{document.get_absolute_url()}bestand/")) == b"eerste"
    assert document.versions.count() == 3
