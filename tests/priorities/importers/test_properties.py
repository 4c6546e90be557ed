"""What must hold for every text, whatever it says."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speerpunt.priorities.importers import DEFAULT_KIND_WORDS, Line, Role, recognise_outline
from speerpunt.priorities.importers.readers.text import lines_of_text
from tests.measured import cost_of

STARTS = [
    "",
    "",
    "",
    "- ",
    "  - ",
    "* ",
    "1. ",
    "2. ",
    "1.1 ",
    "2.3.1 ",
    "a) ",
    "II. ",
    "# ",
    "## ",
    "| ",
    "• ",
    "\f",
]
WORDS = ["Speerpunt", "Lopende projecten", "Doel:", "wonen", "de", "Hoofdstuk 2", "Project 1:", "zorg", "WATER", "en",
         "half-", "einde.", "Inhoud", "12", "**vet**", "|", "---", "....", "Thema B", "opgave", "ﬁets", "Foto:"]  # fmt: skip

words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
typed_lines = st.tuples(st.sampled_from(STARTS), words).map("".join)
texts = st.lists(typed_lines, max_size=40).map("\n".join)
any_text = st.text(alphabet=string.printable + "éÉ–•\u00ad\u00a0\u200b", max_size=300)
lines = st.lists(
    st.builds(
        Line,
        text=st.one_of(words, any_text.map(lambda text: " ".join(text.split()))),
        source_line=st.integers(1, 9999),
        page=st.integers(0, 3),
        column=st.integers(0, 2),
        gap=st.booleans(),
        indent=st.sampled_from([0.0, 1.0, 2.0, 4.0]),
        room=st.sampled_from([None, 0.0, 5.0, 60.0]),
        heading_level=st.sampled_from([None, None, None, 0, 1, 2]),
        contents_level=st.sampled_from([None, None, None, None, 1, 2]),
        list_level=st.sampled_from([None, None, 0, 1]),
        marker=st.sampled_from(["", "", "•", "1.", "2.1"]),
        size=st.sampled_from([0.0, 10.0, 14.0]),
        bold=st.booleans(),
        cells=st.sampled_from([(), (), ("a", "b"), ("", "")]),
        role=st.sampled_from(Role),
    ),
    max_size=30,
)


def _check(source, outline):
    shown = [line.text for line in source if line.text.strip()]
    kept = [line.text for node in outline.nodes for line in node.lines]
    assert sorted(kept) == sorted(shown)
    assert [node.id for node in outline.nodes] == list(range(1, len(outline.nodes) + 1))
    assert all(node.parent is None or 1 <= node.parent < node.id for node in outline.nodes)
    assert all(node.title and node.name for node in outline.nodes)
    assert all(0 < node.confidence <= 1 for node in outline.nodes)
    assert all(bool(node.lines) != node.is_inferred for node in outline.nodes)


@settings(max_examples=300)
@given(texts)
def test_structured_text_loses_no_line_and_parents_come_first(text):
    source = lines_of_text(text)
    _check(source, recognise_outline(source, DEFAULT_KIND_WORDS))


@settings(max_examples=150)
@given(any_text)
def test_any_text_loses_no_line_and_parents_come_first(text):
    source = lines_of_text(text)
    _check(source, recognise_outline(source, DEFAULT_KIND_WORDS))


@settings(max_examples=300)
@given(lines)
def test_any_hints_lose_no_line_and_parents_come_first(source):
    _check(source, recognise_outline(source, DEFAULT_KIND_WORDS))


@settings(max_examples=150)
@given(texts)
def test_words_change_no_parent_and_no_title(text):
    source = lines_of_text(text)
    with_words, without = (recognise_outline(source, table) for table in (DEFAULT_KIND_WORDS, ()))
    assert [(node.parent, node.title) for node in without.nodes] == [
        (n.parent, n.title) for n in with_words.nodes
    ]


def _chapter(number):
    return [
        f"{number}.1 Speerpunt Onderwerp {number}", "", "Dit is een zin over het onderwerp, die verderop weer", "doorloopt.",
        "", "Lopende projecten", "", *(f"- Project nummer {number} van {order}" for order in range(10)), "  - onderdeel",
        "", "Foto: de haven", "",
    ]  # fmt: skip


def test_ten_thousand_lines_are_read_whole():
    contents = [
        "Inhoud",
        "",
        *(f"{number}.1 Speerpunt Onderwerp {number} ..... {number}" for number in range(1, 90)),
        "",
    ]
    body = [line for number in range(1, 99) for line in _chapter(number)]
    text = "\n".join((contents + body) * 6)
    outline = recognise_outline(lines_of_text(text), DEFAULT_KIND_WORDS)
    assert text.count("\n") > 10_000
    assert len(outline.nodes) > 6_000


@pytest.mark.parametrize("end", ["\n", "\n\n"], ids=["tight", "spaced"])
@pytest.mark.parametrize(
    "line", ["- punt", "Korte regel", "woord " * 12, "Thema 1", "2.1 Titel", "| a | 3 |"]
)
def test_monotonous_text_comes_to_an_end(line, end):
    text = (line + end) * 5_000
    cost = cost_of(lambda: recognise_outline(lines_of_text(text), DEFAULT_KIND_WORDS))
    assert (cost.refusal, cost.is_small) == ("", True), cost
