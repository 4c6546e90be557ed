"""The days on which nobody meets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import for_those_who, on

from ..forms.year import HolidayForm
from ..models import Holiday
from ..queries.holidays import public_holidays
from ..services.holidays import add_holiday, change_holiday, remove_holiday
from . import access


@for_those_who("meetings.manage_holidays")
def holidays(request: HttpRequest) -> HttpResponse:
    this = timezone.localdate().year
    context = {
        "holidays": Holiday.objects.order_by("-start", "name"),
        "public": [*public_holidays(this), *public_holidays(this + 1)],
    }
    return render(request, "meetings/holidays.html", context)


@for_those_who("meetings.manage_holidays")
def holiday_add(request: HttpRequest) -> HttpResponse:
    form = HolidayForm(request.POST or None, instance=Holiday(collective=request.collective))
    if request.method == "POST" and form.is_valid():
        done = access.went(request, lambda: add_holiday(request.collective, by=request.user, **form.values))
        if done:
            messages.success(request, _("The holiday is added. A series skips it from now on."))
            return redirect(address("meetings:holidays"))
    return render(request, "meetings/holiday_form.html", {"form": form, "holiday": None})


@on(access.holiday, "meetings.manage_holidays")
def holiday_change(request: HttpRequest, holiday: Holiday) -> HttpResponse:
    form = HolidayForm(request.POST or None, instance=holiday)
    if request.method == "POST" and form.is_valid():
        if access.went(request, lambda: change_holiday(holiday, by=request.user, **form.values)):
            messages.success(request, _("The holiday is saved."))
        return redirect(address("meetings:holidays"))
    return render(request, "meetings/holiday_form.html", {"form": form, "holiday": holiday})


@on(access.holiday, "meetings.manage_holidays")
def holiday_remove(request: HttpRequest, holiday: Holiday) -> HttpResponse:
    if request.method == "POST":
        remove_holiday(holiday, by=request.user)
        messages.success(request, _("The holiday is removed."))
        return redirect(address("meetings:holidays"))
    context = {
        "title": _("Remove the holiday"),
        "question": _("“%(name)s” is no longer skipped.") % {"name": holiday.name},
        "consequence": _("Meetings that were made stay where they are."),
        "confirm_word": _("Remove the holiday"),
        "cancel_url": address("meetings:holidays"),
        "is_destructive": True,
    }
    return render(request, "core/confirm.html", context)
