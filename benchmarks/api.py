"""What other systems ask, with a key: lists, the next page, what changed, one row, a map.

Runs in a process of its own for each database, after the other pages: `python -m benchmarks.api` prints JSON.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_scopes import scope

from .pages import Asked, get_wsgi_application, measure  # sets Django up, so it comes before any model

# isort: split
from speerpunt.actions.models import Action
from speerpunt.api.enums import SCOPES
from speerpunt.api.services.tokens import make_token
from speerpunt.core.models import Collective, User
from speerpunt.members.models import Organisation
from speerpunt.priorities.models import Project

OFFICE = "programmabureau@leiden.example"
ROOT = "/leiden/api/v1"


def main() -> None:
    leiden = Collective.objects.get(slug="leiden")
    with scope(collective=leiden):
        asked, secret = list(questions()), new_key(leiden)
    application = with_key(get_wsgi_application(), secret)
    print(json.dumps([asdict(measure(application, each, cookie="")) for each in asked]))


def questions() -> Iterator[Asked]:
    organisation = Organisation.objects.order_by("pk")[100]
    project = Project.objects.get(title="Spanjaardsbrug")
    action = Action.objects.order_by("pk")[10]
    yesterday = f"{timezone.now() - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    for name, path, kind in (
        ("Organisations", "organisations", "list"),
        ("Organisations, far on", f"organisations?after={organisation.pk + 5000}", "list"),
        ("Organisations that changed", f"organisations?changed_since={yesterday}", "list"),
        ("Organisation", f"organisations/{organisation.pk}", "object"),
        ("Projects", "projects", "list"),
        ("Project", f"projects/{project.pk}", "object"),
        ("Projects as a map", "projects.geojson", "list"),
        ("Areas as a map", "areas.geojson", "list"),
        ("Actions", "actions", "list"),
        ("Action", f"actions/{action.pk}", "object"),
        ("Decisions", "decisions", "list"),
    ):
        yield Asked(name, f"{ROOT}/{path}", "office", kind)


def new_key(leiden: Collective) -> str:
    tomorrow = timezone.localdate() + timedelta(days=1)
    office = User.objects.get(email=OFFICE)
    _token, secret = make_token(leiden, owner=office, name="Benchmark", scopes=SCOPES, expires_on=tomorrow)
    return secret


def with_key(application: Callable[..., Any], secret: str) -> Callable[..., Any]:
    """A key instead of a session."""
    return lambda environ, start: application({**environ, "HTTP_AUTHORIZATION": f"Bearer {secret}"}, start)


if __name__ == "__main__":
    main()
