"""The tree of folders, the trash, and what becomes of papers whose row goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.core.models import HistoryEvent
from speerpunt.documents.models import DEEPEST, Document, Folder, StoredFile
from speerpunt.documents.services.documents import restore_document, trash_documents
from speerpunt.documents.services.folders import (
    add_folder,
    change_folder,
    first_folder_of,
    move_folder,
    restore_folder,
    trash_folder,
)
from speerpunt.documents.services.problem import DocumentProblem
from speerpunt.documents.services.removal import KEPT_IN_TRASH, clean_up, remove_for_good
from speerpunt.priorities.models import Project
from speerpunt.priorities.services import delete_project
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_row_has_one_first_folder(desk):
    first = first_folder_of(desk.project, by=None)
    assert first_folder_of(desk.project, by=None) == first
    assert (first.target, first.path, first.circle) == (desk.project, f"/{first.pk}/", "")


def test_a_folder_hangs_where_the_one_above_it_hangs(desk):
    first = make.make_folder(desk.collective, on=desk.project)
    closed = make.make_folder(desk.collective, first, visibility="board")
    below = make.make_folder(desk.collective, closed)
    assert below.target == desk.project
    assert below.circle == "board"
    assert below.ids_on_path == [first.pk, closed.pk, below.pk]


def test_a_folder_below_cannot_be_wider(desk):
    board = make.make_folder(desk.collective, visibility="board")
    assert make.make_folder(desk.collective, board, visibility="public").circle == "board"


def test_what_lies_below_is_narrowed_along_and_widened_along(desk):
    top = make.make_folder(desk.collective, visibility="members")
    below = make.make_folder(desk.collective, make.make_folder(desk.collective, top))
    for circle in ("closed", "public"):
        change_folder(top, by=None, name="Nieuw", visibility=circle)
        below.refresh_from_db()
        assert below.circle == circle


def test_a_folder_does_not_lie_in_itself(desk):
    top = make.make_folder(desk.collective)
    below = make.make_folder(desk.collective, make.make_folder(desk.collective, top))
    for into in (top, below):
        with pytest.raises(DocumentProblem, match="in zichzelf"):
            move_folder(top, into=into, by=None)


def test_folders_lie_so_deep_and_no_deeper(desk):
    folder = make.make_folder(desk.collective)
    for _depth in range(DEEPEST - 1):
        folder = add_folder(desk.collective, parent=folder, name="Dieper", by=None)
    with pytest.raises(DocumentProblem, match="hooguit 24 diep"):
        add_folder(desk.collective, parent=folder, name="Te diep", by=None)
    branch = make.make_folder(desk.collective, make.make_folder(desk.collective))
    with pytest.raises(DocumentProblem, match="hooguit 24 diep"):
        move_folder(branch, into=folder, by=None)


def test_the_first_folder_stays_where_it_is(desk):
    first = make.make_folder(desk.collective, on=desk.project)
    with pytest.raises(DocumentProblem):
        trash_folder(first, by=None)
    with pytest.raises(DocumentProblem):
        move_folder(first, into=make.make_folder(desk.collective), by=None)


def test_a_folder_goes_and_comes_back_with_what_was_in_it(desk):
    top = make.make_folder(desk.collective)
    below = make.make_folder(desk.collective, top)
    earlier, kept = make.make_document(top), make.make_document(below)
    trash_documents([earlier], by=None)
    trash_folder(top, by=None)
    assert Document.objects.filter(trashed_at__isnull=True).count() == 0
    top.refresh_from_db()
    restore_folder(top, by=None)
    assert list(Document.objects.filter(trashed_at__isnull=True)) == [kept]
    assert not Folder.objects.filter(trashed_at__isnull=False).exists()


def test_a_paper_comes_back_with_the_folders_above_it_only(desk):
    top = make.make_folder(desk.collective)
    below = make.make_folder(desk.collective, top)
    wanted, other = make.make_document(below), make.make_document(below)
    trash_folder(top, by=None)
    wanted.refresh_from_db()
    restore_document(wanted, by=None)
    assert list(Document.objects.filter(trashed_at__isnull=True)) == [wanted]
    other.refresh_from_db()
    assert other.trashed_at is not None
    assert not Folder.objects.filter(trashed_at__isnull=False).exists()


def test_nothing_comes_into_a_folder_in_the_trash(desk):
    folder = make.make_folder(desk.collective)
    trash_folder(folder, by=None)
    with pytest.raises(DocumentProblem, match="prullenbak"):
        make.make_document(folder)


@pytest.mark.parametrize(("circle", "expected"), [("members", "members"), ("closed", "closed")])
def test_papers_of_a_deleted_project_go_to_the_collective_as_closed_as_it_was(desk, circle, expected):
    desk.project.visibility = circle
    desk.project.save()
    first = make.make_folder(desk.collective, on=desk.project)
    below = make.make_folder(desk.collective, first)
    document = make.make_document(below)
    delete_project(desk.project, by=make.make_visitor(desk.collective))
    first.refresh_from_db()
    below.refresh_from_db()
    assert (str(first), first.target, first.circle) == ("Brug", None, expected)
    assert (below.target, below.circle) == (None, expected)
    seen = desk.client("member").get(document.get_absolute_url()).status_code
    assert seen == (200 if expected == "members" else 404)
    assert desk.client("anonymous").get(document.get_absolute_url()).status_code == 404


def test_papers_of_a_row_that_vanished_without_a_word_are_for_the_office(desk):
    first = make.make_folder(desk.collective, on=desk.project)
    document = make.make_document(first)
    Project.objects.filter(pk=desk.project.pk).delete()
    clean_up()
    first.refresh_from_db()
    assert (first.target, first.circle) == (None, "closed")
    assert desk.client().get(document.get_absolute_url()).status_code == 200


def test_the_trash_is_emptied_after_a_time_with_the_bytes(desk, files, django_capture_on_commit_callbacks):
    folder = make.make_folder(desk.collective)
    old, young = make.make_document(folder), make.make_document(folder)
    with django_capture_on_commit_callbacks(execute=True):
        trash_folder(folder, by=None)
        Document.objects.filter(pk=old.pk).update(
            trashed_at=timezone.now() - KEPT_IN_TRASH - timedelta(hours=1)
        )
        clean_up()
    assert list(Document.objects.all()) == [young]
    assert StoredFile.objects.count() == 1
    assert [each.name for each in files.rglob("*") if each.is_file()] == [
        young.current.stored.place.rpartition("/")[2]
    ]
    Document.objects.update(trashed_at=timezone.now() - KEPT_IN_TRASH - timedelta(hours=1))
    Folder.objects.update(trashed_at=timezone.now() - KEPT_IN_TRASH - timedelta(hours=1))
    clean_up()
    assert Folder.objects.count() == 0


def test_bytes_that_another_paper_has_stay(desk, django_capture_on_commit_callbacks):
    folder = make.make_folder(desk.collective)
    one = make.make_document(folder, "een.txt", b"hetzelfde")
    other = make.make_document(folder, "ander.txt", b"hetzelfde")
    assert StoredFile.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        trash_documents([one], by=None)
        remove_for_good(one, by=make.make_visitor(desk.collective))
    client = desk.client()
    assert b"".join(client.get(f"{other.get_absolute_url()}bestand/")) == b"hetzelfde"


def test_the_same_bytes_are_not_shared_between_collectives(desk):
    """Not a place, and not the row that says what is in them."""
    from django_scopes import scope, scopes_disabled

    other = make.make_collective("elders")
    make.make_document(make.make_folder(desk.collective), "een.txt", b"hetzelfde")
    with scope(collective=other):
        make.make_document(make.make_folder(other), "een.txt", b"hetzelfde")
    with scopes_disabled():
        assert len(set(StoredFile.objects.values_list("place", flat=True))) == 2


def test_every_change_has_a_line_in_the_history(desk):
    folder = make.make_folder(desk.collective)
    document = make.make_document(folder)
    make.make_document(folder, document.name, b"tweede", beside=(document,))
    trash_documents([document], by=None)
    restore_document(document, by=None)
    verbs = HistoryEvent.objects.filter(target_model="documents.document").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["created", "changed", "trashed", "restored"]


def test_the_office_puts_back_and_removes(desk, django_capture_on_commit_callbacks):
    folder = make.make_folder(desk.collective, on=desk.project)
    document = make.make_document(folder, "weg.txt")
    client = desk.client()
    client.post(f"{document.get_absolute_url()}weggooien/")
    assert "weg.txt" in client.get("/leiden/documenten/prullenbak/").content.decode()
    assert "weg.txt" in client.get(f"{folder.get_absolute_url()}prullenbak/").content.decode()
    assert client.get(document.get_absolute_url()).status_code == 404
    client.post(f"{document.get_absolute_url()}terugzetten/")
    assert client.get(document.get_absolute_url()).status_code == 200
    client.post(f"{document.get_absolute_url()}weggooien/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{document.get_absolute_url()}wissen/")
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
