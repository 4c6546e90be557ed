"""Why a file is not kept, or cannot be opened: a sentence for the person who brought it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from speerpunt.core.cage import CageProblem

SENTENCES: dict[str, Promise] = {
    "unknown_kind": _(
        "%(name)s was not kept: it is not a kind of file that we take. Bring it as PDF, Word, Excel, PowerPoint, "
        "text or picture."
    ),
    "empty": _("%(name)s was not kept: it is empty. Choose another file."),
    "too_large": _(
        "%(name)s was not kept: it is larger than %(limit)s MB. Make its pictures smaller, or split it."
    ),
    "not_what_it_says": _(
        "%(name)s was not kept: its contents are not what its name says. Open it in your own program and save it again."
    ),
    "two_in_one": _(
        "%(name)s was not kept: something else is hidden in it. Open it in your own program and save it again."
    ),
    "password": _(
        "%(name)s was not kept: it has a password. Save it without a password and choose it again."
    ),
    "macros": _(
        "%(name)s was not kept: it holds macros (%(part)s). Save it without macros and choose it again."
    ),
    "runs": _(
        "%(name)s was not kept: it starts a program by itself (%(part)s). Print it to a new PDF and choose that one."
    ),
    "holds_file": _(
        "%(name)s was not kept: another file is packed inside it (%(part)s). Take that out and choose it again."
    ),
    "fetches": _(
        "%(name)s was not kept: it fetches something from elsewhere (%(part)s). Break that link, save it and choose "
        "it again."
    ),
    "declares": _(
        "%(name)s was not kept: %(part)s holds declarations that do not belong in it. Open it in your own program "
        "and save it again."
    ),
    "too_much": _(
        "%(name)s was not kept: opening it takes too much. Open it in your own program, make it smaller and save it "
        "again."
    ),
    "too_many_pixels": _(
        "%(name)s was not kept: the picture has more than %(limit)s million dots. Make it smaller and choose it again."
    ),
    "damaged": _("%(name)s was not kept: it is damaged. Open it in your own program and save it again."),
    "damaged_part": _(
        "%(name)s was not kept: %(part)s in it is damaged. Open it in your own program and save it again."
    ),
    "not_text": _(
        "%(name)s was not kept: from line %(line)s on it is not text. Open it in your own program and save it as UTF-8."
    ),
    "hidden_signs": _("%(name)s was not kept: there are hidden signs in its name. Type the name again."),
    "leads_outside": _("%(name)s was not kept: its name leads out of the folder. Pack the folder again."),
    "reserved_name": _("%(name)s was not kept: Windows keeps this name for itself. Give it another name."),
    "long_name": _(
        "%(name)s was not kept: its name is too long, or it lies too deep. Shorten the names of its folders."
    ),
    "twice": _("%(name)s was not kept: the same name stands there twice. Give one of them another name."),
    "is_link": _(
        "%(name)s was not kept: it only points to a file elsewhere. Put the file itself in the folder."
    ),
    "is_device": _("%(name)s was not kept: it is not a file."),
    "nested": _("%(name)s was not kept: it is packed. Unpack it and put its files in the folder."),
    "not_for_everybody": _(
        "%(name)s cannot be given to everybody: the names of its makers cannot be taken out of this kind of file. "
        "Bring it as PDF."
    ),
    "no_such_page": _("%(name)s has no page %(page)s."),
    "no_preview": _("%(name)s has no preview. Download it to see it."),
    "unreadable": _("The file is kept, but it cannot be opened here. Download it to see it."),
}
OF_KEPT_FILES = {"no_such_page"}


class FileProblem(Exception):
    """`str()` gives the sentence in the language of the reader at that moment; `code` is for programs."""

    def __init__(self, code: str, name: str, **where: object) -> None:
        super().__init__(code, name, where)
        self.code = code
        self.name = name
        self.where = where

    def __str__(self) -> str:
        return str(SENTENCES[self.code]) % {"name": self.name, **self.where}


@contextmanager
def saying_which(name: str) -> Iterator[None]:
    """What the cage says of a file that comes in as `name`."""
    try:
        yield
    except CageProblem as problem:
        where = {key: shortened(value) for key, value in problem.where.items()}
        raise FileProblem(problem.code, name, **where) from problem


@contextmanager
def saying_it_is_kept(name: str) -> Iterator[None]:
    """What the cage says of a file that we have already: it stays, whatever can be done with it."""
    try:
        yield
    except CageProblem as problem:
        code = problem.code if problem.code in OF_KEPT_FILES else "unreadable"
        raise FileProblem(code, name, **problem.where) from problem


def shortened(value: object) -> str:
    """A word out of a hostile file, fit to stand in a sentence."""
    text = "".join(sign for sign in str(value) if sign.isprintable())
    return text if len(text) <= 60 else f"{text[:28]}…{text[-28:]}"
