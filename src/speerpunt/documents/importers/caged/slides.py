"""PowerPoint: each slide in the order in which it is shown, with its table, drawing, notes and remarks."""

from typing import IO

from .parts import Attributes, Bounded, Package, words_of

PRESENTATION = "ppt/presentation.xml"
OF_A_SLIDE = ("ppt/notesSlides/", "ppt/diagrams/data", "ppt/comments/")


def read(source: IO[bytes], made: IO[bytes], *, most: int) -> None:
    package = Package(source)
    bounded = Bounded(made, most)
    for slide in _slides(package):
        beside = [part for part in package.related(slide).values() if part.startswith(OF_A_SLIDE)]
        for name in [slide, *beside]:
            if not bounded.write(words_of(package, name) + "\n"):
                return


def _slides(package: Package) -> list[str]:
    related = package.related(PRESENTATION)
    found: list[str] = []

    def start(element: str, said: Attributes) -> None:
        # Two attributes are called id: that with a prefix refers to the part.
        if element == "sldId":
            relation = next((value for key, value in said.items() if key.endswith(":id")), "")
            found.append(related.get(relation, ""))

    package.walk(PRESENTATION, start)
    return [name for name in found if name in package.entries]
