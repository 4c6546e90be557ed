"""Forms around folders and papers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainForm

from ..models import Folder
from ..services.folders import LONGEST_FOLDER_NAME

Choices = Sequence[tuple[Any, Any]]


class CircleField(forms.ChoiceField):
    """Nothing at all is a choice as well: as what it lies in."""

    empty_values = [None]


class CircleMixin(forms.Form):
    """A form that says who may see it, among what somebody may choose."""

    visibility = CircleField(label=gettext_lazy("Who may see it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, circles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["visibility"].choices = list(circles)  # type: ignore[attr-defined]
        self.fields["visibility"].initial = self.initial.get("visibility", circles[0][0])


class FolderForm(CircleMixin, PlainForm):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_FOLDER_NAME)

    field_order = ("name", "visibility")

    def __init__(self, *args: Any, folder: Folder | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if folder is not None and folder.is_first:
            del self.fields["name"]

    @property
    def chosen_name(self) -> str:
        return str(self.cleaned_data.get("name", ""))


class DocumentForm(CircleMixin, PlainForm):
    title = forms.CharField(label=gettext_lazy("Name"), max_length=180)

    field_order = ("title", "visibility")


class MoveForm(PlainForm):
    into = forms.TypedChoiceField(label=gettext_lazy("To which folder"), coerce=int)

    def __init__(self, *args: Any, folders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", gettext_lazy("make a choice")), *folders]  # type: ignore[attr-defined]
