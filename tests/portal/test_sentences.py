"""The one line that everybody reads is made from the rows, never canned."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from django_scopes import scope

from speerpunt.portal.queries.sentences import city_sentence, today_sentence
from speerpunt.priorities.queries import PriorityStanding
from tests.factories import make_milestone, make_priority, make_project

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


@pytest.fixture
def priorities(leiden, edition):
    """Three that are fine and one that needs attention."""
    titles = ["Ruimte", "Wonen", "Energie", "Schoon, heel en veilig"]
    healths = ["on_course", "on_course", "done", "attention"]
    return [
        make_priority(edition, title=title, health=health)
        for title, health in zip(titles, healths, strict=True)
    ]


def said(leiden, priorities, *decisions, language="nl"):
    with scope(collective=leiden), override(language):
        return city_sentence([PriorityStanding(priority) for priority in priorities], decisions, TODAY)


def decision_on(priority, days):
    return make_milestone(make_project(priority), kind="decision", due=TODAY + timedelta(days=days))


def test_without_a_plan_it_says_so(leiden):
    assert said(leiden, []) == "Er is nog geen geldend plan."


def test_it_counts_in_words_what_is_on_course(leiden, priorities):
    assert said(leiden, priorities) == (
        "Drie van de vier speerpunten liggen op koers. Schoon, heel en veilig vraagt aandacht."
    )


def test_an_assumed_day_is_not_told_as_a_fact(leiden, priorities):
    decision = make_milestone(
        make_project(priorities[3]), kind="decision", due=TODAY + timedelta(days=1), is_assumed=True
    )
    assert said(leiden, priorities, decision).endswith(
        "Wij nemen aan dat op dinsdag 24 november een besluit valt over schoon, heel en veilig."
    )


def test_one_is_singular(leiden, edition, priorities):
    stuck = make_priority(edition, title="Mobiliteit", health="stuck")
    assert said(leiden, [priorities[0], stuck]) == (
        "Eén van de twee speerpunten ligt op koers. Mobiliteit stokt."
    )


def test_all_and_none_have_their_own_words(leiden, priorities):
    assert said(leiden, priorities[:3]) == "Alle speerpunten liggen op koers."
    assert said(leiden, priorities[3:]).startswith("Geen van de speerpunten ligt op koers.")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "Vandaag valt een besluit over ruimte."),
        (1, "Morgen valt een besluit over ruimte."),
        (3, "Op donderdag 26 november valt een besluit over ruimte."),
    ],
)
def test_the_first_decision_has_its_day(leiden, priorities, days, expected):
    decision = decision_on(priorities[0], days)
    assert said(leiden, priorities, decision).endswith(expected)


def test_a_decision_about_what_is_not_fine_goes_first(leiden, priorities):
    first, pressing = decision_on(priorities[0], 2), decision_on(priorities[3], 10)
    assert said(leiden, priorities, first, pressing).endswith(
        "Op donderdag 3 december valt een besluit over schoon, heel en veilig."
    )


def test_a_sub_priority_counts_as_the_one_it_belongs_to(leiden, edition, priorities):
    sub = make_priority(edition, title="Parkeren", parent=priorities[0])
    assert said(leiden, priorities, decision_on(sub, 0)).endswith("over ruimte.")


def test_it_is_english_for_who_reads_english(leiden, priorities):
    assert said(leiden, priorities, decision_on(priorities[0], 3), language="en") == (
        "Three of the four priorities are on course. On Thursday 26 November a decision is taken about ruimte."
    )


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "Niets vraagt nu uw aandacht."),
        (1, "Eén ding vraagt nu uw aandacht. De rest kan wachten."),
        (2, "Twee dingen vragen nu uw aandacht. De rest kan wachten."),
    ],
)
def test_today_counts_what_asks_something(count, expected):
    with override("nl"):
        assert today_sentence(count) == expected
