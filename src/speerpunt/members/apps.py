from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Visibility


class MembersConfig(AppConfig):
    name = "speerpunt.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            NavigationItem,
            SearchSource,
            Subject,
            add_account_link,
            add_banner,
            add_navigation,
            add_search_source,
            add_sheet,
            add_subject,
            listen,
            set_eraser,
        )
        from speerpunt.core.work import JOB_BEGINS

        from .models import Body, Organisation, OrganisationRole, Person, Seat
        from .queries import attach_standing
        from .queries.bodies import bodies_visible_to
        from .queries.organisations import organisation_circle, organisations_visible_to
        from .queries.people import people_visible_to
        from .queries.search import body_texts, organisation_texts, people_texts
        from .services.imports import ORGANISATIONS

        also = ("members:people",)
        add_navigation(
            NavigationItem(60, _("Organisations"), "members:organisations", "people", _is_inside, also=also)
        )
        add_navigation(NavigationItem(70, _("Bodies"), "members:bodies", "calendar", _is_inside))
        add_account_link(
            NavigationItem(10, _("Manage the collective"), "members:manage", "settings", _is_office)
        )
        add_banner("members/_viewing_as.html")
        add_sheet(ORGANISATIONS)
        listen(JOB_BEGINS, lambda job: job.requested_by and attach_standing(job.requested_by, job.collective))
        add_subject(
            Subject(
                Organisation,
                "members:organisation",
                organisations_visible_to,
                "members.change_organisation",
                organisation_circle,
            )
        )
        add_subject(
            Subject(
                Body,
                "members:body",
                bodies_visible_to,
                "members.manage_bodies",
                lambda body: Visibility.MEMBERS,
            )
        )

        add_search_source(
            SearchSource(Organisation, 60, _("Organisations"), organisations_visible_to, organisation_texts)
        )
        set_eraser(Person._meta.label_lower, "speerpunt.members.services.erasure.erase_again")
        works = {OrganisationRole: "person_id", Seat: "person_id"}
        add_search_source(SearchSource(Person, 62, _("People"), people_visible_to, people_texts, works))
        add_search_source(SearchSource(Body, 64, _("Bodies"), bodies_visible_to, body_texts))


def _is_inside(request: HttpRequest) -> bool:
    return bool(request.standing.is_inside)


def _is_office(request: HttpRequest) -> bool:
    return bool(request.standing.is_office)
