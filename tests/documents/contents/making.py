"""Sound files, made by the programs that people use or by the libraries behind those."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, time

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

Parts = Mapping[str, bytes | str]


def zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def changed(content: bytes, parts: Parts) -> bytes:
    """An Office file with some parts replaced or added."""
    return zipped({**unzipped(content), **parts})


def pdf(*pages: str, compress: bool = True) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=int(compress), invariant=1)
    canvas.setTitle("Kanarie in de titel")
    canvas.setAuthor("Kanarie de Maker")
    for page in pages or ("Begroting van de binnenstad",):
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(72, 720 - 16 * number, line)
        canvas.setFillColorRGB(0.1, 0.3, 0.5)
        canvas.rect(72, 400, 200, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def word() -> bytes:
    document = Document()
    document.core_properties.author = "Kanarie de Maker"
    document.core_properties.title = "Kanarie in de titel"
    document.add_heading("Verslag van 26 november", level=1)
    document.add_paragraph("De weg langs het water gaat open.")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Straat", "Weken", "Breestraat", "12"), strict=True):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Kop van elke pagina"
    document.sections[0].footer.paragraphs[0].text = "Voet van elke pagina"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    book = Workbook()
    book.properties.creator = "Kanarie de Maker"
    page = book.active
    page.title = "Begroting 2027"
    page.append(["Post", "Bedrag", "Deel", "Dag", "Uur"])
    page.append(["Verlichting", 12_345.5, 0.125, date(2026, 11, 26), time(16, 52)])
    for cell, code in zip(page[2][1:], ("#,##0.00", "0.0%", "dd-mm-yyyy", "hh:mm"), strict=True):
        cell.number_format = code
    page["A2"].comment = Comment("Nog te bespreken", "Kanarie de Maker")
    book.create_sheet("Toelichting")["B3"] = "Zie de brief"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.presentationml"


def relations(*targets: tuple[str, str], mode: str = "") -> str:
    """Each a kind and a target."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _slide(element: str, *paragraphs: str, table: str = "") -> str:
    words = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return (
        f'<p:{element} xmlns:p="{_MAIN}" xmlns:a="{_DRAWING}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/>'
        f"<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id='2' name='t'/><p:cNvSpPr/>"
        f"<p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x='914400' y='914400'/><a:ext cx='4572000' cy='914400'/></a:xfrm>"
        f"<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>{words}</p:txBody></p:sp>{table}</p:spTree></p:cSld>"
        f"</p:{element}>"
    )


_TREE = (
    "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id='1' name=''/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/></p:spTree>"
    "</p:cSld>"
)
_NAMES = f'xmlns:p="{_MAIN}" xmlns:a="{_DRAWING}" xmlns:r="{_RELATIONS}"'
_COLOURS = "bg1='lt1' tx1='dk1' bg2='lt2' tx2='dk2' " + " ".join(
    f"accent{n}='accent{n}'" for n in range(1, 7)
)


def _theme() -> str:
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f"<a:{name}><a:srgbClr val='154273'/></a:{name}>" for name in names)
    fonts = "".join(
        f"<a:{kind}Font><a:latin typeface='Arial'/><a:ea typeface=''/><a:cs typeface=''/></a:{kind}Font>"
        for kind in ("major", "minor")
    )
    fill = "<a:solidFill><a:schemeClr val='phClr'/></a:solidFill>"
    line, effect = f"<a:ln>{fill}</a:ln>", "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f"<a:theme xmlns:a='{_DRAWING}' name='t'><a:themeElements><a:clrScheme name='c'>{colours}</a:clrScheme>"
        f"<a:fontScheme name='f'>{fonts}</a:fontScheme><a:fmtScheme name='s'><a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def slides() -> bytes:
    """Two slides whose order in the presentation is not that of their names."""
    cells = "".join(
        f"<a:tc><a:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></a:txBody><a:tcPr/></a:tc>"
        for text in ("Wie", "Wat")
    )
    table = (
        "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id='3' name='g'/><p:cNvGraphicFramePr/><p:nvPr/>"
        "</p:nvGraphicFramePr><p:xfrm><a:off x='914400' y='2743200'/><a:ext cx='4572000' cy='914400'/></p:xfrm><a:graphic>"
        f"<a:graphicData uri='{_DRAWING.replace('main', 'table')}'><a:tbl><a:tblPr/><a:tblGrid><a:gridCol w='2286000'/>"
        f"<a:gridCol w='2286000'/></a:tblGrid><a:tr h='914400'>{cells}</a:tr></a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )
    types = "".join(
        f'<Override PartName="/ppt/{name}" ContentType="{_KIND}.{kind}+xml"/>'
        for name, kind in (
            ("presentation.xml", "presentation.main"),
            ("slides/slide1.xml", "slide"),
            ("slides/slide2.xml", "slide"),
            ("slideMasters/slideMaster1.xml", "slideMaster"),
            ("slideLayouts/slideLayout1.xml", "slideLayout"),
            ("notesSlides/notesSlide1.xml", "notesSlide"),
        )
    )
    theme = '<Override PartName="/ppt/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
    layout = ("slideLayout", "../slideLayouts/slideLayout1.xml")
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
                f'vnd.openxmlformats-package.relationships+xml"/>{types}{theme}</Types>'
            ),
            "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": (
                f"<p:presentation {_NAMES}><p:sldMasterIdLst><p:sldMasterId id='2147483648' r:id='rId3'/></p:sldMasterIdLst>"
                f"<p:sldIdLst><p:sldId id='256' r:id='rId2'/><p:sldId id='257' r:id='rId1'/></p:sldIdLst>"
                f"<p:sldSz cx='9144000' cy='6858000'/><p:notesSz cx='6858000' cy='9144000'/></p:presentation>"
            ),
            "ppt/_rels/presentation.xml.rels": relations(
                ("slide", "slides/slide1.xml"),
                ("slide", "slides/slide2.xml"),
                ("slideMaster", "slideMasters/slideMaster1.xml"),
                ("theme", "theme/theme1.xml"),
            ),
            "ppt/theme/theme1.xml": _theme(),
            "ppt/slideMasters/slideMaster1.xml": (
                f"<p:sldMaster {_NAMES}>{_TREE}<p:clrMap {_COLOURS} hlink='hlink' folHlink='folHlink'/><p:sldLayoutIdLst>"
                "<p:sldLayoutId id='2147483649' r:id='rId1'/></p:sldLayoutIdLst></p:sldMaster>"
            ),
            "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(
                layout, ("theme", "../theme/theme1.xml")
            ),
            "ppt/slideLayouts/slideLayout1.xml": f"<p:sldLayout {_NAMES}>{_TREE}</p:sldLayout>",
            "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(
                ("slideMaster", "../slideMasters/slideMaster1.xml")
            ),
            "ppt/slides/slide1.xml": _slide("sld", "Wat wij vragen", table=table),
            "ppt/slides/_rels/slide1.xml.rels": relations(layout),
            "ppt/slides/slide2.xml": _slide("sld", "Waar wij staan", "In het hart van de stad"),
            "ppt/slides/_rels/slide2.xml.rels": relations(
                layout, ("notesSlide", "../notesSlides/notesSlide1.xml")
            ),
            "ppt/notesSlides/notesSlide1.xml": _slide("notes", "Hier even wachten"),
        }
    )


def drawn(mode: str = "RGB", size: tuple[int, int] = (320, 200)) -> Image.Image:
    """A picture whose every corner is another colour."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    across, down = size[0] // 2, size[1] // 2
    pen.rectangle((0, 0, across, down), fill="#154273")
    pen.rectangle((across, down, *size), fill="#FFB612")
    pen.ellipse((across // 2, down // 2, across, down), fill="#B3261E")
    return picture.convert(mode)


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    drawn("P" if kind == "GIF" else "RGB").save(out, kind, **options)
    return out.getvalue()


SOUND: dict[str, Callable[[], bytes]] = {
    "begroting.pdf": pdf,
    "verslag.docx": word,
    "begroting.xlsx": sheet,
    "avond.pptx": slides,
    "brief.txt": "Één brief over de Breestraat.\n".encode,
    "notitie.md": lambda: b"# Kop\n\nTekst met <b>vet</b> erin.\n",
    "leden.csv": lambda: "Naam;Plaats\nDe Vergulde Turk;Leiden\n".encode("utf-8-sig"),
    "plein.jpg": lambda: picture("JPEG"),
    "plein.jpeg": lambda: picture("JPEG", progressive=True),
    "plein.png": lambda: picture("PNG"),
    "plein.webp": lambda: picture("WEBP"),
    "plein.gif": lambda: picture("GIF"),
}
