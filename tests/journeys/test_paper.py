"""What lies on the table of a board: lists, papers and dossiers, printed."""

import io

import pdfplumber
import pytest

LISTS = {
    "actions": "acties/?bladzijde=alles",
    "documents": "documenten/",
    "search": "zoeken/?q=brug",
    "organisations": "organisaties/",
    "timeline": "projecten/tijdlijn/",
}
# The one with most text of all, and one that is part of many routes.
BRIDGES = ("Limesaquaduct", "Zijlbrug")
# The first time in a process it loads the engine.
A_WHILE = 200_000
A4_POINTS = (595, 842)
THINGS = {"paper": "documenten/1/", "action": "acties/1/", "dossier": "projecten/51/", "body": "gremia/1/"}


@pytest.fixture
def print_out(open_page):
    def printed(path):
        page = open_page("office")
        page.goto(f"/leiden/{path}")
        page.wait_for_load_state("networkidle")
        return pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True)))

    return printed


@pytest.mark.parametrize("path", [*LISTS.values(), *THINGS.values()], ids=[*LISTS, *THINGS])
def test_every_sheet_says_something_and_the_first_says_whose_and_when(print_out, path):
    with print_out(path) as sheets:
        texts = [sheet.extract_text() for sheet in sheets.pages]
        for sheet in sheets.pages:
            outside = [word["text"] for word in sheet.extract_words() if word["x1"] > sheet.width]
            assert outside == []
    for number, text in enumerate(texts, start=1):
        assert text.endswith(f"{number} / {len(texts)}")
        assert len(text) > 40, f"sheet {number} of {len(texts)} has nothing on it"
    assert "Ondernemend Leiden" in texts[0]
    assert "Stand van " in texts[0]
    for word in ("Voeg ", "Klaar", "Meer", "Account", "Download", "English", "Zet alle filters uit"):
        assert word not in "\n".join(texts)


def test_the_head_of_a_table_comes_back_on_each_sheet(print_out):
    with print_out("organisaties/") as sheets:
        texts = [sheet.extract_text() for sheet in sheets.pages]
    assert len(texts) > 1
    rows_and_head = [text for text in texts if "Onderneming" in text]
    assert all("Postcode" in text for text in rows_and_head)


def test_the_text_of_a_paper_is_not_cut_off_on_paper(open_page):
    page = open_page("office")
    page.goto("/leiden/documenten/4/")
    page.emulate_media(media="print")
    text = page.locator(".paper-text")
    assert text.evaluate("text => text.scrollHeight <= text.clientHeight")


def test_a_filtered_list_says_on_paper_what_was_chosen(print_out):
    with print_out("acties/?zoek=brug") as sheets:
        text = sheets.pages[0].extract_text()
    assert "brug" in text.split("Wat")[0]


@pytest.mark.parametrize("bridge", BRIDGES)
def test_what_to_do_when_a_bridge_fails_is_one_sheet(open_page, bridge):
    """As who pins it to a wall does; what is left out of the paper is not missed on it."""
    page = open_page("office")
    page.goto("/leiden/werk/uitval/")
    page.get_by_label("Wat valt uit").select_option(label=bridge)
    page.get_by_role("button", name="Maak het protocol").click()
    page.locator(".protocol-sheet").wait_for(timeout=A_WHILE)
    with pdfplumber.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as sheets:
        [sheet] = sheets.pages
        text = sheet.extract_text()
        assert (round(sheet.width), round(sheet.height)) == A4_POINTS
        assert all(word["x1"] <= sheet.width for word in sheet.extract_words())
    assert f"{bridge} valt uit" in text
    assert "Route nu" in text
    assert text.endswith("1 / 1")
