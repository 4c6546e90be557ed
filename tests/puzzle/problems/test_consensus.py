"""Where teams agree, against a plain trial of every week."""

from collections import Counter
from statistics import median_low

from hypothesis import given
from hypothesis import strategies as st

from speerpunt.puzzle.problems.consensus import consensus

TEAMS = st.lists(
    st.fixed_dictionaries({"a": st.integers(0, 12), "b": st.integers(0, 3)}), min_size=1, max_size=9
)


@given(TEAMS)
def test_the_week_of_a_work_is_the_one_that_most_teams_come_near(plans):
    for found in consensus(plans):
        weeks = [plan[found.work] for plan in plans]

        def near(week, weeks=weeks):
            return sum(abs(each - week) <= 1 for each in weeks)

        most = max(near(week) for week in range(15))
        tied = [week for week in range(15) if near(week) == most]
        chosen = max(Counter(weeks)[week] for week in tied)
        assert near(found.week) == most
        assert weeks.count(found.week) == chosen
        assert found.share == most / len(weeks)
        assert found.middle == median_low(weeks)
        assert found.spread == max(weeks) - min(weeks)
        rest = [week for week in tied if weeks.count(week) == chosen]
        assert abs(found.week - found.middle) == min(abs(week - found.middle) for week in rest)


@given(TEAMS)
def test_where_they_part_most_comes_first(plans):
    shares = [each.share for each in consensus(plans)]
    assert shares == sorted(shares)


def test_teams_that_lay_known_weeks():
    plans = [{"a": 2, "b": 9}, {"a": 3, "b": 9}, {"a": 3, "b": 1}, {"a": 8, "b": 5}]
    found = {each.work: each for each in consensus(plans)}
    assert (found["a"].week, found["a"].share, found["a"].teams_in) == (3, 0.75, {2: 1, 3: 2, 8: 1})
    assert (found["b"].week, found["b"].share, found["b"].middle) == (9, 0.5, 5)
    assert [each.work for each in consensus(plans)] == ["b", "a"]
    assert consensus([]) == []
