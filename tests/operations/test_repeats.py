"""Four programs send the same requests under the same keys at once: each is done once, and all get the same answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import migrated

from .ledger import own_database
from .repeats import KEYS, PROGRAMS

PROJECT = Path(__file__).resolve().parents[2]


def test_a_key_that_comes_at_once_is_used_once(tmp_path):
    with own_database(os.environ["SPEERPUNT_DATABASE_URL"]) as url:
        environment = {
            **os.environ,
            "SPEERPUNT_VAR": str(tmp_path),
            "SPEERPUNT_DATABASE_URL": url,
            "SPEERPUNT_SECOND_FACTOR": "optional",
        }
        migrated.migrate(environment)
        command = [sys.executable, "-m", "tests.operations.repeats"]
        ended = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=PROJECT, env=environment
        )

    assert ended.stderr == ""
    told = json.loads(ended.stdout)
    assert told["made"] == KEYS
    assert {tuple(map(tuple, answers)) for answers in told["answers"]} == {
        tuple(map(tuple, told["answers"][0]))
    }
    assert [status for status, _place in told["answers"][0]] == [201] * KEYS
    assert len(told["answers"]) == PROGRAMS
