"""Somebody who waits for a long import sees how far it is, and what a row says in words."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import ImportDraft, Job
from speerpunt.core.services.progress import ProgressNote, progress_of
from speerpunt.core.work import work_once
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Organisation, OrganisationRole
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db

IMPORT = "/leiden/organisaties/invoer/"
TEXT = (
    "KVK-nummer;naam;soort;branche;postcode\n01234567;Bakker;enterprise;retail;\n12345678;Slager;;;2312AB\n"
)


@pytest.fixture
def draft(office, leiden):
    office.post(IMPORT, {"file": SimpleUploadedFile("leden.csv", TEXT.encode())})
    with scope(collective=leiden):
        return ImportDraft.objects.get()


@pytest.fixture
def job(draft, office):
    """The import is asked for; nothing of it is done."""
    return Job._base_manager.get(pk=office.post(f"{IMPORT}{draft.pk}/voorbeeld/").url.split("/")[-2])


def test_its_page_says_how_far_an_import_is(job, office):
    page = f"/leiden/achtergrond/{job.pk}/"
    assert "Dit wacht op zijn beurt." in office.get(page).content.decode()
    with ProgressNote(job.pk) as note:
        note.begin(200)
        note.add(50)
        note.add(1)
        note.add(1)
        shown = office.get(page)
        assert (shown.context["followed"].done, shown.context["followed"].total) == (52, 200)
        assert shown.content.decode().count('<li class="done">') == 2
    work_once()
    assert "Klaar: 2 nieuw" in office.get(page).content.decode()


def test_a_note_goes_when_the_import_fails(job):
    with pytest.raises(RuntimeError), ProgressNote(job.pk):
        raise RuntimeError
    assert progress_of(job.pk) is None


def test_an_import_tells_how_far_it_is(job, monkeypatch):
    told = []
    monkeypatch.setattr(ProgressNote, "add", lambda note, count: told.append(count))
    work_once()
    assert sum(told) == 2


def test_only_the_office_sees_the_jobs_of_another(job, sign_in):
    page = f"/leiden/achtergrond/{job.pk}/"
    assert sign_in(StandingKind.OFFICE).get(page).status_code == 200
    for kind in (StandingKind.BOARD, StandingKind.MEMBER):
        assert sign_in(kind).get(page).status_code == 404
        assert sign_in(kind).post(f"{page}opnieuw/").status_code == 404


def test_who_lost_the_right_while_it_waited_brings_nothing_in(job, leiden):
    with scope(collective=leiden):
        OrganisationRole.objects.update(end=timezone.localdate() - timedelta(days=1))
        work_once()
        assert Organisation.objects.filter(name="Bakker").count() == 0
        assert Job.objects.get().problem == "Wie dit vroeg, mag dit niet meer invoeren."


def test_the_same_file_comes_in_once(job, draft, office, leiden):
    office.post(f"{IMPORT}{draft.pk}/voorbeeld/")
    work_once()
    work_once()
    with scope(collective=leiden):
        assert sorted(Job.objects.values_list("state", flat=True)) == ["done", "failed"]
        assert Organisation.objects.filter(name="Bakker").count() == 1


def test_the_preview_says_choices_in_words(draft, office, leiden):
    make_organisation(leiden, name="Slager", kvk_number="12345678", branch="industry")
    page = office.get(f"{IMPORT}{draft.pk}/voorbeeld/").content.decode()
    assert "Detailhandel" in page
    assert "<ins>retail</ins>" not in page


def test_samples_show_what_stands_further_down(draft, office):
    page = office.get(f"{IMPORT}{draft.pk}/kolommen/")
    assert dict(page.context["samples"])["postcode"] == ["2312AB"]


def test_many_changed_rows_are_written_with_what_follows_from_them(office, leiden):
    for number in range(3):
        make_organisation(leiden, name=f"Bedrijf {number}", kvk_number=f"1234567{number}", jobs=1)
    text = "KVK-nummer;naam;banen\n12345670;Bakker;7\n12345671;Bedrijf 1;8\n12345672;Bedrijf 2;1\n"
    office.post(IMPORT, {"file": SimpleUploadedFile("leden.csv", text.encode())})
    with scope(collective=leiden):
        office.post(f"{IMPORT}{ImportDraft.objects.get().pk}/voorbeeld/")
        work_once()
        rows = Organisation.objects.filter(kvk_number__startswith="1234567").order_by("kvk_number")
        assert list(rows.values_list("name", "jobs")) == [("Bakker", 7), ("Bedrijf 1", 8), ("Bedrijf 2", 1)]
        assert rows[0].search_text.startswith("bakker")
