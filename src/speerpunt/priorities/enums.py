from django.db import models
from django.utils.translation import gettext_lazy as _

from speerpunt.core.enums import Health

# Who says this of a project, says why in one line.
NEEDS_REASON = (Health.ATTENTION, Health.STUCK)


class EditionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    CURRENT = "current", _("current")
    PAST = "past", _("past")


class Phase(models.TextChoices):
    IDEA = "idea", _("Idea")
    EXPLORATION = "exploration", _("Exploration")
    PREPARATION = "preparation", _("Preparation")
    EXECUTION = "execution", _("Execution")
    DONE = "done", _("Done")


# In an address: every phase but the last.
UNFINISHED = "open"


class CollectiveRole(models.TextChoices):
    """The part that the collective plays in a project."""

    PLATFORM = "platform", _("platform")
    CONNECTOR = "connector", _("connector")
    ADVOCATE = "advocate", _("advocate")
    PARTNER = "partner", _("partner")
    FACILITATOR = "facilitator", _("facilitator")


class ServiceKind(models.TextChoices):
    """The kind of service that the collective gives."""

    PARK_MANAGEMENT = "park_management", _("City-wide park management")
    REPRESENTATION = "representation_lobby", _("Representation and lobby")
    CONSULTATION = "consultation_structure", _("Year-round consultation")
    STRATEGIC = "strategic_challenges", _("Strategic challenges")


class MilestoneKind(models.TextChoices):
    MILESTONE = "milestone", _("milestone")
    DECISION = "decision", _("decision")


class ResultKind(models.TextChoices):
    PROCESS = "process", _("in the process")
    PRACTICE = "practice", _("felt in practice")


class NodeKind(models.TextChoices):
    """What a line of an imported plan may become."""

    PRIORITY = "priority", _("priority")
    SUB_PRIORITY = "sub_priority", _("sub-priority")
    AIM = "aim", _("aim")
    CHALLENGE = "challenge", _("challenge")
    PROJECT = "project", _("project")
    PART = "part", _("part of a project")
    RESULT = "result", _("result")
    MILESTONE = "milestone", _("milestone")
    BODY = "body", _("body")
    ORGANISATION = "organisation", _("organisation")
    TEXT = "text", _("explanation of what stands above it")
    SECTION = "section", _("heading only")
    NOTHING = "nothing", _("do not take over")


# Of these nothing is made; text is kept as the explanation of something else.
NOT_MADE = frozenset({NodeKind.TEXT, NodeKind.SECTION, NodeKind.NOTHING})


class ImportStatus(models.TextChoices):
    REVIEW = "review", _("waiting for review")
    DONE = "done", _("taken over")
    DROPPED = "dropped", _("dropped")


class Grouping(models.TextChoices):
    """What the rows of the timeline stand together by; the value is the word in the address."""

    PRIORITY = "speerpunt", _("Priority")
    AREA = "gebied", _("Area")
    CORE_TEAM = "kernteam", _("Core team")
    NONE = "geen", _("No grouping")


class Zoom(models.TextChoices):
    """How much time the timeline shows; the value is the word in the address."""

    QUARTER = "kwartaal", _("Quarter")
    HALF_YEAR = "halfjaar", _("Half a year")
    YEAR = "jaar", _("Year")
    TWO_YEARS = "twee-jaar", _("Two years")
    FIVE_YEARS = "vijf-jaar", _("Five years")
