"""A project of the members and an area, and visitors by their kind."""

from dataclasses import dataclass

from django.test import Client

from speerpunt.core.models import Collective
from speerpunt.places.models import Area
from speerpunt.priorities.models import Project
from tests import factories as make


@dataclass
class Desk:
    collective: Collective
    project: Project
    area: Area

    def client(self, kind: str = "office") -> Client:
        client = Client()
        if kind != "anonymous":
            client.force_login(make.make_visitor(self.collective, kind))
        return client


def set_up(collective: Collective) -> Desk:
    priority = make.make_priority(make.make_edition(collective), slug="ruimte")
    project = make.make_project(priority, title="Brug", visibility="members")
    return Desk(collective, project, make.make_area(collective, name="De Waard", slug="de-waard"))
