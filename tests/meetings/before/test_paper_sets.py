"""One PDF of agenda and papers: accessible, complete, numbered, and for its reader only."""

import io

import pytest
from django_scopes import scope
from pypdf import PdfReader
from reportlab.pdfgen import canvas

from speerpunt.core.models import Job
from speerpunt.core.work import work_once
from speerpunt.documents.enums import FileKind
from speerpunt.documents.services.files import keep_reading
from speerpunt.meetings.exporters.binding import agenda_as_pdf
from speerpunt.meetings.queries import sets
from speerpunt.meetings.queries.agenda import agenda_of
from speerpunt.meetings.services.papers import place_paper
from tests import factories as make


def pdf(*lines, size=(595, 842), turned=0):
    """A page per line, by somebody whose name is nobody's business."""
    made = io.BytesIO()
    paper = canvas.Canvas(made, pagesize=size)
    paper.setAuthor("Geheime Maker")
    for line in lines:
        paper.setPageRotation(turned)
        paper.drawString(72, size[1] / 2, line)
        paper.showPage()
    paper.save()
    return made.getvalue()


def lay(house, item, name, content, *, access="all", kind=FileKind.PDF, **fields):
    bundle = make.make_bundle(item, access) if not item.bundles.filter(access=access).exists() else None
    folder = make.make_folder(house.collective, on=bundle or item.bundles.get(access=access))
    document = make.make_document(folder, name, content, kind=kind, **fields)
    place_paper(item, document, by=None)
    return document


@pytest.fixture
def meeting(house):
    opening = make.make_item(house.meeting, title="Opening", position=1, minutes=5, access="body")
    bridges = make.make_item(
        house.meeting,
        title="Volgorde #bruggen [2027]",
        position=2,
        access="body",
        question="Stellen wij *vast*?",
    )
    lay(house, bridges, "Oplegger.pdf", pdf("Wij stellen voor"))
    lay(house, bridges, "Kaart.pdf", pdf("Brug een", "Brug twee", size=(842, 595), turned=90))
    lay(house, bridges, "Salarissen.pdf", pdf("kanarie-4711"), access="closed")
    lay(house, opening, "Begroting.xlsx", b"PK niet van belang", kind=FileKind.SHEET)
    lay(house, opening, "Bijlage.txt", b"regel", kind=FileKind.TEXT, text="Wat er in de bijlage staat")
    return house.meeting


def opened(answer):
    assert answer["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.getvalue()))


def marks_of(reader):
    """Each bookmark with its page, from 1; those below another behind its name."""

    def walk(outline, above=""):
        found, last = [], ""
        for each in outline:
            if isinstance(each, list):
                found += walk(each, f"{last} / ")
            else:
                last = each.title
                found.append((above + last, reader.get_destination_page_number(each) + 1))
        return found

    return walk(reader.outline)


def texts_of(reader):
    return [page.extract_text() for page in reader.pages]


def test_the_agenda_is_a_tagged_pdf_in_dutch_and_its_words_are_no_markup(house, meeting):
    made = agenda_as_pdf(agenda_of(meeting, house.user("chair")), house.collective)
    reader = PdfReader(io.BytesIO(made))
    catalog = reader.trailer["/Root"]
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/Lang"][:2]) == (True, "nl")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog["/Metadata"].get_data()
    text = reader.pages[0].extract_text()
    assert "2. Volgorde #bruggen [2027]" in text
    assert "Stellen wij *vast*?" in text
    assert "16.05" in text


def test_everything_is_there_in_order_with_bookmarks_and_numbers(house, meeting):
    reader = opened(house.client("chair").get(house.path(f"{meeting.pk}/stukken/pdf/")))
    assert marks_of(reader) == [
        ("Agenda", 1),
        ("1. Opening", 2),
        ("1. Opening / Begroting", 2),
        ("1. Opening / Bijlage", 3),
        ("2. Volgorde #bruggen [2027]", 4),
        ("2. Volgorde #bruggen [2027] / Oplegger", 4),
        ("2. Volgorde #bruggen [2027] / Kaart", 5),
        ("2. Volgorde #bruggen [2027] / Salarissen", 7),
    ]
    texts = texts_of(reader)
    assert len(texts) == 7
    assert all(f"p. {number} van 7" in text for number, text in enumerate(texts, start=1))
    assert "Begroting.xlsx" in texts[1]
    assert "geen bladzijden" in texts[1]
    assert "Wat er in de bijlage staat" in texts[2]
    assert [line in text for line, text in zip(("voor", "een", "twee", "4711"), texts[3:], strict=True)] == [
        True
    ] * 4
    assert "Kaart p. 5" in " ".join(texts[0].split())


def test_it_says_nothing_of_who_made_its_papers(house, meeting):
    answer = house.client("chair").get(house.path(f"{meeting.pk}/stukken/pdf/"))
    reader = PdfReader(io.BytesIO(answer.getvalue()))
    assert dict(reader.metadata) == {"/Title": meeting.title}
    assert b"Geheime Maker" not in answer.getvalue()
    assert "/Metadata" not in reader.trailer["/Root"]


def test_each_gets_only_what_he_may_read(house, meeting):
    reader = opened(house.client("observer").get(house.path(f"{meeting.pk}/stukken/pdf/")))
    said = "".join(texts_of(reader)) + str(marks_of(reader))
    assert "Salarissen" not in said
    assert "kanarie-4711" not in said
    assert "p. 6 van 6" in said
    assert "16.05" not in said
    outside = opened(house.client("outsider").get(house.path(f"{meeting.pk}/stukken/pdf/")))
    assert "Opening" not in "".join(texts_of(outside))
    assert house.client("partner").get(house.path(f"{meeting.pk}/stukken/pdf/")).status_code == 404


def test_a_damaged_paper_is_named_on_a_sheet_of_its_own(house):
    item = make.make_item(house.meeting, access="body")
    lay(house, item, "Stuk.pdf", b"%PDF-1.7 en dan niets meer")
    reader = opened(house.client("chair").get(house.path(f"{house.meeting.pk}/stukken/pdf/")))
    assert "Stuk.pdf" in reader.pages[1].extract_text()
    assert "geen bladzijden" in reader.pages[1].extract_text()


def test_a_picture_is_bound_in_with_its_name_as_words(house):
    from PIL import Image

    drawn = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(drawn, "WEBP")
    item = make.make_item(house.meeting, access="body")
    document = lay(house, item, "Luchtfoto.jpg", b"beeld", kind=FileKind.PICTURE)
    keep_reading(document.current.stored, text=None, previews=[drawn.getvalue()])
    reader = opened(house.client("chair").get(house.path(f"{house.meeting.pk}/stukken/pdf/")))
    assert len(reader.pages[1].images) == 1
    assert "Luchtfoto.jpg" in reader.pages[1].extract_text()


@pytest.fixture
def large(house, meeting, monkeypatch):
    """Made behind the scenes, for the chair."""
    monkeypatch.setattr(sets, "MOST_AT_ONCE", 1)
    answer = house.client("chair").post(house.path(f"{meeting.pk}/stukken/pdf/"))
    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert work_once()
    with scope(collective=house.collective):
        job.refresh_from_db()
    assert job.state == "done", job.problem
    return job


def test_a_large_set_is_made_behind_the_scenes_and_kept_for_who_asked(house, large):
    assert "7 bladzijden" in large.message
    assert len(opened(house.client("chair").get(large.page)).pages) == 7
    for who in ("office", "member", "observer", "outsider", "partner"):
        assert house.client(who).get(large.page).status_code == 404


def test_a_large_set_is_not_given_when_rights_or_agenda_changed_since(house, large):
    house.body.seats.filter(person=house.person("chair")).update(kind="observer")
    answer = house.client("chair").get(large.page, follow=True)
    assert answer["Content-Type"].startswith("text/html")
    assert "Maak de pdf opnieuw" in answer.content.decode()


def test_a_large_set_is_not_given_once_its_meeting_is_out_of_sight(house, large):
    house.meeting.access = "body"
    house.meeting.save()
    house.body.seats.filter(person=house.person("chair")).delete()
    assert house.client("chair").get(large.page).status_code == 404
