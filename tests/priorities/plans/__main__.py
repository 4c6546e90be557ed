"""Write the plans into a folder, to try the import by hand: python -m tests.priorities.plans /tmp/plans"""

import sys
from pathlib import Path

from .catalogue import PLANS

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for plan in PLANS:
        (folder / plan.name).write_bytes(plan.content())
        sys.stdout.write(f"{folder / plan.name}\n")
