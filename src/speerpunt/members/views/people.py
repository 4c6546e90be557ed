"""People: list, page, add and change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from speerpunt.core.doors import for_those_who, on
from speerpunt.core.listing import listing
from speerpunt.core.registry import panels_for

from ..filters import PersonFilters
from ..forms.people import PersonForm
from ..models import Person
from ..queries.history import signed_history_of
from ..queries.people import people_visible_to, person_page, with_present_roles
from ..services.people import add_person, change_person
from ..tables import PERSON_COLUMNS
from . import access


@for_those_who("members.list_people")
def people(request: HttpRequest) -> HttpResponse:
    filters = PersonFilters(request.GET)
    rows = filters.select(people_visible_to(request.user).filter(erased_at__isnull=True))
    rows_listed = listing(
        request, with_present_roles(rows).select_related("user"), PERSON_COLUMNS, default="naam"
    )
    context = {
        "filters": filters,
        "listing": rows_listed,
        "may_add": request.user.has_perm("members.add_person"),
    }
    return render(request, "members/people.html", context)


@on(access.person, "members.view_person")
def person(request: HttpRequest, person: Person) -> HttpResponse:
    user = request.user
    page = person_page(person)
    may_invite = user.has_perm("members.invite_person", person)
    context = {
        "person": person,
        "page": page,
        "panels": panels_for("members:person", request, person),
        "history": signed_history_of(person, *page.parts(), reader=user)
        if user.has_perm("members.view_history")
        else None,
        "invitations": list(person.invitations.all()[:5]) if may_invite else [],
        "may_change": user.has_perm("members.change_person", person),
        "may_invite": may_invite,
        "may_reset": person.user_id is not None and user.has_perm("members.reset_second_factor", person),
        "may_erase": user.has_perm("members.erase_person", person),
        "may_manage_roles": user.has_perm("members.manage_roles"),
        "may_list": user.has_perm("members.list_people"),
    }
    return render(request, "members/person.html", context)


@for_those_who("members.add_person")
def person_add(request: HttpRequest) -> HttpResponse:
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = add_person(request.collective, by=request.user, **form.cleaned_data)
        messages.success(request, _("%(name)s is added. Give a role now.") % {"name": added})
        return redirect(added)
    return render(request, "members/person_form.html", {"form": form, "person": None})


@on(access.person, "members.change_person")
def person_change(request: HttpRequest, person: Person) -> HttpResponse:
    form = PersonForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        change_person(person, by=request.user, **form.cleaned_data)
        messages.success(request, _("The person is saved."))
        return redirect(person)
    return render(request, "members/person_form.html", {"form": form, "person": person})
