"""What every app hangs on: the collective, accounts, history, comments, followers."""

from ..search.models import SearchEntry, SearchMark, SearchWord
from .accounts import User, UserManager
from .background import Job, OutgoingMail, RecurringWork
from .collectives import RESERVED_SLUGS, Collective, CollectiveModel, Frozen, Installation, Refusal
from .drafts import ImportDraft
from .fields import LONGEST_TEXT, LongTextField, WebsiteField
from .history import HistoryEvent, PersonalValue
from .links import Comment, Follow, LinkedModel
from .telling import FeedAddress, Telling

__all__ = [
    "LONGEST_TEXT",
    "RESERVED_SLUGS",
    "Collective",
    "CollectiveModel",
    "Comment",
    "FeedAddress",
    "Follow",
    "Frozen",
    "HistoryEvent",
    "ImportDraft",
    "Installation",
    "Job",
    "LinkedModel",
    "LongTextField",
    "OutgoingMail",
    "PersonalValue",
    "RecurringWork",
    "Refusal",
    "SearchEntry",
    "SearchMark",
    "SearchWord",
    "Telling",
    "User",
    "UserManager",
    "WebsiteField",
]
