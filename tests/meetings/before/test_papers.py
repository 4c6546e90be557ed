from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from speerpunt.documents.models import Document
from speerpunt.meetings.models import Paper, PaperBundle, PaperNote
from speerpunt.meetings.queries.papers import papers_of_items
from tests import factories as make


def bring(house, item, *names, access="all"):
    files = [SimpleUploadedFile(name, f"Inhoud van {name} {timezone.now()}".encode()) for name in names]
    return house.client("chair").post(
        house.path(f"punten/{item.pk}/stukken/"), {"files": files, "access": access}, follow=True
    )


def lines_of(house, item, who="chair"):
    return papers_of_items([item], house.user(who))[item.pk]


def titles(house, item, who="chair"):
    return [line.document.title for line in lines_of(house, item, who)]


def test_papers_hang_on_a_bundle_per_circle_and_stand_in_the_order_in_which_they_came(house):
    item = make.make_item(house.meeting, title="Begroting", access="body")
    bring(house, item, "Eerst.txt", "Dan.txt")
    bring(house, item, "Besloten.txt", access="closed")
    assert titles(house, item) == ["Eerst", "Dan", "Besloten"]
    assert titles(house, item, "observer") == ["Eerst", "Dan"]
    assert sorted(PaperBundle.objects.values_list("access", "name")) == [
        ("all", "Begroting"),
        ("closed", "Begroting"),
    ]


def test_a_file_of_the_same_name_is_a_new_version(house):
    item = make.make_item(house.meeting)
    bring(house, item, "Plan.txt")
    bring(house, item, "Plan.txt")
    assert [(line.document.title, line.version.number) for line in lines_of(house, item)] == [("Plan", 2)]


def test_what_comes_after_the_agenda_was_sent_is_late(house):
    item = make.make_item(house.meeting, access="body")
    bring(house, item, "Op tijd.txt")
    house.meeting.called_at = timezone.now()
    house.meeting.save()
    Paper.objects.update(added_at=timezone.now() - timedelta(hours=1))
    bring(house, item, "Te laat.txt")
    item.refresh_from_db()
    assert [(line.document.title, line.is_late) for line in lines_of(house, item)] == [
        ("Op tijd", False),
        ("Te laat", True),
    ]
    assert house.client("member").get(item.get_absolute_url()).content.decode().count("nagekomen") == 1


def test_narrowing_a_paper_moves_the_document(house):
    item = make.make_item(house.meeting, access="body")
    bring(house, item, "Stuk.txt")
    paper = Paper.objects.get()
    house.client("chair").post(house.path(f"stukken/{paper.pk}/lezers/"), {"access": "closed"})
    assert titles(house, item, "observer") == []
    assert [line.access for line in lines_of(house, item)] == ["closed"]
    document = Document.objects.get()
    assert PaperBundle.objects.get(pk=document.folder.object_id).access == "closed"


def test_papers_go_up_and_down(house):
    item = make.make_item(house.meeting)
    bring(house, item, "A.txt", "B.txt", "C.txt")
    last = Paper.objects.get(document__name="C.txt")
    house.client("chair").post(house.path(f"stukken/{last.pk}/plaats/"), {"naar": "omhoog"})
    assert titles(house, item) == ["A", "C", "B"]


def test_a_paper_that_was_taken_away_comes_back_with_one_press(house):
    item = make.make_item(house.meeting)
    bring(house, item, "Stuk.txt")
    paper, chair = Paper.objects.get(), house.client("chair")
    page = chair.post(house.path(f"stukken/{paper.pk}/weg/"), follow=True).content.decode()
    undo = house.path(f"punten/{item.pk}/stukken/{paper.document_id}/")
    assert titles(house, item) == []
    assert undo in page
    chair.post(undo)
    assert titles(house, item) == ["Stuk"]


def test_a_linked_document_stays_where_it_lies_when_it_is_taken_away(house):
    folder = make.make_folder(house.collective, on=make.make_area(house.collective))
    document = make.make_document(folder, "Rapport.txt")
    item, chair = make.make_item(house.meeting), house.client("chair")
    found = chair.get(house.path(f"punten/{item.pk}/stukken/zoeken/?zoek=rapp")).content.decode()
    link = house.path(f"punten/{item.pk}/stukken/{document.pk}/")
    assert link in found
    chair.post(link)
    assert [(line.document.title, line.is_own) for line in lines_of(house, item)] == [("Rapport", False)]
    chair.post(house.path(f"stukken/{Paper.objects.get().pk}/weg/"))
    document.refresh_from_db()
    assert (titles(house, item), document.trashed_at) == ([], None)


def test_a_note_is_kept_while_typing_and_by_the_button(house):
    item, member = make.make_item(house.meeting, access="body"), house.client("member")
    path = house.path(f"punten/{item.pk}/aantekening/")
    said = member.post(path, {"text": "Vraag naar de kosten"}, headers={"HX-Request": "true"})
    assert "Bewaard om" in said.content.decode()
    page = member.post(path, {"text": "Vraag naar de dekking"}, follow=True).content.decode()
    assert "Vraag naar de dekking" in page
    assert PaperNote.objects.get().text == "Vraag naar de dekking"
    member.post(path, {"text": "  "})
    assert not PaperNote.objects.exists()


def test_a_note_on_a_linked_document_is_there_again_when_that_is(house):
    folder = make.make_folder(house.collective, on=make.make_area(house.collective))
    document = make.make_document(folder, "Rapport.txt")
    item, member, chair = make.make_item(house.meeting), house.client("member"), house.client("chair")
    link = house.path(f"punten/{item.pk}/stukken/{document.pk}/")
    note = "Vraag naar de dekking"
    chair.post(link)
    member.post(house.path(f"stukken/{Paper.objects.get().pk}/aantekening/"), {"text": note})
    chair.post(house.path(f"stukken/{Paper.objects.get().pk}/weg/"))
    assert note not in member.get(item.get_absolute_url()).content.decode()
    chair.post(link)
    assert note in member.get(item.get_absolute_url()).content.decode()
    assert note not in chair.get(item.get_absolute_url()).content.decode()


def test_the_page_of_an_item_costs_the_same_with_more_papers(house, django_assert_num_queries):
    item, chair = make.make_item(house.meeting), house.client("chair")
    bring(house, item, "A.txt")
    chair.get(item.get_absolute_url())
    with CaptureQueriesContext(connection) as one:
        chair.get(item.get_absolute_url())
    cost = len(one)
    bring(house, item, "B.txt", "C.txt")
    chair.get(item.get_absolute_url())
    with django_assert_num_queries(cost):
        chair.get(item.get_absolute_url())
