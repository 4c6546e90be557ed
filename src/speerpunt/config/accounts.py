"""Accounts come from invitations only, and what proves that it is you is kept unreadable."""

import base64
import hashlib
import secrets
from io import BytesIO
from typing import Any

import requests
import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from speerpunt.core.models import User
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


class KnownOnlyAdapter(DefaultSocialAccountAdapter):
    """The account of an organisation's own system signs in who is known here already, by an address that was checked."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing:
            return
        email = self._checked_address(sociallogin.account.extra_data)
        account = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        if account is None:
            messages.warning(
                request,
                _("This account is not known here. Ask the office to invite you, by the same address."),
            )
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, account)

    def _checked_address(self, told: dict[str, Any]) -> str:
        """What somebody can fill in himself proves nothing."""
        claims = {**told.get("id_token", {}), **told.get("userinfo", {})}
        if claims.get("email_verified") is True:
            return str(claims.get("email") or "")
        if settings.OIDC.trusts_addresses:
            return str(claims.get("email") or claims.get("preferred_username") or "")
        return ""

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        raise _not_over_there(request)

    def get_requests_session(self) -> requests.Session:
        return ImpatientSession()


class ImpatientSession(requests.Session):
    """A system that does not answer keeps one visitor waiting for ten seconds, and then lets the worker go."""

    def request(self, *args: Any, **kwargs: Any) -> requests.Response:
        try:
            return super().request(*args, **{"timeout": 10, **kwargs})
        except requests.RequestException as error:
            raise _not_over_there(context.request) from error


def _not_over_there(request: HttpRequest) -> ImmediateHttpResponse:
    """The other ways to sign in remain."""
    messages.warning(request, _("Signing in over there did not work. Try again, or sign in here."))
    return ImmediateHttpResponse(redirect("account_login"))


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of apps and codes for emergencies are encrypted, so that a copy of the database alone signs in nobody."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """With another secret key it cannot be read any more: then no code fits, until a second step is set up anew."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

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
