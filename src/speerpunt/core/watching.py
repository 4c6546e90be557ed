"""What whoever watches the installation may know: that a page was asked and how that went, never by whom or for what."""

import ipaddress
import logging
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError, connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_scopes import scopes_disabled
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily

from .backups.archive import room_in
from .health.files import LEAST_ROOM
from .health.work import last_beat, worker_is_here
from .models import Job, OutgoingMail, SearchMark

logger = logging.getLogger("speerpunt.requests")

REQUESTS = Counter("speerpunt_requests", "Requests answered.", ["view", "method", "status"])
SECONDS = Histogram(
    "speerpunt_request_seconds",
    "From the first middleware until the answer.",
    ["view"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


class WatchMiddleware:
    """Counts and times each request by the name of its page, and writes a line of the log when these are JSON."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        match = request.resolver_match
        view = match.view_name if match is not None else ""
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, str(response.status_code)).inc()
        SECONDS.labels(view).observe(seconds)
        collective = getattr(request, "collective", None)
        fields = {
            "method": method,
            "view": view,
            "status": response.status_code,
            "milliseconds": round(seconds * 1000, 1),
            "collective": collective.slug if collective is not None else "",
        }
        logger.info("request", extra={"fields": fields})
        return response


def state() -> dict[str, str]:
    """What is well and what is not; nothing that a stranger could use."""
    database = _database()
    return {
        "database": database,
        "worker": _worker() if database == "ok" else "unknown",
        "storage": _storage(),
        "disk": "ok" if room_in(settings.VAR) >= LEAST_ROOM else "low",
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "away"
    return "ok"


def _worker() -> str:
    try:
        return "ok" if worker_is_here() else "away"
    except DatabaseError:
        return "unknown"


def _storage() -> str:
    """One question; a folder that is not there yet is made with the first file."""
    storage = storages["documents"]
    try:
        storage.exists("healthz")
        if isinstance(storage, FileSystemStorage):
            place = Path(storage.location)
            return "ok" if os.access(place if place.exists() else settings.VAR, os.W_OK) else "away"
    except Exception:  # noqa: BLE001 - whatever a storage of somebody else raises
        return "away"
    return "ok"


def may_read_figures(request: HttpRequest) -> bool:
    """With the token, or from a network that is named. Through a proxy everybody comes from its network."""
    given = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return True
    if any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in ipaddress.ip_network(network) for network in settings.METRICS_NETWORKS)


def figures() -> bytes:
    """Of all processes of this machine together, and what stands in the database."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(Waiting())
    return generate_latest(registry)


class Waiting:
    """Asked at the moment itself; the same on each machine of an installation."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with scopes_disabled():
            jobs = GaugeMetricFamily("speerpunt_jobs", "Jobs behind the scenes, by state.", labels=["state"])
            for state_of_jobs, count in Job.objects.values_list("state").annotate(Count("pk")).order_by():
                jobs.add_metric([state_of_jobs], count)
            yield jobs
            waiting = Job.objects.filter(state="queued").aggregate(Min("created_at"))["created_at__min"]
            marks = SearchMark.objects.count()
        yield _gauge("speerpunt_job_waiting_seconds", "How long the oldest job waits.", _age(waiting))
        yield _gauge("speerpunt_search_marks", "Rows that search has to read anew.", marks)
        mails = GaugeMetricFamily("speerpunt_mails", "Mails on their way, and given up.", labels=["state"])
        mails.add_metric(["waiting"], OutgoingMail.objects.filter(due_at__isnull=False).count())
        mails.add_metric(["given_up"], OutgoingMail.objects.filter(due_at__isnull=True).count())
        yield mails
        yield _gauge("speerpunt_worker_seconds", "Since a worker last looked round.", _age(last_beat()))
        yield _gauge(
            "speerpunt_disk_free_bytes", "Room where the installation writes.", room_in(settings.VAR)
        )


def _gauge(name: str, about: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, about, value=value)


def _age(moment: Any) -> float:
    """-1: there is none."""
    return max(0.0, (timezone.now() - moment).total_seconds()) if moment else -1.0


def begin_figures() -> None:
    """Before the first process of a server: what those of the last one counted is over."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(mode=0o700, parents=True)
