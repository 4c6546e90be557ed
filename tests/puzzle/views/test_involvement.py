"""Who is touched by works, who is at the table, who is missing; and the list of who is to come."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import HistoryEvent
from speerpunt.meetings.models import Meeting
from speerpunt.members.queries import attach_standing
from speerpunt.members.services.erasure import erase_person
from speerpunt.places.models import AreaAssociation, Placement
from speerpunt.puzzle.models import InvitationList, Involvement
from speerpunt.puzzle.queries.at_table import involvement_picture
from speerpunt.puzzle.queries.subjects import subject_of_work
from tests import factories as make

HERE = "/leiden/werk/betrokken/"


@pytest.fixture
def table(leiden):
    """A bridge whose dossier is talked about by a body in which De Waard sits, and Merenwijk does not."""
    today = timezone.localdate()
    with scope(collective=leiden):
        areas = {
            slug: make.make_area(leiden, name=slug.title(), slug=slug) for slug in ("de-waard", "merenwijk")
        }
        umbrella = make.make_organisation(leiden, kind="umbrella", name="Koepel")
        for slug, area in areas.items():
            association = make.make_organisation(leiden, kind="association", name=f"Vereniging {slug}")
            make.make_membership(association, umbrella)
            AreaAssociation.objects.create(collective=leiden, area=area, organisation=association)
            areas[slug] = (area, association)
        project = make.make_project(make.make_priority(make.make_edition(leiden)), title="Brug")
        body = make.make_body(leiden, name="Kernteam")
        make.make_meeting(body, dossier=project, title="Werkoverleg")
        chair = make.make_person(leiden, family_name="Voorzitter", email="voorzitter@leiden.example")
        make.make_seat(body, chair, kind="chair", on_behalf_of=areas["de-waard"][1])
        contact = make.make_person(leiden, family_name="Contactpersoon", email="contact@leiden.example")
        make.make_role(contact, areas["merenwijk"][1], kind="contact")
        work = make.make_work(leiden, name="Zijlbrug", project=project, visibility="members")
        work.areas.add(areas["de-waard"][0])
        make.make_phase(work, start=today, end=today + timedelta(days=20))
        make.make_reach_run(
            make.make_road_network(leiden, node_table="", link_table="", trips_table=""),
            weeks=[[work.pk]],
            first_monday=today - timedelta(days=today.weekday()),
            alone={str(work.pk): {"extra_minutes": [[0.2, 7.5]], "is_cut_off": [[False, False]]}},
        )
    return work


def voices(client, work):
    picture = client.get(f"{HERE}werk/{work.pk}/").context["picture"]
    return {each.touched.area.slug: each for each in picture.voices}


def test_who_lies_in_the_works_and_who_loses_minutes_is_touched(table, sign_in):
    found = voices(sign_in("member"), table)
    assert {slug: each.touched.is_on_the_spot for slug, each in found.items()} == {
        "merenwijk": False,
        "de-waard": True,
    }
    assert found["merenwijk"].touched.loss.minutes == 7.5
    # A fifth of a minute is nothing that anybody feels.
    assert found["de-waard"].touched.loss is None


def test_who_has_no_seat_is_missing_and_named(table, sign_in):
    found = voices(sign_in("member"), table)
    assert {slug: each.is_heard for slug, each in found.items()} == {"de-waard": True, "merenwijk": False}
    assert [each.name for each in found["merenwijk"].missing] == ["Vereniging merenwijk"]


def test_an_umbrella_at_the_table_speaks_for_its_areas(leiden, table, sign_in):
    with scope(collective=leiden):
        koepel = make.make_organisation(leiden, kind="umbrella", name="Andere koepel")
        make.make_membership(AreaAssociation.objects.get(area__slug="merenwijk").organisation, koepel)
        make.make_partner(table.project, koepel)
    merenwijk = voices(sign_in("member"), table)["merenwijk"]
    assert (merenwijk.is_heard, merenwijk.is_heard_itself) == (True, False)


def test_names_of_people_are_for_the_office(table, sign_in):
    page = f"{HERE}werk/{table.pk}/"
    assert "Voorzitter" in sign_in("office").get(page).content.decode()
    assert "Voorzitter" not in sign_in("board").get(page).content.decode()
    assert sign_in("partner").get(page).status_code in (403, 404)


def test_a_work_that_is_closed_to_somebody_is_not_there(leiden, table, sign_in):
    with scope(collective=leiden):
        table.visibility = "closed"
        table.save()
    board = sign_in("board")
    assert board.get(f"{HERE}werk/{table.pk}/").status_code == 404
    assert "Zijlbrug" not in board.get(HERE).content.decode()
    today = timezone.localdate()
    period = f"{HERE}periode/?van={today}&tot={today}"
    assert "Zijlbrug" not in board.get(period).content.decode()


def test_the_office_sets_a_rung_with_a_reason_and_its_history(leiden, table, sign_in):
    page = f"{HERE}werk/{table.pk}/"
    for rung in ("consult", "advise"):
        sign_in("office").post(page, {"rung": rung, "reason": "Er is nog keuze."})
    assert sign_in("board").post(page, {"rung": "decide"}).status_code == 403
    with scope(collective=leiden):
        found = Involvement.objects.get(work=table)
        assert found.rung == "advise"
        assert HistoryEvent.objects.filter(target_model="puzzle.involvement", target_id=found.pk).count() == 2
    assert "adviseren" in sign_in("board").get(page).content.decode()


def invited(leiden, table, sign_in):
    office = sign_in("office")
    answer = office.post(f"{HERE}werk/{table.pk}/", {"invite": "1"})
    with scope(collective=leiden):
        return office, InvitationList.objects.get(), answer


def test_one_click_makes_a_list_of_who_is_to_come(leiden, table, sign_in):
    office, made, answer = invited(leiden, table, sign_in)
    assert answer.url == f"{HERE}lijsten/{made.pk}/"
    with scope(collective=leiden):
        rows = [(each.reason, str(each.person or each.organisation)) for each in made.invitees.all()]
    assert rows == [
        ("association", "Contactpersoon"),
        ("association", "Vereniging de-waard"),
        ("umbrella", "Koepel"),
        ("body", "Voorzitter"),
    ]
    csv = office.get(f"{answer.url}uitvoer.csv").content.decode("utf-8-sig")
    assert "contact@leiden.example" in csv
    assert office.get(f"{answer.url}uitvoer.xlsx").status_code == 200


@pytest.mark.parametrize("kind", ["board", "member", "partner"])
def test_nobody_but_the_office_makes_or_sees_a_list(leiden, table, sign_in, kind):
    _office, made, _answer = invited(leiden, table, sign_in)
    client = sign_in(kind)
    assert client.post(f"{HERE}werk/{table.pk}/", {"invite": "1"}).status_code in (403, 404)
    for page in ("", "uitvoer.csv", "overleg/", "naam/"):
        assert client.get(f"{HERE}lijsten/{made.pk}/{page}").status_code in (403, 404)
    with scope(collective=leiden):
        assert InvitationList.objects.count() == 1


def test_a_list_is_edited_and_becomes_a_meeting_of_its_dossier(leiden, table, sign_in):
    office, made, answer = invited(leiden, table, sign_in)
    with scope(collective=leiden):
        extra = make.make_person(leiden, given_name="Extra", family_name="Iemand")
        gone = made.invitees.get(person__family_name="Voorzitter")
        body = made.dossier.meetings.get().body
    office.post(answer.url, {"person": "Extra Iemand"})
    office.post(f"{HERE}genodigden/{gone.pk}/weg/")
    values = {
        "body": body.pk,
        "title": "Samen om tafel",
        "day": "2031-05-06",
        "starts": "14:00",
        "ends": "16:00",
    }
    office.post(f"{answer.url}overleg/", values | {"form": "in_person", "place": "Stadhuis"})
    with scope(collective=leiden):
        meeting = Meeting.objects.get(title="Samen om tafel")
        assert meeting.dossier == table.project
        guests = {str(row.person) for row in meeting.attendances.select_related("person")}
        assert guests == {"Contactpersoon", str(extra)}
        made.refresh_from_db()
        assert made.meeting == meeting
    # A second time there is nothing more to plan.
    office.post(f"{answer.url}overleg/", values | {"form": "in_person"})
    with scope(collective=leiden):
        assert Meeting.objects.filter(title="Samen om tafel").count() == 1


def test_who_is_erased_stands_on_no_list(leiden, table, sign_in):
    _office, made, _answer = invited(leiden, table, sign_in)
    with scope(collective=leiden):
        erase_person(made.invitees.get(reason="body").person, by=make.make_visitor(leiden, "office"))
        assert not made.invitees.filter(reason="body").exists()


def test_strangers_do_not_learn_the_jobs_of_one_employer(leiden, table):
    with scope(collective=leiden):
        area = table.areas.get()
        for number in range(2):
            member = make.make_organisation(leiden, kind="enterprise", jobs=10 + number)
            Placement.objects.create(collective=leiden, area=area, organisation=member)
        told = {}
        for kind in ("member", "partner"):
            visitor = make.make_visitor(leiden, kind)
            attach_standing(visitor, leiden)
            picture = involvement_picture(subject_of_work(table, visitor), visitor)
            told[kind] = {each.touched.area.slug: each.touched.numbers.jobs for each in picture.voices}
    assert (told["member"]["de-waard"], told["partner"]["de-waard"]) == (21, None)


def test_one_work_and_three_cost_the_same_queries(leiden, table, sign_in):
    client = sign_in("member")
    client.get(HERE)
    with CaptureQueriesContext(connection) as one:
        client.get(HERE)
    with scope(collective=leiden):
        for number in range(2):
            work = make.make_work(leiden, name=f"Kade {number}", project=table.project, visibility="public")
            make.make_phase(work, start=timezone.localdate())
            work.areas.set(table.areas.all())
    with CaptureQueriesContext(connection) as three:
        client.get(HERE)
    assert len(three) == len(one)
