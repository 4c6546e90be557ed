"""Files from outside: read, checked and turned into rows. Nothing here writes."""
