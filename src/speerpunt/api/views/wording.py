"""What the schema finds wrong, in the language of who asked."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ..problems import FieldError

WORDS: dict[str, Any] = {
    "missing": _("This is needed."),
    "extra_forbidden": _("There is no field of this name."),
    "string_too_long": _("At most %(max_length)s signs."),
    "string_too_short": _("At least %(min_length)s signs."),
    "string_type": _("This is a text."),
    "int_type": _("This is a whole number."),
    "int_parsing": _("This is a whole number."),
    "int_from_float": _("This is a whole number."),
    "float_type": _("This is a number."),
    "bool_type": _("This is true or false."),
    "enum": _("Choose one of %(expected)s."),
    "literal_error": _("Choose one of %(expected)s."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
    "list_type": _("This is a list."),
    "dict_type": _("This is an object."),
    "too_long": _("At most %(max_length)s of these."),
    "day": _("A day is written as 2026-11-23."),
    "date_from_datetime_parsing": _("A day is written as 2026-11-23."),
    "date_parsing": _("A day is written as 2026-11-23."),
    "moment": _("A moment is written as 2026-11-23T16:00:00+01:00."),
    "datetime_from_date_parsing": _("A moment is written as 2026-11-23T16:00:00+01:00."),
    "datetime_parsing": _("A moment is written as 2026-11-23T16:00:00+01:00."),
    "timezone_aware": _("A moment has its time zone."),
}


def worded(error: dict[str, Any]) -> FieldError:
    source, *path = error["loc"]
    # The name that the parameter has in our code says nothing to anybody else.
    inner = [str(part).replace("~", "~0").replace("/", "~1") for part in path[1 if source == "body" else 0 :]]
    pointer = "#" + "".join(f"/{part}" for part in inner) if source == "body" else f"?{'.'.join(inner)}"
    words = WORDS.get(error["type"])
    return FieldError(pointer, str(words) % error.get("ctx", {}) if words is not None else error["msg"])
