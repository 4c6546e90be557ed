"""Shapes and geometry behind the template tags; no template and no database here."""

from .matrix import Cell, Heading, MatrixRow
from .points import MapPoint
from .theme_bars import ThemeBar
from .year_strip import Bar, Decision, StripRow

__all__ = ["Bar", "Cell", "Decision", "Heading", "MapPoint", "MatrixRow", "StripRow", "ThemeBar"]
