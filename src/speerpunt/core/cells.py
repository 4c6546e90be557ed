"""One cell of a spreadsheet, both ways: text becomes a value, or a sentence that says why not; a value becomes text.

Nothing is guessed. A number or a day that can be read in two ways is refused, because half of the time the guess
would be wrong and nobody would see it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from .texts import FORBIDDEN, folded, with_plain_lines

# The quotation mark that an export puts before what a spreadsheet would calculate.
GUARDED = re.compile(r"^'(?='*[=+\-@\t\r])")
SEPARATOR = " | "
LONGEST_SHOWN = 60

SPACES = re.compile(r"[\s\u00a0\u202f]+")
PLAIN_NUMBER = re.compile(r"^[+-]?\d{1,15}(?:[.,]\d{1,30})?$", re.ASCII)
IN_DUTCH = re.compile(r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,30})?$", re.ASCII)
IN_ENGLISH = re.compile(r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d{1,30})?$", re.ASCII)
# 1.234 is a thousand and more to the one, one and a bit to the other.
TWO_WAYS = re.compile(r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$", re.ASCII)
WHOLE = re.compile(r"^(\d{1,9}|\d{1,3}([. ,\u00a0]\d{3}){1,2})$", re.ASCII)
EUROS = re.compile(
    r"^(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,(?P<cents>\d{1,2})|\.(?P<point_cents>\d{2}))?$"
    r"|^(?P<english>\d{1,3}(?:,\d{3})+)(?:\.(?P<english_cents>\d{2}))?$",
    re.ASCII,
)
EUROS_WITH_POINT = re.compile(r"^\d{1,12}\.\d$", re.ASCII)
# A figure of a city is never larger; a drawing could not hold it.
LARGEST = 1e12

ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$", re.ASCII)
DUTCH_DAY = re.compile(r"^(\d{1,2})([-./ ])(\d{1,2})\2(\d{4})$", re.ASCII)
DAY_IN_WORDS = re.compile(r"^(\d{1,2})[ .-]+([a-z]{3,9})\.?[ .-]+(\d{4})$", re.ASCII)
SERIAL_DAY = re.compile(r"^\d{5}$", re.ASCII)
SERIAL_ZERO = date(1899, 12, 30)
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0"})


class CellProblem(ValueError):
    """Why a cell cannot come in; the message is for the person at the screen."""


class Percentage(float):
    """A number that was written with a percent sign; the value is what stood before it."""


@dataclass(frozen=True)
class Cell:
    """How one column is read and written. `said` is how a value stands in a preview."""

    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    said: Callable[[Any], str] | None = None

    def value_of(self, cell: str) -> Any:
        """The value of a filled cell."""
        text = (unguarded(cell) if cell.startswith("'") else cell).strip()
        if FORBIDDEN.search(text):
            raise CellProblem(_("There is a sign in it that cannot be shown. Type the text again."))
        return self.read(with_plain_lines(text) if "\r" in text else text)

    def text_of(self, value: Any) -> str:
        return "" if value is None else self.write(value)

    def say(self, value: Any) -> str:
        return "" if value is None else (self.said or self.write)(value)


def unguarded(cell: str) -> str:
    """Without the quotation mark that an export puts before what a spreadsheet would calculate."""
    return GUARDED.sub("", cell)


def shown(text: str) -> str:
    """In a sentence about it."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def text(most: int | None = None) -> Cell:
    def read(cell: str) -> str:
        if most is not None and len(cell) > most:
            raise CellProblem(
                _("It has %(count)d signs; at most %(most)d fit.") % {"count": len(cell), "most": most}
            )
        return cell

    return Cell(read)


def whole(most: int, problem: Any) -> Cell:
    """A whole number that is not negative. `problem` is what to say of another, with `%(text)s` in it."""

    def read(cell: str) -> int:
        number = int(re.sub(r"\D", "", cell)) if WHOLE.match(cell) else most + 1
        if number > most:
            raise CellProblem(str(problem) % {"text": shown(cell)})
        return number

    return Cell(read)


def number() -> Cell:
    return Cell(_number, decimal_text)


def _number(cell: str) -> float:
    """In Dutch or English notation."""
    written = SPACES.sub("", cell.replace("−", "-"))
    digits = written.removesuffix("%")
    if TWO_WAYS.match(digits):
        raise CellProblem(
            _("“%(text)s” can be read in two ways. Write %(many)s or %(few)s.")
            % {
                "text": shown(cell),
                "many": re.sub(r"[.,]", "", digits),
                "few": re.sub(r"[.,]", ",", digits) + "0",
            }
        )
    if PLAIN_NUMBER.match(digits):
        digits = digits.replace(",", ".")
    elif IN_DUTCH.match(digits):
        digits = digits.replace(".", "").replace(",", ".")
    elif IN_ENGLISH.match(digits):
        digits = digits.replace(",", "")
    else:
        raise CellProblem(_("“%(text)s” is not a number, as in 1250 or 12,5.") % {"text": shown(cell)})
    value = float(digits)
    if abs(value) > LARGEST:
        raise CellProblem(_("“%(text)s” is too large. Choose a larger unit.") % {"text": shown(cell)})
    return Percentage(value) if written.endswith("%") else value


def decimal_text(value: float) -> str:
    """With a comma, and never with three decimals, which would look like thousands."""
    if float(value).is_integer():
        return str(int(value))
    written = format(Decimal(repr(float(value))), "f").replace(".", ",")
    return f"{written}0" if TWO_WAYS.match(written) else written


def degrees(most: int) -> Cell:
    pattern = re.compile(r"^-?\d{1,3}([.,]\d+)?$", re.ASCII)

    def read(cell: str) -> float:
        if not pattern.match(cell):
            raise CellProblem(_("“%(text)s” is not a number of degrees, as in 52.1601.") % {"text": cell})
        value = float(cell.replace(",", "."))
        if abs(value) > most:
            raise CellProblem(
                _("“%(text)s” is outside −%(most)d to %(most)d.") % {"text": cell, "most": most}
            )
        return value

    return Cell(read)


def euros() -> Cell:
    """An amount as people write it (`12.500`, `€ 12500,50`), kept in cents."""
    return Cell(cents_of, euros_text, said=lambda cents: f"€ {grouped_euros(cents)}")


def cents_of(written: str) -> int:
    amount = re.sub(r"[€\s\u00a0\u202f]|EUR", "", written).removesuffix(",-")
    if EUROS_WITH_POINT.match(amount):
        amount += "0"
    found = EUROS.match(amount)
    if found is None:
        raise CellProblem(_("Write an amount in euros, such as 12.500 or 12.500,50."))
    euros_only = re.sub(r"\D", "", found["whole"] or found["english"])
    cents = found["cents"] or found["point_cents"] or found["english_cents"] or "0"
    return int(euros_only) * 100 + int(cents.ljust(2, "0"))


def euros_text(cents: int) -> str:
    whole_euros, rest = divmod(cents, 100)
    return f"{whole_euros},{rest:02}" if rest else str(whole_euros)


def grouped_euros(cents: int) -> str:
    whole_euros, rest = divmod(cents, 100)
    grouped = f"{whole_euros:,}".replace(",", ".")
    return f"{grouped},{rest:02}" if rest else grouped


def day() -> Cell:
    return Cell(_day, lambda value: value.isoformat(), said=lambda value: f"{value:%d-%m-%Y}")


def _day(cell: str) -> date:
    """As people here write it, as programs do, or as the number that a spreadsheet keeps."""
    found = _day_in_figures(cell) or _day_in_words(cell)
    if found is None:
        raise CellProblem(
            _("“%(text)s” is not a day. Write it as 31-12-2026 or 2026-12-31.") % {"text": shown(cell)}
        )
    if not FIRST_DAY <= found <= LAST_DAY:
        raise CellProblem(_("This year cannot be right. Choose one from 1900 to 2199."))
    return found


def _day_in_figures(cell: str) -> date | None:
    if SERIAL_DAY.match(cell):
        return SERIAL_ZERO + timedelta(days=int(cell))
    iso = ISO_DAY.match(cell)
    if iso:
        return _sound_day(cell, int(iso[1]), int(iso[2]), int(iso[3]))
    dutch = DUTCH_DAY.match(cell)
    if dutch is None:
        return None
    first, second, year = int(dutch[1]), int(dutch[3]), int(dutch[4])
    if dutch[2] == "/" and first != second and first <= 12 and second <= 12:
        raise CellProblem(
            _("“%(text)s” can be read in two ways. Write the day as %(day)s.")
            % {"text": cell, "day": f"{year}-{second:02}-{first:02}"}
        )
    if dutch[2] == "/" and second > 12:
        first, second = second, first
    return _sound_day(cell, year, second, first)


def _day_in_words(cell: str) -> date | None:
    found = DAY_IN_WORDS.match(folded(cell))
    month = MONTH_OF.get(found[2]) if found else None
    return _sound_day(cell, int(found[3]), month, int(found[1])) if found and month else None


def _sound_day(cell: str, year: int, month: int, number_of_day: int) -> date:
    try:
        return date(year, month, number_of_day)
    except ValueError:
        raise CellProblem(_("“%(text)s” is a day that does not exist.") % {"text": shown(cell)}) from None


def yes_no() -> Cell:
    def read(cell: str) -> bool:
        word = folded(cell)
        if word not in YES | NO:
            raise CellProblem(_("“%(text)s” is neither yes nor no.") % {"text": shown(cell)})
        return word in YES

    return Cell(read, lambda value: _("yes") if value else _("no"))


def choice(choices: type[Any]) -> Cell:
    return Cell(lambda cell: _chosen(choices, cell), lambda value: _label(choices, value))


def several_choices(choices: type[Any]) -> Cell:
    """With bars between them, in the order of the choices."""

    def read(cell: str) -> tuple[str, ...]:
        found = {_chosen(choices, name) for name in split_names(cell)}
        return tuple(value for value in choices.values if value in found)

    def write(values: Iterable[str]) -> str:
        return joined_names(_label(choices, value) for value in values)

    return Cell(read, write, said=lambda values: ", ".join(_label(choices, value) for value in values))


def _chosen(choices: type[Any], cell: str) -> str:
    found = _words(choices).get(folded(cell))
    if found is None:
        known = ", ".join(str(label) for label in choices.labels)
        raise CellProblem(
            _("“%(text)s” is not known here. Choose from: %(known)s.") % {"text": shown(cell), "known": known}
        )
    return found


def _label(choices: type[Any], value: str) -> str:
    return str(dict(choices.choices).get(value, value))


@cache
def _words(choices: type[Any]) -> dict[str, str]:
    """Every word for each choice: how we store it, and what it is called in both languages."""
    words = {folded(value): value for value in choices.values}
    for language in ("nl", "en"):
        with translation.override(language):
            words.update({folded(str(label)): value for value, label in choices.choices})
    return words


def names() -> Cell:
    return Cell(split_names, joined_names, said=lambda values: ", ".join(str(value) for value in values))


def joined_names(values: Iterable[Any]) -> str:
    """Names in one cell. A bar within a name is written with a backslash."""
    return SEPARATOR.join(str(value).replace("\\", "\\\\").replace("|", "\\|") for value in values)


def split_names(cell: str) -> tuple[str, ...]:
    found, current, signs = [], "", iter(cell)
    for sign in signs:
        if sign == "\\":
            current += next(signs, "")
        elif sign == "|":
            found.append(current)
            current = ""
        else:
            current += sign
    return tuple(name.strip() for name in [*found, current] if name.strip())
