"""A body with everything closed, under a word that stands nowhere else; and ways in which it could come out."""

from typing import Any

from django_scopes import scope

from speerpunt.core.models import Collective
from speerpunt.core.services.search_index import reindex
from speerpunt.meetings.models import Interest, Meeting, Paper, PaperNote, Remark
from tests import factories as make

WORD = "kanariegeel"


def hide(collective: Collective, dossier: Any, area: Any) -> Meeting:
    """A closed item with paper, private note, line, decision, action, remark, interest and position in a meeting that everybody
    in the collective may know of; and a closed session as a whole, and one that is still to come."""
    with scope(collective=collective):
        body = make.make_body(collective, name="Kernteam")
        meeting = make.make_held_meeting(body, title="Vergadering", access="all")
        item = _closed_item(meeting, dossier, area)
        secretive = make.make_held_meeting(
            body, title=f"Sessie {WORD}", access="closed", introduction=WORD, dossier=dossier
        )
        make.make_entry(make.make_item(secretive, title=f"Punt {WORD}", access="all"), f"Zei {WORD}")
        make.make_position(
            secretive, dossier, title=f"Wens {WORD}", text=WORD, mandate=WORD, access="closed", state="agreed"
        )
        soon = make.make_called_meeting(body, title="Volgende", access="all", in_days=3)
        _closed_item(soon, dossier, area)
        make.make_called_meeting(body, title=f"Later {WORD}", access="closed", in_days=4, dossier=dossier)
        assert item.access == "closed"
        reindex(collective)
    return meeting


def _closed_item(meeting: Meeting, dossier: Any, area: Any) -> Any:
    collective = meeting.collective
    person = make.make_person(collective)
    item = make.make_item(
        meeting, title=f"Punt {WORD}", question=WORD, access="closed", dossier=dossier, introduced_by=person
    )
    item.areas.add(area)
    folder = make.make_folder(collective, on=make.make_bundle(item))
    document = make.make_document(folder, f"Stuk {WORD}.txt", WORD.encode())
    Paper.objects.create(collective=collective, item=item, document=document)
    PaperNote.objects.create(collective=collective, item=item, document=document, person=person, text=WORD)
    make.make_entry(item, f"Gezegd {WORD}")
    make.make_entry(
        item,
        kind="action",
        text="",
        action=make.make_action(collective, item, title=f"Zoek {WORD}", owner=person),
    )
    make.make_decision(item, f"Besloten {WORD}", binds=WORD)
    Remark.objects.create(collective=collective, item=item, person=person, text=WORD)
    Interest.objects.create(collective=collective, item=item, person=person, said=WORD)
    return item
