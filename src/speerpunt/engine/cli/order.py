"""Commands about the order of works: `evaluate`, `solve` and `bound`."""

import argparse
from typing import Any


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Later."""
