"""Who plays may play, and nothing else: not in another game, not as another team, not after the end."""

import re

import pytest
from django.test import Client

from speerpunt.puzzle.models import GamePlayer, PlannedWork
from speerpunt.puzzle.services.games.codes import MOST_WRONG, return_code_of
from speerpunt.puzzle.services.games.rounds import begin_round, end_game, end_round, reveal
from tests import factories as make

from .phones import Phone

SCRIPT = "<script>1</script>"


def without_token(page):
    return re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page)


def paths(code):
    board = f"/leiden/spel/{code}/bord/"
    return [board, f"{board}stand/", f"{board}effecten/", f"{board}zet/"]


def test_who_has_only_the_code_reads_and_moves_nothing(phone, playing):
    stranger, wish = Client(), phone().wish("Zijl", 3)
    board, *rest = paths(playing.code)
    assert stranger.get(board)["Location"] == f"/leiden/spel/{playing.code}/"
    assert [stranger.get(path).status_code for path in rest] == [404] * 3
    assert stranger.post(rest[-1], {"moves": f"[{wish}]"}).status_code == 404


def test_a_player_of_one_game_is_nobody_in_another(phone, open_a_game, office):
    anna, other = phone(), open_a_game(name="Ander spel")
    begin_round(other, by=office)
    secret = anna.client.cookies["spel"].value
    thief = Client()
    thief.cookies["spel"] = secret
    _board, *rest = paths(other.code)
    assert [thief.get(path).status_code for path in rest] == [404] * 3
    assert thief.get(paths(anna.code)[1]).status_code == 200
    theirs = PlannedWork.objects.filter(plan=other.board).first()
    wish = anna.wish("Zijl", 3) | {"planned": theirs.pk}
    assert anna.send(wish).json()["settled"][0]["outcome"] == "refused"


def test_a_secret_is_kept_as_a_digest_and_its_cookie_is_for_this_game_only(phone, player_of):
    anna = phone()
    cookie = anna.client.cookies["spel"]
    assert cookie["path"] == f"/leiden/spel/{anna.code}/"
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    kept = {str(value) for value in vars(player_of("Anna")).values()}
    assert cookie.value not in kept
    assert return_code_of(cookie.value) not in kept


def test_the_plan_of_another_team_stays_hidden_until_all_are_shown(phone, playing, office):
    anna, carl = phone(), phone("De Waard", "Carl")
    carl.lay("Zijl", 6)
    carl.lay("Spanjaard", 2)
    seen = anna.client.get(anna.path).content.decode() + anna.ask().content.decode()
    assert "De Waard" not in seen
    assert "Carl" not in seen
    end_round(playing, by=office)
    assert "De Waard" not in anna.client.get(anna.path).content.decode()
    reveal(playing, by=office)
    assert "De Waard" in anna.client.get(anna.path).content.decode()


def test_a_game_that_is_over_answers_as_one_that_never_was(phone, playing, office):
    anna, code = phone(), playing.code
    end_game(playing, by=office)
    over = [Client().get(f"/leiden/spel/{code}/"), Client().get("/leiden/spel/ZZZZZZ/")]
    assert [page.status_code for page in over] == [404, 404]
    said = [page.content.decode().replace(code, "ZZZZZZ") for page in over]
    assert without_token(said[0]) == without_token(said[1])
    assert anna.ask().status_code == 404
    assert anna.send().status_code == 404
    assert GamePlayer.objects.count() == 0


def test_codes_cannot_be_guessed_on_and_on(playing, settings):
    guesser = Client(REMOTE_ADDR="203.0.113.7")
    for _guess in range(MOST_WRONG):
        guesser.get("/leiden/spel/ZZZZZZ/")
    assert guesser.get(f"/leiden/spel/{playing.code}/").status_code == 404
    assert guesser.post("/leiden/spel/", {"code": playing.code}).status_code == 200
    elsewhere = Client(REMOTE_ADDR="203.0.113.8")
    assert elsewhere.get(f"/leiden/spel/{playing.code}/").status_code == 200


def test_who_is_in_plays_on_while_somebody_beside_him_guesses(phone, playing):
    anna = phone()
    for _guess in range(MOST_WRONG):
        anna.client.get("/leiden/spel/ZZZZZZ/")
    assert anna.ask().status_code == 200
    assert anna.client.get(anna.path).status_code == 200


def test_one_comes_back_with_ones_own_code_and_the_other_phone_stops(phone, playing):
    anna = phone()
    anna.lay("Zijl", 3)
    code = return_code_of(anna.client.cookies["spel"].value)
    assert code in anna.client.get(anna.path).content.decode()
    back = Phone(playing.code, anna.team, "Anna")
    wrong = back.client.post(f"/leiden/spel/{playing.code}/terug/", {"code": "ZZZZZZ"})
    assert wrong.status_code == 200
    assert back.client.post(f"/leiden/spel/{playing.code}/terug/", {"code": code.lower()}).status_code == 302
    assert back.weeks()["Zijlbrug"] == 3
    assert anna.ask().status_code == 404
    assert GamePlayer.objects.count() == 1


def test_script_in_a_nickname_is_only_a_name(phone, playing, sign_in):
    phone(nickname=SCRIPT).lay("Zijl", 3)
    page = sign_in("office").get(playing.get_absolute_url()).content.decode()
    board = phone(nickname="Bram").client.get(f"/leiden/spel/{playing.code}/bord/").content.decode()
    for text in (page, board):
        assert SCRIPT not in text
        assert "&lt;script&gt;1" in text


@pytest.mark.parametrize("nickname", ["", " ", "x" * 25, "a\x00b"])
def test_a_nickname_that_cannot_be_shown_is_refused(playing, nickname):
    team = playing.teams.first()
    page = Client().post(f"/leiden/spel/{playing.code}/", {"team": team.pk, "nickname": nickname})
    assert page.status_code == 200
    assert GamePlayer.objects.count() == 0


def test_nobody_joins_a_team_of_another_game(playing, open_a_game):
    other = open_a_game(name="Ander spel").teams.first()
    page = Client().post(f"/leiden/spel/{playing.code}/", {"team": other.pk, "nickname": "Anna"})
    assert page.status_code == 200
    assert GamePlayer.objects.count() == 0


def test_works_that_are_not_public_stay_off_the_phones(phone, playing):
    anna = phone()
    work = PlannedWork.objects.get(plan=playing.board, work__name__startswith="Zijl").work
    work.visibility = "board"
    work.save()
    anna.lay("Spanjaard", 1)
    seen = anna.client.get(anna.path).content.decode() + anna.ask().content.decode()
    assert "Zijlbrug" not in seen
    assert anna.lay("Zijl", 3) == "refused"


@pytest.mark.parametrize("kind", ["member", "board", "partner", "park_manager"])
def test_only_the_office_hosts(playing, sign_in, kind):
    client, base = sign_in(kind), playing.get_absolute_url()
    asked = [base, f"{base}stand/", f"{base}gezamenlijk/", f"{base}uitvoer/csv/", f"{base}einde/"]
    assert {client.get(path).status_code for path in asked} == {404}
    sent = [f"{base}{step}/" for step in ("begin", "stop", "toon", "zoeken", "einde")]
    assert {client.post(path).status_code for path in sent} == {404}
    playing.refresh_from_db()
    assert playing.state == "playing"


def test_the_office_of_another_collective_finds_no_game(playing):
    from django_scopes import scopes_disabled

    with scopes_disabled():
        elsewhere = make.make_collective("elders")
        host = make.make_visitor(elsewhere, "office")
    client = Client()
    client.force_login(host)
    assert client.get(playing.get_absolute_url()).status_code == 404
    assert client.get(f"/elders/werk/spellen/{playing.pk}/").status_code == 404
    assert client.get(f"/elders/spel/{playing.code}/").status_code == 404


@pytest.mark.parametrize("number", [2**63, "9" * 5000, "\x00", "x"])
def test_a_number_that_no_row_has_is_no_fault(plan, phone, playing, sign_in, number):
    host, anna = sign_in("office"), phone()
    opened = host.post(
        f"/leiden/werk/plannen/{plan.pk}/spel/",
        {
            "name": "x",
            "works": [number],
            "areas": [number],
            "first_week": number,
            "weeks": number,
            "rounds": 1,
        },
    )
    joined = Client().post(f"/leiden/spel/{playing.code}/", {"team": number, "nickname": "Bram"})
    moved = anna.client.post(f"{anna.path}zet/", {"key": number, "planned": number, "week": number})
    assert [answer.status_code for answer in (opened, joined, moved)] == [200, 200, 400]
