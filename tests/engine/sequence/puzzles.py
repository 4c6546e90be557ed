"""Random puzzles whose costs do not add up: closing two together is often cheaper than one after the other."""

import itertools
import random

from speerpunt.engine.sequence import (
    Blackout,
    Budget,
    Crew,
    MaxConcurrent,
    Plan,
    Precedence,
    Problem,
    TableCosts,
    Work,
    find_broken,
)


def random_problem(seed, *, works=4, weeks=6, rules=True):
    draw = random.Random(seed)
    ids = "abcdefgh"[:works]
    made = tuple(_work(draw, each, weeks) for each in ids)
    if not rules:
        return Problem(weeks, made, crews=(Crew("asphalt", (works,) * weeks),))
    before, after = sorted(draw.sample(ids, 2))
    choices = {
        "precedence": (Precedence(before, after, draw.randint(-1, 1)),),
        "never_together": (frozenset(draw.sample(ids, 2)),),
        "max_concurrent": MaxConcurrent(draw.choice([None, 2, 3]), draw.choice([{}, {"x": 1}])),
        "blackouts": (Blackout(2, 2, frozenset(draw.sample(ids, 2))),),
        "crews": (Crew("asphalt", tuple(draw.randint(1, 3) for _ in range(weeks))),),
        "budgets": (Budget("first half", 0, weeks // 2 - 1, draw.randint(150, 400)),),
    }
    chosen = {rule: value for rule, value in choices.items() if draw.random() < 0.6}
    if "crews" not in chosen:
        chosen["crews"] = (Crew("asphalt", (works,) * weeks),)
    if not any("x" in work.groups for work in made):
        chosen.pop("max_concurrent", None)
    return Problem(weeks, made, **chosen)


def _work(draw, name, weeks):
    duration = draw.randint(1, 3)
    earliest = draw.choice([0, 0, 1])
    latest = draw.choice([None, weeks - duration - 1, weeks - duration])
    return Work(
        name,
        duration,
        earliest=min(earliest, weeks - duration - 1),
        latest=latest,
        fixed_start=None if draw.random() < 0.9 else weeks - duration - 1,
        groups=frozenset("x") if draw.random() < 0.5 else frozenset(),
        crews={"asphalt": draw.randint(0, 1)},
        cost_eur_cents=draw.randint(0, 200),
    )


def random_costs(seed, ids, *, missing=0.0):
    """A cost for every set of works; `missing` is the share of sets of two or more that have none."""
    draw = random.Random(seed)
    single = {each: draw.uniform(1, 4) for each in ids}
    table = {frozenset(): draw.choice([0.0, 0.5])}
    for size in range(1, len(ids) + 1):
        for works in itertools.combinations(ids, size):
            if size > 1 and draw.random() < missing:
                continue
            table[frozenset(works)] = max(single[each] for each in works) + sum(
                single[each] for each in works
            ) * draw.uniform(-0.2, 0.6)
    return TableCosts(table)


def all_plans(problem):
    """Every plan that keeps the rules."""
    ranges = [range(problem.weeks - work.duration + 1) for work in problem.works]
    for starts in itertools.product(*ranges):
        plan = Plan(dict(zip(problem.ids, starts, strict=True)))
        if not find_broken(problem, plan):
            yield plan


def best_of_all(problem, costs):
    """The lowest cost of all plans in known states, by trying each; None where there is none."""
    known = {
        state: cost.total
        for state, cost in zip(costs.listed(), costs.costs(list(costs.listed())), strict=True)
    }
    totals = []
    for plan in all_plans(problem):
        states = plan.states(problem)
        if all(state in known for state in states):
            totals.append(sum(known[state] for state in states))
    return min(totals, default=None)
