"""Files that leave: the same columns that can come in again, and never a formula."""

from .organisations import CONTENT_TYPES, FORMATS, export_organisations

__all__ = ["CONTENT_TYPES", "FORMATS", "export_organisations"]
