"""The rung of the ladder on which others take part in works, set by the office with a reason."""

from typing import Any

from django.db import transaction

from speerpunt.core.enums import Verb
from speerpunt.core.models import User
from speerpunt.core.services import record, save_changes

from ..models import Involvement
from ..queries.subjects import Subject


@transaction.atomic
def set_rung(subject: Subject, *, rung: str, reason: str, by: User) -> Involvement:
    """Of a work or a clash."""
    about: dict[str, Any] = {"work": subject.work} if subject.work else {"clash": subject.clash}
    collective_id = (subject.work or subject.clash).collective_id  # type: ignore[union-attr]
    found, is_new = Involvement.objects.get_or_create(
        **about, defaults={"collective_id": collective_id, "rung": rung, "reason": reason}
    )
    if is_new:
        record(found, Verb.CREATED, by=by, changes=[("rung", None, rung), ("reason", None, reason)])
    else:
        save_changes(found, by=by, rung=rung, reason=reason)
    return found
