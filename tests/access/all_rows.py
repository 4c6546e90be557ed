"""All that the database holds, to see whether anything changed."""

from django.apps import apps
from django.contrib.sessions.models import Session
from django_scopes import scopes_disabled


def every_row() -> dict[str, list[str]]:
    """All that the database holds, but sessions."""
    with scopes_disabled():
        return {
            model._meta.label: sorted(map(repr, model._base_manager.values_list()))
            for model in apps.get_models()
            if model is not Session
        }
