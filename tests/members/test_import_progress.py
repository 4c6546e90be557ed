"""Somebody who waits for a long import sees how far it is, and what a row says in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope

from speerpunt.members.enums import StandingKind
from speerpunt.members.models import ImportDraft, Organisation
from speerpunt.members.services.progress import ProgressNote, progress_of
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


def test_a_note_says_how_far_an_import_is_and_goes_with_it(draft, office):
    address = f"{IMPORT}{draft.pk}/voortgang/"
    with ProgressNote(draft.pk, 200) as note:
        note.add(50)
        assert office.get(address).json() == {"done": 50, "total": 200}
        note.add(1)
        note.add(1)
        assert progress_of(draft.pk) == (52, 200)
    assert office.get(address).json() == {"done": 0, "total": 0}


def test_a_note_goes_when_the_import_fails(draft):
    with pytest.raises(RuntimeError), ProgressNote(draft.pk, 200):
        raise RuntimeError
    assert progress_of(draft.pk) is None


def test_an_import_tells_how_far_it_is(draft, office, monkeypatch):
    told = []
    monkeypatch.setattr(ProgressNote, "add", lambda note, count: told.append(count))
    office.post(f"{IMPORT}{draft.pk}/voorbeeld/")
    assert sum(told) == 2


def test_somebody_else_does_not_see_how_far_an_import_is(draft, sign_in):
    assert sign_in(StandingKind.OFFICE).get(f"{IMPORT}{draft.pk}/voortgang/").status_code == 404


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
        rows = Organisation.objects.filter(kvk_number__startswith="1234567").order_by("kvk_number")
        assert list(rows.values_list("name", "jobs")) == [("Bakker", 7), ("Bedrijf 1", 8), ("Bedrijf 2", 1)]
        assert rows[0].search_text.startswith("bakker")
