"""Who may see a paper or a folder, in plain words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from speerpunt.core.enums import Visibility
from speerpunt.core.queries.subjects import circle_of
from speerpunt.members.rules import standing

from ..models import Document, Folder
from ..rules import circle_of_folder, own_circle


@dataclass(frozen=True)
class Circle:
    """`shape` is one of the circles, or "inherits"; `is_narrowed` when it is said here and not where it hangs."""

    shape: str
    words: str
    is_narrowed: bool = False


def circle_said(folder: Folder, document: Document | None = None) -> Circle:
    """In full, for the page of one thing."""
    own = own_circle(folder, document)
    if own and own == circle_of_folder(folder, document):
        return Circle(own, _WORDS[own](), is_narrowed=True)
    target = folder.target
    circle = circle_of(target)
    if circle == Visibility.PUBLIC:
        return Circle(circle, _WORDS[circle]())
    return Circle(circle, _("Whoever may see “%(name)s”") % {"name": target})


_WORDS = {
    Visibility.PUBLIC.value: lambda: _("Everyone, also strangers"),
    Visibility.MEMBERS.value: lambda: _("Members, boards and the office"),
    Visibility.BOARD.value: lambda: _("Boards and the office"),
    Visibility.CLOSED.value: lambda: _("Only the office"),
}


def mark_of(own: str) -> Circle | None:
    """On a line of a list: only where it is narrower than what it lies in."""
    return Circle(own, str(Visibility(own).label), is_narrowed=True) if own else None


def circles_to_choose(user: Any, folder: Folder | None) -> list[tuple[str, str]]:
    """What somebody may choose for what lies in a folder: as the folder, or narrower, never beyond himself."""
    own = standing(user).visibilities()
    if folder is None:
        return [(circle, _WORDS[circle]()) for circle in own]
    around = circle_of_folder(folder)
    order = Visibility.values
    narrower = [circle for circle in own if order.index(circle) >= max(order.index(around), 1)]
    said = circle_said(folder)
    choices = [(circle, _WORDS[circle]()) for circle in narrower if circle != folder.circle]
    return [("", _("As the folder: %(words)s") % {"words": said.words}), *choices]
