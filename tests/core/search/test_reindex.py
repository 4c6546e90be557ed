"""`speerpunt reindex`: what an operator types when search does not know what stands in the database."""

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from speerpunt.core.models import SearchEntry
from tests.factories import make_collective, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def leiden():
    return make_collective("leiden")


def titles(collective):
    with scope(collective=collective):
        return sorted(SearchEntry.objects.values_list("title", flat=True))


def test_an_operator_makes_the_index_of_every_collective(leiden, capsys):
    delft = make_collective("delft")
    make_organisation(leiden, name="Bakkerij")
    make_organisation(delft, name="Slagerij")
    call_command("reindex")
    assert (titles(leiden), titles(delft)) == (["Bakkerij"], ["Slagerij"])
    assert capsys.readouterr().out.splitlines() == [
        f"{collective.name}: 1 rijen gelezen om te zoeken." for collective in (delft, leiden)
    ]


def test_an_operator_makes_the_index_of_one_collective(leiden):
    delft = make_collective("delft")
    make_organisation(leiden, name="Bakkerij")
    make_organisation(delft, name="Slagerij")
    call_command("reindex", "--collective=delft")
    assert (titles(leiden), titles(delft)) == ([], ["Slagerij"])


def test_what_did_not_change_stays_unless_the_operator_asks_for_all_anew(leiden, capsys):
    make_organisation(leiden, name="Bakkerij")
    for options in ((), (), ("--anew",)):
        call_command("reindex", *options)
    counts = [line.split(": ")[1].split()[0] for line in capsys.readouterr().out.splitlines()]
    assert (counts, titles(leiden)) == (["1", "0", "1"], ["Bakkerij"])


def test_an_operator_who_names_no_collective_of_ours_hears_so(leiden):
    with pytest.raises(CommandError):
        call_command("reindex", "--collective=nergens")
