"""What tests write in minutes."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from speerpunt.meetings.services.minutes import add_decision, add_note, add_promise


def note(item, by, text="Gezegd", **said):
    return add_note(item, text=text, key=said.pop("key", None) or uuid4(), by=by, **said)


def decide(item, by, text="Besloten", **said):
    return add_decision(item, text=text, key=said.pop("key", None) or uuid4(), by=by, **said)


def promise(item, by, owner, text="Bel de provincie", **said):
    due = said.pop("due", timezone.localdate() + timedelta(days=9))
    return add_promise(item, text=text, owner=owner, due=due, key=uuid4(), by=by, **said)


def posted(kind, text, **fields):
    """A line as the form sends it."""
    return {"kind": kind, "text": text, "key": str(uuid4()), **fields}
