"""Reading: which documents are refused, with which sentence, and what the lines tell of those that are not."""

import codecs
import io
import zipfile
import zlib

import pytest
from django.utils import translation
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from speerpunt.priorities.importers import DocumentProblem, Role, problem, read_document
from tests.measured import cost_of


def _pdf(*texts, **options):
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, **options)
    for text in texts:
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _docx(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _zip(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def _bomb_pdf():
    packed = zlib.compress(b"0 0 m\n" * 10_000_000)
    head = (
        b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode /Length " + str(len(packed)).encode() + b" >>\nstream\n"
    )
    return head + packed + b"\nendstream\nendobj\n%%EOF"


REFUSED = {
    "unknown type": ("plan.odt", b"PK", problem.UNKNOWN_TYPE),
    "no type": ("plan", b"tekst", problem.UNKNOWN_TYPE),
    "empty text": ("plan.txt", b" \n\t\n", problem.EMPTY),
    "empty word": ("plan.docx", _docx(Document()), problem.EMPTY),
    "too large": ("plan.txt", b"a" * 5_000_001, problem.TOO_LARGE),
    "too long": ("plan.txt", b"a\n" * 20_001, problem.TOO_LONG),
    "program as text": ("plan.txt", b"MZ\x90\x00\x03\x00" * 50, problem.NOT_THIS_TYPE),
    "program as word": ("plan.docx", b"MZ\x90\x00\x03\x00" * 50, problem.NOT_THIS_TYPE),
    "program as pdf": ("plan.pdf", b"MZ\x90\x00\x03\x00" * 50, problem.NOT_THIS_TYPE),
    "ten megabytes of text": ("plan.md", b"een regel tekst\n" * 700_000, problem.TOO_LARGE),
    "two thousand pages": ("plan.pdf", _pdf(*["tekst"] * 2_000), problem.TOO_MANY_PAGES),
    "nul": ("plan.txt", b"een\ntw\x00ee", problem.HIDDEN_CHARACTER),
    "lone surrogate": ("plan.txt", b"\xff\xfe\x00\xd8\x41\x00", problem.UNKNOWN_CHARACTERS),
    "bytes of no encoding": ("plan.txt", b"een\n\x81\x8d", problem.UNKNOWN_CHARACTERS),
    "word that is no zip": ("plan.docx", b"tekst", problem.NOT_THIS_TYPE),
    "zip that is no word": ("plan.docx", _zip(other_xml="<a/>"), problem.NOT_THIS_TYPE),
    "word without types": ("plan.docx", _zip(word__document_xml="<a/>"), problem.NOT_THIS_TYPE),
    "protected word": ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", problem.OLD_OR_PROTECTED),
    "zip bomb": ("plan.docx", _zip(word__document_xml=b" " * 13_000_000), problem.UNPACKS_TOO_LARGE),
    "pdf that is none": ("plan.pdf", b"tekst", problem.NOT_THIS_TYPE),
    "broken pdf": ("plan.pdf", b"%PDF-1.7 en verder niets", problem.NOT_THIS_TYPE),
    "protected pdf": ("plan.pdf", _pdf("tekst", encrypt=StandardEncryption("geheim")), problem.PROTECTED),
    "scan": ("plan.pdf", _pdf(""), problem.SCANNED),
    "pdf bomb": ("plan.pdf", _bomb_pdf(), problem.UNPACKS_TOO_LARGE),
}


@pytest.mark.parametrize(("name", "content", "message"), list(REFUSED.values()), ids=list(REFUSED))
def test_reader_refuses_with_a_sentence(name, content, message):
    with pytest.raises(DocumentProblem) as refusal:
        read_document(name, content)
    assert refusal.value.message is message
    assert name in str(refusal.value)


@pytest.mark.parametrize(("name", "content", "message"), list(REFUSED.values()), ids=list(REFUSED))
def test_reader_refuses_at_little_cost(name, content, message):
    cost = cost_of(lambda: read_document(name, content))
    assert (cost.refusal, cost.is_small) == ("DocumentProblem", True), cost


def test_refusal_says_the_line_of_a_hidden_character():
    with pytest.raises(DocumentProblem) as refusal:
        read_document("plan.md", b"een\r\ntwee\r\ndr\x00ie")
    with translation.override("en"):
        assert str(refusal.value) == (
            "Line 3 of plan.md holds a character that is not text (U+0000). Remove it, or save as UTF-8."
        )


@pytest.mark.parametrize(
    "content",
    [
        "Coöperatie café".encode(),
        codecs.BOM_UTF8 + "Coöperatie café".encode(),
        "Coöperatie café".encode("cp1252"),
        "Coöperatie café".encode("utf-16"),
        "Coöperatie café".encode("utf-16-le"),
        "Coöperatie café".encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp1252", "utf-16 with mark", "utf-16-le", "utf-16-be"],
)
def test_text_is_read_in_the_usual_encodings(content):
    assert [line.text for line in read_document("plan.txt", content)] == ["Coöperatie café"]


def test_text_lines_are_counted_as_an_editor_does():
    lines = read_document("plan.txt", b"een\r\n\r\ntwee\rdrie\n\x0cvier")
    assert [(line.source_line, line.text, line.gap) for line in lines] == [
        (1, "een", True),
        (3, "twee", True),
        (4, "drie", False),
        (5, "vier", True),
    ]


def test_text_shows_headings_rules_and_rows():
    lines = read_document("plan.md", b"# Plan\n\nDoelen\n------\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert [(line.heading_level, line.role, line.cells) for line in lines] == [
        (1, Role.BODY, ()),
        (2, Role.BODY, ()),
        (None, Role.RULE, ()),
        (None, Role.ROW, ("a", "b")),
        (None, Role.RULE, ("---", "---")),
        (None, Role.ROW, ("1", "2")),
    ]


def test_word_keeps_tables_breaks_and_what_a_list_style_draws():
    document = Document()
    document.add_paragraph("Eerste\nregel")
    document.add_paragraph("punt", style="List Bullet 2")
    document.add_paragraph("stap", style="List Number")
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Naam", "Jaar"
    lines = read_document("plan.docx", _docx(document))
    assert [(line.text, line.marker, line.list_level, line.cells) for line in lines] == [
        ("Eerste", "", None, ()),
        ("regel", "", None, ()),
        ("punt", "•", 1, ()),
        ("stap", "1.", 0, ()),
        ("Naam | Jaar", "", None, ("Naam", "Jaar")),
    ]


def test_word_reads_cells_one_by_one_where_a_table_is_only_layout():
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].paragraphs[0].style = document.styles["Heading 1"]
    cells[0].paragraphs[0].text = "Links"
    cells[0].add_paragraph("tekst links")
    cells[1].text = "rechts"
    lines = read_document("plan.docx", _docx(document))
    assert [(line.text, line.heading_level) for line in lines] == [
        ("Links", 1),
        ("tekst links", None),
        ("rechts", None),
    ]


def test_word_leaves_out_deleted_text_and_reads_a_text_box_once():
    document = Document()
    paragraph = document.add_paragraph("blijft")
    box = (
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"
        "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent>"
        "</mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>kader</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    from docx.oxml.parser import parse_xml

    paragraph._p.addnext(parse_xml(box))
    assert [line.text for line in read_document("plan.docx", _docx(document))] == ["blijft", "kader"]


def test_pdf_marks_what_returns_on_every_page():
    lines = read_document("plan.pdf", _two_pages())
    assert [(line.text, line.role) for line in lines] == [
        ("Havenkring", Role.RUNNING),
        ("Eerste", Role.BODY),
        ("Pagina 1", Role.RUNNING),
        ("Havenkring", Role.RUNNING),
        ("Tweede", Role.BODY),
        ("Pagina 2", Role.RUNNING),
    ]


def _two_pages():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, text in enumerate(("Eerste", "Tweede"), start=1):
        canvas.drawString(72, 810, "Havenkring")
        canvas.drawString(72, 700 - 40 * number, text)
        canvas.drawString(280, 30, f"Pagina {number}")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_pdf_reads_a_page_that_has_no_columns_row_by_row():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, (left, right) in enumerate([("Sluis", "2027"), ("Brug", "2028"), ("Kade", "2029")]):
        canvas.drawString(72, 700 - 14 * number, left)
        canvas.drawString(300, 700 - 14 * number, right)
    canvas.save()
    lines = read_document("plan.pdf", buffer.getvalue())
    assert [line.cells for line in lines] == [("Sluis", "2027"), ("Brug", "2028"), ("Kade", "2029")]


def test_pdf_puts_a_bullet_that_stands_higher_before_its_text():
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True)
    for number, text in enumerate(("Sluis en kade", "Brug en weg", "Meer en dijk")):
        canvas.setFont("Helvetica", 12)
        canvas.drawString(60, 702 - 14 * number, "•")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 700 - 14 * number, text)
    canvas.drawString(300, 30, "1")
    canvas.save()
    lines = read_document("plan.pdf", buffer.getvalue())
    assert [line.text for line in lines] == ["• Sluis en kade", "• Brug en weg", "• Meer en dijk", "1"]
    assert lines[-1].role is Role.RUNNING
