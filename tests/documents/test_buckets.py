"""Papers in a storage that speaks S3 (one of the tests): the same as on the disk, and never public."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from speerpunt.config.storages import storages_from_environment
from speerpunt.core.backups.ground import names_in
from speerpunt.core.health.files import check_files
from speerpunt.core.services.erasures import noted_erasures
from speerpunt.core.work import work_once
from speerpunt.documents.models import Document
from speerpunt.documents.services.removal import remove_for_good
from speerpunt.members.services.erasure import erase_person
from tests import factories as make
from tests.elsewhere import s3_server
from tests.examples.leiden import FOLDER as LEIDEN

pytestmark = [
    pytest.mark.django_db,
    # The library of the storage still asks Python for the time in an old way.
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PDF = LEIDEN / "documents" / "laadplan-de-waard.pdf"


@pytest.fixture(scope="module")
def server():
    with s3_server() as environment:
        yield environment


@pytest.fixture(autouse=True)
def bucket(server, settings, request):
    """Each test has a part of the bucket for itself."""
    environment = {**server, "SPEERPUNT_FILES_S3_FOLDER": request.node.name}
    settings.STORAGES = storages_from_environment(Path("/nergens"), environment)
    return storages["documents"]


@pytest.fixture
def folder(desk):
    return make.make_folder(desk.collective)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_paper_comes_in_is_drawn_and_goes_out(desk, folder, bucket):
    client = desk.client()
    upload = SimpleUploadedFile("plan.pdf", PDF.read_bytes())
    assert client.post(f"{folder.get_absolute_url()}toevoegen/", {"files": [upload]}).status_code == 302
    while work_once():
        pass
    paper = Document.objects.get()
    stored = paper.current.stored
    assert stored.text
    assert names_in("documents") == sorted(
        [stored.place, *(f"{stored.place}-page-{number}" for number in range(1, stored.preview_count + 1))]
    )
    answer = client.get(f"{paper.get_absolute_url()}bestand/")
    assert (answer.status_code, body(answer)) == (200, PDF.read_bytes())
    assert client.get(f"/leiden/documenten/{paper.pk}/versie/1/bladzijde/1/").status_code in {200, 404}


def test_a_stranger_gets_neither_the_paper_nor_its_address(desk, folder, bucket, server):
    paper = make.make_document(folder, "geheim.txt", b"niet voor iedereen")
    answer = desk.client("anonymous").get(f"{paper.get_absolute_url()}bestand/")
    assert answer.status_code in {302, 403, 404}
    assert server["SPEERPUNT_FILES_S3_ENDPOINT"] not in str(answer.headers)
    with pytest.raises(NotImplementedError):
        bucket.url(paper.current.stored.place)

    rights = bucket.bucket.Object(f"{bucket.location}/{paper.current.stored.place}").Acl().grants
    assert [each for each in rights if "URI" in each["Grantee"]] == []


def test_a_new_version_lies_beside_the_old_one(desk, folder):
    paper = make.make_document(folder, "a.txt", b"een")
    client = desk.client()
    upload = {"file": SimpleUploadedFile("a.txt", b"twee")}
    client.post(f"{paper.get_absolute_url()}versie/", upload)
    paper.refresh_from_db()
    assert paper.current.number == 2
    first = client.get(f"{paper.get_absolute_url()}versie/1/bestand/")
    assert body(first) == b"een"


def test_a_folder_goes_out_as_a_zip(desk, folder):
    make.make_document(folder, "a.txt", b"een")
    make.make_document(folder, "b.txt", b"twee")
    answer = desk.client().get(f"/leiden/documenten/map/{folder.pk}/zip/")
    with zipfile.ZipFile(io.BytesIO(body(answer))) as found:
        assert sorted(name.rpartition("/")[2] for name in found.namelist()) == ["a.txt", "b.txt"]


def test_what_is_removed_is_gone_from_the_bucket(desk, folder, django_capture_on_commit_callbacks):
    paper = make.make_document(folder)
    with django_capture_on_commit_callbacks(execute=True):
        remove_for_good(paper, by=make.make_visitor(desk.collective, "office"))
    assert names_in("documents") == []


def test_the_doctor_reads_the_bucket(desk, folder, bucket):
    gone, changed = make.make_document(folder), make.make_document(folder)
    assert list(check_files(with_digests=True)) == []
    bucket.delete(gone.current.stored.place)
    bucket.bucket.Object(f"{bucket.location}/{changed.current.stored.place}").put(Body=b"anders")
    assert [found.code for found in check_files(with_digests=True)] == ["files_missing", "files_damaged"]


def test_who_was_erased_is_told_in_the_bucket_for_all_machines(desk):
    person = make.make_person(desk.collective, family_name="Kanarie")
    erase_person(person, by=make.make_visitor(desk.collective, "office"))
    ((name, content),) = noted_erasures()
    assert name.startswith(f"members.person-{person.pk}-")
    assert b"Kanarie" not in content


def test_half_of_the_keys_is_refused():
    with pytest.raises(ImproperlyConfigured):
        storages_from_environment(
            Path("/nergens"), {"SPEERPUNT_FILES_S3_BUCKET": "a", "SPEERPUNT_FILES_S3_KEY": "b"}
        )
