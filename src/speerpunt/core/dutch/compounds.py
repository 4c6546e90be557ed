"""The parts of a compound: bedrijventerreinen is bedrijven and terreinen.

A word is cut where the fewest known parts cover it whole; an -s-, -e- or -en- may link two of them. Which words are
known does not depend on what a collective writes, so a text is cut the same way today and in a year.
"""

from functools import cache, lru_cache
from pathlib import Path

from .stems import IRREGULAR, respelled

WORDS_FILE = Path(__file__).with_name("words.txt")
FEWEST_LETTERS = 4
SHORTEST_COMPOUND = 7
KEPT = 65_536

# Shorter than other parts may be.
_SHORT = """
bio bouw bus cao eis hbo hub lid mbo net plan raad stad vak weg wet wijk zes zon
"""
SHORT = frozenset(_SHORT.split())
# Not in the list as parts of their own, but needed here.
_OURS = """
belangrijk congestie emissie haalbaarheid manager mobiliteit monitor omleiding ondernemer onderneming
opslag participatie platform profiel schouw snel spanjaard speerpunt stalling trekking transport wagen
werkzaamheid
"""
OURS = frozenset(_OURS.split())
# After one of these a name may go before that no list knows: the Haarlemmerstraat is a straat.
_PLACE_HEADS = """
straat brug plein kade laan park gracht singel markt steeg terrein tunnel vereniging poort
"""
PLACE_HEADS = frozenset(_PLACE_HEADS.split())


@cache
def known_words() -> frozenset[str]:
    lines = WORDS_FILE.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#")) | OURS


@cache
def known_singulars() -> frozenset[str]:
    """As they are spelled before a plural: bedrijv-en, panel-en, brugg-en."""
    return frozenset(respelled(word) for word in known_words() | SHORT)


@lru_cache(maxsize=KEPT)
def parts_of(word: str) -> tuple[str, ...]:
    """Two or more parts as they are written in the word, without what links them; none when it is no compound."""
    if len(word) < SHORTEST_COMPOUND or not word.isalpha() or word in known_words():
        return ()
    parts = _fewest(word)
    return tuple(_unlinked(part) for part in parts) if len(parts) > 1 else _after_a_name(word)


def _fewest(word: str) -> tuple[str, ...]:
    """The cut with the fewest parts, then with the fewest short ones, then with the longest last part."""
    best: list[tuple[tuple[int, ...], tuple[str, ...]] | None] = [((0,), ()), *([None] * len(word))]
    for end in range(3, len(word) + 1):
        for start in range(end - 2):
            before = best[start]
            if before is None or not _is_part(word[start:end]):
                continue
            parts = (*before[1], word[start:end])
            cost = (len(parts), sum(len(part) < 5 for part in parts), -len(parts[-1]))
            found = best[end]
            if found is None or cost < found[0]:
                best[end] = (cost, parts)
    whole = best[-1]
    return whole[1] if whole else ()


def _is_part(piece: str) -> bool:
    known = known_words()
    if piece in SHORT or (piece in known and len(piece) >= FEWEST_LETTERS):
        return True
    if len(piece) <= FEWEST_LETTERS and piece[:-1] not in SHORT:
        return False
    return _is_linked(piece, known) or _is_plural(piece, known)


def _is_linked(piece: str, known: frozenset[str]) -> bool:
    return piece[-1] in "se" and (piece[:-1] in known or piece[:-1] in SHORT)


def _is_plural(piece: str, known: frozenset[str]) -> bool:
    singular = IRREGULAR.get(piece, "")
    if singular in known or singular in SHORT:
        return True
    if piece.endswith("heden"):
        return piece[:-5] + "heid" in known
    return piece.endswith("en") and len(piece) > FEWEST_LETTERS and respelled(piece[:-2]) in known_singulars()


def _unlinked(piece: str) -> str:
    """Without a linking -s; a plural stays one, its stem is that of the singular."""
    known = known_words()
    is_linked = piece[-1] == "s" and piece not in known and (piece[:-1] in known or piece[:-1] in SHORT)
    return piece[:-1] if is_linked else piece


def _after_a_name(word: str) -> tuple[str, ...]:
    for length in (10, 7, 6, 5, 4):
        name, head = word[:-length], word[-length:]
        if head in PLACE_HEADS and len(name) >= FEWEST_LETTERS:
            return (name, head)
    return ()
