"""Where somebody is signed in, and signing out there; the second step of somebody else, for the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from speerpunt.core.doors import on

from ..exporters.own_facts import own_facts
from ..models import Person
from ..queries.second_factor import devices_of, has_second_factor
from ..services.second_factor import AccountProblem, end_device, end_other_devices, reset_second_factor
from . import access


@login_required
def devices(request: HttpRequest) -> HttpResponse:
    found = devices_of(request.user, request.session.session_key)
    return render(request, "members/devices.html", {"devices": found, "others": len(found) - 1})


@login_required
def own_file(request: HttpRequest) -> HttpResponse:
    """Everything that is known of who asks, and of nobody else."""
    answer = JsonResponse(own_facts(request.user), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="mijn-gegevens-{timezone.localdate()}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@login_required
@require_POST
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    if not end_device(request.user, pk):
        raise Http404
    messages.success(request, _("Signed out there."))
    return redirect("members_devices")


@login_required
@require_POST
def devices_end(request: HttpRequest) -> HttpResponse:
    count = end_other_devices(request.user, request.session.session_key)
    said = ngettext("Signed out on %(count)d other device.", "Signed out on %(count)d other devices.", count)
    messages.success(request, said % {"count": count})
    return redirect("members_devices")


@on(access.person, "members.reset_second_factor")
def second_factor_reset(request: HttpRequest, person: Person) -> HttpResponse:
    if request.method == "POST":
        try:
            reset_second_factor(person, by=request.user)
        except AccountProblem as problem:
            messages.warning(request, str(problem))
        else:
            messages.success(request, _("The second step of %(name)s is gone.") % {"name": person})
        return redirect(person)
    has_one = person.user is not None and has_second_factor(person.user)
    return render(request, "members/second_factor_reset.html", {"person": person, "has_one": has_one})
