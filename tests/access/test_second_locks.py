"""Where one lock stands behind another, the second holds too: the first is taken away, the door stays shut.

What somebody may not see is not found at all, so a right that is asked after that refuses nobody as things are. It would, should
the first ever let somebody through.
"""

from typing import NamedTuple

import pytest
import rules
from django.db.models import Model
from django.test import Client
from rules.permissions import permissions

from speerpunt.api.models import AccessToken
from speerpunt.funds.models import FundingRequest
from speerpunt.meetings.models import Meeting, MeetingSeries, Position
from speerpunt.members.models import Person

from .short_refusals import URLS as SHORT_REFUSALS
from .table import ROWS
from .test_access import REFUSED, own_path
from .world import build_world

pytestmark = [pytest.mark.django_db, pytest.mark.urls(SHORT_REFUSALS)]


class Door(NamedTuple):
    """At an address, for a visitor: which rows the first lock gives, and what the second one asks."""

    address: str
    visitor: str
    first_lock: str
    rows: type[Model]
    right: str


MEETINGS = "speerpunt.meetings.views.access."
DOORS = (
    Door(
        "members:person",
        "member",
        "speerpunt.members.views.access.people_visible_to",
        Person,
        "members.view_person",
    ),
    Door("meetings:series", "member", f"{MEETINGS}series_led_by", MeetingSeries, "meetings.change_series"),
    Door(
        "meetings:gathering_sign_up", "partner", f"{MEETINGS}meetings_visible_to", Meeting, "meetings.sign_up"
    ),
    Door(
        "meetings:position_add", "member", f"{MEETINGS}meetings_visible_to", Meeting, "meetings.add_position"
    ),
    Door(
        "meetings:position_change",
        "member",
        f"{MEETINGS}positions_visible_to",
        Position,
        "meetings.change_position",
    ),
    Door(
        "funds:comment_add",
        "partner",
        "speerpunt.funds.views.access.requests_visible_to",
        FundingRequest,
        "funds.comment_request",
    ),
    Door(
        "api:token_revoke",
        "member",
        "speerpunt.api.views.tokens.tokens_visible_to",
        AccessToken,
        "api.revoke_token",
    ),
)


@pytest.mark.parametrize("door", DOORS, ids=[door.right for door in DOORS])
def test_the_second_lock_holds_when_the_first_is_gone(door, monkeypatch):
    world = build_world("leiden")
    client = Client(raise_request_exception=False)
    client.force_login(world.visitors[door.visitor])
    path = own_path(door.address, ROWS[door.address], world)
    assert client.post(path).status_code in REFUSED
    monkeypatch.setattr(door.first_lock, lambda *_asked: door.rows.objects.all())
    assert client.post(path).status_code == 403
    # And it is this right that refuses.
    monkeypatch.setitem(permissions, door.right, rules.always_allow)
    assert client.post(path).status_code not in REFUSED
