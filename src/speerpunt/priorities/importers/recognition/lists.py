"""What a heading or a lead-in promises about what stands under it, and to which nodes the promise goes."""

from collections.abc import Iterator, Sequence

from ..kinds import Kind
from .blocks import Form
from .phrases import Phrases, Place, Saying
from .tree import Branch

ENTRIES = frozenset({Form.ITEM, Form.ROW})
SHORT_ENTRY = 160
LONGEST_LABEL = 60
NAMING_COLUMNS = 3
ABOVE_ROWS = {Kind.PRIORITY, Kind.SUB_PRIORITY}
DOUBTFUL = 0.6
WITHOUT_BULLETS = 0.65
FROM_TABLE_HEAD = 0.75


class Promises:
    """Built while nodes are named from the top: a heading makes its promise before its children are asked."""

    def __init__(self, branches: Sequence[Branch], phrases: Phrases) -> None:
        self._branches = branches
        self._phrases = phrases
        self._given: dict[int, Saying] = {}  # by heading
        self._to: dict[int, Saying] = {}  # by child
        self._by_table: dict[int, Saying] = {}
        self.table_heads: set[int] = set()
        self.name_columns: dict[int, int] = {}  # of rows
        self._find_lead_ins()
        self._find_tables()

    def make(self, heading: int, saying: Saying) -> None:
        """Hand the promise to the children that it reaches."""
        self._given[heading] = saying
        children = self._branches[heading].children
        first = next(
            (self._form(child) for child in children if self._form(child) in ENTRIES | {Form.HEADING}), None
        )
        if first is Form.HEADING:
            reached = [(child, saying) for child in children if self._form(child) is Form.HEADING]
        elif first is None:
            reached = list(self._without_bullets(children, saying))
        else:
            reached = list(self._until_turn(children, saying))
        for child, given in reached:
            self._to.setdefault(child, given)

    def of(self, child: int) -> Saying | None:
        return self._to.get(child) or self._by_table.get(child)

    def under(self, heading: int | None) -> Saying | None:
        return self._given.get(heading) if heading is not None else None

    def kinds_under(self, heading: int) -> set[Kind]:
        """The kinds that the headings right under this one promise or are."""
        children = self._branches[heading].children
        promised = {self._given[child].kind for child in children if child in self._given}
        return promised | {
            self._branches[child].kind for child in children if self._form(child) is Form.HEADING
        }

    def opens_list(self, child: int) -> bool:
        """Whether no entry of the parent stands before this child."""
        parent = self._branches[child].parent
        siblings = self._branches[parent].children if parent is not None else [child]
        first = next((each for each in siblings if self._form(each) in ENTRIES), child)
        return first >= child

    def _form(self, place: int) -> Form:
        return self._branches[place].block.form

    def _until_turn(self, children: Sequence[int], saying: Saying) -> Iterator[tuple[int, Saying]]:
        """The entries, until a short line between them turns to something else; a paragraph only makes doubtful."""
        seen = False
        for child in children:
            block = self._branches[child].block
            if block.form in ENTRIES:
                seen = True
                yield child, saying
            elif seen and block.form is Form.TEXT:
                if len(block.text) <= SHORT_ENTRY and not block.text.endswith((".", "!", "?")):
                    return
                saying = Saying(saying.kind, saying.place, min(saying.strength, DOUBTFUL))

    def _without_bullets(self, children: Sequence[int], saying: Saying) -> Iterator[tuple[int, Saying]]:
        """Short paragraphs are the entries of a list without bullets; so is one paragraph alone."""
        texts = [child for child in children if self._form(child) is Form.TEXT]
        blocks = [self._branches[child].block for child in texts]
        short = all(
            len(block.text) <= SHORT_ENTRY and not block.text.endswith((".", ":")) for block in blocks
        )
        if short or len(texts) == 1:
            for child in texts:
                yield child, Saying(saying.kind, Place.ITSELF, WITHOUT_BULLETS * saying.strength)

    def _find_lead_ins(self) -> None:
        """A paragraph that ends in a colon speaks for the entries, or the numbered headings, right behind it."""
        current: dict[int | None, Saying | None] = {}
        for place, branch in enumerate(self._branches):
            form = branch.block.form
            if form is Form.TEXT:
                current[branch.parent] = self._lead_in(branch.block.text)
            elif form in ENTRIES or (form is Form.HEADING and branch.block.number):
                saying = current.get(branch.parent)
                if saying:
                    self._to[place] = saying
            elif form is Form.HEADING:
                current[branch.parent] = None

    def _lead_in(self, text: str) -> Saying | None:
        saying = self._phrases.of_lead_in(text)
        if saying is None and len(text) <= LONGEST_LABEL and not text.endswith((".", "!")):
            saying = self._phrases.of_heading(text)
        return saying if saying and saying.place is Place.LIST else None

    def _find_tables(self) -> None:
        """The first row of a table may say what the rows are, and in which column their names stand."""
        head: int | None = None
        column, saying = 0, None
        for place, branch in enumerate(self._branches):
            if branch.block.form is not Form.ROW:
                head, saying = None, None
            elif head is None:
                head = place
                column, saying = self._said_by_columns(branch)
                if saying or len(branch.block.lines) > 1:
                    self.table_heads.add(place)
            elif saying:
                self._by_table[place] = saying
                self.name_columns[place] = column

    def _said_by_columns(self, branch: Branch) -> tuple[int, Saying | None]:
        """The leftmost column that says so; but beside the priority that a row belongs to, what the row itself is."""
        named: list[tuple[int, Saying | None]] = []
        for column, cell in enumerate(branch.block.first.cells[:NAMING_COLUMNS]):
            found = self._phrases.of_heading(cell)
            if found and found.place is Place.LIST:
                named.append((column, Saying(found.kind, Place.LIST, FROM_TABLE_HEAD)))
        lower = (each for each in named if each[1] and each[1].kind not in ABOVE_ROWS)
        return next(lower, named[0] if named else (0, None))
