"""Geometry of the timeline, and the two ways to write it down: in a page, and as a file of its own."""
