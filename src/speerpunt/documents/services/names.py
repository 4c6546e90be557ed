"""What papers and folders may be called, wherever the name comes from."""

import re
import unicodedata

from django.utils.translation import gettext as _

from ..models import LONGEST_NAME

# What nobody can see, or turns round how a name reads; and the signs that lead elsewhere in a path.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
LEADS_ELSEWHERE = re.compile(r"[/\\]")
LONGEST_ENDING = 10


def plain_name(given: str, longest: int = LONGEST_NAME) -> str:
    """Composed accents, single spaces, no path; never empty. A long name keeps its ending."""
    name = unicodedata.normalize("NFC", UNSEEN.sub("", given.replace("\n", " ")))
    name = " ".join(LEADS_ELSEWHERE.sub(" ", name).split()).strip(". ") or _("nameless")
    stem, ending = split_ending(name)
    return f"{stem[: longest - len(ending)].rstrip()}{ending}"


def split_ending(name: str) -> tuple[str, str]:
    """`("Verslag", ".pdf")`; a name without an ending has an empty one."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or not 0 < len(ending) <= LONGEST_ENDING or " " in ending:
        return name, ""
    return stem, f".{ending}"


def free_name(name: str, taken: set[str]) -> str:
    """The name, or with a number that none of the others has."""
    stem, ending = split_ending(name)
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = plain_name(f"{stem} ({number}){ending}")
    return found
