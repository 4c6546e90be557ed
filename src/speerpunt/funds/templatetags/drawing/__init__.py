"""Geometry of the figures of this app."""
