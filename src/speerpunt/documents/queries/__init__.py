from .visible import all_documents_visible_to, documents_visible_to, folders_visible_to, versions_visible_to

__all__ = [
    "all_documents_visible_to",
    "documents_visible_to",
    "folders_visible_to",
    "versions_visible_to",
]
