"""The trial of the interface at full length: `python -m tests.api`, a part of `make quality`.

Schemathesis makes 60 requests for each operation instead of 4; SPEERPUNT_API_EXAMPLES says another number.
"""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ.setdefault("SPEERPUNT_API_EXAMPLES", "60")
    sys.exit(pytest.main(["-q", "tests/api/test_document.py", *sys.argv[1:]]))
