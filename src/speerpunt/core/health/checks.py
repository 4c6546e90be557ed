"""All of it, in the order in which one mends."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from .database import (
    check_collectives,
    check_foreign_keys,
    check_guards,
    check_integrity,
    check_library,
    check_migrations,
)
from .files import check_files, check_modes, check_room
from .finding import Finding
from .work import check_jobs, check_mail, check_worker

OF_THE_MACHINE = (check_room, check_modes, check_library)
OF_ROWS = (
    check_integrity,
    check_foreign_keys,
    check_guards,
    check_collectives,
    check_worker,
    check_jobs,
    check_mail,
)


def examine(*, with_digests: bool = False) -> Iterator[Finding]:
    """What the rows are like can only be asked of a database that is up to date."""
    for check in OF_THE_MACHINE:
        yield from check()
    try:
        behind = list(check_migrations())
        yield from behind
        if behind:
            return
        for ask in (*OF_ROWS, _files(with_digests=with_digests)):
            yield from ask()
    except DatabaseError as problem:
        reason = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        yield Finding(
            "database",
            _("The database does not answer as it should: %(reason)s") % {"reason": reason},
            _("See whether it runs, and what its own log says."),
        )


def _files(*, with_digests: bool) -> Callable[[], Iterator[Finding]]:
    return lambda: check_files(with_digests=with_digests)
