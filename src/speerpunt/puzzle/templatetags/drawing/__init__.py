"""Figures of the puzzle, written in Python: they have thousands of small marks."""
