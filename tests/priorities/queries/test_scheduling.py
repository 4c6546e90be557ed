"""The shift of what follows, against a slow and simple way to find it."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from speerpunt.priorities.queries.scheduling import (
    Link,
    Shift,
    Slot,
    circle_with,
    earliest_start,
    shift_after,
)

DAY = date(2026, 3, 2)


def slot(begin: int, length: int = 9, *, stays: bool = False) -> Slot:
    start = DAY + timedelta(days=begin)
    return Slot(start, start + timedelta(days=length), stays=stays)


def test_what_no_longer_fits_begins_the_day_after():
    slots = {1: slot(0), 2: slot(5)}
    assert shift_after(slots, [Link(1, 2)], 1) == Shift({2: 5}, {})


def test_a_lag_is_counted_in_full_days():
    slots = {1: slot(0), 2: slot(10)}
    assert shift_after(slots, [Link(1, 2, 7)], 1).days == {2: 7}
    assert earliest_start(slots[1], Link(1, 2, 7)) == date(2026, 3, 19)


def test_what_still_fits_stays_and_nothing_is_pulled_forward():
    slots = {1: slot(0), 2: slot(40), 3: slot(45)}
    assert shift_after(slots, [Link(1, 2), Link(2, 3)], 1) == Shift({}, {})


def test_a_chain_shifts_by_what_each_link_needs():
    slots = {1: slot(10), 2: slot(12), 3: slot(30)}
    assert shift_after(slots, [Link(1, 2), Link(2, 3)], 1).days == {2: 8}
    assert shift_after({**slots, 1: slot(20)}, [Link(1, 2), Link(2, 3)], 1).days == {2: 18, 3: 10}


def test_what_stays_holds_up_nothing_behind_it():
    slots = {1: slot(10), 2: slot(12, stays=True), 3: slot(15)}
    assert shift_after(slots, [Link(1, 2), Link(2, 3)], 1) == Shift({}, {2: 8})


def test_without_a_date_nothing_is_asked():
    slots = {1: Slot(DAY, None), 2: Slot(None, DAY), 3: slot(0)}
    assert shift_after(slots, [Link(1, 2), Link(1, 3), Link(2, 3)], 1) == Shift({}, {})


def test_a_circle_is_named_in_its_order():
    links = [Link(1, 2), Link(2, 3), Link(3, 4)]
    assert circle_with(links, Link(4, 2)) == [2, 3, 4]
    assert circle_with(links, Link(1, 4)) == []


NUMBERS = st.integers(0, 7)


@st.composite
def plans(draw):
    """Links lead from a lower number to a higher one, so that there is no circle."""
    slots = {
        number: Slot(
            draw(st.none() | st.integers(0, 60).map(lambda days: DAY + timedelta(days=days))),
            None,
            stays=draw(st.booleans()) and draw(st.booleans()),
        )
        for number in range(8)
    }
    slots = {
        number: Slot(
            each.start, each.start and each.start + timedelta(days=draw(st.integers(0, 20))), each.stays
        )
        for number, each in slots.items()
    }
    pairs = draw(st.sets(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] < pair[1]), max_size=14))
    return slots, [Link(*pair, draw(st.integers(0, 10))) for pair in sorted(pairs)]


def by_trying(slots, links, moved):
    """Put each that stands too early just late enough, over and over, until nothing changes."""
    now, days, held = dict(slots), {}, {}
    is_settled = False
    while not is_settled:
        is_settled = True
        for link in links:
            pushes = link.before == moved or link.before in days
            start, asked = now[link.after].start, earliest_start(now[link.before], link)
            if not pushes or link.after == moved or start is None or asked is None or asked <= start:
                continue
            asked = max(
                day
                for each in links
                if each.after == link.after and (day := earliest_start(now[each.before], each))
            )
            needed = (asked - slots[link.after].start).days
            if now[link.after].stays:
                if held.get(link.after) != needed:
                    held[link.after] = needed
                    is_settled = False
            else:
                days[link.after] = needed
                now[link.after] = slots[link.after].later(needed)
                is_settled = False
    return Shift(days, held)


@given(plans(), NUMBERS)
def test_one_pass_finds_what_trying_finds(plan, moved):
    slots, links = plan
    assert shift_after(slots, links, moved) == by_trying(slots, links, moved)


@given(plans(), NUMBERS)
def test_afterwards_nothing_that_may_shift_begins_before_what_moved_is_ready(plan, moved):
    slots, links = plan
    shift = shift_after(slots, links, moved)
    now = {number: each.later(shift.days.get(number, 0)) for number, each in slots.items()}
    for link in links:
        if (link.before == moved or link.before in shift.days) and not now[link.after].stays:
            asked, start = earliest_start(now[link.before], link), now[link.after].start
            assert asked is None or start is None or start >= asked


@given(st.lists(st.tuples(NUMBERS, NUMBERS).filter(lambda pair: pair[0] != pair[1]), max_size=20))
def test_links_that_are_refused_when_they_close_a_circle_never_form_one(pairs):
    links: list[Link] = []
    for pair in pairs:
        new = Link(*pair)
        circle = circle_with(links, new)
        if not circle:
            links.append(new)
            continue
        steps = {(link.before, link.after) for link in links} | {pair}
        assert all(step in steps for step in zip(circle, [*circle[1:], circle[0]], strict=True))
    assert shift_after({number: slot(number) for number in range(8)}, links, 0)
