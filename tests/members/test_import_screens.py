"""The steps of an import on the screen: upload, columns, preview, everything at once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import ImportDraft
from speerpunt.core.work import work_once
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Organisation, OrganisationRole

pytestmark = pytest.mark.django_db

IMPORT = "/leiden/organisaties/invoer/"
TEXT = "KVK-nummer;Handelsnaam;Gemeente\n01234567;Bakker;Leiden\n12345678;Slager;Leiden\n"


def upload(client, text=TEXT, name="leden.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def draft_of(collective):
    with scope(collective=collective):
        return ImportDraft.objects.get()


def enterprises(collective):
    with scope(collective=collective):
        return list(
            Organisation.objects.filter(kind="enterprise").order_by("name").values_list("name", flat=True)
        )


def test_the_office_brings_a_file_in(office, leiden):
    answer = upload(office)
    draft = draft_of(leiden)
    assert answer.url == f"{IMPORT}{draft.pk}/kolommen/"
    columns = office.get(answer.url)
    assert columns.context["form"]["column_name"].value() == "1"
    answer = office.post(answer.url, {"column_kvk_number": "0", "column_name": "1", "column_city": "2"})
    preview = office.get(answer.url)
    assert [(name, count) for name, _title, count in preview.context["parts"]] == [
        ("fouten", 0),
        ("nieuw", 2),
        ("gewijzigd", 0),
        ("gelijk", 0),
    ]
    assert enterprises(leiden) == []
    job = office.post(answer.url).url
    work_once()
    assert office.get(job).context["followed"].job.page == "/leiden/organisaties/"
    assert enterprises(leiden) == ["Bakker", "Slager"]
    assert office.get(answer.url).status_code == 404


def test_a_file_with_an_error_does_not_come_in(office, leiden):
    upload(office, TEXT.replace("12345678", "1234"))
    preview = f"{IMPORT}{draft_of(leiden).pk}/voorbeeld/"
    assert [problem.line for problem in office.get(preview).context["page"]] == [3]
    job = office.post(preview).url
    work_once()
    assert office.get(job).context["followed"].job.has_failed
    assert enterprises(leiden) == []


def test_one_column_serves_one_purpose(office, leiden):
    upload(office)
    response = office.post(
        f"{IMPORT}{draft_of(leiden).pk}/kolommen/", {"column_name": "1", "column_city": "1"}
    )
    assert list(response.context["form"].errors) == ["column_city"]


def test_a_file_that_cannot_be_read_is_explained(office, leiden):
    assert "file" in upload(office, b"\x00\x01\x02").context["form"].errors
    assert "file" in upload(office, b"").context["form"].errors


def test_somebody_else_of_the_office_does_not_see_the_draft(office, sign_in, leiden):
    upload(office)
    draft, colleague = draft_of(leiden), sign_in(StandingKind.OFFICE)
    for step in ("kolommen/", "voorbeeld/", "weg/"):
        assert colleague.get(f"{IMPORT}{draft.pk}/{step}").status_code in (404, 405)
        assert colleague.post(f"{IMPORT}{draft.pk}/{step}").status_code == 404


def test_a_draft_goes_when_it_is_old(office, leiden):
    upload(office)
    draft = draft_of(leiden)
    draft.expires_at = timezone.now() - timedelta(minutes=1)
    draft.save()
    assert office.get(f"{IMPORT}{draft.pk}/kolommen/").status_code == 404
    upload(office)
    assert draft_of(leiden).pk != draft.pk


def test_the_office_throws_a_file_away(office, leiden):
    upload(office)
    office.post(f"{IMPORT}{draft_of(leiden).pk}/weg/")
    with scope(collective=leiden):
        assert ImportDraft.objects.count() == 0


@pytest.mark.parametrize("kind", [kind for kind in StandingKind if kind != StandingKind.OFFICE])
def test_only_the_office_uploads(sign_in, leiden, kind):
    assert upload(sign_in(kind)).status_code == 403
    with scope(collective=leiden):
        assert ImportDraft.objects.count() == 0


@pytest.fixture
def large(monkeypatch):
    """Every file counts as one that takes long to read."""
    monkeypatch.setattr("speerpunt.core.importers.uploads.QUICK_BYTES", 10)


def test_a_large_file_is_read_behind_the_scenes(office, leiden, large):
    job = upload(office).url
    draft = draft_of(leiden)
    assert (draft.is_waiting, bytes(draft.content)) == (True, TEXT.encode())
    assert office.get(f"{IMPORT}{draft.pk}/kolommen/").url == "/leiden/achtergrond/"
    work_once()
    assert office.get(job).context["followed"].job.page == f"{IMPORT}{draft.pk}/kolommen/"
    assert [row[1][1] for row in draft_of(leiden).rows] == ["Bakker", "Slager"]
    assert bytes(draft_of(leiden).content) == b""


def test_a_large_file_that_cannot_be_read_is_explained_by_its_job(office, leiden, large):
    job = upload(office, "Naam;Plaats van vestiging\n").url
    work_once()
    assert office.get(job).context["followed"].job.problem.startswith("Het bestand heeft geen rijen")
    with scope(collective=leiden):
        assert ImportDraft.objects.count() == 0


def test_a_large_file_is_not_read_for_who_lost_the_right(office, leiden, large):
    upload(office)
    with scope(collective=leiden):
        OrganisationRole.objects.update(end=timezone.localdate() - timedelta(days=1))
    work_once()
    assert draft_of(leiden).is_waiting
