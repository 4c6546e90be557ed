"""What is read from files of a council, and what is refused."""

import json
from pathlib import Path

import pytest

from speerpunt.core.importers.limits import UploadProblem
from speerpunt.meetings.importers.council import CouncilMeetingRow, read_council

from .agendas import meeting, notubiz, open_council_data, point

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "council"


def test_a_meeting_of_notubiz_is_read_in_its_order_without_headings_and_what_is_confidential():
    found = read_council(notubiz())[0]
    assert (found.outside_id, found.committee, found.place, found.starts_at) == (
        "notubiz:271:501",
        "commissie Stedelijke Ontwikkeling",
        "Stadhuis",
        "2026-12-10T20:00:00+01:00",
    )
    assert [(item.number, item.title) for item in found.items] == [
        ("1.", "Opening"),
        ("2.", "Fasering van de Spanjaardsbrug en de Zijlbrug"),
        ("31.", "Parkeernorm op De Waard"),
    ]
    assert found.items[1].text == "Tien weken dicht & omrijden"


def test_an_answer_of_open_raadsinformatie_is_read():
    found = read_council(open_council_data())[0]
    assert (found.outside_id, found.committee, found.starts_at) == (
        "ori:1",
        "Gemeenteraad",
        "2026-12-17T19:30:00+01:00",
    )
    assert [item.title for item in found.items] == ["Opening", "Lammebrug"]


def test_papers_of_open_raadsinformatie_stand_in_rows_of_their_own():
    rows = [
        {"@id": "1", "@type": "Meeting", "name": "Raad", "start_date": "2026-12-17T19:30:00+01:00"},
        {"@id": "2", "@type": "AgendaItem", "name": "Lammebrug", "parent": "1", "attachment": ["3"]},
        {"@id": "3", "@type": "MediaObject", "name": "Brief", "original_url": "https://raad.example/3"},
        {
            "@id": "4",
            "@type": "MediaObject",
            "file_name": "kaart.pdf",
            "url": "https://raad.example/4",
            "is_referenced_by": "2",
        },
        {"@id": "5", "@type": "MediaObject", "name": "Los", "url": "https://raad.example/5"},
    ]
    (item,) = read_council(json.dumps(rows).encode())[0].items
    assert item.papers == [
        {"title": "Brief", "url": "https://raad.example/3"},
        {"title": "kaart.pdf", "url": "https://raad.example/4"},
    ]


def test_papers_of_the_meeting_itself_come_along():
    letter = [{"title": "Uitnodiging", "url": "https://raad.example/7"}]
    assert read_council(notubiz(meeting(documents=letter)))[0].papers == letter
    rows = [
        {"@id": "1", "@type": "Meeting", "name": "Raad", "start_date": "2026-12-17T19:30:00+01:00"},
        {"@id": "2", "@type": "MediaObject", "name": "Besluitenlijst", "url": "https://raad.example/8"},
        {"@id": "3", "@type": "MediaObject", "name": "Los", "url": "https://raad.example/9"},
    ]
    rows[1]["is_referenced_by"] = "1"
    papers = read_council(json.dumps(rows).encode())[0].papers
    assert papers == [{"title": "Besluitenlijst", "url": "https://raad.example/8"}]


def test_only_papers_that_stand_on_the_web_come_along():
    papers = [
        {"title": "Brief", "url": "https://raad.example/1"},
        {"title": "Script", "url": "javascript:alert(1)"},
        {"title": "Geheim", "url": "https://raad.example/2", "confidential": 1},
    ]
    item = read_council(notubiz(meeting(agenda_items=[point(1, "Iets", documents=papers)])))[0].items[0]
    assert item.papers == [{"title": "Brief", "url": "https://raad.example/1"}]


def test_markup_and_signs_that_cannot_be_kept_stay_out():
    title = "Brug\x00 <b>dicht</b><script>x</script>\ud800"
    row = meeting(agenda_items=[point(1, title)])
    assert read_council(json.dumps([row]).encode())[0].items[0].title == "Brug dichtx"


def test_what_was_read_comes_back_the_same_out_of_a_draft():
    found = read_council(notubiz())[0]
    assert CouncilMeetingRow.as_read(json.loads(json.dumps(found.as_kept()))) == found


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'"text"',
        b"[1, 2]",
        b'{"meetings": [{"agenda_items": 3, "plannings": [{"start_date": "2026-01-01"}]}]}',
        b'{"meetings": [{"agenda_items": [], "plannings": [{"start_date": "2026-99-99"}]}]}',
        b'{"hits": {"hits": [null]}}',
        b"[" * 100_000,
        b" " * (4 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_agenda_is_refused_in_words(content):
    with pytest.raises(UploadProblem):
        read_council(content)


def test_more_than_a_year_is_refused():
    many = [meeting(number, agenda_items=[]) for number in range(401)]
    with pytest.raises(UploadProblem):
        read_council(notubiz(*many))


@pytest.mark.skipif(
    not (REAL / "notubiz_meeting_amsterdam.json").is_file(),
    reason="the real file is not on this machine",
)
def test_a_real_meeting_of_notubiz_is_read():
    found = read_council((REAL / "notubiz_meeting_amsterdam.json").read_bytes())[0]
    assert found.starts_at == "2018-02-08T13:30:00+01:00"
    titles = [item.title for item in found.items]
    assert ("Opening procedureel gedeelte" in titles, "BESLOTEN DEEL" in titles) == (True, False)
    assert (len(found.items), sum(len(item.papers) for item in found.items)) == (32, 49)


@pytest.mark.skipif(
    not (REAL / "ori_index_doc.json").is_file(), reason="the real file is not on this machine"
)
def test_a_row_of_the_same_search_engine_that_is_no_meeting_is_refused_in_words():
    with pytest.raises(UploadProblem, match="Open Raadsinformatie"):
        read_council((REAL / "ori_index_doc.json").read_bytes())
