"""Who tries to read, change or learn from an action what is not for him."""

import pytest
from django.utils import timezone

from speerpunt.actions.models import Action, ActionRequest
from speerpunt.actions.queries import actions_visible_to, requests_for
from speerpunt.actions.queries.panels import actions_on_page_of
from speerpunt.actions.queries.places import actions_about
from speerpunt.actions.queries.sight import Sight
from speerpunt.members.queries import attach_standing
from tests.factories import (
    make_action,
    make_action_request,
    make_area,
    make_body,
    make_organisation,
    make_partner,
    make_person,
    make_project,
    make_role,
    make_seat,
    make_user,
)

pytestmark = pytest.mark.django_db

CANARY = "kanarie-4711"
EVERYWHERE = ("/leiden/acties/?stand=alles", "/leiden/acties/uitvoer.csv?stand=alles", "/leiden/vandaag/")


def seen_by(account):
    return set(actions_visible_to(account).values_list("title", flat=True))


@pytest.mark.parametrize("kind", ["partner", "public"])
def test_an_outsider_sees_no_action_of_what_the_world_may_see(leiden, inside, priority, somebody, kind):
    """A priority is public; the work behind it is not."""
    make_action(leiden, priority, visibility="members")
    assert seen_by(somebody(kind)) == set()


def test_a_stranger_sees_no_action_at_all(leiden, inside, priority, client):
    make_action(leiden, priority, title=CANARY, visibility="public")
    make_action(leiden, priority, title=CANARY)
    page = client.get(priority.get_absolute_url())
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    assert client.get("/leiden/acties/").status_code == 403


@pytest.mark.parametrize(
    ("visibility", "kinds"),
    [
        ("", {"office", "board", "member"}),
        ("members", {"office", "board", "member"}),
        ("board", {"office", "board"}),
        ("closed", {"office"}),
    ],
)
def test_an_action_is_seen_within_its_circle(leiden, inside, project, somebody, visibility, kinds):
    make_action(leiden, project, title="Bel", visibility=visibility)
    seen = {kind for kind in ("office", "board", "member", "partner") if seen_by(somebody(kind))}
    assert seen == kinds


def test_an_action_is_never_wider_than_what_it_hangs_on(leiden, inside, priority, somebody):
    closed = make_project(priority, visibility="closed")
    make_action(leiden, closed, visibility="members")
    assert seen_by(somebody("board")) == set()


def test_an_action_of_the_collective_as_a_whole_is_for_the_boards(leiden, inside, somebody):
    make_action(leiden, title="Kies een zaal")
    assert [bool(seen_by(somebody(kind))) for kind in ("office", "board", "member", "partner")] == [
        True,
        True,
        False,
        False,
    ]


def test_a_partner_who_shares_the_dossier_sees_its_actions_but_not_those_among_members(
    leiden, inside, project, somebody, person_of
):
    partner = somebody("partner")
    organisation = person_of(partner).roles.get().organisation
    make_partner(project, organisation, shares_dossier=True)
    make_action(leiden, project, title="Samen")
    make_action(leiden, project, title="Onder ons", visibility="members")
    assert seen_by(partner) == {"Samen"}


def test_the_owner_reads_his_own_text_and_nothing_of_the_closed_dossier(
    leiden, inside, priority, somebody, person_of, signed_in
):
    closed = make_project(priority, title=CANARY, visibility="closed")
    member = somebody("member")
    action = make_action(leiden, closed, title="Lees het stuk", owner=person_of(member))
    client = signed_in(member)
    for path in (action.get_absolute_url(), *EVERYWHERE):
        page = client.get(path).content.decode()
        assert "Lees het stuk" in page
        assert CANARY not in page


def test_the_name_of_a_deleted_closed_dossier_stays_closed(
    leiden, inside, priority, somebody, person_of, signed_in
):
    from speerpunt.priorities.services import delete_project

    closed = make_project(priority, title=CANARY, visibility="closed")
    member, office = somebody("member"), somebody("office")
    action = make_action(leiden, closed, title="Lees het stuk", owner=person_of(member))
    delete_project(closed, by=office)
    assert CANARY in signed_in(office).get(action.get_absolute_url()).content.decode()
    for path in (action.get_absolute_url(), *EVERYWHERE):
        assert CANARY not in signed_in(member).get(path).content.decode()
    assert seen_by(somebody("board")) == set()


@pytest.mark.parametrize("address", ["klaar", "heropen", "wijzigen", "vervallen", "vragen"])
@pytest.mark.parametrize("kind", ["member", "board"])
def test_who_only_reads_changes_nothing(leiden, inside, project, somebody, signed_in, kind, address):
    action = make_action(leiden, project)
    client = signed_in(somebody(kind))
    assert client.get(action.get_absolute_url()).status_code == 200
    assert client.post(f"{action.get_absolute_url()}{address}/").status_code == 403


def test_the_owner_does_not_move_or_hand_over_himself(
    leiden, inside, project, somebody, person_of, signed_in
):
    member = somebody("member")
    action = make_action(leiden, project, owner=person_of(member))
    sent = {"title": "Anders", "owner": str(person_of(member)), "due": "2199-01-01"}
    assert signed_in(member).post(f"{action.get_absolute_url()}wijzigen/", sent).status_code == 403


def test_the_asker_does_not_answer_himself(leiden, inside, project, somebody, person_of, signed_in):
    member = somebody("member")
    asked = make_action_request(make_action(leiden, project, owner=person_of(member)))
    answer = signed_in(member).post(f"/leiden/acties/vragen/{asked.pk}/antwoord/", {"decision": "agreed"})
    assert answer.status_code == 403
    assert ActionRequest.objects.get().state == "open"


def test_whoever_is_asked_to_take_over_does_not_answer_about_the_day(
    leiden, inside, project, somebody, person_of, signed_in
):
    other = somebody("member")
    action = make_action(leiden, project, owner=make_person(leiden))
    asked = make_action_request(action)
    answer = signed_in(other).post(f"/leiden/acties/vragen/{asked.pk}/antwoord/", {"decision": "agreed"})
    assert answer.status_code == 403


def test_who_made_it_does_not_say_for_another_that_he_takes_it_over(
    leiden, inside, project, somebody, person_of, signed_in
):
    maker = somebody("board")
    action = make_action(leiden, project, owner=make_person(leiden), made_by=person_of(maker))
    asked = make_action_request(action, to=make_person(leiden))
    answer = signed_in(maker).post(f"/leiden/acties/vragen/{asked.pk}/antwoord/", {"decision": "agreed"})
    assert answer.status_code == 403


def test_only_who_may_change_a_thing_hangs_an_action_on_it(
    leiden, inside, project, somebody, signed_in, person_of
):
    worker, reader = somebody("member"), somebody("member")
    project.core_team = make_body(leiden)
    project.save()
    make_seat(project.core_team, person_of(worker))
    address = f"/leiden/acties/nieuw/priorities/project/{project.pk}/"
    assert signed_in(reader).get(address).status_code == 403
    assert signed_in(worker).get(address).status_code == 200
    assert signed_in(reader).get("/leiden/acties/nieuw/").status_code == 403


def test_nothing_hangs_on_what_one_may_not_see_or_what_is_no_subject(
    leiden, inside, priority, somebody, signed_in
):
    closed = make_project(priority, visibility="closed")
    client = signed_in(somebody("board"))
    for address in (f"priorities/project/{closed.pk}", "core/user/1", "bestaat/niet/1"):
        assert client.get(f"/leiden/acties/nieuw/{address}/").status_code == 404


def test_a_member_chooses_from_whom_he_works_with_only(
    leiden, inside, project, somebody, person_of, signed_in
):
    """Neither in the suggestions, nor in what the form says of a name that fits."""
    make_person(leiden, family_name=CANARY, user=make_user())
    member = somebody("member")
    colleague = make_person(leiden, family_name="Collega", user=make_user())
    make_role(colleague, person_of(member).roles.first().organisation)
    action = make_action(leiden, project, owner=person_of(member))
    client = signed_in(member)
    page = client.get(f"{action.get_absolute_url()}vragen/").content.decode()
    assert "Collega" in page
    assert CANARY not in page
    sent = {"vraag": "persoon", "persoon-person": CANARY[:6], "persoon-reason": "Vakantie"}
    assert CANARY not in client.post(f"{action.get_absolute_url()}vragen/", sent).content.decode()
    assert not ActionRequest.objects.exists()


def test_the_way_back_does_not_lead_outside(leiden, inside, project, somebody, signed_in):
    client = signed_in(somebody("office"))
    for away in ("https://kwaad.example/leiden/", "//kwaad.example/leiden/", "/elders/acties/"):
        action = make_action(leiden, project)
        answer = client.post(f"{action.get_absolute_url()}klaar/", {"terug": away})
        assert answer.url == action.get_absolute_url()


def test_bulk_changes_only_what_the_filters_show_and_is_for_the_office(
    leiden, inside, project, somebody, signed_in
):
    action = make_action(leiden, project)
    sent = {"actie": "due", "rij": [action.pk], "aantal": "1", "due": "2199-01-01"}
    assert signed_in(somebody("board")).post("/leiden/acties/tegelijk/", sent).status_code == 403
    signed_in(somebody("office")).post("/leiden/acties/tegelijk/?stand=klaar", sent)
    assert Action.objects.get().due == action.due


def test_a_formula_in_an_action_is_text_in_the_file(leiden, inside, project, somebody, signed_in):
    make_action(leiden, project, title="=1+1")
    content = signed_in(somebody("office")).get("/leiden/acties/uitvoer.csv").content.decode()
    assert '"\'=1+1"' in content


@pytest.mark.parametrize(
    "query",
    [
        "?wie=0000",
        "?wie=" + "9" * 18,
        "?wie=" + "9" * 40,
        "?waar=project-" + "9" * 30,
        "?waar=x",
        "?op=made_by__email",
        "?stand=x",
        "?gebied=x",
        "?lijst=x",
        "?zoek=%00",
    ],
)
def test_a_strange_address_shows_a_list(leiden, inside, project, somebody, signed_in, query):
    make_action(leiden, project)
    assert signed_in(somebody("member")).get(f"/leiden/acties/{query}").status_code == 200


def test_what_waits_for_an_answer_waits_for_whom_it_concerns(leiden, inside, project, somebody, person_of):
    maker, other, office = somebody("board"), somebody("member"), somebody("office")
    mine = make_action(leiden, project, owner=make_person(leiden), made_by=person_of(maker))
    day = make_action_request(mine)
    offered = make_action_request(
        make_action(leiden, project, owner=make_person(leiden)), to=person_of(other)
    )
    assert list(requests_for(maker)) == [day]
    assert list(requests_for(other)) == [offered]
    assert list(requests_for(office)) == [day]


def test_what_is_offered_is_seen_until_it_is_sent_back(
    leiden, inside, priority, somebody, person_of, signed_in
):
    closed = make_project(priority, title=CANARY, visibility="closed")
    other = somebody("member")
    action = make_action(leiden, closed, title="Bel", owner=make_person(leiden))
    asked = make_action_request(action, to=person_of(other))
    client = signed_in(other)
    page = client.get(action.get_absolute_url())
    assert page.status_code == 200
    assert CANARY not in page.content.decode()
    sent = {"decision": "refused", "words": "Geen tijd"}
    assert client.post(f"/leiden/acties/vragen/{asked.pk}/antwoord/", sent).url == "/leiden/acties/"
    assert client.get(action.get_absolute_url()).status_code == 404


def test_somebody_whose_roles_ended_sees_nothing_any_more(leiden, inside, somebody, person_of):
    member = somebody("member")
    make_action(leiden, owner=person_of(member), title="Oud")
    assert seen_by(member) == {"Oud"}
    person_of(member).roles.all().delete()
    attach_standing(member, leiden)
    assert seen_by(member) == set()


@pytest.mark.parametrize("kind", ["office", "board", "member", "partner", "public"])
def test_a_list_and_a_panel_see_no_more_than_what_may_be_seen(
    leiden, inside, priority, project, somebody, person_of, kind
):
    """Both ask in their own way, for speed."""
    account = somebody(kind)
    person = person_of(account)
    closed = make_project(priority, visibility="closed")
    area, trashed = make_area(leiden), make_area(leiden, trashed_at=timezone.now())
    for each in (project, closed):
        each.areas.add(area)
    for target in (
        priority,
        project,
        closed,
        area,
        trashed,
        make_organisation(leiden),
        make_body(leiden),
        None,
    ):
        for visibility in ("public", "members", "board", "closed", *(("",) if target else ())):
            make_action(leiden, target, visibility=visibility).areas.add(area)
        make_action(leiden, target, visibility="closed", owner=person)
        make_action(leiden, target, visibility="closed", made_by=person)
    visible = actions_visible_to(account)
    assert set(Sight(account).actions) == set(visible)
    for target in (priority, project, area):
        # The panel is asked for on a page that the visitor reads.
        if kind != "public" and (kind != "partner" or target != project):
            assert set(actions_on_page_of(target, account)) == set(
                visible.filter(actions_about(target, account))
            )


def test_his_own_action_does_not_tell_where_a_closed_dossier_lies(
    leiden, inside, priority, somebody, person_of, signed_in
):
    closed, area = make_project(priority, visibility="closed"), make_area(leiden, slug="de-waard")
    closed.areas.add(area)
    member = somebody("member")
    make_action(leiden, closed, title="Lees het stuk", owner=person_of(member))
    for path in ("/leiden/acties/?gebied=de-waard", area.get_absolute_url(), priority.get_absolute_url()):
        assert "Lees het stuk" not in signed_in(member).get(path).content.decode()


def test_what_an_action_hung_on_is_not_read_as_a_piece_of_page(leiden, somebody, signed_in):
    make_action(leiden, visibility="members", former_subject="<script>alert(1)</script>")
    page = signed_in(somebody("member")).get("/leiden/acties/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
