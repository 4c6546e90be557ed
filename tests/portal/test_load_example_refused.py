"""A demonstration with a fault is refused: the fault is told, and nothing is kept."""

import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from speerpunt.core.models import Collective, Installation, User
from tests.factories import make_collective
from tests.portal.example import FEW, LEIDEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path):
    settings.VAR = tmp_path
    return tmp_path


@pytest.fixture
def broken(tmp_path):
    return shutil.copytree(LEIDEN, tmp_path / "broken")


def load(folder, *options):
    call_command("load_example", str(folder), f"--enterprises={FEW}", *options, stdout=StringIO())


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "plan.toml",
            'status = "current"',
            'status = "present"',
            "plan.toml, 2026-2027, status: must be one of",
        ),
        (
            "bodies.toml",
            'person = "programmamanager"',
            'person = "niemand"',
            "seats[1].person: there is no person “niemand”",
        ),
        ("people.toml", "[[people]]", "[[people", "people.toml: cannot be read"),
        ("areas.geojson", '"Polygon"', '"Triangle"', "areas.geojson, leiden, geometry"),
    ],
)
def test_a_fault_is_told_and_nothing_is_kept(broken, file, old, new, fault):
    text = (broken / file).read_text()
    assert old in text
    (broken / file).write_text(text.replace(old, new, 1))
    with pytest.raises(CommandError) as caught:
        load(broken, "--demo")
    assert fault in str(caught.value)
    assert (Collective.objects.count(), Installation.current().is_demo) == (0, False)


def test_a_text_that_is_too_long_takes_everything_back(broken):
    plan = (broken / "plan.toml").read_text()
    (broken / "plan.toml").write_text(plan.replace('title = "Spanjaardsbrug"', f'title = "{"x" * 300}"'))
    with pytest.raises(CommandError, match="200"):
        load(broken, "--demo")
    assert (Collective.objects.count(), User.objects.count()) == (0, 0)


def test_a_folder_without_an_example_is_refused(tmp_path):
    with pytest.raises(CommandError, match="no example"):
        load(tmp_path / "nowhere")


def test_without_demo_there_are_no_accounts():
    load(LEIDEN)
    assert (User.objects.count(), Installation.current().is_demo) == (0, False)


def test_a_database_in_real_use_never_becomes_a_demonstration(var):
    make_collective("delft")
    with pytest.raises(CommandError, match="Er is niets gewijzigd"):
        load(LEIDEN, "--demo")
    assert (Collective.objects.count(), (var / "demo-password").exists()) == (1, False)


def test_two_records_that_would_become_one_row_are_refused(broken):
    text = (broken / "plan.toml").read_text()
    first, second = "Voorjaarsronde klaar", "Najaarsronde klaar"
    assert first in text
    (broken / "plan.toml").write_text(text.replace(first, second))
    with pytest.raises(CommandError, match="stands twice"):
        load(broken)
    assert Collective.objects.count() == 0
