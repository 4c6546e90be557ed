"""Accounts come from invitations only, and what proves that it is you is kept unreadable."""

import base64
import hashlib
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

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


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and codes for emergencies are encrypted, so that a copy of the database alone signs in nobody."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        out = BytesIO()
        segno.make(url, error="m").save(
            out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass="code-picture", lineclass=None
        )
        return out.getvalue().decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)d") % {"number": number}


def _cipher() -> Fernet:
    """With a key of its own, so that nothing that is signed elsewhere can be read with it."""
    digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
