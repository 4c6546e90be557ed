"""Accounts come from invitations only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from speerpunt.core.services.mail import queue_mail

UNKNOWN_ACCOUNT = "account/email/unknown_account"
ANY_CODE = "account/email/login_code"


class InvitedOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """For an address without an account the same work is done, and nobody gets a mail of it."""
        if template_prefix != UNKNOWN_ACCOUNT:
            super().send_mail(template_prefix, email, context)
            return
        message = self.render_mail(ANY_CODE, email, {**context, "code": self.generate_login_code()})
        queue_mail(message, recipients=())
