"""Which tests go to one process of a run: those that share something dear, so that it is made once.

The marks of pytest-xdist for this go unheard since pytest 9.2, without a word.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    "tests/access/test_every_page.py",  # one walk over every address
    "tests/engine/roads/test_openstreetmap.py",  # an extract that is read
    "tests/engine/roads/test_snapping.py",  # the works of a city
    "tests/engine/sequence/test_against_every_plan.py",  # puzzles of which every plan was tried
    "tests/engine/test_leiden.py",  # a base equilibrium
    "tests/operations/",  # a database, and each of them loads the machine
    "tests/portal/search/test_queries.py",  # the demonstration
    "tests/portal/test_enterprises.py",  # nine thousand of them
    "tests/portal/test_load_example.py",  # the demonstration
)


class SharersTogether(LoadScopeScheduling):
    """The largest groups go first; then each test to whichever process is free."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    return next((place for place in TOGETHER if nodeid.startswith(place)), nodeid)
