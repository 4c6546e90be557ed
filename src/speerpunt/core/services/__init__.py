from .comments import add_comment, remove_comment
from .follows import follow, unfollow
from .history import erase_personal_values, record, record_many, save_changes

__all__ = [
    "add_comment",
    "erase_personal_values",
    "follow",
    "record",
    "record_many",
    "remove_comment",
    "save_changes",
    "unfollow",
]
