import pytest
from hypothesis import given
from hypothesis import strategies as st

from speerpunt.core.filenames import (
    LONGEST_NAME,
    NOT_ON_WINDOWS,
    UNSHOWN,
    is_reserved,
    safe_name,
    same_name,
    unique_name,
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Verslag 12/3: besluiten?.pdf", "Verslag 12_3_ besluiten_.pdf"),
        ("CON", "_CON"),
        ("con.tar.gz", "_con.tar.gz"),
        ("COM¹.txt", "_COM¹.txt"),
        ("concept.pdf", "concept.pdf"),
        ("naam. . ", "naam"),
        ("..", "_"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("💧" * 100 + ".pdf", "💧" * 62 + ".pdf"),
    ],
)
def test_a_name_becomes_one_that_every_system_can_write(name, safe):
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_no_name_leads_anywhere(name):
    safe = safe_name(name)
    assert safe not in {"", ".", ".."}
    assert not NOT_ON_WINDOWS.search(safe)
    assert not UNSHOWN.search(safe)
    assert not is_reserved(safe)
    assert len(safe.encode()) <= LONGEST_NAME
    assert safe == safe.strip().rstrip(". ")
    assert safe_name(safe) == safe


def test_a_name_that_is_taken_gets_a_number():
    taken = {same_name("Brief.pdf"), same_name("brief (2).pdf")}
    assert unique_name("BRIEF.pdf", taken) == "BRIEF (3).pdf"
    assert unique_name("Straße.pdf", {same_name("STRASSE.PDF")}) == "Straße (2).pdf"
