"""Lists, pages and panels: what they show, in what order, and at what cost."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.actions.models import Action, ActionRequest
from speerpunt.core.registry import search_sources
from speerpunt.members.services.erasure import erase_person
from tests.factories import (
    make_action,
    make_action_request,
    make_area,
    make_body,
    make_organisation,
    make_person,
    make_project,
)

pytestmark = pytest.mark.django_db

LIST = "/leiden/acties/"


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


@pytest.fixture
def client_of_office(office, signed_in):
    return signed_in(office)


def titles(response):
    return [line.title for line in response.context["lines"]]


def test_anybody_inside_reads_overdue_first_and_then_by_day(leiden, project, somebody, signed_in):
    for title, days in (("later", 30), ("te laat", -3), ("morgen", 1), ("veel te laat", -30)):
        make_action(leiden, project, title=title, in_days=days)
    page = signed_in(somebody("member")).get(LIST)
    assert titles(page) == ["veel te laat", "te laat", "morgen", "later"]
    assert page.context["overdue"] == 2


def test_what_is_closed_comes_after_what_is_open(leiden, project, client_of_office):
    make_action(leiden, project, title="gedaan", in_days=-90, state="done")
    make_action(leiden, project, title="open", in_days=3)
    assert titles(client_of_office.get(LIST)) == ["open"]
    assert titles(client_of_office.get(f"{LIST}?stand=alles")) == ["open", "gedaan"]
    assert titles(client_of_office.get(f"{LIST}?stand=klaar")) == ["gedaan"]


def test_the_office_narrows_the_list(leiden, priority, project, office, client_of_office, person_of):
    area, owner = make_area(leiden, name="De Waard", slug="de-waard"), make_person(leiden)
    project.areas.add(area)
    make_action(leiden, project, title="op het dossier", owner=owner, in_days=-1)
    make_action(leiden, area, title="op het gebied", in_days=5)
    named = make_action(leiden, title="noemt het gebied", in_days=20)
    named.areas.add(area)
    make_action(leiden, make_organisation(leiden), title="elders", in_days=90)
    mine = make_action(
        leiden, title="van mij", owner=person_of(office), made_by=person_of(office), in_days=91
    )
    make_action_request(mine, to=owner)
    found = {
        f"wie={owner.pk}": ["op het dossier"],
        f"waar=project-{project.pk}": ["op het dossier"],
        "gebied=de-waard": ["op het dossier", "op het gebied", "noemt het gebied"],
        "wanneer=te-laat": ["op het dossier"],
        "wanneer=week": ["op het gebied"],
        "wanneer=maand": ["op het gebied", "noemt het gebied"],
        "wanneer=later": ["elders", "van mij"],
        "zoek=GEBIED": ["op het gebied", "noemt het gebied"],
        "lijst=mijn": ["van mij"],
        "lijst=gemaakt": ["van mij"],
        "lijst=gevraagd": ["van mij"],
        "lijst=niemand&wanneer=later": ["elders"],
    }
    assert {query: titles(client_of_office.get(f"{LIST}?{query}")) for query in found} == found


def test_a_list_costs_the_same_for_one_and_for_three(
    leiden, priority, project, client_of_office, django_assert_num_queries
):
    def add():
        action = make_action(leiden, make_project(priority), owner=make_person(leiden))
        make_action_request(action)

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    add()
    client_of_office.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client_of_office.get(LIST)
    add()
    add()
    with django_assert_num_queries(len(one)):
        client_of_office.get(LIST)


@pytest.mark.parametrize("path", ["/leiden/vandaag/", "project", "action"])
def test_a_page_costs_the_same_with_one_and_with_three(
    leiden, project, office, client_of_office, person_of, django_assert_num_queries, path
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def add():
        action = make_action(leiden, project, owner=person_of(office))
        make_action_request(make_action(leiden, project, owner=make_person(leiden)))
        return action

    first = add()
    path = {"project": project.get_absolute_url(), "action": first.get_absolute_url()}.get(path, path)
    client_of_office.get(path)
    with CaptureQueriesContext(connection) as one:
        client_of_office.get(path)
    add()
    add()
    with django_assert_num_queries(len(one)):
        client_of_office.get(path)


def test_one_line_adds_an_action_and_leads_back(leiden, project, office, client_of_office):
    owner = make_person(leiden, family_name="De Vries")
    sent = {"title": "Bel de gemeente", "owner": "De Vries", "due": str(in_days(5)), "terug": LIST}
    address = f"{LIST}nieuw/priorities/project/{project.pk}/"
    assert client_of_office.post(address, sent).url == LIST
    added = Action.objects.get()
    assert (added.title, added.owner, added.object_id, added.visibility) == (
        "Bel de gemeente",
        owner,
        project.pk,
        "",
    )


def test_what_lacks_in_the_line_is_asked_and_kept(leiden, project, client_of_office):
    sent = {"title": "Bel de gemeente", "owner": "Niemand", "due": str(in_days(-5)), "terug": LIST}
    page = client_of_office.post(f"{LIST}nieuw/", sent)
    assert set(page.context["form"].errors) == {"owner", "due"}
    assert "Bel de gemeente" in page.content.decode()
    assert f'value="{LIST}"' in page.content.decode()
    assert not Action.objects.exists()


def test_an_action_by_itself_must_say_who_may_see_it(leiden, office, client_of_office):
    make_person(leiden, family_name="De Vries")
    sent = {"title": "Bel", "owner": "De Vries", "due": str(in_days(5)), "visibility": ""}
    assert set(client_of_office.post(f"{LIST}nieuw/", sent).context["form"].errors) == {"visibility"}


def test_a_circle_is_never_wider_than_what_it_hangs_on(leiden, priority, client_of_office):
    closed = make_project(priority, visibility="board")
    page = client_of_office.get(f"{LIST}nieuw/priorities/project/{closed.pk}/")
    assert [value for value, _label in page.context["form"].fields["visibility"].choices] == ["", "closed"]


def test_the_owner_finishes_with_one_press_and_takes_it_back(leiden, project, somebody, person_of, signed_in):
    member = somebody("member")
    action = make_action(leiden, project, owner=person_of(member), title="Bel")
    client = signed_in(member)
    page = client.post(f"{action.get_absolute_url()}klaar/", {"terug": "/leiden/vandaag/"}, follow=True)
    assert Action.objects.get().state == "done"
    undo = next(str(message.extra_tags) for message in page.context["messages"])
    assert f'action="{undo}"'.replace("&", "&amp;") in page.content.decode()
    assert client.post(undo).url == "/leiden/vandaag/"
    assert Action.objects.get().state == "open"


def test_pressing_done_twice_says_so(leiden, project, client_of_office):
    action = make_action(leiden, project, state="done")
    page = client_of_office.post(f"{action.get_absolute_url()}klaar/", follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["warning"]


def test_the_maker_changes_and_drops(leiden, project, somebody, person_of, signed_in):
    maker = somebody("board")
    action = make_action(leiden, project, owner=make_person(leiden), made_by=person_of(maker))
    client = signed_in(maker)
    form = client.get(f"{action.get_absolute_url()}wijzigen/").context["form"]
    assert form["owner"].value() == f"{action.owner} #{action.owner_id}"
    sent = {name: form[name].value() for name in ("title", "owner", "explanation", "origin", "visibility")}
    sent |= {"due": str(in_days(40))}
    client.post(f"{action.get_absolute_url()}wijzigen/", sent)
    assert (Action.objects.get().due, Action.objects.get().times_moved) == (in_days(40), 1)
    client.post(f"{action.get_absolute_url()}vervallen/", {"reason": ""})
    assert Action.objects.get().is_open
    client.post(f"{action.get_absolute_url()}vervallen/", {"reason": "Dubbel"})
    assert (Action.objects.get().state, Action.objects.get().drop_reason) == ("dropped", "Dubbel")


def test_an_overdue_day_may_stay_when_something_else_changes(leiden, project, client_of_office):
    action = make_action(leiden, project, owner=make_person(leiden), in_days=-5)
    sent = {"title": "Anders", "owner": str(action.owner), "due": str(action.due), "visibility": ""}
    assert client_of_office.post(f"{action.get_absolute_url()}wijzigen/", sent).status_code == 302
    assert (Action.objects.get().title, Action.objects.get().times_moved) == ("Anders", 0)


def test_the_owner_asks_and_the_maker_answers_on_the_page(leiden, project, somebody, person_of, signed_in):
    member, maker = somebody("member"), somebody("board")
    action = make_action(leiden, project, owner=person_of(member), made_by=person_of(maker))
    ask = f"{action.get_absolute_url()}vragen/"
    sent = {"vraag": "dag", "dag-day": str(in_days(30)), "dag-reason": "Ziek"}
    assert signed_in(member).post(ask, sent).url == action.get_absolute_url()
    assert signed_in(maker).get("/leiden/vandaag/").context["today"].requests[0].reason == "Ziek"
    answer = f"{LIST}vragen/{ActionRequest.objects.get().pk}/antwoord/"
    refused = signed_in(maker).post(answer, {"decision": "refused", "words": ""})
    assert set(refused.context["form"].errors) == {"words"}
    signed_in(maker).post(answer, {"decision": "agreed"})
    assert Action.objects.get().due == in_days(30)
    page = signed_in(member).get(action.get_absolute_url()).content.decode()
    assert "Ziek" in page
    assert "één keer verzet" in page


def test_a_question_that_cannot_be_asked_is_told_and_kept(leiden, project, somebody, person_of, signed_in):
    member = somebody("member")
    action = make_action(leiden, project, owner=person_of(member))
    sent = {"vraag": "dag", "dag-day": str(action.due), "dag-reason": "Ziek"}
    page = signed_in(member).post(f"{action.get_absolute_url()}vragen/", sent)
    assert "Ziek" in page.content.decode()
    assert page.context["day_form"].non_field_errors()


def test_the_asker_withdraws(leiden, project, somebody, person_of, signed_in):
    member = somebody("member")
    asked = make_action_request(make_action(leiden, project, owner=person_of(member)))
    signed_in(member).post(f"{LIST}vragen/{asked.pk}/intrekken/")
    assert ActionRequest.objects.get().state == "withdrawn"


def test_panels_show_what_hangs_there_and_beneath(
    leiden, priority, project, client_of_office, person_of, office
):
    area, body, person = make_area(leiden), make_body(leiden), make_person(leiden)
    project.areas.add(area)
    make_action(leiden, project, title="op het dossier", owner=person)
    make_action(leiden, body, title="op het gremium")
    shown = {
        project.get_absolute_url(): {"op het dossier"},
        priority.get_absolute_url(): {"op het dossier"},
        area.get_absolute_url(): {"op het dossier"},
        body.get_absolute_url(): {"op het gremium"},
        person.get_absolute_url(): {"op het dossier"},
    }
    for path, expected in shown.items():
        page = client_of_office.get(path).content.decode()
        found = {title for title in ("op het dossier", "op het gremium") if title in page}
        assert found == expected, path


def test_a_long_panel_leads_to_the_list(leiden, project, client_of_office):
    for _number in range(11):
        make_action(leiden, project)
    page = client_of_office.get(project.get_absolute_url())
    panel = next(panel for template, panel in page.context["panels"] if "actions" in template)
    assert (len(panel["lines"]), panel["count"], panel["query"]) == (8, 11, f"waar=project-{project.pk}")


def test_the_file_says_the_same_as_the_list(leiden, project, client_of_office):
    make_action(leiden, project, title="Bel", in_days=-2, origin="overleg")
    make_action(leiden, project, title="Gedaan", state="done")
    content = client_of_office.get(f"{LIST}uitvoer.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert [(row["Wat"], row["Te laat"], row["Hoort bij"], row["Komt uit"]) for row in rows] == [
        ("Bel", "ja", "Spanjaardsbrug", "overleg")
    ]
    assert client_of_office.get(f"{LIST}uitvoer.xlsx").status_code == 200
    assert client_of_office.get(f"{LIST}uitvoer.pdf").status_code == 404


def test_many_are_moved_after_a_page_that_says_how_many(leiden, project, client_of_office):
    actions = [make_action(leiden, project) for _number in range(3)]
    sent = {"actie": "due", "rij": [action.pk for action in actions[:2]]}
    page = client_of_office.post(f"{LIST}tegelijk/", sent)
    assert page.context["count"] == "2"
    client_of_office.post(f"{LIST}tegelijk/", {**sent, "aantal": "2", "due": str(in_days(60))})
    assert Action.objects.filter(due=in_days(60)).count() == 2
    stale = client_of_office.post(
        f"{LIST}tegelijk/", {"actie": "due", "alle": "1", "aantal": "2", "due": str(in_days(70))}
    )
    assert stale.context["has_moved"]
    assert not Action.objects.filter(due=in_days(70)).exists()


def test_many_are_handed_over_at_once(leiden, project, client_of_office):
    make_person(leiden, family_name="De Vries")
    make_action(leiden, project)
    sent = {"actie": "owner", "alle": "1", "aantal": "1", "owner": "De Vries"}
    client_of_office.post(f"{LIST}tegelijk/", sent)
    assert str(Action.objects.get().owner) == "De Vries"


def test_an_action_of_an_erased_person_shows_nobody_to_the_office(leiden, project, office, client_of_office):
    person = make_person(leiden, family_name="De Vries")
    action = make_action(leiden, project, owner=person, title="Bel")
    erase_person(person, by=office)
    assert titles(client_of_office.get(f"{LIST}?lijst=niemand")) == ["Bel"]
    page = client_of_office.get(action.get_absolute_url()).content.decode()
    assert "niemand" in page
    assert "De Vries" not in page


def test_search_finds_an_action_by_its_own_words(inside, leiden, project):
    action = make_action(leiden, project, title="Bel", explanation="uitleg", owner=make_person(leiden))
    source = next(source for source in search_sources() if source.model is Action)
    found = list(source.texts(Action.objects.all()))
    assert [(each.pk, each.title, each.text) for each in found] == [(action.pk, "Bel", "uitleg")]


def test_an_empty_list_says_what_comes(leiden, somebody, signed_in):
    assert "Er staat niets open" in signed_in(somebody("member")).get(LIST).content.decode()
