"""Agenda templates, which the office keeps."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.members.queries.bodies import bodies_visible_to

from ..forms.items import TemplateForm, TemplateItems
from ..models import AgendaTemplate
from ..services.templates import add_template, change_template, remove_template
from . import access

MANAGE = "meetings.manage_templates"
FIELDS = ("title", "kind", "minutes", "access", "is_for_minutes")


@for_those_who(MANAGE)
def templates(request: HttpRequest) -> HttpResponse:
    rows = AgendaTemplate.objects.select_related("body").prefetch_related("items")
    return render(request, "meetings/templates.html", {"templates": rows})


@for_those_who(MANAGE)
def template_add(request: HttpRequest) -> HttpResponse:
    return _form_page(request, None)


@on(access.template, MANAGE)
def template_change(request: HttpRequest, template: AgendaTemplate) -> HttpResponse:
    return _form_page(request, template)


def _form_page(request: HttpRequest, template: AgendaTemplate | None) -> HttpResponse:
    head = {"name": template.name, "body": template.body_id} if template else {}
    rows = (
        [{name: getattr(each, name) for name in FIELDS} for each in template.items.all()] if template else []
    )
    form = TemplateForm(request.POST or None, bodies=bodies_visible_to(request.user), initial=head)
    items = TemplateItems(request.POST or None, initial=rows, prefix="punt")
    if request.method == "POST" and form.is_valid() and items.is_valid():
        _save(request, template, {**form.cleaned_data, "items": items.values})
        messages.success(request, _("The template is saved."))
        return redirect(address("meetings:templates"))
    return render(
        request, "meetings/template_form.html", {"form": form, "items": items, "template": template}
    )


def _save(request: HttpRequest, template: AgendaTemplate | None, values: dict[str, Any]) -> None:
    if template is None:
        add_template(request.collective, by=request.user, **values)  # type: ignore[attr-defined]
    else:
        change_template(template, by=request.user, **values)  # type: ignore[arg-type]


@on(access.template, MANAGE, writes_only=True)
def template_remove(request: HttpRequest, template: AgendaTemplate) -> HttpResponse:
    remove_template(template, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The template is gone. Agendas that were made from it stay."))
    return redirect(address("meetings:templates"))
