"""The command line of the engine: one file with commands for roads, one for the order of works."""

from .main import main

__all__ = ["main"]
