"""Moves of phones: each counts once, in whatever order and however late they come."""

from datetime import timedelta
from itertools import permutations

import pytest
from django.utils import timezone

from speerpunt.puzzle.models import GameMove, GamePlacement, GameRound, PlannedWork
from speerpunt.puzzle.services.games import moving
from speerpunt.puzzle.services.games.rounds import begin_round, end_round, reveal

MINUTE = 60_000


def test_a_team_lays_one_plan_together(phone):
    anna, bram, other = phone(), phone(nickname="Bram"), phone("De Waard", "Carl")
    assert anna.lay("Zijl", 3) == "laid"
    assert bram.lay("Spanjaard", 6) == "laid"
    assert anna.weeks() == bram.weeks() == {"Zijlbrug": 3, "Spanjaardsbrug": 6}
    assert other.weeks() == {"Zijlbrug": 1, "Spanjaardsbrug": 4}
    laid = bram.ask().json()["laid"].values()
    assert {(each["by"], each["mine"]) for each in laid} == {("Anna", False), ("Bram", True)}


def test_the_last_move_on_a_work_wins_and_says_who_made_it(phone):
    anna, bram = phone(), phone(nickname="Bram")
    anna.lay("Zijl", 3)
    assert bram.lay("Zijl", 5) == "laid"
    assert anna.lay("Zijl", 2) == "laid"
    assert bram.weeks()["Zijlbrug"] == 2


def test_a_move_that_is_sent_twice_is_there_once(phone):
    anna = phone()
    wish = anna.wish("Zijl", 3)
    anna.send(wish)
    anna.lay("Zijl", 5)
    again = anna.send(wish, wish).json()
    assert [each["outcome"] for each in again["settled"]] == ["laid", "laid"]
    assert anna.weeks()["Zijlbrug"] == 5
    assert GameMove.objects.count() == 2


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_moves_that_come_out_of_order_end_as_they_were_made(phone, order):
    anna = phone()
    wishes = [anna.wish("Zijl", week) for week in (2, 3, 6)]
    for place in order:
        anna.send(wishes[place])
    assert anna.weeks()["Zijlbrug"] == 6


@pytest.mark.parametrize("is_sent_first", [True, False])
def test_what_was_made_last_stands_when_a_phone_comes_back_from_a_dead_spot(phone, playing, is_sent_first):
    """Anna was away for five minutes; Bram moved the same work since."""
    GameRound.objects.update(began_at=timezone.now() - timedelta(minutes=10))
    anna, bram = phone(), phone(nickname="Bram")
    sends = [
        lambda: anna.send(anna.wish("Zijl", 2, age=5 * MINUTE), anna.wish("Spanjaard", 6, age=5 * MINUTE)),
        lambda: bram.send(bram.wish("Zijl", 5, age=1 * MINUTE)),
    ]
    for send in sends if is_sent_first else reversed(sends):
        send()
    assert anna.weeks() == {"Zijlbrug": 5, "Spanjaardsbrug": 6}


def test_a_phone_that_lost_by_that_is_told(phone):
    GameRound.objects.update(began_at=timezone.now() - timedelta(minutes=10))
    anna, bram = phone(), phone(nickname="Bram")
    bram.lay("Zijl", 5)
    assert anna.lay("Zijl", 2, age=5 * MINUTE) == "older"


@pytest.mark.parametrize("week", [-1, 7, 99, 32_000])
def test_what_does_not_fit_is_refused(phone, week):
    anna = phone()
    answer = anna.send(anna.wish("Zijl", week))
    assert answer.status_code == (400 if week > 260 else 200)
    assert anna.weeks()["Zijlbrug"] == 1


def test_a_locked_work_and_one_of_another_plan_stay(phone, plan, playing):
    anna = phone()
    PlannedWork.objects.filter(plan=playing.board, work__name__startswith="Zijl").update(is_locked=True)
    assert anna.lay("Zijl", 3) == "refused"
    strange = anna.wish("Spanjaard", 3, planned=plan.planned.first().pk)
    assert [each["outcome"] for each in anna.send(strange).json()["settled"]] == ["refused"]
    assert sorted(plan.planned.values_list("week", flat=True)) == [1, 4]


def test_after_the_round_only_what_was_made_in_time_comes_in(phone, playing, office):
    GameRound.objects.update(began_at=timezone.now() - timedelta(minutes=10))
    anna = phone()
    end_round(playing, by=office)
    assert anna.lay("Zijl", 3) == "late"
    assert anna.lay("Zijl", 5, age=MINUTE) == "laid"
    assert anna.lay("Spanjaard", 6, age=60 * MINUTE) == "late"
    reveal(playing, by=office)
    assert anna.lay("Spanjaard", 6, age=MINUTE) == "late"
    assert anna.weeks() == {"Zijlbrug": 5, "Spanjaardsbrug": 4}


def test_the_clock_of_a_round_ends_it_also_before_the_worker_does(phone):
    anna = phone()
    GameRound.objects.update(
        began_at=timezone.now() - timedelta(minutes=10), ends_at=timezone.now() - timedelta(minutes=1)
    )
    assert anna.lay("Zijl", 3) == "late"
    assert anna.lay("Zijl", 3, age=2 * MINUTE) == "laid"


def test_the_next_round_begins_with_what_the_team_had(phone, playing, office):
    anna, carl = phone(), phone("De Waard", "Carl")
    anna.lay("Zijl", 5)
    end_round(playing, by=office)
    reveal(playing, by=office)
    begin_round(playing, by=office)
    assert (anna.weeks()["Zijlbrug"], carl.weeks()["Zijlbrug"]) == (5, 1)
    anna.lay("Zijl", 6)
    assert sorted(GamePlacement.objects.filter(week__in=(5, 6)).values_list("round__number", "week")) == [
        (1, 5),
        (2, 6),
    ]


def test_it_works_without_script(phone):
    anna = phone()
    page = anna.client.get(anna.path).content.decode()
    assert 'name="week" value="2"' in page
    wish = anna.wish("Zijl", 2)
    answer = anna.client.post(f"{anna.path}zet/", {name: wish[name] for name in ("key", "planned", "week")})
    assert answer["Location"].endswith(f"/bord/#werk-{wish['planned']}")
    assert anna.weeks()["Zijlbrug"] == 2


@pytest.mark.parametrize(
    "moves",
    ["", "x", "{}", "[]", "[1]", "[{}]", "[" * 3000, '[{"key": "no", "planned": 1, "week": 1}]', "null"],
)
def test_nonsense_moves_nothing(phone, moves):
    anna = phone()
    assert anna.client.post(f"{anna.path}zet/", {"moves": moves}).status_code == 400
    assert GameMove.objects.count() == 0


def test_a_phone_that_looks_costs_two_queries_and_one_that_has_news_a_few(phone, django_assert_num_queries):
    anna = phone()
    etag = anna.ask()["ETag"]
    with django_assert_num_queries(2):
        assert anna.ask(etag).status_code == 304
    phone(nickname="Bram").lay("Zijl", 3)
    with django_assert_num_queries(5):
        assert anna.ask(etag).status_code == 200


def test_a_phone_that_never_stops_is_not_listened_to(phone, monkeypatch):
    monkeypatch.setattr(moving, "MOST_MOVES", 2)
    anna, bram = phone(), phone(nickname="Bram")
    assert [anna.lay("Zijl", week) for week in (3, 4, 5)] == ["laid", "laid", "refused"]
    assert anna.weeks()["Zijlbrug"] == 4
    assert bram.lay("Zijl", 6) == "laid"
