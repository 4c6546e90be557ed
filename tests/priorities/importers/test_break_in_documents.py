"""Plans that would eat the machine: each is refused in words, within two seconds and 200 MiB."""

import io
import zipfile

import pytest
from docx import Document

from speerpunt.priorities.importers import DocumentProblem, read_document
from tests.measured import cost_of

WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINE = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"


def sound_parts() -> dict[str, bytes]:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("Speerpunt 1")
    document.save(out)
    with zipfile.ZipFile(out) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(body: str, head: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{head}<w:document {WORDS}><w:body>{body}</w:body></w:document>'
    return packed({**sound_parts(), "word/document.xml": text.encode()})


def in_disguise(count: int) -> bytes:
    """Numbering that calls itself something else than XML."""
    parts = sound_parts()
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        parts[name] = parts[name].replace(b"numbering.xml", b"numbering.bin")
    parts["word/numbering.bin"] = f"<w:numbering {WORDS}>{'<w:num/>' * count}</w:numbering>".encode()
    return packed(parts)


LAUGHS = "".join(f'<!ENTITY {chr(98 + each)} "{f"&{chr(97 + each)};" * 10}">' for each in range(9))
TABLES = 80
HOSTILE_WORD = {
    "a thousand million laughs": lambda: document(
        "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", f'<!DOCTYPE l [<!ENTITY a "haha">{LAUGHS}]>'
    ),
    "numbering in disguise": lambda: in_disguise(6_000_000),
    "smaller numbering in disguise": lambda: in_disguise(900_000),
    "many short elements": lambda: document("<w:p/>" * 1_200_000),
    "many lines": lambda: document(LINE * 190_000),
    "endless depth": lambda: document("<w:sdt>" * 300_000 + "</w:sdt>" * 300_000),
    "tables in tables": lambda: document(
        "<w:tbl><w:tr><w:tc>" * TABLES + LINE * 90_000 + "</w:tc></w:tr></w:tbl>" * TABLES
    ),
}


@pytest.mark.parametrize("case", HOSTILE_WORD)
def test_a_hostile_word_document_is_refused_at_little_cost(case):
    content = HOSTILE_WORD[case]()
    cost = cost_of(lambda: read_document("plan.docx", content))
    assert (cost.refusal, cost.is_small) == ("DocumentProblem", True), cost


def test_a_word_document_does_not_fetch_a_file_of_the_server(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("kanarie-4711")
    head = f'<!DOCTYPE l [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    lines = read_document("plan.docx", document("<w:p><w:r><w:t>hallo &a;</w:t></w:r></w:p>", head))
    assert not any("kanarie" in line.text for line in lines)


def drawing_itself(levels: int, times: int, inside: bytes) -> bytes:
    """A PDF of two kilobytes whose page draws a form that draws a form: `times` to the power of `levels`."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</X0 10 0 R>>/Font<</F 5 0 R>>>>>>",
        4: b"<</Length 6>>stream\n/X0 Do\nendstream",
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for level in range(levels):
        drawn = b"/X%d Do " % (level + 1) * times if level < levels - 1 else inside
        objects[10 + level] = (
            b"<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X%d %d 0 R>>/Font<</F 5 0 R>>>>"
            b"/Length %d>>stream\n%s\nendstream" % (level + 1, 11 + level, len(drawn), drawn)
        )
    out, places = b"%PDF-1.4\n", {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    lines = [
        b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
        for number in range(max(objects) + 1)
    ]
    table = b"xref\n0 %d\n%s" % (len(lines), b"".join(lines))
    return out + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(lines), len(out))


TEXT = b"BT /F 12 Tf 10 10 Td (hallo) Tj ET"


def test_a_pdf_that_draws_within_itself_is_read():
    lines = read_document("plan.pdf", drawing_itself(2, 1, TEXT))
    assert [line.text for line in lines] == ["hallo"]


@pytest.mark.parametrize("inside", [TEXT, b"", b"0 0 m 1 1 l S"])
def test_a_pdf_that_draws_itself_without_end_is_refused_at_little_cost(inside):
    """The reader of PDF is another process, so its time and memory are not those of the server."""
    content = drawing_itself(10, 10, inside)
    cost = cost_of(lambda: read_document("plan.pdf", content))
    assert (cost.refusal, cost.is_small) == ("DocumentProblem", True), cost


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.txt", b"a b " * 1_200_000),
        ("plan.txt", b"- a\n" * 1_200_000),
        ("plan.md", b"#" * 4_900_000),
        ("plan.txt", b"1." * 2_400_000),
        ("plan.txt", b"(" * 4_900_000),
        ("plan.txt", "Speerpunt\ud800".encode("utf-8", "surrogatepass")),
        ("plan.txt", b"Speerpunt\x00een"),
    ],
)
def test_a_hostile_text_is_refused_or_read_at_little_cost(name, content):
    cost = cost_of(lambda: read_document(name, content))
    assert cost.refusal in {"", "DocumentProblem"}
    assert cost.is_small, cost


def test_every_refusal_says_which_file(tmp_path):
    with pytest.raises(DocumentProblem, match=r"plan\.docx"):
        read_document("plan.docx", in_disguise(900_000))
