"""Mail goes out behind the scenes: no visitor waits for a mail server, and no mail is lost when it is away."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django_scopes import scope

from ..models import Collective, OutgoingMail
from ..registry import MadeMail, announce, mail_maker

logger = logging.getLogger(__name__)

COLLECTIVE_HEADER = "X-Collective"
# Announced with an `address` that somebody wants to be forgotten, within the collective at hand.
FORGOTTEN = "core.address_forgotten"
# How long to wait after each failure, two and a half days in all.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 480, 960, 1920))
# Whoever claimed a mail and died leaves it for another after this long.
CLAIM = timedelta(minutes=5)


def queue_mail(message: EmailMessage, recipients: Sequence[str] | None = None) -> OutgoingMail:
    """Write it down to be sent. In a transaction it goes only when that holds."""
    if message.attachments or getattr(message, "alternatives", None):
        raise NotImplementedError("only plain text is sent so far")
    to = message.recipients() if recipients is None else recipients
    return OutgoingMail.objects.create(
        collective_slug=message.extra_headers.get(COLLECTIVE_HEADER, ""),
        sender=message.from_email,
        recipients=list(to),
        subject=str(message.subject),
        text=str(message.body),
        headers=message.extra_headers,
    )


def send_due_mail() -> int:
    """Send whatever is due; returns how many went out."""
    sent = 0
    while (mail := _claim()) is not None:
        sent += _send(mail)
    return sent


def _claim() -> OutgoingMail | None:
    """The first that is due and that nobody else takes at the same moment."""
    now = timezone.now()
    # Somebody waits for a code to sign in; what is made at the moment of sending can wait.
    for mail in OutgoingMail.objects.filter(due_at__lte=now).order_by("maker", "due_at", "pk")[:20]:
        same = OutgoingMail.objects.filter(pk=mail.pk, due_at=mail.due_at)
        if same.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
            mail.attempts += 1
            return mail
    return None


def _send(mail: OutgoingMail) -> bool:
    """A mail that was handed over just before the power failed goes once more: rather twice than never."""
    try:
        made = _made(mail)
        if made.message is not None:
            made.message.connection = get_connection(settings.MAIL_DELIVERY_BACKEND)
            made.message.send()
    except DatabaseError:
        raise
    except (OSError, ValueError) as problem:  # a mail server or a folder; an address or a heading
        _put_off(mail, problem)
        return False
    except Exception as problem:
        logger.exception("Mail %d cannot be made", mail.pk)
        _put_off(mail, problem)
        return False
    with transaction.atomic():
        mail.delete()
        made.when_gone()
    return made.message is not None


def _made(mail: OutgoingMail) -> MadeMail:
    if not mail.maker:
        return MadeMail(_message(mail) if mail.recipients else None)
    collective = Collective.objects.filter(slug=mail.collective_slug).first()
    if collective is None:
        return MadeMail(None)
    with scope(collective=collective), translation.override(settings.LANGUAGE_CODE):
        made: MadeMail = import_string(mail_maker(mail.maker))(mail)
    return made


def _message(mail: OutgoingMail) -> EmailMessage:
    return EmailMessage(mail.subject, mail.text, mail.sender, mail.recipients, headers=mail.headers)


def _put_off(mail: OutgoingMail, problem: Exception) -> None:
    """Without the address in the log; what the mail server said is for the office."""
    is_given_up = mail.attempts > len(PAUSES)
    mail.due_at = None if is_given_up else timezone.now() + PAUSES[mail.attempts - 1]
    mail.problem = f"{type(problem).__name__}: {problem}"[:200]
    mail.save(update_fields=["due_at", "problem"])
    logger.warning(
        "Mail %d not sent, attempt %d%s: %s",
        mail.pk,
        mail.attempts,
        ", given up" if is_given_up else "",
        type(problem).__name__,
    )


@transaction.atomic
def ask_for_mail(maker: str, about: int, *, to: str, collective_slug: str) -> None:
    """A mail that is made when it is handed over. One that waits already is enough; one given up is tried again."""
    mail, is_new = OutgoingMail.objects.get_or_create(
        maker=maker,
        about=about,
        defaults={
            "collective_slug": collective_slug,
            "sender": settings.DEFAULT_FROM_EMAIL,
            "recipients": [to],
        },
    )
    if not is_new and mail.due_at is None:
        retry_mail(OutgoingMail.objects.filter(pk=mail.pk))


def retry_mail(mails: QuerySet[OutgoingMail]) -> int:
    """What was given up goes once more, from the start."""
    given_up = mails.filter(due_at__isnull=True)
    return given_up.update(due_at=timezone.now(), attempts=0, problem="")


def forget_mail(address: str, collective_slug: str) -> None:
    """Mail to the address from this collective, on its way or kept in the folder; "" is mail from none."""
    if address and collective_slug:
        announce(FORGOTTEN, address=address, collective_slug=collective_slug)
    for mail in OutgoingMail.objects.filter(collective_slug=collective_slug):
        if address.lower() in (each.lower() for each in mail.recipients):
            mail.delete()
    transaction.on_commit(lambda: _forget_files(address.lower(), collective_slug))


def _forget_files(address: str, collective_slug: str) -> None:
    folder = Path(settings.EMAIL_FILE_PATH)
    for file in folder.glob("*.eml") if folder.is_dir() else ():
        with file.open("rb") as content:
            head = BytesHeaderParser().parse(content)
        to = {each.lower() for _name, each in getaddresses(head.get_all("To", []))}
        if address in to and head.get(COLLECTIVE_HEADER, "") == collective_slug:
            file.unlink(missing_ok=True)
