"""Where traffic goes: user equilibrium on a road network, from scratch or from an earlier answer."""

from .equilibrium import Assignment, Equilibrium, Restart

__all__ = ["Assignment", "Equilibrium", "Restart"]
