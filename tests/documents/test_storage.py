"""Nothing acknowledged is lost, and nothing that nobody knows of stays."""

import errno
import os
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from speerpunt.core.backups import mark
from speerpunt.core.models import RecurringWork
from speerpunt.documents.models import Document, StoredFile
from speerpunt.documents.services import storage as place_of_files
from speerpunt.documents.services.documents import CheckedFile, take_in
from speerpunt.documents.services.files import sweep_up_files
from speerpunt.documents.services.names import free_name, plain_name
from tests import factories as make

pytestmark = pytest.mark.django_db


def on_disk(files) -> list[str]:
    return sorted(each.name for each in files.rglob("*") if each.is_file())


def test_bytes_are_on_the_disk_before_a_row_tells_of_them(desk, files, tmp_path, monkeypatch):
    order = []
    replaced, created = os.fsync, StoredFile.save

    def settled(handle):
        order.append("disk")
        return replaced(handle)

    def saved(row, *args, **kwargs):
        order.append("row")
        return created(row, *args, **kwargs)

    monkeypatch.setattr(os, "fsync", settled)
    monkeypatch.setattr(StoredFile, "save", saved)
    make.make_document(make.make_folder(desk.collective), text=None)
    assert order.index("row") > order.index("disk")


def test_what_does_not_come_to_a_row_leaves_nothing(desk, files, tmp_path):
    source = tmp_path / "bron.txt"
    source.write_bytes(b"inhoud")
    folder = make.make_folder(desk.collective)
    with transaction.atomic():
        take_in(folder, CheckedFile("bron.txt", "text", source), by=None, beside=())
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    sweep_old(files)
    assert on_disk(files) == []


def sweep_old(files) -> None:
    """As if all of it was written two days ago."""
    for each in files.rglob("*"):
        if each.is_file():
            os.utime(each, (time.time() - 200_000,) * 2)
    sweep_up_files()


def test_only_what_no_row_knows_is_swept_up(desk, files):
    document = make.make_document(make.make_folder(desk.collective))
    place_of_files.write_beside(document.current.stored.place, "-page-1", b"beeld")
    (files / "99").mkdir()
    (files / "99" / "verweesd").write_bytes(b"van een gedode server")
    (files / "99" / "half.new").write_bytes(b"half")
    sweep_old(files)
    name = document.current.stored.place.rpartition("/")[2]
    assert on_disk(files) == [name, f"{name}-page-1"]


def test_while_a_backup_is_made_bytes_stay(desk, files):
    """A row that the backup saw finds its file; what no row tells of is swept up another day."""
    place = make.make_document(make.make_folder(desk.collective)).current.stored.place
    RecurringWork.objects.create(name=mark.NAME, next_at=timezone.now() + timedelta(minutes=1))
    place_of_files.remove_file(place)
    assert on_disk(files) == [place.rpartition("/")[2]]
    RecurringWork.objects.filter(name=mark.NAME).update(next_at=timezone.now() - timedelta(minutes=1))
    place_of_files.remove_file(place)
    assert on_disk(files) == []


def test_a_file_of_today_is_not_swept_up(files, desk):
    (files / "99").mkdir(parents=True)
    (files / "99" / "onderweg").write_bytes(b"wordt nog een rij")
    sweep_up_files()
    assert on_disk(files) == ["onderweg"]


def test_a_full_disk_is_said_and_leaves_nothing(desk, files, monkeypatch):
    folder = make.make_folder(desk.collective)
    client = desk.client()
    client.raise_request_exception = False

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(place_of_files.os, "fsync", full)
    answer = client.post(
        f"{folder.get_absolute_url()}toevoegen/", {"files": [SimpleUploadedFile("a.txt", b"inhoud")]}
    )
    assert answer.status_code == 503
    assert on_disk(files) == []
    assert not Document.objects.exists()


def test_a_place_tells_nothing_of_the_file(desk, files):
    make.make_document(make.make_folder(desk.collective), "Ontslag directeur.txt")
    assert not any("ontslag" in str(each).lower() for each in files.rglob("*"))
    modes = {oct(each.stat().st_mode & 0o777) for each in files.rglob("*") if each.is_file()}
    assert modes == {"0o600"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Verslag.pdf", "Verslag.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("  veel   ruimte .txt", "veel ruimte.txt"),
        ("...", "naamloos"),
        ("", "naamloos"),
        ("e\u0301e\u0301n.txt", "\u00e9\u00e9n.txt"),
    ],
)
def test_a_name_is_plain(given, expected):
    assert plain_name(given) == expected


def test_a_long_name_keeps_its_ending():
    assert plain_name("x" * 500 + ".docx").endswith("x.docx")
    assert len(plain_name("x" * 500 + ".docx")) == 200


def test_a_taken_name_gets_a_number():
    assert free_name("plan.txt", {"plan.txt", "plan (2).txt"}) == "plan (3).txt"
