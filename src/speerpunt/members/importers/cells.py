"""One cell as text becomes one value, or a sentence that says why not and what to do.

Nothing is guessed: a number that lost its leading zeros is refused, because a wrong number would be
somebody else's.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils import translation
from django.utils.translation import gettext as _

from ..enums import Branch, OrganisationKind, SbiVersion, SizeClass
from ..models import Organisation, folded

GUARDED = re.compile(r"^'(?='*[=+\-@\t\r])")
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
SEPARATORS = re.compile(r"[\s.\u00a0-]+")
POSTCODE = re.compile(r"^[1-9]\d{3}[A-Z]{2}$")
SCIENTIFIC = re.compile(r"^\d+([.,]\d+)?[eE][+]?\d+$")
# With or without signs between the thousands.
WHOLE = re.compile(r"^(\d{1,7}|\d{1,3}([. ,\u00a0]\d{3}){1,2})$", re.ASCII)
DECIMAL = re.compile(r"^-?\d{1,3}([.,]\d+)?$")
MOST_JOBS = 1_000_000


class CellProblem(ValueError):
    """Why a cell cannot come in; the message is for the person at the screen."""


def unguarded(cell: str) -> str:
    """Without the quotation mark that an export puts before what a spreadsheet would calculate."""
    return GUARDED.sub("", cell)


def value_of(name: str, cell: str) -> Any:
    """The value of a filled cell of the named column."""
    text = unguarded(cell).strip()
    if FORBIDDEN.search(text):
        raise CellProblem(_("There is a sign in it that cannot be shown. Type the text again."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return READERS.get(name, _text_for(name))(text)


def _text_for(name: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        most = Organisation._meta.get_field(name).max_length  # type: ignore[union-attr]
        if most is not None and len(text) > most:
            raise CellProblem(
                _("It has %(count)d signs; at most %(most)d fit.") % {"count": len(text), "most": most}
            )
        return text

    return read


def _digits(text: str, length: int) -> str:
    digits = SEPARATORS.sub("", text)
    if SCIENTIFIC.match(text):
        raise CellProblem(
            _(
                "A spreadsheet made “%(text)s” of it. Set the column to text and fill in the %(length)d digits."
            )
            % {"text": text, "length": length}
        )
    if not (digits.isascii() and digits.isdecimal()):
        raise CellProblem(
            _("“%(text)s” is not a number of %(length)d digits.") % {"text": text, "length": length}
        )
    if len(digits) < length:
        raise CellProblem(
            _(
                "“%(text)s” has %(count)d digits, not %(length)d. Perhaps a spreadsheet dropped the zeros in"
                " front: set the column to text and write them."
            )
            % {"text": text, "count": len(digits), "length": length}
        )
    if len(digits) > length:
        raise CellProblem(
            _("“%(text)s” has %(count)d digits, not %(length)d.")
            % {"text": text, "count": len(digits), "length": length}
        )
    return digits


def _kvk_number(text: str) -> str:
    return _digits(text, 8)


def _branch_number(text: str) -> str:
    return _digits(text, 12)


def _postcode(text: str) -> str:
    postcode = "".join(text.split()).upper()
    if not POSTCODE.match(postcode):
        raise CellProblem(
            _("“%(text)s” is not a postcode. It is four digits and two letters.") % {"text": text}
        )
    return postcode


def _sbi_code(text: str) -> str:
    code = SEPARATORS.sub("", text)
    if not (code.isascii() and code.isdecimal() and 2 <= len(code) <= 6):
        raise CellProblem(_("“%(text)s” is not an SBI code. It is two to six digits.") % {"text": text})
    return code


def _sbi_version(text: str) -> str:
    year = folded(text).removeprefix("sbi").strip()
    if year not in SbiVersion.values:
        raise CellProblem(_("“%(text)s” is not an edition of the SBI. Write 2008 or 2025.") % {"text": text})
    return year


def _jobs(text: str) -> int:
    if not WHOLE.match(text) or int(re.sub(r"\D", "", text)) > MOST_JOBS:
        raise CellProblem(_("“%(text)s” is not a whole number of jobs.") % {"text": text})
    return int(re.sub(r"\D", "", text))


def _degrees(most: int) -> Callable[[str], float]:
    def read(text: str) -> float:
        if not DECIMAL.match(text):
            raise CellProblem(_("“%(text)s” is not a number of degrees, as in 52.1601.") % {"text": text})
        degrees = float(text.replace(",", "."))
        if abs(degrees) > most:
            raise CellProblem(
                _("“%(text)s” is outside −%(most)d to %(most)d.") % {"text": text, "most": most}
            )
        return degrees

    return read


def _email(text: str) -> str:
    try:
        EmailValidator()(text)
    except ValidationError:
        raise CellProblem(_("“%(text)s” is not an email address.") % {"text": text}) from None
    return _text_for("email")(text)


def _website(text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise CellProblem(_("“%(text)s” is not a web address.") % {"text": text}) from None
    return _text_for("website")(address)


def _choice(choices: type[Any]) -> Callable[[str], str]:
    def read(text: str) -> str:
        found = _words(choices).get(folded(text))
        if found is None:
            known = ", ".join(str(label) for label in choices.labels)
            raise CellProblem(
                _("“%(text)s” is not known here. Choose from: %(known)s.") % {"text": text, "known": known}
            )
        return found

    return read


@cache
def _words(choices: type[Any]) -> dict[str, str]:
    """Every word for each choice: how we store it, and what it is called in both languages."""
    words = {folded(value): value for value in choices.values}
    for language in ("nl", "en"):
        with translation.override(language):
            words.update({folded(str(label)): value for value, label in choices.choices})
    return words


READERS: dict[str, Callable[[str], Any]] = {
    "kind": _choice(OrganisationKind),
    "branch": _choice(Branch),
    "size_class": _choice(SizeClass),
    "kvk_number": _kvk_number,
    "branch_number": _branch_number,
    "postcode": _postcode,
    "sbi_code": _sbi_code,
    "sbi_version": _sbi_version,
    "jobs": _jobs,
    "latitude": _degrees(90),
    "longitude": _degrees(180),
    "email": _email,
    "website": _website,
}
