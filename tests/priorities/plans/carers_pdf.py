"""A PDF of two pages in two columns, set line by line: a headline over both, broken words, an entry over two pages."""

import io
from collections.abc import Iterable

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEFT = (56.0, 312.0)  # of the columns
TOP = 150.0  # from the top of the page
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
STYLES = {  # font, size, distance to the line above, indent
    "#": (BOLD, 14, 26.0, 0.0),
    "##": (BOLD, 10.5, 19.0, 0.0),
    " ": (REGULAR, 9.5, 12.0, 0.0),
    "¶": (REGULAR, 9.5, 18.0, 0.0),
    "•": (REGULAR, 9.5, 14.0, 0.0),
    "•…": (REGULAR, 9.5, 12.0, 11.0),
    "–": (REGULAR, 9.5, 13.0, 14.0),
}

PAGE_1 = (
    """
# 1  Thuis in de wijk
¶ Mensen willen zo lang mogelijk zelfstandig
  blijven wonen. Daar is meer voor nodig dan
  een alarmknop: buren die elkaar kennen en een
  wijkverpleegkundige met tijd. In De Linde wer-
  ken elf organisaties daarom samen.
## Doelen
• In elke straat is een contactpersoon
• Wie uit het ziekenhuis komt, heeft binnen
•… een dag hulp thuis
• Minder ritten naar de spoedpost
## Lopende projecten
• Buurtgezinnen
• Wijkkliniek De Linde
– acht bedden
– samen met het ziekenhuis
• Slimme deurbel, met een proef in de flats
•… aan de Lindelaan
## Partners
• Woonstichting Het Anker
• Huisartsengroep Oost
""",
    """
# 2  Mantelzorg
¶ Een op de vier inwoners zorgt voor een ander.
  Zij officieel en toch onzichtbaar: dat willen wij
  veranderen.
## Doelen
• Elke mantelzorger kan een week op vakantie
## Lopende projecten
• Respijthuis
• Mantelzorgmakelaar
• Lotgenotengroepen in het buurthuis en in
•… de bibliotheek, op dagen die passen bij het
""",
)
PAGE_2 = (
    """
•… werk van de deelnemers
• Dag van de mantelzorg
# 3  Gezond leven
¶ Voorkomen is beter dan genezen. De effecten
  zijn pas na jaren zichtbaar, de kosten nu.
## Doelen
• Rookvrije schoolpleinen
## Lopende projecten
• Beweegroute
• Kookclub voor vaders
– in de school
– op het volkstuincomplex
""",
    """
# 4  Hoe wij samenwerken
¶ De regie ligt bij de wijkraad. Wij vergaderen zes
  keer per jaar en leggen verantwoording af.
## Stuurgroep
¶ De stuurgroep bewaakt geld en tijd.
## Mijlpalen
• Opening van het respijthuis
• Tussenstand in 2028
¶ Dit plan loopt tot eind 2029.
""",
)


def carers_pdf() -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=True, pageCompression=True)
    for number, columns in enumerate((PAGE_1, PAGE_2), start=1):
        _running(canvas, number)
        if number == 1:
            _put(canvas, "Samen zorgen, samen leven in De Linde", BOLD, 22, LEFT[0], 100.0)
        for left, column in zip(LEFT, columns, strict=True):
            _column(canvas, left, column.strip("\n").split("\n"))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _running(canvas: Canvas, number: int) -> None:
    _put(canvas, "Zorgnetwerk De Linde · Agenda 2027-2029", REGULAR, 8, LEFT[0], 40.0)
    _put(canvas, f"Pagina {number} van 2", REGULAR, 8, WIDTH / 2 - 30, HEIGHT - 30)


def _column(canvas: Canvas, left: float, lines: Iterable[str]) -> None:
    below = TOP
    for line in lines:
        mark, _space, text = line.partition(" ")
        font, size, distance, indent = STYLES[mark or " "]
        below += distance
        if mark in {"•", "–"}:
            _put(canvas, mark, font, size, left + indent, below)
            indent += 11.0
        _put(canvas, text.strip(), font, size, left + indent, below)


def _put(canvas: Canvas, text: str, font: str, size: float, left: float, below: float) -> None:
    canvas.setFont(font, size)
    canvas.drawString(left, HEIGHT - below, text)
