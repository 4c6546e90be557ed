from django import forms

from speerpunt.members.forms.fields import PlainForm

LONGEST_NOTE = 8000


class NoteForm(PlainForm):
    text = forms.CharField(max_length=LONGEST_NOTE, required=False, strip=False)
