"""Files that come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from speerpunt.members.forms.fields import PlainForm

from ..enums import FileKind
from ..models import LONGEST_NAME
from .folders import CircleMixin

MOST_MEGABYTES = 25
ACCEPTED = ",".join(extension for kind in FileKind for extension in kind.extensions)
AS_VERSION, AS_BOTH = "versie", "beide"
SAME_NAME = (
    (AS_VERSION, gettext_lazy("Make it a new version of that document")),
    (AS_BOTH, gettext_lazy("Keep both, the new one with a number")),
)


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given] or [super().clean(None)]


class UploadForm(CircleMixin, PlainForm):
    files = FilesField(
        label=gettext_lazy("Files"),
        help_text=gettext_lazy("PDF, Word, Excel, PowerPoint, text or pictures; at most 25 MB together."),
        widget=FilesInput(attrs={"accept": ACCEPTED}),
        max_length=4 * LONGEST_NAME,
        allow_empty_file=True,
    )
    same_name = forms.ChoiceField(
        label=gettext_lazy("If a document of the same name lies here already"),
        choices=SAME_NAME,
        initial=AS_VERSION,
        required=False,
        widget=forms.RadioSelect,
    )

    field_order = ("files", "same_name", "visibility")

    @property
    def keeps_both(self) -> bool:
        return bool(self.cleaned_data["same_name"] == AS_BOTH)


class VersionForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("At most 25 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        max_length=4 * LONGEST_NAME,
        allow_empty_file=True,
    )
    note = forms.CharField(label=gettext_lazy("What changed"), max_length=200, required=False)


class ArchiveForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("Zip file"),
        help_text=gettext_lazy("At most 25 MB. Divide a larger tree over several files."),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
        max_length=4 * LONGEST_NAME,
        allow_empty_file=True,
    )
