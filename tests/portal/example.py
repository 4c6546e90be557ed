"""What the tests of the demonstration share."""

from pathlib import Path

LEIDEN = Path(__file__).resolve().parents[2] / "examples" / "leiden"
# Of the made-up enterprises; all of them would only take time.
FEW = 40
