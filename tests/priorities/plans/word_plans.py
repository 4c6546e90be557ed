"""Word documents as people make them: with bold type only, with numbers that Word draws, with tables and with forms."""

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

Levels = Sequence[tuple[str, str]]  # form of the number and its pattern
HEADINGS: Levels = [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]
BULLETS: Levels = [("bullet", "\uf0b7"), ("bullet", "o"), ("bullet", "\uf0a7")]
NUMBERS: Levels = [("decimal", "%1."), ("lowerLetter", "%2)")]


def village_docx() -> bytes:
    """Headings are only larger and bold; bullets are typed; soft hyphens; a table of actions."""
    document = Document()
    _in_type(document, "Dorpsagenda Noorderkoog", 26)
    document.add_paragraph("Vastgesteld op 3 maart 2027")
    _in_type(document, "Vooraf", 16)
    document.add_paragraph("Noorderkoog telt 2.900 mensen. Zij willen samen voor\u00adzieningen houden.")
    _in_type(document, "Wat wij belangrijk vinden", 16)
    document.add_paragraph("Na tien avonden bleven drie onderwerpen over.")
    _village_subject(document, "Wonen voor jong en oud", ["Knarrenhof", "Tiny houses", "Woningruil"])
    _village_subject(document, "Veilig naar school", ["Fietsbrug", "Voetgangerslicht"])
    _village_subject(document, "Een levendig centrum", ["Dorpswinkel", "Zomerpodium"])
    _in_type(document, "Uitvoering", 16)
    _table(document, ("Actie", "Wie", "Wanneer"), ("Bewoners bellen", "werkgroep", "zomer 2027"))
    return _saved(document)


def _village_subject(document: Word, title: str, projects: list[str]) -> None:
    _in_type(document, title, 13)
    document.add_paragraph("Hier een korte uitleg bij dit onderwerp, in gewone zinnen. En nog een.")
    _in_type(document, "Doelen", 11)
    document.add_paragraph(f"– Wij zijn trots op {title.casefold()}")
    _in_type(document, "Projecten", 11)
    for project in projects:
        document.add_paragraph(f"• {project}")


def eastgate_docx() -> bytes:
    """Word draws every number and bullet: the text holds none."""
    document = Document()
    for list_id, levels in ((91, HEADINGS), (92, BULLETS), (93, NUMBERS)):
        _define_list(document, list_id, levels)
    document.add_paragraph("Meerjarenprogramma Bedrijvenkring Oostpoort", style="Title")
    _drawn(document, 91, (1, "Inleiding"))
    document.add_paragraph("De kring bestaat uit 140 bedrijven aan de oostkant.")
    _drawn(document, 91, (1, "Programmalijnen"), (2, "Duurzame daken"), (3, "Ambitie"))
    document.add_paragraph("Alle daken leveren stroom of houden water vast.")
    _drawn(document, 91, (3, "Projecten"))
    _drawn(document, 92, (1, "Dakenscan"), (1, "Inkoop panelen"), (2, "offerteronde"), (2, "keuze"))
    _drawn(document, 92, (1, "Sedumdak"))
    _drawn(document, 91, (2, "Mensen en werk"), (3, "Projecten"))
    _drawn(document, 93, (1, "Banenmarkt"), (1, "Praktijkschool"), (2, "werving"), (2, "lokaal"))
    _drawn(document, 91, (1, "Organisatie"), (2, "Werkgroepen"))
    _drawn(document, 92, (1, "Werkgroep Daken"), (1, "Werkgroep Mensen"))
    return _saved(document)


def chamber_docx() -> bytes:
    """English, with heading styles and a table of actions under each priority."""
    document = Document()
    document.add_paragraph("Growing Together: Chamber of Commerce Programme 2028", style="Title")
    document.add_heading("Introduction", 1)
    document.add_paragraph("The chamber represents 800 firms.")
    for number, title, objective, action in (
        (1, "Town centre vitality", "Empty shops below five per cent", "Pop-up shop scheme"),
        (2, "Digital business", "Every member trades online", "Cyber clinic"),
    ):
        document.add_heading(f"Strategic priority {number}: {title}", 1)
        document.add_heading("Objectives", 2)
        document.add_paragraph(objective, style="List Bullet")
        document.add_heading("Actions", 2)
        _table(document, ("Action", "Lead", "Timing"), (action, "Chamber", "Spring 2028"))
    document.add_heading("Governance", 1)
    document.add_paragraph("Working groups:")
    document.add_paragraph("Retail group", style="List Bullet")
    return _saved(document)


def centre_docx() -> bytes:
    """A form per subject: labels in the left column, sentences and lists in the right; and one table over all."""
    document = Document()
    document.add_paragraph("Uitvoeringsagenda Binnenstad Merwestad 2027", style="Title")
    document.add_heading("Waar het om gaat", 1)
    document.add_paragraph("De binnenstad moet leven, ook op dinsdag.")
    for title, aim, actions in (
        ("Lijn 1: Wonen boven winkels", "Vierhonderd mensen wonen erbij", ["Loket", "Gedeelde trap"]),
        ("Lijn 2: Gastvrij", "Bezoekers blijven een uur langer", ["Schone pleinen", "Zitplekken"]),
    ):
        document.add_heading(title, 1)
        form = _table(document, ("Doel", aim), ("Acties", actions[0]), ("Trekker", "centrummanagement"))
        cell = form.rows[1].cells[1]
        cell.paragraphs[0].style = document.styles["List Bullet"]
        for action in actions[1:]:
            cell.add_paragraph(action, style="List Bullet")
    document.add_heading("Overzicht", 1)
    _table(document, ("Speerpunt", "Actie", "Wie"), ("Wonen", "Verhuisloket", "gemeente"))
    return _saved(document)


def halls_docx() -> bytes:
    """Numbers are typed, headings are bold in the size of the text; chapters and entries share the form of their number."""
    document = Document()
    document.add_paragraph("JAARPLAN 2028 – SPORTBEDRIJF DE SCHANS")
    _bold(document, "1. Inleiding", "Het sportbedrijf beheert elf hallen.")
    _bold(document, "2. Speerpunten")
    _bold(document, "2.1 Iedereen sport", "Sport is er voor elke beurs.")
    _bold(document, "Doelstellingen", "-\tDe helft van de leden is jonger dan twaalf", "-\tGeen wachtlijsten")
    _bold(document, "Lopende projecten", "1.\tSportpas", "2.\tBeweegmakelaar", "3.\tRolstoelbasketbal")
    _bold(document, "2.2 Groene hallen", "Stroom is duur en daken zijn leeg.")
    _bold(document, "Lopende projecten", "1.\tZonnedak Zuidhal", "2.\tLedlampen")
    _bold(document, "Project 1: Warmtepomp", "-\tonderzoek", "-\taanbesteding")
    _bold(document, "Project 2: Regenwater", "-\ttank")
    _bold(document, "3. Geld", "De begroting sluit.")
    return _saved(document)


def _in_type(document: Word, text: str, size: int) -> None:
    run = document.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(size)


def _bold(document: Word, heading: str, *texts: str) -> None:
    document.add_paragraph().add_run(heading).bold = True
    for text in texts:
        document.add_paragraph(text)


def _table(document: Word, *rows: tuple[str, ...]):  # type: ignore[no-untyped-def]
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def _drawn(document: Word, list_id: int, *entries: tuple[int, str]) -> None:
    for level, text in entries:
        style = f"Heading {level}" if list_id == 91 else None
        numbering = OxmlElement("w:numPr")
        numbering.append(_value("w:ilvl", str(level - 1)))
        numbering.append(_value("w:numId", str(list_id)))
        document.add_paragraph(text, style=style)._p.get_or_add_pPr().append(numbering)


def _define_list(document: Word, list_id: int, levels: Levels) -> None:
    root = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), str(list_id))
    for depth, (form, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            level.append(_value(tag, value))
        abstract.append(level)
    root.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), str(list_id))
    number.append(_value("w:abstractNumId", str(list_id)))
    root.append(number)


def _value(tag: str, value: str):  # type: ignore[no-untyped-def]
    element = OxmlElement(tag)
    element.set(qn("w:val"), value)
    return element


def _saved(document: Word) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
