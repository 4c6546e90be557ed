"""What imports hide: foreign keys point down the stack, every model is in the glossary, nothing is a grab bag."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django_scopes.exceptions import ScopeError

from speerpunt.core.guards import collective_models

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = (
    ("core",),
    ("members",),
    ("places",),
    ("documents", "actions"),
    ("priorities",),
    ("meetings",),
    ("funds",),
    ("puzzle",),
    ("api", "portal"),
)
STACK = {app: floor for floor, apps_on_it in enumerate(FLOORS) for app in apps_on_it}
NAMED_PAGE = re.compile(r"""(?:address|url|reverse|redirect)[( ]\s*["'](\w+):""")
GRAB_BAGS = {"utils", "helpers", "common", "misc", "tools", "manager", "handlers", "info"}


def is_out_of_reach(target, app):
    """Higher in the stack, or beside it."""
    return target != app and STACK[target] >= STACK[app]


def our_models():
    return [model for model in apps.get_models() if model._meta.app_label in STACK]


def test_foreign_keys_point_down_the_stack():
    upward = [
        f"{model.__name__}.{field.name}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in our_models()
        if is_out_of_reach(field.related_model._meta.app_label, model._meta.app_label)
    ]
    assert upward == []


def test_pages_are_named_down_the_stack():
    """What a low app must know of a higher page, it asks the registry."""
    source = PROJECT / "src" / "speerpunt"
    upward = [
        f"{path.relative_to(source)} names {named}"
        for app in STACK
        for path in sorted((source / app).rglob("*"))
        if path.suffix in {".py", ".html", ".txt"}
        for named in NAMED_PAGE.findall(path.read_text())
        if named in STACK and is_out_of_reach(named, app)
    ]
    assert upward == []


@pytest.mark.django_db
def test_no_model_of_a_collective_answers_outside_a_scope():
    for model in collective_models():
        with pytest.raises(ScopeError):
            model.objects.count()


def test_every_model_has_a_row_in_the_glossary():
    rows = re.findall(r"^\| (\w+) \|", (PROJECT / "docs" / "glossary.md").read_text(), flags=re.MULTILINE)
    assert {model.__name__ for model in our_models()} <= set(rows)


def test_no_module_is_a_grab_bag():
    modules = {path.stem for path in (PROJECT / "src" / "speerpunt").rglob("*.py")}
    assert modules & GRAB_BAGS == set()
