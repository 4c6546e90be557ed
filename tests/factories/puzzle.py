from datetime import date
from pathlib import Path
from typing import Any

from speerpunt.core.models import Collective
from speerpunt.places.models import Area
from speerpunt.puzzle.models import (
    Clash,
    GamePlayer,
    GameSession,
    GameTeam,
    InvitationList,
    Invitee,
    Involvement,
    PlannedWork,
    PlanRun,
    ReachRun,
    RoadNetwork,
    RouteProtocol,
    Work,
    WorkLine,
    WorkPhase,
    WorkSource,
    WorksPlan,
    WorksReading,
    WorksRule,
)
from speerpunt.puzzle.services.clashes import title_of
from speerpunt.puzzle.services.games.codes import new_code
from speerpunt.puzzle.services.games.joining import join_team

from .core import next_number

LEIDEN = Path(__file__).resolve().parents[2] / "examples" / "leiden" / "roads"


def make_road_network(collective: Collective, **fields: Any) -> RoadNetwork:
    """That of the example of Leiden, unless tables are given."""
    for table in ("node", "link", "trips"):
        fields.setdefault(f"{table}_table", (LEIDEN / f"{table}.csv").read_text())
    fields.setdefault("name", "Leiden")
    return RoadNetwork.objects.create(collective=collective, **fields)


def make_work_source(collective: Collective, **fields: Any) -> WorkSource:
    fields.setdefault("name", f"Bron {next_number()}")
    fields.setdefault("kind", "melvin")
    return WorkSource.objects.create(collective=collective, **fields)


def make_works_reading(source: WorkSource, **fields: Any) -> WorksReading:
    fields.setdefault("file_name", f"werk-{next_number()}.json")
    fields.setdefault("state", "review")
    return WorksReading.objects.create(collective_id=source.collective_id, source=source, **fields)


def make_work(collective: Collective, **fields: Any) -> Work:
    fields.setdefault("name", f"Werk {next_number()}")
    fields.setdefault("kind", "street")
    return Work.objects.create(collective=collective, **fields)


def make_phase(work: Work, **fields: Any) -> WorkPhase:
    return WorkPhase.objects.create(collective_id=work.collective_id, work=work, **fields)


def make_stretch(work: Work, **fields: Any) -> WorkLine:
    return WorkLine.objects.create(collective_id=work.collective_id, work=work, **fields)


def make_clash(work: Work, **fields: Any) -> Clash:
    """With an `other_work` or a `project`."""
    clash = Clash(collective_id=work.collective_id, work=work, **fields)
    clash.title = title_of(clash)
    clash.save()
    return clash


def make_works_plan(collective: Collective, **fields: Any) -> WorksPlan:
    fields.setdefault("name", f"Plan {next_number()}")
    fields.setdefault("first_monday", date(2026, 5, 4))
    fields.setdefault("weeks", 8)
    return WorksPlan.objects.create(collective=collective, **fields)


def make_planned(plan: WorksPlan, work: Work, **fields: Any) -> PlannedWork:
    fields.setdefault("week", 0)
    fields.setdefault("duration_weeks", 2)
    return PlannedWork.objects.create(collective_id=plan.collective_id, plan=plan, work=work, **fields)


def make_plan_run(plan: WorksPlan, **fields: Any) -> PlanRun:
    return PlanRun.objects.create(collective_id=plan.collective_id, plan=plan, **fields)


def make_works_rule(collective: Collective, *works: Work, **fields: Any) -> WorksRule:
    fields.setdefault("kind", "never_together")
    fields.setdefault("name", f"Regel {next_number()}")
    rule = WorksRule.objects.create(collective=collective, **fields)
    rule.works.set(works)
    return rule


def make_closed_bridge(collective: Collective, link: str, **fields: Any) -> Work:
    """On the roads of Leiden, closed both ways."""
    fields.setdefault("name", f"{link.title()}: onderhoud")
    work = make_work(collective, kind="bridge", **fields)
    WorkLine.objects.create(
        collective=collective, work=work, kind="closed", links=[link, f"{link}-back"], snap_state="confirmed"
    )
    return work


def make_game(plan: WorksPlan, **fields: Any) -> GameSession:
    """With the plan itself as its board."""
    fields.setdefault("code", new_code())
    return GameSession.objects.create(collective_id=plan.collective_id, board=plan, **fields)


def make_game_team(game: GameSession, *areas: Area, **fields: Any) -> GameTeam:
    fields.setdefault("name", f"Team {next_number()}")
    team = GameTeam.objects.create(collective_id=game.collective_id, game=game, **fields)
    team.areas.set(areas)
    return team


def make_game_player(team: GameTeam, nickname: str = "Anna") -> tuple[GamePlayer, str]:
    """The player, and the secret in his phone."""
    return join_team(team, nickname=nickname)


def make_involvement(**fields: Any) -> Involvement:
    """In a `work` or a `clash`."""
    about = fields.get("work") or fields["clash"]
    fields.setdefault("rung", "consult")
    return Involvement.objects.create(collective_id=about.collective_id, **fields)


def make_invitation_list(collective: Collective, **fields: Any) -> InvitationList:
    fields.setdefault("name", f"Lijst {next_number()}")
    return InvitationList.objects.create(collective=collective, **fields)


def make_invitee(invitation_list: InvitationList, **fields: Any) -> Invitee:
    fields.setdefault("reason", "added")
    return Invitee.objects.create(
        collective_id=invitation_list.collective_id, invitation_list=invitation_list, **fields
    )


def make_reach_run(network: RoadNetwork, **fields: Any) -> ReachRun:
    """By car, in De Waard and Merenwijk: what was computed stands in `extra_minutes`, a row for each week."""
    fields.setdefault("digest", f"{next_number():064d}")
    fields.setdefault("first_monday", date(2026, 5, 4))
    fields.setdefault("classes", ["car"])
    fields.setdefault("areas", ["de-waard", "merenwijk"])
    fields.setdefault("weeks", [[]])
    fields.setdefault("extra_minutes", [[[0.0] * len(fields["areas"])]] * len(fields["weeks"]))
    fields.setdefault("is_cut_off", [[[False] * len(fields["areas"])]] * len(fields["weeks"]))
    return ReachRun.objects.create(collective_id=network.collective_id, network=network, **fields)


def make_protocol(network: RoadNetwork, **fields: Any) -> RouteProtocol:
    """Of the Zijlbrug, not computed yet."""
    fields.setdefault("name", "Zijlbrug")
    fields.setdefault("on", date(2026, 11, 26))
    fields.setdefault("links", ["zijlbrug", "zijlbrug-back"])
    return RouteProtocol.objects.create(
        collective_id=network.collective_id, network=network, digest=f"{next_number():064d}", **fields
    )
