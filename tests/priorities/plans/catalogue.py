import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import flowing_pdf, word_plans
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


def _typed(name: str) -> Plan:
    return Plan(name, (FOLDER / name).read_bytes)


PLANS = (
    Plan("harbour.docx", harbour_docx),
    Plan("carers.pdf", carers_pdf),
    _typed("farmers.txt"),
    _typed("sports.md"),
    Plan("village.docx", word_plans.village_docx),
    Plan("eastgate.docx", word_plans.eastgate_docx),
    Plan("chamber.docx", word_plans.chamber_docx),
    Plan("centre.docx", word_plans.centre_docx),
    Plan("halls.docx", word_plans.halls_docx),
    Plan("river.pdf", flowing_pdf.river_pdf),
    Plan("harbour-city.pdf", flowing_pdf.harbour_city_pdf),
    _typed("municipality.txt"),  # a programme budget, with questions for headings
    _typed("museum.txt"),  # Roman chapters, lettered sections, bullets that other programs left
    _typed("traders.txt"),  # capitals, and no blank line under a heading
    _typed("solar.txt"),  # underlined headings, letters and small Roman numbers
    _typed("quays.txt"),  # hardly any blank lines
    _typed("levy.txt"),  # chapters and entries numbered in the same form
    _typed("printed.txt"),  # text taken from a PDF: headers and page numbers without page ends
    _typed("cafes.txt"),  # Windows-1252
    _typed("culture.md"),  # front matter, underlined headings, a footnote
    _typed("worksites.md"),  # task lists, numbers that do not count, a quotation
    _typed("partnership.txt"),
    _typed("westgate.txt"),
)
