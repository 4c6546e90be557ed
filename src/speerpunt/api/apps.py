from datetime import timedelta

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    name = "speerpunt.api"
    label = "api"
    verbose_name = _("For other systems")

    def ready(self) -> None:
        from speerpunt.core.registry import NavigationItem, Recurring, add_account_link, add_recurring, listen
        from speerpunt.members.services.erasure import ACCOUNT_LEFT

        from .services.repeats import forget_old_keys
        from .services.tokens import forget_tokens

        add_account_link(NavigationItem(80, _("Other systems"), "api:tokens", "link", _may_make_token))
        add_recurring(Recurring("api.forget_old_keys", timedelta(hours=1), forget_old_keys))
        listen(ACCOUNT_LEFT, forget_tokens)


def _may_make_token(request: HttpRequest) -> bool:
    return bool(request.user.has_perm("api.make_token"))
