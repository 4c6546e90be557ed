"""Slips of the pen: which known words are meant by one that nobody knows."""

SHORTEST = 4
# Words up to this length may differ in one place, longer ones in two.
SHORT = 5


def allowed(word: str) -> int:
    """In how many places a word may differ from what was meant. Numbers and codes never differ."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) <= SHORT else 2


def distance(first: str, second: str, most: int) -> int:
    """Letters added, left out, mistaken, or two that changed places (Damerau-Levenshtein); `most` + 1 when more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:
            return most + 1
    return min(row[-1], most + 1)


def pieces(word: str) -> tuple[str, str, str]:
    """A word in three: of a word with two slips at least one piece is whole. Each says of how long a word it is."""
    size = len(word)
    first, second = _cuts(size)
    middle = word[first:second]
    return f"{size}{word[:first]}", f"{size}{middle}" if middle else "", f"{size}{word[second:]}"


def _cuts(size: int) -> tuple[int, int]:
    """Short words, which may have one slip, in two."""
    if size <= SHORT:
        return size // 2, size // 2
    return size // 3, 2 * size // 3


def piece_keys(word: str) -> tuple[set[str], set[str], set[str]]:
    """What the first, middle or last piece can be of a word that this one is a slip of."""
    most = allowed(word)
    heads: set[str] = set()
    middles: set[str] = set()
    tails: set[str] = set()
    for size in range(max(SHORTEST, len(word) - most), len(word) + most + 1):
        first, second = _cuts(size)
        heads.add(f"{size}{word[:first]}")
        tails.add(f"{size}{word[len(word) - (size - second) :]}")
        width = second - first
        for start in range(max(0, first - most), first + most + 1) if width else ():
            if start + width <= len(word):
                middles.add(f"{size}{word[start : start + width]}")
    return heads, middles, tails


def swapped(word: str) -> set[str]:
    """Two neighbours changed places: the one slip that can touch both pieces of a short word."""
    return {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(len(word) - 1)} - {word}


def nearest(word: str, candidates: set[str]) -> list[str]:
    """Those nearest to the word, best first: fewest slips, then the longest same beginning."""
    most = allowed(word)
    letters = _letters(word)
    found: list[tuple[int, int, str]] = []
    for each in candidates:
        if each == word or (letters ^ _letters(each)).bit_count() > 2 * most:
            continue
        slips = distance(word, each, min(most, allowed(each)))
        if slips <= min(most, allowed(each)):
            found.append((slips, -_same_beginning(word, each), each))
    return [each for _slips, _same, each in sorted(found)]


def _letters(word: str) -> int:
    """A bit for each letter that stands in the word; two words that differ in more bits are no slips of each other."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def _same_beginning(first: str, second: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
