"""Which rows answer a question, best first. Only what the visitor may see counts, also for what is suggested."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..addresses import current_collective
from ..models import SearchEntry
from ..registry import SearchSource, search_sources
from .asking import BEGUN, MEANT, Question, Term, apart, read_question, tokens_of
from .store import holders_of, ids_in_order
from .tokens import DAYS, POINTS, forms_of
from .vocabulary import completions, meant_by

# A compound of which all parts stand somewhere in the text, though not as one word.
SCATTERED = 0.6
# More are not named one by one to the database: it gives all that the visitor may see.
MOST_NAMED = 1000
MOST_ALSO = 3

Points = dict[int, float]


@dataclass(frozen=True)
class Also:
    """A word that stands nowhere, and what was looked for in its place."""

    typed: str
    words: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True)
class KindFound:
    """The entries of one kind, best first."""

    source: SearchSource
    ids: list[int]
    best: float


@dataclass(frozen=True)
class Answer:
    question: Question
    terms: tuple[Term, ...] = ()
    kinds: tuple[KindFound, ...] = ()
    also: tuple[Also, ...] = ()
    # Words of the question that were left out, for with them nothing is found.
    dropped: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(kind.ids) for kind in self.kinds)


def answer(user: Any, text: str, *, is_typing: bool = False) -> Answer:
    """All words must be there. Where that gives nothing: other words for those that stand nowhere, then fewer words."""
    question = read_question(text)
    if not question.terms:
        return Answer(question)
    matcher = Matcher(user)
    terms = list(question.terms)
    if is_typing:
        terms[-1] = terms[-1].with_words(completions(terms[-1].word), BEGUN)
    points = matcher.together(terms)
    if points:
        return Answer(question, tuple(terms), matcher.ranked(points))
    return _repaired(matcher, question, terms)


def _repaired(matcher: "Matcher", question: Question, terms: list[Term]) -> Answer:
    terms = matcher.taken_apart(terms)
    matcher.see(terms)
    also: list[Also] = []
    kept: list[Term] = []
    dropped: list[str] = []
    for place, term in enumerate(terms):
        instead, said = matcher.instead_of(term, is_last=place == len(terms) - 1)
        if instead is None:
            dropped.append(term.typed)
        else:
            kept.append(instead)
            also += [said] if said else []
    points, kept, also_dropped = _with_fewer_words(matcher, kept)
    used = {term.typed for term in kept}
    return Answer(
        question,
        tuple(kept),
        matcher.ranked(points),
        tuple(each for each in also if each.typed in used),
        tuple(term.typed for term in terms if term.typed in {*dropped, *also_dropped}),
    )


def _with_fewer_words(matcher: "Matcher", terms: list[Term]) -> tuple[Points, list[Term], list[str]]:
    """Leave out the word that tells least, until something is found; each word by itself is."""
    dropped: list[str] = []
    points = matcher.together(terms)
    while not points and len(terms) > 1:
        commonest = sorted(terms, key=lambda term: -len(matcher.seen_points(term)))
        for term in commonest:
            rest = [each for each in terms if each is not term]
            points = matcher.together(rest)
            if points:
                break
        else:
            term = commonest[0]
        terms = [each for each in terms if each is not term]
        dropped.append(term.typed)
    return points, terms, dropped


class Matcher:
    """One question of one visitor; asks the index for each token once."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.collective_id = current_collective().pk
        self.sources = {source.kind: source for source in search_sources()}
        self._holders: dict[str, list[int]] = {}
        self._points_by_word: dict[str, Points] = {}
        # What was looked at, and what of that the visitor may see: by kind, in the order of equals.
        self._looked_at: set[int] = set()
        self._looks = 0
        self._seen: dict[str, dict[int, None]] = defaultdict(dict)
        self._seen_ids: set[int] = set()
        # All that the visitor may see, once so much was looked at that it was asked for.
        self._in_sight: dict[str, list[int]] = {}

    def together(self, terms: Sequence[Term]) -> Points:
        """What holds all of the terms and may be seen, with its points."""
        if not terms:
            return {}
        self._load(terms)
        each = sorted((self._points(term) for term in terms), key=len)
        common = set(each[0]).intersection(*each[1:])
        seen = self._visible(common)
        if len(each) == 1:
            return each[0] if len(seen) == len(each[0]) else {pk: each[0][pk] for pk in seen}
        return {pk: sum([points[pk] for points in each]) for pk in seen}

    def see(self, terms: Sequence[Term]) -> None:
        """Look at all that any of the terms is in, in one go."""
        self._load(terms)
        self._visible({pk for term in terms for pk in self._points(term)})

    def seen_points(self, term: Term) -> Points:
        points = self._points(term)
        return {pk: points[pk] for pk in self._visible(set(points))}

    def taken_apart(self, terms: Iterable[Term]) -> list[Term]:
        """Of what may be written as one word, the pieces, where the whole stands nowhere."""
        found: list[Term] = []
        for term in terms:
            pieces = apart(term) if term.pieces and not self.seen_points(term) else []
            self._load(pieces)
            found += pieces if pieces and all(map(self.seen_points, pieces)) else [term]
        return found

    def instead_of(self, term: Term, *, is_last: bool) -> tuple[Term | None, Also | None]:
        """The term itself when it stands somewhere; else words that begin so, else what may be meant."""
        if self.seen_points(term):
            return term, None
        if is_last:
            begun = self._standing(completions(term.word))
            if begun:
                said = Also(term.typed, tuple(begun[:MOST_ALSO]), is_begun=True)
                return replace(term, words={}).with_words(begun, BEGUN), said
        meant = self._standing(meant_by(term.word))[:MOST_ALSO]
        if not meant:
            return None, None
        return replace(term, words={}).with_words(meant, MEANT), Also(term.typed, tuple(meant))

    def ranked(self, points: Points) -> tuple[KindFound, ...]:
        """By kind: first the one with the best hit, then the shortest title, then in the order of the sources."""
        if self._looks > 1:
            self._look_again(set(points))
        kinds = []
        for kind, seen in self._seen.items():
            ids = sorted([pk for pk in seen if pk in points], key=points.__getitem__, reverse=True)
            if ids:
                kinds.append(KindFound(self.sources[kind], ids, points[ids[0]]))
        best = SearchEntry.objects.filter(pk__in=[found.ids[0] for found in kinds])
        words = {pk: rank // DAYS for pk, rank in best.values_list("pk", "rank")} if kinds else {}
        return tuple(sorted(kinds, key=lambda found: (-found.best, words[found.ids[0]], found.source.order)))

    def _standing(self, words: list[str]) -> list[str]:
        """Those words that stand in something which the visitor may see."""
        terms = {word: Term(word, {word: 1.0}) for word in words}
        self.see(list(terms.values()))
        return [word for word, term in terms.items() if self.seen_points(term)]

    def _load(self, terms: Iterable[Term]) -> None:
        words = {word for term in terms for word in term.words}
        words |= {part for word in words for part in forms_of(word)[1]}
        wanted = {token for word in words for token, _mark in tokens_of(word, self.collective_id)}
        self._holders.update(holders_of(sorted(wanted - self._holders.keys())))

    def _points(self, term: Term) -> Points:
        points: Points = {}
        for word, worth in term.words.items():
            found = self._points_of_word(word)
            if worth != 1.0:
                found = {pk: each * worth for pk, each in found.items()}
            if len(term.words) == 1:
                return found
            for pk in points.keys() & found.keys():
                found[pk] = max(found[pk], points[pk])
            points.update(found)
        return points

    def _points_of_word(self, word: str) -> Points:
        if word not in self._points_by_word:
            self._points_by_word[word] = {**self._scattered(forms_of(word)[1]), **self._whole(word)}
        return self._points_by_word[word]

    def _whole(self, word: str) -> Points:
        """Rows in which the word stands, inflected, or as part of a compound; what weighs most is looked at last."""
        points: Points = {}
        for token, mark in tokens_of(word, self.collective_id):
            points.update(dict.fromkeys(self._holders[token], POINTS[mark]))
        return points

    def _scattered(self, parts: Sequence[str]) -> Points:
        """Rows in which every part of a compound stands by itself, or in another compound."""
        if not parts:
            return {}
        each = [self._whole(part) for part in parts]
        common = set(each[0]).intersection(*each[1:])
        return {pk: SCATTERED * min(points[pk] for points in each) for pk in common}

    def _visible(self, entries: set[int]) -> set[int]:
        """Those that the visitor may see at this moment, as each source says."""
        new = entries - self._looked_at
        if new:
            self._look_at(new)
        return entries & self._seen_ids

    def _look_again(self, entries: set[int]) -> None:
        """What was seen in several looks, is put in the order of equals in one."""
        self._seen.clear()
        self._look_at(entries)

    def _look_at(self, entries: set[int]) -> None:
        if len(entries) > MOST_NAMED and not self._in_sight:
            self._in_sight = {kind: self._all_visible(kind) for kind in self.sources}
        if self._in_sight:
            found = {kind: [pk for pk in ids if pk in entries] for kind, ids in self._in_sight.items()}
        else:
            found = self._visible_of(entries)
        for kind, ids in found.items():
            self._seen[kind].update(dict.fromkeys(ids))
            self._seen_ids.update(ids)
        self._looked_at |= entries
        self._looks += 1

    def _all_visible(self, kind: str) -> list[int]:
        visible = self.sources[kind].visible_to(self.user).order_by().values("pk")
        rows = SearchEntry.objects.filter(kind=kind, object_id__in=visible)
        return ids_in_order(rows.order_by("rank", "object_id"))

    def _visible_of(self, entries: set[int]) -> dict[str, list[int]]:
        """Of so many, each kind is asked for these rows only, and a kind of which there are none is not asked."""
        rows = SearchEntry.objects.filter(pk__in=entries).order_by("rank", "object_id")
        by_kind: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for pk, kind, object_id in rows.values_list("pk", "kind", "object_id"):
            by_kind[kind].append((pk, object_id))
        found = {}
        for kind in by_kind.keys() & self.sources.keys():
            visible = self.sources[kind].visible_to(self.user).order_by()
            asked = [object_id for _pk, object_id in by_kind[kind]]
            seen = set(visible.filter(pk__in=asked).values_list("pk", flat=True))
            found[kind] = [pk for pk, object_id in by_kind[kind] if object_id in seen]
        return found
