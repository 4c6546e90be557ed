"""A phone in a team, which does what the script of its page does."""

import json
from dataclasses import dataclass, field
from uuid import uuid4

from django.test import Client

from speerpunt.puzzle.models import GameTeam, PlannedWork


@dataclass
class Phone:
    """As the script of the page does it."""

    code: str
    team: GameTeam
    nickname: str
    client: Client = field(default_factory=Client)
    number: int = 1

    def join(self):
        page = self.client.post(
            f"/leiden/spel/{self.code}/", {"team": self.team.pk, "nickname": self.nickname}
        )
        assert page.status_code == 302
        return self

    @property
    def path(self):
        return f"/leiden/spel/{self.code}/bord/"

    def wish(self, name, week, **more):
        each = PlannedWork.objects.get(plan__game__code=self.code, work__name__startswith=name)
        self.number += 1
        return {"key": str(uuid4()), "number": self.number, "planned": each.pk, "week": week, "age": 0} | more

    def send(self, *wishes):
        return self.client.post(f"{self.path}zet/", {"moves": json.dumps(wishes)})

    def lay(self, name, week, **more):
        (settled,) = self.send(self.wish(name, week, **more)).json()["settled"]
        return settled["outcome"]

    def ask(self, etag=None):
        headers = {"If-None-Match": etag} if etag else {}
        return self.client.get(f"{self.path}stand/", headers=headers)

    def weeks(self):
        laid = self.ask().json()["laid"]
        names = dict(PlannedWork.objects.values_list("pk", "work__name"))
        return {names[int(key)].split(":")[0]: each["week"] for key, each in laid.items()}
