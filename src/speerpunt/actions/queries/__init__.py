from .visible import actions_visible_to
from .waiting import open_actions_of, requests_for

__all__ = ["actions_visible_to", "open_actions_of", "requests_for"]
