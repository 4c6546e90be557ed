"""Fields of the forms of this app."""

from django_scopes.forms import SafeModelMultipleChoiceField

from speerpunt.meetings.forms.items import RowsField


class SafeRowsField(RowsField, SafeModelMultipleChoiceField):
    """Rows of the collective at hand, named in a form that is written down before any is."""
