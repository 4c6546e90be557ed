"""A calendar comes in as a whole, or not at all; a second time nothing changes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django_scopes import scope

from speerpunt.core.models import HistoryEvent, ImportDraft
from speerpunt.meetings.importers.calendars import read_calendar
from speerpunt.meetings.models import Meeting
from speerpunt.meetings.problems import MeetingProblem
from speerpunt.meetings.queries.calendar_imports import calendar_plan
from speerpunt.meetings.services.calendar_imports import import_meetings, keep_calendar
from speerpunt.meetings.services.meetings import move_meeting, restore_meeting
from tests.factories import make_body, make_collective, make_meeting, make_visitor

from .calendars import calendar, event

pytestmark = pytest.mark.django_db

UPLOAD = "/leiden/overleg/inlezen/"
NEXT = timezone.localdate() + timedelta(days=30)


def one(uid="a", *, hour=15, title="Bestuur", more=()):
    return event(f"UID:{uid}", f"DTSTART:{NEXT:%Y%m%d}T{hour}0000Z", f"SUMMARY:{title}", *more)


@pytest.fixture
def office(inside, somebody):
    return somebody("office")


def kept(body, office, content):
    found = read_calendar(content)
    return keep_calendar(
        body.collective,
        by=office,
        body=body,
        access="all",
        file_name="agenda.ics",
        meetings=found.meetings,
        refused=found.refused,
    )


def brought_in(body, office, *parts):
    draft = kept(body, office, calendar(*parts))
    seen = calendar_plan(body, draft.rows, "all").digest
    return import_meetings(draft, body, seen=seen, by=office)


def counts(plan):
    return len(plan.new), len(plan.changed), len(plan.unchanged), len(plan.refused)


def test_the_same_file_a_second_time_changes_nothing(body, office):
    assert counts(brought_in(body, office, one("a"), one("b", hour=17))) == (2, 0, 0, 0)
    assert counts(brought_in(body, office, one("a"), one("b", hour=17))) == (0, 0, 2, 0)
    assert Meeting.objects.count() == 2
    assert HistoryEvent.objects.filter(target_model="meetings.meeting").count() == 2


def test_a_new_edition_changes_what_is_new_in_it(body, office):
    brought_in(body, office, one("a"), one("b"))
    again = brought_in(
        body, office, one("a", hour=17, title="Later"), one("b", more=["STATUS:CANCELLED"]), one("c")
    )
    assert counts(again) == (1, 2, 0, 0)
    moved = Meeting.objects.get(outside_uid="a")
    assert (moved.title, moved.starts_at.hour, moved.sequence) == ("Later", 17, 1)
    assert Meeting.objects.get(outside_uid="b").state == "cancelled"


def test_what_has_been_comes_in_as_held(body, office):
    was = timezone.localdate() - timedelta(days=30)
    brought_in(body, office, event("UID:a", f"DTSTART:{was:%Y%m%d}T150000Z", "SUMMARY:Toen"))
    assert Meeting.objects.get().state == "held"


def test_what_was_held_here_stays_as_it_was(body, office):
    brought_in(body, office, one("a"))
    Meeting.objects.update(state="held")
    plan = brought_in(body, office, one("a", title="Anders"))
    assert counts(plan) == (0, 0, 0, 1)
    assert Meeting.objects.get().title == "Bestuur"


def test_a_meeting_stays_with_the_body_for_which_it_came_in(body, office):
    brought_in(body, office, one("a"))
    other = make_body(body.collective, name="Stuurgroep")
    plan = brought_in(other, office, one("a", title="Gekaapt"))
    assert counts(plan) == (0, 0, 0, 1)
    assert (Meeting.objects.get().body, Meeting.objects.get().title) == (body, "Bestuur")


def test_twice_the_same_in_one_file_comes_in_once(body, office):
    assert counts(brought_in(body, office, one("a"), one("a", hour=17))) == (1, 0, 0, 1)


def test_what_was_not_seen_does_not_come_in(body, office):
    draft = kept(body, office, calendar(one("a"), one("b")))
    seen = calendar_plan(body, draft.rows, "all").digest
    make_meeting(body, outside_uid="a", starts_at=timezone.now())
    with pytest.raises(MeetingProblem, match="intussen veranderd"):
        import_meetings(draft, body, seen=seen, by=office)
    assert Meeting.objects.count() == 1
    assert ImportDraft.objects.filter(pk=draft.pk).exists()


def test_a_draft_is_taken_over_once(body, office):
    draft = kept(body, office, calendar(one("a")))
    seen = calendar_plan(body, draft.rows, "all").digest
    import_meetings(draft, body, seen=seen, by=office)
    Meeting.objects.all().delete()
    draft.pk = draft.pk or 1
    with pytest.raises(MeetingProblem):
        import_meetings(draft, body, seen=seen, by=office)
    assert not Meeting.objects.exists()


def upload(client, body, content, name="agenda.ics"):
    file = SimpleUploadedFile(name, content, content_type="text/calendar")
    return client.post(UPLOAD, {"body": body.pk, "access": "body", "file": file})


def test_the_office_sees_what_would_come_in_and_takes_it_over(body, office, signed_in):
    client = signed_in(office)
    whole_day = event("UID:dag", f"DTSTART;VALUE=DATE:{NEXT:%Y%m%d}", "SUMMARY:Vrije dag")
    preview = client.get(upload(client, body, calendar(one("a"), whole_day))["Location"])
    text = preview.content.decode()
    assert "Vrije dag" in text
    assert "regel 9" in text
    assert "duurt een hele dag" in text
    assert not Meeting.objects.exists()
    answer = client.post(preview.request["PATH_INFO"], {"gezien": preview.context["plan"].digest})
    assert answer.status_code == 302
    assert (Meeting.objects.get().title, Meeting.objects.get().access) == ("Bestuur", "body")
    assert not ImportDraft.objects.exists()


def test_a_file_that_cannot_be_read_is_told_at_its_field(body, office, signed_in):
    page = upload(signed_in(office), body, b"geen agenda")
    assert "geen agenda die wij kunnen lezen" in str(page.context["form"].errors["file"])


def test_another_account_sees_no_draft_and_others_may_not_bring_in(body, office, seated, somebody, signed_in):
    draft = kept(body, office, calendar(one("a")))
    colleague = signed_in(make_visitor(body.collective, "office"))
    for page in (f"{UPLOAD}{draft.pk}/", f"{UPLOAD}{draft.pk}/weg/"):
        assert colleague.post(page).status_code == 404
        for account in (seated(body, "secretary"), somebody("board")):
            assert signed_in(account).post(page).status_code in {403, 404}
    assert upload(signed_in(seated(body, "secretary")), body, calendar(one("a"))).status_code == 403


def test_a_meeting_of_another_collective_with_the_same_mark_stays_apart(body, office):
    elsewhere = make_collective("elders")
    with scope(collective=elsewhere):
        theirs = make_meeting(make_body(elsewhere), outside_uid="a", title="Van hen")
    assert counts(brought_in(body, office, one("a"))) == (1, 0, 0, 0)
    with scope(collective=elsewhere):
        theirs.refresh_from_db()
        assert theirs.title == "Van hen"


def test_what_we_export_we_can_bring_in(body, office, signed_in):
    client = signed_in(office)
    first = make_meeting(body, title="Kernteam, met komma", place="Stadhuis", introduction="Regel 1\nRegel 2")
    content = client.get("/leiden/overleg/uitvoer.ics").content
    other = make_body(body.collective, name="Stuurgroep")
    plan = brought_in_whole(other, office, content)
    assert counts(plan) == (1, 0, 0, 0)
    copy = Meeting.objects.exclude(pk=first.pk).get()
    assert (copy.starts_at, copy.ends_at, copy.place, copy.introduction) == (
        first.starts_at,
        first.ends_at,
        first.place,
        first.introduction,
    )
    assert counts(brought_in_whole(other, office, content)) == (0, 0, 1, 0)


def brought_in_whole(body, office, content):
    draft = kept(body, office, content)
    return import_meetings(draft, body, seen=calendar_plan(body, draft.rows, "all").digest, by=office)


def test_a_move_made_here_stays_until_the_calendar_says_something_else(body, office):
    brought_in(body, office, one("a"))
    here = Meeting.objects.get()
    move_meeting(
        here, starts_at=here.starts_at + timedelta(days=1), ends_at=here.ends_at + timedelta(days=1), by=None
    )
    assert counts(brought_in(body, office, one("a"))) == (0, 0, 1, 0)
    assert counts(brought_in(body, office, one("a", title="Anders"))) == (0, 1, 0, 0)
    assert Meeting.objects.get().starts_at == here.starts_at + timedelta(days=1)
    assert counts(brought_in(body, office, one("a", title="Anders", hour=17))) == (0, 1, 0, 0)
    assert Meeting.objects.get().starts_at == here.starts_at + timedelta(hours=2)


def test_what_was_put_back_here_is_not_cancelled_by_the_same_file_again(body, office):
    brought_in(body, office, one("a"))
    off = one("a", more=["STATUS:CANCELLED"])
    brought_in(body, office, off)
    restore_meeting(Meeting.objects.get(), by=None)
    assert counts(brought_in(body, office, off)) == (0, 0, 1, 0)
    assert Meeting.objects.get().state == "planned"
