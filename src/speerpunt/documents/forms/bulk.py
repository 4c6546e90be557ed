"""The same done to several papers at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainForm

from .folders import Choices, MoveForm

TAKE, MOVE, TRASH = "zip", "verplaats", "weg"
ACTIONS = (
    (TAKE, gettext_lazy("Download as zip")),
    (MOVE, gettext_lazy("Move")),
    (TRASH, gettext_lazy("Throw away")),
)
CHANGES = {
    MOVE: gettext_lazy("Move the documents"),
    TRASH: gettext_lazy("Throw the documents away"),
}


class BulkForm(PlainForm):
    actie = forms.ChoiceField(choices=list(CHANGES.items()), widget=forms.HiddenInput)


class BulkMoveForm(BulkForm, MoveForm):
    """The action, and where to."""


def bulk_form(action: str, data: Any, folders: Choices) -> BulkForm:
    initial = {"actie": action}
    return (
        BulkMoveForm(data, folders=folders, initial=initial)
        if action == MOVE
        else BulkForm(data, initial=initial)
    )
