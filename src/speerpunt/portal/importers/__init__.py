"""Reads the data files of an example collective."""

from .example import read_example

__all__ = ["read_example"]
