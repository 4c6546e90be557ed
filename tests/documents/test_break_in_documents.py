"""Ways to a paper that somebody may not have: by number, by another door, by moving it, by what is made of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBase
from django_scopes import scope

from speerpunt.documents.models import Document, Folder
from speerpunt.documents.queries import documents_visible_to, folders_visible_to
from speerpunt.documents.queries.folders import folders_in, shelves_for
from speerpunt.documents.queries.visible import documents_in
from speerpunt.documents.services.documents import move_documents, trash_documents
from speerpunt.documents.services.files import keep_reading
from speerpunt.documents.services.folders import change_folder, move_folder
from speerpunt.members.queries import attach_standing
from tests import factories as make

pytestmark = pytest.mark.django_db

SECRET = "kanarie-4711"
DOORS = ("", "bestand/", "versie/1/bestand/", "versie/1/blad/1/")
KINDS = ("anonymous", "public", "partner", "member", "park_manager", "umbrella_board", "board")


def doors_of(document) -> list[str]:
    return [f"{document.get_absolute_url()}{door}" for door in DOORS]


def text_of(answer: HttpResponseBase) -> str:
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace")


def secret_paper(folder, **fields) -> Document:
    document = make.make_document(folder, f"{SECRET}.txt", f"Geheim {SECRET}".encode(), **fields)
    keep_reading(document.current.stored, text=f"Geheim {SECRET}", previews=[SECRET.encode()])
    return document


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_paper_opens_by_no_door(desk, kind):
    """In a public place, so that only its own circle keeps it."""
    folder = make.make_folder(desk.collective, on=desk.area)
    document = secret_paper(folder, visibility="closed")
    make.make_document(folder, "openbaar.txt")
    client = desk.client(kind)
    assert {client.get(door).status_code for door in doors_of(document)} == {404}
    for page in (
        "/leiden/documenten/",
        f"/leiden/documenten/?zoek={SECRET}",
        folder.get_absolute_url(),
        f"{folder.get_absolute_url()}zip/",
        desk.area.get_absolute_url(),
    ):
        said = text_of(client.get(page)).replace(f'value="{SECRET}"', "").replace(f"zoek={SECRET}", "")
        assert SECRET not in said, page


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_folder_closes_what_lies_in_it_and_below(desk, kind):
    top = make.make_folder(desk.collective, on=desk.area)
    closed = make.make_folder(desk.collective, top, name=f"Map {SECRET}", visibility="closed")
    below = make.make_folder(desk.collective, closed, name="Eronder")
    document = secret_paper(below)
    client = desk.client(kind)
    folders = [each.get_absolute_url() for each in (closed, below)]
    assert {client.get(door).status_code for door in [*doors_of(document), *folders]} == {404}
    assert SECRET not in text_of(client.get(top.get_absolute_url()))
    assert SECRET not in text_of(client.get("/leiden/documenten/"))


def test_a_paper_moved_under_a_closed_folder_is_gone_at_its_old_address(desk):
    top = make.make_folder(desk.collective, on=desk.project)
    document = secret_paper(top)
    member = desk.client("member")
    assert member.get(document.get_absolute_url()).status_code == 200
    closed = make.make_folder(desk.collective, top, visibility="closed")
    move_documents([document], into=closed, by=None)
    assert {member.get(door).status_code for door in doors_of(document)} == {404}


def test_a_folder_that_is_closed_later_closes_what_is_below_it(desk):
    top = make.make_folder(desk.collective, on=desk.project)
    folder = make.make_folder(desk.collective, top)
    document = secret_paper(make.make_folder(desk.collective, folder))
    member = desk.client("member")
    assert member.get(document.get_absolute_url()).status_code == 200
    change_folder(folder, by=None, name="Dicht", visibility="board")
    assert {member.get(door).status_code for door in doors_of(document)} == {404}


def test_a_folder_moved_to_another_place_follows_that_place(desk):
    """From a public area to a project of the members."""
    here = make.make_folder(desk.collective, on=desk.area)
    folder = make.make_folder(desk.collective, here)
    document = secret_paper(make.make_folder(desk.collective, folder))
    stranger = desk.client("anonymous")
    assert stranger.get(document.get_absolute_url()).status_code == 200
    move_folder(folder, into=make.make_folder(desk.collective, on=desk.project), by=None)
    assert {stranger.get(door).status_code for door in doors_of(document)} == {404}


def test_a_project_that_closes_takes_its_papers_along(desk):
    document = secret_paper(make.make_folder(desk.collective, on=desk.project))
    desk.project.visibility = "closed"
    desk.project.save()
    assert {desk.client("board").get(door).status_code for door in doors_of(document)} == {404}


def test_a_partner_sees_of_a_shared_dossier_what_nobody_narrowed(desk):
    partner = make.make_visitor(desk.collective, "partner")
    attach_standing(partner, desk.collective)
    from speerpunt.members.models import Organisation

    organisation = Organisation.objects.get(pk__in=partner.standing.organisation_ids)
    make.make_partner(desk.project, organisation, shares_dossier=True)
    folder = make.make_folder(desk.collective, on=desk.project)
    shared = make.make_document(folder)
    make.make_document(folder, visibility="members")
    make.make_document(make.make_folder(desk.collective, folder, visibility="board"))
    assert list(documents_visible_to(partner)) == [shared]


def test_no_number_of_another_collective_opens_anything(desk):
    other = make.make_collective("elders")
    with scope(collective=other):
        folder = make.make_folder(other, visibility="public")
        document = secret_paper(folder)
        doors = [each.replace("/elders/", "/leiden/") for each in doors_of(document)]
        doors.append(folder.get_absolute_url().replace("/elders/", "/leiden/"))
    client = desk.client()
    assert {client.get(door).status_code for door in doors} == {404}
    mine = make.make_document(make.make_folder(desk.collective))
    answer = client.post(f"{mine.get_absolute_url()}verplaatsen/", {"into": folder.pk})
    assert answer.status_code == 200
    mine.refresh_from_db()
    assert mine.folder.collective == desk.collective


def test_the_database_refuses_a_paper_in_a_folder_of_another_collective(desk):
    from django.db import DatabaseError, transaction

    other = make.make_collective("elders")
    theirs = make.make_folder(other)
    document = make.make_document(make.make_folder(desk.collective))
    with pytest.raises(DatabaseError), transaction.atomic():
        Document.objects.filter(pk=document.pk).update(folder=theirs)
    with pytest.raises(DatabaseError), transaction.atomic():
        Folder.objects.filter(pk=document.folder_id).update(
            content_type=make.make_folder(desk.collective, on=desk.project).content_type, object_id=999_999
        )


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_brings_a_paper_where_he_may_not_change(desk, kind):
    folder = make.make_folder(desk.collective, on=desk.project)
    client = desk.client(kind)
    before = Document.objects.count()
    for path in (
        f"/leiden/documenten/bij/priorities/project/{desk.project.pk}/",
        f"{folder.get_absolute_url()}toevoegen/",
        f"{folder.get_absolute_url()}invoer/",
    ):
        sent = {"files": [SimpleUploadedFile("a.txt", b"a")], "file": SimpleUploadedFile("a.zip", b"a")}
        assert client.post(path, sent).status_code in (403, 404), path
    assert Document.objects.count() == before


def test_who_leads_a_project_keeps_its_papers_and_no_others(desk):
    lead = make.make_visitor(desk.collective, "member")
    attach_standing(lead, desk.collective)
    desk.project.lead_id = lead.standing.person_id
    desk.project.save()
    from django.test import Client

    client = Client()
    client.force_login(lead)
    mine = make.make_document(make.make_folder(desk.collective, on=desk.project), "mijn.txt")
    other = make.make_project(desk.project.priority, title="Ander")
    theirs = make.make_document(make.make_folder(desk.collective, on=other), "hun.txt")
    assert client.get(f"{mine.get_absolute_url()}verplaatsen/").status_code == 200
    assert client.post(f"{theirs.get_absolute_url()}weggooien/").status_code == 403
    # Not from the one folder into the other, however the number is sent.
    client.post(f"{mine.get_absolute_url()}verplaatsen/", {"into": theirs.folder_id})
    client.post(
        f"{mine.folder.get_absolute_url()}bewerken/",
        {"rij": [mine.pk], "actie": "verplaats", "aantal": "1", "into": theirs.folder_id},
    )
    client.post(
        f"{theirs.folder.get_absolute_url()}bewerken/", {"rij": [theirs.pk], "actie": "weg", "aantal": "1"}
    )
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert mine.folder.target == desk.project
    assert theirs.trashed_at is None


def test_nobody_narrows_beyond_himself_or_widens_what_it_hangs_on(desk):
    lead = make.make_visitor(desk.collective, "member")
    attach_standing(lead, desk.collective)
    desk.project.lead_id = lead.standing.person_id
    desk.project.save()
    from django.test import Client

    client = Client()
    client.force_login(lead)
    document = make.make_document(make.make_folder(desk.collective, on=desk.project), "mijn.txt")
    for circle in ("closed", "board", "public", "onzin"):
        client.post(f"{document.get_absolute_url()}wijzigen/", {"title": "x", "visibility": circle})
        document.refresh_from_db()
        assert (document.name, document.visibility) == ("mijn.txt", "")


def test_a_paper_is_never_wider_than_what_it_hangs_on(desk):
    """Even when its own circle would say so."""
    document = secret_paper(make.make_folder(desk.collective, on=desk.project), visibility="public")
    assert {desk.client("anonymous").get(door).status_code for door in doors_of(document)} == {404}


def test_an_older_version_is_not_for_strangers(desk):
    """What was public is what holds now; what was corrected in it stays inside."""
    folder = make.make_folder(desk.collective, on=desk.area)
    document = make.make_document(folder, "plan.txt", f"Eerst {SECRET}".encode())
    make.make_document(folder, "plan.txt", b"Nu niet meer", beside=(document,))
    stranger = desk.client("anonymous")
    assert text_of(stranger.get(f"{document.get_absolute_url()}bestand/")) == "Nu niet meer"
    assert stranger.get(f"{document.get_absolute_url()}versie/1/bestand/").status_code == 404
    assert stranger.get(f"{document.get_absolute_url()}versie/2/bestand/").status_code == 200


@pytest.mark.parametrize("place", ["bestand/", "versie/1/bestand/", "versie/1/blad/1/"])
def test_what_is_served_cannot_run_here(desk, place):
    document = secret_paper(make.make_folder(desk.collective))
    client = desk.client()
    for headers in ({}, {"Range": "bytes=0-3"}):
        answer = client.get(f"{document.get_absolute_url()}{place}", headers=headers)
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Type"] in {"text/plain; charset=utf-8", "image/webp"}
        is_shown = "blad" in place
        assert answer.headers["Content-Disposition"].startswith("inline" if is_shown else "attachment")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("brief.txt", b"\x00\x01\x02" * 50),
        ("brief.pdf", b"<html><script>alert(1)</script></html>"),
        ("plaatje.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("plaatje.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("pagina.html", b"<script>alert(1)</script>"),
        ("verslag.docx", b"PK\x03\x04 maar verder niets"),
        ("leeg.txt", b""),
        ("programma.exe", b"MZ" + b"\x00" * 100),
    ],
)
def test_a_hostile_file_is_refused_and_leaves_nothing(desk, files, name, content):
    folder = make.make_folder(desk.collective)
    answer = desk.client().post(
        f"{folder.get_absolute_url()}toevoegen/",
        {"files": [SimpleUploadedFile(name, content)]},
        headers={"X-Requested-With": "bestand"},
    )
    assert answer.status_code == 422
    assert Document.objects.count() == 0
    assert [each for each in files.rglob("*") if each.is_file()] == []


def test_html_called_text_is_served_as_text(desk):
    document = make.make_document(
        make.make_folder(desk.collective), "pagina.txt", b"<script>alert(1)</script>"
    )
    answer = desk.client().get(f"{document.get_absolute_url()}bestand/")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    shown = text_of(desk.client().get(document.get_absolute_url()))
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert" in shown


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "..\\..\\boot.txt", "\u202etxt.exe.txt", "a\x00b.txt", "x" * 400 + ".txt", "/"],
)
def test_a_name_that_leads_elsewhere_is_only_a_name(desk, files, name):
    folder = make.make_folder(desk.collective)
    upload = SimpleUploadedFile("gewoon.txt", b"inhoud")
    upload._name = name  # what a browser sends; Django keeps the last part only
    desk.client().post(f"{folder.get_absolute_url()}toevoegen/", {"files": [upload]})
    for document in Document.objects.all():
        assert not set("/\\\x00\u202e") & set(document.name)
        assert len(document.name) <= 200
    inside = {each.resolve() for each in files.rglob("*")}
    assert all(files.resolve() in each.parents for each in inside)


def test_the_twins_agree(desk):
    """Which papers somebody sees, by list and one by one."""
    top = make.make_folder(desk.collective, on=desk.project)
    public = make.make_folder(desk.collective, on=desk.area)
    own = make.make_folder(desk.collective)
    for folder in (top, public, own):
        for circle in ("", "public", "members", "board", "closed"):
            make.make_document(folder, visibility=circle)
            if circle:
                make.make_document(make.make_folder(desk.collective, folder, visibility=circle))
    from speerpunt.documents.rules import circle_of_document
    from speerpunt.members.rules import standing

    for kind in ("public", "member", "board", "office"):
        user = make.make_visitor(desk.collective, kind)
        attach_standing(user, desk.collective)
        circles = standing(user).visibilities()
        seen = set(documents_visible_to(user))
        expected = {
            each for each in Document.objects.select_related("folder") if circle_of_document(each) in circles
        }
        assert seen == expected, kind


@pytest.mark.parametrize("kind", ["partner", "member", "park_manager", "umbrella_board", "board", "office"])
def test_what_a_page_asks_briefly_is_what_may_be_seen(desk, kind):
    """A folder in sight asks only the circles of what lies in it; that must never be more than may be seen."""
    closed = make.make_project(desk.project.priority, title="Gesloten", visibility="closed")
    public = make.make_project(desk.project.priority, title="Open", visibility="public")
    for target in (desk.project, closed, public, None):
        for folder_circle in ("", "members", "board", "closed"):
            circle = {"visibility": folder_circle} if folder_circle else {}
            folder = make.make_folder(desk.collective, on=target, **circle)
            below = make.make_folder(desk.collective, folder, visibility="board")
            for paper_circle in ("", "public", "members", "board", "closed"):
                make.make_document(folder, visibility=paper_circle)
                make.make_document(below, visibility=paper_circle)
    thrown = make.make_document(make.make_folder(desk.collective))
    trash_documents([thrown], by=None)
    user = make.make_visitor(desk.collective, kind)
    attach_standing(user, desk.collective)
    papers, folders = documents_visible_to(user), folders_visible_to(user)
    for folder in folders:
        assert set(documents_in(folder, user)) == set(papers.filter(folder=folder))
        lines = folders_in(folder, user)
        assert {line.folder for line in lines} == set(folders.filter(parent=folder))
        assert [line.count for line in lines] == [papers.filter(folder=line.folder).count() for line in lines]
    shelves = shelves_for(user)
    shown = [*shelves.own, *(line for _kind, lines in shelves.by_kind for line in lines)]
    assert {line.folder for line in shown} <= set(folders.filter(parent__isnull=True))
    assert (shelves.count, sum(line.count for line in shown)) == (papers.count(), papers.count())
