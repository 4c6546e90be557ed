"""What somebody asks for: the words of a question, and what each of them may stand for."""

import re
from dataclasses import dataclass, field, replace

from ..dutch import STOP_WORDS, folded
from ..dutch.words import CODE, POSTCODE, WORD, spellings
from .store import Lookup
from .tokens import NAMES, TEXT, TITLE, forms_of, token

LONGEST = 200
MOST_WORDS = 8
# A word that only begins as asked is worth less, one that differs in a letter less again.
BEGUN, MEANT = 0.8, 0.5
ASKED = re.compile(f"{POSTCODE.pattern}|{CODE.pattern}|{WORD.pattern}", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One word of a question."""

    typed: str
    # What is looked for, and what a hit of it is worth.
    words: dict[str, float] = field(default_factory=dict)
    # Pieces to look for apart when the whole is found nowhere, as of "2025 is" and "e-bike".
    pieces: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        return next(iter(self.words))

    def with_words(self, words: list[str], worth: float) -> "Term":
        return replace(self, words={**self.words, **dict.fromkeys(words, worth)})


@dataclass(frozen=True)
class Question:
    text: str
    terms: tuple[Term, ...]
    # Words beyond the most that we look for.
    left_out: tuple[str, ...] = ()


def read_question(text: str) -> Question:
    asked = " ".join(text.split())[:LONGEST]
    terms: dict[str, Term] = {}
    for match in ASKED.finditer(asked):
        term = _term(match[0])
        if term is not None:
            terms.setdefault(term.word, term)
    telling = [term for word, term in terms.items() if word not in STOP_WORDS] or list(terms.values())
    rest = tuple(term.typed for term in telling[MOST_WORDS:])
    return Question(asked, tuple(telling[:MOST_WORDS]), rest)


def _term(typed: str) -> Term | None:
    written = folded(typed)
    if " " in written:
        apart = tuple(written.split())
        return Term(typed, {"".join(apart): 1.0}, apart)
    found = [word for word in spellings(written) if len(word) > 1 or word.isdecimal()]
    if not found:
        return None
    return Term(typed, {found[-1]: 1.0}, tuple(found[:-1]))


def apart(term: Term) -> list[Term]:
    """Its pieces as words of their own; a single letter tells nothing."""
    return [Term(piece, {piece: 1.0}) for piece in term.pieces if len(piece) > 1 and piece not in STOP_WORDS]


def lookups_of(word: str, collective_id: int) -> list[tuple[Lookup, str]]:
    """All that this word is found by, with the mark that says what a hit is worth, the best first.

    Of a word that is its own stem, the index holds no stem beside it.
    """
    root = forms_of(word)[0]
    has_own_stem = root != word and forms_of(root)[0] == root
    found: list[tuple[Lookup, str]] = []
    for written, stemmed, part in (TITLE, NAMES, TEXT):
        as_written = token(collective_id, written, word)
        as_stem = token(collective_id, stemmed, root)
        found.append((Lookup(as_written), written))
        if has_own_stem:
            found.append((Lookup(token(collective_id, written, root), as_written), stemmed))
        found.append((Lookup(as_stem, as_written), stemmed))
        found.append((Lookup(token(collective_id, part, root), as_stem), part))
    return found
