"""`speerpunt serve`: worker processes that answer one request at a time each."""

import errno
import ipaddress
import os
import socket
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.urls import reverse
from django.utils.translation import gettext as _
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from .terminal import HIGHEST_PORT, port_number, process_count
from .workers import APPLICATION, load_application
from .working import WorkersBeside, refuse_half_restored

HOST = "127.0.0.1"
PORT = 8000
FEWEST_WORKERS, MOST_WORKERS = 2, 4
END_WITHIN_SECONDS = 10
# A connection on which nothing is asked is closed after this long; one worker holds so many at once.
HEADERS_WITHIN_SECONDS = 15
MOST_CONNECTIONS = 512


def worker_count() -> int:
    return max(FEWEST_WORKERS, min(MOST_WORKERS, os.cpu_count() or 1))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def refuse_open_demo(host: str) -> None:
    """The accounts of a demonstration are printed on the screen, so it stays on this machine."""
    from speerpunt.core.models import Installation

    if Installation.current().is_demo:
        refuse_elsewhere(host)


def refuse_elsewhere(host: str) -> None:
    if not is_loopback(host):
        raise CommandError(_("A demonstration is for this machine only. Use --host 127.0.0.1."))


def refuse_taken_port(host: str, port: int) -> None:
    """The server itself would share a port with a server that runs already."""
    try:
        with socket.create_server((host, port), family=_family(host)):
            pass
    except OSError as problem:
        message = _("Port %(port)d of %(host)s cannot be used: %(reason)s.")
        if problem.errno == errno.EADDRINUSE:
            message = _("Port %(port)d is not free. Choose another, such as --port %(other)d.")
        told = {"host": host, "port": port, "reason": problem.strerror, "other": port % HIGHEST_PORT + 1}
        raise CommandError(message % told) from problem


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def setup_address() -> str | None:
    """Where the first collective is made; only whoever sees this output can open it."""
    from speerpunt.core.models import Collective
    from speerpunt.members.services.collectives import setup_code

    if Collective.objects.exists():
        return None
    return f"{settings.BASE_URL}{reverse('collective_add')}?{urlencode({'code': setup_code()})}"


def say_where_to_start() -> None:
    first = setup_address()
    if first:
        said = _("There is no collective yet. Make the first one at %(address)s") % {"address": first}
        print(said, flush=True)


def serve(host: str, port: int, workers: int) -> None:
    """Serve until interrupted."""
    from speerpunt.core.watching import begin_figures  # its models exist only now

    host = host.strip("[]")
    refuse_half_restored()
    refuse_open_demo(host)
    refuse_taken_port(host, port)
    print(f"http://{f'[{host}]' if ':' in host else host}:{port}/", flush=True)
    say_where_to_start()
    begin_figures()
    connections.close_all()
    server = Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_WITHIN_SECONDS * 1000),
        websockets=False,
        workers=workers,
        backpressure=MOST_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=END_WITHIN_SECONDS,
        log_level=LogLevels.warning,
    )
    with WorkersBeside(("work", "--beside"), ("work", "--beside", "--prompt")):
        server.serve(target_loader=load_application, wrap_loader=False)


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host", default=HOST, help=_("address at which it answers; %(default)s unless said otherwise")
        )
        parser.add_argument(
            "--port", type=port_number, default=PORT, help=_("%(default)s unless said otherwise")
        )
        parser.add_argument(
            "--workers",
            type=process_count,
            default=worker_count(),
            help=_("how many processes answer; %(default)s on this machine unless said otherwise"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        serve(options["host"], options["port"], options["workers"])
