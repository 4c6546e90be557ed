"""Fixtures import inside: pytest reads this before Django is set up."""

import pytest


@pytest.fixture(autouse=True)
def delivery(settings):
    from .digests import DELIVERY

    settings.MAIL_DELIVERY_BACKEND = DELIVERY


@pytest.fixture
def member(leiden):
    from tests.factories import make_visitor

    return make_visitor(leiden, "member")


@pytest.fixture
def office(leiden):
    from tests.factories import make_visitor

    return make_visitor(leiden)


@pytest.fixture
def bridge(leiden, priority, member):
    from .digests import make_followed

    return make_followed(leiden, priority, member, title="Spanjaardsbrug")
