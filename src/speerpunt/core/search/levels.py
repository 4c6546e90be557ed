"""What holds the words of a question, in levels: what is worth most comes first.

An entry may stand in several levels of a word; the best counts.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from .asking import Term, lookups_of
from .store import Lookup, holders_of
from .tokens import POINTS, forms_of

# A compound of which all parts stand somewhere in the text, though not as one word.
SCATTERED = 0.6
# Points are sums and shares; what is equal must stay so.
DIGITS = 3

Level = tuple[float, list[int]]


class Levels:
    """Of one question; asks the index for each token once."""

    def __init__(self, collective_id: int) -> None:
        self._collective_id = collective_id
        self._holders: dict[Lookup, list[int]] = {}
        self._levels_of_word: dict[str, list[Level]] = {}

    def load(self, terms: Iterable[Term]) -> None:
        words = {word for term in terms for word in term.words}
        words |= {part for word in words for part in forms_of(word)[1]}
        wanted = {lookup for word in words for lookup, _mark in lookups_of(word, self._collective_id)}
        self._holders.update(holders_of(sorted(wanted - self._holders.keys())))

    def together(self, terms: Sequence[Term]) -> list[Level]:
        """What holds all of the terms; in each level the entries in order."""
        self.load(terms)
        each = [self._of_term(term) for term in terms]
        if len(each) < 2:
            return [(points, sorted(entries)) for levels in each for points, entries in levels]
        common = _in_all(each)
        points = [_points(levels, common) for levels in each]
        return _in_levels({entry: sum([worth[entry] for worth in points]) for entry in common})

    def _of_term(self, term: Term) -> list[Level]:
        """Of several words the best one counts."""
        if list(term.words.values()) == [1.0]:
            return self._of_word(term.word)
        levels: dict[float, list[int]] = defaultdict(list)
        for word, worth in term.words.items():
            for points, entries in self._of_word(word):
                levels[round(points * worth, DIGITS)] += entries
        return [(points, levels[points]) for points in sorted(levels, reverse=True)]

    def _of_word(self, word: str) -> list[Level]:
        if word not in self._levels_of_word:
            whole = self._whole(word)
            scattered = self._scattered(forms_of(word)[1], whole)
            self._levels_of_word[word] = sorted([*whole, *scattered], key=itemgetter(0), reverse=True)
        return self._levels_of_word[word]

    def _whole(self, word: str) -> list[Level]:
        """Entries in which the word stands, inflected, or as part of a compound."""
        levels: dict[float, list[int]] = {}
        for lookup, mark in lookups_of(word, self._collective_id):
            entries = self._holders[lookup]
            if entries:
                levels[POINTS[mark]] = levels.get(POINTS[mark], []) + entries
        return list(levels.items())

    def _scattered(self, parts: Sequence[str], whole: Sequence[Level]) -> list[Level]:
        """Where it does not stand whole: entries in which each of its parts does, alone or in another compound."""
        if not parts:
            return []
        each = [self._whole(part) for part in parts]
        common = _in_all(each).difference(*(entries for _points, entries in whole))
        points = [_points(levels, common) for levels in each]
        return _in_levels({entry: SCATTERED * min([worth[entry] for worth in points]) for entry in common})


def _in_all(each: Sequence[Sequence[Level]]) -> set[int]:
    entries = sorted(([entries for _points, entries in levels] for levels in each), key=_size)
    common = set(chain(*entries[0]))
    for some in entries[1:]:
        common.intersection_update(chain(*some))
    return common


def _size(lists: Sequence[Sequence[int]]) -> int:
    return sum(map(len, lists))


def _points(levels: Sequence[Level], entries: set[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for points, holders in reversed(levels):
        found.update(dict.fromkeys(entries.intersection(holders), points))
    return found


def _in_levels(points: dict[int, float]) -> list[Level]:
    levels: dict[float, list[int]] = defaultdict(list)
    for entry, worth in points.items():
        levels[round(worth, DIGITS)].append(entry)
    return [(worth, sorted(levels[worth])) for worth in sorted(levels, reverse=True)]


def best_first(levels: Sequence[Level], numbers: range) -> Iterator[int]:
    """The entries of one kind, each once."""
    told: set[int] = set()
    for _points, entries in levels:
        for entry in entries[bisect_left(entries, numbers.start) : bisect_left(entries, numbers.stop)]:
            if entry not in told:
                told.add(entry)
                yield entry


def points_of(entry: int, levels: Sequence[Level]) -> float:
    return next(points for points, entries in levels if _holds(entries, entry))


def _holds(entries: Sequence[int], entry: int) -> bool:
    place = bisect_left(entries, entry)
    return place < len(entries) and entries[place] == entry
