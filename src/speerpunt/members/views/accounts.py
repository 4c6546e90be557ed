"""Invitations, erasure, looking as another role, and the settings of the collective."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from speerpunt.core.addresses import address
from speerpunt.core.doors import demand
from speerpunt.core.models import Collective, OutgoingMail
from speerpunt.core.queries.mail import waiting_mail
from speerpunt.core.registry import panels_for
from speerpunt.core.services.mail import retry_mail

from ..forms.accounts import AcceptInvitationForm, CollectiveForm, NewCollectiveForm, ViewAsForm
from ..middleware import SESSION_KEY
from ..models import Invitation
from ..queries import account_rows, first_steps
from ..queries.history import signed_recent_history
from ..services.collectives import CollectiveProblem, create_collective, is_setup_code, update_collective
from ..services.erasure import erase_person
from ..services.invitations import (
    InvitationProblem,
    accept_invitation,
    invite_person,
    open_invitation,
    withdraw_invitations,
)
from .access import person as find_person

ACCOUNT_BACKEND = "speerpunt.core.backends.AccountBackend"


def manage(request: HttpRequest) -> HttpResponse:
    demand(request, "members.manage_collective")
    steps = first_steps(request.collective)
    context = {
        "accounts": account_rows(),
        "steps": steps,
        "done_steps": sum(step.is_done for step in steps),
        "all_done": all(step.is_done for step in steps),
        "view_as_form": ViewAsForm(),
        "recent": signed_recent_history(request.collective),
        "panels": panels_for("members:manage", request, request.collective),
        "waiting_mail": waiting_mail(request.collective.slug),
    }
    return render(request, "members/manage.html", context)


def mail_retry(request: HttpRequest) -> HttpResponse:
    """What was given up goes once more, from the start."""
    demand(request, "members.manage_collective")
    if request.method == "POST":
        count = retry_mail(OutgoingMail.objects.filter(collective_slug=request.collective.slug))
        said = ngettext("%(count)s mail is sent once more.", "%(count)s mails are sent once more.", count)
        messages.success(request, said % {"count": count})
    return redirect(address("members:manage"))


def manage_collective(request: HttpRequest) -> HttpResponse:
    demand(request, "members.manage_collective")
    form = CollectiveForm(request.POST or None, instance=Collective.objects.get(pk=request.collective.pk))
    if request.method == "POST" and form.is_valid():
        update_collective(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("The settings are saved."))
        return redirect(address("members:manage"))
    return render(request, "members/collective_form.html", {"form": form})


def view_as(request: HttpRequest) -> HttpResponse:
    """From the real role only: while looking as another, only stopping is possible."""
    demand(request, "members.view_as_role")
    form = ViewAsForm(request.POST)
    if request.method == "POST" and form.is_valid():
        chosen = {**request.session.get(SESSION_KEY, {}), request.collective.slug: form.cleaned_data["kind"]}
        request.session[SESSION_KEY] = chosen
        return redirect(f"/{request.collective.slug}/")
    return redirect(address("members:manage"))


@require_POST
def view_as_stop(request: HttpRequest) -> HttpResponse:
    chosen = dict(request.session.get(SESSION_KEY, {}))
    chosen.pop(request.collective.slug, None)
    request.session[SESSION_KEY] = chosen
    return redirect(f"/{request.collective.slug}/")


view_as_stop.is_allowed_while_viewing_as = True  # type: ignore[attr-defined]


def person_invite(request: HttpRequest, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    demand(request, "members.invite_person", person)
    if request.method == "POST":
        try:
            invite_person(person, by=request.user)
            messages.success(
                request, _("The invitation is on its way to %(email)s.") % {"email": person.email}
            )
        except InvitationProblem as problem:
            messages.error(request, str(problem))
    return redirect(person)


def person_invite_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    demand(request, "members.invite_person", person)
    if request.method == "POST":
        withdraw_invitations(person)
        messages.success(request, _("The invitation is withdrawn."))
    return redirect(person)


def person_erase(request: HttpRequest, pk: int) -> HttpResponse:
    person = find_person(request, pk)
    demand(request, "members.erase_person", person)
    if person.pk == request.standing.person_id:
        messages.error(request, _("You cannot erase yourself. Ask a colleague."))
        return redirect(person)
    if request.method == "POST":
        erase_person(person, by=request.user)
        messages.success(
            request, _("The person is erased. What was done stays in the history, without a name.")
        )
        return redirect(address("members:people"))
    return render(request, "members/person_erase.html", {"person": person})


def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening changes nothing, so a mail scanner that follows the link does no harm."""
    found = open_invitation(secret)
    if found is None:
        return render(request, "members/invitation_closed.html", status=404)
    form = AcceptInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _accepted(request, found, form)
    return render(request, "members/invitation.html", {"invitation": found, "form": form})


def _accepted(request: HttpRequest, found: Invitation, form: AcceptInvitationForm) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    try:
        account = accept_invitation(found, user=user, password=form.cleaned_data["password"] or None)
    except InvitationProblem as problem:
        form.add_error(None, str(problem))
        return render(request, "members/invitation.html", {"invitation": found, "form": form}, status=409)
    if user is None:
        login(request, account, backend=ACCOUNT_BACKEND)
    messages.success(request, _("Welcome. You are signed in."))
    return redirect("home")


def collective_add(request: HttpRequest) -> HttpResponse:
    """The first collective is made with the code from the server's log, later ones with its command."""
    if Collective.objects.exists() or not is_setup_code(request.GET.get("code", "")):
        raise Http404
    form = NewCollectiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            collective = create_collective(**form.cleaned_data)
        except CollectiveProblem as problem:
            form.add_error("slug", str(problem))
        else:
            messages.success(request, _("%(name)s is ready. Sign in to go on.") % {"name": collective.name})
            return redirect(f"{reverse('account_login')}?next=/{collective.slug}/beheer/")
    return render(request, "members/collective_add.html", {"form": form})
