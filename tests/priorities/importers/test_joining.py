"""Lines that a page layout broke become one block, and lines that stand by themselves do not."""

import pytest

from speerpunt.priorities.importers.readers.text import lines_of_text
from speerpunt.priorities.importers.recognition.joining import gather

WHOLE = {
    "wrapped paragraph": "De haven groeit en de kade is te kort voor\nalle schepen die willen aanleggen.",
    "entry set in": "- Walstroom op de\n  Noordkade",
    "entry not set in": "- Walstroom voor alle binnenvaartschepen\nNoordkade\n- Betonning",
    "sentence over a blank line": "De stuurgroep beslist over de\n\nbegroting en de planning.",
    "entry over a blank line": "- afspraken met\n\nde provincie",
    "bold lead-in of an entry": "- **Schone kade:**\nWij ruimen op.",
    "capital after an open word": "De kring werkt samen met het\nWaterschap en de gemeente aan de haven.",
}
JOINED = [
    "De haven groeit en de kade is te kort voor alle schepen die willen aanleggen.",
    "Walstroom op de Noordkade",
    "Walstroom voor alle binnenvaartschepen Noordkade",
    "De stuurgroep beslist over de begroting en de planning.",
    "afspraken met de provincie",
    "Schone kade: Wij ruimen op.",
    "De kring werkt samen met het Waterschap en de gemeente aan de haven.",
]


def _texts(text):
    return [block.text for block in gather(lines_of_text(text))]


@pytest.mark.parametrize(("text", "joined"), list(zip(WHOLE.values(), JOINED, strict=True)), ids=list(WHOLE))
def test_broken_lines_become_whole(text, joined):
    assert _texts(text)[0] == joined


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("de ver-\ngadering van het bestuur", "de vergadering van het bestuur"),
        ("de stuur-\nen werkgroep van de kring", "de stuur- en werkgroep van de kring"),
        ("de ROM-\nB van de regio", "de ROM-B van de regio"),
        ("het MKB-\nbedrijf aan de kade", "het MKB-bedrijf aan de kade"),
        (
            "een zero-emissie zone, dus zero-\nemissie voor de stad",
            "een zero-emissie zone, dus zero-emissie voor de stad",
        ),
        ("de ver\u00ad\ngadering van het bestuur", "de vergadering van het bestuur"),
        ("de oﬃciële ﬁetsroute langs de haven", "de officiële fietsroute langs de haven"),
        ("auto/\nfiets en openbaar vervoer", "auto/fiets en openbaar vervoer"),
    ],
)
def test_broken_words_become_whole(text, joined):
    assert _texts(text) == [joined]


@pytest.mark.parametrize(
    "text",
    [
        "- Walstroom\n- Betonning",
        "1. Walstroom\n2. Betonning",
        "2.1 Schone haven\nSchoon water is de basis.",
        "Project 1: Walstroom\nWij leggen kabels aan.",
        "De haven groeit.\n\nDe kade is te kort.",
        "HAVEN\nDe kade is te kort.",
        "www.zoutmeer.example\ninfo@zoutmeer.example",
        "Voorwoord ........ 2\nDe haven ........ 3",
        "- ontwerp van de kade\nResultaat: een kade",
        "| Project | Jaar |\n| Kade | 2027 |",
        "Activiteitencommissie\nGebouwencommissie",
        "Wij leggen drijvende tuinen aan langs de kades.\nDoelen",
        "Kort\nDe kade is te kort voor alle schepen die willen aanleggen in de zomer.",
    ],
)
def test_separate_lines_stay_apart(text):
    assert len(_texts(text)) == 2


def test_short_lines_are_one_name_when_the_document_says_it_elsewhere():
    assert _texts("Haven\nZoutmeer\n\nDe bestuurders van Haven Zoutmeer komen bijeen.")[0] == "Haven Zoutmeer"


def test_an_inset_that_breaks_a_sentence_keeps_its_own_lines():
    text = (
        "De kring vertegenwoordigt alle bedrijven aan het water en\n\nScheepsbouw\n\nVisserij\n\n"
        "werkt daarbij nauw samen met de gemeente."
    )
    blocks = gather(lines_of_text(text))
    assert [block.text for block in blocks] == [
        "De kring vertegenwoordigt alle bedrijven aan het water en werkt daarbij nauw samen met de gemeente.",
        "Scheepsbouw",
        "Visserij",
    ]
    assert [line.source_line for line in blocks[0].lines] == [1, 7]


def test_a_number_on_a_line_of_its_own_belongs_to_the_title_under_it():
    assert _texts("2.\n\nWaar wij voor gaan\n\nDrie dingen.") == ["2. Waar wij voor gaan", "Drie dingen."]


def test_headers_between_pages_do_not_break_a_sentence():
    page = "Havenkring Zoutmeer\n\n{}\n\n{}\n"
    text = "\f".join(
        [
            page.format("Wij leggen kabels onder de", 1),
            page.format("kade en het plein.", 2),
            page.format("Klaar.", 3),
        ]
    )
    assert "Wij leggen kabels onder de kade en het plein." in _texts(text)
