"""Where Django's mail goes: into the queue, and from there by a thread to a mail server or a folder."""

import logging
import threading
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from .services.mail import queue_mail, send_due_mail

logger = logging.getLogger(__name__)

# Mail that another process wrote, or that has to wait, is found when looking again.
LOOK_AGAIN_SECONDS = 20.0
_something_to_do = threading.Event()


class QueueBackend(BaseEmailBackend):
    """Writes mail down in the transaction at hand, and calls the postman when that holds."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            queue_mail(message)
        transaction.on_commit(_something_to_do.set)
        return len(email_messages)


class FolderBackend(BaseEmailBackend):
    """Puts each mail in a file of its own, which a mail program opens; whole, or it is not there yet."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            moment = timezone.localtime().strftime("%Y-%m-%d-%H%M%S")
            with NamedTemporaryFile(dir=folder, prefix=f"{moment}-", suffix=".new", delete=False) as file:
                file.write(message.message().as_bytes())
            draft = Path(file.name)
            draft.rename(draft.with_suffix(".eml"))
        return len(email_messages)


def start_postman() -> None:
    threading.Thread(target=_deliver_for_good, name="postman", daemon=True).start()


def _deliver_for_good() -> None:
    while True:
        try:
            send_due_mail()
        except DatabaseError as problem:
            logger.warning("Mail waits, the database does not answer: %s", problem)
        except Exception:
            logger.exception("Mail waits")
        finally:
            connections.close_all()
        _something_to_do.wait(LOOK_AGAIN_SECONDS)
        _something_to_do.clear()
