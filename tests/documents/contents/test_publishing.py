"""A copy for everybody: what is seen is the same to the dot, and nothing tells who made it."""

import io
import re
import zipfile

import pypdfium2
import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from PIL import Image, ImageCms, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from speerpunt.documents.enums import FileKind
from speerpunt.documents.exporters.publishing import without_metadata
from speerpunt.documents.importers.contents import inspect_file, read_text
from speerpunt.documents.problems import FileProblem

from .hostile import W, field, with_body
from .making import changed, drawn, pdf, picture, relations, sheet, slides, unzipped, word

MAKER = "Kanarie de Maker"


def published(tmp_path, content, kind, name):
    """The copy, after it was found to be a sound file itself with the same text."""
    source, copy = tmp_path / "stored", tmp_path / "copy"
    source.write_bytes(content)
    without_metadata(source, kind, copy)
    assert inspect_file(copy, name) == kind
    assert read_text(copy, kind) == read_text(source, kind)
    return copy.read_bytes()


def everything_in(content):
    """All bytes, those that were packed as well."""
    if content.startswith(b"PK"):
        return b"\n".join(unzipped(content).values())
    if content.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(content))
        told = [content, repr(reader.trailer.get("/Info")).encode()]
        for number in range(1, len(reader.xref_objStm) + reader.trailer["/Size"]):
            thing = reader.get_object(number)
            told.append(repr(thing).encode())
            if hasattr(thing, "get_data"):
                told.append(thing.get_data())
        return b"\n".join(told)
    return content


def pages_of(content):
    return [page.render(scale=1).to_pil().tobytes() for page in pypdfium2.PdfDocument(content)]


def telling_pdf():
    """Its maker in every corner that a PDF has for it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Besluit", "Bijlage"))))
    writer.add_metadata({"/Author": MAKER, "/Creator": MAKER, "/Bedrijf": MAKER})
    told = DecodedStreamObject()
    told.set_data(f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MAKER}</x:xmpmeta>".encode())
    told[NameObject("/Type")] = NameObject("/Metadata")
    described = writer._add_object(told)
    for thing in (writer.root_object, writer.pages[0], writer.pages[0]["/Resources"]):
        thing.get_object()[NameObject("/Metadata")] = described
    writer.pages[0][NameObject("/PieceInfo")] = DictionaryObject({NameObject("/A"): TextStringObject(MAKER)})
    writer.pages[1][NameObject("/Thumb")] = described
    writer.add_attachment("kanarie.txt", MAKER.encode())
    remark = Text(text="Wat bedoelt u?", rect=(50, 550, 70, 570), open=False)
    remark[NameObject("/T")] = TextStringObject(MAKER)
    remark[NameObject("/CreationDate")] = TextStringObject("D:20261126")
    writer.add_annotation(0, remark)
    writer.add_annotation(0, FreeText(text="Zie ook hier", rect=(50, 600, 250, 650)))
    attached = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Rect"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/FS"): described,
        }
    )
    writer.pages[1][NameObject("/Annots")] = ArrayObject([writer._add_object(attached)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_says_nothing_of_its_maker_and_looks_the_same(tmp_path):
    source = telling_pdf()
    assert MAKER.encode() in everything_in(source)
    content = published(tmp_path, source, FileKind.PDF, "a.pdf")
    everything = everything_in(content)
    assert b"Kanarie" not in everything
    assert b"kanarie" not in everything
    assert not re.search(rb"reportlab|pypdf|D:20\d\d|/Producer|/ModDate", everything, re.IGNORECASE)
    reader = PdfReader(io.BytesIO(content))
    assert (reader.metadata or {}, reader.xmp_metadata, dict(reader.attachments)) == ({}, None, {})
    assert "Wat bedoelt u?" in str([each.get_object() for each in reader.pages[0]["/Annots"]])
    assert pages_of(content)[0] == pages_of(source)[0]


def test_an_earlier_version_in_a_pdf_does_not_go_out(tmp_path):
    """A program that saves quickly only adds; what was there before stands in the file still."""
    writer = PdfWriter(io.BytesIO(pdf("Concept van Kanarie", compress=False)), incremental=True)
    new = DecodedStreamObject()
    new.set_data(b"BT /F1 12 Tf 72 720 Td (Besluit) Tj ET")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(new)
    out = io.BytesIO()
    writer.write(out)
    assert b"Kanarie" in everything_in(out.getvalue())
    assert b"Kanarie" not in everything_in(published(tmp_path, out.getvalue(), FileKind.PDF, "a.pdf"))


def test_a_form_keeps_the_names_of_its_fields(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    box = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("bedrag"),
            NameObject("/V"): TextStringObject("12"),
            NameObject("/Rect"): ArrayObject(NumberObject(each) for each in (50, 50, 90, 70)),
        }
    )
    reference = writer._add_object(box)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([reference])}
    )
    out = io.BytesIO()
    writer.write(out)
    content = published(tmp_path, out.getvalue(), FileKind.PDF, "a.pdf")
    assert PdfReader(io.BytesIO(content)).get_form_text_fields() == {"bedrag": "12"}


def test_a_pdf_that_only_its_maker_may_change_goes_out_unlocked(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Besluit"))))
    writer.encrypt("", "geheim", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    content = published(tmp_path, out.getvalue(), FileKind.PDF, "a.pdf")
    assert not PdfReader(io.BytesIO(content)).is_encrypted
    assert b"Kanarie" not in everything_in(content)


CHANGED_TEXT = (
    f'<w:p w:rsidR="00AB12CD" w:rsidRDefault="00AB12CD"><w:ins w:id="1" w:author="{MAKER}" w:date="2026-11-26T10:00:00Z">'
    f'<w:r w:rsidRPr="00AB12CE"><w:t>erbij</w:t></w:r></w:ins><w:del w:id="2" w:author="{MAKER}" w:date="2026-11-26T10:00:00Z">'
    f"<w:r><w:delText>eraf</w:delText></w:r></w:del>{field('PAGE')}</w:p>"
)
SETTINGS = (
    f'<w:settings {W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate '
    f'r:id="rId1"/><w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids></w:settings>'
)


def telling_word():
    return changed(
        with_body(CHANGED_TEXT),
        {
            "word/comments.xml": (
                f'<w:comments {W}><w:comment w:id="0" w:author="{MAKER}" w:initials="KdM" w:date="2026-11-26T10:00:00Z">'
                f"<w:p><w:r><w:t>Klopt dit?</w:t></w:r></w:p></w:comment></w:comments>"
            ),
            "word/people.xml": f"<w15:people xmlns:w15='w15'><w15:person w15:author='{MAKER}'/></w15:people>",
            "word/settings.xml": SETTINGS,
            "word/_rels/settings.xml.rels": relations(
                ("attachedTemplate", "file:///C:\\Users\\Kanarie\\a.dotm"), mode=' TargetMode="External"'
            ),
            "docProps/custom.xml": f"<Properties><property name='Bedrijf'>{MAKER}</property></Properties>",
            "customXml/item1.xml": f"<p:properties xmlns:p='http://schemas.microsoft.com/office/2006/metadata/properties'>{MAKER}</p:properties>",
            "word/media/image1.jpg": telling_photo("JPEG"),
        },
    )


def test_a_word_file_says_nothing_of_its_maker(tmp_path):
    content = published(tmp_path, telling_word(), FileKind.WORD, "a.docx")
    everything = everything_in(content)
    assert b"Kanarie" not in everything
    assert not re.search(rb"rsid|KdM|2026-11-26|attachedTemplate", everything)
    other = Document(io.BytesIO(content))
    assert other.core_properties.author == ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if name.startswith("docProps")]


def test_all_parts_that_a_word_file_refers_to_are_there(tmp_path):
    parts = unzipped(published(tmp_path, telling_word(), FileKind.WORD, "a.docx"))
    types = etree.fromstring(parts["[Content_Types].xml"])
    assert [
        each.get("PartName") for each in types if each.get("PartName", "/").lstrip("/") not in {*parts, ""}
    ] == []
    root = etree.fromstring(parts["_rels/.rels"])
    assert [each.get("Target") for each in root if each.get("Target").lstrip("/") not in parts] == []


def test_a_word_file_reads_the_same(tmp_path):
    content = published(tmp_path, word(), FileKind.WORD, "a.docx")
    before, after = Document(io.BytesIO(word())), Document(io.BytesIO(content))
    assert [each.text for each in before.paragraphs] == [each.text for each in after.paragraphs]
    assert [each.style.name for each in before.paragraphs] == [each.style.name for each in after.paragraphs]


def test_a_workbook_says_nothing_of_its_maker_and_holds_the_same(tmp_path):
    source = changed(
        sheet(),
        {
            "xl/persons/person.xml": f"<personList xmlns='t'><person displayName='{MAKER}' id='1' userId='k@kanarie'/></personList>",
            "xl/revisions/userNames.xml": f"<users><userInfo name='{MAKER}'/></users>",
        },
    )
    assert MAKER.encode() in everything_in(source)
    content = published(tmp_path, source, FileKind.SHEET, "a.xlsx")
    assert b"anarie" not in everything_in(content)
    before, after = load_workbook(io.BytesIO(source)), load_workbook(io.BytesIO(content))
    for one, other in zip(before, after, strict=True):
        assert [[cell.value for cell in row] for row in one] == [
            [cell.value for cell in row] for row in other
        ]
    assert after.active["B2"].number_format == "#,##0.00"
    assert after.active["A2"].comment.text == "Nog te bespreken"


def test_a_workbook_forgets_the_printer_of_its_maker(tmp_path):
    page = "xl/worksheets/sheet1.xml"
    sound = sheet()
    told = unzipped(sound)[page].decode()
    told = told.replace(
        "</worksheet>", f'<pageSetup paperSize="9" xmlns:r="{OFFICE}" r:id="rId9"/></worksheet>'
    )
    parts = {
        page: told,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("printerSettings", "../printerSettings/printerSettings1.bin")
        ),
        "xl/printerSettings/printerSettings1.bin": MAKER.encode("utf-16-le"),
    }
    copy = unzipped(published(tmp_path, changed(sound, parts), FileKind.SHEET, "a.xlsx"))
    assert (b'paperSize="9"' in copy[page], b"rId9" in copy[page]) == (True, False)
    assert len(etree.fromstring(copy["xl/worksheets/_rels/sheet1.xml.rels"])) == 0
    assert "xl/printerSettings/printerSettings1.bin" not in copy


def test_a_workbook_that_counts_with_another_goes_on_naming_it(tmp_path):
    path = "xl/externalLinks/_rels/externalLink1.xml.rels"
    link = relations(
        ("externalLinkPath", "file:///C:\\Users\\Kanarie\\Begroting%202026.xlsx"),
        mode=' TargetMode="External"',
    )
    content = published(tmp_path, changed(sheet(), {path: link}), FileKind.SHEET, "a.xlsx")
    assert etree.fromstring(unzipped(content)[path])[0].get("Target") == "Begroting 2026.xlsx"


def test_slides_say_nothing_of_their_maker(tmp_path):
    source = changed(
        slides(),
        {
            "ppt/commentAuthors.xml": f"<p:cmAuthorLst xmlns:p='p'><p:cmAuthor id='0' name='{MAKER}' initials='K'/></p:cmAuthorLst>",
            "docProps/app.xml": f"<Properties><Company>{MAKER}</Company></Properties>",
            "docProps/thumbnail.jpeg": telling_photo("JPEG"),
        },
    )
    assert b"Kanarie" not in everything_in(published(tmp_path, source, FileKind.SLIDES, "a.pptx"))


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLOURS = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def telling_photo(kind, **options):
    """A photo with its maker, place and way up."""
    exif = Image.Exif()
    exif[0x013B], exif[0x0112] = MAKER, 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 9.0, 30.0)
    options |= {"comment": MAKER.encode()} if kind == "JPEG" else {}
    if kind == "PNG":
        told = PngImagePlugin.PngInfo()
        told.add_text("Author", MAKER)
        told.add_itxt("XML:com.adobe.xmp", MAKER)
        options["pnginfo"] = told
    else:
        options["xmp"] = MAKER.encode()
    return picture(kind, exif=exif, icc_profile=COLOURS, **options)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_a_photo_says_nothing_of_its_maker_and_looks_the_same(tmp_path, kind, name):
    source = telling_photo(kind)
    assert MAKER.encode() in source
    content = published(tmp_path, source, FileKind.PICTURE, name)
    assert b"anarie" not in content
    before, after = Image.open(io.BytesIO(source)), Image.open(io.BytesIO(content))
    # Which side is up is seen, so it stays; nothing else does.
    assert dict(after.getexif()) == {0x0112: 6}
    assert not after.getexif().get_ifd(0x8825)
    assert after.info["icc_profile"] == before.info["icc_profile"] == COLOURS
    assert not {"comment", "xmp", "Author", "XML:com.adobe.xmp"} & after.info.keys()
    assert after.tobytes() == before.tobytes()


def test_what_a_phone_hangs_behind_a_photo_does_not_go_out(tmp_path):
    content = published(tmp_path, picture("JPEG") + b"film of Kanarie", FileKind.PICTURE, "a.jpg")
    assert b"Kanarie" not in content


def test_a_photo_in_steps_looks_the_same(tmp_path):
    source = picture("JPEG", progressive=True, quality=95)
    content = published(tmp_path, source, FileKind.PICTURE, "a.jpg")
    assert Image.open(io.BytesIO(content)).tobytes() == Image.open(io.BytesIO(source)).tobytes()


def test_a_picture_that_moves_goes_on_moving(tmp_path):
    frames = [drawn("P"), drawn("P").rotate(90), drawn("P").rotate(180)]
    out = io.BytesIO()
    frames[0].save(
        out, "GIF", save_all=True, append_images=frames[1:], loop=0, duration=80, comment=MAKER.encode()
    )
    assert MAKER.encode() in out.getvalue()
    content = published(tmp_path, out.getvalue(), FileKind.PICTURE, "a.gif")
    assert b"Kanarie" not in content
    before, after = Image.open(io.BytesIO(out.getvalue())), Image.open(io.BytesIO(content))
    assert (after.n_frames, after.info["loop"], after.info["duration"]) == (3, 0, 80)
    for place in range(3):
        before.seek(place)
        after.seek(place)
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


def test_a_text_goes_out_as_it_is(tmp_path):
    assert published(tmp_path, b"Zomaar\r\neen brief\n", FileKind.TEXT, "a.txt") == b"Zomaar\r\neen brief\n"


def test_a_kind_that_cannot_be_cleaned_does_not_go_out(tmp_path):
    source = tmp_path / "stored"
    source.write_bytes(b"\xd0\xcf\x11\xe0 Kanarie")
    with pytest.raises(FileProblem, match="niet aan iedereen"):
        without_metadata(source, FileKind.OTHER, tmp_path / "copy")
    assert [each.name for each in tmp_path.iterdir()] == ["stored"]


def test_a_file_that_breaks_leaves_nothing_behind(tmp_path):
    source = tmp_path / "stored"
    source.write_bytes(pdf()[:500])
    with pytest.raises(FileProblem, match="is bewaard"):
        without_metadata(source, FileKind.PDF, tmp_path / "copy")
    assert [each.name for each in tmp_path.iterdir()] == ["stored"]
