"""PDFs as office programs make them: justified text that flows over pages and columns, headers, page numbers, leaders."""

import io
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    ListFlowable,
    ListItem,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

STYLES = getSampleStyleSheet()
BODY = ParagraphStyle("body", parent=STYLES["BodyText"], fontSize=10, leading=13, alignment=4)
CHAPTERS = (
    "1 Inleiding 3",
    "2 Speerpunten 4",
    "2.1 Innovatie 4",
    "2.2 Vakmensen 4",
    "2.3 Goederen 4",
    "3 Geld 5",
)
WISH = (
    "Rivierstad groeit en dat merken ondernemers elke dag. Zij willen doorgroeien, een woning voor hun vakmensen en "
    "goederen die op tijd aankomen. Daarom leggen wij hier vast wat wij de komende vier jaar doen. "
)


def river_pdf() -> bytes:
    """A cover, a contents list with leaders, one column, a header and a page number on every page."""
    story: list[Any] = [Spacer(1, 150), Paragraph("Economisch programma Rivierstad", STYLES["Title"])]
    story += [_text("2027 tot en met 2030"), PageBreak(), _heading("Inhoud", 1)]
    for chapter in CHAPTERS:
        title, _space, page = chapter.rpartition(" ")
        story.append(_text(f"{title} {'.' * (90 - len(title))} {page}"))
    story += [PageBreak(), _heading("1 Inleiding", 1), _text(WISH * 3), _text(WISH * 2), PageBreak()]
    story += [_heading("2 Speerpunten", 1), _text("Drie dingen gaan voor.")]
    fund = (
        "Startersfonds: leningen tot vijftigduizend euro voor ondernemers die een nieuw product op de markt willen "
        "brengen en daarvoor nog geen bank vinden"
    )
    story += _subject("2.1 Innovatie", "Tien nieuwe proeflocaties", "Proeftuin Waterstof", fund, "Makershal")
    story += _subject("2.2 Vakmensen", "Duizend leerwerkplekken", "Techniekcampus", "Huis van de vakman")
    story += _subject("2.3 Goederen", "Elk pakket komt schoon aan", "Logistieke hub Noord", "Pakketkluis")
    story += [PageBreak(), _heading("3 Geld", 1), _text("De raad stelt elk jaar geld beschikbaar.")]
    return _built(story, [Frame(60, 60, 475, 730)], "Gemeente Rivierstad")


def harbour_city_pdf() -> bytes:
    """One page in two columns without numbers of chapters; aims run in, bullets stand higher than their text."""
    story: list[Any] = [_heading("Koers van de Havenstad", 1), _text(WISH)]
    for number, title, aim, projects in (
        (1, "Ruimte om te groeien", "Twintig hectare nieuwe grond", ("Kavelbank", "Gestapeld bouwen")),
        (2, "Een stad die klopt", "Straten zijn heel en schoon", ("Meldpunt", "Nachtploeg")),
        (3, "Samen aan tafel", "Ondernemers praten vanaf het begin mee", ("Denktank", "Ontbijtsessies")),
    ):
        story += [_heading(f"Speerpunt {number}: {title}", 2), _text(WISH * 2)]
        story += [_text(f"<b>Doel:</b> {aim}"), _text("<b>Projecten</b>"), _bullets(projects)]
    return _built(story, [Frame(50, 60, 235, 700), Frame(310, 60, 235, 700)], "")


def _subject(title: str, aim: str, *projects: str) -> list[Any]:
    name = title.partition(" ")[2]
    return [
        _heading(title, 2),
        _text(f"{name} vraagt om samenwerking. {WISH}"),
        _heading("Doelen", 3),
        _bullets((aim,)),
        _heading("Lopende projecten", 3),
        _bullets(projects),
    ]


def _heading(text: str, level: int) -> Paragraph:
    return Paragraph(text, STYLES[f"Heading{level}"])


def _text(text: str) -> Paragraph:
    return Paragraph(text, BODY)


def _bullets(texts: tuple[str, ...]) -> ListFlowable:
    return ListFlowable([ListItem(_text(text)) for text in texts], bulletType="bullet", start="•")


def _built(story: list[Any], frames: list[Frame], header: str) -> bytes:
    def draw_running(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 815, header)
        canvas.drawRightString(540, 25, str(document.page))

    buffer = io.BytesIO()
    document = BaseDocTemplate(buffer, pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=draw_running))
    document.build(story)
    return buffer.getvalue()
