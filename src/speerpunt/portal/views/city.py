from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from speerpunt.core.enums import Health, Theme

from ..filters import CityFilter, city_filter
from ..queries import City, city_of


def city(request: HttpRequest) -> HttpResponse:
    """For everybody; what is in it depends on who looks."""
    today = timezone.localdate()
    found = city_of(request.user, today)
    chosen = _chosen(request, found, today)
    context = {
        "city": found,
        "chosen": chosen,
        "places": [(point, chosen.keeps(point)) for point in found.points],
        "themes": Theme.choices,
        "healths": Health.choices,
        "may_add_area": request.user.has_perm("places.add_area"),
        "may_manage_plan": request.user.has_perm("priorities.manage_plan"),
    }
    return render(request, "portal/city.html", context)


def _chosen(request: HttpRequest, found: City, today: date) -> CityFilter:
    """The slider runs over the plan, or over the year where there is none."""
    start = found.edition.start if found.edition else found.strip_start
    end = found.edition.end if found.edition else found.strip_end
    return city_filter(request.GET, start, end, today)
