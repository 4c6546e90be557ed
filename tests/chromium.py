"""Where Chromium is, and how the browser tests start it."""

import os
import shutil

# The shell is the same browser without windows, and a fifth quicker for it; not every system has it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INSTALL = "apt-get install chromium (Debian, Ubuntu) or brew install --cask chromium (macOS)"


def executable() -> str | None:
    """The program that CHROMIUM names, else the first that is installed."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
