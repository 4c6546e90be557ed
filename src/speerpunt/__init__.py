"""Speerpunt: the platform on which a city-wide business collective runs."""

__version__ = "0.1.0"
