"""Servers of somebody else: of what is fetched by address, and of a storage that speaks S3."""

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


BUCKET = "stukken"


@contextmanager
def s3_server() -> Iterator[dict[str, str]]:
    """A storage that speaks S3, with an empty bucket; what a server of ours must know to use it."""
    import boto3
    from moto.moto_api._internal import moto_api_backend
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    # Several of them share what they hold within a process.
    moto_api_backend.reset()
    server.start()
    host, port = server.get_host_and_port()
    access = {"endpoint_url": f"http://{host}:{port}", "region_name": "eu-west-1"}
    client = boto3.client("s3", aws_access_key_id="sleutel", aws_secret_access_key="geheim", **access)
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    try:
        yield {
            "SPEERPUNT_FILES_S3_BUCKET": BUCKET,
            "SPEERPUNT_FILES_S3_ENDPOINT": access["endpoint_url"],
            "SPEERPUNT_FILES_S3_REGION": access["region_name"],
            "SPEERPUNT_FILES_S3_KEY": "sleutel",
            "SPEERPUNT_FILES_S3_SECRET": "geheim",
        }
    finally:
        client.close()
        server.stop()
