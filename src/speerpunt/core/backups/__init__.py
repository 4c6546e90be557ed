"""The whole installation in one file, and back: a consistent archive that either database can be restored from."""
