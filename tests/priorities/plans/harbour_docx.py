"""A styled Word document: title, contents with tabs, headings, lists of two levels, a table, drawn numbers."""

import io

from docx import Document
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

CONTENTS = [
    (1, "Voorwoord van de havenmeester\t2"),
    (1, "1. Wie wij zijn\t3"),
    (1, "2. Waar wij voor gaan\t4"),
    (2, "2.1 Schone haven\t4"),
    (2, "2.2 Veilig varen\t5"),
    (2, "2.3 Werk en scholing\t6"),
    (1, "3. Wie meedoet\t7"),
]


def harbour_docx() -> bytes:
    document = Document()
    _styles(document)
    _front(document)
    _first_chapters(document)
    _safe_sailing(document)
    _work(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _styles(document: Word) -> None:
    for level in (1, 2):
        document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
        document.styles[f"Heading {level}"].name = f"Kop {level}"  # as some programs write it


def _heading(document: Word, text: str, level: int) -> None:
    document.add_paragraph(text, style=f"Kop {level}" if level < 3 else "Heading 3")


def _bullets(document: Word, *texts: str, level: int = 1) -> None:
    for text in texts:
        document.add_paragraph(text, style="List Bullet" if level == 1 else f"List Bullet {level}")


def _front(document: Word) -> None:
    section = document.sections[0]
    section.header.paragraphs[0].text = "Havenkring Zoutmeer"
    section.footer.paragraphs[0].text = "Koersplan, vastgesteld in de ledenvergadering"
    document.add_paragraph("Koersplan 2027-2030", style="Title")
    document.add_paragraph("Havenkring Zoutmeer", style="Subtitle")
    for level, text in CONTENTS:
        document.add_paragraph(text, style=f"toc {level}")


def _first_chapters(document: Word) -> None:
    _heading(document, "Voorwoord van de havenmeester", 1)
    document.add_paragraph("De haven is vol, en toch kan er meer.")
    _heading(document, "1. Wie wij zijn", 1)
    document.add_paragraph("Wij zijn 64 bedrijven aan het water. Vier daarvan bouwen schepen.")
    _heading(document, "2. Waar wij voor gaan", 1)
    document.add_paragraph("Drie opgaven vragen de komende jaren onze kracht.")
    _heading(document, "2.1 Schone haven", 2)
    document.add_paragraph("Schoon water trekt mensen, vis en werk.")
    _heading(document, "Doelen", 3)
    _bullets(document, "Geen afval meer op de kade", "Walstroom op elke ligplaats")
    _heading(document, "Lopende projecten", 3)
    _bullets(document, "Walstroom Noordkade")
    _bullets(document, "Aansluiting op het net", "Kasten en kabels", level=2)
    _bullets(document, "Vuilvanger in de Binnenhaven")
    paragraph = document.add_paragraph()
    paragraph.add_run("Mijlpalen").bold = True
    _numbered(document, "Eerste schip aan de stekker", "Kade autovrij")


def _safe_sailing(document: Word) -> None:
    _heading(document, "2.2 Veilig varen", 2)
    document.add_paragraph("Snelle boten en trage schepen delen een smalle geul.")
    _heading(document, "Lopende projecten", 3)
    rows = [
        ("Project", "Trekker", "Gereed"),
        ("Betonning van de geul", "provincie", "2028"),
        ("Vaarapp", "kring", "2027"),
    ]
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    paragraph = document.add_paragraph("Resultaat: in 2026 voer niemand op de pier.")
    paragraph.add_run().add_break(WD_BREAK.PAGE)


def _work(document: Word) -> None:
    """The contents list names "Werk en scholing"; no heading does."""
    document.add_paragraph(
        "Een haven zonder handen ligt stil. Werk in de haven begint met scholing van jonge mensen."
    )
    _bullets(document, "Leerwerkplaats scheepsbouw", "Banenmarkt op het water")
    _heading(document, "3. Wie meedoet", 1)
    document.add_paragraph("Onze partners:")
    _bullets(document, "Gemeente Zoutmeer", "Scheepvaartschool")


def _numbered(document: Word, *texts: str) -> None:
    """Paragraphs whose numbers Word draws: the text does not hold them."""
    for text in texts:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        numbering = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", "0"), ("w:numId", _number_id(document))):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            numbering.append(child)
        properties.append(numbering)


def _number_id(document: Word) -> str:
    style = document.styles["List Number"].element
    return str(style.pPr.numPr.numId.val)
