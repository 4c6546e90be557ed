import socket

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from speerpunt.config.serving import is_loopback, refuse_open_demo, refuse_taken_port, setup_address
from speerpunt.core.models import Installation
from tests.factories import make_collective


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.9.10", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.10", False),
        ("speerpunt.example", False),
        ("", False),
    ],
)
def test_only_this_machine_reaches_a_loopback_address(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["0.0.0.0", "::", "speerpunt.example"])
def test_a_demonstration_serves_this_machine_only(host):
    Installation.objects.create(is_demo=True)
    with pytest.raises(CommandError):
        refuse_open_demo(host)


@pytest.mark.django_db
def test_a_demonstration_serves_this_machine():
    Installation.objects.create(is_demo=True)
    refuse_open_demo("127.0.0.1")


@pytest.mark.django_db
def test_a_database_in_real_use_serves_everyone():
    refuse_open_demo("0.0.0.0")


@pytest.mark.django_db
def test_a_server_without_a_collective_says_where_to_make_the_first(client):
    found = setup_address()
    assert found is not None
    assert client.get(found.removeprefix(settings.BASE_URL)).status_code == 200
    make_collective()
    assert setup_address() is None


def test_a_port_that_another_program_uses_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=str(port)):
            refuse_taken_port("127.0.0.1", port)
    refuse_taken_port("127.0.0.1", port)
