"""Sets a document with typst: in the letter of the house, tagged for who has it read aloud (PDF/UA-1).

A template is a file in `typst/`; what it says comes in as data, so no text of a user is ever markup.
"""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from fontpkg_source_sans_3 import ROOT as FONTS

TEMPLATES = Path(__file__).parent / "typst"
# Typst refuses a document that a screen reader could not tell in order.
STANDARD = "ua-1"


def typeset(
    template: str, data: dict[str, Any], *, is_document: bool = True, templates: Path = TEMPLATES
) -> bytes:
    """What is laid over the pages of others is no document by itself. Other apps have `templates` of their own."""
    compiled = typst.compile(
        str(templates / f"{template}.typ"),
        root=str(templates),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=[STANDARD] if is_document else [],
        sys_inputs={"data": json.dumps({"lang": get_language() or "nl", **data}, ensure_ascii=False)},
    )
    assert isinstance(compiled, bytes)
    return compiled
