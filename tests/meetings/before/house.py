"""A core team that meets in a week: a chair, two members, an observer; besides them the office and a member outside."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django_scopes import scope

from speerpunt.core.models import Collective, User
from speerpunt.meetings.models import Meeting
from speerpunt.members.models import Body, Person
from speerpunt.members.queries import attach_standing
from tests import factories as make

SEATS = ("chair", "member", "second", "observer")


@dataclass
class House:
    collective: Collective
    body: Body
    meeting: Meeting
    accounts: dict[str, User] = field(default_factory=dict)

    def user(self, name: str) -> Any:
        """With the standing of this moment."""
        account = User.objects.get(pk=self.accounts[name].pk)
        attach_standing(account, self.collective)
        return account

    def person(self, name: str) -> Person:
        return Person.objects.get(user=self.accounts[name], collective=self.collective)

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.accounts[name])
        return client

    def path(self, rest: str) -> str:
        return f"/{self.collective.slug}/overleg/{rest}"


def set_up(slug: str = "leiden") -> House:
    collective = make.make_collective(slug, name="Ondernemend Leiden", email="bureau@leiden.example")
    with scope(collective=collective):
        body = make.make_body(collective, name="Kernteam Mobiliteit")
        meeting = make.make_meeting(body, title="Kernteam november", minutes=60)
        house = House(collective, body, meeting)
        for name in SEATS:
            kind = {"second": "member"}.get(name, name)
            account = make.make_visitor(collective, "member", email=f"{name}@{slug}.example")
            make.make_seat(body, Person.objects.get(user=account), kind=kind)
            house.accounts[name] = account
        house.accounts["office"] = make.make_visitor(collective, "office", email=f"office@{slug}.example")
        house.accounts["outsider"] = make.make_visitor(collective, "member", email=f"outsider@{slug}.example")
        house.accounts["partner"] = make.make_visitor(collective, "partner", email=f"partner@{slug}.example")
    return house
