"""A server of somebody else, for what is fetched by address."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from speerpunt.core import fetching
from speerpunt.core.fetching import Limits


@contextmanager
def served(content: bytes, name: str) -> Iterator[Any]:
    """Gives `server.content` at `server.url`, which ends with the name."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.server.content)  # type: ignore[attr-defined]

        def log_message(self, *_more: Any) -> None:
            pass

    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.content = content
    server.url = f"http://127.0.0.1:{server.server_address[1]}/{name}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def let_in(monkeypatch: Any, tasks: Any) -> None:
    """This machine is no place on the open internet; for once it may be read from."""
    monkeypatch.setattr(
        tasks, "fetch", lambda url, into: fetching.fetch(url, into, Limits(may_be_inside=True))
    )
