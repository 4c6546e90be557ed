"""The board of a game: its works on the roads, and which rules a team breaks, in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation

from speerpunt.engine.sequence import Plan, find_broken

from ..models import GameSession, PlannedWork
from .broken import Explaining, Sentence, WeekWords
from .game_effects import costs_of, own_of
from .ordering import OrderProblem

Starts = Mapping[str, int]


@dataclass(frozen=True)
class TeamStand:
    """How a team stands, roughly; costs are nothing while the effects are being computed."""

    city_cost: float | None
    own_cost: float | None
    # In each language of the site.
    broken: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class GameBoard:
    game: GameSession
    order: OrderProblem

    @cached_property
    def by_key(self) -> dict[str, PlannedWork]:
        return {each.key: each for each in self.order.planned}

    def plan(self, starts: Starts) -> Plan:
        return Plan({key: starts.get(key, each.week) for key, each in self.by_key.items()})

    def stand(self, starts: Starts, own: Collection[str]) -> TeamStand:
        city, mine = self._costs(starts, own)
        broken = {}
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                broken[language] = [_kept(each) for each in self.sentences(starts)]
        return TeamStand(city, mine, broken)

    def _costs(self, starts: Starts, own: Collection[str]) -> tuple[float | None, float | None]:
        effects = self.game.effects
        if not effects:
            return None, None
        weeks = self.plan(starts).starts
        costs = costs_of(
            effects, {key: (week, self.by_key[key].duration_weeks) for key, week in weeks.items()}
        )
        return costs[0], own_of(effects["areas"], costs, own)

    def sentences(self, starts: Starts) -> list[Sentence]:
        """One for each rule: a blackout that several works break is one."""
        plan, problem = self.plan(starts), self.order.problem
        explaining = Explaining(problem, plan, self.by_key, WeekWords(self.game.board))
        found = {each.about: each for each in explaining.sentences(find_broken(problem, plan))}
        return list(found.values())


def _kept(sentence: Sentence) -> dict[str, Any]:
    return {"what": sentence.what, "when": sentence.when, "works": list(sentence.keys)}
