"""Mail is written down with what it tells of, and goes out behind the scenes."""

from datetime import timedelta
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils import timezone

from speerpunt.core.models import OutgoingMail
from speerpunt.core.queries.mail import waiting_mail
from speerpunt.core.services.mail import COLLECTIVE_HEADER, PAUSES, forget_mail, send_due_mail
from tests.factories import make_collective, make_visitor

pytestmark = pytest.mark.django_db

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
FILES = "speerpunt.core.mail.FolderBackend"


class AwayBackend(BaseEmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, email_messages):
        raise SMTPServerDisconnected("Connection unexpectedly closed")


AWAY = f"{__name__}.AwayBackend"


@pytest.fixture(autouse=True)
def queue(settings, tmp_path):
    settings.EMAIL_BACKEND = "speerpunt.core.mail.QueueBackend"
    settings.MAIL_DELIVERY_BACKEND = LOCAL
    settings.EMAIL_FILE_PATH = tmp_path
    return settings


def send(to="wethouder@leiden.example", slug="leiden"):
    headers = {COLLECTIVE_HEADER: slug} if slug else {}
    EmailMessage("Café", "Eén regel.", "van@leiden.example", [to], headers=headers).send()


def later(minutes=0):
    """As if so much time went by."""
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(minutes=minutes))


def test_it_goes_out_as_it_was_written_and_nothing_stays_behind():
    send()
    assert (len(mail.outbox), OutgoingMail.objects.count()) == (0, 1)
    assert send_due_mail() == 1
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to, sent.from_email) == (
        "Café",
        "Eén regel.",
        ["wethouder@leiden.example"],
        "van@leiden.example",
    )
    assert OutgoingMail.objects.count() == 0


def test_what_did_not_happen_is_not_told():
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    assert OutgoingMail.objects.count() == 0


def test_it_waits_for_a_mail_server_that_is_away_and_goes_later(settings, caplog):
    settings.MAIL_DELIVERY_BACKEND = AWAY
    send()
    assert send_due_mail() == 0
    waiting = OutgoingMail.objects.get()
    assert timedelta(seconds=50) < waiting.due_at - timezone.now() <= PAUSES[0]
    assert "wethouder" not in caplog.text
    assert send_due_mail() == 0, "tries again before its time"
    settings.MAIL_DELIVERY_BACKEND = LOCAL
    later()
    assert (send_due_mail(), len(mail.outbox)) == (1, 1)


def test_the_office_hears_of_it_and_another_collective_does_not(settings):
    settings.MAIL_DELIVERY_BACKEND = AWAY
    send()
    assert waiting_mail("leiden") is None
    send_due_mail()
    waiting = waiting_mail("leiden")
    assert (waiting.count, waiting.given_up, "Connection" in waiting.problem) == (1, 0, True)
    assert waiting_mail("delft") is None


def test_it_gives_up_in_the_end_and_says_so(settings):
    settings.MAIL_DELIVERY_BACKEND = AWAY
    send()
    for _pause in PAUSES:
        send_due_mail()
        later()
    send_due_mail()
    assert OutgoingMail.objects.get().due_at is None
    assert waiting_mail("leiden").given_up == 1


def test_a_mail_that_cannot_be_sent_keeps_no_other_waiting(settings):
    send(to="met\nregel@leiden.example")
    send()
    assert send_due_mail() == 1
    assert OutgoingMail.objects.get().problem.startswith("BadHeaderError")


def test_what_another_postman_has_in_hand_stays_with_him():
    send()
    OutgoingMail.objects.update(due_at=timezone.now() + timedelta(minutes=5), attempts=1)
    assert send_due_mail() == 0


def test_two_postmen_do_not_take_the_same(monkeypatch):
    """The other one claims it between our looking and our claiming."""
    send()
    update = type(OutgoingMail.objects.all()).update

    def beaten(self, **values):
        monkeypatch.undo()
        OutgoingMail.objects.update(due_at=timezone.now() + timedelta(minutes=5))
        return update(self, **values)

    monkeypatch.setattr(type(OutgoingMail.objects.all()), "update", beaten)
    assert (send_due_mail(), len(mail.outbox)) == (0, 0)


def files(folder: Path) -> list[str]:
    return [file.read_text() for file in folder.glob("*.eml")]


def test_forgetting_takes_mail_of_this_collective_and_no_other(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MAIL_DELIVERY_BACKEND = FILES
    for slug in ("leiden", "delft", ""):
        send(slug=slug)
    send(to="ander@leiden.example")
    send_due_mail()
    assert len(files(tmp_path)) == 4
    send()
    with django_capture_on_commit_callbacks(execute=True):
        forget_mail("Wethouder@Leiden.example", "leiden")
    kept = files(tmp_path)
    assert (len(kept), sum("wethouder@" in text for text in kept)) == (3, 2)
    assert OutgoingMail.objects.count() == 0
    with django_capture_on_commit_callbacks(execute=True):
        forget_mail("wethouder@leiden.example", "")
    assert sum("wethouder@" in text for text in files(tmp_path)) == 1


def test_the_office_sends_what_was_given_up_once_more(client, settings):
    leiden = make_collective("leiden")
    send()
    send(slug="delft")
    OutgoingMail.objects.update(due_at=None, attempts=9, problem="SMTPServerDisconnected: away")
    path = "/leiden/beheer/mail-opnieuw/"
    client.force_login(make_visitor(leiden, "board"))
    assert client.post(path).status_code == 403
    client.force_login(make_visitor(leiden))
    assert "Verstuur hem nog een keer" in client.get("/leiden/beheer/").content.decode()
    client.get(path)
    assert (send_due_mail(), len(mail.outbox)) == (0, 0)
    client.post(path)
    assert (send_due_mail(), len(mail.outbox)) == (1, 1)
    assert "Verstuur hem" not in client.get("/leiden/beheer/").content.decode()
    assert OutgoingMail.objects.get().collective_slug == "delft"
