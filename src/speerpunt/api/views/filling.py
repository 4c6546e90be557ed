"""A body goes through the form of the page that does the same, as if a person had changed these fields there.

So whatever that form checks holds here too, and what it does not offer to somebody he cannot set.
"""

import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from speerpunt.members.forms.fields import NameField
from speerpunt.priorities.forms.fields import EuroField

from ..problems import ApiProblem, FieldError, Trouble, wrong

Sent = dict[str, Any]


def fill(make: Callable[[Sent | None], Any], sent: Sent, *, names: Mapping[str, str] | None = None) -> Any:
    """The valid form. `names` says what a field of the form is called in the body, where that differs."""
    blank = make(None)
    fields = blank.fields
    beyond = [name for name in sent if name not in fields]
    if beyond:
        said = _("The owner of the key may not set this.")
        raise ApiProblem(Trouble.FORBIDDEN, errors=[FieldError(f"#/{name}", said) for name in beyond])
    stands = {name: _as_shown(fields[name], blank[name].value()) for name in fields}
    form = make(stands | {name: _as_typed(fields[name], value) for name, value in sent.items()})
    if not form.is_valid():
        raise ApiProblem(Trouble.INVALID, errors=list(errors_of(form.errors, names or {})))
    return form


def errors_of(errors: Mapping[str, Any], names: Mapping[str, str], under: str = "#") -> list[FieldError]:
    return [
        FieldError(under if field == "__all__" else f"{under}/{names.get(field, field)}", str(said))
        for field, found in errors.items()
        for said in found
    ]


def _as_shown(field: Any, value: Any) -> Any:
    """What stands in a field that is not sent; a row by its number, whatever it is called."""
    return f"#{value}" if isinstance(field, NameField) and isinstance(value, int) else value


def _as_typed(field: Any, value: Any) -> Any:
    """As it would come from a page."""
    if isinstance(field, NameField) and isinstance(value, int):
        return f"#{value}"
    if isinstance(field, EuroField):
        return field.prepare_value(value)
    if isinstance(value, dict):
        return json.dumps(value)
    if isinstance(value, list):
        return [_word(each) for each in value]
    return "" if value is None else _word(value)


def _word(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def seen(rows: QuerySet[Any], pk: Any, pointer: str) -> Any:
    """The row that a body names, as far as the asker sees it: one that he may not see is one that is not there."""
    found = rows.filter(pk=pk).first()
    if found is None:
        raise wrong(pointer, _("This does not exist, or may not be seen."))
    return found
