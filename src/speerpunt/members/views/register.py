"""The register: a list and a map of one selection, and the file of it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who
from speerpunt.core.downloads import table_download
from speerpunt.core.listing import listing
from speerpunt.core.spreadsheets import FORMATS

from ..exporters import export_organisations
from ..filters import OrganisationFilters
from ..forms.organisations import BulkForm
from ..queries.organisations import organisations_visible_to
from ..queries.points import points_as_geojson, postcode_groups
from ..tables import ORGANISATION_COLUMNS, for_list, organisation_base_url, organisation_lines


def selection(request: HttpRequest) -> tuple[OrganisationFilters, Any]:
    """The filters in the address, and the rows that they leave for this visitor."""
    filters = OrganisationFilters(request.GET, with_trash=request.standing.is_office)
    return filters, filters.select(organisations_visible_to(request.user, with_trash=True))


@for_those_who("members.list_organisations")
def organisations(request: HttpRequest) -> HttpResponse:
    filters, rows = selection(request)
    rows_listed = listing(request, for_list(rows), ORGANISATION_COLUMNS, default="naam")
    context = {
        "filters": filters,
        "listing": rows_listed,
        "lines": organisation_lines(rows_listed.page.object_list),
        "may_list_people": request.user.has_perm("members.list_people"),
        "bulk_actions": BulkForm.ACTIONS
        if request.user.has_perm("members.bulk_change_organisations")
        else (),
    }
    return render(request, "members/organisations.html", context)


@for_those_who("members.list_organisations")
def organisation_map(request: HttpRequest) -> HttpResponse:
    filters, rows = selection(request)
    groups = postcode_groups(rows, postcode=filters.postcode)
    located = sum(group.located for group in groups)
    context = {
        "filters": filters,
        "groups": [(group, filters.selection_with(postcode=group.postcode)) for group in groups],
        "located": located,
        "missing": sum(group.count for group in groups) - located,
        "points_url": f"{address('members:organisation_points')}?{filters.selection}",
    }
    return render(request, "members/organisation_map.html", context)


@for_those_who("members.list_organisations")
def organisation_points(request: HttpRequest) -> HttpResponse:
    """The same selection as GeoJSON, for the map."""
    _filters, rows = selection(request)
    return JsonResponse(points_as_geojson(rows, organisation_base_url()))


@for_those_who("members.export_organisations")
def organisation_export(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in FORMATS:
        raise Http404
    _filters, rows = selection(request)
    with_contact = request.user.has_perm("members.view_contact")
    slug = request.collective.slug
    content = export_organisations(rows.order_by("search_text", "pk"), kind, slug, with_contact=with_contact)
    return table_download("organisaties", slug, kind, content)
