"""Forms around plan import: the file, the words, and what a reviewed plan becomes."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from speerpunt.core.enums import Visibility
from speerpunt.members.forms.fields import DayField, PeriodMixin, PlainForm

from ..enums import NOT_MADE, EditionStatus, NodeKind
from ..models import PlanEdition, PlanImport
from ..queries.guesses import years_in

# Kinds that words can mark; text and headings are what is left.
MARKED = tuple(kind for kind in NodeKind if kind not in NOT_MADE)
LONGEST_PHRASE = 80
WORDS_PER_ROW = 72  # characters


class EditionChoice(forms.ModelChoiceField):
    def label_from_instance(self, edition: Any) -> str:
        return f"{edition.title} ({edition.get_status_display()})"


def open_editions() -> Any:
    """Plans that something can still be added to."""
    return PlanEdition.objects.exclude(status=EditionStatus.PAST)


class PlanUploadForm(PlainForm):
    file = forms.FileField(
        label=gettext_lazy("The plan"),
        help_text=gettext_lazy("A Word document (.docx), PDF, Markdown or plain text."),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.md,.txt"}),
    )
    edition = EditionChoice(
        label=gettext_lazy("Into which plan"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("a new draft"),
        help_text=gettext_lazy("Then we show what exists there already. You can still change it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = open_editions()  # type: ignore[attr-defined]


class TakeOverForm(PeriodMixin, PlainForm):
    """Into which plan: an existing one, or a new draft."""

    edition = EditionChoice(
        label=gettext_lazy("Into which plan"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("a new draft"),
        help_text=gettext_lazy("In an existing plan, what is there already stays as it is."),
    )
    title = forms.CharField(label=gettext_lazy("Title of the draft"), max_length=160, required=False)
    start = DayField(label=gettext_lazy("From"), required=False)
    end = DayField(label=gettext_lazy("Until"), required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see the projects and results"),
        choices=Visibility.choices,
        initial=Visibility.MEMBERS,
    )
    with_text = forms.BooleanField(
        label=gettext_lazy("Take the text along as explanation of what stands above it"),
        required=False,
        initial=True,
    )

    NEW = ("title", "start", "end")

    def __init__(self, *args: Any, plan_import: PlanImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = open_editions()  # type: ignore[attr-defined]
        title, first, last = _guessed(plan_import)
        self.initial = {
            "edition": plan_import.edition,
            "title": title,
            "start": f"{first}-01-01",
            "end": f"{last}-12-31",
            **self.initial,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("edition") is None:
            for name in self.NEW:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A new draft needs this."))
            if PlanEdition.objects.filter(title=cleaned.get("title")).exists():
                self.add_error("title", _("There is a plan with this title already."))
        return cleaned

    @property
    def new_plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NEW}


def _guessed(plan_import: PlanImport) -> tuple[str, int, int]:
    """Title and years as the document says them, else this year's."""
    titles = [node["title"] for node in plan_import.nodes if node["proposed_kind"] == "plan"]
    title = (titles or [plan_import.file_name.rsplit(".", 1)[0]])[0]
    if title.isupper():
        title = capfirst(title.lower())
    year = timezone.localdate().year
    first, last = years_in(title) or years_in(plan_import.file_name) or (year, year)
    return title[:160], first, last


class KindWordsForm(PlainForm):
    """The whole table at once: for each kind its words, with commas between them."""

    def __init__(self, *args: Any, words: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present: dict[str, list[str]] = {}
        for word in words:
            present.setdefault(str(word.kind), []).append(word.phrase)
        for kind in MARKED:
            self.fields[kind.value] = forms.CharField(
                label=capfirst(str(kind.label)),
                required=False,
                widget=forms.Textarea(
                    attrs={"rows": 2 + len(", ".join(present.get(kind.value, ()))) // WORDS_PER_ROW}
                ),
                initial=", ".join(present.get(kind.value, ())),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        seen: dict[str, str] = {}
        for kind in MARKED:
            for phrase in phrases_in(cleaned.get(kind.value, "")):
                self._check(kind.value, phrase, seen)
        return cleaned

    def _check(self, kind: str, phrase: str, seen: dict[str, str]) -> None:
        if len(phrase) > LONGEST_PHRASE:
            self.add_error(
                kind, _("“%(phrase)s…” is too long. Use the first words.") % {"phrase": phrase[:30]}
            )
        if seen.setdefault(phrase, kind) != kind:
            self.add_error(kind, _("“%(phrase)s” marks two kinds. Choose one of them.") % {"phrase": phrase})

    @property
    def words(self) -> Mapping[str, list[str]]:
        return {kind.value: phrases_in(self.cleaned_data[kind.value]) for kind in MARKED}


def phrases_in(text: str) -> list[str]:
    phrases = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    return list(dict.fromkeys(phrase for phrase in phrases if phrase))
