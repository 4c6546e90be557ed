"""Actions as rows of a table: which columns there are, and what stands in them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from speerpunt.core import cells
from speerpunt.core.queries.imports import told_apart
from speerpunt.core.sheets import OWN_ID, Column, own_id_of
from speerpunt.core.texts import folded
from speerpunt.members.models import Person
from speerpunt.places.models import Area

from ..enums import ActionState
from ..models import Action

# What lists of other programs say.
SAID = {
    ActionState.OPEN: ("lopend", "loopt", "nog te doen", "in behandeling", "actief", "niet gestart", "to do"),
    ActionState.DONE: ("gedaan", "afgerond", "gereed", "afgehandeld", "voltooid", "ja", "x", "finished"),
    ActionState.DROPPED: ("geannuleerd", "niet meer nodig", "cancelled"),
}
WORDS = {word: state for state, words in SAID.items() for word in words}


def _state() -> cells.Cell:
    usual = cells.choice(ActionState)
    return cells.Cell(lambda cell: WORDS.get(folded(cell)) or usual.read(cell), usual.write)


COLUMNS = (
    Column(OWN_ID, _("Speerpunt number"), cells.text(60), ("speerpunt-nummer", "speerpuntnummer")),
    Column(
        "title", _("What"), cells.text(200), ("actie", "actiepunt", "taak", "omschrijving", "action", "task")
    ),
    Column(
        "explanation", _("Explanation"), cells.text(4000), ("opmerking", "opmerkingen", "notitie", "notes")
    ),
    Column("owner", _("Who"), cells.text(240), ("actiehouder", "eigenaar", "door", "owner", "assignee")),
    Column("due", _("By when"), cells.day(), ("deadline", "datum", "uiterlijk", "gereed", "due", "due date")),
    Column("state", _("State"), _state(), ("status",)),
    Column("origin", _("Comes from"), cells.text(120), ("herkomst", "overleg", "vergadering", "origin")),
    Column("areas", _("Areas"), cells.names(), ("gebied", "terrein", "area")),
    Column("closed_on", _("Closed on"), cells.day(), ("afgerond op", "klaar op", "done on")),
    Column("drop_reason", _("Why not"), cells.text(200), ("reden",)),
)
PLAIN_FIELDS = ("title", "explanation", "due", "origin")


def exported_values(actions: QuerySet[Action], slug: str) -> Iterator[tuple[Action, dict[str, Any]]]:
    """Each action with the values of every column, in four queries."""
    people = told_apart(Person.objects.filter(erased_at__isnull=True))
    names = told_apart(Area.objects.kept().only("collective", "name"))
    areas = Area.objects.kept().only("collective", "name").order_by("name")
    for action in actions.prefetch_related(Prefetch("areas", areas)).order_by("due", "pk"):
        yield (
            action,
            {
                OWN_ID: own_id_of(slug, action.pk),
                "owner": people.get(action.owner_id or 0),
                "state": action.state,
                "areas": [names[area.pk] for area in action.areas.all()],
                "closed_on": action.closed_on,
                "drop_reason": action.drop_reason,
                **{name: getattr(action, name) for name in PLAIN_FIELDS},
            },
        )
