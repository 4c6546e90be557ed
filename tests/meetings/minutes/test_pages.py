"""The pages of the minutes, as their readers are shown them."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from speerpunt.meetings.models import MinuteEntry
from speerpunt.meetings.services.approval import approve_minutes
from speerpunt.meetings.services.decisions import Votes
from speerpunt.meetings.services.minutes import note_writing
from speerpunt.meetings.services.running import close_meeting
from speerpunt.members.models import Seat
from tests.factories import make_area, make_decision, make_edition, make_item, make_priority, make_project

from .lines import decide, note, posted, promise

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"X-Requested-With": "regel"}


@pytest.fixture
def desk(meeting, item):
    return f"/leiden/overleg/{meeting.pk}/notulen/{item.pk}/"


@pytest.fixture
def client(signed_in, office):
    return signed_in(office)


def queries_of(count, client, path, **headers):
    with count() as asked:
        assert client.get(path, headers=headers).status_code == 200
    return len(asked)


def test_the_desk_takes_notes_decisions_and_actions(client, desk, board, attended):
    """Without script: each is a form that leads back to the desk."""
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    for fields in (
        posted("note", "Het voorstel kost minder"),
        posted("decision", "Wij stellen het vast", votes_for=4, votes_against=1, binds="het bestuur"),
        posted("action", "Stuur een reactie", owner=f"Bestuurder B #{board[1].pk}", due=due),
    ):
        answer = client.post(desk, fields)
        assert (answer.status_code, answer["Location"]) == (302, f"{desk}#schrijf")
    page = client.get(desk).content.decode()
    assert "Het voorstel kost minder" in page
    assert f"besluit {timezone.localdate().year}-1" in page
    assert "4 voor" in page
    assert "Bestuurder B" in page


def test_a_page_with_a_mistake_keeps_what_was_typed(client, desk):
    answer = client.post(desk, posted("action", "Stuur een reactie"))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Stuur een reactie" in page
    assert "Zeg wie het doet." in page


def test_a_script_is_told_what_is_the_matter_by_the_status(client, desk, attended):
    assert client.post(desk, posted("note", ""), headers=BY_SCRIPT).status_code == 422
    refused = client.post(desk, posted("decision", "Ja", votes_for=99), headers=BY_SCRIPT)
    assert refused.status_code == 409
    assert "99 stemmen" in refused.content.decode()
    added = client.post(desk, posted("note", "Gezegd"), headers=BY_SCRIPT)
    assert added.status_code == 200
    assert "Gezegd" in added.content.decode()
    assert "<html" not in added.content.decode()
    assert "/weg/" in added.content.decode()


def test_an_older_version_shows_both_texts_and_changes_nothing(client, item, office):
    entry = note(item, office, "Eerst")
    place = f"/leiden/overleg/regels/{entry.pk}/"
    assert client.post(place, posted("note", "Van Anna", version=1)).status_code == 302
    answer = client.post(place, posted("note", "Van Bert", version=1))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Van Anna" in page
    assert "Van Bert" in page
    assert MinuteEntry.objects.get().text == "Van Anna"
    assert 'name="version" value="2"' in page


def test_a_line_is_taken_away_and_put_back(client, desk, item, office):
    entry = note(item, office, "Te veel")
    client.post(f"/leiden/overleg/regels/{entry.pk}/weg/")
    page = client.get(desk).content.decode()
    assert "1 regel weggehaald" in page
    client.post(f"/leiden/overleg/regels/{entry.pk}/terug/")
    assert "weggehaald</summary>" not in client.get(desk).content.decode()


def test_an_open_desk_that_misses_nothing_gets_304(client, desk, item, office, seated, person_of):
    pulse = f"{desk}nu/"
    etag = client.get(pulse)["ETag"]
    assert client.get(pulse, headers={"If-None-Match": etag}).status_code == 304
    other = seated("secretary")
    note_writing(item, by=other)
    told = client.get(pulse, headers={"If-None-Match": etag})
    assert told.status_code == 200
    assert f"{person_of(other)} schrijft hier ook" in told.content.decode()


def test_a_pulse_costs_the_same_however_much_was_written(
    client, desk, item, office, board, django_assert_max_num_queries
):
    note(item, office)
    pulse = f"{desk}nu/"
    few = _unchanged(client, pulse)
    for _each in range(6):
        note(item, office)
        decide(item, office)
        promise(item, office, board[0])
    assert _unchanged(client, pulse) == few
    assert few <= 14


def _unchanged(client, pulse):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    etag = client.get(pulse)["ETag"]
    with CaptureQueriesContext(connection) as asked:
        assert client.get(pulse, headers={"If-None-Match": etag}).status_code == 304
    return len(asked)


def cost(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_pages_cost_the_same_however_much_was_said(client, desk, meeting, item, office, board, attended):
    paths = [
        desk,
        f"/leiden/overleg/{meeting.pk}/verslag/",
        f"/leiden/overleg/{meeting.pk}/aanwezig/",
        f"/leiden/overleg/{meeting.pk}/acties/",
        f"/leiden/overleg/{meeting.pk}/",
        item.get_absolute_url(),
        "/leiden/overleg/besluiten/",
    ]
    for write in (note, decide):
        write(item, office)
    promise(item, office, board[0])
    few = {path: cost(client, path) for path in paths}
    for position in range(2, 5):
        more = make_item(meeting, position=position)
        for place in (item, more):
            note(place, office)
            decide(place, office)
            promise(place, office, board[position])
    assert {path: cost(client, path) for path in paths} == few


def test_the_register_is_searched_filtered_and_taken_along(leiden, client, item, office, meeting):
    area = make_area(leiden, name="Stationsgebied", slug="station")
    project = make_project(make_priority(make_edition(leiden)), title="Brug")
    project.areas.add(area)
    make_decision(item, "De brug gaat later dicht", dossier=project)
    make_decision(item, "De begroting is goed", state="carried_out")
    path = "/leiden/overleg/besluiten/"

    def shown(query):
        page = client.get(f"{path}?{query}").content.decode()
        return ["De brug gaat" in page, "De begroting is" in page]

    assert shown("") == [True, True]
    assert shown("zoek=begroting") == [False, True]
    assert shown(f"dossier={project.pk}") == [True, False]
    assert shown("gebied=station") == [True, False]
    assert shown("stand=carried_out") == [False, True]
    assert shown(f"gremium={meeting.body_id}&jaar={timezone.localdate().year}") == [True, True]
    assert shown("jaar=1999") == [False, False]
    taken = client.get(f"{path}uitvoer.csv?zoek=brug").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(taken), delimiter=";"))
    assert [row[3] for row in rows] == ["Besluit", "De brug gaat later dicht"]


def test_a_decision_says_what_became_of_it(client, item, office, board, attended):
    decision = decide(item, office, "Wij doen het", votes=Votes(5)).decision
    promise(item, office, board[0], "Bel de provincie")
    client.post(f"{decision.get_absolute_url()}stand/", {"state": "carried_out", "note": "Getekend"})
    page = client.get(decision.get_absolute_url()).content.decode()
    for words in ("Wij doen het", "5 voor", "Bel de provincie", "uitgevoerd", "Getekend", item.title):
        assert words in page


def test_minutes_and_the_meeting_that_approved_them_link_to_each_other(
    client, meeting, later_meeting, item, office
):
    decide(item, office)
    close_meeting(meeting, by=office)
    client.post(
        f"/leiden/overleg/{meeting.pk}/verslag/vaststellen/",
        {"approved_in": later_meeting.pk, f"correctie-{item.pk}": "Lees: dinsdag"},
    )
    there = client.get(meeting.get_absolute_url()).content.decode()
    back = client.get(later_meeting.get_absolute_url()).content.decode()
    assert later_meeting.get_absolute_url() in there
    assert meeting.get_absolute_url() in back
    read = client.get(f"/leiden/overleg/{meeting.pk}/verslag/").content.decode()
    assert "Lees: dinsdag" in read
    assert "vastgesteld" in read


def test_who_lost_his_seat_after_the_agenda_was_sent_is_not_asked_for(client, meeting, attended, board):
    page = f"/leiden/overleg/{meeting.pk}/aanwezig/"
    gone, noted = attended[1], attended[2]
    Seat.objects.filter(person__in=(gone.person, noted.person)).update(
        end=timezone.localdate() - timedelta(days=1)
    )
    type(noted).objects.filter(pk=noted.pk).update(presence="present")
    shown = client.get(page).content.decode()
    assert [str(row.person) in shown for row in attended[:4]] == [True, False, True, True]


def test_presence_is_noted_on_one_page(client, meeting, attended, board):
    path = f"/leiden/overleg/{meeting.pk}/aanwezig/"
    fields = {f"er-{row.pk}": "present" for row in attended[:4]}
    fields |= {f"er-{attended[4].pk}": "absent", f"voor-{attended[4].pk}": str(board[0].pk)}
    assert client.post(path, fields).status_code == 302
    page = client.get(path).content.decode()
    assert "Het quorum van 4 is gehaald" in page
    assert "bij volmacht" in page


def test_who_is_not_noted_is_noted_as_he_answered(client, meeting, attended):
    for row, answer in zip(attended, ("comes", "online", "away", "open"), strict=False):
        type(row).objects.filter(pk=row.pk).update(answer=answer)
    fields = {f"er-{row.pk}": "unknown" for row in attended} | {f"er-{attended[0].pk}": "absent"}
    client.post(f"/leiden/overleg/{meeting.pk}/aanwezig/", {**fields, "zoals": "gemeld"})
    noted = [type(row).objects.get(pk=row.pk).presence for row in attended[:4]]
    assert noted == ["absent", "online", "absent", "unknown"]


def test_actions_of_earlier_meetings_are_walked_through(
    client, item, office, board, person_of, later_meeting
):
    entry = promise(item, office, board[0], "Bel de provincie")
    path = f"/leiden/overleg/{later_meeting.pk}/acties/"
    assert "Bel de provincie" in client.get(path).content.decode()
    day = timezone.localdate() + timedelta(days=40)
    client.post(f"{path}{entry.action_id}/verzet/", {"due": day.isoformat()})
    assert "één keer verzet" in client.get(path).content.decode()
    client.post(f"{path}{entry.action_id}/klaar/")
    assert "Bel de provincie" not in client.get(path).content.decode().split("</main>")[0].split("notice")[0]
    entry.action.refresh_from_db()
    assert entry.action.state == "done"


def test_the_list_of_actions_is_narrowed_to_meetings_of_a_body(client, item, office, board, body):
    from tests.factories import make_action

    promise(item, office, board[0], "Uit de vergadering")
    make_action(item.collective, title="Los daarvan")
    page = client.get(f"/leiden/acties/?overleg={body.pk}").content.decode()
    assert "Uit de vergadering" in page
    assert "Los daarvan" not in page


def test_frozen_minutes_are_a_page_without_a_form(client, desk, meeting, later_meeting, item, office):
    note(item, office)
    close_meeting(meeting, by=office)
    approve_minutes(meeting, approved_in=later_meeting, by=office)
    page = client.get(desk).content.decode()
    assert "data-minutes" not in page
    assert "vastgesteld en blijven zoals ze zijn" in page
    assert client.post(desk, posted("note", "Nog iets")).status_code == 200
    assert MinuteEntry.objects.count() == 1
