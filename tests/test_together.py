from pathlib import Path

import pytest

from tests.together import TOGETHER, group_of

PROJECT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("place", TOGETHER)
def test_every_place_whose_tests_stay_together_is_there(place):
    assert (PROJECT / place).exists()


def test_tests_that_share_something_go_to_one_process_and_every_other_goes_anywhere():
    assert group_of("tests/operations/test_a.py::test_x[1]") == group_of("tests/operations/test_b.py::test_y")
    assert group_of("tests/places/test_a.py::test_x[1]") != group_of("tests/places/test_a.py::test_x[2]")
