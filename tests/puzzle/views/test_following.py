"""Following works by mail without an account: what who does not hold the address cannot do, and the whole way."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from speerpunt.core.enums import Verb
from speerpunt.core.models import OutgoingMail
from speerpunt.core.services import record
from speerpunt.core.services.mail import send_due_mail
from speerpunt.members.services.erasure import erase_person
from speerpunt.puzzle.models import Work, WorkPhase, WorksFollower
from speerpunt.puzzle.services.followers import MOST_PLACES, tell_followers
from tests import factories as make
from tests.portal.telling.digests import DELIVERY, at

from .test_public import add

pytestmark = pytest.mark.django_db

PAGE = "/leiden/bereikbaar/volgen/"
EMAIL, OTHER = "iemand@buiten.example", "ander@buiten.example"


@pytest.fixture(autouse=True)
def delivery(settings):
    settings.MAIL_DELIVERY_BACKEND = DELIVERY
    settings.BASE_URL = "https://speerpunt.example"


@pytest.fixture
def area(leiden):
    return make.make_area(leiden, name="De Waard", slug="de-waard")


def ask(email=EMAIL, client=None, **fields):
    values = {"email": email, "gebied": "de-waard", "postcode": "", "voertuig": "", "hoe_vaak": "weekly"}
    return (client or Client()).post(PAGE, {**values, **fields})


def sent():
    mail.outbox.clear()
    send_due_mail()
    return list(mail.outbox)


def links_in(message):
    return [
        link.removeprefix("https://speerpunt.example") for link in re.findall(r"https://\S+", message.body)
    ]


def confirmed(**fields):
    """Asked, mailed and pressed; returns the way to stop."""
    ask(**fields)
    confirm, _works, stop = links_in(sent()[0])
    assert Client().post(confirm).status_code == 200
    return stop


def follower():
    with scopes_disabled():
        return WorksFollower.objects.get()


def count():
    with scopes_disabled():
        return WorksFollower.objects.count()


def add_near(leiden, area, name, starts, ends, **fields):
    work = add(leiden, name, starts, ends, **fields)
    with scope(collective=leiden):
        work.areas.add(area)
    return work


def next_mail(leiden, days=8):
    """What goes out when so many days went by."""
    with at(timezone.now() + timedelta(days=days)):
        tell_followers()
        return sent()


def test_nobody_is_told_without_pressing_in_the_mail(leiden, area):
    assert ask().status_code == 200
    [message] = sent()
    assert (message.to, message.subject) == ([EMAIL], "Werk in De Waard per mail: is dit uw adres?")
    confirm = links_in(message)[0]
    # A mail scanner opens it.
    assert b"Ja, mail mij" in Client().get(confirm).content
    assert follower().confirmed_at is None
    add_near(leiden, area, "Brug dicht", 2, 9)
    assert next_mail(leiden, 3) == []
    assert Client().post(confirm).status_code == 200
    assert follower().confirmed_at is not None


@pytest.mark.parametrize("rest", ["1", "1.abc", "x" * 60, "1.", "."])
@pytest.mark.parametrize("what", ["", "stop/"])
def test_a_wrong_signature_opens_nothing(leiden, area, what, rest):
    confirmed()
    for method in ("get", "post"):
        assert getattr(Client(), method)(f"{PAGE}{what}{rest}/").status_code == 404
    assert count() == 1


def test_one_address_does_not_do_what_the_other_does(leiden, area):
    stop = confirmed()
    token = stop.rstrip("/").rpartition("/")[2]
    assert Client().post(f"{PAGE}{token}/").status_code == 404
    assert count() == 1


def test_the_address_does_nothing_in_another_collective(leiden, area):
    make.make_collective("delft")
    ask()
    confirm, _works, stop = links_in(sent()[0])
    assert Client().post(confirm.replace("/leiden/", "/delft/")).status_code == 404
    Client().post(stop.replace("/leiden/", "/delft/"))
    assert (count(), follower().confirmed_at) == (1, None)


def test_who_asks_learns_nothing_of_whom_we_know(leiden, area):
    confirmed()
    known, unknown = ask(), ask(OTHER)
    assert known.status_code == unknown.status_code == 200
    secret = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    plain = [
        secret.sub("", page.content.decode()).replace(who, "")
        for page, who in ((known, EMAIL), (unknown, OTHER))
    ]
    assert plain[0] == plain[1]
    again = {message.to[0]: message for message in sent()}
    # Who holds the address reads that he follows it already; nothing else changed by it.
    assert "mailt u al" in again[EMAIL].body
    assert count() == 2


def test_asking_again_changes_nothing_of_who_confirmed(leiden, area):
    confirmed()
    ask(hoe_vaak="at_once")
    assert follower().frequency == "weekly"


def test_it_is_asked_so_often_and_no_more(leiden, area):
    answers = [ask().status_code for _each in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert len(sent()) == 1


def test_one_address_follows_so_many_places_and_no_more(leiden, settings):
    settings.ACCOUNT_RATE_LIMITS = {}
    for number in range(MOST_PLACES + 3):
        ask(gebied="", postcode=f"23{number + 10}")
    assert (count(), len(sent())) == (MOST_PLACES, MOST_PLACES)


def test_its_fields_look_like_all_others(leiden, area):
    page = Client().get(f"{PAGE}?gebied=de-waard").content.decode()
    radio, select = (
        re.search(rf"<{tag}[^>]*>", page).group() for tag in ('input type="radio"', "select name")
    )
    assert ("utrecht-select" in radio, "utrecht-select" in select) == (False, True)
    assert '<option value="de-waard" selected>' in page


def test_a_place_must_be_chosen_and_an_address_be_one(leiden, area):
    assert "Kies een gebied" in ask(gebied="").content.decode()
    assert ask("geen adres").context["form"].errors.keys() == {"email"}
    assert ask(gebied="bestaat-niet").context["form"].errors.keys() == {"gebied"}
    assert (count(), sent()) == (0, [])


def test_who_does_not_confirm_is_forgotten_after_a_week(leiden, area):
    ask()
    for days, left in ((6, 1), (8, 0)):
        with at(timezone.now() + timedelta(days=days)):
            tell_followers()
        assert count() == left
    assert not OutgoingMail.objects.exists()


def test_what_is_new_what_moved_and_what_is_called_off_is_told_once(leiden, area):
    moves = add_near(leiden, area, "Kade", 12, 20)
    off = add_near(leiden, area, "Riool", 12, 20)
    add_near(leiden, area, "Blijft zo", 12, 30)
    stop = confirmed()
    assert next_mail(leiden, 8) == []
    add_near(leiden, area, "Brug dicht", 10, 30)
    add(leiden, "Ver weg", 10, 30)
    with scope(collective=leiden):
        WorkPhase.objects.filter(work=moves).update(end=timezone.localdate() + timedelta(days=40))
        Work.objects.filter(pk=off.pk).update(vanished_at=timezone.now())
    [message] = next_mail(leiden, 15)
    told = message.body
    for words in ("NIEUW\n- Brug dicht", "ANDERE DAGEN\n- Kade", "GAAT NIET DOOR\n- Riool"):
        assert words in told
    assert ("Blijft zo" in told, "Ver weg" in told) == (False, False)
    assert re.search(r"- Kade\n  nu: .+\n  was: .+\n", told)
    assert "omdat u werk in De Waard volgt: één keer per week, op maandag." in told
    assert message.extra_headers["List-Unsubscribe"] == f"<https://speerpunt.example{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert next_mail(leiden, 22) == []


def test_works_that_moved_far_away_are_told_with_their_days(leiden, area):
    work = add_near(leiden, area, "Kade", 12, 20)
    confirmed()
    today = timezone.localdate()
    with scope(collective=leiden):
        WorkPhase.objects.filter(work=work).update(
            start=today + timedelta(days=200), end=today + timedelta(days=210)
        )
    [message] = next_mail(leiden)
    assert "ANDERE DAGEN\n- Kade" in message.body
    assert next_mail(leiden, 15) == []


@pytest.mark.parametrize("fields", [{"visibility": "members"}, {"visibility": "closed"}, {"status": "idea"}])
def test_of_works_that_not_everybody_may_know_nothing_is_told(leiden, area, fields):
    was_public = add_near(leiden, area, "kanarie een", 3, 20)
    confirmed()
    add_near(leiden, area, "kanarie twee", 3, 20, **fields)
    with scope(collective=leiden):
        Work.objects.filter(pk=was_public.pk).update(**fields, vanished_at=timezone.now())
    told = "".join(message.body for message in next_mail(leiden))
    assert "kanarie twee" not in told
    assert "status" in fields or "kanarie" not in told


def test_at_once_is_soon_after_something_happened_and_only_then(leiden, area):
    confirmed(hoe_vaak="at_once")
    work = add_near(leiden, area, "Brug dicht", 10, 30)
    with scope(collective=leiden):
        record(work, Verb.IMPORTED, by=None)
    with at(timezone.now() + timedelta(minutes=1)):
        tell_followers()
        assert sent() == []
    with at(timezone.now() + timedelta(minutes=5)):
        tell_followers()
        assert ["Brug dicht" in message.body for message in sent()] == [True]
        tell_followers()
        assert sent() == []


def test_the_mail_is_made_when_it_goes(leiden, area):
    confirmed()
    work = add_near(leiden, area, "kanarie", 3, 20)
    with at(timezone.now() + timedelta(days=8)):
        tell_followers()
        with scope(collective=leiden):
            Work.objects.filter(pk=work.pk).update(visibility="members")
        assert sent() == []


def test_one_press_stops_it_and_erases_the_address(leiden, area):
    stop = confirmed()
    assert b"Stop de mail" in Client().get(stop).content
    assert count() == 1
    add_near(leiden, area, "Brug dicht", 3, 20)
    with at(timezone.now() + timedelta(days=8)):
        tell_followers()
        # As a mail program does: no session, no token of a form.
        answer = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, count(), sent()) == (200, 0, [])
    assert not OutgoingMail.objects.exists()
    assert b"gewist" in Client().get(stop).content
    assert Client().post(stop).status_code == 200


def test_who_is_erased_follows_nothing_any_more(leiden, area):
    confirmed()
    with scope(collective=leiden):
        person = make.make_person(leiden, email=EMAIL.upper())
        erase_person(person, by=make.make_visitor(leiden, "office"))
    assert count() == 0


def test_the_office_reads_how_many_and_nothing_else(leiden, area, sign_in):
    confirmed()
    confirmed(gebied="", postcode="2312")
    office = sign_in("office").get("/leiden/werk/").content.decode()
    assert ("1 adres krijgt mail" in office, EMAIL in office) == (True, False)
    assert "krijgt mail" not in sign_in("member").get("/leiden/werk/").content.decode()


def test_a_line_break_in_a_name_makes_no_heading(leiden):
    with scope(collective=leiden):
        make.make_area(leiden, name="De\nWaard", slug="de-waard")
    ask()
    [message] = sent()
    assert "\n" not in message.subject
