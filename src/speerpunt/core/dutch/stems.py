"""The stem of a word: what its singular and plural, its short and inflected forms share."""

import re
from functools import lru_cache

import snowballstemmer

# Plurals that change their vowel or that Latin lends, and what belongs to a city.
IRREGULAR = {
    "steden": "stad",
    "stedelijk": "stad",
    "stedelijke": "stad",
    "leden": "lid",
    "schepen": "schip",
    "kinderen": "kind",
    "centra": "centrum",
    "musea": "museum",
    "podia": "podium",
    "gymnasia": "gymnasium",
    "criteria": "criterium",
    "lycea": "lyceum",
    "leiden": "leiden",
    "leids": "leiden",
    "leidse": "leiden",
    "leidenaar": "leiden",
    "leidenaren": "leiden",
}
# The same at the end of a compound: raadsleden, winkelcentra.
IRREGULAR_ENDS = ("leden", "steden", "kinderen", "centra", "musea")
HAS_DIGIT = re.compile(r"\d")
DOUBLE_VOWEL = re.compile(r"([aeou])\1")
# "wagens" is the plural of "wagen", which Snowball would cut differently.
PLURAL_S = re.compile(r"(e[nrlm]|[aeo]r|eur|um|ist|(?<!v)ie|[dgtv]e)s$|(?<=ie)en$")
SINGULAR_S = ("mens", "grens", "wens", "lens")
# Of "fietsen" Snowball leaves "fiets", of "fiets" it leaves "fiet".
LAST_S = re.compile(r"(?<=[bcdfghklmnprtw])s$")
FINAL = {"v": "f", "z": "s"}
SHORTEST = 3
KEPT = 65_536

_snowball = snowballstemmer.stemmer("dutch_porter")


@lru_cache(maxsize=KEPT)
def stem(word: str) -> str:
    """As Snowball cuts it, then one spelling: bedrijv and bedrijf, brugg and brug, schol and school are the same."""
    if len(word) <= SHORTEST or HAS_DIGIT.search(word):
        return word
    return respelled(IRREGULAR.get(word) or _cut(word))


def _cut(word: str) -> str:
    end = next((each for each in IRREGULAR_ENDS if word.endswith(each)), "")
    if end:
        return word.removesuffix(end) + IRREGULAR[end]
    is_singular = word.endswith(SINGULAR_S)
    singular = word if is_singular else PLURAL_S.sub(lambda found: found[1] or "", word)
    cut = LAST_S.sub("", _unvoiced(_snowball.stemWord(singular)))
    return cut if len(cut) >= SHORTEST else word


def respelled(word: str) -> str:
    """One spelling for what the rules of open and closed syllables write in two."""
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return DOUBLE_VOWEL.sub(r"\1", _unvoiced(word)).replace("ij", "y")


def _unvoiced(word: str) -> str:
    return word[:-1] + FINAL.get(word[-1], word[-1])
