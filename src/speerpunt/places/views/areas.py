"""The list of areas, the page of one, and adding, changing and throwing away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on
from speerpunt.core.queries import followers_of
from speerpunt.core.registry import panels_for

from ..enums import AreaKind
from ..forms.areas import AliasFormSet, AreaForm, AssociationFormSet, area_values
from ..models import Area
from ..queries import AreaChoice, area_profile, area_rows, areas_visible_to, history_of_area, in_groups
from ..services import (
    AreaProblem,
    add_area,
    change_whole_area,
    restore_area,
    trash_area,
)
from ..tables import density_on_paper, theme_bars_of, year_of_scores
from . import access

LONGEST_SEARCH = 100


def areas(request: HttpRequest) -> HttpResponse:
    choice = AreaChoice(
        search=request.GET.get("zoek", "")[:LONGEST_SEARCH],
        kind=request.GET.get("soort", ""),
        with_past=request.GET.get("vroeger") == "1",
    )
    rows = area_rows(areas_visible_to(request.user).filter(trashed_at__isnull=True), request.user)
    chosen = [row for row in rows if choice.holds(row)]
    context = {
        "groups": in_groups(chosen),
        "choice": choice,
        "count": len(chosen),
        "total": len(rows),
        "past_count": sum(row.is_past for row in rows),
        "kinds": AreaKind.choices,
        "kind_title": dict(AreaKind.choices).get(choice.kind, choice.kind),
        "may_add": request.user.has_perm("places.add_area"),
    }
    return render(request, "places/areas.html", context)


@on(access.area)
def area(request: HttpRequest, area: Area) -> HttpResponse:
    user = request.user
    profile = area_profile(area, user)
    panels = panels_for("places:area", request, area)
    context = {
        "area": area,
        "profile": profile,
        "bars": theme_bars_of(profile),
        "bars_year": year_of_scores(profile),
        "density": density_on_paper(profile),
        "panels": panels,
        # A panel may have points for the map of the page.
        "points": [point for _template, panel in panels for point in panel.get("points", ())],
        "may_list_members": user.has_perm("members.list_organisations"),
        "history": history_of_area(area, user) if user.has_perm("members.view_history") else None,
        "followers": followers_of(area, user) if area.trashed_at is None else None,
        "may_change": user.has_perm("places.change_area", area),
        "may_change_profile": user.has_perm("places.change_profile", area),
        "may_view_people": user.has_perm("members.list_people"),
    }
    return render(request, "places/area.html", context)


@for_those_who("places.add_area")
def area_add(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.POST or None, collective=request.collective)
    if request.method == "POST" and form.is_valid():
        added = add_area(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("The area is added. Say now what it wants."))
        return redirect(added)
    return render(request, "places/area_form.html", {"form": form, "area": None})


@on(access.kept_area, "places.change_area")
def area_change(request: HttpRequest, area: Area) -> HttpResponse:
    forms = _forms_of(request, area)
    if request.method == "POST" and _are_valid(forms):
        try:
            _save(area, forms, request.user)
            messages.success(request, _("The area is saved."))
            return redirect(area)
        except AreaProblem as problem:
            forms["form"].add_error("parent", str(problem))
    return render(request, "places/area_form.html", {**forms, "area": area})


def _forms_of(request: HttpRequest, area: Area) -> dict[str, Any]:
    """The area itself, and the rows of its other names and associations."""
    posted = request.POST or None
    aliases = [{"name": row.name, "start": row.start, "end": row.end} for row in area.aliases.all()]
    associations = [
        {"organisation": row.organisation_id, "start": row.start, "end": row.end}
        for row in area.association_rows.order_by("organisation__name")
    ]
    return {
        "form": AreaForm(posted, collective=request.collective, area=area, initial=area_values(area)),
        "aliases": AliasFormSet(posted, prefix="namen", initial=aliases),
        "associations": AssociationFormSet(posted, prefix="verenigingen", initial=associations),
    }


def _are_valid(forms: dict[str, Any]) -> bool:
    """Looks at each of them, so that all errors show at once."""
    return all([form.is_valid() for form in forms.values()])  # noqa: C419 - stops at none


def _save(area: Area, forms: dict[str, Any], by: Any) -> None:
    change_whole_area(
        area,
        by=by,
        aliases=forms["aliases"].periods(),
        associations=forms["associations"].periods(),
        **forms["form"].cleaned_data,
    )


@on(access.kept_area, "places.trash_area")
def area_trash(request: HttpRequest, area: Area) -> HttpResponse:
    if request.method == "POST":
        trash_area(area, by=request.user)
        messages.success(
            request, _("“%(name)s” is in the trash. There you can restore it.") % {"name": area.name}
        )
        return redirect(address("places:areas"))
    context = {
        "title": _("Throw the area away"),
        "question": _("Throw “%(name)s” away?") % {"name": area.name},
        "consequence": _("It leaves every list and map. The trash keeps its shape, names and numbers."),
        "confirm_word": _("Throw the area away"),
        "cancel_url": area.get_absolute_url(),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)


@for_those_who("places.trash_area")
def areas_trash(request: HttpRequest) -> HttpResponse:
    trashed = areas_visible_to(request.user).filter(trashed_at__isnull=False).defer("geometry")
    return render(request, "places/trash.html", {"areas": trashed.order_by("-trashed_at")})


@on(access.area, "places.trash_area", writes_only=True)
def area_restore(request: HttpRequest, area: Area) -> HttpResponse:
    restore_area(area, by=request.user)
    messages.success(request, _("“%(name)s” is back.") % {"name": area.name})
    return redirect(area)
