"""Files that leave: the same columns that can come in again, and never a formula."""

from .organisations import export_organisations

__all__ = ["export_organisations"]
