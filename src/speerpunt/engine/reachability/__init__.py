"""How well areas can be reached while works last: minutes, gateways, partners, detours, week by week."""

from .areas import Area
from .reach import Reach, Reachability
from .routes import Route, routes_from
from .weeks import NOT_KNOWN, WeeklyReach, weekly_reach

__all__ = [
    "NOT_KNOWN",
    "Area",
    "Reach",
    "Reachability",
    "Route",
    "WeeklyReach",
    "routes_from",
    "weekly_reach",
]
