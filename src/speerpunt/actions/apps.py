from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

# Pages of what actions hang on, and where on the page they stand.
PANELS = {
    "priorities:project": 5,
    "priorities:priority": 5,
    "places:area": 25,
    "members:organisation": 20,
    "members:body": 20,
}


class ActionsConfig(AppConfig):
    name = "speerpunt.actions"
    label = "actions"
    verbose_name = _("Actions")

    def ready(self) -> None:
        from speerpunt.core.registry import (
            NavigationItem,
            Panel,
            SearchSource,
            add_navigation,
            add_panel,
            add_search_source,
            add_sheet,
            listen,
        )
        from speerpunt.core.services.history import RECORDED

        from .models import Action
        from .queries import actions_visible_to
        from .queries.found import action_texts
        from .services.closing import let_go_of_deleted, let_go_of_erased
        from .services.imports import ACTIONS
        from .tables import actions_panel, person_panel

        add_navigation(NavigationItem(25, _("Actions"), "actions:actions", "check", _is_signed_in))
        for page, order in PANELS.items():
            add_panel(Panel(page, order, "actions/panels/actions.html", actions_panel))
        add_panel(Panel("members:person", 20, "actions/panels/actions.html", person_panel))
        add_search_source(SearchSource(Action, 55, _("Actions"), actions_visible_to, action_texts))
        add_sheet(ACTIONS)
        listen(RECORDED, let_go_of_deleted)
        listen(RECORDED, let_go_of_erased)


def _is_signed_in(request: HttpRequest) -> bool:
    return bool(request.standing.is_signed_in)
