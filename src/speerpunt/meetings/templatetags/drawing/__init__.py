"""Geometry of what is drawn of meetings."""
