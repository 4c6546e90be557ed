"""What is kept, as what kind, and what a person reads when it is not."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from speerpunt.documents.enums import EXTENSIONS, FileKind
from speerpunt.documents.importers.contents import MOST_MEGABYTES, inspect_file
from speerpunt.documents.problems import SENTENCES, FileProblem

from .hostile import pdf_with, with_relation
from .making import SOUND, changed, pdf, word, zipped


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_file_is_kept_as_what_its_name_says(tmp_path, name):
    path = tmp_path / "upload"
    path.write_bytes(SOUND[name]())
    assert inspect_file(path, name) == EXTENSIONS["." + name.rpartition(".")[2]][0]


def test_the_name_may_be_written_in_capitals(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(pdf())
    assert inspect_file(path, "BEGROTING.PDF") == FileKind.PDF


@pytest.mark.parametrize(
    "name", ["virus.exe", "begroting.pdf.exe", "begroting", "macro.docm", "tekening.svg", "a.zip"]
)
def test_a_kind_that_is_not_taken_is_refused_by_its_name(tmp_path, name):
    path = tmp_path / "upload"
    path.write_bytes(pdf())
    with pytest.raises(FileProblem, match="niet bewaard") as refused:
        inspect_file(path, name)
    assert refused.value.code == "unknown_kind"


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "upload"
    path.touch()
    with pytest.raises(FileProblem) as refused:
        inspect_file(path, "leeg.pdf")
    assert refused.value.code == "empty"


def test_a_file_that_is_too_large_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "upload"
    with path.open("wb") as file:
        file.truncate(MOST_MEGABYTES * 1_000_000 + 1)
    with pytest.raises(FileProblem, match="25 MB"):
        inspect_file(path, "groot.pdf")


def test_an_open_document_is_kept_and_not_opened(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}, method=0)
    )
    assert inspect_file(path, "brief.odt") == FileKind.OTHER
    with pytest.raises(FileProblem, match="iets anders"):
        inspect_file(path, "rekenblad.ods")


def test_an_old_word_document_is_kept_for_download_only(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    kind = inspect_file(path, "oud.doc")
    assert (kind, kind.has_text, kind.has_preview) == (FileKind.OTHER, False, False)


def test_a_font_that_begins_like_xml_is_no_reason_to_refuse(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(changed(word(), {"word/fonts/font1.odttf": b"\n<" + bytes(range(256)) * 2_000}))
    assert inspect_file(path, "a.docx") == FileKind.WORD


@pytest.mark.parametrize(
    "target", ["file:///C:\\Users\\jan\\a.dotm", "Normal.dotm", "../media/a.png", "file:///home/a.dotm"]
)
def test_a_path_on_the_disk_of_the_writer_is_no_reason_to_refuse(tmp_path, target):
    path = tmp_path / "upload"
    path.write_bytes(with_relation("attachedTemplate", target))
    assert inspect_file(path, "a.docx") == FileKind.WORD


def test_a_link_that_a_reader_clicks_is_no_reason_to_refuse(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(with_relation("hyperlink", "https://www.leiden.nl/"))
    assert inspect_file(path, "a.docx") == FileKind.WORD


def test_an_invoice_with_its_figures_attached_is_kept(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(pdf_with(lambda writer: writer.add_attachment("factuur.xml", b"<a/>")))
    assert inspect_file(path, "factuur.pdf") == FileKind.PDF


def test_a_pdf_that_only_its_maker_may_change_is_kept(tmp_path):
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("", "geheim", algorithm="AES-256")
    writer.write(out)
    path = tmp_path / "upload"
    path.write_bytes(out.getvalue())
    assert inspect_file(path, "besluit.pdf") == FileKind.PDF


def test_a_note_may_begin_with_a_mark_and_a_text_may_not(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(b'<p align="center">Speerpunt</p>\n')
    assert inspect_file(path, "leesmij.md") == FileKind.TEXT
    with pytest.raises(FileProblem):
        inspect_file(path, "leesmij.txt")


def test_every_refusal_has_a_sentence_in_dutch():
    where = {"limit": 1, "part": "deel", "line": 2, "page": 3}
    sentences = [str(FileProblem(code, "x.pdf", **where)) for code in SENTENCES]
    assert all(sentence.endswith(".") and " was not kept" not in sentence for sentence in sentences)


def test_every_kind_says_its_media_type():
    assert FileKind.PDF.media_type("a.PDF") == "application/pdf"
    assert FileKind.PICTURE.media_type("a.webp") == "image/webp"
    assert FileKind.PDF.media_type("a.html") == "application/octet-stream"
