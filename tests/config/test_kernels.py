"""Where the engine is kept once it is compiled."""

import subprocess
import sys


def test_settings_say_where_it_is_kept(tmp_path):
    script = "import os, speerpunt.config.settings; print(os.environ['NUMBA_CACHE_DIR'])"
    environment = {"SPEERPUNT_VAR": str(tmp_path), "PATH": ""}
    said = subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    )
    assert said.stdout.strip() == str(tmp_path / "cache" / "numba")
