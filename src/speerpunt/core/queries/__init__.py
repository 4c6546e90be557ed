from .comments import comments_on
from .follows import followed_by_model, followed_things, followers_of
from .history import HistoryLine, RecentChange, history_of, recent_history

__all__ = [
    "HistoryLine",
    "RecentChange",
    "comments_on",
    "followed_by_model",
    "followed_things",
    "followers_of",
    "history_of",
    "recent_history",
]
