"""How an installation is: what is the matter, and what to do about it."""
