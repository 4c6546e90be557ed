"""The office keeps the rules of its plans."""

import pytest
from django_scopes import scope

from speerpunt.puzzle.models import WorksRule
from tests import factories as make

LIST = "/leiden/werk/regels/"


@pytest.fixture
def works(leiden):
    with scope(collective=leiden):
        yield [make.make_work(leiden, name=name) for name in ("Kade", "Brug")]


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("never_together", {"works": [0, 1]}),
        ("precedence", {"before": 0, "after": 1, "lag_weeks": 2}),
        ("at_most", {"most": 3, "group": ""}),
        ("blackout", {"first_day": "2026-10-02", "last_day": "2026-10-04", "works": []}),
    ],
)
def test_each_kind_is_added_changed_and_removed(works, sign_in, kind, fields):
    numbered = {
        name: [works[each].pk for each in value]
        if name == "works"
        else works[value].pk
        if name in {"before", "after"}
        else value
        for name, value in fields.items()
    }
    office = sign_in("office")
    assert office.post(f"{LIST}nieuw/{kind}/", {"name": "Waarom", **numbered}).status_code == 302
    rule = WorksRule.objects.get(kind=kind)
    assert "Waarom" in office.get(LIST).content.decode()
    office.post(f"{LIST}{rule.pk}/", {"name": "Daarom", **numbered})
    rule.refresh_from_db()
    assert rule.name == "Daarom"
    office.post(f"{LIST}{rule.pk}/weg/")
    assert not WorksRule.objects.exists()


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("never_together", {"works": [0]}),
        ("never_together", {}),
        ("precedence", {"before": 0, "after": 0}),
        ("at_most", {"most": 0}),
        ("at_most", {}),
        ("blackout", {"first_day": "2026-10-04", "last_day": "2026-10-02"}),
    ],
)
def test_a_rule_that_says_nothing_is_refused(works, sign_in, kind, fields):
    numbered = {
        name: [works[each].pk for each in value]
        if name == "works"
        else works[value].pk
        if name in {"before", "after"}
        else value
        for name, value in fields.items()
    }
    answer = sign_in("office").post(f"{LIST}nieuw/{kind}/", {"name": "Waarom", **numbered})
    assert answer.context["form"].errors
    assert not WorksRule.objects.exists()


def test_a_work_of_another_collective_is_no_choice(works, sign_in):
    other = make.make_collective("delft")
    with scope(collective=other):
        strange = make.make_work(other)
    fields = {"name": "Waarom", "works": [works[0].pk, strange.pk]}
    answer = sign_in("office").post(f"{LIST}nieuw/never_together/", fields)
    assert "works" in answer.context["form"].errors


def test_nobody_else_looks_at_rules(works, sign_in):
    for kind in ("board", "member", "partner"):
        assert sign_in(kind).get(LIST).status_code == 403
