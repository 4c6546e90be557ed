"""A plan comes in through the screens: upload, review, take over, undo; and the table of words."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from speerpunt.members.enums import StandingKind
from speerpunt.priorities.enums import ImportStatus
from speerpunt.priorities.models import KindWord, PlanEdition, PlanImport, Priority, Project
from tests.factories import make_plan_import, make_priority, make_visitor, plan_node

pytestmark = pytest.mark.django_db
TEXT = """Plan 2028-2029

1. Speerpunt Mobiliteit

Leiden blijft bereikbaar.

Lopende projecten
- Spanjaardsbrug
- Fietsroute langs het kanaal

2. Speerpunt Energie

Lopende projecten
- Energiehub
"""


@pytest.fixture
def office(client, leiden, inside):
    user = make_visitor(leiden, StandingKind.OFFICE)
    client.force_login(user)
    return user


def upload(client, content=TEXT, name="plan.txt"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post("/leiden/plannen/invoer/", {"file": file})


def test_the_office_brings_a_plan_in_and_takes_it_back(client, office):
    url = upload(client).url
    assert client.get(url).status_code == 200
    assert client.get(f"{url}?toon=alles").status_code == 200
    assert client.post(url, {"verder": "1"}).url == f"{url}overnemen/"
    form = client.get(f"{url}overnemen/").context["form"]
    assert (form["title"].value(), form["start"].value()) == ("Plan 2028-2029", "2028-01-01")
    values = {"title": "Plan 2028-2029", "start": "2028-01-01", "end": "2029-12-31", "visibility": "members"}
    assert client.post(f"{url}overnemen/", values).url == url
    assert set(Priority.objects.values_list("title", flat=True)) == {"Mobiliteit", "Energie"}
    assert Project.objects.get(title="Energiehub").priority.title == "Energie"
    assert client.get(url).status_code == 200
    assert client.get(f"{url}terug/").status_code == 200
    client.post(f"{url}terug/")
    assert (Project.objects.count(), PlanImport.objects.get().status) == (0, ImportStatus.REVIEW)


def test_a_file_that_is_no_plan_says_why(client, office):
    response = upload(client, b"\x00\x01\x02", "plan.exe")
    assert (response.status_code, len(response.context["form"].errors)) == (200, 1)
    assert PlanImport.objects.count() == 0


def test_a_reviewer_saves_choices_line_by_line_and_many_at_once(client, office, inside):
    nodes = [plan_node(1, "Mobiliteit"), *(plan_node(n, f"Regel {n}", "text", 1) for n in (2, 3, 4))]
    plan_import = make_plan_import(inside, nodes=nodes)
    url = f"/leiden/plannen/invoer/{plan_import.pk}/"
    client.post(url, {"soort-2": "project", "naam-2": "Brug", "samen-2": "", "onder-2": "1"})
    plan_import.refresh_from_db()
    assert plan_import.choices == {"2": {"kind": "project", "name": "Brug", "under": 1}}
    client.post(url, {"alles": "1", "nu": "text", "wordt": "aim"})
    client.post(url, {"eronder": "1", "alles-onder-1": "nothing"})
    client.post(url, {"alles": "1", "nu": "hier", "wordt": "challenge", "soort-3": "aim"})
    plan_import.refresh_from_db()
    assert {line: choice["kind"] for line, choice in plan_import.choices.items()} == {
        "2": "nothing",
        "3": "challenge",
        "4": "nothing",
    }


def test_a_line_without_a_place_is_shown_first_and_stops_taking_over(client, office, inside):
    nodes = [
        plan_node(1, "Mobiliteit"),
        plan_node(2, "Brug", "section", 1),
        plan_node(3, "Onderdeel", "part", 2),
    ]
    plan_import = make_plan_import(inside, nodes=nodes)
    url = f"/leiden/plannen/invoer/{plan_import.pk}/"
    assert len(client.get(f"{url}?toon=zonder-plek").context["lines"]) == 1
    values = {"title": "Plan", "start": "2028-01-01", "end": "2029-12-31", "visibility": "members"}
    response = client.post(f"{url}overnemen/", values)
    assert (response.status_code, PlanEdition.objects.count()) == (200, 0)
    client.post(f"{url}?toon=zonder-plek", {"verhef": "2-project"})
    client.post(f"{url}overnemen/", values)
    assert Project.objects.get(title="Brug").parts.get().text == "Onderdeel"


def test_a_new_draft_needs_a_title_and_dates(client, office, inside):
    plan_import = make_plan_import(inside, titles=["Mobiliteit"])
    response = client.post(f"/leiden/plannen/invoer/{plan_import.pk}/overnemen/", {"visibility": "members"})
    assert set(response.context["form"].errors) == {"title", "start", "end"}


def test_an_import_is_put_aside(client, office, inside):
    url = f"/leiden/plannen/invoer/{make_plan_import(inside, titles=['Mobiliteit']).pk}/"
    assert client.get(f"{url}opzij/").status_code == 200
    client.post(f"{url}opzij/")
    assert (client.get(url).status_code, client.post(url).status_code) == (200, 200)
    assert PlanImport.objects.get().status == ImportStatus.DROPPED


def test_nobody_else_finds_the_imports(client, leiden, inside):
    plan_import = make_plan_import(inside, titles=["Mobiliteit"])
    client.force_login(make_visitor(leiden, StandingKind.BOARD))
    for word in ("", "overnemen/", "opzij/", "terug/"):
        assert client.post(f"/leiden/plannen/invoer/{plan_import.pk}/{word}").status_code == 404
    assert client.get("/leiden/plannen/invoer/").status_code == 403


def test_the_office_changes_the_words_and_restores_them(client, office):
    url = "/leiden/plannen/woorden/"
    assert client.get(url).context["is_own"] is False
    assert client.post(url, {"project": "Klus, Actie;\nKlus", "aim": "Doel"}).status_code == 302
    assert set(KindWord.objects.values_list("phrase", flat=True)) == {"Klus", "Actie", "Doel"}
    wrong = client.post(url, {"project": "Klus", "aim": "Klus", "result": "x" * 90})
    assert set(wrong.context["form"].errors) == {"project", "result"}
    assert client.get(f"{url}gewone/").status_code == 200
    client.post(f"{url}gewone/")
    assert client.get(url).context["is_own"] is False


def test_own_words_change_what_an_upload_becomes(client, office):
    client.post("/leiden/plannen/woorden/", {"project": "Klussen", "priority": "Hoofdstuk"})
    upload(
        client,
        "1. Hoofdstuk Mobiliteit\n\nKlussen\n- Brug\n- Weg\n\n2. Hoofdstuk Energie\n\nKlussen\n- Hub\n",
    )
    kinds = {node["title"]: node["proposed_kind"] for node in PlanImport.objects.get().nodes}
    assert (kinds["Brug"], kinds["Hub"]) == ("project", "project")


def test_the_command_keeps_a_plan_for_review(tmp_path, leiden, edition, inside, capsys):
    file = tmp_path / "plan.txt"
    file.write_text(TEXT)
    call_command("import_plan", str(file), collective="leiden", edition=edition.title)
    assert PlanImport.objects.get().edition == edition
    call_command("import_plan", str(file), collective="leiden", dry_run=True, json=True)
    assert json.loads(capsys.readouterr().out)["nodes"][0]["id"] == 1
    assert PlanImport.objects.count() == 1
    with pytest.raises(CommandError):
        call_command("import_plan", str(file), collective="leiden", edition="Onbekend")


def test_a_line_is_saved_by_itself_and_the_answer_says_how_far_the_review_is(client, office, inside):
    nodes = [plan_node(1, "Mobiliteit"), plan_node(2, "Brug", "project", 1) | {"confidence": 0.3}]
    plan_import = make_plan_import(inside, nodes=nodes)
    url = f"/leiden/plannen/invoer/{plan_import.pk}/"
    response = client.post(url, {"klopt-2": "1"}, headers={"X-Requested-With": "regel"})
    assert (response.context["review"].doubted, response.context["review"].looked_at) == (1, 1)
    client.post(url, {"klopt-2": ""}, headers={"X-Requested-With": "regel"})
    plan_import.refresh_from_db()
    assert plan_import.choices == {}


def test_picked_lines_are_moved_as_far_as_they_can_stand_there(client, office, inside):
    nodes = [
        plan_node(1, "Mobiliteit"),
        plan_node(2, "Energie"),
        plan_node(3, "Brug", "project", 1),
        plan_node(4, "Onderdeel", "part", 3),
    ]
    plan_import = make_plan_import(inside, nodes=nodes)
    url = f"/leiden/plannen/invoer/{plan_import.pk}/"
    response = client.post(url, {"gekozen": ["3", "4"], "naar": "2", "verplaats": "1"}, follow=True)
    plan_import.refresh_from_db()
    assert plan_import.choices == {"3": {"under": 2}}
    assert len(response.context["messages"]) == 2
    client.post(url, {"gekozen": ["3", "4"], "alles": "1", "nu": "gekozen", "wordt": "klopt"})
    plan_import.refresh_from_db()
    assert plan_import.choices == {"3": {"under": 2, "sure": 1}, "4": {"sure": 1}}


def test_what_exists_in_another_plan_is_shown_before_taking_over(client, office, inside, edition):
    make_priority(edition, title="Mobiliteit")
    url = upload(client).url
    values = {"edition": edition.pk, "visibility": "members"}
    assert client.post(f"{url}overnemen/", values).url == f"{url}?toon=bestaat-al"
    assert PlanImport.objects.get().edition == edition
    assert client.post(f"{url}overnemen/", values).url == url
    assert Priority.objects.filter(edition=edition, title="Mobiliteit").count() == 1
