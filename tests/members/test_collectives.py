import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from speerpunt.core.models import Collective, User
from speerpunt.members.enums import StandingKind
from speerpunt.members.models import Body
from speerpunt.members.queries import first_steps, standing_of
from speerpunt.members.services.collectives import CollectiveProblem, create_collective, setup_code
from tests.factories import make_collective

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name": "Ondernemend Delft",
    "slug": "delft",
    "city": "Delft",
    "office_name": "Programmabureau",
    "office_email": "bureau@delft.example",
    "password": "een lange zin over bruggen",
}


def test_whoever_reads_the_log_makes_the_first_collective_and_is_its_office(client):
    address = f"/nieuw/?code={setup_code()}"
    assert client.get(address).status_code == 200
    assert client.post(address, ANSWERS).status_code == 302
    delft = Collective.objects.get(slug="delft")
    assert standing_of(User.objects.get(email="bureau@delft.example"), delft).is_office
    with scope(collective=delft):
        assert Body.objects.get().kind == "board"


@pytest.mark.parametrize("code", ["", "setup", "setup:1abc:vervalst"])
def test_nobody_makes_a_collective_without_the_code(client, code):
    assert client.post(f"/nieuw/?code={code}", ANSWERS).status_code == 404
    assert Collective.objects.count() == 0


def test_the_code_is_worth_nothing_once_there_is_a_collective(client):
    make_collective()
    assert client.get(f"/nieuw/?code={setup_code()}").status_code == 404


@pytest.mark.parametrize("slug", ["account", "static", "nieuw"])
def test_an_address_that_the_site_needs_is_refused(slug):
    with pytest.raises(CollectiveProblem):
        create_collective(**{**ANSWERS, "slug": slug})
    assert (Collective.objects.count(), User.objects.count()) == (0, 0)


def test_the_command_makes_a_collective_once(capsys):
    arguments = ("create_collective", "delft", "--name=Delft", "--city=Delft", "--email=bureau@delft.example")
    call_command(*arguments)
    with pytest.raises(CommandError, match="delft"):
        call_command(*arguments)
    assert Collective.objects.count() == 1


def test_a_new_collective_has_every_first_step_still_to_do():
    delft = create_collective(**ANSWERS)
    with scope(collective=delft):
        assert [step.is_done for step in first_steps(delft)] == [False] * 5


def test_the_office_changes_the_settings_and_the_history_tells(client):
    delft = create_collective(**ANSWERS)
    client.force_login(User.objects.get())
    client.post(
        "/delft/beheer/collectief/", {"name": "Delft Onderneemt", "city": "Delft", "introduction": "Wij."}
    )
    delft.refresh_from_db()
    assert (delft.name, delft.introduction) == ("Delft Onderneemt", "Wij.")
    assert "Delft Onderneemt" in client.get("/delft/beheer/").content.decode()


def test_every_kind_of_standing_can_be_looked_at_except_the_office_itself():
    from speerpunt.members.forms.accounts import ViewAsForm

    shown = {value for value, _label in ViewAsForm().fields["kind"].choices}
    assert shown == set(StandingKind) - {StandingKind.OFFICE}


def test_whoever_made_the_first_collective_signs_in_and_comes_to_its_first_steps(client):
    fields = {
        "name": "Ondernemend Delft",
        "city": "Delft",
        "slug": "delft",
        "office_name": "Programmamanager",
        "office_email": "bureau@delft.example",
        "password": "een lange zin over grachten",
    }
    answer = client.post(f"/nieuw/?code={setup_code()}", fields)
    assert answer.headers["Location"] == "/account/aanmelden/?next=/delft/beheer/"
    signing_in = {"login": fields["office_email"], "password": fields["password"], "next": "/delft/beheer/"}
    page = client.post("/account/aanmelden/", signing_in, follow=True)
    assert page.status_code == 200
    assert [step.is_done for step in page.context["steps"]] == [False] * 5
