from .accounts import AccountRow, account_rows
from .first_steps import FirstStep, first_steps
from .standing import attach_standing, standing_of

__all__ = ["AccountRow", "FirstStep", "account_rows", "attach_standing", "first_steps", "standing_of"]
