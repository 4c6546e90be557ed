"""What the words of a heading, an entry or a lead-in say: this is a project, or a list of projects follows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from ..kinds import Kind, KindPhrase
from .wording import OPEN_WORDS, key

LEADING = frozenset(
    [
        "onze",
        "ons",
        "de",
        "het",
        "een",
        "wat",
        "zijn",
        "is",
        "belangrijkste",
        "overzicht",
        "van",
        "alle",
        "deze",
        "dit",
        "er",
        "our",
        "the",
        "main",
        "list",
        "of",
        "all",
        "volgende",
        "twee",
        "drie",
        "vier",
        "vijf",
        "zes",
        "zeven",
        "acht",
        "negen",
        "tien",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ]
)
MOST_LEADING = 3
LONGEST_HEAD = 70
LONGEST_LEAD_IN = 300
LONGEST_PHRASE = 4
NAMED_IN_FULL = frozenset({Kind.BODY, Kind.ORGANISATION})
MENTIONED = frozenset({Kind.PRIORITY, Kind.SUB_PRIORITY, Kind.BODY})  # in sentences about something else
FEW_TOKENS = 2
FEW_BEFORE = 4
COMPOUND_PART = 5  # letters that a phrase needs to be found at the end of a compound
SENTENCE_END = re.compile(r"[.!?]\s")
YEAR = re.compile(r"(?:19|20)\d\d$")


class Place(Enum):
    ITSELF = "itself"
    LIST = "list"  # what follows under it


@dataclass(frozen=True, slots=True)
class Saying:
    kind: Kind
    place: Place
    strength: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    tokens: tuple[str, ...]
    kind: Kind

    @property
    def is_plural(self) -> bool:
        last = self.tokens[-1]
        return last == "s" or (last.endswith(("en", "s", "ies")) and not last.endswith(("ss", "us", "is")))

    @property
    def may_end_compound(self) -> bool:
        return len(self.tokens) == 1 and len(self.tokens[0]) >= COMPOUND_PART and not self.is_plural


class Phrases:
    """The table of words, ready to be asked."""

    def __init__(self, words: Iterable[KindPhrase]) -> None:
        self._by_first: dict[str, list[_Phrase]] = defaultdict(list)
        self._single: list[_Phrase] = []
        for word in words:
            tokens = tuple(key(word.phrase).split())
            if tokens and word.kind in set(Kind):
                self._by_first[tokens[0]].append(_Phrase(tokens, Kind(word.kind)))
        for phrases in self._by_first.values():
            phrases.sort(key=lambda phrase: -len(phrase.tokens))
            self._single += [each for each in phrases if each.may_end_compound]
        self._ends = tuple(phrase.tokens[0] for phrase in self._single)

    def of_heading(self, text: str) -> Saying | None:
        """What a heading without its number says."""
        head, colon, tail = text.partition(":")
        if colon and tail.strip() and len(head) <= LONGEST_HEAD:
            return self._of_run_in(key(head).split(), 0.95)
        tokens = key(text).split()
        for start in range(min(MOST_LEADING + 1, len(tokens))):
            phrase = self._at(tokens, start)
            if phrase and self._may_lead(tokens[:start], phrase):
                return _saying(phrase, tokens[start + len(phrase.tokens) :])
            if tokens[start] not in LEADING and not (start == 0 and tokens[0].endswith("e")):
                break
        if len(tokens) > 1 and _is_counter(tokens[1]):
            return self._compound(tokens)
        return self._of_end(tokens)

    def of_text(self, text: str) -> Saying | None:
        """What an entry or a paragraph says of itself: "Doel: ...", "Project 3 - ..."."""
        head, colon, tail = text[: LONGEST_HEAD + 1].partition(":")
        if colon and (tail.strip() or len(text) > LONGEST_HEAD):
            return self._of_run_in(key(head).split(), 0.8)
        tokens = key(text[:LONGEST_HEAD]).split()
        phrase = self._at(tokens, 0) if tokens else None
        if phrase is None or phrase.is_plural:
            return None
        rest = tokens[len(phrase.tokens) :]
        if rest and _is_counter(rest[0]):
            return Saying(phrase.kind, Place.ITSELF, 0.75)
        is_name = 0 < len(rest) <= 4 and rest[0] not in OPEN_WORDS and len(text) <= LONGEST_HEAD
        names_somebody = phrase.kind in {Kind.BODY, Kind.ORGANISATION} and is_name
        return Saying(phrase.kind, Place.ITSELF, 0.5) if names_somebody else None

    def of_lead_in(self, text: str) -> Saying | None:
        """What the last sentence of a paragraph that ends in a colon promises."""
        if not text.endswith((":", ";")):
            return None
        tokens = key(SENTENCE_END.split(text[-LONGEST_LEAD_IN:])[-1]).split()
        for start in range(len(tokens)):
            phrase = self._at(tokens, start)
            leads = all(token in LEADING for token in tokens[:start])
            left = len(tokens) - start - len(phrase.tokens) if phrase else 0
            if phrase and leads and phrase.is_plural:
                return Saying(phrase.kind, Place.LIST, 0.85)
            if (
                phrase
                and phrase.kind not in MENTIONED
                and (not left or (phrase.is_plural and left <= FEW_TOKENS))
            ):
                return Saying(phrase.kind, Place.LIST, 0.6)
        return None

    def without_kind_word(self, name: str) -> str:
        """ "Speerpunt Mobiliteit" is called Mobiliteit, but a core team keeps its full name."""
        words = name.split()
        for count in range(min(LONGEST_PHRASE, len(words) - 1), 0, -1):
            phrase = self.exactly(" ".join(words[:count]))
            if phrase and not phrase.is_plural and phrase.kind not in NAMED_IN_FULL:
                rest = words[count:]
                return name if rest[0].casefold() in OPEN_WORDS else " ".join(rest)
        return name

    def exactly(self, text: str) -> _Phrase | None:
        tokens = tuple(key(text).split())
        found = self._at(tokens, 0) if tokens else None
        return found if found and found.tokens == tokens else None

    def _of_end(self, tokens: Sequence[str]) -> Saying | None:
        """ "Wij kiezen drie pijlers": a few words that end in what follows."""
        for start in range(max(1, len(tokens) - LONGEST_PHRASE), len(tokens)):
            phrase = self._at(tokens, start)
            if (
                phrase
                and phrase.is_plural
                and start + len(phrase.tokens) == len(tokens)
                and start <= FEW_BEFORE
            ):
                return Saying(phrase.kind, Place.LIST, 0.6)
        return None

    def _of_run_in(self, tokens: Sequence[str], strength: float) -> Saying | None:
        phrase = self._at(tokens, 0) if tokens else None
        if phrase is None:
            return self._compound(tokens) if len(tokens) == 1 else None
        if phrase.is_plural or len(tokens) - len(phrase.tokens) > 4:
            return None
        return Saying(phrase.kind, Place.ITSELF, strength)

    def _compound(self, tokens: Sequence[str]) -> Saying | None:
        if not tokens[0].endswith(self._ends):
            return None
        found = [phrase for phrase in self._single if tokens[0].endswith(phrase.tokens[0])]
        longest = max(found, key=lambda phrase: len(phrase.tokens[0]))
        return Saying(longest.kind, Place.ITSELF, 0.6)

    def _at(self, tokens: Sequence[str], start: int) -> _Phrase | None:
        for phrase in self._by_first.get(tokens[start], ()):
            if tuple(tokens[start : start + len(phrase.tokens)]) == phrase.tokens:
                return phrase
        return None

    def _may_lead(self, before: Sequence[str], phrase: _Phrase) -> bool:
        """Words before the phrase: "onze", "de volgende", or one adjective before a plural."""
        if all(token in LEADING for token in before):
            return True
        return phrase.is_plural and len(before) == 1 and before[0].endswith("e") and len(before[0]) > 3


def _saying(phrase: _Phrase, rest: Sequence[str]) -> Saying:
    if not rest:
        names_itself = phrase.kind in NAMED_IN_FULL and not phrase.is_plural
        return Saying(
            phrase.kind, Place.ITSELF if names_itself else Place.LIST, 0.85 if names_itself else 0.95
        )
    if YEAR.match(rest[0]):
        return Saying(phrase.kind, Place.LIST, 0.9)
    if _is_counter(rest[0]):
        return Saying(phrase.kind, Place.ITSELF, 0.95)
    if rest[0] in OPEN_WORDS:
        return Saying(phrase.kind, Place.LIST, 0.9 if phrase.is_plural else 0.5)
    if phrase.is_plural:
        return Saying(phrase.kind, Place.LIST, 0.75)
    return Saying(phrase.kind, Place.ITSELF, 0.95)


def _is_counter(token: str) -> bool:
    return (
        (token.isdigit() and len(token) < 4)
        or token in {"i", "ii", "iii", "iv", "v", "vi", "vii"}
        or len(token) == 1
    )
