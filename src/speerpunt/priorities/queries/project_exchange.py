"""The columns in which projects leave and come in: one list for export and import."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.cells import Cell
from speerpunt.core.enums import Health, Level, Theme, Visibility
from speerpunt.core.queries.imports import told_apart
from speerpunt.core.sheets import OWN_ID, Column, own_id_of
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from ..enums import CollectiveRole, EditionStatus, Phase, ServiceKind
from ..models import Priority, Project


def _short(name: str) -> Cell:
    return cells.text(Project._meta.get_field(name).max_length or 0)  # type: ignore[union-attr]


COLUMNS = (
    Column(OWN_ID, _("Speerpunt number"), cells.text(60), ("speerpunt-nummer", "speerpuntnummer")),
    Column("priority", _("priority"), cells.text(400), ("speerpunt", "prioriteit", "subspeerpunt")),
    Column("challenge", _("challenge"), cells.text(200), ("opgave",)),
    Column("title", _("title"), _short("title"), ("titel", "project", "projectnaam", "naam", "name")),
    Column("summary", _("what it is"), _short("summary"), ("omschrijving", "samenvatting", "description")),
    Column("phase", _("phase"), cells.choice(Phase), ("fase",)),
    Column(
        "health", _("how it stands"), cells.choice(Health), ("stand", "status", "gezondheid", "stoplicht")
    ),
    Column("health_reason", _("why, in one line"), _short("health_reason"), ("reden", "waarom", "reason")),
    Column("level", _("level"), cells.choice(Level), ("niveau", "schaal")),
    Column("collective_role", _("our role"), cells.choice(CollectiveRole), ("rol", "role")),
    Column("service_kind", _("kind of service"), cells.choice(ServiceKind), ("dienst", "service")),
    Column("core_team", _("core team"), cells.text(160), ("kernteam", "team")),
    Column("lead", _("lead"), cells.text(220), ("trekker", "projectleider"), is_reserved=True),
    Column("start", _("from"), cells.day(), ("start", "begin", "startdatum", "begindatum", "vanaf")),
    Column("end", _("until"), cells.day(), ("einde", "eind", "einddatum", "gereed", "tot")),
    Column("dates_assumed", _("dates are assumed"), cells.yes_no(), ("data aangenomen", "assumed")),
    Column(
        "budget_eur_cents", _("budget in euros"), cells.euros(), ("budget", "begroting"), is_reserved=True
    ),
    Column("next_step", _("next step"), _short("next_step"), ("volgende stap", "actie")),
    Column("next_step_by", _("next step: who"), cells.text(220), ("wie", "actiehouder"), is_reserved=True),
    Column("next_step_due", _("next step: by"), cells.day(), ("wanneer", "uiterlijk", "deadline")),
    Column("next_step_assumed", _("next step is assumed"), cells.yes_no(), ("stap aangenomen",)),
    Column("themes", _("themes"), cells.several_choices(Theme), ("thema's", "thema", "theme")),
    Column("areas", _("areas"), cells.names(), ("gebieden", "gebied", "area")),
    Column("latitude", _("latitude"), cells.degrees(90), ("breedtegraad", "lat")),
    Column("longitude", _("longitude"), cells.degrees(180), ("lengtegraad", "lon", "lng")),
    Column("visibility", _("who may see it"), cells.choice(Visibility), ("zichtbaarheid", "zichtbaar voor")),
)
# Fields whose value goes into a cell as it is; the others name another row.
PLAIN_FIELDS = tuple(
    column.name
    for column in COLUMNS
    if column.name
    not in (OWN_ID, "priority", "challenge", "core_team", "lead", "next_step_by", "themes", "areas")
)


def priority_number(priority: Priority) -> str:
    return f"{priority.parent.number}.{priority.number}" if priority.parent else str(priority.number)


def named_priority(priority: Priority) -> str:
    """Number and title; of another plan than the current one with the name of that plan."""
    name = f"{priority_number(priority)} {priority.title}"
    is_current = priority.edition.status == EditionStatus.CURRENT
    return name if is_current else f"{name} ({priority.edition.title})"


def exported_values(
    projects: QuerySet[Project], slug: str, priorities: QuerySet[Priority]
) -> Iterator[dict[str, Any]]:
    """The values of every column, in eight queries. A priority that is not among `priorities` stays unsaid."""
    seen = set(priorities.values_list("pk", flat=True))
    area_names = told_apart(Area.objects.kept().only("pk", "name"))
    people = told_apart(Person.objects.filter(erased_at__isnull=True))
    rows = projects.select_related("priority__parent", "priority__edition", "challenge", "core_team")
    areas = Area.objects.kept().only("pk", "name").order_by("name")
    in_order = rows.annotate(plan_place=Coalesce("priority__parent__number", "priority__number")).order_by(
        "plan_place", "priority__number", "title", "pk"
    )
    for project in in_order.prefetch_related("themes", Prefetch("areas", areas)):
        is_seen = project.priority_id in seen
        yield {
            OWN_ID: own_id_of(slug, project.pk),
            "priority": named_priority(project.priority) if is_seen else None,
            "challenge": project.challenge if is_seen else None,
            "core_team": project.core_team,
            "lead": people.get(project.lead_id or 0),
            "next_step_by": people.get(project.next_step_by_id or 0),
            "themes": [row.theme for row in project.themes.all()],
            "areas": [area_names[area.pk] for area in project.areas.all()],
            **{name: getattr(project, name) for name in PLAIN_FIELDS},
        }
