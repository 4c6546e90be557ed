"""However many accounts, entries, requests, swaps and grants there are: each page asks the database as often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from speerpunt.core.addresses import address
from speerpunt.members.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(leiden):
    return make.make_project(make.make_priority(make.make_edition(leiden, status="current")))


@pytest.fixture
def reader(leiden, account):
    """Speaks for De Waard."""
    user = make.make_visitor(leiden, "board")
    make.make_role(Person.objects.get(user=user), make.make_association(account.area), "chair")
    return user


def add_one_of_everything(leiden, account, year, project):
    other = make.make_drawing_account(leiden)
    make.make_yield(account, year, 5_000_00)
    make.make_yield(other, year)
    make.make_granted_request(account, year, cents=10_00, project=project)
    make.make_funding_request(account, year, project=project)
    make.make_swap(year, account, other)
    grant = make.make_grant(leiden, project=project)
    make.make_instalment(grant)
    make.make_duty(grant)


PAGES = {
    "overview": lambda account, project: address("funds:money"),
    "statement": lambda account, project: account.get_absolute_url(),
    "requests": lambda account, project: address("funds:requests"),
    "request file": lambda account, project: address("funds:request_export", "csv"),
    "swaps": lambda account, project: address("funds:swaps"),
    "grants": lambda account, project: address("funds:grants"),
    "grant file": lambda account, project: address("funds:grant_export", "csv"),
    "project": lambda account, project: project.get_absolute_url(),
    "today": lambda account, project: address("portal:today"),
}


def test_one_and_three_of_everything_cost_the_same(client, leiden, account, year, project, reader):
    client.force_login(reader)

    def counted():
        found = {}
        for name, page in PAGES.items():
            url = page(account, project)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            found[name] = len(queries)
        return found

    add_one_of_everything(leiden, account, year, project)
    once = counted()
    for _more in range(2):
        add_one_of_everything(leiden, account, year, project)
    assert counted() == once
