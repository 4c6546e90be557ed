"""Bullets and numbers with which a line begins."""

import re
from dataclasses import dataclass

SIGNS = "•●○◦▪■□▫‣⁃➢➤►▶→⇒✓✔☐☑❖♦◆∙·"
LOST_SIGNS = {"ü": "✓", "Ø": "➢", "§": "▪"}  # under which the signs of Wingdings survive in other programs
BULLET = re.compile(
    rf"\s*(?:([{SIGNS}\uf000-\uf0ff])\s*|([-–—*+o>»¢üØ\u2212\u2012]|§(?!\s*\d))\s+)(?:\[[ xX]\]\s+)?(?=\S)"
)
DECIMAL = re.compile(r"(?:§\s*)?(\d{1,2}(?:\.\d{1,2}){1,5})(?:[.:)]?(?:\s+|$))")
DIGITS = re.compile(r"(\(?)(\d{1,2})([.):]|°|\s*[–-](?=\s))(?:\s+|$)")
BARE_DIGITS = re.compile(r"(\d{1,2})(?:\s+(?=[\"'‘“(]?[^\W\d_])|$)")
SECTION = re.compile(r"§\s*(\d{1,2})\.?(?:\s+|$)")
SECTION_SIGN = "§1"
LETTER = re.compile(r"(\(?)([A-Za-z])([.)])(?:\s+|$)")
ROMAN = re.compile(r"(\(?)([IVX]{1,6}|[ivx]{1,6})([.):]|(?=\s+[A-Z\"'‘“]))(?:\s+|$)")
VALID_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})$", re.IGNORECASE)
LABEL = re.compile(
    r"((?:[^\W\d_][^\W\d_-]*\s+){1,3}?)(\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[A-Z])(?=[\s:.)–—-]|$)\s*(?:[:.)–—-]+(?:\s+|$))?"
)
CHAPTER_LABELS = {"deel": 0, "part": 0, "hoofdstuk": 1, "chapter": 1, "bijlage": 1, "appendix": 1, "annex": 1,
                  "paragraaf": 2, "section": 2, "artikel": 2, "article": 2}  # fmt: skip
LABEL_STARTS = ("in ", "op ", "van ", "tot ", "de ", "het ", "een ", "per ", "circa ", "ca ", "om ", "en ", "voor ",
                "vanaf ", "ruim ", "zie ", "top ", "the ", "at ", "on ", "by ", "ongeveer ", "met ", "na ", "pagina ",
                "page ", "foto ", "figuur ", "afbeelding ", "tabel ", "figure ", "table ")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number before a text: `values` counts, `style` is its look, `label` the words before it ("Hoofdstuk 2")."""

    style: str
    values: tuple[int, ...]
    length: int  # of the text that it takes
    label: str = ""
    other_value: int = 0  # when the same letter could count otherwise: "i" as a letter

    @property
    def is_decimal(self) -> bool:
        return len(self.values) > 1 and not self.label


def split_bullet(text: str) -> tuple[str, str]:
    """The bullet with which a text begins, and the rest."""
    found = BULLET.match(text)
    if not found:
        return "", text
    sign = found.group(1) or found.group(2)
    sign = "•" if "\uf000" <= sign <= "\uf0ff" else LOST_SIGNS.get(sign, sign)
    return sign, text[found.end() :]


def parse_number(text: str) -> Number | None:
    return _decimal(text) or _single(text) or _bare(text)


def _decimal(text: str) -> Number | None:
    found = DECIMAL.match(text)
    if not found:
        return None
    parts = found.group(1).split(".")
    if any(part.startswith("0") for part in parts):
        return None
    return Number("decimal", tuple(int(part) for part in parts), found.end())


def _single(text: str) -> Number | None:
    found = DIGITS.match(text)
    if found:
        return Number(f"{found.group(1)}1{found.group(3).strip()}", (int(found.group(2)),), found.end())
    found = SECTION.match(text)
    if found:
        return Number(SECTION_SIGN, (int(found.group(1)),), found.end())
    return _letters(text)


def _letters(text: str) -> Number | None:
    found = ROMAN.match(text)
    if found and VALID_ROMAN.match(found.group(2)):
        letters = found.group(2)
        case = "I" if letters.isupper() else "i"
        other = _letter_value(letters) if len(letters) == 1 else 0
        style = f"{found.group(1)}{case}{found.group(3)}"
        return Number(style, (roman_value(letters),), found.end(), other_value=other)
    found = LETTER.match(text)
    if found:
        case = "A" if found.group(2).isupper() else "a"
        return Number(
            f"{found.group(1)}{case}{found.group(3)}", (_letter_value(found.group(2)),), found.end()
        )
    return None


def _bare(text: str) -> Number | None:
    found = BARE_DIGITS.match(text)
    if not found:
        return None
    rest = text[found.end() :].lstrip("\"'‘“(")
    if rest and not rest[0].isupper():
        return None
    return Number("1", (int(found.group(1)),), found.end())


def parse_label(text: str) -> Number | None:
    """Words and a number that together name one of a series: "Hoofdstuk 2", "Project 3: Naam", "Thema B"."""
    found = LABEL.match(text)
    if not found:
        return None
    label = " ".join(found.group(1).casefold().split())
    if f"{label} ".startswith(LABEL_STARTS) or not text[0].isupper():
        return None
    value = found.group(2)
    if value[0].isdigit():
        values = tuple(int(part) for part in value.split("."))
    elif VALID_ROMAN.match(value) and (len(value) > 1 or value in "IVX"):
        values = (roman_value(value),)
    else:
        values = (_letter_value(value),)
    return Number("label", values, found.end(), label=label)


def roman_value(letters: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in letters.upper()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _letter_value(letter: str) -> int:
    return ord(letter.casefold()) - ord("a") + 1
