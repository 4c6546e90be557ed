"""Forms around accounts and the collective itself."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from speerpunt.core.models import Collective, User

from ..enums import StandingKind
from .fields import PlainModelForm

LONGEST_PASSWORD = 200


class NewPasswordField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Password"))
        kwargs.setdefault("help_text", _("At least ten characters. A short sentence works well."))
        attributes = {"autocomplete": "new-password"}
        widget = forms.PasswordInput(attrs=attributes)
        super().__init__(widget=widget, strip=False, max_length=LONGEST_PASSWORD, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            validate_password(value)


class AcceptInvitationForm(forms.Form):
    password = NewPasswordField(
        required=False,
        help_text=_("At least ten characters. Leave it empty to sign in with a mailed code each time."),
    )


class CollectiveForm(PlainModelForm):
    class Meta:
        model = Collective
        fields = ("name", "city", "introduction", "email", "website")
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4})}


class NewCollectiveForm(forms.Form):
    name = forms.CharField(label=_("Name of the collective"), max_length=120)
    city = forms.CharField(label=_("City"), max_length=80)
    slug = forms.SlugField(
        label=_("Address on this site"),
        max_length=40,
        help_text=_("Small letters and hyphens, such as “leiden”."),
        validators=Collective._meta.get_field("slug").validators,
    )
    office_name = forms.CharField(
        label=_("Your name or role"),
        max_length=120,
        help_text=_("You will be the first of the programme office."),
    )
    office_email = forms.EmailField(
        label=_("Your email address"), max_length=User._meta.get_field("email").max_length
    )
    password = NewPasswordField()


class ViewAsForm(forms.Form):
    kind = forms.ChoiceField(label=_("Look at the site as"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in StandingKind if kind is not StandingKind.OFFICE]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
