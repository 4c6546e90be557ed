import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .carers_pdf import carers_pdf
from .harbour_docx import harbour_docx

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Plan:
    name: str
    content: Callable[[], bytes]

    @property
    def expected(self) -> list[dict[str, object]]:
        """The outline, as nested `title`, `kind` and `under`."""
        return json.loads((FOLDER / f"{Path(self.name).stem}.json").read_text(encoding="utf-8"))


PLANS = (
    Plan("harbour.docx", harbour_docx),
    Plan("carers.pdf", carers_pdf),
    Plan("farmers.txt", (FOLDER / "farmers.txt").read_bytes),
    Plan("sports.md", (FOLDER / "sports.md").read_bytes),
)
