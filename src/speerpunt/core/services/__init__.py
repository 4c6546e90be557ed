from .comments import add_comment, remove_comment
from .follows import follow, unfollow
from .history import acting_through, erase_personal_values, record, record_many, save_changes

__all__ = [
    "acting_through",
    "add_comment",
    "erase_personal_values",
    "follow",
    "record",
    "record_many",
    "remove_comment",
    "save_changes",
    "unfollow",
]
