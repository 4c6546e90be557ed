"""Whoever pastes a book into a field hears so; no field of no form takes it."""

import importlib
import pkgutil

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

import speerpunt
from speerpunt.config.account_forms import PlainLabelsMixin
from speerpunt.core.models import LONGEST_TEXT, LongTextField
from tests.factories import make_collective, make_organisation

# A file on its way through the preview, and a drawing: their readers have limits of their own.
WHOLE_FILES = {("AreaConfirmForm", "content"), ("AreaForm", "geometry")}


def all_forms() -> list[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(speerpunt.__path__, "speerpunt."):
        if ".forms" in module.name:
            importlib.import_module(module.name)
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            # Those of the sign-in library get their end when they are made; see the last test.
            if each.__module__.startswith("speerpunt.") and not issubclass(each, PlainLabelsMixin):
                found.add(each)
    return sorted(found, key=lambda each: each.__qualname__)


def test_every_text_in_every_form_has_an_end():
    assert len(all_forms()) > 20
    endless = [
        (form.__name__, name)
        for form in all_forms()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and field.max_length is None
        # A number of fixed length.
        if not isinstance(field, forms.UUIDField)
    ]
    assert set(endless) == WHOLE_FILES


def test_every_text_that_people_write_has_an_end_in_the_model_too():
    """Imports and services do not pass by a form."""
    typed = [
        field
        for model in apps.get_models()
        if model.__module__.startswith("speerpunt.")
        for field in model._meta.local_fields
        if isinstance(field, models.TextField) and field.editable and field.formfield() is not None
    ]
    assert {str(field) for field in typed if not isinstance(field, LongTextField)} == {
        "core.PersonalValue.value",
        "core.OutgoingMail.text",
    }


@pytest.mark.django_db
def test_a_text_that_is_too_long_is_refused():
    organisation = make_organisation(make_collective())
    organisation.description = "a" * LONGEST_TEXT
    organisation.clean_fields()
    organisation.description += "a"
    with pytest.raises(ValidationError, match="description"):
        organisation.clean_fields()


@pytest.mark.django_db
def test_a_password_as_long_as_a_book_is_not_even_looked_at(client):
    page = client.post("/account/aanmelden/", {"login": "een@leiden.example", "password": "a" * 400_000})
    assert page.context["form"].errors["password"].as_data()[0].code == "max_length"
