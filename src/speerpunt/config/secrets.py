"""The secret key of this installation: made at the first start, kept in var/ for its owner only."""

import os
from pathlib import Path
from secrets import token_urlsafe
from tempfile import NamedTemporaryFile


def secret_key(var: Path) -> str:
    """The key from SPEERPUNT_SECRET_KEY, else the one in var/secret_key, which is made if absent."""
    return os.environ.get("SPEERPUNT_SECRET_KEY") or _kept_key(var / "secret_key")


def _kept_key(file: Path) -> str:
    if not file.exists():
        _make_key(file)
    return file.read_text(encoding="ascii").strip()


def _make_key(file: Path) -> None:
    """Two processes that start together end with the same whole key: the first link wins."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", encoding="ascii", dir=file.parent) as draft:
        draft.write(token_urlsafe(48) + "\n")
        draft.flush()
        try:
            os.link(draft.name, file)
        except FileExistsError:
            return
