"""Which blocks are headings, and of what class. No word of any language decides here, only the build."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from .blocks import ASIDE, Block, Form, HeadingClass
from .contents import CONTENTS_TITLES
from .numbering import CHAPTER_LABELS
from .series import LONGEST_DECIMAL, Run, is_heading_run
from .wording import key

LONGEST_PLAIN = 100
MOST_PLAIN_WORDS = 14
MOST_TIGHT_WORDS = 5
LONGEST_STYLED = 200
LONGEST_COLON = 72
MOST_COLON_WORDS = 8
LARGER = 1.1  # than the type of the running text
LOW_CLASSES = {"colon", "label", "number"}  # that may stand right under a heading without number
SENTENCE_BREAK = re.compile(r"([^\W\d_]{3,})[.;] [A-ZÀ-Þ]")
ABBREVIATIONS = frozenset(
    ["incl", "excl", "resp", "evt", "bijv", "vgl", "art", "blz", "afd", "tel", "ing", "drs", "max", "min"]
)
COLUMNS = re.compile(r"\S(?:\t| {3,})\S")
LABEL_AND_VALUE = re.compile(r"[^\W\d_]+: \S")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Profile:
    """What distinguishes headings in this document."""

    body_size: float = 0.0
    has_levels: bool = False
    has_types: bool = False  # sizes or bold set headings apart
    linked: set[str] = field(default_factory=set)  # styles of single numbers that head decimals


def profile_of(blocks: Sequence[Block]) -> Profile:
    sizes: Counter[float] = Counter()
    for block in blocks:
        if block.form in {Form.TEXT, Form.ITEM}:
            sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    profile = Profile(body_size=body)
    profile.has_levels = sum(bool(block.level) for block in blocks) >= 2
    profile.has_types = sum(is_set_apart(block, profile) for block in blocks) >= 2
    return profile


def mark_headings(blocks: Sequence[Block], runs: Sequence[Run], profile: Profile) -> None:
    """Turn blocks into headings, from what is certain to what is only likely."""
    for block in blocks:
        if block.form in {Form.TEXT, Form.ITEM}:
            _mark_certain(block, profile)
    for run in runs:
        _mark_run(blocks, run, profile)
    _mark_drawn_entries(blocks)
    _mark_colons(blocks)
    if not (profile.has_levels or profile.has_types):
        _mark_plain(blocks)
    else:
        _mark_before_lists(blocks)
    _fold_names(blocks)


def _head(block: Block, heading_class: HeadingClass, certainty: float) -> None:
    block.form, block.heading_class, block.certainty = Form.HEADING, heading_class, certainty


def _mark_certain(block: Block, profile: Profile) -> None:
    for says in (_by_style, _by_contents, _by_number, _by_type):
        said = says(block, profile)
        if said:
            _head(block, *said)
            return


def _by_style(block: Block, profile: Profile) -> tuple[HeadingClass, float] | None:
    if block.level is None or len(block.text) > LONGEST_STYLED + 50:
        return None
    return _numbered_class(block, profile) or ("styled", block.level), 0.97


def _by_contents(block: Block, profile: Profile) -> tuple[HeadingClass, float] | None:
    if key(block.title) in CONTENTS_TITLES:
        return ("free", None), 0.9
    if block.entry is None or _is_entry(block, profile):
        return None
    return _numbered_class(block, profile) or ("contents", None), 0.95


def _by_number(block: Block, profile: Profile) -> tuple[HeadingClass, float] | None:
    number = block.number
    if number is None or _is_entry(block, profile) or len(block.text) > LONGEST_DECIMAL:
        return None
    if number.is_decimal:
        return ("decimal", len(number.values)), 0.9
    return (_label_class(block), 0.85) if number.label else None


def _by_type(block: Block, profile: Profile) -> tuple[HeadingClass, float] | None:
    if _is_entry(block, profile):
        return None
    if is_set_apart(block, profile):
        return _numbered_class(block, profile) or _typed_class(block), 0.9 if block.gap else 0.8
    is_plain = block.is_capitals and block.number is None and _may_be_plain(block)
    return (("capitals", None), 0.75) if is_plain else None


def _is_entry(block: Block, profile: Profile) -> bool:
    """A bullet, a line of a list, or a number that a list style draws and no type sets apart."""
    return (
        block.is_listed
        or bool(block.bullet)
        or (block.depth is not None and not is_set_apart(block, profile))
    )


def is_set_apart(block: Block, profile: Profile) -> bool:
    """Short, and in larger or bold type."""
    if block.form not in {Form.TEXT, Form.HEADING} or block.bullet or len(block.text) > LONGEST_STYLED:
        return False
    if not LETTER.search(block.text) or block.text.endswith((".", ",", ";")):
        return False
    if profile.body_size and block.size >= LARGER * profile.body_size:
        return True
    is_small = bool(profile.body_size) and block.size < 0.9 * profile.body_size
    return block.is_bold and not is_small and block.word_count <= MOST_PLAIN_WORDS


def _numbered_class(block: Block, profile: Profile) -> HeadingClass | None:
    number = block.number
    if number is None:
        return None
    if number.label:
        return _label_class(block)
    if number.is_decimal or number.style in profile.linked:
        return ("decimal", len(number.values))
    return ("number", number.style)


def _label_class(block: Block) -> HeadingClass:
    assert block.number
    depth = CHAPTER_LABELS.get(block.number.label, 0)
    return ("decimal", max(depth, len(block.number.values))) if depth else ("label", block.number.label)


def _typed_class(block: Block) -> HeadingClass:
    if block.text.endswith(":"):
        return ("colon", None)
    return ("capitals", None) if block.is_capitals else ("free", None)


def _mark_run(blocks: Sequence[Block], run: Run, profile: Profile) -> None:
    members = [blocks[index] for index in run.members]
    already = sum(block.form is Form.HEADING for block in members)
    linked = run.style in profile.linked and not _is_list_among_chapters(blocks, run, profile)
    if linked or 2 * already > len(members) or is_heading_run(blocks, run):
        for block in members:
            if block.form is Form.TEXT and block.depth is None and len(block.text) <= LONGEST_STYLED:
                _head(block, _numbered_class(block, profile) or ("free", None), 0.85 if linked else 0.7)
    for block in members:
        if block.form is Form.TEXT:
            block.form = Form.ITEM


def _is_list_among_chapters(blocks: Sequence[Block], run: Run, profile: Profile) -> bool:
    """Chapters are numbered "1." and so is this list: its entries follow right under each other, or have no type."""
    members = [blocks[index] for index in run.members]
    if run.style == "1" and not any(block.gap for block in members):
        return True
    is_dense = run.members[-1] - run.members[0] == len(members) - 1
    if len(members) > 1 and is_dense and not any(block.gap for block in members[1:]):
        return True
    others = (block for block in blocks if block.number and block.number.style == run.style)
    return not any(_is_shown(block, profile) for block in members) and any(
        _is_shown(block, profile) for block in others
    )


def _is_shown(block: Block, profile: Profile) -> bool:
    return block.level is not None or (profile.has_types and is_set_apart(block, profile))


def _mark_drawn_entries(blocks: Sequence[Block]) -> None:
    """What a list style numbers, and no type sets apart, is an entry of that list."""
    for block in blocks:
        if block.form is Form.TEXT and block.depth is not None:
            block.form = Form.ITEM


def _mark_colons(blocks: Sequence[Block]) -> None:
    """A few words that end in a colon before a list."""
    for block, after in _with_next(blocks):
        short = len(block.text) <= LONGEST_COLON and block.word_count <= MOST_COLON_WORDS
        if block.form is Form.TEXT and block.text.endswith(":") and short and after and _opens_list(after):
            _head(block, ("colon", None), 0.7)


def _opens_list(block: Block) -> bool:
    return block.form in {Form.ITEM, Form.ROW}


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the next that is not aside, but for those that are."""
    shown = [block for block in blocks if block.form not in ASIDE]
    yield from zip_longest(shown, shown[1:])


def _may_be_plain(block: Block, after: Block | None = None) -> bool:
    text = block.text
    if block.is_inset or block.form is not Form.TEXT or len(text) > LONGEST_PLAIN or len(block.lines) > 3:
        return False
    if (not block.gap and not _may_be_tight(block, after)) or COLUMNS.search(block.first.text.strip()):
        return False
    start = text.lstrip("\"'‘“(¿")[:1]
    if (
        not (start.isupper() or start.isdigit())
        or not LETTER.search(text)
        or text.endswith((".", ",", ";", ":"))
    ):
        return False
    return block.word_count <= MOST_PLAIN_WORDS and not _has_sentence_end(text) and "@" not in text


def _may_be_tight(block: Block, after: Block | None) -> bool:
    """Without white space before it: a few words, over a list or a paragraph."""
    if after is None or block.word_count > MOST_TIGHT_WORDS or len(block.lines) > 1:
        return False
    return _opens_list(after) or (
        after.form is Form.TEXT and not after.gap and after.word_count > MOST_TIGHT_WORDS
    )


def _has_sentence_end(text: str) -> bool:
    return any(word.casefold() not in ABBREVIATIONS for word in SENTENCE_BREAK.findall(text))


def _mark_plain(blocks: Sequence[Block]) -> None:
    """Without types to tell: short lines without an end sign, that something follows."""
    run: list[Block] = []
    for block, after in _with_next(blocks):
        if block.number is None and _may_be_plain(block, after):
            run.append(block)
            continue
        _settle_plain(run, leads=block.is_content or (block.heading_class or ("",))[0] in LOW_CLASSES)
        run = []
    _settle_plain(run, leads=False)


def _settle_plain(run: list[Block], *, leads: bool) -> None:
    """Of short lines that follow each other the first heads them, and the last heads what follows."""
    if len(run) > 1:
        run = [block for block in run if not LABEL_AND_VALUE.match(block.text)]
    if not run or (len(run) == 1 and not leads):
        return
    if not leads and len(run) > 1 and not any(block.gap for block in run[1:]):
        return  # names under each other
    if len(run) == 2 and leads:
        _head(run[0], ("free", None), 0.6)
        _head(run[1], ("stacked", None), 0.5)
        return
    _head(run[0], ("free", None), 0.65 if len(run) == 1 else 0.45)
    if len(run) > 1 and leads:
        _head(run[-1], ("free", None), 0.5)


def _mark_before_lists(blocks: Sequence[Block]) -> None:
    """Where headings have a type of their own, a plain short line heads only the list right under it."""
    for block, after in _with_next(blocks):
        if block.number is None and after and after.form is Form.ITEM and _may_be_plain(block, after):
            _head(block, ("lead", None), 0.5)


def _fold_names(blocks: Sequence[Block]) -> None:
    """A label and number alone, such as "Project 3:", take the one short line under them as their name."""
    shown = [block for block in blocks if block.form not in ASIDE]
    for block, name, after in zip(shown, shown[1:], shown[2:], strict=False):
        number = block.number
        is_label = block.form is Form.HEADING and number is not None and bool(number.label)
        is_alone = is_label and number is not None and number.length >= len(block.text)
        heads = _opens_list(after) or (after.is_content and _looks_like_title(name))
        if is_alone and heads and _is_name(name):
            block.lines += name.lines
            block.text = f"{block.text} {name.text}"
            name.lines = []


def _is_name(block: Block) -> bool:
    is_free = block.form in {Form.TEXT, Form.HEADING} and block.number is None and block.entry is None
    return is_free and block.level is None and len(block.text) <= LONGEST_PLAIN and bool(block.lines)


def _looks_like_title(block: Block) -> bool:
    return block.form is Form.HEADING or _may_be_plain(block)


def without_folded(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.lines or block.is_inferred]


def repeated_keys(blocks: Sequence[Block]) -> set[str]:
    """Headings that return under several others, such as "Lopende projecten" under every subject."""
    last: dict[str, int] = {}
    repeated: set[str] = set()
    others = 0
    for block in blocks:
        if block.form is Form.HEADING:
            name = key(block.text)
            if name in last and others > last[name] + 1:
                repeated.add(name)
            others += 1
            last[name] = others
    return repeated
