from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PortalConfig(AppConfig):
    name = "speerpunt.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            Home,
            NavigationItem,
            Recurring,
            add_account_link,
            add_navigation,
            add_recurring,
            set_home,
            set_mail_maker,
            set_search_pages,
        )
        from speerpunt.core.services.telling import DIGEST, tell_everybody
        from speerpunt.members.queries.people import collectives_of

        add_navigation(NavigationItem(10, _("Today"), "portal:today", "calendar", _is_signed_in))
        add_navigation(NavigationItem(20, pgettext_lazy("menu", "City"), "portal:city", "city"))
        add_account_link(NavigationItem(5, _("Being told"), "portal:told", "bell", _is_signed_in))
        set_mail_maker(DIGEST, "speerpunt.portal.tasks.make_digest")
        add_recurring(Recurring("portal.tell_everybody", timedelta(minutes=1), tell_everybody))
        set_search_pages("portal:search", "portal:search_suggestions")
        set_home(Home("portal:today", collectives_of))


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)
