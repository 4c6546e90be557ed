"""Which works, projects and areas meet: in place, in time, in theme."""

from .items import Item, Period
from .pairs import Overlaps, Pair, find_overlaps

__all__ = ["Item", "Overlaps", "Pair", "Period", "find_overlaps"]
