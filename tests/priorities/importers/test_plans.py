"""Plans of our own making, each laid out in another way, against the outline that a reader sees in them."""

import pytest

from speerpunt.priorities.importers import (
    DEFAULT_KIND_WORDS,
    Role,
    outline_as_json,
    read_document,
    recognise_outline,
)
from speerpunt.priorities.importers.recognition.numbering import split_bullet
from speerpunt.priorities.importers.recognition.wording import clean
from tests.priorities.importers.trees import as_tree
from tests.priorities.plans.catalogue import PLANS

every_plan = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.name)


@every_plan
def test_plan_has_the_expected_outline(plan):
    outline = recognise_outline(read_document(plan.name, plan.content()), DEFAULT_KIND_WORDS)
    assert as_tree(outline) == plan.expected


@every_plan
def test_plan_loses_no_line(plan):
    lines = read_document(plan.name, plan.content())
    outline = recognise_outline(lines, DEFAULT_KIND_WORDS)
    kept = sorted((line for node in outline.nodes for line in node.lines), key=lambda line: line.source_line)
    assert kept == lines


@every_plan
def test_plan_keeps_its_hierarchy_without_words(plan):
    lines = read_document(plan.name, plan.content())
    with_words, without = (recognise_outline(lines, words) for words in (DEFAULT_KIND_WORDS, ()))
    assert [(node.title, node.parent) for node in without.nodes] == [
        (n.title, n.parent) for n in with_words.nodes
    ]
    build_alone = {"plan", "chapter", "section", "text", "contents", "caption", "noise"}
    assert {str(node.proposed_kind) for node in without.nodes} <= build_alone


@every_plan
def test_plan_gives_the_same_outline_twice(plan):
    first, second = (
        outline_as_json(recognise_outline(read_document(plan.name, plan.content()), DEFAULT_KIND_WORDS))
        for _time in range(2)
    )
    assert first == second


@every_plan
def test_inferred_chapters_are_the_least_certain(plan):
    outline = recognise_outline(read_document(plan.name, plan.content()), DEFAULT_KIND_WORDS)
    assert all(node.confidence < 0.45 for node in outline.nodes if node.is_inferred)
    assert all(node.confidence >= 0.45 for node in outline.nodes if not node.is_inferred)


@every_plan
def test_every_word_of_a_line_stands_in_the_title_of_its_one_node(plan):
    outline = recognise_outline(read_document(plan.name, plan.content()), DEFAULT_KIND_WORDS)
    missing = [
        line.text
        for node in outline.nodes
        for line in node.lines
        if line.role is not Role.RUNNING and _letters(split_bullet(line.text)[1]) not in _letters(node.title)
    ]
    assert missing == []


def _letters(text):
    return "".join(sign for sign in clean(text) if sign.isalnum())
