"""Which rows answer a question, best first. Only what the visitor may see counts, also for what is suggested."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from ..addresses import current_collective
from ..registry import SearchSource, search_sources
from .asking import BEGUN, MEANT, Question, Term, apart, read_question
from .levels import Level, Levels, best_first, points_of
from .numbering import numbers_of, title_words_of
from .sight import Line, Sight
from .vocabulary import completions, meant_by

# So many of a kind are counted, and shown on pages.
MOST_COUNTED = 500
MOST_ALSO = 3


@dataclass(frozen=True)
class Also:
    """A word that stands nowhere, and what was looked for in its place."""

    typed: str
    words: tuple[str, ...]
    is_begun: bool = False


@dataclass(frozen=True)
class KindFound:
    """The entries of one kind, best first, as far as they are counted."""

    source: SearchSource
    ids: list[int]
    best: float
    # Than those that are counted; of what the visitor may see.
    has_more: bool = False


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

    @property
    def has_more(self) -> bool:
        """Than are counted."""
        return any(kind.has_more for kind in self.kinds)


def answer(user: Any, text: str, *, is_typing: bool = False) -> Answer:
    """All words must be there. Where that gives nothing: other words for those that stand nowhere, then fewer words."""
    question = read_question(text)
    if not question.terms:
        return Answer(question)
    matcher = Matcher(user)
    terms = list(question.terms)
    if is_typing:
        terms[-1] = terms[-1].with_words(completions(terms[-1].word), BEGUN)
    found = matcher.found(terms)
    if found:
        return Answer(question, tuple(terms), found)
    return _repaired(matcher, question, terms)


def _repaired(matcher: "Matcher", question: Question, terms: list[Term]) -> Answer:
    terms = matcher.taken_apart(terms)
    also: list[Also] = []
    kept: list[Term] = []
    dropped: list[str] = []
    # Counted at once, for which of them tells least is asked as well, where all of them stand somewhere.
    for place, (term, count) in enumerate(zip(terms, matcher.counts(terms), strict=True)):
        is_last = place == len(terms) - 1
        instead, said = (term, None) if count else matcher.instead_of(term, is_last=is_last)
        if instead is None:
            dropped.append(term.typed)
        else:
            kept.append(instead)
            also += [said] if said else []
    found, kept, also_dropped = _with_fewer_words(matcher, kept)
    used = {term.typed for term in kept}
    return Answer(
        question,
        tuple(kept),
        found,
        tuple(each for each in also if each.typed in used),
        tuple(term.typed for term in terms if term.typed in {*dropped, *also_dropped}),
    )


def _with_fewer_words(
    matcher: "Matcher", terms: list[Term]
) -> tuple[tuple[KindFound, ...], list[Term], list[str]]:
    """Leave out the word that tells least, until something is found; each word by itself is."""
    dropped: list[str] = []
    found = matcher.found(terms)
    while not found and len(terms) > 1:
        counted = sorted(zip(matcher.counts(terms), terms, strict=True), key=itemgetter(0), reverse=True)
        commonest = [term for _count, term in counted]
        for term in commonest:
            found = matcher.found([each for each in terms if each is not term])
            if found:
                break
        else:
            term = commonest[0]
        terms = [each for each in terms if each is not term]
        dropped.append(term.typed)
    return found, terms, dropped


class Matcher:
    """One question of one visitor."""

    def __init__(self, user: Any) -> None:
        self.sources = {source.kind: source for source in search_sources()}
        self._levels = Levels(current_collective().pk)
        self._sight = Sight(user, self.sources)

    def found(self, terms: Sequence[Term]) -> tuple[KindFound, ...]:
        """What holds all of the terms and may be seen. First the kind with the best hit, then the one with the
        shortest title, then in the order of the sources."""
        levels = self._levels.together(terms)
        lines = self._lines(levels)
        self._sight.look_for(lines, MOST_COUNTED + 1)
        kinds = [
            KindFound(
                self.sources[line.kind],
                line.seen[:MOST_COUNTED],
                points_of(line.seen[0], levels),
                has_more=len(line.seen) > MOST_COUNTED,
            )
            for line in lines
            if line.seen
        ]
        return tuple(
            sorted(kinds, key=lambda kind: (-kind.best, title_words_of(kind.ids[0]), kind.source.order))
        )

    def counts(self, terms: Sequence[Term]) -> list[int]:
        """In how much that may be seen each term stands, as far as that is counted."""
        each = self._lines_of(terms)
        self._sight.look_for([line for lines in each for line in lines], MOST_COUNTED)
        return [sum(min(len(line.seen), MOST_COUNTED) for line in lines) for lines in each]

    def stand(self, terms: Sequence[Term]) -> list[bool]:
        """Whether each term stands in something that may be seen."""
        each = self._lines_of(terms)
        self._sight.look_for_any(each)
        return [any(line.seen for line in lines) for lines in each]

    def taken_apart(self, terms: Iterable[Term]) -> list[Term]:
        """Of what may be written as one word, the pieces, where the whole stands nowhere."""
        found: list[Term] = []
        for term in terms:
            pieces = apart(term) if term.pieces and not all(self.stand([term])) else []
            found += pieces if pieces and all(self.stand(pieces)) else [term]
        return found

    def instead_of(self, term: Term, *, is_last: bool) -> tuple[Term | None, Also | None]:
        """For a term that stands nowhere: words that begin so, else what may be meant."""
        if is_last:
            begun = self._standing(completions(term.word))
            if begun:
                said = Also(term.typed, tuple(begun[:MOST_ALSO]), is_begun=True)
                return replace(term, words={}).with_words(begun, BEGUN), said
        meant = self._standing(meant_by(term.word))[:MOST_ALSO]
        if not meant:
            return None, None
        return replace(term, words={}).with_words(meant, MEANT), Also(term.typed, tuple(meant))

    def _standing(self, words: list[str]) -> list[str]:
        """Those words that stand in something which the visitor may see."""
        stand = self.stand([Term(word, {word: 1.0}) for word in words])
        return [word for word, stands in zip(words, stand, strict=True) if stands]

    def _lines_of(self, terms: Sequence[Term]) -> list[list[Line]]:
        self._levels.load(terms)
        return [self._lines(self._levels.together([term])) for term in terms]

    def _lines(self, levels: Sequence[Level]) -> list[Line]:
        """Of each kind, the best first."""
        return [Line(kind, best_first(levels, numbers_of(source))) for kind, source in self.sources.items()]
