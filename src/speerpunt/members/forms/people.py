from ..models import Person
from .fields import PlainModelForm


class PersonForm(PlainModelForm):
    class Meta:
        model = Person
        fields = ("given_name", "family_name", "email", "phone")
