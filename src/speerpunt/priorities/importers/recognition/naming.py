"""Kinds for the nodes of a tree: what the words say, what stands above, and what the build alone tells."""

from collections import Counter

from ..kinds import Kind
from .blocks import Block, Form
from .contents import CONTENTS_TITLES, Contents
from .doubles import settle_doubles
from .labels import short_name
from .lists import ENTRIES, Promises
from .phrases import Phrases, Place, Saying
from .title import YEAR
from .tree import Branch
from .wording import key

BUILD_KINDS = {
    Form.CONTENTS: (Kind.CONTENTS, 0.95),
    Form.CAPTION: (Kind.CAPTION, 0.9),
    Form.RUNNING: (Kind.NOISE, 0.9),
    Form.RULE: (Kind.NOISE, 0.9),
    Form.NOTE: (Kind.TEXT, 0.8),
}
GUESSED = 0.5
LEAST_IN_TEXT = 0.45
PLAIN_TEXT = 0.8
PARTS_OF = {Kind.PROJECT: 0.85, Kind.PART: 0.6}  # the entries under an aim or a challenge explain it
WHOLES = (Kind.PROJECT, Kind.CHALLENGE)
LOWER = {Kind.PRIORITY: Kind.SUB_PRIORITY, Kind.PROJECT: Kind.PART}
TITLED = {Kind.PRIORITY, Kind.SUB_PRIORITY, Kind.PROJECT}  # that a whole document may be about
LOOSE_CLASSES = {"colon", "lead"}  # headings that only lead in the list under them


def name_kinds(branches: list[Branch], phrases: Phrases, contents: Contents) -> None:
    naming = _Naming(branches, phrases, contents)
    naming.run()
    settle_doubles(branches)
    naming.guess_priorities()


class _Naming:
    def __init__(self, branches: list[Branch], phrases: Phrases, contents: Contents) -> None:
        self.branches = branches
        self.phrases = phrases
        self.contents = contents
        self.promises = Promises(branches, phrases)

    def run(self) -> None:
        for place, branch in enumerate(self.branches):
            branch.name = short_name(branch.block, self.phrases, self.promises.name_columns.get(place, 0))
            form, entry = branch.block.form, branch.block.entry
            if form is Form.CONTENTS and entry is not None and entry >= 0:
                branch.name = self.contents.entries[entry].full_title
            if form in BUILD_KINDS:
                branch.kind, branch.confidence = BUILD_KINDS[form]
            elif form is not Form.HEADING:
                self._name_content(place, branch)
            elif branch.kind is Kind.PLAN:
                self._name_title(place, branch)
            else:
                self._name_heading(place, branch)

    def guess_priorities(self) -> None:
        """Where no word names the priorities: the chapters that have lists of aims or projects right under them."""
        if any(branch.kind is Kind.PRIORITY for branch in self.branches):
            return
        places_found = [
            place for place, branch in enumerate(self.branches) if self._may_be_priority(place, branch)
        ]
        above = Counter(self.branches[place].parent for place in places_found)
        likely = [self.branches[place] for place in places_found if above[place] < 2]
        if len(likely) < 2:
            return
        places = {(branch.parent, branch.block.rank) for branch in likely}
        likely += [
            each
            for each in self.branches
            if each.block.is_inferred and (each.parent, each.block.rank) in places
        ]
        for branch in likely:
            branch.kind = self._lowered(Kind.PRIORITY, branch)
            branch.confidence = min(branch.confidence, GUESSED)

    def _may_be_priority(self, place: int, branch: Branch) -> bool:
        is_heading = (
            branch.kind in {Kind.CHAPTER, Kind.SECTION, Kind.AIM} and branch.block.form is Form.HEADING
        )
        return is_heading and bool(
            self.promises.kinds_under(place) & {Kind.AIM, Kind.PROJECT} - {branch.kind}
        )

    def _name_title(self, place: int, branch: Branch) -> None:
        """A document about one priority or project carries its name; one called "Prioriteiten 2027" promises them."""
        saying = self._said_by(branch.block)
        if saying and saying.place is Place.LIST:
            self.promises.make(place, saying)
        elif saying and saying.kind in TITLED and not YEAR.search(branch.block.text):
            self._name_heading(place, branch)

    def _name_heading(self, place: int, branch: Branch) -> None:
        block = branch.block
        saying = self._said_by(block)
        if saying and (saying.kind, saying.place) == (Kind.PART, Place.LIST):
            saying = saying if any(self._is_under(branch, kind) for kind in WHOLES) else None
        if saying and saying.place is Place.LIST:
            self.promises.make(place, self._fitting(saying, branch))
            saying = None
        elif saying is None and _is_loose(block):
            self._pass_on(place, branch)
        if not _is_loose(block):
            saying = saying or self.promises.of(place)
        if saying:
            branch.kind = self._lowered(saying.kind, branch)
            branch.confidence = _confidence(saying.strength, block)
        else:
            branch.kind = self._of_build(branch)
            branch.confidence = _confidence(1.0, block)

    def _said_by(self, block: Block) -> Saying | None:
        """What a heading says, with its label, without it, as a lead-in, or in the contents list."""
        has_label = block.number is not None and bool(block.number.label)
        saying = self.phrases.of_heading(block.text if has_label or block.number is None else block.title)
        if saying is None and has_label:
            saying = self.phrases.of_heading(block.title)
        if saying is None and _is_loose(block):
            saying = self.phrases.of_lead_in(block.text)
        if saying is None and block.entry is not None:
            saying = self.phrases.of_heading(self.contents.entries[block.entry].title)
        return saying

    def _fitting(self, saying: Saying, branch: Branch) -> Saying:
        """Priorities in the sense of aims, where chapters follow outside any priority, are the priorities."""
        forms = (self.branches[child].block.form for child in branch.children)
        over_chapters = (
            next((form for form in forms if form in ENTRIES | {Form.HEADING}), None) is Form.HEADING
        )
        is_named_so = saying.kind is Kind.AIM and "priorit" in key(branch.block.text)
        if is_named_so and over_chapters and not self._is_under(branch, Kind.PRIORITY):
            return Saying(Kind.PRIORITY, Place.LIST, saying.strength)
        return saying

    def _pass_on(self, place: int, branch: Branch) -> None:
        """A lead-in without a word of its own leaves the list under it to what stands above."""
        if branch.parent is not None and self.branches[branch.parent].kind is Kind.PROJECT:
            self.promises.make(place, Saying(Kind.PART, Place.LIST, PARTS_OF[Kind.PROJECT]))
            return
        above = self.promises.under(branch.parent)
        if above and self.promises.opens_list(place):
            self.promises.make(place, above)

    def _of_build(self, branch: Branch) -> Kind:
        if branch.block.entry is None and key(branch.block.title) in CONTENTS_TITLES:
            return Kind.CONTENTS
        is_top = branch.parent is None or self.branches[branch.parent].kind is Kind.PLAN
        return Kind.CHAPTER if is_top else Kind.SECTION

    def _lowered(self, kind: Kind, branch: Branch) -> Kind:
        """A priority inside a priority is a sub-priority, a project inside a project is a part."""
        return LOWER[kind] if kind in LOWER and self._is_under(branch, kind) else kind

    def _is_under(self, branch: Branch, kind: Kind) -> bool:
        parent = branch.parent
        while parent is not None:
            if self.branches[parent].kind is kind:
                return True
            parent = self.branches[parent].parent
        return False

    def _name_content(self, place: int, branch: Branch) -> None:
        if place in self.promises.table_heads:
            branch.kind, branch.confidence = Kind.TEXT, PLAIN_TEXT
            return
        saying = self.promises.of(place) or self._of_itself(branch) or self._of_parent(branch)
        if saying:
            branch.kind = self._lowered(saying.kind, branch)
            branch.confidence = _confidence(saying.strength, branch.block)
        else:
            branch.kind, branch.confidence = Kind.TEXT, PLAIN_TEXT

    def _of_itself(self, branch: Branch) -> Saying | None:
        return self.phrases.of_text(branch.block.text) if branch.block.form is not Form.ROW else None

    def _of_parent(self, branch: Branch) -> Saying | None:
        if branch.parent is None or branch.block.form is Form.TEXT:
            return None
        above = self.branches[branch.parent].kind
        return Saying(Kind.PART, Place.LIST, PARTS_OF[above]) if above in PARTS_OF else None


def _is_loose(block: Block) -> bool:
    return block.heading_class is not None and block.heading_class[0] in LOOSE_CLASSES


def _confidence(strength: float, block: Block) -> float:
    """Of kind and place together. What the text itself holds stays above what is only inferred."""
    certainty = block.certainty if block.form is Form.HEADING else 1.0
    least = 0.0 if block.is_inferred else LEAST_IN_TEXT
    return round(min(0.99, max(least, strength * certainty)), 2)
