"""Ways to reach people in the world of the access tests: mail addresses and phones of a person, of an organisation and
of the account behind a comment. Boards may know them, and nobody else."""

from django_scopes import scope

from speerpunt.core.services import add_comment
from tests import factories as make

from .world import World

CONTACT = "kanarie-0612"


def add_ways_to_reach(world: World) -> None:
    with scope(collective=world.collective):
        person, organisation = world.objects["person"], world.objects["organisation"]
        person.email, person.phone = f"{CONTACT}@mens.example", CONTACT
        person.save()
        organisation.email, organisation.phone = f"{CONTACT}@zaak.example", CONTACT
        organisation.save()
        project = world.objects["project"]
        project.lead = project.next_step_by = person
        project.save()
        author = make.make_user(f"{CONTACT}@account.example")
        make.make_person(world.collective, user=author)
        add_comment(project, text="Een reactie", by=author)


def tells_a_way(text: str) -> bool:
    return f"{CONTACT}@" in text or f">{CONTACT}<" in text
