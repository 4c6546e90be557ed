from django.utils.translation import gettext_lazy

from speerpunt.actions.forms.actions import ComingDayField
from speerpunt.members.forms.fields import PlainForm


class NewDayForm(PlainForm):
    due = ComingDayField(label=gettext_lazy("Another day"))
