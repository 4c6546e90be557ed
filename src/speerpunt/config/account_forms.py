"""The forms of signing in, in our words: the label says what goes in, so nothing stands in the field itself."""

from collections.abc import Callable
from typing import Any

from allauth.account import forms
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second_forms
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django.core.validators import MaxLengthValidator
from django.forms import CharField, HiddenInput
from django.utils.translation import gettext_lazy as _

# A password or an address; hashing a book would keep the server busy.
LONGEST_ANSWER = 320
# Of a passkey with what its maker says of it.
LONGEST_CREDENTIAL = 20_000


class PlainLabelsMixin:
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, CharField) and field.max_length is None:
                field.max_length = LONGEST_ANSWER
                field.validators.append(MaxLengthValidator(LONGEST_ANSWER))


class SignInForm(PlainLabelsMixin, forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The way to a new password stands below the form, outside the path of the Tab key.
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].label = _("Keep me signed in on this device")


class RequestCodeForm(PlainLabelsMixin, forms.RequestLoginCodeForm):  # type: ignore[misc]
    pass


class ConfirmCodeForm(PlainLabelsMixin, forms.ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class ForgottenPasswordForm(PlainLabelsMixin, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ConfirmResetCodeForm(PlainLabelsMixin, forms.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


class NewPasswordForm(PlainLabelsMixin, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(PlainLabelsMixin, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class SecondStepForm(PlainLabelsMixin, second_forms.AuthenticateForm):  # type: ignore[misc]
    pass


class SecondStepAgainForm(PlainLabelsMixin, second_forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateAppForm(PlainLabelsMixin, app_forms.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code in the app")


class ReadablePasskeyMixin(PlainLabelsMixin):
    """What a browser never sends is refused like a wrong passkey; the library below expects every part to be there."""

    def clean(self) -> Any:
        return self._readable(super().clean)  # type: ignore[misc]

    def clean_credential(self) -> Any:
        read = getattr(super(), "clean_credential", lambda: self.cleaned_data["credential"])  # type: ignore[attr-defined]
        if len(self.data.get("credential", "")) > LONGEST_CREDENTIAL:  # type: ignore[attr-defined]
            raise get_adapter().validation_error("incorrect_code")
        return self._readable(read)

    def _readable(self, read: Callable[[], Any]) -> Any:
        try:
            return read()
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignInByPasskeyForm(ReadablePasskeyMixin, passkey_forms.LoginWebAuthnForm):  # type: ignore[misc]
    pass


class SecondStepByPasskeyForm(ReadablePasskeyMixin, passkey_forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AgainByPasskeyForm(ReadablePasskeyMixin, passkey_forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(ReadablePasskeyMixin, passkey_forms.AddWebAuthnForm):  # type: ignore[misc]
    """Each passkey can sign in by itself: the browser asks for a fingerprint, face or PIN."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it, such as the device it is on")
        self.fields["passwordless"].widget = HiddenInput()
        self.fields["passwordless"].initial = True


class NamePasskeyForm(PlainLabelsMixin, passkey_forms.EditWebAuthnForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
