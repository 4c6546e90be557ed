"""Database backends that Django loads by name."""
