"""The forms of signing in, in our words: the label says what goes in, so nothing stands in the field itself."""

from typing import Any

from allauth.account import forms
from django.core.validators import MaxLengthValidator
from django.forms import CharField
from django.utils.translation import gettext_lazy as _

# A password or an address; hashing a book would keep the server busy.
LONGEST_ANSWER = 320


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
