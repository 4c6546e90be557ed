"""Lines that a page layout broke become whole again; each block keeps the lines it was made of."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ..lines import Line, Role
from .blocks import ASIDE, FORM_OF_ROLE, Block, Form
from .numbering import SECTION_SIGN, parse_label, parse_number, split_bullet
from .wording import (
    OPEN_WORDS,
    SOFT_HYPHEN,
    clean,
    is_capitals,
    joined,
    last_word,
    vocabulary,
    without_soft_hyphens,
    words_of,
)

CAPTION = re.compile(
    r"(?:foto(?:grafie)?|beeld|illustratie|bron|photo|image|source|credits?)\s*(?:\d+\s*)?[:©]"
    r"|(?:afbeelding|afb\.|figuur|fig\.|tabel|grafiek|kaart|figure|table|chart)\s+\d+",
    re.IGNORECASE,
)
PICTURE_ONLY = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*$")
CONTACT = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\S+$", re.IGNORECASE)
LEADERS = ("....", "……", "____", "	", "    ", ". . .")  # between a title and its page number
HASHES = re.compile(r"#{1,6}\s+|\s+#{1,6}$")
RUN_IN = re.compile(r"[A-Z][^\W\d_]{2,20}(?: [^\W\d_]+)?: \S")
SENTENCE_ENDS = (".", ":", "?", "!")
FEW_WORDS = 6
NARROW = 40  # characters: too few to say that a page broke the line
WIDE = 55
LONGEST_CONTACT = 120
FARTHEST_BACK = 40
SHORT = 90
SENTENCE_WORDS = 6


def gather(lines: Sequence[Line], contents: dict[int, int] | None = None) -> list[Block]:
    """Blocks in order. `contents` says of lines (by index) to which entry of the contents list they belong."""
    return _Gathering(lines, contents or {}).blocks_of(lines)


class _Gathering:
    def __init__(self, lines: Sequence[Line], contents: dict[int, int]) -> None:
        self.known = vocabulary(line.text for line in lines)
        self.pairs = frozenset(pair for line in lines for pair in pairwise(words_of(line.text)))
        self.contents = contents
        self.blocks: list[Block] = []

    def blocks_of(self, lines: Sequence[Line]) -> list[Block]:
        for index, line in enumerate(lines):
            if index in self.contents:
                self._add_contents(line, self.contents[index])
            else:
                self._add(line)
        for block in self.blocks:
            block.text = without_soft_hyphens(" ".join(block.parts)).strip() or block.first.text.strip()
        return merge_lone_numbers(self.blocks)

    def _add_contents(self, line: Line, entry: int) -> None:
        last = self.blocks[-1] if self.blocks else None
        if last and last.form is Form.CONTENTS and last.entry == entry:
            self._extend(last, line, clean(line.text))
        else:
            text = " ".join(clean(cell) for cell in line.cells) or clean(split_bullet(line.text)[1])
            self.blocks.append(Block([line], "", Form.CONTENTS, entry=entry, parts=[text]))

    def _add(self, line: Line) -> None:
        bullet, text = _opening(line)
        block = self._continued(line, bullet, text)
        if block:
            self._extend(block, line, "" if line.role is Role.RULE else text)
        else:
            self.blocks.append(_new_block(line, bullet, text))

    def _extend(self, block: Block, line: Line, text: str) -> None:
        block.lines.append(line)
        last = block.parts[-1]
        if text and last[-1:] in {"-", "\u2010", SOFT_HYPHEN, "/"}:
            block.parts[-1] = joined(last, text, self.known)
        elif text:
            block.parts.append(text)

    def _continued(self, line: Line, bullet: str, text: str) -> Block | None:
        """The block that this line goes on with, when it does."""
        if not self.blocks or line.role in {Role.RUNNING, Role.ROW, Role.CAPTION}:
            return None
        last = self.blocks[-1]
        if line.role is Role.RULE:
            return None if line.gap or last.form in {Form.CONTENTS, Form.RUNNING} else last
        if _starts_anew(line, text):
            return None
        if not line.gap and last.form is not Form.RUNNING:
            return last if _goes_on_directly(last, line, bullet, text, self.pairs) else None
        return None if bullet or parse_number(text) else self._continued_after_space(line, text)

    def _continued_after_space(self, line: Line, text: str) -> Block | None:
        recent = self.blocks[-FARTHEST_BACK:]
        before = next((block for block in reversed(recent) if block.form not in ASIDE), None)
        if before is None:
            return None
        if before.form in {Form.TEXT, Form.ITEM} and _goes_on_after_space(before, line, text):
            return before
        return self._interrupted(text) if line.role is Role.BODY else None

    def _interrupted(self, text: str) -> Block | None:
        """A sentence that an inset with short texts breaks in two."""
        if not _starts_small(text):
            return None
        for back, block in enumerate(self.blocks[: -FARTHEST_BACK - 1 : -1]):
            if block.form in {Form.TEXT, Form.ITEM} and _breaks_off(block):
                for inset in self.blocks[len(self.blocks) - back :]:
                    inset.is_inset = True
                return block
            if block.level is not None or len(" ".join(block.parts)) > SHORT:
                return None
        return None


def _opening(line: Line) -> tuple[str, str]:
    """The bullet of a line, typed or drawn by a list style, and its clean text, with a drawn number put before it."""
    bare = HASHES.sub("", line.text.strip()) if line.heading_level is not None else line.text
    if line.role is Role.ROW:
        return "", " | ".join(filter(None, (clean(cell) for cell in line.cells))) or clean(line.text)
    if line.marker:
        numbered = parse_number(f"{line.marker} Naam") is not None
        return (
            ("", f"{line.marker} {clean(bare)}") if numbered else (line.marker, clean(split_bullet(bare)[1]))
        )
    if line.role is Role.RULE or line.heading_level is not None:
        return "", clean(bare)
    bullet, rest = split_bullet(bare)
    return bullet, clean(rest)


def _new_block(line: Line, bullet: str, text: str) -> Block:
    form = FORM_OF_ROLE.get(line.role, Form.ITEM if bullet else Form.TEXT)
    if form is Form.TEXT and (CAPTION.match(text) or PICTURE_ONLY.match(line.text)):
        form = Form.CAPTION
    number = parse_number(text) if form in {Form.TEXT, Form.ITEM} else None
    return Block([line], text, form, bullet, number, depth=line.list_level, parts=[text])


def _starts_anew(line: Line, text: str) -> bool:
    return bool(
        (line.heading_level is not None and line.gap)
        or line.text.lstrip().startswith("#")
        or line.contents_level is not None
        or CAPTION.match(text)
        or _is_contact(text)
        or _ends_in_page(line.text)
        or PICTURE_ONLY.match(line.text)
    )


def _goes_on_directly(
    block: Block, line: Line, bullet: str, text: str, pairs: frozenset[tuple[str, str]]
) -> bool:
    """Whether a line without white space before it belongs to the block above."""
    last = block.lines[-1]
    if _is_closed(block, last) or last.role is not line.role:
        return False
    is_tight = not _fits(last, text) and not _is_list_of_names(block, last, text, pairs)
    if bullet or parse_number(text):
        return _is_sentence_sign(block, line, bullet, text, is_tight=is_tight)
    if last.heading_level is not None or line.heading_level is not None:
        return last.heading_level == line.heading_level and bool(last.size)
    if (
        _starts_run_in(block, line, text)
        or _is_other_type(block, last, line, text)
        or _is_under_title(block, last, text)
        or _is_label_behind_sentence(block, line, text)
    ):
        return False
    return is_tight or _wants_more(block, line, text)


def _is_closed(block: Block, last: Line) -> bool:
    is_whole = block.form in {Form.ROW, Form.CONTENTS, Form.RULE} or last.role is Role.RULE
    return is_whole or _ends_in_page(last.text) or _is_contact(block.parts[-1])


def _ends_in_page(text: str) -> bool:
    """A line of a contents list: a title, a leader, a page number."""
    bare = text.rstrip()
    head = bare.rstrip("0123456789")
    return 0 < len(bare) - len(head) <= 3 and (head.endswith(LEADERS) or head.rstrip(" ").endswith(LEADERS))


def _is_contact(text: str) -> bool:
    return len(text) <= LONGEST_CONTACT and bool(CONTACT.match(text))


def _starts_run_in(block: Block, line: Line, text: str) -> bool:
    """ "Resultaat: ..." under an entry, not set in."""
    return bool(RUN_IN.match(text)) and line.indent <= block.indent and not _breaks_off(block)


def _is_under_title(block: Block, last: Line, text: str) -> bool:
    """In plain text: what stands right under a short line that can only be a title."""
    above = block.parts[-1]
    if last.size or len(block.lines) > 1 or len(above) > SHORT or _starts_small(text) or _breaks_off(block):
        return False
    is_numbered = block.number is not None and (block.number.is_decimal or block.number.style == SECTION_SIGN)
    if is_numbered or parse_label(above) is not None:
        return True
    is_narrow = len(last.text) < NARROW and block.form is Form.TEXT
    return is_narrow and (above.endswith(SENTENCE_ENDS) or (text.endswith(".") and " " in text))


def _is_label_behind_sentence(block: Block, line: Line, text: str) -> bool:
    """A few words without an end sign, behind a whole sentence: prose would have gone on, or ended."""
    is_ended = block.parts[-1].endswith((".", "!", "?")) and not _starts_small(text)
    is_short = len(text.split()) <= FEW_WORDS and not text.endswith((".", ",", ";", "!", "?"))
    return is_ended and is_short and (line.room is None or line.room > len(line.text.strip()))


def _is_list_of_names(block: Block, last: Line, text: str, pairs: frozenset[tuple[str, str]]) -> bool:
    """In plain text: short lines under each other, unless the document says elsewhere that two of them belong together."""
    if last.size or last.room is None or block.form is not Form.TEXT or _starts_small(text):
        return False
    across = (words_of(block.parts[-1])[-1:], words_of(text)[:1])
    together = all(across) and (across[0][0], across[1][0]) in pairs
    return len(last.text.strip()) + last.room < NARROW and not together


def _wants_more(block: Block, line: Line, text: str) -> bool:
    if _starts_small(text) or block.parts[-1][-1:] in {"-", ",", "/", SOFT_HYPHEN}:
        return True
    if block.form is Form.ITEM:
        hangs = line.indent > block.indent + 0.9
        is_lead = len(block.lines) == 1 and (block.is_bold or _is_bold_lead(block))
        return hangs or is_lead or block.parts[-1].endswith(":")
    return last_word(block.parts[-1]) in OPEN_WORDS


def _is_bold_lead(block: Block) -> bool:
    bare = split_bullet(block.first.text)[1].strip()
    return bare.startswith("**") and bare.endswith(("**", "**:", "**.")) and bare.count("**") == 2


def _is_other_type(block: Block, last: Line, line: Line, text: str) -> bool:
    """Another size, weight or case: another block, unless a bold lead-in opens an entry of a list."""
    if last.size and line.size and abs(last.size - line.size) > 0.08 * max(last.size, line.size):
        return True
    if block.form is Form.ITEM:
        return False
    if last.bold != line.bold:
        return last.bold or not _starts_small(text)
    return is_capitals(block.parts[-1]) and not is_capitals(text) and any(sign.islower() for sign in text)


def _is_sentence_sign(block: Block, line: Line, bullet: str, text: str, *, is_tight: bool) -> bool:
    """A dash or number at the start of a line can be part of the sentence that runs on from the line above."""
    ended = block.parts[-1].endswith((";", *SENTENCE_ENDS))
    last_line = block.lines[-1].text
    if line.marker or not is_tight or ended or _length_in_words(block) < SENTENCE_WORDS:
        return False
    if bullet:
        is_long = len(last_line) >= WIDE and block.form is Form.TEXT
        return is_long and text[:1].islower() and (bullet in "–—" or (bullet == "-" and _breaks_off(block)))
    number = parse_number(text)
    same = block.number is not None and number is not None and block.number.style == number.style
    return not same and last_word(block.parts[-1]) in OPEN_WORDS


def _fits(last: Line, text: str) -> bool:
    """Whether the first word of the text would have fitted behind the last line: then the break was meant."""
    if last.room is None:
        return True
    slack = 1.0 if last.size else 0.0
    return len(text.split(" ", 1)[0]) + 1 + slack <= last.room


def _starts_small(text: str) -> bool:
    return text.lstrip("(\"'‘“")[:1].islower()


def _goes_on_after_space(block: Block, line: Line, text: str) -> bool:
    last = block.lines[-1]
    if (
        block.level is not None
        or line.heading_level is not None
        or (last.size and abs(last.size - line.size) > 0.6)
    ):
        return False
    if _starts_small(text):
        return _breaks_off(block) or (_is_unfinished(block) and (last.room is None or not _fits(last, text)))
    moved = (last.page, last.column) != (line.page, line.column)
    is_full = last.room is not None and not _fits(last, text) and bool(last.size)
    return moved and is_full and _is_unfinished(block) and last.bold == line.bold


def _is_unfinished(block: Block) -> bool:
    """A sentence of some length that does not end."""
    end = block.parts[-1][-1:]
    return (end.isalnum() or end in "-,–/&" + SOFT_HYPHEN) and _length_in_words(block) >= SENTENCE_WORDS


def _breaks_off(block: Block) -> bool:
    """The last word or sign cannot be the end of a sentence."""
    end = block.parts[-1]
    if end[-1:] in {",", SOFT_HYPHEN} or (end[-1:] == "-" and end[-2:-1].isalpha()):
        return _length_in_words(block) > 1
    return last_word(end) in OPEN_WORDS and _length_in_words(block) >= 2


def _length_in_words(block: Block) -> int:
    return sum(len(words_of(part)) for part in block.parts[-SENTENCE_WORDS:])


def merge_lone_numbers(blocks: list[Block]) -> list[Block]:
    """A number that a designer set on a line of its own belongs to the title under it."""
    merged: list[Block] = []
    for block in blocks:
        above = merged[-1] if merged else None
        if above and _is_lone_number(above) and _may_be_title(block, above):
            above.lines += block.lines
            above.text = f"{above.text} {block.text}"
            above.number = parse_number(above.text) or above.number
        else:
            merged.append(block)
    return merged


def _is_lone_number(block: Block) -> bool:
    number = block.number
    return (
        block.form is Form.TEXT
        and number is not None
        and number.length >= len(block.text)
        and len(block.text) <= 8
    )


def _may_be_title(block: Block, above: Block) -> bool:
    return (
        block.form is Form.TEXT
        and block.number is None
        and len(block.text) <= 2 * SHORT
        and not block.text.endswith((".", ";", ","))
        and block.text.lstrip("\"'‘“(")[:1].isupper()
        and (above.size == 0.0 or block.size >= 0.5 * above.size)
    )
