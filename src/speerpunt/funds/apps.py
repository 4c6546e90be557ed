from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "speerpunt.funds"
    label = "funds"
    verbose_name = _("Money")

    def ready(self) -> None:
        from speerpunt.core.registry import NavigationItem, Panel, add_navigation, add_panel, add_sheet

        from .queries.panels import area_panel, project_panel, today_panel
        from .services.yield_imports import YIELDS

        also = ("funds:requests", "funds:swaps", "funds:grants")
        add_navigation(NavigationItem(38, _("Money"), "funds:money", "document", _is_inside, also=also))
        add_sheet(YIELDS)
        add_panel(Panel("priorities:project", 6, "funds/panels/dossier.html", project_panel))
        add_panel(Panel("places:area", 23, "funds/panels/area.html", area_panel))
        add_panel(Panel("portal:today", 6, "funds/panels/today.html", today_panel))
        _enter_subjects()
        _enter_what_is_found()


def _enter_subjects() -> None:
    """Papers, actions, comments and followers hang on these."""
    from speerpunt.actions.tables import actions_panel
    from speerpunt.core.registry import Panel, Subject, add_panel, add_subject

    from .models import FundingRequest, Grant
    from .queries import grants_visible_to, requests_visible_to
    from .rules import circle_of_grant, circle_of_request

    for model, page, visible_to, permission, circle in (
        (
            FundingRequest,
            "funds:request",
            requests_visible_to,
            "funds.work_on_request",
            circle_of_request,
        ),
        (Grant, "funds:grant", grants_visible_to, "funds.manage_grants", circle_of_grant),
    ):
        add_subject(Subject(model, page, visible_to, permission, circle, name_field="title"))
        add_panel(Panel(page, 20, "actions/panels/actions.html", actions_panel))


def _enter_what_is_found() -> None:
    from speerpunt.core.registry import SearchSource, add_search_source

    from .models import DrawingAccount, FundingRequest, Grant
    from .queries import accounts_visible_to, grants_visible_to, requests_visible_to
    from .queries.panels import account_texts, grant_texts, request_texts

    for model, order, title, visible_to, texts in (
        (FundingRequest, 57, _("Requests for money"), requests_visible_to, request_texts),
        (Grant, 58, _("Grants and vouchers"), grants_visible_to, grant_texts),
        (DrawingAccount, 59, _("Money of an area or sector"), accounts_visible_to, account_texts),
    ):
        add_search_source(SearchSource(model, order, title, visible_to, texts))


def _is_inside(request: HttpRequest) -> bool:
    return bool(request.standing.is_inside)
