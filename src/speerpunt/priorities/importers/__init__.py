"""Read an existing plan: a document becomes lines, the lines become an outline that a person reviews.

`recognise_outline(read_document(name, content), words)`; see docs/plan-import.md.
"""

from .documents import read_document
from .kinds import DEFAULT_KIND_WORDS, Kind, KindPhrase, KindWord
from .lines import Line, Role
from .outline import Node, Outline, outline_as_json
from .problem import DocumentProblem
from .recognition import recognise_outline

__all__ = [
    "DEFAULT_KIND_WORDS",
    "DocumentProblem",
    "Kind",
    "KindPhrase",
    "KindWord",
    "Line",
    "Node",
    "Outline",
    "Role",
    "outline_as_json",
    "read_document",
    "recognise_outline",
]
