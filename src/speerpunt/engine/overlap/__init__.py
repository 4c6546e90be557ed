"""Which works, projects and areas meet: in place, in time, in theme."""

from .intervals import common_periods
from .items import Item, Period
from .pairs import Overlaps, Pair, find_overlaps

__all__ = ["Item", "Overlaps", "Pair", "Period", "common_periods", "find_overlaps"]
