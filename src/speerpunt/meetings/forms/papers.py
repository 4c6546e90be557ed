"""Papers that come with an item."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.documents.forms.uploads import ACCEPTED, FilesField, FilesInput
from speerpunt.documents.models import LONGEST_NAME
from speerpunt.members.forms.fields import PlainForm

from ..queries.papers import AS_ITEM, circles_of_papers


class PapersForm(PlainForm):
    files = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, text or pictures; at most 25 MB together."),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
        max_length=4 * LONGEST_NAME,
        allow_empty_file=True,
    )
    access = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=AS_ITEM)

    def __init__(self, *args: Any, item: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["access"].choices = circles_of_papers(item)  # type: ignore[attr-defined]


class PaperAccessForm(PlainForm):
    access = forms.ChoiceField(label=gettext_lazy("Who may read it"), choices=AS_ITEM)
