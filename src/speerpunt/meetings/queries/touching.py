"""Which dossiers and areas a text of the council touches, and by which words. Rather one too many than one missed:
who reads it can take a hit away."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from speerpunt.core.dutch import STOP_WORDS, folded, parts_of, stem, words_of
from speerpunt.core.dutch.compounds import known_words
from speerpunt.places.enums import AreaKind
from speerpunt.places.models import Area, Placement
from speerpunt.priorities.models import Project

# A word of so many titles tells nothing of one of them.
COMMON = 3
# A name of so many letters that stands in no dictionary is enough by itself.
LONG_ENOUGH = 7
# Cut shorter than this, "openbare" would be the opening of each meeting.
SHORTEST_STEM = 6
SHORTEST_NAME = 4
# What a council does everywhere says nothing of where.
ORDINARY = frozenset(
    [
        "bereikbaar",
        "bereikbare",
        "betaalbaar",
        "betaalbare",
        "doorlopende",
        "herinrichting",
        "inrichting",
        "knooppunt",
        "nieuwbouw",
        "onderhoud",
        "ontwikkeling",
        "uitbreiding",
        "uitvoering",
        "vaststelling",
        "verbinden",
        "verkoop",
        "vernieuwing",
        "vervanging",
        "voortgang",
    ]
)
FEWEST_ON_A_STREET = 2

PROJECT, AREA = "project", "area"


@dataclass(frozen=True)
class Hit:
    kind: str
    pk: int
    # As they stand with the dossier or area.
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Title:
    pk: int
    phrase: str
    # Stem -> the word that it was.
    words: dict[str, str]


class Touching:
    """Everything that can be touched, gathered once for a whole file."""

    def __init__(self) -> None:
        titles = Project.objects.values_list("pk", "title")
        self.titles = [_Title(pk, folded(title), _told_words(title)) for pk, title in titles]
        self.common = Counter(found for title in self.titles for found in title.words)
        self.names = list(_area_names())
        self.streets = _streets()

    def hits(self, text: str) -> list[Hit]:
        plain = folded(text)
        stems = set(_stems(plain))
        return [*self._projects(plain, stems), *self._areas(plain, stems)]

    def _projects(self, plain: str, stems: set[str]) -> Iterator[Hit]:
        for title in self.titles:
            if len(title.phrase) >= LONG_ENOUGH and _stands_in(title.phrase, plain):
                yield Hit(PROJECT, title.pk, (title.phrase,))
                continue
            same = [
                found
                for found, word in title.words.items()
                if self.common[found] <= COMMON and (found in stems or _is_taken_apart(word, stems))
            ]
            if len(same) > 1 or any(self._is_enough(found, title.words[found]) for found in same):
                yield Hit(PROJECT, title.pk, tuple(title.words[found] for found in same))

    def _is_enough(self, found: str, word: str) -> bool:
        """A name of one dossier alone, such as that of a bridge."""
        is_known = word in ORDINARY or word in known_words()
        is_long = len(word) >= LONG_ENOUGH and len(found) >= SHORTEST_STEM
        return self.common[found] == 1 and is_long and not is_known

    def _areas(self, plain: str, stems: set[str]) -> Iterator[Hit]:
        words: dict[int, list[str]] = defaultdict(list)
        for pk, name in self.names:
            if _stands_in(name, plain) or (" " not in name and stem(name) in stems):
                words[pk].append(name)
        for street, pk in self.streets.items():
            if _stands_in(street, plain):
                words[pk].append(street)
        for pk, found in words.items():
            yield Hit(AREA, pk, tuple(dict.fromkeys(found)))


def _told_words(title: str) -> dict[str, str]:
    words = (word for word in sorted(words_of(folded(title))) if _tells(word))
    return {stem(word): word for word in words}


def _tells(word: str) -> bool:
    return word not in STOP_WORDS and len(word) >= SHORTEST_NAME and not word.isdecimal()


def _stems(plain: str) -> Iterator[str]:
    """Of every word, and of the parts of a compound."""
    for word in words_of(plain):
        yield stem(word)
        for part in parts_of(word):
            if _tells(part):
                yield stem(part)


def _is_taken_apart(word: str, stems: set[str]) -> bool:
    """Of "parkeerbeleid" also "beleid voor parkeren"."""
    parts = parts_of(word)
    return len(parts) > 1 and all(stem(part) in stems for part in parts)


def _stands_in(phrase: str, plain: str) -> bool:
    return phrase in plain and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", plain) is not None


def _area_names() -> Iterator[tuple[int, str]]:
    """Names of now and before; the city as a whole is touched by everything."""
    areas = Area.objects.kept().exclude(kind=AreaKind.CITY)
    named = list(areas.values_list("pk", "name"))
    named += areas.filter(aliases__isnull=False).values_list("pk", "aliases__name")
    yield from ((pk, folded(name)) for pk, name in named if len(name) >= SHORTEST_NAME)


def _streets() -> dict[str, int]:
    """Streets on which several organisations of one area stand, and of no other."""
    placed = Placement.objects.filter(organisation__trashed_at__isnull=True, area__trashed_at__isnull=True)
    rows = placed.exclude(area__kind=AreaKind.CITY).exclude(organisation__street="")
    return _of_one_area(rows.values_list("organisation__street", "area_id"))


def _of_one_area(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for street, pk in rows:
        counted[folded(street)][pk] += 1
    return {
        street: next(iter(areas))
        for street, areas in counted.items()
        if len(areas) == 1 and sum(areas.values()) >= FEWEST_ON_A_STREET and len(street) >= LONG_ENOUGH
    }
