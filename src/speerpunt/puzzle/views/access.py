"""What the address names, as far as the visitor may see it; 404 otherwise."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import (
    Clash,
    GamePlayer,
    GameSession,
    InvitationList,
    Invitee,
    PlannedWork,
    PlanRun,
    RouteProtocol,
    Work,
    WorkLine,
    WorkSource,
    WorksPlan,
    WorksReading,
    WorksRule,
)
from ..queries import readings_visible_to, sources_visible_to, works_visible_to
from ..queries.clashes import clashes_visible_to, with_both_sides
from ..queries.games import games_visible_to, players_visible_to
from ..queries.invitations import invitees_visible_to, lists_visible_to
from ..queries.plans import planned_visible_to, plans_visible_to, rules_visible_to, runs_visible_to
from ..queries.protocols import protocols_visible_to
from ..queries.visible import trashed_works_visible_to


def work(request: HttpRequest, pk: int) -> Work:
    return get_object_or_404(works_visible_to(request.user).select_related("source"), pk=pk)


def trashed_work(request: HttpRequest, pk: int) -> Work:
    return get_object_or_404(trashed_works_visible_to(request.user), pk=pk)


def stretch(request: HttpRequest, pk: int) -> WorkLine:
    rows = WorkLine.objects.filter(work__in=works_visible_to(request.user).values("pk"))
    return get_object_or_404(rows.select_related("work__collective"), pk=pk)


def source(request: HttpRequest, pk: int) -> WorkSource:
    return get_object_or_404(sources_visible_to(request.user), pk=pk)


def reading(request: HttpRequest, pk: int) -> WorksReading:
    return get_object_or_404(readings_visible_to(request.user).select_related("source"), pk=pk)


def clash(request: HttpRequest, pk: int) -> Clash:
    return get_object_or_404(with_both_sides(clashes_visible_to(request.user), request.user), pk=pk)


def plan(request: HttpRequest, pk: int) -> WorksPlan:
    return get_object_or_404(plans_visible_to(request.user).select_related("dossier", "decision"), pk=pk)


def planned(request: HttpRequest, pk: int) -> PlannedWork:
    return get_object_or_404(planned_visible_to(request.user).select_related("plan", "work"), pk=pk)


def run(request: HttpRequest, pk: int) -> PlanRun:
    return get_object_or_404(runs_visible_to(request.user).select_related("plan"), pk=pk)


def rule(request: HttpRequest, pk: int) -> WorksRule:
    return get_object_or_404(rules_visible_to(request.user), pk=pk)


def game(request: HttpRequest, pk: int) -> GameSession:
    return get_object_or_404(games_visible_to(request.user).select_related("board", "joint_plan"), pk=pk)


def game_player(request: HttpRequest, pk: int) -> GamePlayer:
    return get_object_or_404(players_visible_to(request.user).select_related("team__game"), pk=pk)


def invitation_list(request: HttpRequest, pk: int) -> InvitationList:
    rows = lists_visible_to(request.user).select_related("work", "clash", "dossier", "meeting")
    return get_object_or_404(rows, pk=pk)


def invitee(request: HttpRequest, pk: int) -> Invitee:
    rows = invitees_visible_to(request.user).select_related("invitation_list", "person", "organisation")
    return get_object_or_404(rows, pk=pk)


def protocol(request: HttpRequest, pk: int) -> RouteProtocol:
    rows = protocols_visible_to(request.user).select_related("network", "collective")
    return get_object_or_404(rows, pk=pk)
