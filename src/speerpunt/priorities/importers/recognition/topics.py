"""What a text is about, against a title: word stems that agree, compounds, and words that go together in this plan."""

from collections import Counter
from collections.abc import Iterable, Sequence

from .wording import STOP_WORDS, key

ENDINGS = (
    "heden",
    "ingen",
    "elijke",
    "elijk",
    "ische",
    "isch",
    "heid",
    "ing",
    "ies",
    "ie",
    "en",
    "er",
    "e",
    "s",
)
LEAST_STEM = 3
WHOLE_STEM = 5  # letters from which a stem counts in full
LEAST_SHARED = 6
MOST_COMPANIONS = 12
COMPANION_WEIGHT = 0.3
COMMON_PART = 0.25  # of the texts
COMMON_WEIGHT = 0.3
FEW_TEXTS = 20
MOST_HITS = 3.0
VOWELS = "aeiou"


class Topic:
    """The words of a title with their stems, and companions learned from the document."""

    def __init__(self, title: str, left_out: Iterable[str] = ()) -> None:
        self.words = [
            word for word in key(title).split() if word not in STOP_WORDS and word not in set(left_out)
        ]
        self.companions: dict[str, float] = {}
        self._known: dict[str, float] = {}
        self._worth: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """How much a word of a text speaks for this title, from 0 to 1."""
        if word not in self._known:
            agreements = (self._worth.get(title, 1.0) * _agreement(word, title) for title in self.words)
            self._known[word] = max(agreements, default=0.0)
        return self._known[word]

    def score(self, words: Iterable[str]) -> float:
        """How much a text speaks for this title; long texts do not count without end."""
        hits = sum(max(self.weight(word), self.companions.get(word, 0.0)) for word in words)
        return min(hits, MOST_HITS)

    def hits(self, words: Iterable[str]) -> float:
        return max((self.weight(word) for word in words), default=0.0)

    def learn(self, texts: Sequence[frozenset[str]], counts: Counter[str]) -> None:
        """Take as companions the words that stand in texts about this title much more than in others."""
        self._dampen(counts, len(texts))
        about = [words for words in texts if self.hits(words) >= 0.8]
        if not about or len(about) > len(texts) / 2:
            return
        inside = Counter(word for words in about for word in words)
        rate = len(about) / len(texts)
        lifted = {
            word: count / counts[word] / rate
            for word, count in inside.items()
            if count >= 2 and count / counts[word] >= 0.4 and not self.weight(word)
        }
        best = sorted(lifted, key=lambda word: (-lifted[word] * inside[word], word))[:MOST_COMPANIONS]
        self.companions = dict.fromkeys((word for word in best if lifted[word] > 2), COMPANION_WEIGHT)

    def _dampen(self, counts: Counter[str], texts: int) -> None:
        """A word of the title that stands in very many texts of the plan tells little."""
        for title in self.words:
            spread = sum(count for word, count in counts.items() if _agreement(word, title) >= 0.8)
            self._worth[title] = COMMON_WEIGHT if spread > COMMON_PART * texts and texts > FEW_TEXTS else 1.0
        self._known.clear()


def topic_words(text: str) -> frozenset[str]:
    return frozenset(word for word in key(text).split() if len(word) > 3 and word not in STOP_WORDS)


def stems(word: str) -> list[str]:
    """The word without its ending, and with the vowel doubled as Dutch does in a closed syllable: wonen, woon."""
    stem = word
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            stem = word[: -len(ending)]
            break
    doubled = f"{stem[:-1]}{stem[-2]}{stem[-1]}" if len(stem) in {3, 4} and stem[-2] in VOWELS else ""
    return [stem, doubled] if doubled and word.endswith("en") else [stem]


def _agreement(word: str, title: str) -> float:
    if word == title:
        return 1.0
    for stem in stems(title):
        if word.startswith(stem):
            return min(1.0, len(stem) / WHOLE_STEM)
        if len(stem) >= LEAST_SHARED and stem in word:
            return 0.8
    if len(word) >= LEAST_SHARED and word in title:
        return 0.8
    shared = _shared_start(word, title)
    return 0.8 if shared >= LEAST_SHARED and shared >= 0.4 * len(word) else 0.0


def _shared_start(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
