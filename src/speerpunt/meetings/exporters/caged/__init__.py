"""Readers that run in a cage of their own."""
