from .visible import (
    bundles_visible_to,
    decisions_visible_to,
    entries_visible_to,
    items_visible_to,
    meetings_visible_to,
    positions_visible_to,
)

__all__ = [
    "bundles_visible_to",
    "decisions_visible_to",
    "entries_visible_to",
    "items_visible_to",
    "meetings_visible_to",
    "positions_visible_to",
]
