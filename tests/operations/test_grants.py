"""Four programs grant from one account at once: together never more than there is, and all that there is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated

from .grants import GRANT, PROGRAMS, TRIES, YIELD
from .ledger import own_database

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("way", ["services", "rows"])
def test_grants_at_once_never_go_over(tmp_path, way):
    with own_database(os.environ["SPEERPUNT_DATABASE_URL"]) as url:
        environment = {**os.environ, "SPEERPUNT_VAR": str(tmp_path), "SPEERPUNT_DATABASE_URL": url}
        migrated.migrate(environment)
        command = [sys.executable, "-m", "tests.operations.grants", way]
        ended = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=PROJECT, env=environment
        )

    assert ended.stderr == ""
    answer = json.loads(ended.stdout)
    assert sum(answer["granted"]) == YIELD // GRANT < PROGRAMS * TRIES
    assert answer["left"] == YIELD % GRANT
