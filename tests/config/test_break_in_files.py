"""Somebody else with an account on the same machine."""

import os
import stat
import subprocess
import sys


def test_nobody_else_on_the_machine_reads_the_folder_of_the_installation(tmp_path):
    var = tmp_path / "nieuw"
    subprocess.run(
        [sys.executable, "-c", "import speerpunt.config.settings"],
        check=True,
        env={**os.environ, "SPEERPUNT_VAR": str(var), "SPEERPUNT_DATABASE_URL": ""},
    )
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
