from .visible import readings_visible_to, sources_visible_to, works_visible_to

__all__ = ["readings_visible_to", "sources_visible_to", "works_visible_to"]
