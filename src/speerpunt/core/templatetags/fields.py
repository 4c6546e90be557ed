"""A form field with its label, hint and error, dressed in NL Design System classes."""

from typing import Any

from django import forms, template
from django.forms import BoundField

register = template.Library()

TEXTBOX = "utrecht-textbox utrecht-textbox--html-input"
TEXTAREA = "utrecht-textarea utrecht-textarea--html-textarea"
SELECT = "utrecht-select utrecht-select--html-select"


@register.inclusion_tag("core/field.html")
def field(bound: BoundField, *classes: str) -> dict[str, Any]:
    """`{% field form.name %}`, or `{% field form.name "wide" %}` for a field over the whole width."""
    kind = _kind(bound.field.widget)
    return {
        "field": bound,
        "kind": kind,
        "classes": " ".join(classes),
        "control": bound.as_widget(attrs=_attributes(bound, kind)),
        "describe_id": f"{bound.id_for_label or bound.html_name}-about",
    }


@register.inclusion_tag("core/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """`{% fields form %}`: every field in its order, hidden ones included."""
    return {"form": form}


@register.inclusion_tag("core/filter_field.html")
def filter_field(bound: BoundField, *classes: str) -> dict[str, Any]:
    """`{% filter_field form.kind %}` in a `.filters` form; add "grow" for the search field."""
    return {
        "field": bound,
        "classes": " ".join(classes),
        "is_search": isinstance(bound.field.widget, forms.TextInput) and "grow" in classes,
        "is_checkbox": _kind(bound.field.widget) == "checkbox",
        "control": bound.as_widget(attrs=_attributes(bound, _kind(bound.field.widget))),
    }


@register.inclusion_tag("core/form_errors.html")
def form_errors(*given: forms.BaseForm) -> dict[str, Any]:
    """`{% form_errors form %}`: above the form, every error as a link to its field."""
    errors = [error for form in given for error in form.non_field_errors()]
    fields = [bound for form in given for bound in form if bound.errors and not bound.is_hidden]
    hidden = [error for form in given for bound in form.hidden_fields() for error in bound.errors]
    return {"errors": errors + hidden, "fields": fields}


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "control"


def _attributes(bound: BoundField, kind: str) -> dict[str, Any]:
    attributes: dict[str, Any] = {}
    if kind == "control":
        given = bound.field.widget.attrs.get("class", "")
        attributes["class"] = f"{_class_of(bound.field.widget)} {given}".strip()
    if kind in {"control", "checkbox"}:
        described = bound.help_text or bound.errors
        attributes |= {"aria-describedby": f"{bound.id_for_label}-about"} if described else {}
        attributes |= {"aria-invalid": "true"} if bound.errors else {}
    return attributes


def _class_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Textarea):
        return TEXTAREA
    if isinstance(widget, forms.Select | forms.SelectMultiple):
        return SELECT
    return "file" if isinstance(widget, forms.FileInput) else TEXTBOX
