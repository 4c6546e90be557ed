"""Problem files as outsiders write them, and what is said of those that cannot be."""

import json

import pytest

from speerpunt.engine.problems import InputProblem
from speerpunt.engine.sequence import (
    Blackout,
    MaxConcurrent,
    Plan,
    Precedence,
    StateCost,
    plan_to_json,
    problem_from_json,
    read_plan,
    read_problem,
)


def content(**changes):
    works = [{"id": "a", "duration": 2}, {"id": "b", "duration": 1}, {"id": "c", "duration": 1}]
    return {"weeks": 8, "works": works} | changes


def read(**changes):
    return problem_from_json(content(**changes)).problem


def faulty(**changes):
    with pytest.raises(InputProblem) as caught:
        problem_from_json(content(**changes), source="p.json")
    return caught.value


def work(**changes):
    return [{"id": "a", "duration": 2} | changes]


def test_what_is_not_said_has_a_default():
    problem = read(works=[{"id": 7, "duration": 2.0}])
    assert problem.ids == ("7",)
    assert problem.allowed_starts["7"] == (0, 1, 2, 3, 4, 5, 6)
    assert problem.max_concurrent == MaxConcurrent(None, {})


def test_latest_is_a_week_to_start_in_and_gives_way_to_the_horizon():
    assert read(works=work(earliest=5, latest=9)).allowed_starts["a"] == (5, 6)
    assert read(works=work(fixed_start=3)).allowed_starts["a"] == (3,)


@pytest.mark.parametrize(
    "narrows",
    [
        {"12": 0.5},
        [{"link": 12, "share": 0.5}],
        [["12", 0.5]],
        {"link": 12, "share": 0.5},
        [{"link": 12, "left": 0.5}],
    ],
)
def test_narrowed_links_are_written_in_several_ways(narrows):
    problem = read(works=work(narrows=narrows, closes=[3, "4"]))
    assert problem.works[0].measures.narrows == {"12": 0.5}
    assert set(problem.works[0].measures.closes) == {"3", "4"}


@pytest.mark.parametrize(
    ("written", "blackout"),
    [
        (3, Blackout(3, 3)),
        ([3, 5], Blackout(3, 5)),
        ({"first": 3, "last": 5}, Blackout(3, 5)),
        ({"from": 3, "to": 5, "works": ["a"]}, Blackout(3, 5, frozenset("a"))),
        ({"work": "a", "week": 3, "name": "feast"}, Blackout(3, 3, frozenset("a"), "feast")),
        ({"works": ["a", "b"], "weeks": [3]}, Blackout(3, 3, frozenset("ab"))),
        ({"weeks": [[3, 5]]}, Blackout(3, 5)),
        (["a", 3], Blackout(3, 3, frozenset("a"))),
    ],
)
def test_blackouts_are_written_in_several_ways(written, blackout):
    assert read(blackouts=[written]).blackouts == (blackout,)


def test_blackouts_may_be_listed_by_work_or_as_single_weeks():
    assert read(blackouts={"a": [3, [5, 6]]}).blackouts == (
        Blackout(3, 3, frozenset("a")),
        Blackout(5, 6, frozenset("a")),
    )
    assert read(blackouts=[{"weeks": [3, 5]}]).blackouts == (Blackout(3, 3), Blackout(5, 5))


@pytest.mark.parametrize(
    ("written", "limit"),
    [
        (2, MaxConcurrent(2)),
        (None, MaxConcurrent()),
        ({"overall": 3, "groups": {"x": 1}}, MaxConcurrent(3, {"x": 1})),
        ({"overall": 3, "x": 1}, MaxConcurrent(3, {"x": 1})),
        ([{"group": "x", "max": 1}, {"max": 2}], MaxConcurrent(2, {"x": 1})),
    ],
)
def test_limits_are_written_in_several_ways(written, limit):
    assert read(works=work(group="x"), max_concurrent=written).max_concurrent == limit


def test_a_limit_may_name_its_works():
    problem = read(max_concurrent={"groups": {"ring": {"works": ["a", "b"], "max": 1}}})
    assert problem.max_concurrent == MaxConcurrent(None, {"ring": 1})
    assert [sorted(each.groups) for each in problem.works] == [["ring"], ["ring"], []]


def test_rules_between_works_are_written_in_several_ways():
    problem = read(
        precedence=[["a", "b"], ["a", "c", 2], {"before": "b", "after": "c"}], never_together=["a", "b"]
    )
    assert problem.precedence == (Precedence("a", "b"), Precedence("a", "c", 2), Precedence("b", "c"))
    assert problem.never_together == (frozenset("ab"),)
    assert read(never_together=[["a", "b", "c"]]).conflicts == {
        (one, other) for one in "abc" for other in "abc" if one != other
    }


def test_costs_of_states_come_with_their_areas():
    rows = [{"active": ["a"], "cost": 2, "areas": {"north": 1.5}}, {"active": ["b", "a"], "cost": 3}]
    table = problem_from_json(content(state_cost=rows)).table
    assert table.areas == ("north",)
    assert table.costs([frozenset("a"), frozenset("ab"), frozenset(), frozenset("c")]) == [
        StateCost(2.0, (1.5,)),
        StateCost(3.0, (0.0,)),
        StateCost(0.0, (0.0,)),
        None,
    ]


def test_paths_of_a_network_are_relative_to_the_problem(tmp_path):
    (tmp_path / "net.tntp").write_text("")
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(content(network={"net": "net.tntp", "areas": {"north": [1, 2], "south": 3}})))
    network = read_problem(file).network
    assert (network.net, network.trips) == (tmp_path / "net.tntp", None)
    assert network.areas == {"north": ("1", "2"), "south": ("3",)}


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"weeks": "x"}, "weeks", '"x" is not a whole number'),
        ({"weeks": 0}, "weeks", "0 is below 1"),
        ({"works": []}, "works", "the list is empty"),
        ({"works": [{"id": "a"}]}, "works[0]", "'duration' is missing"),
        ({"works": work(duration=-1)}, "works[0].duration", "-1 is below 1"),
        ({"works": work(duration=2.5)}, "works[0].duration", "2.5 is not a whole number"),
        ({"works": work(duration=9)}, "works[0].duration", "work 'a' lasts 9 weeks, and the plan has 8"),
        ({"works": work(earliest=7)}, "works[0].earliest", "work 'a' takes 2 weeks from week 7; the plan ends after 8"),
        ({"works": work(earliest=3, latest=2)}, "works[0].latest", "work 'a' must start by week 2, and not before week 3"),
        ({"works": work(fixed_start=7)}, "works[0].fixed_start", "work 'a' starts in week 7 and lasts 2; the plan has weeks 0 to 7"),
        ({"works": work(fixed_start=1, earliest=2)}, "works[0].fixed_start", "work 'a' is fixed on week 1, which is outside its own window"),
        ({"works": work() + work()}, "works[1].id", "'a' is also the id of works[0]"),
        ({"works": work(narrows={"l": 0})}, "works[0].narrows", "link 'l' keeps 0 of its capacity; the share is above 0 and at most 1"),
        ({"works": work(narrows={"l": "half"})}, "works[0].narrows", "the share left of link 'l' is 'half', which is no number"),
        ({"works": work(latests=3)}, "works[0].latests", "'latests' is no known key; 'latest' is"),
        ({"works": work(crews={"asphalt": 1})}, "works[0].crews", "there is no crew 'asphalt'"),
        ({"precedence": [{"before": "a", "after": "z"}]}, "precedence[0].after", "there is no work 'z'"),
        ({"precedence": [["a", "b"], ["b", "a"]]}, "precedence", "this runs in a circle: a -> b -> a"),
        ({"precedence": ["a"]}, "precedence[0]", '"a" is not an object with before and after, or [before, after, lag]'),
        ({"never_together": [["a"]]}, "never_together[0]", "name two or more different works"),
        ({"never_together": [["a", "z"]]}, "never_together[0]", "there is no work 'z'"),
        ({"max_concurrent": 0}, "max_concurrent", "0 is not a whole number, an object with overall and groups, or a list of {group, max}"),
        ({"max_concurrent": {"groups": {"x": 1}}}, "max_concurrent.groups.x", "no work is in group 'x'"),
        ({"blackouts": [{"works": ["z"], "weeks": [1]}]}, "blackouts[0]", "there is no work 'z'"),
        ({"blackouts": [[5, 3]]}, "blackouts[0]", "weeks 5 through 3 are no period"),
        ({"crews": {"x": [1, 2]}}, "crews.x", "give 8 numbers of 0 or more, one for each week"),
        ({"network": {"net": "gone.tntp"}}, "network.net", "there is no file 'gone.tntp' beside the problem"),
        ({"state_cost": [{"active": ["z"], "cost": 1}]}, "state_cost[0].active", "there is no work 'z'"),
        ({"state_cost": [{"active": ["a"], "cost": 1}] * 2}, "state_cost[1].active", "the cost of 'a' is given twice"),
        ({"state_cost": [{"active": ["a"]}]}, "state_cost[0]", "'cost' is missing"),
    ],
)  # fmt: skip
def test_a_faulty_problem_is_told_by_file_place_and_reason(changes, place, reason):
    problem = faulty(**changes)
    assert (problem.source, problem.place, problem.reason) == ("p.json", place, reason)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "line 1, column 2: this is no JSON"),
        ('{"weeks": NaN}', "NaN is no number"),
        ('{"weeks": 1, "weeks": 2}', "'weeks' is given twice in one object"),
        ("[]", "[] is not a problem"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_no_problem_at_all_is_refused(tmp_path, text, said):
    file = tmp_path / "problem.json"
    file.write_text(text)
    with pytest.raises(InputProblem) as caught:
        read_problem(file)
    assert said in str(caught.value)
    assert str(file) in str(caught.value)


def test_a_plan_comes_back_as_it_was_written(tmp_path):
    file = tmp_path / "plan.json"
    plan = Plan({"a": 3, "b": 0})
    file.write_text(json.dumps(plan_to_json(plan)))
    assert read_plan(file, read()) == plan
    file.write_text(json.dumps({"cost": 1, "plan": plan_to_json(plan)}))
    assert read_plan(file) == plan


@pytest.mark.parametrize(
    ("content_of_plan", "place", "reason"),
    [
        ({"starts": {"a": 1.5}}, "starts.a", "1.5 is not a week number"),
        ({"starts": {"z": 1}}, "starts.z", "there is no work 'z' in the problem"),
        ({}, "", "'starts' is missing"),
    ],
)
def test_a_faulty_plan_is_told_by_place_and_reason(tmp_path, content_of_plan, place, reason):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(content_of_plan))
    with pytest.raises(InputProblem) as caught:
        read_plan(file, read())
    assert (caught.value.source, caught.value.place, caught.value.reason) == (str(file), place, reason)
