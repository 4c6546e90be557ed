"""All text of a file, whatever corner it stands in; beside what other readers make of the same bytes."""

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text

from speerpunt.core import cage
from speerpunt.core.cage import Bounds
from speerpunt.documents.enums import FileKind
from speerpunt.documents.importers import contents
from speerpunt.documents.importers.contents import CUT, MOST_CHARACTERS, inspect_file, read_text
from speerpunt.documents.problems import FileProblem

from .hostile import W, with_body
from .making import changed, pdf, sheet, slides, word


def text_of(tmp_path, content, name):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return read_text(path, inspect_file(path, name))


def words(text):
    return re.findall(r"\w+", text)


def test_a_pdf_is_read_page_after_page(tmp_path):
    content = pdf("Begroting 2027\nPost één: € 12.345,50", "Tweede bladzijde")
    text = text_of(tmp_path, content, "a.pdf")
    assert text == "Begroting 2027\nPost één: € 12.345,50\n\nTweede bladzijde"
    with pdfplumber.open(io.BytesIO(content)) as other:
        assert words(text) == [word for page in other.pages for word in words(page.extract_text())]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed (poppler-utils)")
def test_a_pdf_is_read_as_another_program_reads_it(tmp_path):
    text = text_of(tmp_path, pdf("De weg langs het water\ngaat open op 12 mei", "En verder"), "a.pdf")
    said = subprocess.run(["pdftotext", tmp_path / "upload", "-"], capture_output=True, check=True, text=True)
    assert words(text) == words(said.stdout)


def test_what_was_filled_in_or_remarked_on_a_pdf_is_read(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Aanvraag"))))
    writer.add_annotation(0, Text(text="Klopt dit bedrag? €", rect=(50, 550, 70, 570)))
    out = io.BytesIO()
    writer.write(out)
    assert text_of(tmp_path, out.getvalue(), "a.pdf") == "Aanvraag\nKlopt dit bedrag? €"


def test_a_file_that_takes_too_long_is_read_as_far_as_it_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(cage, "SOURCE", f"{cage.SOURCE}:{Path(__file__).resolve().parents[3]}")
    monkeypatch.setattr(contents, "READING", Bounds(seconds=1, mebibytes=100, made=1))
    monkeypatch.setitem(contents.READERS, FileKind.PDF, "tests.core.readers:write_and_spin")
    assert text_of(tmp_path, pdf(), "a.pdf") == "Eerste bladzijde" + CUT


def test_a_pdf_of_pictures_has_no_text(tmp_path):
    assert text_of(tmp_path, pdf(" "), "a.pdf") == ""


def test_a_word_file_is_read_to_its_edges(tmp_path):
    content = word()
    text = text_of(tmp_path, content, "a.docx")
    assert text.splitlines() == [
        "Verslag van 26 november",
        "De weg langs het water gaat open.",
        "Straat Weken",
        "Breestraat 12",
        "",
        "Kop van elke pagina",
        "",
        "Voet van elke pagina",
    ]
    other = Document(io.BytesIO(content))
    cells = [cell.text for row in other.tables[0].rows for cell in row.cells]
    assert set(words(text)) >= set(words(" ".join([*(each.text for each in other.paragraphs), *cells])))


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_notes_and_text_boxes_of_a_word_file_are_read(tmp_path):
    boxed = (
        '<w:p><w:r><w:t>Voor </w:t></w:r><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:txbxContent>'
        f"{paragraph('In de doos')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{paragraph('In de doos')}"
        "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>en na</w:t></w:r></w:p>"
    )
    parts = {
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote>{paragraph('Onder aan')}</w:footnote></w:footnotes>"
    }
    text = text_of(tmp_path, changed(with_body(boxed), parts), "a.docx")
    assert text.splitlines()[:2] == ["Voor en na", "In de doos"]
    assert "Onder aan" in text


def test_what_was_taken_out_of_a_word_file_is_not_read(tmp_path):
    body = (
        "<w:p><w:ins><w:r><w:t>wel</w:t></w:r></w:ins><w:del><w:r><w:delText>niet</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>en</w:t><w:br/><w:t>verder</w:t></w:r></w:p>"
    )
    text = text_of(tmp_path, with_body(body), "a.docx")
    assert text.splitlines()[:2] == ["wel en", "verder"]


def test_a_workbook_is_read_as_it_is_shown(tmp_path):
    content = sheet()
    text = text_of(tmp_path, content, "a.xlsx")
    assert text.splitlines()[:5] == [
        "Begroting 2027",
        "Post Bedrag Deel Dag Uur",
        "Verlichting 12.345,50 12,5% 26-11-2026 16:52",
        "Toelichting",
        "Zie de brief",
    ]
    assert "Nog te bespreken" in text
    other = openpyxl.load_workbook(io.BytesIO(content))
    texts = [cell.value for page in other for row in page for cell in row if isinstance(cell.value, str)]
    assert all(each in text for each in [*other.sheetnames, *texts])


def test_slides_are_read_in_the_order_in_which_they_are_shown(tmp_path):
    text = text_of(tmp_path, slides(), "a.pptx")
    assert [line for line in text.splitlines() if line] == [
        "Waar wij staan",
        "In het hart van de stad",
        "Hier even wachten",
        "Wat wij vragen",
        "Wie Wat",
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.slow
@pytest.mark.parametrize(("name", "make"), [("a.docx", word), ("a.pptx", slides)])
def test_office_files_are_read_as_libreoffice_reads_them(tmp_path, name, make):
    source = tmp_path / name
    source.write_bytes(make())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=180)
    if not (tmp_path / "a.pdf").exists():
        pytest.skip("this LibreOffice lacks the part that shows slides (Impress)")
    with pdfplumber.open(tmp_path / "a.pdf") as shown:
        seen = {word for page in shown.pages for word in words(page.extract_text())}
    # What is not printed, such as the notes of a speaker, is read as well.
    assert seen <= set(words(read_text(source, inspect_file(source, name))))


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("cp1252", b""),
    ],
)
def test_letters_of_every_kind_of_text_file_are_read(tmp_path, encoding, bom):
    content = bom + "Reünie in café ’t Prieeltje: € 5\r\n\tTot dan".encode(encoding)
    assert text_of(tmp_path, content, "a.txt") == "Reünie in café ’t Prieeltje: € 5\nTot dan"


def test_a_very_long_text_is_cut_and_says_so(tmp_path):
    text = text_of(tmp_path, b"woord " * 200_000, "a.txt")
    assert text.endswith(CUT)
    assert len(text) <= MOST_CHARACTERS + len(CUT)
    assert not text_of(tmp_path, b"woord " * 100_000, "a.txt").endswith(CUT)


def test_a_very_long_word_file_is_cut_and_says_so(tmp_path):
    text = text_of(tmp_path, with_body(paragraph("woord " * 50) * 5_000), "a.docx")
    assert text.endswith(CUT)
    assert len(text) <= MOST_CHARACTERS + len(CUT)


def test_a_kind_without_text_has_none(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"\x89PNG")
    assert read_text(path, FileKind.PICTURE) == ""
    assert read_text(path, FileKind.OTHER) == ""


def test_a_file_that_is_kept_and_cannot_be_read_is_told_so(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(FileProblem, match="is bewaard"):
        read_text(path, FileKind.PDF)


@settings(max_examples=25)
@given(st.text(max_size=200))
def test_no_text_holds_what_a_database_cannot_keep(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("text") / "upload"
    path.write_bytes(text.encode("utf-8", "replace"))
    read = read_text(path, FileKind.TEXT)
    assert read == read.encode().decode()
    assert unicodedata.is_normalized("NFC", read)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]|  |\n\n\n|^\s|\s$", read)
