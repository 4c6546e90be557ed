"""Geometry of a year of money: a bar for each account, as long as what it has, in three parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from speerpunt.core.cells import grouped_euros
from speerpunt.core.templatetags.drawing.scale import percent

from ...queries.overview import OverviewLine

CENTS = 100


@dataclass(frozen=True)
class Part:
    look: str
    x: str
    width: str


@dataclass(frozen=True)
class Stack:
    line: OverviewLine
    parts: list[Part]
    said: str


def draw_stacks(lines: Sequence[OverviewLine]) -> list[Stack]:
    """Nothing where nobody has anything."""
    most = max((line.balance.available for line in lines), default=0)
    return [_stack(line, most) for line in lines] if most else []


def _stack(line: OverviewLine, most: int) -> Stack:
    balance, parts, x = line.balance, [], 0.0
    rest = balance.free + balance.carried
    for look, cents in (("paid", balance.spent), ("granted", balance.committed), ("free", rest)):
        width = cents / most * 100
        if cents:
            parts.append(Part(look, percent(x), percent(width)))
        x += width
    return Stack(line, parts, _said(line))


def _said(line: OverviewLine) -> str:
    balance = line.balance
    words = {
        "name": line.account.name,
        "available": _euros(balance.available),
        "spent": _euros(balance.spent),
        "committed": _euros(balance.committed),
        "free": _euros(balance.free + balance.carried),
    }
    return (
        _("%(name)s: € %(available)s, of which € %(spent)s paid, € %(committed)s granted, € %(free)s free")
        % words
    )


def _euros(cents: int) -> str:
    return grouped_euros(cents // CENTS * CENTS)
