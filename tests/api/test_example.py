"""The example of the documentation, run as it stands; its requests come to the application in this process."""

import re
import urllib.request
from email.message import Message
from io import BytesIO
from pathlib import Path
from urllib.response import addinfourl

import pytest
from django.conf import settings
from django.test import Client

from speerpunt.priorities.models import Milestone, Project
from tests.factories import make_edition, make_key, make_priority, make_project

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"


class InThisProcess(urllib.request.HTTPHandler):
    def http_open(self, request):
        answer = Client().generic(
            request.get_method(),
            request.full_url.removeprefix(settings.BASE_URL),
            request.data or b"",
            content_type=request.get_header("Content-type", ""),
            headers=dict(request.header_items()),
        )
        headers = Message()
        for name, value in answer.headers.items():
            headers[name] = value
        told = addinfourl(BytesIO(answer.content), headers, request.full_url, answer.status_code)
        told.msg = answer.reason_phrase
        return told


def test_the_example_of_the_documentation_runs(leiden, office_user, monkeypatch):
    monkeypatch.setattr(urllib.request, "_opener", urllib.request.build_opener(InThisProcess))
    priority = make_priority(make_edition(leiden, status="current"))
    for _turn in range(3):
        make_project(priority, phase="execution")
    _key, secret = make_key(leiden, office_user, scopes=["plan:write"])
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), flags=re.DOTALL)
    code = code.replace("https://…", settings.BASE_URL).replace('"spt_…"', repr(secret))
    for _turn in range(2):
        ran = {}
        exec(code.replace("limit=200", "limit=2"), ran)
        assert len(ran["projects"]) == 3
    assert Project.objects.get(next_step="Bel de gemeente").pk == ran["project"]["id"]
    assert Milestone.objects.get().pk == ran["milestone"]["id"]
