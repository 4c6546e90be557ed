"""The page of an organisation, and what can be done with it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.queries import followers_of
from speerpunt.core.registry import panels_for
from speerpunt.core.templatetags.drawing.points import MapPoint

from ..forms.organisations import OrganisationForm, card_form_for
from ..models import Organisation
from ..queries.history import signed_history_of
from ..queries.organisations import organisation_page
from ..services.locating import LocatingProblem, find_point, is_locating_possible
from ..services.organisations import (
    OrganisationProblem,
    add_organisation,
    change_organisation,
    restore_organisation,
    trash_organisation,
)
from ..tables import spaced
from . import access


@on(access.organisation)
def organisation(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    user = request.user
    page = organisation_page(organisation, user)
    context = {
        "organisation": organisation,
        "page": page,
        "postcode": spaced(organisation.postcode),
        "website": organisation.website.partition("://")[2].rstrip("/"),
        "points": _points(organisation),
        "around": _around(organisation),
        "has_facts": any(
            getattr(organisation, name) for name in ("street", "postcode", "city", "website", "branch")
        ),
        "followers": followers_of(organisation, user) if organisation.trashed_at is None else None,
        "panels": panels_for("members:organisation", request, organisation),
        "history": signed_history_of(organisation, *page.parts(), reader=user)
        if user.has_perm("members.view_history")
        else None,
        "may_view_contact": user.has_perm("members.view_contact", organisation),
        "may_change": user.has_perm("members.change_organisation", organisation),
        "may_trash": user.has_perm("members.trash_organisation", organisation),
        "may_manage_memberships": user.has_perm("members.manage_memberships"),
        "may_manage_roles": user.has_perm("members.manage_roles"),
        "may_list": user.has_perm("members.list_organisations"),
        "may_view_people": user.has_perm("members.list_people"),
    }
    return render(request, "members/organisation.html", context)


def _points(organisation: Organisation) -> list[MapPoint]:
    if organisation.latitude is None or organisation.longitude is None:
        return []
    return [MapPoint(organisation.name, organisation.longitude, organisation.latitude)]


def _around(organisation: Organisation) -> list[float]:
    """The streets around it, rather than the whole city."""
    if organisation.latitude is None or organisation.longitude is None:
        return []
    west, south = organisation.longitude - 0.012, organisation.latitude - 0.006
    return [round(edge, 5) for edge in (west, south, west + 0.024, south + 0.012)]


@for_those_who("members.add_organisation")
def organisation_add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(
        request.POST or None, initial={"kind": "enterprise", "city": request.collective.city}
    )
    if request.method == "POST" and not _filled_by_address(request, form) and form.is_valid():
        try:
            added = add_organisation(request.collective, by=request.user, **form.values)
        except OrganisationProblem as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("“%(name)s” is in the register.") % {"name": added.name})
            return redirect(added)
    return _form_page(request, form, None)


@on(access.kept_organisation, "members.change_organisation")
def organisation_change(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = card_form_for(request.user)(request.POST or None, instance=organisation)
    if request.method == "POST" and not _filled_by_address(request, form) and form.is_valid():
        try:
            change_organisation(organisation, by=request.user, **form.values)
        except OrganisationProblem as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, _("The card is saved."))
            return redirect(organisation)
    return _form_page(request, form, organisation)


def _form_page(request: HttpRequest, form: Any, organisation: Organisation | None) -> HttpResponse:
    context = {"form": form, "organisation": organisation, "can_locate": is_locating_possible()}
    return render(request, "members/organisation_form.html", context)


def _filled_by_address(request: HttpRequest, form: Any) -> bool:
    """The second button of the form: fill in the place that belongs to the address, and save nothing yet."""
    if "zoek_adres" not in request.POST or not is_locating_possible():
        return False
    asked = form.data.copy()
    try:
        postcode = "".join(asked.get("postcode", "").split()).upper()
        texts = [asked.get(name, "").strip() for name in ("street", "house_number", "city")]
        found = find_point(texts[0], texts[1], postcode, texts[2])
    except LocatingProblem as problem:
        messages.warning(request, str(problem))
        return True
    asked["latitude"], asked["longitude"] = str(found.latitude), str(found.longitude)
    asked["found_point"] = f"{found.latitude},{found.longitude}"
    form.data = asked
    messages.success(request, _("Found: %(address)s. Save the form to keep it.") % {"address": found.shown})
    return True


@on(access.organisation, "members.trash_organisation")
@require_POST
def organisation_trash(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    try:
        trash_organisation(organisation, by=request.user)
    except OrganisationProblem as problem:
        messages.error(request, str(problem))
        return redirect(organisation)
    said = _("“%(name)s” is in the trash.") % {"name": organisation.name}
    way_back = (organisation.get_absolute_url(), _("Look at it, or put it back"))
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, *way_back))
    return redirect(address("members:organisations"))


@on(access.organisation, "members.trash_organisation")
@require_POST
def organisation_restore(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    try:
        restore_organisation(organisation, by=request.user)
        messages.success(request, _("“%(name)s” is back in the register.") % {"name": organisation.name})
    except OrganisationProblem as problem:
        messages.error(request, str(problem))
    return redirect(organisation)
