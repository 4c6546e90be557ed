"""What the search engine knows of Dutch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speerpunt.core.dutch import folded, parts_of, stem, words_of
from speerpunt.core.dutch.compounds import known_words
from speerpunt.core.dutch.edits import allowed, distance, nearest, piece_keys, pieces, swapped

SAME = """
bereikbaar bereikbaarheid / bedrijf bedrijven / bedrijventerrein bedrijventerreinen / weg wegen / brug bruggen /
werkzaamheid werkzaamheden / stad steden / lid leden / ondernemer ondernemers / ondernemen onderneming ondernemingen /
huis huizen / vereniging verenigingen / fiets fietsen / parkeren parkeer / parkeerplaats parkeerplaatsen /
plaats plaatsen / veilig veilige veiligheid / gebied gebieden / vergadering vergaderingen vergaderen / school scholen /
vrachtwagen vrachtwagens / laadpaal laadpalen / afsluiting afsluitingen / gemeente gemeenten gemeentes /
winkel winkels / centrum centra / museum musea / zonnepaneel zonnepanelen / mens mensen / vakmens vakmensen /
grens grenzen / reis reizen / haven havens / kantoor kantoren / visie visies / opgave opgaven opgaves / dijk dijken /
advies adviezen / proces processen / Leiden Leidse Leids / energie energieën / wens wensen / glas glazen /
raadslid raadsleden / winkelcentrum winkelcentra
"""
OTHER = "weg wagen / school schoon / bakker bakkerij / energie energiek / straat staat / plein plan"


def groups(text):
    return [group.split() for group in text.split("/")]


@pytest.mark.parametrize("words", groups(SAME), ids=lambda words: words[0])
def test_forms_of_one_word_share_a_stem(words):
    assert len({stem(folded(word)) for word in words}) == 1


@pytest.mark.parametrize("words", groups(OTHER), ids=lambda words: words[0])
def test_other_words_have_another_stem(words):
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize("word", ["n206", "2312ab", "12345678", "a4"])
def test_numbers_and_codes_have_no_stem(word):
    assert stem(word) == word


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("bedrijventerreinen", ("bedrijven", "terreinen")),
        ("bedrijventerreinenprofielen", ("bedrijven", "terreinen", "profielen")),
        ("wijkwinkelcentra", ("wijk", "winkel", "centra")),
        ("wegwerkzaamheden", ("weg", "werkzaamheden")),
        ("ondernemersvereniging", ("ondernemer", "vereniging")),
        ("stadsenquete", ("stad", "enquete")),
        ("netcongestie", ("net", "congestie")),
        ("zonnepanelen", ("zonne", "panelen")),
        ("commissieleden", ("commissie", "leden")),
        ("spanjaardsbrug", ("spanjaard", "brug")),
        ("haarlemmerstraat", ("haarlemmer", "straat")),
        ("energiehub", ("energie", "hub")),
        ("terrein", ()),
        ("bereikbaarheid", ()),
        ("ondernemers", ()),
        ("vergadering", ()),
        ("leiden", ()),
        ("n206", ()),
    ],
)
def test_a_compound_is_cut_where_known_words_meet(word, parts):
    assert parts_of(word) == parts


def test_the_list_holds_no_compounds_and_says_whose_it_is():
    assert 10_000 < len(known_words()) < 20_000
    assert not {"bedrijventerrein", "parkeerplaats", "onder", "heid"} & known_words()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De N206 en de N 206", {"de", "en", "n206", "206"}),
        ("2312 AB", {"2312", "ab", "2312ab"}),
        ("2312ab", {"2312ab"}),
        ("e-bike, zzp'ers", {"bike", "ebike", "zzp", "ers", "zzpers"}),
        ("1.184 en 2,8%", {"1184", "en", "2", "8"}),
        ("Café Huĳs", {"cafe", "huijs"}),
        ("", set()),
    ],
)
def test_words_are_found_in_every_spelling(text, words):
    assert words_of(folded(text)) == words


@pytest.mark.parametrize(
    ("first", "second", "slips"),
    [
        ("brug", "burg", 1),
        ("brug", "brug", 0),
        ("brug", "bug", 1),
        ("terrein", "terein", 1),
        ("ab", "xyz", 3),
    ],
)
def test_slips_are_counted(first, second, slips):
    assert distance(first, second, 2) == slips


@pytest.mark.parametrize(
    ("word", "most"), [("weg", 0), ("brug", 1), ("waard", 1), ("terrein", 2), ("n206", 0)]
)
def test_short_words_may_differ_less(word, most):
    assert allowed(word) == most


@given(st.text("abcdestn", min_size=6, max_size=14), st.data())
def test_two_slips_leave_one_piece_whole(word, data):
    """So that looking for the pieces finds the word; two letters that changed places are one slip."""
    slipped = list(word)
    for _slip in range(2):
        place = data.draw(st.integers(0, len(slipped) - 1))
        slipped[place] = data.draw(st.sampled_from("abcdestn"))
    typed = "".join(slipped)
    found = any(piece in keys for piece, keys in zip(pieces(word), piece_keys(typed), strict=True))
    assert found
    assert typed == word or nearest(typed, {word}) == [word]


@pytest.mark.parametrize("word", ["brug", "waard", "terrein"])
def test_neighbours_that_changed_places_are_always_found(word):
    for typed in swapped(word):
        keys = piece_keys(typed)
        is_alike = any(piece and piece in known for piece, known in zip(pieces(word), keys, strict=True))
        assert is_alike or word in swapped(typed)
