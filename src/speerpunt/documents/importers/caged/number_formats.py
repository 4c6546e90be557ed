"""A number as a spreadsheet shows it in this country: 1.234,50, 12,5%, 26-11-2026."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

# What has a number instead of a code of its own in the file (ECMA-376, 18.8.30), dates in the Dutch way.
BUILT_IN = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00",
    "14": "d-m-yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy", "18": "h:mm", "19": "h:mm:ss",
    "20": "h:mm", "21": "h:mm:ss", "22": "d-m-yyyy h:mm", "37": "#,##0", "38": "#,##0", "39": "#,##0.00",
    "40": "#,##0.00", "45": "mm:ss", "46": "[h]:mm:ss", "47": "mm:ss", "48": "##0.0E+0", "49": "@",
}  # fmt: skip
MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
LONG_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
WORDS = {"m": (MONTHS, LONG_MONTHS), "d": (DAYS, LONG_DAYS)}
LONGEST_CODE = 200
MOST_DECIMALS = 20

CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
ASIDE = re.compile(r'\[(?!h|m|s)[^\]]*\]|_.|\*.|\\(.)|"([^"]*)"', re.IGNORECASE)
DATE_SIGNS = re.compile(r"\[(?:h+|m+|s+)\]|y+|m+|d+|h+|s+|am/pm|a/p|e+", re.IGNORECASE)
DIGITS = re.compile(r"[0#?](?:[0#?,. ]*[0#?,.])?")


def shown_number(value: float, code: str, *, counts_from_1904: bool = False) -> str:
    section, is_negative_section = _section(code[:LONGEST_CODE], value)
    bare = ASIDE.sub("", CURRENCY.sub("", section))
    if not bare.strip():
        return _around_digits(section)[0].strip() or _plain(value)
    if bare.strip().lower() in {"general", "standaard", "@"}:
        return _plain(value)
    if re.search(r"[ymdhs]", bare, re.IGNORECASE) and not DIGITS.search(
        bare.replace("s.0", "").replace("0", "")
    ):
        return _moment(value, bare, counts_from_1904=counts_from_1904)
    return _quantity(abs(value) if is_negative_section else value, section)


def _section(code: str, value: float) -> tuple[str, bool]:
    """Codes for what is above zero, below zero and zero are set apart by semicolons."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _plain(value: float) -> str:
    text = f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    return text.replace(".", ",")


def _quantity(value: float, section: str) -> str:
    before, digits, after = _around_digits(section)
    if not digits:
        return before or _plain(value)
    if "E+" in section.upper() or "/" in section:
        return _plain(value)
    whole, _, fraction = digits.partition(".")
    number = Decimal(repr(value))
    if "%" in before + after:
        number *= 100
    number /= 1000 ** (len(digits) - len(digits.rstrip(", ")) if digits.endswith(",") else 0)
    decimals = min(sum(fraction.count(sign) for sign in "0#?"), MOST_DECIMALS)
    text = f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,.{decimals}f}"
    if decimals and fraction.count("0") < decimals:
        text = _without_zeros(text, fraction.count("0"))
    if "," not in whole.rstrip(", "):
        text = text.replace(",", "")
    shown = text.translate(str.maketrans(",.", ".,"))
    sign, shown = ("-", shown[1:]) if shown.startswith("-") else ("", shown)
    return f"{sign}{before}{_padded(shown, whole)}{after}".strip()


def _around_digits(section: str) -> tuple[str, str, str]:
    """The words before the number, the code of the number, the words after it."""
    text = CURRENCY.sub(lambda found: f'"{found[1]}"', section)
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[1] or found[2] or (" " if found[0].startswith("_") else ""))
        return "\x01"

    bare = ASIDE.sub(keep, text)
    found = DIGITS.search(bare)
    start, end = found.span() if found else (len(bare), len(bare))
    words = iter(kept)
    before = re.sub("\x01", lambda _found: next(words), bare[:start])
    after = re.sub("\x01", lambda _found: next(words), bare[end:])
    return before, found[0] if found else "", after


def _without_zeros(text: str, fewest: int) -> str:
    whole, _, fraction = text.partition(".")
    kept = fraction[:fewest] + fraction[fewest:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole


def _padded(shown: str, whole: str) -> str:
    """0000 AB, and other numbers with zeros before them."""
    fewest = min(whole.count("0"), MOST_DECIMALS)
    return shown if "," in whole else shown.rjust(len(shown) + fewest - len(shown.partition(",")[0]), "0")


def _moment(value: float, code: str, *, counts_from_1904: bool) -> str:
    first = datetime(1904, 1, 1) if counts_from_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet has no zone
    if value < 0:
        return _plain(value)
    # The spreadsheet believes that 1900 was a leap year.
    days = value + 1 if not counts_from_1904 and value < 60 else value
    moment = first + timedelta(seconds=round(days * 86_400))
    elapsed = round(value * 86_400)
    previous = ""
    out, place = [], 0
    for found in DATE_SIGNS.finditer(code):
        out.append(code[place : found.start()])
        sign = found[0].lower()
        is_minutes = sign in {"m", "mm"} and (
            previous.strip("[]").startswith("h") or re.match(r"[:.]s", code[found.end() :], re.IGNORECASE)
        )
        out.append(_piece(moment, elapsed, sign, is_minutes=bool(is_minutes)))
        previous, place = sign, found.end()
    return "".join([*out, code[place:]]).strip()


def _piece(moment: datetime, elapsed: int, sign: str, *, is_minutes: bool) -> str:
    if sign.startswith("["):
        return str(elapsed // {"h": 3600, "m": 60, "s": 1}[sign[1]])
    kind, width = ("minutes" if is_minutes else sign[0]), len(sign)
    if kind in WORDS and width > 2:
        place = moment.month - 1 if kind == "m" else moment.weekday()
        return WORDS[kind][width > 3][place]
    if kind in {"y", "e"}:
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    numbers = {
        "minutes": moment.minute,
        "m": moment.month,
        "d": moment.day,
        "h": moment.hour,
        "s": moment.second,
    }
    return str(numbers[kind]).rjust(width, "0") if kind in numbers else ""
