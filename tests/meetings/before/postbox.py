"""What the postman hands over, and what stands in it."""

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import icalendar
from django.core import mail

from speerpunt.core.services.mail import send_due_mail


@dataclass
class Letter:
    to: str
    subject: str
    text: str
    html: str
    calendar: str
    attachments: dict[str, bytes] = field(default_factory=dict)

    @property
    def event(self) -> Any:
        return next(iter(icalendar.Calendar.from_ical(self.calendar).walk("VEVENT")))

    @property
    def method(self) -> str:
        return str(icalendar.Calendar.from_ical(self.calendar)["METHOD"])


def letters() -> dict[str, Letter]:
    """All that is due, by reader; as another program reads the bytes."""
    mail.outbox.clear()
    send_due_mail()
    found = [_letter(each.message().as_bytes()) for each in mail.outbox]
    assert len({letter.to for letter in found}) == len(found)
    return {letter.to.partition("@")[0]: letter for letter in found}


def _letter(content: bytes) -> Letter:
    message: EmailMessage = message_from_bytes(content, policy=policy.default)  # type: ignore[assignment]
    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    files = {part.get_filename(): part.get_payload(decode=True) for part in message.iter_attachments()}
    calendar = parts["text/calendar"]
    assert calendar.get_param("method") in {"REQUEST", "CANCEL"}
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=parts["text/plain"].get_content(),
        html=parts["text/html"].get_content(),
        calendar=calendar.get_content(),
        attachments=files,
    )
