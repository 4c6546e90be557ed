"""The real plan of the first collective, which is not ours to copy: counts, numbers of lines, short names."""

from collections import Counter
from pathlib import Path

import pytest

from speerpunt.priorities.importers import (
    DEFAULT_KIND_WORDS,
    outline_as_json,
    read_document,
    recognise_outline,
)
from speerpunt.priorities.importers.recognition.wording import clean, words_of

PLAN = Path(__file__).resolve().parents[4] / "shared" / "seed" / "speerpuntenplan-2026-2027.txt"
pytestmark = pytest.mark.skipif(not PLAN.exists(), reason="the real plan is not here (../shared/seed)")

PRIORITIES = [
    "Ruimtelijke ontwikkeling",
    "Mobiliteit",
    "Schoon, heel en veilig",
    "Arbeidsmarkt, onderwijs en sport",
    "Participatie en inspraak",
    "Integraal en toekomstbestendig werken",
]


@pytest.fixture(scope="module")
def lines():
    return read_document(PLAN.name, PLAN.read_bytes())


@pytest.fixture(scope="module")
def outline(lines):
    return recognise_outline(lines, DEFAULT_KIND_WORDS)


def _subject(outline, node):
    """The (sub-)priority that a node stands under."""
    above = (each for each in outline.ancestors(node) if each.proposed_kind in {"priority", "sub_priority"})
    return next((each.name for each in above), None)


def test_plan_has_six_priorities_and_two_sub_priorities(outline):
    assert [node.name for node in outline.of_kind("priority")] == PRIORITIES
    subs = outline.of_kind("sub_priority")
    assert [node.name for node in subs] == ["Energietransitie", "Wonen"]
    assert [_subject(outline, node) for node in subs] == ["Ruimtelijke ontwikkeling"] * 2


def test_chapters_without_heading_are_inferred_where_their_text_starts(outline):
    inferred = {node.name: node.source_line for node in outline.nodes if node.is_inferred}
    assert inferred == {"Energietransitie": 590, "Wonen": 641, "Mobiliteit": 648}


def test_every_running_project_stands_under_its_priority(outline):
    projects = [node for node in outline.of_kind("project") if not node.title.startswith("Uitvoeren project")]
    expected = [*range(475, 488), *range(610, 613), *range(675, 688)]
    assert [node.source_line for node in projects] == expected
    assert Counter(_subject(outline, node) for node in projects) == {
        "Ruimtelijke ontwikkeling": 13,
        "Energietransitie": 3,
        "Mobiliteit": 13,
    }


def test_each_numbered_project_is_one_project_with_its_bullets_as_parts(outline):
    numbered = [node for node in outline.of_kind("project") if node.title.startswith("Uitvoeren project")]
    assert [node.source_line for node in numbered] == [620, 626, 633]
    assert [_subject(outline, node) for node in numbered] == ["Energietransitie"] * 3
    parts = [
        [(child.proposed_kind, child.source_line) for child in outline.children(node)] for node in numbered
    ]
    assert parts == [
        [("part", 622), ("part", 623), ("part", 624)],
        [("part", 630), ("part", 631)],
        [("part", 637), ("part", 638), ("part", 639)],
    ]


def test_entries_about_housing_stand_under_housing(outline):
    (housing,) = (node for node in outline.nodes if node.name == "Wonen" and node.is_inferred)
    assert [node.source_line for node in outline.children(housing)] == [641, 642, 643, 644, 645, 646]


def test_aims_stand_under_the_priorities_that_name_them(outline):
    aims = [node for node in outline.of_kind("aim") if "prioriteiten" in outline.ancestors(node)[0].title]
    by_subject = Counter(_subject(outline, node) for node in aims)
    assert by_subject == {"Energietransitie": 5, "Mobiliteit": 6}
    assert [node.source_line for node in outline.of_kind("aim")][:7] == [458, 459, 460, 464, 465, 466, 467]


def test_broken_sentences_are_whole_again(outline):
    ends = {line.source_line: node.lines[-1].source_line for node in outline.nodes for line in node.lines[:1]}
    broken = {53: 55, 59: 92, 302: 304, 658: 661, 733: 735, 741: 743, 807: 809}
    assert {start: ends[start] for start in broken} == broken


def test_no_line_is_lost(lines, outline):
    kept = sorted(line.source_line for node in outline.nodes for line in node.lines)
    source = PLAN.read_text(encoding="utf-8").split("\n")
    assert kept == [number for number, text in enumerate(source, start=1) if text.strip()]


def test_hierarchy_stays_without_words(lines, outline):
    bare = recognise_outline(lines, ())
    assert [node.parent for node in bare.nodes] == [node.parent for node in outline.nodes]


def test_inferred_chapters_are_the_least_certain(outline):
    assert max(node.confidence for node in outline.nodes if node.is_inferred) < 0.45
    assert min(node.confidence for node in outline.nodes if not node.is_inferred) >= 0.45


def test_every_line_stands_in_the_json_once(outline):
    """What a reader of the JSON sees: no word of the file is missing from the titles."""
    titles = [node["title"] for node in outline_as_json(outline)["nodes"]]
    said = Counter(word for title in titles for word in words_of(clean(title)))
    source = Counter(
        word for line in PLAN.read_text(encoding="utf-8").split("\n") for word in words_of(clean(line))
    )
    lost = {word: count - said[word] for word, count in source.items() if said[word] < count}
    halves = sum(lost.values())
    assert halves <= 2 * sum(
        line.rstrip().endswith("-") for line in PLAN.read_text(encoding="utf-8").split("\n")
    )
