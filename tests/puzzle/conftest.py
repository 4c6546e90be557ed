import pytest


@pytest.fixture
def leiden(db):
    from tests.factories import make_collective

    return make_collective("leiden", city="Leiden")


@pytest.fixture
def sign_in(leiden):
    """`sign_in("member")` is a client that is signed in as one."""
    from django.test import Client

    from tests.factories import make_visitor

    def make(kind):
        client = Client()
        client.force_login(make_visitor(leiden, kind))
        return client

    return make
