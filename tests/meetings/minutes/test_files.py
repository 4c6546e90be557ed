"""Minutes and decisions as PDF and DOCX, read back by other programs."""

import io
import shutil
import subprocess

import pytest
from docx import Document
from pypdf import PdfReader

from speerpunt.meetings.services.approval import approve_minutes
from speerpunt.meetings.services.attendance import declare_interest, note_presence
from speerpunt.meetings.services.decisions import Votes
from speerpunt.meetings.services.running import close_meeting
from tests.factories import make_attendance, make_item

from .lines import decide, note, promise

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"
MARKUP = "#panic() *vet* <b>x</b> [link](y) \\ $a$ @naam"


@pytest.fixture
def written(meeting, item, closed_item, office, board, attended):
    note_presence(
        meeting,
        {row.pk: "present" for row in attended[:5]} | {attended[5].pk: "absent"},
        proxies={attended[5].pk: board[0]},
        by=office,
    )
    declare_interest(item, board[4], said="Heeft er een pand", left_room=True, by=office)
    note(item, office, MARKUP)
    decide(item, office, "Wij stellen het voorstel vast", votes=Votes(4, 0, 1), binds="het bestuur")
    promise(item, office, board[1], "Stuur een reactie")
    note(closed_item, office, CANARY)
    decide(closed_item, office, f"Besloten {CANARY}")
    note(make_item(meeting, title="Rondvraag", position=3), office, "Niemand vroeg iets")
    return meeting


def taken(client, meeting, what, kind):
    answer = client.get(f"/leiden/overleg/{meeting.pk}/verslag/{what}.{kind}")
    assert answer.status_code == 200
    return answer


def pdf_of(client, meeting, what="notulen"):
    return PdfReader(io.BytesIO(taken(client, meeting, what, "pdf").content))


def text_of_pdf(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def text_of_docx(content):
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    sections = (paragraph.text for section in document.sections for paragraph in section.header.paragraphs)
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells, *sections])


SAID = (
    "concept",
    "Bestuurder A",
    "gemachtigde: Bestuurder A",
    "Heeft er een pand",
    "Wij stellen het voorstel vast",
    "4 voor · 0 tegen · 1 onthouding",
    "Stuur een reactie",
    MARKUP,
)


def test_the_pdf_says_everything_and_takes_no_text_as_markup(written, office, signed_in):
    pdf = pdf_of(signed_in(office), written)
    text = text_of_pdf(pdf)
    assert [words for words in SAID if words.casefold() not in text.casefold()] == []
    assert CANARY in text


def test_the_pdf_is_accessible_by_what_it_says_of_itself(written, office, signed_in):
    pdf = pdf_of(signed_in(office), written)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    assert pdf.metadata.title == "Notulen, Bestuursvergadering"
    assert pdf.metadata.author == "Ondernemend Leiden"


def test_the_docx_has_real_headings_and_tables(written, office, signed_in):
    content = taken(signed_in(office), written, "notulen", "docx").content
    document = Document(io.BytesIO(content))
    headings = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
    assert headings == ["1. Volgorde bruggen", "2. Begroting besloten", "3. Rondvraag"]
    assert len(document.tables) == 3
    text = text_of_docx(content)
    assert [words for words in SAID if words not in text] == []


@pytest.mark.parametrize("what", ["notulen", "besluiten"])
def test_a_file_shows_nothing_of_an_item_that_its_reader_may_not_see(
    leiden, somebody, person_of, written, signed_in, what
):
    """Not in its numbers, its name or its facts either."""
    partner = somebody("partner")
    make_attendance(written, person_of(partner))
    client = signed_in(partner)
    docx = taken(client, written, what, "docx")
    pdf = pdf_of(client, written, what)
    for text in (
        text_of_pdf(pdf),
        text_of_docx(docx.content),
        str(pdf.metadata),
        docx["Content-Disposition"],
    ):
        assert CANARY not in text
        assert "Begroting" not in text
    if what == "notulen":
        assert "2. Rondvraag" in text_of_docx(docx.content)


def test_the_list_of_decisions_holds_only_decisions(written, office, signed_in):
    text = text_of_pdf(pdf_of(signed_in(office), written, "besluiten"))
    assert "Besluitenlijst" in text
    assert "Wij stellen het voorstel vast" in text
    assert "Stuur een reactie" not in text
    assert "Rondvraag" not in text


def test_approved_minutes_are_no_draft_and_end_with_their_corrections(
    written, later_meeting, item, office, signed_in
):
    close_meeting(written, by=office)
    approve_minutes(written, approved_in=later_meeting, corrections=[(item, "Lees: de Zijlbrug")], by=office)
    client = signed_in(office)
    for text in (
        text_of_pdf(pdf_of(client, written)),
        text_of_docx(taken(client, written, "notulen", "docx").content),
    ):
        assert "vastgesteld op" in text
        assert "concept" not in text.casefold()
        assert text.index("Correctie 1") > text.index("Rondvraag") or "Correcties" in text
        assert "Lees: de Zijlbrug" in text


def test_there_is_no_file_of_another_kind(written, office, signed_in):
    for name in ("notulen.txt", "agenda.pdf", "notulen.exe"):
        assert signed_in(office).get(f"/leiden/overleg/{written.pk}/verslag/{name}").status_code == 404


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_the_docx_opens_in_libreoffice(written, office, signed_in, tmp_path):
    document = tmp_path / "notulen.docx"
    document.write_bytes(taken(signed_in(office), written, "notulen", "docx").content)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(document),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = text_of_pdf(PdfReader(tmp_path / "notulen.pdf"))
    assert [words for words in SAID if words not in text] == []
