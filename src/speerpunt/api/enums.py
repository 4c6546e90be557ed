"""What a key of another system may reach."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Group(models.TextChoices):
    """Subjects that are opened together."""

    MEMBERS = "members", _("Organisations, memberships, bodies")
    PLACES = "places", _("Areas and numbers")
    PLAN = "plan", _("Plan, projects, results")
    ACTIONS = "actions", _("Actions")
    MEETINGS = "meetings", _("Meetings, agendas, decisions")
    WORKS = "works", _("Works and plans of works")


READ, WRITE = "read", "write"
SCOPES = tuple(f"{group.value}:{what}" for group in Group for what in (READ, WRITE))
