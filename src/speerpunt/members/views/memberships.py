"""Memberships and roles: begin and end."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import on

from ..forms.fields import EndForm
from ..forms.organisations import MembershipForm, RoleForm
from ..models import Membership, Organisation, OrganisationRole, Person
from ..services.memberships import MembershipProblem, add_membership, end_membership
from ..services.roles import RoleProblem, end_role, give_role
from . import access


@on(access.kept_organisation, "members.manage_memberships")
def membership_add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = MembershipForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            add_membership(organisation, by=request.user, **form.cleaned_data)
            return _done(request, _("The membership is written down."), organisation)
        except MembershipProblem as problem:
            form.add_error(None, str(problem))
    context = {
        "form": form,
        "back": organisation,
        "title": _("Member of an umbrella"),
        "lead": organisation.name,
        "verb": _("Write down the membership"),
    }
    return render(request, "members/small_form.html", context)


@on(access.membership, "members.manage_memberships")
def membership_end(request: HttpRequest, membership: Membership) -> HttpResponse:
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(membership, by=request.user, **form.cleaned_data)
            return _done(request, _("The end of the membership is written down."), membership.organisation)
        except MembershipProblem as problem:
            form.add_error("end", str(problem))
    context = {
        "form": form,
        "back": membership.organisation,
        "title": _("End the membership"),
        "lead": _("%(member)s in %(umbrella)s")
        % {"member": membership.organisation, "umbrella": membership.umbrella},
        "verb": _("End the membership"),
    }
    return render(request, "members/small_form.html", context)


@on(access.kept_organisation, "members.manage_roles")
def role_add(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    form = RoleForm(request.POST or None, organisation=organisation)
    return _role_form(request, form, organisation, {"organisation": organisation})


@on(access.person, "members.manage_roles")
def person_role_add(request: HttpRequest, person: Person) -> HttpResponse:
    form = RoleForm(request.POST or None, person=person)
    return _role_form(request, form, person, {"person": person})


def _role_form(request: HttpRequest, form: RoleForm, back: Any, known: dict[str, Any]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            give_role(by=request.user, **known, **form.cleaned_data)
            return _done(request, _("The role is written down. Rights follow from it at once."), back)
        except RoleProblem as problem:
            form.add_error("kind", str(problem))
    context = {
        "form": form,
        "back": back,
        "title": _("Give a role"),
        "lead": back,
        "verb": _("Give the role"),
    }
    return render(request, "members/small_form.html", context)


@on(access.role, "members.manage_roles")
def role_end(request: HttpRequest, role: OrganisationRole) -> HttpResponse:
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            end_role(role, by=request.user, **form.cleaned_data)
            return _done(request, _("The end of the role is written down."), role.organisation)
        except RoleProblem as problem:
            form.add_error("end", str(problem))
    context = {
        "form": form,
        "back": role.organisation,
        "title": _("End the role"),
        "lead": _("%(person)s, %(role)s at %(organisation)s")
        % {"person": role.person, "role": role.get_kind_display(), "organisation": role.organisation},
        "verb": _("End the role"),
    }
    return render(request, "members/small_form.html", context)


def _done(request: HttpRequest, message: str, back: Any) -> HttpResponse:
    messages.success(request, message)
    return redirect(back)
