"""A condition that is written out once gives the same rows, wherever it stands in a question."""

import pytest
from django.db.models import Count, Exists, OuterRef, Q
from django_scopes import scope

from speerpunt.core.queries.compiled import CompiledOnce, compiled_once
from speerpunt.priorities.models import Priority, Project
from tests.factories import make_collective, make_edition, make_priority, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    collective = make_collective("leiden")
    with scope(collective=collective):
        edition = make_edition(collective, status="current")
        for title, visibility in (("Water", "members"), ("Wegen", "board")):
            parent = make_priority(edition, title=title, visibility=visibility)
            for name in ("Brug", "Kade"):
                make_project(parent, title=f"{name} {title}", visibility="members", summary=name)
        yield collective


def seen():
    """Over two tables, with a question within it, as the conditions of sight are."""
    above = Exists(Priority.objects.filter(pk=OuterRef("priority"), visibility="members"))
    return Project.objects.filter(Q(priority__visibility="members") & above, visibility="members")


def named(name):
    return Q(title__startswith=name)


QUESTIONS = {
    "rows": lambda rows: rows.order_by("title").values_list("title", flat=True),
    "narrowed": lambda rows: rows.filter(named("Brug")).values_list("title", flat=True),
    "narrowed by another table": lambda rows: rows.filter(priority__title="Water").order_by("title"),
    "without some": lambda rows: rows.exclude(named("Brug")).values_list("title", flat=True),
    "number": lambda rows: [rows.count()],
    "number of each": lambda rows: rows.values("summary").annotate(n=Count("pk")).order_by("summary"),
    "is there one": lambda rows: [rows.exists(), rows.filter(named("Brug Wegen")).exists()],
    "added up": lambda rows: rows.aggregate(n=Count("pk", filter=named("Kade"))).items(),
    "first of a page": lambda rows: rows.order_by("-title")[1:2],
    "in another question": lambda rows: Priority.objects.filter(projects__in=rows).distinct(),
    "of each other row": lambda rows: Priority.objects.filter(Exists(rows.filter(priority=OuterRef("pk")))),
    "beside another": lambda rows: (rows | Project.objects.filter(named("Kade Wegen"))).order_by("title"),
    "both": lambda rows: (rows & Project.objects.filter(named("Kade"))).order_by("title"),
    "within itself": lambda rows: rows.filter(pk__in=rows.filter(named("Brug")).values("pk")),
    "put together": lambda rows: (
        rows.filter(named("Brug")).order_by().union(rows.filter(named("Kade")).order_by()).order_by("title")
    ),
    "with a column of its own": lambda rows: rows.annotate(
        same=Exists(rows.filter(summary=OuterRef("summary")).exclude(pk=OuterRef("pk")))
    ).values_list("same"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_has_the_same_answer(leiden, question):
    asked = QUESTIONS[question]
    kept = compiled_once(seen())
    expected = list(asked(seen()))
    assert expected
    assert (list(asked(kept)), list(asked(kept))) == (expected, expected)


def test_it_is_written_out_once_for_each_way_its_tables_are_called(leiden):
    kept = compiled_once(seen())
    (leaf,) = kept.query.where.children
    for _ in range(3):
        list(kept.filter(title__contains="u"))
        list(Priority.objects.filter(Exists(kept.filter(priority=OuterRef("pk")))))
    assert isinstance(leaf, CompiledOnce)
    assert (len(leaf._written), len(leaf._renamed)) == (1, 1)


def test_rows_that_are_changed_later_are_found(leiden):
    kept = compiled_once(seen())
    assert kept.count() == 2
    Priority.objects.filter(title="Wegen").update(visibility="members")
    assert kept.count() == 4
    assert (kept.filter(named("Kade")).update(summary="x"), kept.filter(summary="x").count()) == (2, 2)
    assert kept.filter(named("Kade")).delete()[0] >= 2


def test_nothing_and_everything_stay_so(leiden):
    assert list(compiled_once(Project.objects.none())) == []
    assert list(compiled_once(Project.objects.filter(pk__in=()))) == []
    assert compiled_once(Priority._base_manager.all()).count() == 2
