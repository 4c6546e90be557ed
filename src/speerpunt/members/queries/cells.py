"""Cells that only the register has: numbers of the Trade Register, postcodes, ways to reach somebody.

A number that lost its leading zeros is refused, because a wrong number would be somebody else's.
"""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from speerpunt.core.cells import Cell, CellProblem, text
from speerpunt.core.texts import folded

from ..enums import SbiVersion

SEPARATORS = re.compile(r"[\s.\u00a0-]+")
POSTCODE = re.compile(r"^[1-9]\d{3}[A-Z]{2}$")
SCIENTIFIC = re.compile(r"^\d+([.,]\d+)?[eE][+]?\d+$")


def digits(length: int) -> Cell:
    return Cell(lambda cell: _digits(cell, length))


def _digits(cell: str, length: int) -> str:
    found = SEPARATORS.sub("", cell)
    if SCIENTIFIC.match(cell):
        raise CellProblem(
            _(
                "A spreadsheet made “%(text)s” of it. Set the column to text and fill in the %(length)d digits."
            )
            % {"text": cell, "length": length}
        )
    if not (found.isascii() and found.isdecimal()):
        raise CellProblem(
            _("“%(text)s” is not a number of %(length)d digits.") % {"text": cell, "length": length}
        )
    if len(found) < length:
        raise CellProblem(
            _(
                "“%(text)s” has %(count)d digits, not %(length)d. Perhaps a spreadsheet dropped the zeros in"
                " front: set the column to text and write them."
            )
            % {"text": cell, "count": len(found), "length": length}
        )
    if len(found) > length:
        raise CellProblem(
            _("“%(text)s” has %(count)d digits, not %(length)d.")
            % {"text": cell, "count": len(found), "length": length}
        )
    return found


def postcode() -> Cell:
    def read(cell: str) -> str:
        found = "".join(cell.split()).upper()
        if not POSTCODE.match(found):
            raise CellProblem(
                _("“%(text)s” is not a postcode. It is four digits and two letters.") % {"text": cell}
            )
        return found

    return Cell(read)


def sbi_code() -> Cell:
    def read(cell: str) -> str:
        code = SEPARATORS.sub("", cell)
        if not (code.isascii() and code.isdecimal() and 2 <= len(code) <= 6):
            raise CellProblem(_("“%(text)s” is not an SBI code. It is two to six digits.") % {"text": cell})
        return code

    return Cell(read)


def sbi_version() -> Cell:
    def read(cell: str) -> str:
        year = folded(cell).removeprefix("sbi").strip()
        if year not in SbiVersion.values:
            raise CellProblem(
                _("“%(text)s” is not an edition of the SBI. Write 2008 or 2025.") % {"text": cell}
            )
        return year

    return Cell(read, lambda value: str(SbiVersion(value).label) if value else "")


def email(most: int) -> Cell:
    def read(cell: str) -> str:
        try:
            EmailValidator()(cell)
        except ValidationError:
            raise CellProblem(_("“%(text)s” is not an email address.") % {"text": cell}) from None
        return str(text(most).read(cell))

    return Cell(read)


def website(most: int) -> Cell:
    def read(cell: str) -> str:
        found = cell if "://" in cell else f"https://{cell}"
        try:
            URLValidator(schemes=["http", "https"])(found)
        except ValidationError:
            raise CellProblem(_("“%(text)s” is not a web address.") % {"text": cell}) from None
        return str(text(most).read(found))

    return Cell(read)
