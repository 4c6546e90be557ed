"""Many papers, as a collective has after years, each with a text of Dutch words as often as words come in a text."""

import random
from collections.abc import Iterator
from hashlib import sha256
from itertools import accumulate

from django_scopes import scope

from speerpunt.core.dutch import STOP_WORDS
from speerpunt.core.dutch.compounds import known_words
from speerpunt.core.models import Collective
from speerpunt.documents.enums import FileKind, TextState
from speerpunt.documents.models import Document, DocumentVersion, Folder, StoredFile
from speerpunt.documents.services.folders import add_folder, first_folder_of
from speerpunt.members.models import Organisation
from speerpunt.places.models import Area
from speerpunt.priorities.models import Priority, Project

AT_ONCE = 1000
FEWEST_WORDS, MOST_WORDS = 300, 600
# Known words, and as many compounds of two of them.
VOCABULARY = 40_000
# What every paper of a city speaks of, most often first.
COMMON = ("leiden", "ondernemers", "gemeente", "bedrijventerrein", "fietspad", "mobiliteit", "overleg")
# Who may see a paper, where it is narrower than its folder.
CIRCLES = ("", "", "", "", "", "", "members", "board", "closed")


class Words:
    """Draws words by Zipf's law: the second half as often as the first, the tenth a tenth as often."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        known = sorted(word for word in known_words() if word not in COMMON)
        chance.shuffle(known)
        compounds = [chance.choice(known) + chance.choice(known) for _ in range(VOCABULARY - len(known))]
        rest = [word for pair in zip(known, compounds, strict=False) for word in pair]
        self.all = [*sorted(STOP_WORDS), *COMMON, *rest, *compounds[len(known) :]]
        self._weights = list(accumulate(1 / place for place in range(1, len(self.all) + 1)))

    def text(self) -> str:
        drawn = self.some(self._chance.randrange(FEWEST_WORDS, MOST_WORDS + 1))
        sentences = (" ".join(drawn[start : start + 12]).capitalize() for start in range(0, len(drawn), 12))
        return ".\n".join(sentences) + "."

    def some(self, count: int) -> list[str]:
        return self._chance.choices(self.all, cum_weights=self._weights, k=count)

    def title(self) -> str:
        telling = [word for word in self.some(24) if word not in STOP_WORDS]
        return " ".join(telling[:3]).capitalize() or "Notitie"


def add_many_papers(collective: Collective, count: int) -> Words:
    """Without bytes on disk: only what was read in them is asked for."""
    chance = random.Random(7)  # the same papers each time
    words = Words(chance)
    with scope(collective=collective):
        folders = list(_folders(collective))
        for start in range(0, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            _add(collective, folders, words, numbers)
    return words


def _folders(collective: Collective) -> Iterator[Folder]:
    """Of the collective itself, and of everything that papers hang on."""
    for circle in ("members", "board", "closed"):
        for number in range(10):
            yield add_folder(collective, parent=None, name=f"Map {number}", by=None, visibility=circle)
    organisations = Organisation.objects.kept().order_by("pk")[:100]
    for row in (*Project.objects.all(), *Priority.objects.all(), *Area.objects.kept(), *organisations):
        yield first_folder_of(row, by=None)


def _add(collective: Collective, folders: list[Folder], words: Words, numbers: range) -> None:
    files = StoredFile.objects.bulk_create(
        StoredFile(
            collective=collective,
            sha256=sha256(str(number).encode()).hexdigest(),
            kind=FileKind.PDF,
            size=100_000,
            place=f"benchmark/{number}",
            text=words.text(),
            text_state=TextState.READ,
        )
        for number in numbers
    )
    papers = Document.objects.bulk_create(
        Document(
            collective=collective,
            folder=folders[number % len(folders)],
            name=f"{words.title()}.pdf",
            visibility=CIRCLES[number % len(CIRCLES)],
        )
        for number in numbers
    )
    versions = DocumentVersion.objects.bulk_create(
        DocumentVersion(collective=collective, document=paper, number=1, stored=file, file_name=paper.name)
        for paper, file in zip(papers, files, strict=True)
    )
    for paper, version in zip(papers, versions, strict=True):
        paper.current = version
    Document.objects.bulk_update(papers, ("current",), batch_size=200)
