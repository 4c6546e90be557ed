"""What typst sets; a template gets its words as data."""

from pathlib import Path

FOLDER = Path(__file__).parent
