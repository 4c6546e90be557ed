"""Files that mean harm: each is refused for what it is, within two seconds of a processor and 200 MiB."""

import pytest

from speerpunt.documents.importers.contents import INSPECTION, inspect_file
from speerpunt.documents.problems import FileProblem
from tests.measured import MOST_MEBIBYTES, cost_of

from .hostile import HOSTILE


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_for_what_it_is(tmp_path, case):
    name, make, code = HOSTILE[case]
    path = tmp_path / "upload"
    path.write_bytes(make())
    with pytest.raises(FileProblem) as refused:
        inspect_file(path, name)
    assert (refused.value.code, name in str(refused.value)) == (code, True), refused.value.__cause__
    spent = refused.value.__cause__.spent
    # The kernel ends the reader at this many seconds; what it counts may be a little more.
    assert spent.seconds < INSPECTION.seconds + 1
    assert spent.mebibytes <= MOST_MEBIBYTES


def test_the_limits_are_those_that_were_promised():
    assert (INSPECTION.seconds, INSPECTION.mebibytes <= MOST_MEBIBYTES) == (2, True)


def test_the_server_itself_spends_nothing_on_a_hostile_file(tmp_path):
    name, make, _code = HOSTILE["a Word file of many short elements"]
    path = tmp_path / "upload"
    path.write_bytes(make())
    cost = cost_of(lambda: inspect_file(path, name))
    assert (cost.refusal, cost.mebibytes < 10) == ("FileProblem", True), cost
