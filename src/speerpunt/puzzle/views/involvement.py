"""The second question: who is touched, who is at the table, who is missing, and on which rung?"""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand, for_those_who, on
from speerpunt.members.queries.history import signed_history_of

from ..enums import Rung
from ..forms.involvement import PeriodForm, RungForm
from ..models import Clash, Work
from ..queries.at_table import involvement_picture
from ..queries.clashes import clashes_visible_to, with_both_sides
from ..queries.involved import clash_rows, work_rows
from ..queries.steps import UNSOLVED
from ..queries.subjects import Subject, subject_of_clash, subject_of_period, subject_of_work
from ..services.inviting import make_invitation_list
from ..services.involving import set_rung
from . import access

A_QUARTER = timedelta(days=91)


@for_those_who("puzzle.view_involvement")
def involvements(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    clashes = with_both_sides(clashes_visible_to(request.user).filter(state__in=UNSOLVED), request.user)
    context = {
        "works": work_rows(request.user),
        "clashes": clash_rows(clashes),
        "period_form": PeriodForm(initial={"van": today, "tot": today + A_QUARTER}),
        "may_invite": request.user.has_perm("puzzle.invite"),
    }
    return render(request, "puzzle/involvements.html", context)


@on(access.work, "puzzle.view_involvement")
def of_work(request: HttpRequest, work: Work) -> HttpResponse:
    return _of(request, subject_of_work(work, request.user))


@on(access.clash, "puzzle.view_involvement")
def of_clash(request: HttpRequest, clash: Clash) -> HttpResponse:
    return _of(request, subject_of_clash(clash, request.user))


@for_those_who("puzzle.view_involvement")
def of_period(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        demand(request, "puzzle.invite")
    form = PeriodForm(request.GET)
    if not form.is_valid():
        messages.warning(request, _("Choose a first and a last day."))
        return redirect(address("puzzle:involvements"))
    subject = subject_of_period(form.cleaned_data["van"], form.cleaned_data["tot"], request.user)
    return _of(request, subject)


def _of(request: HttpRequest, subject: Subject) -> HttpResponse:
    if request.method == "POST" and "invite" in request.POST:
        return _invite(request, subject)
    picture = involvement_picture(subject, request.user)
    has_rung = subject.work is not None or subject.clash is not None
    may_set = has_rung and request.user.has_perm("puzzle.set_rung")
    form = RungForm(request.POST or None, instance=picture.involvement) if may_set else None
    if request.method == "POST":
        demand(request, "puzzle.set_rung")
        if form is not None and form.is_valid():
            set_rung(subject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The rung is saved."))
            return redirect(request.get_full_path())
    known = picture.involvement
    context = {
        "picture": picture,
        "subject": subject,
        "form": form,
        "rung": Rung(known.rung) if known else None,
        "history": signed_history_of(known, reader=request.user) if known and may_set else None,
        "may_invite": request.user.has_perm("puzzle.invite"),
        "sees_people": request.user.has_perm("puzzle.invite"),
    }
    return render(request, "puzzle/involvement.html", context)


def _invite(request: HttpRequest, subject: Subject) -> HttpResponse:
    demand(request, "puzzle.invite")
    picture = involvement_picture(subject, request.user)
    made = make_invitation_list(request.collective, picture, by=request.user)  # type: ignore[attr-defined, arg-type]
    messages.success(request, _("The list is made. Look through it, and plan a meeting with it."))
    return redirect(made)
