"""What others have costs us nothing: a page asks as much beside five full collectives as it does alone."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = (
    "",
    "vandaag/",
    "organisaties/",
    "organisaties/?zoek=bakker",
    "projecten/",
    "projecten/tijdlijn/",
    "gebieden/",
    "acties/",
    "documenten/",
    "overleg/",
    "zoeken/?q=bakker",
)


def full_collective(slug: str):
    collective = make.make_collective(slug)
    project = make.make_project(make.make_priority(make.make_edition(collective)))
    make.make_organisation(collective, name="Bakkerij Smit")
    make.make_area(collective)
    make.make_action(collective, project)
    make.make_document(make.make_folder(collective))
    make.make_meeting(make.make_body(collective))
    return collective


def asked(client: Client, path: str) -> list[str]:
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [each["sql"] for each in captured]


def test_a_page_asks_as_often_beside_others_as_alone():
    leiden = full_collective("leiden")
    client = Client()
    client.force_login(make.make_visitor(leiden, "board"))
    alone = {page: len(asked(client, f"/leiden/{page}")) for page in PAGES}
    for number in range(5):
        full_collective(f"stad-{number}")
    assert {page: len(asked(client, f"/leiden/{page}")) for page in PAGES} == alone
