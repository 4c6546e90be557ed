"""What people make of a clash."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django_scopes.forms import SafeModelChoiceField

from speerpunt.meetings.models import Decision
from speerpunt.meetings.queries import decisions_visible_to
from speerpunt.members.forms.fields import PlainModelForm

from ..enums import ClashState
from ..models import Clash


class ClashForm(PlainModelForm):
    class Meta:
        model = Clash
        fields = ("state", "talk_to", "outcome", "decision")
        field_classes = {"decision": SafeModelChoiceField}
        widgets = {"outcome": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state.value, state.label) for state in ClashState if state != ClashState.GONE
        ]
        decision = self.fields["decision"]
        decision.queryset = self._decisions(user)  # type: ignore[attr-defined]
        decision.empty_label = _("none yet")  # type: ignore[attr-defined]

    def _decisions(self, user: Any) -> Any:
        """The last ones; the one that is linked stays, seen or not."""
        recent = decisions_visible_to(user).order_by("-decided_on").values("pk")[:100]
        kept = [pk for pk in (self.instance.decision_id,) if pk]
        return Decision.objects.filter(pk__in=[*recent.values_list("pk", flat=True), *kept])
