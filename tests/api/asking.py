"""Another system, as our tests play it: a key, and JSON."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django_scopes import scope

from speerpunt.core.models import Collective, User
from tests import factories as make


class Asker:
    """Asks with one key, below one collective."""

    def __init__(self, secret: str, slug: str = "leiden", language: str = "en") -> None:
        self.client = Client(raise_request_exception=False)
        self.root = f"/{slug}/api/v1"
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Language": language}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(self._at(path), headers=self.headers | headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, {} if body is None else body, headers)

    def patch(self, path: str, body: Any, match: str = "*") -> Any:
        return self._send("patch", path, body, {"If-Match": match} if match else {})

    def delete(self, path: str, match: str = "*") -> Any:
        return self.client.delete(
            self._at(path), headers=self.headers | ({"If-Match": match} if match else {})
        )

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> HttpResponse:
        content = body if isinstance(body, str | bytes) else json.dumps(body)
        return getattr(self.client, method)(
            self._at(path), content, content_type="application/json", headers=self.headers | headers
        )

    def _at(self, path: str) -> str:
        return path if path.startswith(("/leiden/", "/elders/")) else f"{self.root}/{path}"


def asker_of(collective: Collective, user: User, **fields: Any) -> Asker:
    with scope(collective=collective):
        _key, secret = make.make_key(collective, user, **fields)
    return Asker(secret, collective.slug)
