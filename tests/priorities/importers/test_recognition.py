"""Headings, lists, kinds and inferred chapters in small texts."""

import pytest

from speerpunt.priorities.importers import DEFAULT_KIND_WORDS, KindWord, recognise_outline
from speerpunt.priorities.importers.readers.text import lines_of_text
from tests.priorities.importers.trees import path_of, titles_of


def _outline(text, words=DEFAULT_KIND_WORDS):
    return recognise_outline(lines_of_text(text), words)


NUMBERINGS = {
    "decimals": ("1. Haven", "1.1 Kade", "2. Stad"),
    "chapters": ("Hoofdstuk 1 Haven", "1.1 Kade", "Hoofdstuk 2 Stad"),
    "section signs": ("§ 1 Haven", "§ 1.1 Kade", "§ 2 Stad"),
    "roman and letters": ("I. Haven", "A. Kade", "II. Stad"),
    "letters and digits": ("A. Haven", "1. Kade", "B. Stad"),
    "hashes": ("# Haven", "## Kade", "# Stad"),
    "underlines": ("Haven\n=====", "Kade\n----", "Stad\n===="),
    "labels": ("Thema 1: Haven", "Project 1: Kade", "Thema 2: Stad"),
    "capitals": ("HAVEN", "Kade", "STAD"),
}


@pytest.mark.parametrize("titles", list(NUMBERINGS.values()), ids=list(NUMBERINGS))
def test_numbering_gives_the_hierarchy(titles):
    text = "\n\n".join(
        f"{title}\n\nDit is een zin over {order} dingen." for order, title in enumerate(titles)
    )
    outline = _outline(text, ())
    headings = [node for node in outline.nodes if "zin over" not in node.title]
    assert [node.parent for node in headings] == [None, headings[0].id, None]
    assert [node.name for node in headings][1] == "Kade"


def test_markers_and_indents_give_the_levels_of_a_list():
    outline = _outline("Lijst\n\n1. een\n   a) twee\n      - drie\n2. vier\n- vijf\n", ())
    assert path_of(outline, "drie") == ["Lijst", "1. een", "a) twee", "drie"]
    assert path_of(outline, "2. vier") == ["Lijst", "2. vier"]
    assert path_of(outline, "vijf") == ["Lijst", "2. vier", "vijf"]


def test_amounts_and_times_are_no_numbers_of_chapters():
    text = "1. Geld\n\nEr is veel.\n\n1.500 euro per jaar\n\n10.30 uur begint het\n\n2. Tijd\n\nEr is weinig."
    assert [node.title for node in _outline(text, ()).children(None)] == ["1. Geld", "2. Tijd"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Lopende projecten", "project"),
        ("Onze belangrijkste doelen voor 2027", "aim"),
        ("Wat gaan we doen?", "project"),
        ("Resultaten 2025", "result"),
        ("Regionale partners", "organisation"),
        ("Mijlpalen:", "milestone"),
        ("Onze volgende vijf opgaven", "challenge"),
        ("Ongoing projects", "project"),
    ],
)
def test_list_heading_gives_its_kind_to_the_entries(heading, kind):
    outline = _outline(f"{heading}\n\n- Kade\n- Brug\n")
    assert titles_of(outline, kind) == ["Kade", "Brug"]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Speerpunt Haven\n\nEen zin over de haven.", "priority", "Haven"),
        ("Opgave Nieuwe kade\n\nEen zin over de kade.", "challenge", "Nieuwe kade"),
        ("Kernteam Haven\n\nKomt bijeen in de haven.", "body", "Kernteam Haven"),
        ("- Doel: een schone haven in 2030", "aim", "een schone haven in 2030"),
        ("Een zin.\n\nTussenresultaat: de kade is klaar.", "result", "Tussenresultaat"),
        ("Deelproject 1: Kabels\n- leggen\n\nDeelproject 2: Kasten\n- zetten", "part", "Kabels"),
    ],
)
def test_words_name_the_node_itself(text, kind, name):
    assert _outline(text).of_kind(kind)[0].name == name


def test_a_paragraph_with_a_colon_names_the_entries_behind_it():
    text = "Speerpunt Haven\n\nWij doen veel. Wij werken aan deze projecten:\n\n- Kade\n- Brug\n"
    assert titles_of(_outline(text), "project") == ["Kade", "Brug"]


def test_a_new_turn_ends_the_promise_of_a_list_heading():
    text = (
        "# Haven\n\n## Lopende projecten\n\n- Kade\n\nOverleg met de gemeente over de brug\n\n- maandelijks\n"
    )
    assert titles_of(_outline(text), "project") == ["Kade"]


def test_users_words_decide():
    text = "Parel Haven\n\nEen zin over de haven.\n\nKlussen\n\n- Kade\n"
    outline = _outline(
        text, [KindWord("Parel", "priority"), KindWord("klussen", "project"), KindWord("x", "nonsense")]
    )
    assert [node.name for node in outline.of_kind("priority")] == ["Haven"]
    assert titles_of(outline, "project") == ["Kade"]


def test_a_project_inside_a_project_is_a_part():
    outline = _outline("# Project Haven\n\n## Project Kade\n\nEen zin.\n")
    assert [(node.name, node.proposed_kind) for node in outline.nodes][:2] == [
        ("Haven", "project"),
        ("Kade", "part"),
    ]


def test_priorities_of_an_overview_are_proposed_once():
    chapter = "# Speerpunt {0}\n\nEen zin.\n\n## Lopende projecten\n\n- {0}project\n\n"
    text = (
        "# Overzicht\n\n## Speerpunt Haven\n\n## Speerpunt Stad\n\n"
        + chapter.format("Haven")
        + chapter.format("Stad")
    )
    priorities = _outline(text).of_kind("priority")
    assert [(node.name, node.parent) for node in priorities] == [("Haven", None), ("Stad", None)]


@pytest.mark.parametrize(
    "leader", [" ........ ", " … ", "\t", "      ", " "], ids=["dots", "ellipsis", "tab", "spaces", "space"]
)
def test_contents_list_is_recognised_in_every_dress(leader):
    titles = ["1 Haven", "2 Stad", "3 Land"]
    listed = "\n".join(f"{title}{leader}{page}" for title, page in zip(titles, (3, 7, 12), strict=True))
    text = f"Inhoud\n\n{listed}\n\n" + "\n\n".join(
        f"{title}\n\nEen zin over dit onderwerp." for title in titles
    )
    outline = _outline(text, ())
    contents = [node for node in outline.of_kind("contents") if node.title != "Inhoud"]
    assert [node.name for node in contents] == titles
    assert [node.title for node in outline.nodes if node.proposed_kind == "chapter"] == titles


def test_a_table_with_amounts_is_no_contents_list():
    text = "1 Geld\n\n| Kade | 300 |\n| Brug | 20 |\n| Plein | 100 |\n\n2 Tijd\n\nEen zin."
    assert titles_of(_outline(text, ()), "contents") == []


WITHOUT_HEADING = """
Inhoud

1 Thema Haven ........ 3
2 Thema Energie ...... 5
3 Thema Wonen ........ 6
4 Thema Zorg ......... 9

1 Thema Haven

De kade is te kort en de haven is te klein.

- kade verlengen

Het stroomnet is vol. De energierekening stijgt.

- zonnepanelen op elk dak
- batterij bij de energiecentrale

Er is een tekort aan woningen in het dorp. Starters vinden geen woonruimte.

- woningbouw langs de spoorlijn

4 Thema Zorg

Iedereen heeft een huisarts.
"""


def test_chapters_without_heading_stand_where_their_words_start():
    outline = _outline(WITHOUT_HEADING)
    inferred = [node for node in outline.nodes if node.is_inferred]
    assert [(node.name, node.proposed_kind, node.source_line) for node in inferred] == [
        ("Energie", "priority", 15),
        ("Wonen", "priority", 20),
    ]
    assert path_of(outline, "batterij bij de energiecentrale")[-2] == "2 Thema Energie"
    assert path_of(outline, "woningbouw langs de spoorlijn")[-2] == "3 Thema Wonen"
    assert all(node.lines == () and node.confidence < 0.45 for node in inferred)


def test_an_empty_text_gives_an_empty_outline():
    assert _outline("").nodes == ()
