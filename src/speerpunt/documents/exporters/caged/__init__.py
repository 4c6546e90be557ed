"""Readers that run inside the cage (`core.cage`): no Django here, nor anything that imports it."""
